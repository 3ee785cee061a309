package casework

import "caunoi/flows"

// outlive empties reports that are older than what people send may be kept: the
// notice of consent names the months, and the law wants it (Law 91/2025/QH15,
// art. 3(3); the domain notes, 10.4). Words, files and people go. Number, place,
// category, level and households stay, so that what was counted stays true. A
// report that is not settled stays whole until it is. A slice is looked at in
// one turn, so that nothing waits for it. On the way the clocks are wound of
// which something is near.
func outlive(t *flows.Turn) {
	limit := t.Event.At.AddDate(0, -t.Set.Months, 0)
	flows.SweepTable(t.Tx, Cases, func(c Case) bool {
		windNear(t, c)
		if t.Set.Months > 0 && c.At.Before(limit) && !c.State.Open() && c.Reporter != "" {
			empty := Case{
				Code: c.Code, Unit: c.Unit, Path: c.Path, At: c.At, Category: c.Category, Level: c.Level, Chosen: c.Chosen,
				Households: c.Households, Counted: c.Counted, State: c.State, TakenAt: c.TakenAt, DoneAt: c.DoneAt, Other: c.Other, Above: c.Above,
				Ahead: c.Ahead, First: c.First, NoTeam: c.NoTeam, Life: c.life(), Today: c.Today,
			}
			touch(t, empty)
			Cases.Put(t.Tx, empty)
		}
		return false
	})
}
