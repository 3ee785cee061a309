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
		tell := t.Set.Chase.Hours.Next(t.Event.At.Add(lateAfter), t.Set.Zone)
		t.Wake(LateTimer, id, tell.Sub(t.Event.At))
	}
}

// TellLate tells those who answer for a reminder how many of its messages came too
// late, each message once: of those that come after it another word is said.
func TellLate(t *flows.Turn, id string) {
	r, o, ok := timed(t, id)
	if !ok || o.Late <= o.LateTold {
		return
	}
	late := o.Late - o.LateTold
	o.LateTold = o.Late
	Occurrences.Put(t.Tx, o)
	r.toWatchers(t, "remind.late", o, text.Args{"late": late})
}
