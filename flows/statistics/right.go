package statistics

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A Right is what somebody may see of the numbers of a unit.
type Right struct {
	Counts bool // counts only: the person may not open the cases themselves, and sees none below Fewest
	Apart  bool // also of what its reporters sent to the level above
}

// leading are those who see the numbers of their unit and of all below it: they may
// open the cases themselves.
var leading = [...]flows.Role{flows.Charge, flows.Duty, flows.Coordinator, flows.Leader, flows.Admin}

// RightOf returns what a member may see of the numbers of a unit at a moment; ok is
// false for nothing. The head of a team sees the counts of the team.
func RightOf(tx store.Tx, member, unit string, at time.Time) (r Right, ok bool) {
	posts := flows.PostsOf(tx, member, at)
	holds := func(unit string, roles ...flows.Role) bool {
		return slices.ContainsFunc(posts, func(p flows.Post) bool { return p.Unit == unit && slices.Contains(roles, p.Role) })
	}
	full := holds("", flows.Admin)
	for u := range flows.Up(tx, unit) {
		full = full || holds(u.Code, leading[:]...)
	}
	switch {
	case full:
		barred := slices.ContainsFunc(posts, func(p flows.Post) bool { return slices.Contains(casework.OfTeam[:], p.Role) })
		u, _ := flows.Units.Get(tx, unit)
		return Right{Apart: !barred && !u.Team}, true
	case holds(unit, flows.Head):
		return Right{Counts: true}, true
	}
	return Right{}, false
}

// Roots are the units whose numbers a member sees at a moment and that are below no
// other such unit, by name.
func Roots(tx store.Tx, member string, at time.Time) []flows.Unit {
	var all []flows.Unit
	add := func(code string) {
		u, ok := flows.Units.Get(tx, code)
		if ok && !slices.ContainsFunc(all, func(o flows.Unit) bool { return o.Code == code }) {
			all = append(all, u)
		}
	}
	for _, p := range flows.PostsOf(tx, member, at) {
		switch {
		case p.Unit == "" && p.Role == flows.Admin:
			for u := range flows.Units.Under(tx, "parent", store.Key("")) {
				add(u.Code)
			}
		case p.Role == flows.Head || slices.Contains(leading[:], p.Role):
			add(p.Unit)
		}
	}
	top := slices.DeleteFunc(slices.Clone(all), func(u flows.Unit) bool {
		for above := range flows.Up(tx, u.Code) {
			if above.Code == u.Code {
				continue
			}
			if r, ok := RightOf(tx, member, above.Code, at); ok && !r.Counts && slices.ContainsFunc(all, func(o flows.Unit) bool { return o.Code == above.Code }) {
				return true
			}
		}
		return false
	})
	sortByName(top)
	return top
}

// sortByName puts units in their order wherever they stand: never by how much was
// reported.
func sortByName(units []flows.Unit) { viet.SortByName(units, nameIn, codeIn) }

func nameIn(u flows.Unit) string { return u.Name }
func codeIn(u flows.Unit) string { return u.Code }
