package reminder

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// LateTimer fires when those who answer for a reminder are told of messages that
// came too late, and lateAfter is how long the others are waited for.
const (
	LateTimer = "nhac.late"
	lateAfter = 10 * time.Minute
)

// Hold keeps a reminder out of the night, and off a day without work if it is for
// days with: what the service did not take in time waits for the morning.
func Hold(t *flows.Turn, m flows.Message) time.Time {
	r, _, o, ok := of(t, m.About)
	if !ok {
		return time.Time{}
	}
	return r.opens(t, t.Event.At, o.At)
}

// Late counts a message that could only have left when it was of no use any more.
func Late(t *flows.Turn, m flows.Message) {
	r, _, o, ok := of(t, m.About)
	if !ok {
		return
	}
	o.Late++
	Occurrences.Put(t.Tx, o)
	if id := r.Code() + " " + o.mark(); !flows.Timers.Has(t.Tx, store.Key(LateTimer, id)) {
		t.Wake(LateTimer, id, lateAfter)
	}
}

// TellLate tells those who answer for a reminder how many of its messages came too
// late.
func TellLate(t *flows.Turn, id string) {
	if r, o, ok := timed(t, id); ok && o.Late > 0 {
		r.toWatchers(t, "remind.late", text.Args{"n": r.Code(), "time": text.Moment(o.At), "late": o.Late})
	}
}
