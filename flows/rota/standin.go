package rota

import (
	"regexp"
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// candidates returns who may stand in for a member from a moment on: who is
// called for cases at the units of the member's posts or above them, and who is
// in charge of, or stands in for, the other teams of the commune. The nearest
// come first. They may be away, or not have joined.
func candidates(tx store.Tx, member string, at time.Time) []flows.Member {
	var all []flows.Member
	for _, p := range flows.PostsToCome(tx, member, at) {
		if !slices.Contains(handling, p.Role) {
			continue
		}
		for i, u := range slices.Collect(flows.Up(tx, p.Unit)) {
			for _, role := range handling {
				all = add(all, flows.Holders(tx, u.Code, role, at)...)
			}
			if i == 0 && u.Team {
				all = add(all, besides(tx, u, at)...)
			}
		}
	}
	return slices.DeleteFunc(all, func(m flows.Member) bool { return m.ID == member })
}

// besides returns who is called for the other teams of a team's commune.
func besides(tx store.Tx, team flows.Unit, at time.Time) []flows.Member {
	var all []flows.Member
	for u := range flows.Units.Under(tx, "parent", store.Key(team.Parent)) {
		if u.Team && u.Open(at) {
			all = add(all, flows.Holders(tx, u.Code, flows.Charge, at)...)
			all = add(all, flows.Holders(tx, u.Code, flows.StandIn, at)...)
		}
	}
	return all
}

// fit returns of the candidates who can be called and is there from a moment up
// to another.
func fit(tx store.Tx, all []flows.Member, from, to time.Time) []flows.Member {
	var fit []flows.Member
	for _, m := range all {
		if _, away := awayIn(tx, m.ID, from, to); !away && m.Home() != "" {
			fit = append(fit, m)
		}
	}
	return fit
}

// awayIn returns the first leave of a person that lies within a time, or partly.
func awayIn(tx store.Tx, member string, from, to time.Time) (Leave, bool) {
	first, last := store.Prefix(store.Key(member))
	for l := range Leaves.Range(tx, first, last) {
		if l.From.Before(to) && l.To.After(from) {
			return l, true
		}
	}
	return Leave{}, false
}

// split divides several names in one line.
var split = regexp.MustCompile(`\s*(?:[,;+&\n]|(?:^|\s)(?:và|va)\s)\s*`)

// A choice is who was chosen to stand in, or why that cannot be.
type choice struct {
	ids   []string
	names []string
	fault string         // the last part of the key; "" if there is none
	said  string         // the name it is about, as typed or as the roster has it
	until time.Time      // the last day of the leave of a stand-in who is away too
	then  []flows.Member // who would be called then, in place of that stand-in
	many  []flows.Member // who may be meant
}

// nobody is what is typed or pressed for no stand-in at all.
var nobody = []string{"-", "khong", "khong ai", "khong co", "khong co ai", "khong nho ai"}

// choose finds who was meant by names that were typed, or by the id of a
// button, to stand in for a member from a moment up to another.
func choose(tx store.Tx, member, said string, from, to time.Time) (c choice) {
	all := candidates(tx, member, from)
	for _, name := range split.Split(said, -1) {
		if name == "" {
			continue
		}
		found := matches(all, name)
		if len(found) != 1 {
			c.said, c.many = name, found
			c.fault = strayed(tx, member, name, from)
			if len(found) > 1 {
				c.fault = "many"
			}
			return c
		}
		m := found[0]
		c.said = m.Name
		leave, away := awayIn(tx, m.ID, from, to)
		switch {
		case m.Home() == "":
			c.fault = "unjoined"
		case away && slices.Contains(leave.StandIns, member):
			c.fault = "circle"
		case away:
			c.fault = "away"
			c.then = instead(tx, leave, member)
		}
		if c.fault != "" {
			c.until = leave.To.Add(-time.Minute)
			return c
		}
		if !slices.Contains(c.ids, m.ID) {
			c.ids, c.names = append(c.ids, m.ID), append(c.names, m.Name)
		}
	}
	if len(c.ids) == 0 {
		c.fault, c.said = "unknown", said
	}
	return c
}

// instead returns who is called for a person on leave, when it has begun, but
// for the one who asks.
func instead(tx store.Tx, l Leave, but string) []flows.Member {
	m, _ := flows.Members.Get(tx, l.Member)
	there := InPlaceOf(tx, m, l.From)
	return slices.DeleteFunc(there, func(o flows.Member) bool { return o.ID == but })
}

// holders returns all who hold or held a post at a unit.
func holders(tx store.Tx, unit string) []flows.Member {
	var all []flows.Member
	from, to := store.Prefix(store.Key(unit))
	for p := range flows.Posts.Range(tx, from, to) {
		if m, ok := flows.Members.Get(tx, p.Member); ok {
			all = add(all, m)
		}
	}
	return all
}

// strayed says why a name is none of the candidates': it is the person's own,
// that of somebody who has left, of somebody of these units who may not, or of
// nobody known.
func strayed(tx store.Tx, member, name string, at time.Time) string {
	me, _ := flows.Members.Get(tx, member)
	if len(matches([]flows.Member{me}, name)) > 0 {
		return "self"
	}
	var known []flows.Member
	for p := range flows.Posts.Under(tx, "member", store.Key(member)) {
		for u := range flows.Up(tx, p.Unit) {
			known = add(known, holders(tx, u.Code)...)
			if !u.Team {
				continue
			}
			for o := range flows.Units.Under(tx, "parent", store.Key(u.Parent)) {
				known = add(known, holders(tx, o.Code)...)
			}
		}
	}
	found := matches(known, name)
	switch {
	case len(found) == 0:
		return "unknown"
	case !found[0].Ended.IsZero() || len(flows.PostsToCome(tx, found[0].ID, at)) == 0:
		return "left"
	}
	return "unfit"
}
