package office

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// teamRoles are the roles within a team, in the order people choose them.
var teamRoles = []flows.Role{flows.Plain, flows.Head, flows.Deputy, flows.Secretary, flows.Charge, flows.StandIn}

// officeRoles are the roles above the teams.
var officeRoles = []flows.Role{flows.Duty, flows.Coordinator, flows.Leader, flows.Admin}

// over reports whether somebody may change who is what at a unit: an
// administrator over it. "" is the operator at the machine, who may everything.
func over(tx store.Tx, by, unit string, at time.Time) bool {
	return by == "" || flows.Administers(tx, by, unit, at)
}

// sees reports whether somebody may look at the people of a unit.
func sees(tx store.Tx, by, unit string, at time.Time) bool {
	return over(tx, by, unit, at) || flows.Holds(tx, by, unit, at, flows.Coordinator)
}

// seesPerson reports whether somebody may look at the card of a person: by one
// of the person's posts, or, when all are over, by one of those.
func seesPerson(tx store.Tx, by, member string, at time.Time) bool {
	posts := flows.PostsToCome(tx, member, at)
	if len(posts) == 0 {
		return sees(tx, by, lastUnit(tx, member), at)
	}
	return slices.ContainsFunc(posts, func(p flows.Post) bool { return sees(tx, by, p.Unit, at) })
}

// fits reports whether a role is one of the unit's: those of a team want a
// team, the others want a unit with others below it, or one that is no team.
func fits(tx store.Tx, u flows.Unit, role flows.Role) bool {
	if role.InTeam() {
		return u.Team
	}
	if !slices.Contains(officeRoles, role) {
		return false
	}
	for range flows.Units.Under(tx, "parent", store.Key(u.Code)) {
		return true
	}
	return !u.Team
}

// others reports whether somebody else is an administrator over a unit, who can
// be told that nobody answers an urgent report. For the operator at the machine,
// who can invite the other one, it is enough that there is one.
func others(tx store.Tx, by string, p flows.Post, at time.Time) bool {
	return slices.ContainsFunc(flows.Admins(tx, at), func(m flows.Member) bool {
		return m.ID != p.Member && over(tx, m.ID, p.Unit, at) && (by == "" || m.Home() != "")
	})
}
