package handout

import (
	"cmp"
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// A Scope says whom sheets are for. Its zero value is everybody who has not
// joined.
type Scope struct {
	Unit   string // a team, or a unit with all that is below it; "" is everywhere
	Person string // an id: this person and nobody else
	All    bool   // also those who have joined
}

// A Page is a sheet to be made: for whom, and without the codes.
type Page struct {
	Unit    string
	Members []string // ids, the head of a team first
	Group   bool     // a code for the team's group is wanted too
}

// Codes is how many codes a page needs.
func (p Page) Codes() int {
	if p.Group {
		return len(p.Members) + 1
	}
	return len(p.Members)
}

// Pages returns the sheets of a scope in the order of the tree. If there are
// none, why says it in a sentence for whoever asked.
func Pages(tx store.Tx, s Scope, at time.Time) (pages []Page, why text.Key) {
	if _, ok := flows.Units.Get(tx, s.Unit); s.Unit != "" && !ok {
		return nil, text.Key{Name: "sheet.none.unit", Args: text.Args{"code": s.Unit}}
	}
	if s.Person != "" {
		return alone(tx, s, at)
	}
	people := map[string][]seat{}
	for m := range flows.Members.All(tx) {
		if unit, ok := place(tx, m, at); ok && (s.All || m.Home() == "") {
			people[unit.Unit] = append(people[unit.Unit], seat{m.ID, rank(unit.Role)})
		}
	}
	for u := range below(tx, s.Unit) {
		_, linked := flows.GroupOf(tx, u.Code)
		p := Page{Unit: u.Code, Group: u.Team && !linked && u.Open(at)}
		for _, one := range inOrder(people[u.Code]) {
			p.Members = append(p.Members, one.member)
		}
		if len(p.Members) > 0 || p.Group && u.Code == s.Unit {
			pages = append(pages, p)
		}
	}
	if len(pages) == 0 {
		return nil, text.K("sheet.none.left")
	}
	return pages, text.Key{}
}

// alone is the page of one person.
func alone(tx store.Tx, s Scope, at time.Time) ([]Page, text.Key) {
	m, _ := flows.Members.Get(tx, s.Person)
	post, ok := place(tx, m, at)
	if !ok {
		return nil, text.Key{Name: "sheet.none.person", Args: text.Args{"person": s.Person}}
	}
	return []Page{{Unit: post.Unit, Members: []string{m.ID}}}, text.Key{}
}

// place is the post by which a person stands on a page: the one in a team, if
// there is one. Who is in charge of teams stands on the page of the unit above
// them, being one person with one card however many the teams are.
func place(tx store.Tx, m flows.Member, at time.Time) (post flows.Post, ok bool) {
	if m.ID == "" || !m.Ended.IsZero() {
		return post, false
	}
	for _, p := range flows.PostsToCome(tx, m.ID, at) {
		if u, _ := flows.Units.Get(tx, p.Unit); (p.Role == flows.Charge || p.Role == flows.StandIn) && u.Parent != "" {
			p.Unit = u.Parent
		}
		if !ok || rank(p.Role) < rank(post.Role) {
			post, ok = p, true
		}
	}
	return post, ok
}

// order is how the roles follow each other on a page.
var order = [...]flows.Role{flows.Head, flows.Deputy, flows.Secretary, flows.Plain,
	flows.Leader, flows.Charge, flows.StandIn, flows.Duty, flows.Coordinator, flows.Admin}

func rank(r flows.Role) int { return slices.Index(order[:], r) }

// A seat is somebody's place in the order of a page.
type seat struct {
	member string
	rank   int
}

// inOrder sorts by rank, and within one by the number of the roster.
func inOrder(people []seat) []seat {
	slices.SortFunc(people, func(a, b seat) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(len(a.member), len(b.member)), cmp.Compare(a.member, b.member))
	})
	return people
}

// below yields a unit and all below it, each followed by its own; "" is the
// whole tree. A damaged tree that bites its tail ends after eight levels.
func below(tx store.Tx, code string) func(yield func(flows.Unit) bool) {
	return func(yield func(flows.Unit) bool) {
		top, ok := flows.Units.Get(tx, code)
		if !ok || yield(top) {
			down(tx, code, 8, yield)
		}
	}
}

// down yields what is below a unit, so many levels deep, and reports whether
// there is to be more.
func down(tx store.Tx, code string, levels int, yield func(flows.Unit) bool) bool {
	for u := range flows.Units.Under(tx, "parent", store.Key(code)) {
		if levels == 0 || !yield(u) || !down(tx, u.Code, levels-1, yield) {
			return false
		}
	}
	return true
}
