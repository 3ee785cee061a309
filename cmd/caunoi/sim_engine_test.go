package main

import (
	"bytes"
	"container/heap"
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
	"caunoi/store/bolt"
)

// simIdle is how long the loop of timers sleeps at most, as that of the bot
// does: a wall clock that was set is noticed after so long.
const simIdle = 30 * time.Second

// A simulation is one small world under moved time: an organisation with holes,
// the real desk with a real store, a chat service that fails, a process that is
// killed and started again, and a wall clock that somebody sets. run is the true
// time; the desk sees run plus off. All chance comes from the seed.
type simulation struct {
	t     testing.TB
	seed  uint64
	rng   *rand.Rand
	path  string
	db    store.DB
	desk  *flows.Desk
	set   flows.Settings
	texts *text.Catalog

	run     time.Time
	off     time.Duration
	up      bool
	started time.Time // when the process started last
	jumped  time.Time // when the wall clock was set last
	sets    []simSet
	back    time.Time // when it was last set back
	looked  time.Time // what the loop of timers last saw on the wall
	wake    time.Time // when the loop of timers looks the next time
	todo    simAgenda
	acts    int
	seq     int64
	nth     int           // of the transactions in which a case may have changed
	known   int64         // the last of people's events that the bot has taken
	last    []flows.Event // of the last poll, which may be delivered again
	backlog []flows.Event // what people sent while the process was down

	units  map[string]*simUnit
	codes  []string // of the units, in a fixed order
	people map[string]*simPerson
	folk   []*simPerson // the same, in a fixed order
	shown  int
	line   map[flows.Address]*simLine
	chats  []flows.Address

	cases map[string]*simCase
	open  []*simCase
	next  int // the number of the next case's code
	calm  bool
	diary []string
	tally *simTally
}

// simZone is the zone of all simulated worlds.
var simZone = time.FixedZone("+07", 7*60*60)

// newSimulation makes the world of a seed. Nothing has happened in it.
func newSimulation(t testing.TB, dir string, seed uint64, tally *simTally) *simulation {
	s := &simulation{
		t: t, seed: seed, rng: rand.New(rand.NewPCG(seed, 4)), path: filepath.Join(dir, fmt.Sprintf("sim%d.db", seed)),
		run:   time.Date(2026, 11, 21, 0, 0, 0, 0, simZone),
		units: map[string]*simUnit{}, people: map[string]*simPerson{}, line: map[flows.Address]*simLine{}, cases: map[string]*simCase{},
		next: 1, tally: tally,
	}
	s.run = s.run.Add(time.Duration(s.rng.IntN(24*60)) * time.Minute)
	s.set = flows.Defaults()
	s.set.Organisation, s.set.DutyPhone, s.set.Zone, s.set.Secret = "Xã Mẫu", "02150000000", simZone, []byte("simulation")
	s.ladders()
	s.begin()
	s.update(s.found)
	s.schedule(0, s.persons)
	return s
}

// wall is the time on the wall, which the desk goes by.
func (s *simulation) wall() time.Time { return s.run.Add(s.off) }

// A simSet is a setting of the wall clock.
type simSet struct {
	run time.Time
	was time.Duration // the offset before
}

// wallAt is what the wall clock said at a true time.
func (s *simulation) wallAt(run time.Time) time.Time {
	for _, set := range s.sets {
		if run.Before(set.run) {
			return run.Add(set.was)
		}
	}
	return run.Add(s.off)
}

// chance is true so often of a hundred.
func (s *simulation) chance(percent int) bool { return s.rng.IntN(100) < percent }

// between is a time between two, any as likely.
func (s *simulation) between(from, to time.Duration) time.Duration {
	return from + time.Duration(s.rng.Int64N(int64(to-from)))
}

// begin starts the process: what was on its way may have arrived, and waits
// again.
func (s *simulation) begin() {
	if s.up {
		return
	}
	db, err := bolt.Open(s.path, bolt.Options{Init: true, NoSync: true})
	if err != nil {
		s.t.Fatal(err)
	}
	s.db = db
	if s.texts == nil { // reading them takes longer than all the rest of a start
		if s.texts, err = text.Load(simZone); err != nil {
			s.t.Fatal(err)
		}
	}
	s.desk = flows.NewDesk(s.texts, s.set, map[string]flows.Traits{"test": {Buttons: true, Edits: true, Phones: true}})
	register(s.desk)
	s.up, s.started = true, s.run
	s.note("started")
	s.update(func(tx store.Tx) {
		flows.Unclaim(tx)
		s.desk.Start(tx, s.wall())
	})
	s.line = map[flows.Address]*simLine{}
	s.update(func(tx store.Tx) {
		for q := range flows.Unsent(tx) {
			if m, ok := flows.Outbox.Get(tx, q.ID); ok { // as the bot does, see repeats there
				if sooner, ok := m.Sooner(s.wall()); ok {
					q = sooner
				}
			}
			s.queue(q)
		}
	})
	s.wake, s.looked = s.run, s.wall()
	events := append(s.last, s.backlog...) // whether the last poll was confirmed is not known
	s.last, s.backlog = nil, nil
	for _, e := range events {
		e.At = s.wall()
		s.take(e)
	}
}

