package model

import (
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// A Kind is what a mark counts. Numbers are stored and never reused.
type Kind uint8

// The kinds of marks (the domain notes, 12.3, G1 to G4). A model has each at most
// once.
const (
	WasRegistered Kind = 1
	WasShown      Kind = 2 // it has begun, and something shows it: from here on it is kept up
	WasStopped    Kind = 3
	WasRecognised Kind = 4
	WasReplicated Kind = 5 // another unit has taken it over for the first time
)

// A Mark is that something to be counted happened on a day to a unit's model.
type Mark struct {
	Kind Kind   `cbor:"1,keyasint"`
	Day  int    `cbor:"2,keyasint"` // 20261122, on the clock of the people at that time
	Unit string `cbor:"3,keyasint"` // the owner at that time
}

// mark notes that something happened that is counted, the first time.
func (m *Model) mark(t *flows.Turn, kind Kind) {
	if m.marked(kind) {
		return
	}
	m.Marks = append(m.Marks, Mark{Kind: kind, Day: dayNumber(t.Event.At.In(t.Set.Zone)), Unit: m.owner(t.Tx).Code})
}

func (m Model) marked(kind Kind) bool {
	for _, mark := range m.Marks {
		if mark.Kind == kind {
			return true
		}
	}
	return false
}

func dayNumber(at time.Time) int {
	y, month, d := at.Date()
	return y*10000 + int(month)*100 + d
}

// Count counts the models of a unit and of all below it: those registered in a
// period; those kept up at its end; and those recognised, and taken over elsewhere
// for the first time, in it (rows G1 to G4 of the domain notes, 12.3). from and to
// are midnights on the clock of the people; to is the first one after the period.
//
// A model is kept up from the day on which it had begun and something showed it
// ("registering for form's sake", the domain notes, 4), until it is stopped; an
// assessment does not end it. What happened counts for the unit that owned the model
// then, and what is kept up for the unit that owned it at the end of the period. Only
// kept counters are read, a few for each unit at or below the one asked for, however
// many models there are.
func Count(tx store.Tx, unit string, from, to time.Time) (registered, running, recognised, replicated int, err error) {
	first, end := dayNumber(from), dayNumber(to)
	for _, u := range atOrBelow(tx, unit) {
		registered += marks(tx, u.Code, WasRegistered, first, end)
		recognised += marks(tx, u.Code, WasRecognised, first, end)
		replicated += marks(tx, u.Code, WasReplicated, first, end)
		if u.Open(to.Add(-time.Nanosecond)) {
			for _, part := range append(joined(tx, u.Code, to, 0), u.Code) {
				running += marks(tx, part, WasShown, 0, end) - marks(tx, part, WasStopped, 0, end)
			}
		}
	}
	return registered, running, recognised, replicated, tx.Err()
}

// marks sums the kept counters of a unit over days: from the first, and before the
// end.
func marks(tx store.Tx, unit string, kind Kind, first, end int) (sum int) {
	for _, n := range Models.CountedRange(tx, "mark", store.Key(unit, uint8(kind), int64(first)), store.Key(unit, uint8(kind), int64(end))) {
		sum += int(n)
	}
	return sum
}

// deepest bounds the walks through the tree, which only a damaged one is deeper than.
const deepest = 8

// atOrBelow returns a unit and those below it, also those that have ended.
func atOrBelow(tx store.Tx, unit string) (all []flows.Unit) {
	seen := map[string]bool{}
	var walk func(code string, depth int)
	walk = func(code string, depth int) {
		u, ok := flows.Units.Get(tx, code)
		if !ok || seen[code] || depth > deepest {
			return
		}
		seen[code] = true
		all = append(all, u)
		for below := range flows.Units.Under(tx, "parent", store.Key(code)) {
			walk(below.Code, depth+1)
		}
	}
	walk(unit, 0)
	return all
}

// joined returns the units that had become part of a unit by a moment.
func joined(tx store.Tx, unit string, by time.Time, depth int) (all []string) {
	if depth > deepest {
		return nil
	}
	for u := range flows.Units.Under(tx, "into", store.Key(unit)) {
		if u.Code != unit && !u.To.After(by) {
			all = append(append(all, u.Code), joined(tx, u.Code, by, depth+1)...)
		}
	}
	return all
}
