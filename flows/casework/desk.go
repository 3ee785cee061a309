package casework

import (
	"iter"
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// deskRoles are the roles that decide about the cases of a unit and all below
// it: in which category, of which level and whose they are. Who is in charge of
// one team, and who only stands in for somebody, does not.
var deskRoles = [...]flows.Role{flows.Coordinator, flows.Leader, flows.Duty}

// Find returns the case that a handler's verb names, and the catalog key of what
// the handler is to it; otherwise it says why not, and ok is false.
func Find(t *flows.Turn, args []string) (c Case, role string, ok bool) { return find(t, args) }

// ForDesk is Find for what only the coordinator's desk decides: whoever else
// handles the case reads who does, and the log notes who tried what.
func ForDesk(t *flows.Turn, act string, args []string) (c Case, role string, ok bool) {
	c, _, ok = find(t, args)
	if !ok {
		return c, "", false
	}
	if role, ok = deskRole(t, t.From.ID, c); !ok {
		refuse(t, &c, act)
		t.Reply("dispatch.right", text.Args{"code": c.Code})
	}
	return c, role, ok
}

// deskRole returns the catalog key of what a member is to a case whose desk the
// member has: a coordinator, leader or duty officer over its unit, or an
// administrator over it. An office that a case was given to has no desk over it.
func deskRole(t *flows.Turn, member string, c Case) (key string, ok bool) {
	if barred(t, member, c) {
		return "", false
	}
	posts := flows.PostsOf(t.Tx, member, t.Event.At)
	for u := range flows.Up(t.Tx, c.Unit) {
		for _, role := range deskRoles {
			if slices.ContainsFunc(posts, func(p flows.Post) bool { return p.Unit == u.Code && p.Role == role }) {
				return flows.RoleKey(role, u.Level), true
			}
		}
	}
	if flows.IsAdmin(t.Tx, member, t.Event.At) && administers(t, member, c) {
		return flows.RoleKey(flows.Admin, ""), true
	}
	return "", false
}

// HasDesk reports whether whoever acts decides about a case, without saying
// anything.
func HasDesk(t *flows.Turn, c Case) bool {
	_, ok := deskRole(t, t.From.ID, c)
	return ok
}

// DeskUnits returns the units whose desk whoever acts has, those that became
// part of them among them. An administrator without a unit has every top.
func DeskUnits(t *flows.Turn) []string {
	var units []string
	add := func(code string) {
		for _, u := range append([]string{code}, flows.Merged(t.Tx, code)...) {
			if !slices.Contains(units, u) {
				units = append(units, u)
			}
		}
	}
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		switch {
		case p.Role == flows.Admin && p.Unit == "":
			for u := range flows.Units.Under(t.Tx, "parent", store.Key("")) {
				add(u.Code)
			}
		case p.Role == flows.Admin || slices.Contains(deskRoles[:], p.Role):
			add(p.Unit)
		}
	}
	return units
}

// OnDesk yields the open cases that whoever acts decides about, by unit, the
// most pressing first, each once, and at most so many.
func OnDesk(t *flows.Turn, most int) iter.Seq[Case] {
	return func(yield func(Case) bool) {
		seen := map[string]bool{}
		for _, unit := range DeskUnits(t) {
			from, to := store.Prefix(store.Key(unit))
			for _, c := range Cases.By(t.Tx, "open", from, to) {
				if len(seen) == most {
					return
				}
				if seen[c.Code] || barred(t, t.From.ID, c) || c.Unit != unit && !slices.Contains(c.Path, unit) {
					continue // or it was only given to this office, which has no desk over it
				}
				seen[c.Code] = true
				if !yield(c) {
					return
				}
			}
		}
	}
}

// TellState says what is true of a case now, to somebody who would do what
// cannot be done with it any more.
func TellState(t *flows.Turn, c Case) { said(t, c) }

// PlaceOf is the name of a case's place as those who handle it read it.
func PlaceOf(t *flows.Turn, c Case) string { return placeName(t, c, true, true) }

// Repeated repeats a message inside a sentence: its words, and what files came
// with it.
func Repeated(p Part) text.Dotted { return saidIn(p) }

// NextStep is when time does something to a case next; zero if it does nothing.
func NextStep(c Case) time.Time {
	_, at := c.next()
	return at
}

// Colleagues returns who may have all of some cases, or has them already.
func Colleagues(t *flows.Turn, cases []Case) []flows.Member {
	var all []flows.Member
	for _, c := range cases {
		for _, r := range receivers(t, c) {
			if !slices.ContainsFunc(all, func(m flows.Member) bool { return m.ID == r.ID }) {
				all = append(all, r.Member)
			}
		}
	}
	return slices.DeleteFunc(all, func(m flows.Member) bool {
		return slices.ContainsFunc(cases, func(c Case) bool { return c.Taker != m.ID && notToReceive(t, c, m) != "" })
	})
}

// GiveAll gives cases to a member, as far as whoever acts decides about them and
// the member may have them. It returns how many, and the member's name.
func GiveAll(t *flows.Turn, cases []Case, member string) (given int, name string) {
	m, ok := flows.Members.Get(t.Tx, member)
	if !ok {
		return 0, member
	}
	for _, c := range cases {
		if _, desk := deskRole(t, t.From.ID, c); desk && c.State.Open() && c.Taker != m.ID && notToReceive(t, c, m) == "" {
			c.quiet = true
			handOver(t, c, []flows.Member{m}, Part{})
			given++
		}
	}
	return given, m.Name
}

// MayRead reports whether a member may handle a case, and so may have it in a
// table.
func MayRead(t *flows.Turn, member string, c Case) bool {
	_, ok := roleOf(t, member, c)
	return ok
}

// Group puts a case into the group of the cases of one storm.
func Group(t *flows.Turn, c Case, storm string) {
	c.Storm = storm
	c.note(t, "grouped", storm)
	Keep(t, c)
}

// Tell passes words of whoever has the desk of a case on to its reporters; they
// are masked already. It reports whether there was anybody to tell.
func Tell(t *flows.Turn, c Case, words string) bool {
	role, ok := deskRole(t, t.From.ID, c)
	if !ok {
		return false
	}
	p := Part{At: t.Event.At, Text: words, By: t.From.ID, Kind: Remarked}
	c.Parts = append(c.Parts, p)
	c.note(t, "remarked", "")
	Keep(t, c)
	p.Text = short(words, questionN)
	id := pass(t, reporter(t, c), c, flows.Note{Key: "case.note.told", Args: text.Args{"role": text.K(role)}}, p)
	tellFollowers(t, c, "case.note.told", text.Args{"role": text.K(role), "said": saidIn(p)})
	return id != ""
}
