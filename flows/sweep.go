package flows

import (
	"time"

	"caunoi/store"
)

// How long what is no longer needed stays: what was sent is known from the
// case's own log afterwards.
const (
	keepSent   = 30 * 24 * time.Hour
	keepAside  = 30 * 24 * time.Hour
	keepHeld   = 24 * time.Hour
	sweepEvery = 10 * time.Minute
	sweepSlice = 500 // rows looked at in one turn, so that nothing waits for a sweep
)

// sweepName is the timer that keeps the store small. Registering a sweep is
// not for flows: NewDesk does it.
const sweepName = "store.sweep"

// A broom remembers how far the sweep of a table has come.
type broom struct {
	Table string `cbor:"1,keyasint"`
	At    string `cbor:"2,keyasint"`
}

var brooms = store.NewTable("broom", func(b broom) string { return b.Table })

// Start sets what must always be set while the bot runs. It is called at every
// start, and when the clock was set back: what was set for a moment that is too
// far off by now is set anew, and nothing else that a run before has done.
func (d *Desk) Start(tx store.Tx, at time.Time) {
	for name, every := range d.always {
		key, set, was := store.Key(name, ""), false, Timer{}
		if err := tx.Try(func() { was, set = Timers.Get(tx, key) }); err != nil {
			tx.Delete(Timers.Name(), key) // one that cannot be read is set anew
		}
		if due := at.Add(every); !set || was.Due.After(due) {
			Timers.Put(tx, Timer{Name: name, Due: due, Seq: was.Seq + 1})
		}
	}
	for name := range d.soon {
		hurry(tx, name, at)
	}
}

// hurry sets the timers of a name anew that would wait for longer than they were
// to wait, since the clock was set back.
func hurry(tx store.Tx, name string, at time.Time) {
	var far []Timer
	from, to := store.Prefix(store.Key(name))
	for tm := range Timers.Range(tx, from, to) {
		if tm.Wait > 0 && tm.Due.Sub(at) > tm.Wait {
			far = append(far, tm)
		}
	}
	for _, tm := range far {
		tm.Due, tm.Seq = at.Add(tm.Wait), tm.Seq+1
		Timers.Put(tx, tm)
	}
}

// sweep drops a slice of what is older than it is kept, and comes again.
func sweep(t *Turn) {
	at := t.Event.At
	outlived := at.AddDate(0, -t.Set.Months, 0)
	ForgetSeen(t.Tx, at)
	SweepTable(t.Tx, Outbox, func(m Message) bool {
		if m.Card { // it stays as long as what it is about: it is edited in place
			return !m.Open() && t.Set.Months > 0 && m.At.Before(outlived)
		}
		return !m.Open() && m.At.Add(keepSent).Before(at)
	})
	SweepTable(t.Tx, Asides, func(a Aside) bool { return a.At.Add(keepAside).Before(at) })
	SweepTable(t.Tx, held, func(h Held) bool { return h.At.Add(keepHeld).Before(at) })
}

// SweepTable looks at the next slice of a table and drops what is old. It goes
// on there the next time.
func SweepTable[T any](tx store.Tx, table *store.Table[T], old func(T) bool) {
	b, _ := brooms.Get(tx, table.Name())
	b.Table = table.Name()
	n, last := 0, ""
	for key, record := range table.Pairs(tx, b.At, "") {
		if n++; n > sweepSlice {
			last = key
			break
		}
		if old(record) {
			table.Delete(tx, key)
		}
	}
	b.At = last // empty after the last row: the next sweep begins anew
	brooms.Put(tx, b)
}
