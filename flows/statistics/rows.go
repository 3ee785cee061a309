package statistics

import (
	"cmp"
	"slices"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/store"
)

// unitsOf are the codes of all units whose sheets may count in the unit: by the tree
// of now all that are or were below it and that became part of one of them, by that of
// then all that ever filed anything, of which each sheet says where it was.
func unitsOf(tx store.Tx, b *Book) (codes []string) {
	switch {
	case b.tree == figures.Then && b.unit.Team:
		return []string{b.unit.Code}
	case b.tree == figures.Then:
		for p := range figures.Places.All(tx) {
			codes = append(codes, p.Unit)
		}
		return codes
	}
	for _, s := range under(tx, b.unit, b.tree) {
		codes = append(codes, s.Unit.Code)
	}
	slices.Sort(codes)
	return codes
}

// read adds the sheets of some units up, each under the unit that it counts in by the
// tree of the view.
func (h *heap) read(tx store.Tx, codes []string, at map[string]int) {
	p, numbers := h.k.view.Period, figures.NumbersOf(tx)
	for _, code := range codes {
		for s := range figures.Sheets.Range(tx, store.Key(code, int(p.From)), store.Key(code, int(p.To)+1)) {
			path := s.Path
			if h.k.view.Tree == figures.Now {
				place, _ := figures.Places.Get(tx, store.Key(code))
				path = place.Path
			}
			above, counts := h.row(tx, append([]string{code}, path...))
			if !counts {
				continue
			}
			i, there := at[code+"/"+above]
			if !there {
				i = len(h.lines)
				at[code+"/"+above] = i
				up, _ := flows.Units.Get(tx, above)
				u, _ := flows.Units.Get(tx, code)
				if over, ok := flows.Units.Get(tx, u.Parent); ok && over.Into == "" && !slices.Contains([]string{above, code, h.unit.Code}, over.Code) && code != above {
					u.Name += ", " + over.Name // bản 1 of which commune
				}
				h.lines = append(h.lines, line{above: up, unit: u, values: make([]figures.Added, len(h.columns))})
			}
			h.lines[i].add(s, h.columns, numbers)
		}
	}
}

// row is the unit next below that of the heap on the way up from a sheet, in whose row
// it is added up; counts is false where the sheet is no part of the heap. What became
// part of the heap's unit is no row of its own by the tree of now. In a heap that has
// no rows of units below, and for the sheets of its unit, it is the unit itself.
func (h *heap) row(tx store.Tx, way []string) (code string, counts bool) {
	at := slices.Index(way, h.unit.Code)
	if at < 0 {
		return "", false
	}
	for at--; at >= 0 && len(h.below) > 0; at-- {
		u, _ := flows.Units.Get(tx, way[at])
		if h.k.view.Tree == figures.Now && u.Into != "" {
			continue
		}
		return way[at], true
	}
	if h.unit.Team {
		return cmp.Or(h.unit.Parent, h.unit.Code), true
	}
	return h.unit.Code, true
}

// rows adds to the units below those that lines stand under and that are none of them
// any more, and the unit of the heap where it has figures of its own.
func (h *heap) rows() {
	if len(h.below) == 0 {
		return
	}
	for _, l := range h.lines {
		if !slices.ContainsFunc(h.below, func(u flows.Unit) bool { return u.Code == l.above.Code }) {
			h.below = append(h.below, l.above)
		}
	}
	sortByName(h.below)
}

// add adds a sheet to a line.
func (l *line) add(s figures.Sheet, columns []flows.Indicator, numbers figures.Numbers) {
	if s.Given() {
		l.months++
	}
	for i, c := range columns {
		number := numbers[c.Code]
		if v, given := s.Value(number); given && number > 0 {
			a := &l.values[i]
			a.Value, a.Given = a.Value+v, a.Given+1
			if s.IsNear(number) {
				a.Near++
			}
		}
	}
}
