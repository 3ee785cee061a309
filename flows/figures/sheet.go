// Package figures is what teams did in a month: told by people, added up over
// the tree.
//
// Its law: what is kept is what somebody said, in digits that were read back;
// silence is not zero; a closed month changes by corrections only, with who, when,
// before and after; every total is the sum of sheets and can be followed down to
// them (the domain notes, 12.3).
package figures

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/viet"
	"caunoi/store"
)

// NotGiven stands where nothing was said. A zero was.
const NotGiven viet.Num = -1

// Greatest is the largest number that is kept of one unit in one month, in
// thousandths: a thousand tỷ. Nine thousand of them can be added up.
const Greatest = viet.Num(1e15)

// A Sheet is the figures of one unit in one month: of a team, or what a commune
// counts itself.
type Sheet struct {
	Unit    string     `cbor:"1,keyasint"`
	Month   Month      `cbor:"2,keyasint"`
	Path    []string   `cbor:"3,keyasint,omitempty"` // the units above, nearest first, as they were then
	Team    bool       `cbor:"4,keyasint,omitempty"`
	Values  []viet.Num `cbor:"5,keyasint,omitempty"`  // by the stored number of the indicator; NotGiven or absent: nothing was said
	Near    []int      `cbor:"6,keyasint,omitempty"`  // the stored numbers of those that were said to be near enough
	Closed  time.Time  `cbor:"7,keyasint,omitempty"`  // when its head said that this is all
	By      string     `cbor:"8,keyasint,omitempty"`  // who said so
	Changes []Change   `cbor:"9,keyasint,omitempty"`  // after it was closed, the oldest first
	Skipped []int      `cbor:"10,keyasint,omitempty"` // the stored numbers of those that were asked for and left out on purpose
}

// A Change is a figure put right after its month was closed.
type Change struct {
	At     time.Time `cbor:"1,keyasint"`
	By     string    `cbor:"2,keyasint"`
	Number int       `cbor:"3,keyasint"`           // of the indicator, as it is stored
	Before viet.Num  `cbor:"4,keyasint"`           // NotGiven: nothing had been said
	After  viet.Num  `cbor:"5,keyasint"`           // NotGiven: it was taken back
	Was    bool      `cbor:"6,keyasint,omitempty"` // Before was only near enough
	Near   bool      `cbor:"7,keyasint,omitempty"` // and After is
}

// Sheets holds the figures by unit and month (decisions, 19). "by" lists those that
// a member closed or put right.
var Sheets = store.NewTable("figure.sheet", func(s Sheet) string { return store.Key(s.Unit, int(s.Month)) }).
	Index("by", func(s Sheet) []string {
		var who []string
		add := func(member string) {
			if term := store.Key(member); member != "" && !slices.Contains(who, term) {
				who = append(who, term)
			}
		}
		add(s.By)
		for _, c := range s.Changes {
			add(c.By)
		}
		return who
	})

// SheetOf returns the sheet of a unit in a month, an empty one if there is none.
func SheetOf(tx store.Tx, unit string, month Month) (s Sheet, there bool) {
	if s, there = Sheets.Get(tx, store.Key(unit, int(month))); there {
		return s, true
	}
	u, _ := flows.Units.Get(tx, unit)
	return Sheet{Unit: unit, Month: month, Team: u.Team, Path: above(tx, unit)}, false
}

// above are the codes of the units above one, nearest first.
func above(tx store.Tx, unit string) []string {
	var path []string
	for u := range flows.Up(tx, unit) {
		if u.Code != unit {
			path = append(path, u.Code)
		}
	}
	return path
}

// Value returns what was said of the indicator with that stored number.
func (s Sheet) Value(number int) (v viet.Num, given bool) {
	if number >= len(s.Values) || s.Values[number] == NotGiven {
		return 0, false
	}
	return s.Values[number], true
}

// IsNear reports whether it was said to be near enough only.
func (s Sheet) IsNear(number int) bool { return slices.Contains(s.Near, number) }

// Set sets what was said; v of NotGiven takes it back. What is larger than
// Greatest is the caller's to refuse, and is cut off here.
func (s *Sheet) Set(number int, v viet.Num, near bool) {
	s.Values = slices.Clone(s.Values) // others may hold the sheet as it was
	for len(s.Values) <= number {
		s.Values = append(s.Values, NotGiven)
	}
	s.Values[number] = min(v, Greatest)
	unnumbered := func(all []int) []int {
		return slices.DeleteFunc(slices.Clone(all), func(n int) bool { return n == number })
	}
	s.Near, s.Skipped = unnumbered(s.Near), unnumbered(s.Skipped)
	if near && v != NotGiven {
		s.Near = append(s.Near, number)
	}
}

// Given reports whether the sheet says anything.
func (s Sheet) Given() bool {
	return slices.ContainsFunc(s.Values, func(v viet.Num) bool { return v != NotGiven })
}

// Keep stores a sheet and brings all totals above it along.
func Keep(tx store.Tx, s Sheet) {
	old, _ := Sheets.Get(tx, store.Key(s.Unit, int(s.Month)))
	if old.Unit != "" {
		s.Path = old.Path
	}
	settle(tx, s.Unit)
	for _, unit := range s.over() {
		change(tx, Then, unit, old, s)
	}
	place, _ := Places.Get(tx, store.Key(s.Unit))
	for _, unit := range place.over(s.Team) {
		change(tx, Now, unit, old, s)
	}
	Sheets.Put(tx, s)
}

// over are the units whose totals a sheet is part of, as the tree was.
func (s Sheet) over() []string { return Place{Unit: s.Unit, Path: s.Path}.over(s.Team) }
