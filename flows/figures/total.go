package figures

import (
	"slices"

	"caunoi/flows/viet"
	"caunoi/store"
)

// A Tree says by which tree sheets are added up. Numbers are stored.
type Tree uint8

// The trees. A unit that was merged or moved keeps its history under its old
// name in the one, and brings it along in the other.
const (
	Then Tree = 1 // each sheet under the units it was filed under
	Now  Tree = 2 // each sheet under the units its team is under today
)

// A Total is the sheets of a unit above the teams, and of those below it, in one
// month, added up.
type Total struct {
	Tree   Tree       `cbor:"1,keyasint"`
	Unit   string     `cbor:"2,keyasint"`
	Month  Month      `cbor:"3,keyasint"`
	Teams  int        `cbor:"4,keyasint,omitempty"` // how many teams said anything
	Closed int        `cbor:"5,keyasint,omitempty"` // how many of them have closed the month
	Sums   []viet.Num `cbor:"6,keyasint,omitempty"` // by the stored number of the indicator
	Given  []int      `cbor:"7,keyasint,omitempty"` // how many units said something of it, in the same order
	Near   []int      `cbor:"8,keyasint,omitempty"` // how many of them only nearly
}

// Totals holds what sheets add up to, by tree, unit and month: a province of five
// years is read in sixty of them, and never by a scan of its sheets (quality,
// section 3).
var Totals = store.NewTable("figure.total", func(t Total) string { return t.key() })

func (t Total) key() string { return store.Key(uint8(t.Tree), t.Unit, int(t.Month)) }

// change brings a total from one state of a sheet to another; of before or after
// the zero Sheet is none.
func change(tx store.Tx, tree Tree, unit string, before, after Sheet) {
	t := Total{Tree: tree, Unit: unit, Month: max(before.Month, after.Month)}
	if kept, ok := Totals.Get(tx, t.key()); ok {
		t = kept
	}
	t.add(before, -1)
	t.add(after, 1)
	if t.empty() {
		Totals.Delete(tx, t.key())
		return
	}
	Totals.Put(tx, t)
}

// empty reports whether nothing is added up in it.
func (t Total) empty() bool {
	return t.Teams == 0 && t.Closed == 0 && !slices.ContainsFunc(t.Given, func(n int) bool { return n != 0 })
}

// add adds a sheet once, or takes it away.
func (t *Total) add(s Sheet, times int) {
	if s.Team && s.Given() {
		t.Teams += times
	}
	if s.Team && !s.Closed.IsZero() {
		t.Closed += times
	}
	for len(t.Sums) < len(s.Values) {
		t.Sums, t.Given, t.Near = append(t.Sums, 0), append(t.Given, 0), append(t.Near, 0)
	}
	for number := range s.Values {
		v, given := s.Value(number)
		if !given {
			continue
		}
		t.Sums[number] += viet.Num(times) * v
		t.Given[number] += times
		if s.IsNear(number) {
			t.Near[number] += times
		}
	}
}
