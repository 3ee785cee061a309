package model

import (
	"slices"

	"caunoi/flows"
	"caunoi/store"
)

// people are those of a team who do its work.
var people = []flows.Role{flows.Plain, flows.Secretary, flows.Deputy, flows.Head}

// offices are those who answer for a unit and all below it.
var offices = []flows.Role{flows.Coordinator, flows.Leader}

// over reports whether somebody holds an office at a unit or above it, or is an
// administrator over it, as those who may send directives there (see
// directive.MaySend), and the coordinators.
func over(t *flows.Turn, member, unit string) bool {
	return flows.Holds(t.Tx, member, unit, t.Event.At, offices...) || flows.Administers(t.Tx, member, unit, t.Event.At)
}

// at reports whether somebody holds one of the roles at exactly a unit: those of a team
// give rights there and nowhere below (flows.Role).
func at(t *flows.Turn, member, unit string, roles ...flows.Role) bool {
	return slices.ContainsFunc(flows.PostsOf(t.Tx, member, t.Event.At), func(p flows.Post) bool {
		return p.Unit == unit && slices.Contains(roles, p.Role)
	})
}

// mayRegister reports whether somebody may register models of a unit: the team's
// head and deputy, and those in office at it or above it.
func mayRegister(t *flows.Turn, member, unit string) bool {
	return at(t, member, unit, flows.Head, flows.Deputy) || over(t, member, unit)
}

// steers reports whether somebody may begin, review and stop a model: those who may
// register one there.
func (m Model) steers(t *flows.Turn, member string) bool {
	return mayRegister(t, member, m.owner(t.Tx).Code)
}

// works reports whether somebody may show what was done: all of the team, and of a
// unit that is no team also those who hold an office at exactly that unit. Nobody shows
// what others did, and nobody judges what they showed.
func (m Model) works(t *flows.Turn, member string) bool {
	u := m.owner(t.Tx)
	if at(t, member, u.Code, people...) {
		return true
	}
	return !u.Team && at(t, member, u.Code, offices...) && !m.judges(t, member)
}

// judges reports whether somebody may accept, assess and recognise a model: those in
// office above its unit, but for people of the team itself. A unit with nothing above
// it is judged by its own leader and administrators.
func (m Model) judges(t *flows.Turn, member string) bool {
	u := m.owner(t.Tx)
	if m.ofTeam(t, member) {
		return false
	}
	if u.Parent == "" {
		return flows.Holds(t.Tx, member, u.Code, t.Event.At, flows.Leader) || flows.Administers(t.Tx, member, u.Code, t.Event.At)
	}
	return over(t, member, u.Parent)
}

// ofTeam reports whether somebody is one of the people of the model's team.
func (m Model) ofTeam(t *flows.Turn, member string) bool {
	return at(t, member, m.owner(t.Tx).Code, people...)
}

// sees reports whether somebody may see a model: who holds any post at its unit, or one
// above it that is not of a team (flows.Role).
func (m Model) sees(t *flows.Turn, member string) bool {
	mine, owner := flows.PostsOf(t.Tx, member, t.Event.At), m.owner(t.Tx).Code
	for u := range flows.Up(t.Tx, m.Unit) {
		if slices.ContainsFunc(mine, func(p flows.Post) bool { return p.Unit == u.Code && (u.Code == owner || !p.Role.InTeam()) }) {
			return true
		}
	}
	return flows.Administers(t.Tx, member, m.Unit, t.Event.At)
}

// posted are the units at which somebody holds a post: wide those with whose models
// those of all units below go, the highest of each part of the tree; and own those
// where it is one of a team only, that lie below none of the others.
func posted(t *flows.Turn, member string) (wide, own []string) {
	for _, p := range flows.PostsOf(t.Tx, member, t.Event.At) {
		switch {
		case p.Unit != "" && p.Role.InTeam():
			own = append(own, p.Unit)
		case p.Unit != "":
			wide = append(wide, p.Unit)
		case p.Role == flows.Admin: // named before there was a tree
			for u := range flows.Units.Under(t.Tx, "parent", store.Key("")) {
				wide = append(wide, u.Code)
			}
		}
	}
	wide = highest(t.Tx, wide)
	slices.Sort(own)
	own = slices.DeleteFunc(slices.Compact(own), func(code string) bool {
		for u := range flows.Up(t.Tx, code) {
			if slices.Contains(wide, u.Code) {
				return true
			}
		}
		return false
	})
	return wide, own
}

// mine are the terms of the indexes of Models under which those stand that somebody
// sees: a unit's code is of its models and all below it, alone of a code of its own.
func mine(t *flows.Turn, member string) []string {
	terms, own := posted(t, member)
	for _, unit := range own {
		for range flows.Units.Under(t.Tx, "parent", store.Key(unit)) { // a bloc; a village has nothing below it
			unit = alone(unit)
			break
		}
		terms = append(terms, unit)
	}
	return terms
}

// highest drops of some units those that lie below another.
func highest(tx store.Tx, units []string) []string {
	slices.Sort(units)
	units = slices.Compact(units)
	return slices.DeleteFunc(slices.Clone(units), func(code string) bool {
		for u := range flows.Up(tx, code) {
			if u.Code != code && slices.Contains(units, u.Code) {
				return true
			}
		}
		return false
	})
}

// registering are the units for which somebody may register, the highest of each
// part of the tree.
func registering(t *flows.Turn, member string) []string {
	wide, own := posted(t, member)
	return slices.DeleteFunc(append(wide, own...), func(unit string) bool { return !mayRegister(t, member, unit) })
}

// concerned are those who are told of what becomes of a model, each once: the
// team's head and deputy, who registered it, and who judges it.
func (m Model) concerned(t *flows.Turn) []flows.Member {
	u := m.owner(t.Tx)
	all := append(flows.Holders(t.Tx, u.Code, flows.Head, t.Event.At), flows.Holders(t.Tx, u.Code, flows.Deputy, t.Event.At)...)
	if by, ok := flows.Members.Get(t.Tx, m.By); ok && m.steers(t, m.By) {
		all = append(all, by)
	}
	all = append(all, m.jury(t)...)
	var once []flows.Member
	for _, who := range all {
		if who.Home() != "" && !slices.ContainsFunc(once, func(o flows.Member) bool { return o.ID == who.ID }) {
			once = append(once, who)
		}
	}
	return once
}

// jury are those who are told that a model is to be judged: the coordinators of the
// nearest unit above it that has one who can be told and may, or its leaders, or the
// administrators.
func (m Model) jury(t *flows.Turn) []flows.Member {
	able := func(who []flows.Member) []flows.Member {
		return slices.DeleteFunc(slices.Clone(who), func(o flows.Member) bool { return o.Home() == "" || !m.judges(t, o.ID) })
	}
	for u := range flows.Up(t.Tx, m.Unit) {
		for _, role := range offices {
			if who := able(flows.Holders(t.Tx, u.Code, role, t.Event.At)); len(who) > 0 {
				return who
			}
		}
	}
	return able(flows.AdminsOver(t.Tx, m.owner(t.Tx).Code, t.Event.At))
}
