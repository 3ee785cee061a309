package roster

import (
	"maps"
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/viet"
	"caunoi/store"
)

// checkUnits works out the unit of each row and refuses rows whose units
// contradict each other or what is stored.
func (c *comparison) checkUnits() {
	var ready []*Row
	for _, r := range c.good() {
		above := flows.Unit{Code: r.Commune, Level: c.levelOf(r), Name: r.Place}
		if above.Level == "" {
			r.refuse("roster.wrong.level", "levels", len(c.sheet.Levels))
			continue
		}
		c.unit(r, above)
		if len(r.Wrong) == 0 && c.mergers(r) {
			ready = append(ready, r)
		}
	}
	for _, r := range ready { // once it is known what was merged
		above := flows.Unit{Code: r.Commune, Level: c.levelOf(r), Name: r.Place}
		if c.gone(r, r.Commune) || c.gone(r, r.Team) || c.mistaken(r, above) || !c.unit(r, above) {
			continue
		}
		c.otherName(r, above)
		c.desk(r)
		if r.Team == "" {
			continue
		}
		if c.moves(r) {
			c.refuseMove(r)
			continue
		}
		u := flows.Unit{Code: r.Team, Level: c.sheet.Levels[len(c.sheet.Levels)-1], Name: r.Village, Parent: r.Commune, Team: true}
		if !c.mistaken(r, u) && c.unit(r, u) {
			c.otherName(r, u)
		}
	}
}

// gone refuses a row that has somebody at a unit that is merged with this
// import, beyond its last day.
func (c *comparison) gone(r *Row, code string) bool {
	m := c.merged[code]
	if m == nil || !c.stays(r, m.day) {
		return false
	}
	r.refuse("roster.wrong.former.row", "code", code, "into", c.said(m.into))
	return true
}

// stays reports whether the post of a row is still held after a moment.
func (c *comparison) stays(r *Row, at time.Time) bool {
	to := r.To.After(c.now.Location())
	return to.IsZero() || to.After(at)
}

// moves reports whether a row puts a stored team under another unit than the
// one it belongs to, or than the one that took that over.
func (c *comparison) moves(r *Row) bool {
	old, known := c.tree[r.Team]
	return r.Team != "" && known && old.Parent != "" && old.Parent != r.Commune && !c.became(old.Parent, r.Commune)
}

// refuseMove refuses such a row. One mistyped code must not take a team away
// from those who see its cases; that it is meant, only a merger says.
func (c *comparison) refuseMove(r *Row) {
	was := c.tree[r.Team].Parent
	r.refuse("roster.wrong.moved", "code", r.Team, "was", unitSaid(was, c.tree[was].Name), "now", unitSaid(r.Commune, r.Place))
}

// unitSaid is a unit as people find it in the file: its code, and its name if
// there is one.
func unitSaid(code, name string) string { return strings.TrimSpace(code + " " + name) }

// levelOf returns the name of the level the row's code is of; "" if the tree
// has none such.
func (c *comparison) levelOf(r *Row) string {
	levels, where := c.sheet.Levels, r.Level
	if u, known := c.tree[r.Commune]; known && where == anyLevel && !u.Team {
		return u.Level
	}
	if where == anyLevel && digits(r.Commune) {
		where = map[int]place{2: atTop, 3: atDistrict}[len(r.Commune)] // of the state's codes; five digits are a commune
	}
	switch where {
	case atTop:
		return levels[0]
	case atDistrict:
		switch {
		case len(levels) >= 4:
			return levels[1]
		case c.ofDistrict():
			return levels[0]
		}
		return ""
	}
	return levels[len(levels)-2]
}

// ofDistrict reports whether the tree is that of one district: then a code of
// three digits is the unit at the top.
func (c *comparison) ofDistrict() bool { return c.sheet.Levels[0] == "district" }

// unit takes in what a row says of a unit. It refuses the row and reports
// false if that cannot be.
func (c *comparison) unit(r *Row, u flows.Unit) bool {
	old, known := c.tree[u.Code]
	want := c.units[u.Code]
	switch {
	case known && !old.To.IsZero() && !c.now.Before(old.To) && c.stays(r, old.To):
		r.refuse("roster.wrong.closed", "code", u.Code)
		return false
	case known && (old.Level != u.Level || old.Team != u.Team) || want != nil && (want.Level != u.Level || want.Team != u.Team):
		r.refuse("roster.wrong.kind", "code", u.Code)
		return false
	case want != nil && u.Team && want.Parent != u.Parent:
		r.refuse("roster.wrong.parent", "code", u.Code, "row", rowArg(c.unitAt[u.Code]))
		return false
	}
	if want != nil {
		return true
	}
	if u.Name == "" || known && kindless(u.Name, old.Name) {
		u.Name = old.Name
	}
	if u.Name == "" {
		r.refuse("roster.wrong.empty", "column", columnKey(placeName))
		return false
	}
	c.units[u.Code], c.unitAt[u.Code] = &u, r
	return true
}

