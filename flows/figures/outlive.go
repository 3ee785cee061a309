package figures

import (
	"slices"
	"time"

	"caunoi/flows"
)

// OutliveEvery is how often Outlive looks on.
const OutliveEvery = time.Hour

// Outlive takes the people and their words off figures that are older than what
// people send may be kept: the notice of consent names the months (Law 91/2025/QH15,
// art. 3(3); the domain notes, 10.4). The figures stay, so that what was counted
// stays true. A slice is looked at in one turn.
func Outlive(t *flows.Turn) {
	if t.Set.Months <= 0 {
		return
	}
	limit := t.Event.At.AddDate(0, -t.Set.Months, 0)
	flows.SweepTable(t.Tx, Items, func(i Item) bool {
		if i.At.Before(limit) && (i.By != "" || i.Text != "" || i.Said != "") {
			i.By, i.Text, i.Said = "", "", ""
			Items.Put(t.Tx, i)
		}
		return false
	})
	flows.SweepTable(t.Tx, Sheets, func(s Sheet) bool {
		if s.Closed.Before(limit) && s.outlived(limit) {
			Sheets.Put(t.Tx, s)
		}
		return false
	})
}

// outlived takes the people off what they did to a sheet before a moment, and
// reports whether there was anybody.
func (s *Sheet) outlived(limit time.Time) (any bool) {
	any, s.By = s.By != "", ""
	s.Changes = slices.Clone(s.Changes)
	for i := range s.Changes {
		if c := &s.Changes[i]; c.At.Before(limit) && c.By != "" {
			any, c.By = true, ""
		}
	}
	return any
}
