package casework

import (
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// A Clock is all that time will do to a case: one moment for each thing, zero
// where nothing is to come. The earliest is the one timer that a case has, so
// that what is due can be worked out from the record alone and compared with
// what is set (see Audit).
type Clock struct {
	Ladder  flows.Ladder `cbor:"1,keyasint,omitempty"`  // as it stood when the case was raised
	Rung    int          `cbor:"2,keyasint,omitempty"`  // which rung is next; as many as there are: all have been called in this round
	Round   int          `cbor:"3,keyasint,omitempty"`  // how many rounds are over; once the ladder is spent, also how often the administrators were told
	Began   time.Time    `cbor:"4,keyasint,omitempty"`  // when this round of the ladder began
	Step    time.Time    `cbor:"5,keyasint,omitempty"`  // when the next rung is due, or the next round, or the administrators again
	Spent   bool         `cbor:"6,keyasint,omitempty"`  // the last round is over and the administrators were told
	Check   time.Time    `cbor:"7,keyasint,omitempty"`  // when the taker is asked whether it is still worked on
	Asked   bool         `cbor:"8,keyasint,omitempty"`  // the taker was asked; Check is when no answer counts
	Due     time.Time    `cbor:"9,keyasint,omitempty"`  // when it should be settled
	Late    bool         `cbor:"10,keyasint,omitempty"` // that it was not has been told
	Silent  time.Time    `cbor:"11,keyasint,omitempty"` // when silence of the reporter closes it
	Heard   time.Time    `cbor:"12,keyasint,omitempty"` // when the reporter last took back that it is not settled: silence counts from then
	Objects bool         `cbor:"13,keyasint,omitempty"` // the reporter says that it is not settled, and has not said why; Silent is when it is opened without that
	Level   Level        `cbor:"60,keyasint,omitempty"` // of the ladder: the level at which the chase was begun; 0: not yet
}

// A duty of the clock.
type due uint8

// What may be due.
const (
	nothing due = iota
	step
	check
	late
	silence
)

// next returns what time does to a case next, and when. It follows from the
// state alone: nobody climbs for a case that is taken, and nothing is due for
// one that is over.
func (c Case) next() (what due, at time.Time) {
	earlier := func(w due, when time.Time) {
		if !when.IsZero() && (what == nothing || when.Before(at)) {
			what, at = w, when
		}
	}
	switch {
	case c.State == New:
		earlier(step, c.Clock.Step)
	case c.State == Taken || c.State == Working:
		earlier(check, c.Clock.Check)
	case c.State == Done || c.State == Merged && c.Clock.Objects:
		earlier(silence, c.Clock.Silent)
	}
	if c.State.Open() && !c.Clock.Late {
		earlier(late, c.Clock.Due)
	}
	return what, at
}

// clockName is the name of the one timer of a case.
const clockName = "clock"

// Keep stores a case and winds its clock. Every change of a case ends here, so
// that no case is stored without its timer.
func Keep(t *flows.Turn, c Case) {
	warm := warms(t, &c)
	touch(t, c)
	turns(t, c)
	Cases.Put(t.Tx, c)
	wind(t, c)
	if warm {
		heat(t, c)
	}
	endsDrill(t, c)
}

// far is how long before it is due a timer is set at least. What is farther off
// is in the record, and the watch sets its timer as it comes near (see
// windNear): a report that waits for its deadline costs no timer when it is
// filed.
const far = 72 * time.Hour

// windNear sets the timer of a case that has none because what is due was far
// off.
func windNear(t *flows.Turn, c Case) {
	if what, at := c.next(); what != nothing && at.Sub(t.Event.At) <= far {
		wind(t, c)
	}
}

// wind sets the timer of a case to what is due next, if it is not set so. What
// is far off needs none yet.
func wind(t *flows.Turn, c Case) {
	what, at := c.next()
	set, ok := flows.Timers.Get(t.Tx, store.Key(clockName, c.Code))
	switch {
	case what == nothing && ok:
		t.Rest(clockName, c.Code)
	case what == nothing || !ok && at.Sub(t.Event.At) > far:
	case !ok || !set.Due.Equal(at):
		t.Wake(clockName, c.Code, at.Sub(t.Event.At))
	}
}

// Tick does what has come due for a case. What is long past is done once, at
// once: time that was slept through delays a step and neither drops nor doubles
// it.
func Tick(t *flows.Turn, code string) {
	c, ok := Cases.Get(t.Tx, code)
	if !ok {
		return
	}
	what, at := c.next()
	if what == nothing || at.After(t.Event.At) {
		wind(t, c) // set for something that is not so any more
		return
	}
	switch what {
	case step:
		climb(t, &c)
	case check:
		decay(t, &c)
	case late:
		overdue(t, &c)
	case silence:
		if c.Clock.Objects {
			reopenPlain(t, c)
			return
		}
		closeSilent(t, &c)
	}
	Keep(t, c)
	Show(t, c)
}