// otherName notes that a row calls a unit otherwise than the row that named it
// first.
func (c *comparison) otherName(r *Row, u flows.Unit) {
	if want := c.units[u.Code]; u.Name != "" && !viet.Same(u.Name, want.Name) && !kindless(u.Name, want.Name) {
		r.Notes = append(r.Notes, note("roster.place", "code", u.Code, "name", want.Name, "row", rowArg(c.unitAt[u.Code])))
	}
}

// desk takes in the number of a commune's duty desk, and notes a row that gives
// another than the first.
func (c *comparison) desk(r *Row) {
	first := c.desks[r.Commune]
	switch {
	case r.Desk == "":
	case first == nil:
		c.desks[r.Commune] = r
	case first.Desk != r.Desk:
		r.Notes = append(r.Notes, note("roster.desk.other", "code", r.Commune, "phone", first.Desk, "row", rowArg(first)))
	}
}

// wantUnits plans the units of the rows that are not refused, and hangs them
// into the tree. It names every new unit: one that nobody meant to make is a
// mistyped code.
func (c *comparison) wantUnits() {
	used := map[string]*Row{} // by the first row that is taken
	for _, r := range c.good() {
		for _, code := range []string{r.Commune, r.Unit()} {
			if used[code] == nil {
				used[code] = r
			}
		}
	}
	top := c.top(used)
	c.besides(used)
	for _, code := range slices.Sorted(maps.Keys(used)) {
		u := *c.units[code]
		old, known := c.tree[code]
		if known {
			u.From, u.To, u.Phone, u.Into = old.From, old.To, old.Phone, old.Into
		} else {
			u.From = c.dayOf(used[code])
		}
		c.giveDesk(&u, old)
		if !u.Team && u.Level != c.sheet.Levels[0] {
			u.Parent = old.Parent
			if u.Parent == "" {
				u.Parent = top
			}
		}
		switch {
		case !known:
			c.made(u, used[code])
		case u == old:
			continue
		case u.Name == old.Name && u.Parent == old.Parent: // nothing but the number is new, and that was said
		case u.Name == old.Name:
			c.did(used[code], Changed, note("roster.unit.moved", "unit", unitSaid(code, u.Name), "above", c.said(u.Parent)))
		default:
			c.did(used[code], Changed, note("roster.unit", "code", code, "name", u.Name, "was", old.Name))
		}
		c.plan.Units = append(c.plan.Units, u)
	}
	c.hang(top, used)
}

// giveDesk gives a unit the number of its duty desk that the file says. One that
// the file is silent about keeps its own.
func (c *comparison) giveDesk(u *flows.Unit, old flows.Unit) {
	r := c.desks[u.Code]
	if r == nil || len(r.Wrong) > 0 || r.Desk == old.Phone {
		return
	}
	u.Phone = r.Desk
	c.did(r, Changed, note("roster.desk.given", "unit", unitSaid(u.Code, u.Name), "phone", r.Desk))
}

// made notes a new unit, with those it may have been meant for.
func (c *comparison) made(u flows.Unit, r *Row) {
	n := note("roster.made", "unit", unitSaid(u.Code, u.Name), "row", rowArg(r))
	if near := c.nearest(u); len(near) > 0 {
		n.Key = "roster.made.near"
		n.Args["near"] = strings.Join(near, ", ")
	}
	c.plan.Notes = append(c.plan.Notes, n)
}

// top returns the code of the one unit at the top, "" if there is none or more
// than one: then nobody can say which a commune belongs to.
func (c *comparison) top(used map[string]*Row) string {
	var tops []string
	for u := range flows.Units.Under(c.tx, "parent", store.Key("")) {
		if u.Level == c.sheet.Levels[0] && c.live(u) {
			tops = append(tops, u.Code)
		}
	}
	for code := range used {
		if c.units[code].Level == c.sheet.Levels[0] && !slices.Contains(tops, code) {
			tops = append(tops, code)
		}
	}
	switch len(tops) {
	case 0:
		n := note("roster.top.none")
		if c.ofDistrict() {
			n.Key = "roster.top.none.district"
		}
		c.plan.Notes = append(c.plan.Notes, n)
		return ""
	case 1:
		return tops[0]
	}
	c.plan.Notes = append(c.plan.Notes, note("roster.top.several", "count", len(tops)))
	return ""
}

// besides notes the districts of a file. A roster cannot say which commune is of
// which district, so that a district is over none and is called for none.
func (c *comparison) besides(used map[string]*Row) {
	levels := c.sheet.Levels
	for _, code := range slices.Sorted(maps.Keys(used)) {
		if u := c.units[code]; len(levels) > 3 && u.Level == levels[1] {
			c.plan.Notes = append(c.plan.Notes, note("roster.beside", "unit", unitSaid(code, u.Name)))
		}
	}
}

// hang puts communes that were stored before there was a top under it.
func (c *comparison) hang(top string, used map[string]*Row) {
	if top == "" {
		return
	}
	for u := range flows.Units.Under(c.tx, "parent", store.Key("")) {
		if u.Code != top && u.Level != c.sheet.Levels[0] && used[u.Code] == nil {
			u.Parent = top
			c.plan.Units = append(c.plan.Units, u)
		}
	}
}
