package directive

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// people are the roles of a team's own people, who are told what their team is.
var people = []flows.Role{flows.Head, flows.Deputy, flows.Secretary, flows.Plain}

// Teams returns the teams at or below some units at a moment, in the order of
// the tree, each once.
func Teams(tx store.Tx, at time.Time, places []string) []flows.Unit {
	var teams []flows.Unit
	seen := map[string]bool{}
	var walk func(code string, depth int)
	walk = func(code string, depth int) {
		u, ok := flows.Units.Get(tx, code)
		if !ok || !u.Open(at) || seen[code] || depth > 8 {
			return
		}
		seen[code] = true
		if u.Team {
			teams = append(teams, u)
		}
		for below := range flows.Units.Under(tx, "parent", store.Key(code)) {
			walk(below.Code, depth+1)
		}
	}
	for _, code := range places {
		walk(code, 0)
	}
	return teams
}

// MaySend reports whether a member may send a directive to a unit and all below
// it at the moment: an administrator or a leader there or above (the domain
// notes, 1.3).
func MaySend(tx store.Tx, member, unit string, at time.Time) bool {
	return flows.Administers(tx, member, unit, at) || flows.Holds(tx, member, unit, at, flows.Leader)
}

// Places returns the units over which a member may send: the highest of each
// part of the tree. nil is none.
func Places(tx store.Tx, member string, at time.Time) []string {
	var places []string
	for _, p := range flows.PostsOf(tx, member, at) {
		switch {
		case p.Role != flows.Admin && p.Role != flows.Leader:
		case p.Unit == "":
			places = nil
			for u := range flows.Units.Under(tx, "parent", store.Key("")) {
				places = append(places, u.Code)
			}
			return places
		default:
			places = append(places, p.Unit)
		}
	}
	slices.Sort(places)
	places = slices.Compact(places)
	return slices.DeleteFunc(slices.Clone(places), func(code string) bool { // what lies below another
		for u := range flows.Up(tx, code) {
			if u.Code != code && slices.Contains(places, u.Code) {
				return true
			}
		}
		return false
	})
}

// roles are those of a team's people who are meant.
func (w Whom) roles() []flows.Role {
	switch w {
	case ToHeads:
		return []flows.Role{flows.Head}
	case ToCharge:
		return []flows.Role{flows.Charge}
	}
	return people
}

// OfTeam returns who is sent a directive for a team: its group, or people, each
// once. Both are empty where nobody is.
func OfTeam(tx store.Tx, at time.Time, team string, whom Whom) (group flows.Address, members []flows.Member) {
	if whom == ToTeam {
		if g, ok := flows.GroupOf(tx, team); ok {
			return g.Address, nil
		}
	}
	for _, role := range whom.roles() {
		for _, m := range flows.Holders(tx, team, role, at) {
			if !slices.ContainsFunc(members, func(o flows.Member) bool { return o.ID == m.ID }) {
				members = append(members, m)
			}
		}
	}
	return "", members
}

// An Audience is who a directive would go to at the moment.
type Audience struct {
	Teams  int      `cbor:"1,keyasint"`
	Groups int      `cbor:"2,keyasint"`
	People int      `cbor:"3,keyasint"`
	Apart  int      `cbor:"4,keyasint"`           // people who cannot be reached: never joined, left, or closed the chat
	Empty  []string `cbor:"5,keyasint,omitempty"` // teams for which there is nobody
	By     []Via    `cbor:"6,keyasint,omitempty"` // by which service those are reached who can be
}

// Copies is how many messages there would be.
func (a Audience) Copies() int { return a.Groups + a.People }

// Receivers is how many there would be to be counted: copies, and the teams that
// none can go to.
func (a Audience) Receivers() int { return a.Copies() + len(a.Empty) }

// audience is whom a directive goes to that has not begun, as they were counted for
// its sender.
func (d Directive) audience(tx store.Tx) Audience {
	if d.Crowd != nil {
		return *d.Crowd
	}
	return survey(tx, d.At, d.Left, d.Whom)
}

// survey counts the receivers in some teams.
func survey(tx store.Tx, at time.Time, teams []string, whom Whom) Audience {
	seen := map[string]bool{}
	return surveyed(tx, at, teams, whom, func(m flows.Member, _ string) bool {
		twice := seen[m.ID]
		seen[m.ID] = true
		return twice
	})
}

// surveyed counts the receivers in some teams, but for people who are counted
// elsewhere.
func surveyed(tx store.Tx, at time.Time, teams []string, whom Whom, elsewhere func(m flows.Member, team string) bool) Audience {
	var a Audience
	for _, team := range teams {
		a.Teams++
		group, members := OfTeam(tx, at, team, whom)
		if group != "" {
			a.Groups++
			a.via(group, 1)
		} else if len(members) == 0 {
			a.Empty = append(a.Empty, team)
		}
		for _, m := range members {
			if elsewhere(m, team) {
				continue
			}
			a.People++
			if m.Home() == "" {
				a.Apart++
			} else {
				a.via(m.Home(), 1)
			}
		}
	}
	return a
}
