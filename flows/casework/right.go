package casework

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/rota"
	"caunoi/store"
)

// handlers are the roles that may handle a case of their unit or one below it,
// the nearest to the case first.
var handlers = [...]flows.Role{flows.Charge, flows.StandIn, flows.Duty, flows.Coordinator, flows.Leader, flows.Admin}

// OfTeam are the roles of a team, to none of whose holders a case that was
// sealed up is shown.
var OfTeam = [...]flows.Role{flows.Plain, flows.Secretary, flows.Deputy, flows.Head, flows.Charge, flows.StandIn}

// roleOf returns the catalog key of what a member is to a case; ok is false for
// somebody who may not handle it. It is the one place that says who may: who
// holds a post at the case's unit or above it, or at an office it was given to,
// and who stands in for such a person at the moment.
func roleOf(t *flows.Turn, member string, c Case) (key string, ok bool) {
	if barred(t, member, c) {
		return "", false
	}
	if key, ok = postOver(t, flows.PostsOf(t.Tx, member, t.Event.At), c); ok {
		return key, true
	}
	for _, away := range rota.StandsFor(t.Tx, member, t.Event.At) {
		if barred(t, away, c) {
			continue // nobody gets by standing in what the other is kept out of
		}
		if _, ok := postOver(t, flows.PostsOf(t.Tx, away, t.Event.At), c); ok {
			return flows.RoleKey(flows.StandIn, ""), true
		}
	}
	if flows.IsAdmin(t.Tx, member, t.Event.At) && administers(t, member, c) {
		return flows.RoleKey(flows.Admin, ""), true
	}
	return "", false
}

// postOver returns the first of the posts by which a case may be handled, the
// nearest to it first. An administrator's is looked at apart.
func postOver(t *flows.Turn, posts []flows.Post, c Case) (key string, ok bool) {
	held := func(u flows.Unit) bool {
		for _, role := range handlers {
			if role != flows.Admin && slices.ContainsFunc(posts, func(p flows.Post) bool { return p.Unit == u.Code && p.Role == role }) {
				key, ok = flows.RoleKey(role, u.Level), true
				return true
			}
		}
		return false
	}
	for u := range flows.Up(t.Tx, c.Unit) {
		if (!c.Above || u.Code != c.Unit) && held(u) {
			return key, true
		}
	}
	for _, office := range c.Offices {
		if u, known := flows.Units.Get(t.Tx, office); known && u.Open(t.Event.At) && held(u) {
			return key, true
		}
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
// above: who holds a post in its unit, or in one that a desk moved it from, or
// held one when it was reported, and
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
		for _, unit := range append([]string{c.Unit}, c.Kept...) {
			if p.Unit == unit {
				return true
			}
			for u := range flows.Up(t.Tx, unit) {
				if p.Unit == u.Code && slices.Contains(OfTeam[:], p.Role) {
					return true
				}
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
