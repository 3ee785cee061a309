package main

import (
	"math/rand/v2"
	"time"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/viet"
	"caunoi/store"
)

// demoMonths is how many months of figures the district has behind it: more than a
// year, so that each month has the same one of the year before beside it.
const demoMonths = 14

// A habit is what a team of the demo gives of an indicator in a month: so often of
// ten months, and up to so much, in steps.
type habit struct {
	code             string
	often, most, per int64
}

// habits are round about what villages report.
var habits = []habit{
	{"A1", 10, 4, 1}, {"A2", 10, 12, 10}, {"A3", 6, 2, 1}, {"C1", 5, 3, 1}, {"D1", 2, 12, 100}, {"D3", 7, 15, 10}, {"D4", 7, 6, 2},
	{"D5", 3, 20, 100_000}, {"F1", 4, 3, 1},
}

// figures makes up what the teams gave until the month before now: some teams gave
// nothing in some months, and nobody has given anything of this month.
func (d *district) figures(tx store.Tx, now time.Time) {
	set := flows.Defaults()
	dice := rand.New(rand.NewPCG(12, 3))
	numbers, current := figures.Numbered(tx, set.Indicators), figures.MonthAt(set, now)
	for _, u := range d.Units {
		if !u.Team {
			continue
		}
		for m := current - demoMonths; m < current; m++ {
			if dice.IntN(10) == 0 {
				continue // silence
			}
			s, _ := figures.SheetOf(tx, u.Code, m)
			for _, h := range habits {
				if dice.Int64N(10) < h.often {
					s.Set(numbers[h.code], viet.NumOf(h.per*dice.Int64N(h.most+1)), false)
				}
			}
			if brought, ok := s.Value(numbers["C1"]); ok && brought > 0 {
				s.Set(numbers["C2"], viet.NumOf(dice.Int64N(int64(brought)/1000+1)), false)
			}
			_, end := m.Span(set)
			s.Closed = end.Add(30 * time.Hour)
			figures.Keep(tx, s)
		}
	}
}
