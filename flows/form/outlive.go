package form

import (
	"time"

	"caunoi/flows"
)

// OutliveEvery is how often Outlive looks on.
const OutliveEvery = time.Hour

// Outlive drops forms that were filled in longer ago than what people send may be
// kept (the domain notes, 10.4).
func Outlive(t *flows.Turn) {
	if limit := t.Event.At.AddDate(0, -t.Set.Months, 0); t.Set.Months > 0 {
		flows.SweepTable(t.Tx, Filleds, func(f Filled) bool { return f.At.Before(limit) })
	}
}
