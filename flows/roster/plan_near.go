package roster

import (
	"cmp"
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/viet"
	"caunoi/store"
)

// bare is the name of a unit without marks and without the words for its kind:
// one office writes "Bản Nậm Chua", another "Nậm Chua".
func bare(name string) string {
	words := viet.Words(viet.Fold(name))
	for len(words) > 1 && slices.Contains(kinds(), words[0]) {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// kindless reports whether a name is another one without the word for its kind.
func kindless(name, whole string) bool {
	return bare(name) == bare(whole) && len(viet.Words(viet.Fold(name))) < len(viet.Words(viet.Fold(whole)))
}

// kinds are the words for kinds of units that may stand before a name.
func kinds() []string {
	return []string{"xa", "phuong", "thi", "tran", "ban", "thon", "lang", "to", "dan", "pho", "khu", "ap", "buon", "huyen", "tinh", "thanh"}
}

// live reports whether a stored unit stands, also after this import.
func (c *comparison) live(u flows.Unit) bool {
	return c.merged[u.Code] == nil && (u.To.IsZero() || c.now.Before(u.To))
}

// A peer is a stored unit with its name as names are compared.
type peer struct {
	flows.Unit
	bare string
}

// among is where a unit could be taken for another one: among those of its
// level and, for a team, of its commune.
func among(u flows.Unit) string {
	if u.Team {
		return store.Key(u.Level, u.Parent)
	}
	return store.Key(u.Level)
}

// beside returns the stored units that a unit could be taken for.
func (c *comparison) beside(u flows.Unit) []peer {
	return where(c.peers[among(u)], func(o peer) bool { return o.Code != u.Code && o.Team == u.Team && c.live(o.Unit) })
}

// mistaken refuses a row whose code and name do not belong together: a new code
// for a name that is stored or nearly so, or a stored code for the name of
// another unit. Two units whose codes the sheet both has are two.
func (c *comparison) mistaken(r *Row, u flows.Unit) bool {
	old, known := c.tree[u.Code]
	if u.Name == "" || known && bare(old.Name) == bare(u.Name) {
		return false
	}
	name := bare(u.Name)
	for _, o := range c.beside(u) {
		near := o.bare
		switch {
		case known && near == name && !c.renamed(o):
			c.unnamed(r, u)
			r.refuse("roster.wrong.name", "code", u.Code, "was", old.Name, "name", u.Name, "other", unitSaid(o.Code, o.Name))
			return true
		case known:
		case near == name && !u.Team && viet.Same(o.Name, u.Name) && !c.renamed(o),
			!c.codes[o.Code] && (near == name || slip(near, name)):
			c.unnamed(r, u)
			r.refuse("roster.wrong.near", "unit", unitSaid(u.Code, u.Name), "near", unitSaid(o.Code, o.Name))
			return true
		}
	}
	return false
}

// unnamed forgets what a refused row was the first to say of a unit.
func (c *comparison) unnamed(r *Row, u flows.Unit) {
	if c.unitAt[u.Code] == r {
		delete(c.units, u.Code)
	}
}

// renamed reports whether the sheet gives a stored unit another name.
func (c *comparison) renamed(o peer) bool {
	u := c.units[o.Code]
	return u != nil && bare(u.Name) != o.bare
}

// slip reports whether one name is the other with one letter wrong. Numbers and
// single letters tell villages apart: "Nà Hỳ 1" is not "Nà Hỳ 2".
func slip(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) != len(y) {
		return false
	}
	wrong := 0
	for i := range x {
		if x[i] == y[i] {
			continue
		}
		if min(len(x[i]), len(y[i])) < 3 || strings.ContainsAny(x[i]+y[i], "0123456789") || strings.Trim(x[i]+y[i], "ivx") == "" {
			return false
		}
		wrong += distance(x[i], y[i])
	}
	return wrong == 1
}

// nearest are up to three stored units with names like that of a new one, the
// most like first.
func (c *comparison) nearest(u flows.Unit) []string {
	type found struct {
		said string
		far  int
	}
	var all []found
	name := bare(u.Name)
	for _, o := range c.beside(u) {
		if far := distance(o.bare, name); far <= 2 {
			all = append(all, found{unitSaid(o.Code, o.Name), far})
		}
	}
	slices.SortFunc(all, func(a, b found) int { return cmp.Or(a.far-b.far, strings.Compare(a.said, b.said)) })
	var said []string
	for _, f := range all[:min(len(all), 3)] {
		said = append(said, f.said)
	}
	return said
}

// distance is how many letters have to be put in, taken out or changed to make
// one word of another (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := last
			if a[i] != b[j] {
				cost++
			}
			last = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
