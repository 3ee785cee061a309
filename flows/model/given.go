package model

import (
	"time"

	"caunoi/store"
)

// Keep stores a model that came otherwise than by a talk, as those of the demo do, with
// what shows it. It gets the next number, and counts from the days, on the clock of the
// zone, on which it was registered and first shown. The timer of its day is set when
// the models are next gone through (see Follow).
func Keep(tx store.Tx, m Model, shown []Evidence, zone *time.Location) Model {
	m.Number = numbers.Next(tx, "model")
	m.Marks = []Mark{{Kind: WasRegistered, Day: dayNumber(m.At.In(zone)), Unit: m.Unit}}
	m.Log = append(m.Log, Entry{At: m.At, To: m.State, By: m.By, Due: m.Due})
	for i, e := range shown {
		e.Model, e.N = m.Number, int64(i+1)
		Evidences.Put(tx, e)
		m.Shown, m.Latest = e.N, e.At
		if i == 0 {
			m.Marks = append(m.Marks, Mark{Kind: WasShown, Day: dayNumber(e.At.In(zone)), Unit: m.Unit})
		}
	}
	put(tx, m)
	return m
}
