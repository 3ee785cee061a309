package casework

import (
	"slices"

	"caunoi/flows"
	"caunoi/store"
)

// handlers are the roles that may handle a case of their unit or one below it,
// the nearest to the case first.
var handlers = [...]flows.Role{flows.Charge, flows.Duty, flows.Coordinator, flows.Leader, flows.Admin}

// ofTeam are the roles of a team, to none of whose holders a case that was
// sealed up is shown.
var ofTeam = [...]flows.Role{flows.Plain, flows.Secretary, flows.Deputy, flows.Head, flows.Charge}

// roleOf returns the catalog key of what a member is to a case; ok is false for
// somebody who may not handle it. It is the one place that says who may.
func roleOf(t *flows.Turn, member string, c Case) (key string, ok bool) {
	if barred(t, member, c) {
		return "", false
	}
	posts := flows.PostsOf(t.Tx, member, t.Event.At)
	for u := range flows.Up(t.Tx, c.Unit) {
		if c.Above && u.Code == c.Unit {
			continue
		}
		for _, role := range handlers {
			for _, p := range posts {
				if p.Unit == u.Code && p.Role == role {
					return flows.RoleKey(role, u.Level), true
				}
			}
		}
	}
	if flows.IsAdmin(t.Tx, member, t.Event.At) && administers(t, member, c) {
		return flows.RoleKey(flows.Admin, ""), true
	}
	return "", false
}

// administers reports whether an administrator may handle a case: one over its
// unit, and any other who was called because of those nobody can be told. A
// case must not end with nobody for want of a right.
func administers(t *flows.Turn, member string, c Case) bool {
	called := func(a Alert) bool { return a.Member == member && a.Last }
	if slices.ContainsFunc(c.Alerts, called) {
		return true
	}
	reached := false
	for _, m := range flows.AdminsOver(t.Tx, c.Unit, t.Event.At) {
		if m.ID == member {
			return true
		}
		reached = reached || m.Home() != ""
	}
	return !reached
}

// barred reports whether a member is kept out of a case that went to the level
// above: who holds a post in its unit, or held one when it was reported, and
// who belongs to a team that its unit became part of. It is the person who is
// kept out, whatever else that person is.
func barred(t *flows.Turn, member string, c Case) bool {
	if !c.Above {
		return false
	}
	for p := range flows.Posts.Under(t.Tx, "member", store.Key(member)) {
		if !p.Held(t.Event.At) && !p.Held(c.At) {
			continue
		}
		if p.Unit == c.Unit {
			return true
		}
		for u := range flows.Up(t.Tx, c.Unit) {
			if p.Unit == u.Code && slices.Contains(ofTeam[:], p.Role) {
				return true
			}
		}
	}
	return false
}

// aboveTeam returns who handles a case that was sealed up: the duty officers,
// coordinators and leaders of the nearest unit above in which one of them may
// and can be told. There may be none.
func aboveTeam(t *flows.Turn, c Case) []flows.Member {
	for u := range flows.Up(t.Tx, c.Unit) {
		if u.Code == c.Unit {
			continue
		}
		var on []flows.Member
		for _, role := range []flows.Role{flows.Duty, flows.Coordinator, flows.Leader} {
			for _, m := range holders(t, u.Code, role) {
				if !barred(t, m.ID, c) && m.ID != c.Reporter && m.Home() != "" {
					on = append(on, m)
				}
			}
		}
		if len(on) > 0 {
			return on
		}
	}
	return nil
}
