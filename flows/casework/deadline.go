package casework

import (
	"time"

	"caunoi/flows"
)

// setDue sets when a case should be settled: at the end of so many working days
// after it was reported, as its level has it. One whose level was raised later
// than that has so many days from now: no deadline is over when it is set.
func setDue(t *flows.Turn, c *Case) {
	c.Clock.Due, c.Clock.Late = time.Time{}, false
	days := t.Set.Terms[min(int(c.Level), len(t.Set.Terms)-1)].Settle
	if days <= 0 || c.Drill {
		return
	}
	c.Clock.Due = t.Set.Holidays.After(c.At, days, t.Set.Zone)
	if !c.Clock.Due.After(t.Event.At) {
		c.Clock.Due = t.Set.Holidays.After(t.Event.At, days, t.Set.Zone)
	}
}
