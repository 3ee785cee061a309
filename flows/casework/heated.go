package casework

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
)

// Flag makes a case part of a hot spot of n reports, and shows it on the cards
// of those who handle it.
func Flag(t *flows.Turn, c Case, n int) {
	c.Hot, c.Heat = true, &Heat{N: n, Within: t.Set.Hot[c.Category].Within, At: t.Event.At}
	c.note(t, "hot spot", "")
	Keep(t, c)
	if c.State.Open() {
		showAlerts(t, c)
	}
}

// SetHeat sets or takes away the flag of a hot spot by hand, with the reason, and
// tells who works on the case. It is never counted again then.
func SetHeat(t *flows.Turn, c Case, role string, on bool, why string) {
	c.Hot, c.Heat = true, &Heat{At: t.Event.At, Off: !on}
	c.Parts = append(slices.Clone(c.Parts), Part{At: t.Event.At, Text: why, By: t.From.ID, Kind: Reason})
	act, key := "hot spot set", "hotspot.set.told"
	if !on {
		act, key = "hot spot cleared", "hotspot.clear.told"
	}
	c.note(t, act, "")
	Keep(t, c)
	showAlerts(t, c)
	tellHandlers(t, c, key, text.Args{"role": text.K(role), "code": c.Code, "why": why})
}

// MayHeat reports whether a case can be flagged by hand: what concerns persons
// or went to the level above cannot.
func MayHeat(c Case) bool { return !c.Above && !slices.Contains(neverHot[:], c.Category) }

// ForHeat returns the case that a verb names, if whoever acts may say that it is
// part of a hot spot: who coordinates or leads its place. Otherwise it says why
// not.
func ForHeat(t *flows.Turn, args []string) (c Case, role string, ok bool) {
	c, _, ok = find(t, args)
	if !ok {
		return c, "", false
	}
	posts := flows.PostsOf(t.Tx, t.From.ID, t.Event.At)
	for u := range flows.Up(t.Tx, c.Unit) {
		for _, role := range []flows.Role{flows.Coordinator, flows.Leader} {
			if slices.ContainsFunc(posts, func(p flows.Post) bool { return p.Unit == u.Code && p.Role == role }) {
				return c, flows.RoleKey(role, u.Level), true
			}
		}
	}
	refuse(t, &c, "diemnong")
	t.Reply("hotspot.refused", text.Args{"code": c.Code})
	return c, "", false
}

// ToldOfHeat returns who is told of a hot spot: who is in charge of its teams,
// who coordinates the commune, and its duty officers where something in it is
// pressing.
func ToldOfHeat(t *flows.Turn, area string, cases []Case) []flows.Member {
	var told []flows.Member
	add := func(members []flows.Member) {
		for _, m := range members {
			if !slices.ContainsFunc(told, func(o flows.Member) bool { return o.ID == m.ID }) {
				told = append(told, m)
			}
		}
	}
	pressing := false
	for _, c := range cases {
		add(holders(t, c.Unit, flows.Charge))
		pressing = pressing || c.Level <= Soon
	}
	for u := range flows.Up(t.Tx, area) {
		if on := holders(t, u.Code, flows.Coordinator); len(on) > 0 {
			add(on)
			break
		}
	}
	if pressing {
		add(duty(t, Case{Unit: area}))
	}
	return told
}

// Handles reports whether a member may handle a case.
func Handles(t *flows.Turn, member string, c Case) bool {
	_, ok := roleOf(t, member, c)
	return ok
}