// kill ends the process. What is on its way is not settled any more.
func (s *simulation) kill() {
	s.up = false
	s.note("killed")
	if err := s.db.Close(); err != nil {
		s.t.Fatal(err)
	}
}

// update runs f in a transaction.
func (s *simulation) update(f func(store.Tx)) {
	if err := s.db.Update(context.Background(), f); err != nil {
		s.t.Fatalf("seed %d: %v", s.seed, err)
	}
}

// take hands events to the desk, if it is there, and lets leave what they
// caused. Those of people wait at the service while it is not.
func (s *simulation) take(events ...flows.Event) {
	if !s.up {
		s.backlog = append(s.backlog, events...)
		return
	}
	again := events[0].Kind != flows.Due && events[0].Seq <= s.known
	for _, e := range events {
		if e.Kind != flows.Due {
			s.heard(e)
		}
	}
	var taken flows.Taken
	s.update(func(tx store.Tx) {
		taken = s.desk.Take(tx, events)
		s.observe(tx)
	})
	if events[0].Kind != flows.Due {
		s.last = events
	}
	if again && len(taken.Queued) > 0 {
		s.fault("done twice", "event %s came again, and somebody was told of it again", events[0].ID)
	}
	s.after(taken)
}

// after acts on what a transaction caused, once it is stored.
func (s *simulation) after(taken flows.Taken) {
	for _, a := range taken.Aside {
		s.fault("put aside", "event %s: %s", a.ID, a.Why)
	}
	for _, q := range taken.Queued {
		s.queue(q)
	}
	if w := taken.Wake; !w.IsZero() {
		s.wake = earlier(s.wake, s.run.Add(w.Sub(s.wall())))
	}
	s.pump()
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// tick is the loop of timers: it fires what is due, a hundred at a time, and
// sleeps until the next is due, but never for long.
func (s *simulation) tick() {
	if s.wall().Before(s.looked.Add(-time.Minute)) { // as the bot does, see windBack there
		s.update(func(tx store.Tx) { s.desk.Start(tx, s.wall()) })
	}
	s.looked = s.wall()
	for fired := 0; s.up; fired++ {
		if fired > 100 {
			s.t.Fatalf("seed %d: timers do not come to an end at %v", s.seed, s.wall())
		}
		var events []flows.Event
		s.update(func(tx store.Tx) {
			events = nil
			for _, tm := range flows.DueTimers(tx, s.wall(), 100) {
				events = append(events, flows.Firing(tm, s.wall()))
			}
		})
		if len(events) == 0 {
			break
		}
		s.wake = s.run.Add(simIdle)
		s.take(events...)
	}
	s.wake = s.run.Add(simIdle)
	s.update(func(tx store.Tx) {
		if due, ok := flows.NextDue(tx); ok {
			s.wake = earlier(s.wake, s.run.Add(due.Sub(s.wall())))
		}
	})
}

// play lets so much true time go by.
func (s *simulation) play(d time.Duration) {
	for end := s.run.Add(d); ; {
		next, timers := end, false
		if s.up && s.wake.Before(next) {
			next, timers = s.wake, true
		}
		if len(s.todo) > 0 && s.todo[0].at.Before(next) {
			next, timers = s.todo[0].at, false
		}
		if s.run.Before(next) {
			s.run = next
		}
		switch {
		case timers:
			s.tick()
		case len(s.todo) > 0 && !s.todo[0].at.After(s.run) && s.run.Before(end):
			heap.Pop(&s.todo).(simAct).do()
		default:
			return
		}
	}
}

// same reports whether a record is as it was, byte for byte, and returns it.
func same(tx store.Tx, key string, was []byte) (now []byte, is bool) {
	now, _ = tx.Get("case", key)
	return now, bytes.Equal(now, was)
}
