package flows

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"caunoi/flows/text"
	"caunoi/store"
	"caunoi/store/bolt"
)

// hanoi is the zone people read clocks in.
var hanoi = time.FixedZone("+07", 7*60*60)

// A rig is a desk over a real file, with a clock that the test moves.
type rig struct {
	*testing.T
	db   store.DB
	desk *Desk
	now  time.Time
	seq  int64
}

// Three channels: one that can do everything, one without buttons, one that
// cannot change what it has shown.
var traits = map[string]Traits{"rich": {Buttons: true, Edits: true}, "plain": {Edits: true}, "fixed": {Buttons: true}}

func newRig(t *testing.T) *rig {
	t.Helper()
	db, err := bolt.Open(filepath.Join(t.TempDir(), "flows.db"), bolt.Options{Init: true, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	set := Defaults()
	set.Zone, set.DutyPhone = hanoi, "02153 000 000"
	texts, err := text.Load(hanoi)
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{T: t, db: db, now: time.Date(2026, 11, 21, 6, 12, 0, 0, hanoi)}
	r.desk = NewDesk(texts, set, traits)
	return r
}

// do runs f in a transaction that must succeed.
func (r *rig) do(f func(tx store.Tx)) {
	r.Helper()
	if err := r.db.Update(context.Background(), f); err != nil {
		r.Fatal(err)
	}
}

// pass lets time go by.
func (r *rig) pass(d time.Duration) { r.now = r.now.Add(d) }

// person puts somebody into the roster who has joined on a channel.
func (r *rig) person(name, channel string, posts ...Post) Address {
	r.Helper()
	home := At(channel, name)
	r.do(func(tx store.Tx) {
		Members.Put(tx, Member{ID: name, Name: name, Consent: Consent{Agreed: true}, Homes: []Home{{Address: home}}})
		for _, p := range posts {
			p.Member = name
			Posts.Put(tx, p)
		}
	})
	return home
}

// event fills in what every event has.
func (r *rig) event(by Address, e Event) Event {
	r.seq++
	e.Seq, e.ID = r.seq, fmt.Sprintf("%s:u%d", by.Channel(), r.seq)
	e.By, e.Chat, e.Private, e.At = by, by, true, r.now
	if e.Kind == 0 {
		e.Kind = Said
	}
	return e
}

// take hands events to the desk.
func (r *rig) take(events ...Event) Taken {
	r.Helper()
	var taken Taken
	r.do(func(tx store.Tx) { taken = r.desk.Take(tx, events) })
	return taken
}

// says makes a person say something.
func (r *rig) says(by Address, words string) Taken {
	r.Helper()
	return r.take(r.event(by, Event{Text: words}))
}

// turn runs f as what an event of the person causes.
func (r *rig) turn(by Address, f func(t *Turn)) Taken {
	r.Helper()
	r.desk.Verb("turn", func(t *Turn, _ []string) { f(t) })
	return r.take(r.event(by, Event{Kind: Pressed, Press: "turn"}))
}

// claim claims a message.
func (r *rig) claim(id string) (Sending, bool) {
	r.Helper()
	var s Sending
	var ok bool
	r.do(func(tx store.Tx) { s, ok = r.desk.Claim(tx, id, r.now) })
	return s, ok
}

// settle settles a message.
func (r *rig) settle(s Sending, o Outcome) Taken {
	r.Helper()
	var taken Taken
	r.do(func(tx store.Tx) { taken = r.desk.Settle(tx, s, o, r.now) })
	return taken
}

// send claims a message, which must be worth it, and settles it as shown.
func (r *rig) send(id, shown string) Sending {
	r.Helper()
	s, ok := r.claim(id)
	if !ok {
		r.Fatalf("%s cannot be claimed; it is %+v", id, r.message(id))
	}
	r.settle(s, Outcome{Result: Done, Shown: shown})
	return s
}

// deliver sends all that was said, and returns the texts.
func (r *rig) deliver(taken Taken) []string {
	r.Helper()
	var said []string
	for _, q := range taken.Queued {
		if s, ok := r.claim(q.ID); ok {
			said = append(said, s.Text)
			r.settle(s, Outcome{Result: Done, Shown: "shown-" + q.ID})
		}
	}
	return said
}

// message returns a row of the outbox.
func (r *rig) message(id string) Message {
	r.Helper()
	var m Message
	var ok bool
	r.do(func(tx store.Tx) { m, ok = Outbox.Get(tx, id) })
	if !ok {
		r.Fatalf("there is no message %s", id)
	}
	return m
}

// unsent returns the ids of what is still to be dealt with, in its order.
func (r *rig) unsent() []string {
	r.Helper()
	var ids []string
	r.do(func(tx store.Tx) {
		ids = nil
		for q := range Unsent(tx) {
			ids = append(ids, q.ID)
		}
	})
	return ids
}
