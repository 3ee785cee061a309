package result

import (
	"time"

	"caunoi/flows"
)

// OutliveEvery is how often Outlive looks on.
const OutliveEvery = time.Hour

// Outlive drops what was told longer ago than what people send may be kept (the
// domain notes, 10.4). Its figures stay among the items of their month.
func Outlive(t *flows.Turn) {
	if limit := t.Event.At.AddDate(0, -t.Set.Months, 0); t.Set.Months > 0 {
		flows.SweepTable(t.Tx, Tellings, func(k Telling) bool { return k.At.Before(limit) })
	}
}
