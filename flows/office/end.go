package office

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/enroll"
	"caunoi/flows/roster"
	"caunoi/flows/text"
	"caunoi/store"
)

// End ends a post of a member from this moment on: that of p's unit and role,
// every one if p names neither. Whoever has no post left has left the
// organisation, and is a stranger at once.
func End(tx store.Tx, p flows.Post, by string, at time.Time) error {
	if err := mayEnd(tx, p, by, at); err != nil {
		return err
	}
	for _, p := range matching(tx, p, at) {
		end(tx, p, by, at)
	}
	m, _ := flows.Members.Get(tx, p.Member)
	leave(tx, m, by, at)
	return nil
}

// mayEnd says why posts cannot be ended.
func mayEnd(tx store.Tx, p flows.Post, by string, at time.Time) error {
	m, ok := flows.Members.Get(tx, p.Member)
	switch {
	case !ok:
		return fault("office.fault.person", "id", p.Member)
	case !m.Ended.IsZero():
		return fault("office.fault.ended", "name", m.Name)
	}
	posts := matching(tx, p, at)
	if len(posts) == 0 {
		return fault("office.fault.none", "name", m.Name)
	}
	for _, p := range posts {
		u, _ := flows.Units.Get(tx, p.Unit)
		if !over(tx, by, p.Unit, at) {
			return fault("office.fault.above", "unit", u.Name)
		}
		if p.Role == flows.Admin && p.Held(at) && !others(tx, by, p, at) {
			return fault("office.fault.last", "unit", u.Name)
		}
	}
	return nil
}

// matching returns the posts a member holds or will hold that p means.
func matching(tx store.Tx, p flows.Post, at time.Time) []flows.Post {
	var found []flows.Post
	for _, held := range flows.PostsToCome(tx, p.Member, at) {
		if (p.Unit == "" || p.Unit == held.Unit) && (p.Role == "" || p.Role == held.Role) {
			found = append(found, held)
		}
	}
	return found
}

// end ends one post; one that has not begun never was held.
func end(tx store.Tx, p flows.Post, by string, at time.Time) {
	if p.To = at; at.Before(p.From) {
		p.To = p.From
	}
	flows.Posts.Put(tx, p)
	note(tx, Change{At: at, By: by, Act: Ended, Member: p.Member, Unit: p.Unit, Role: p.Role})
}

// leave ends a member who has no post left, and takes back the ways in that
// were given out.
func leave(tx store.Tx, m flows.Member, by string, at time.Time) {
	roster.Foretell(tx, m.ID, at)
	if len(flows.PostsToCome(tx, m.ID, at)) > 0 {
		return
	}
	m.Ended = at
	flows.Members.Put(tx, m)
	enroll.Uninvite(tx, m.ID)
	note(tx, Change{At: at, By: by, Act: Left, Member: m.ID, Unit: lastUnit(tx, m.ID)})
}

// lastUnit is the unit of the post that a member held last.
func lastUnit(tx store.Tx, member string) string {
	var last flows.Post
	for p := range flows.Posts.Under(tx, "member", store.Key(member)) {
		if last.Unit == "" || p.To.After(last.To) {
			last = p
		}
	}
	return last.Unit
}

// Replace gives the post of one member to a person who is entered, from this
// moment on. Role and Unit of the entry say which post; they may be left out
// by whoever replaces somebody with one post only.
func Replace(tx store.Tx, old string, e Entry, at time.Time) (flows.Member, error) {
	was, ok := flows.Members.Get(tx, old)
	if !ok {
		return flows.Member{}, fault("office.fault.person", "id", old)
	}
	posts := matching(tx, flows.Post{Member: old, Unit: e.Unit, Role: e.Role}, at)
	switch len(posts) {
	case 0:
		return flows.Member{}, fault("office.fault.none", "name", was.Name)
	case 1:
	default:
		return flows.Member{}, fault("office.fault.which", "name", was.Name)
	}
	e.Unit, e.Role = posts[0].Unit, posts[0].Role
	if p := posts[0]; e.By != "" && over(tx, e.By, p.Unit, at) && p.Role == flows.Admin && p.Held(at) && !others(tx, e.By, p, at) && !joined(tx, e, at) {
		u, _ := flows.Units.Get(tx, p.Unit)
		return flows.Member{}, fault("office.fault.last", "unit", u.Name)
	}
	m, err := Add(tx, e, at)
	if err != nil {
		return m, err
	}
	end(tx, posts[0], e.By, at)
	leave(tx, was, e.By, at)
	return m, nil
}

// joined reports whether whoever is entered is known and can be told anything.
func joined(tx store.Tx, e Entry, at time.Time) bool {
	e, err := tidy(e)
	if err != nil {
		return false
	}
	m, err := identify(tx, e, at)
	return err == nil && m.Home() != ""
}

// roleKey is the name of a role at a unit.
func roleKey(u flows.Unit, role flows.Role) text.Key { return text.K(flows.RoleKey(role, u.Level)) }
