package bot

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// by is an event of one person.
func by(who string, n int, kind flows.Kind, said time.Time) flows.Event {
	a := flows.At("fake", who)
	return flows.Event{ID: fmt.Sprint("fake:", who, n), Kind: kind, By: a, Chat: a, Private: true, Said: said}
}

func newSieve() *sieve {
	return &sieve{usual: usualPace(), people: map[flows.Address]*allowance{}}
}

// A day's messages that arrive in one poll after an outage are no flood, also
// with a press among them and on a clock that goes wrong.
func TestBacklogIsNoFlood(t *testing.T) {
	now := after(0)
	for what, ahead := range map[string]time.Duration{"right": 0, "a little fast": time.Minute, "a year fast": 365 * 24 * time.Hour} {
		s := newSieve()
		s.strain([]flows.Event{by("7", 0, flows.Said, now.wall.Add(-8*time.Hour))}, moment{now.wall.Add(ahead - 8*time.Hour), now.run.Add(-8 * time.Hour)})
		events := []flows.Event{by("7", 1, flows.Pressed, time.Time{})}
		for i := range 40 {
			events = append(events, by("7", 2+i, flows.Said, now.wall.Add(time.Duration(i-40)*10*time.Minute)))
		}
		out := s.strain(events, moment{now.wall.Add(ahead), now.run})
		if len(out.kept) != 41 || out.dropped != 0 || len(out.flooded) != 0 {
			t.Errorf("%s: kept %d, dropped %d, told %d", what, len(out.kept), out.dropped, len(out.flooded))
		}
	}
}

// A thousand messages a second are a flood by whatever time the service gives
// them, live and in a backlog, and what waited in vain does not come in later.
func TestFloodOnTheOwnTimeLine(t *testing.T) {
	for what, said := range map[string]func(wall time.Time) time.Time{
		"none":   func(time.Time) time.Time { return time.Time{} },
		"whole":  func(wall time.Time) time.Time { return wall.Truncate(time.Second) },
		"slow":   func(wall time.Time) time.Time { return wall.Add(-time.Hour).Truncate(time.Second) },
		"ahead":  func(wall time.Time) time.Time { return wall.Add(time.Hour) },
		"frozen": func(time.Time) time.Time { return after(0).wall },
	} {
		s, kept := newSieve(), 0
		for i := range 600 {
			now := after(time.Duration(i) * 100 * time.Millisecond)
			var events []flows.Event
			for n := range 100 {
				events = append(events, by("7", i*100+n, flows.Said, said(now.wall)))
			}
			kept += len(s.strain(events, now).kept)
		}
		if kept < 55 || kept > 61 {
			t.Errorf("%s: %d of 60,000 came in within a minute, want 60", what, kept)
		}
	}
	s, kept := newSieve(), 0
	for i := range 600 { // an hour's flood, of which each poll brings ten seconds
		var events []flows.Event
		for n := range 100 {
			events = append(events, by("7", i*100+n, flows.Said, after(time.Duration(i-600)*6*time.Second).wall))
		}
		kept += len(s.strain(events, after(0)).kept)
	}
	if kept > 30+1800 {
		t.Errorf("%d of an hour's backlog came in, want at most 1830", kept)
	}
}

// A clock that was set back by a year stops nobody.
func TestFloodAfterAClockWasSetBack(t *testing.T) {
	s, now := newSieve(), after(0)
	var events []flows.Event
	for i := range 40 {
		events = append(events, by("7", i, flows.Said, time.Time{}))
	}
	s.strain(events, now)
	later := moment{now.wall.Add(-365 * 24 * time.Hour), now.run.Add(time.Minute)}
	if out := s.strain(events, later); len(out.kept) != 30 {
		t.Errorf("%d of 40 came in a minute after the clock was set back, want 30", len(out.kept))
	}
}

// Somebody who works through a list presses more often than anybody writes.
func TestPressesMayBeMany(t *testing.T) {
	s, kept := newSieve(), 0
	var presses, texts []flows.Event
	for i := range 1000 {
		presses = append(presses, by("7", i, flows.Pressed, time.Time{}))
		texts = append(texts, by("7", 1000+i, flows.Said, time.Time{}))
	}
	for i := range 100 {
		kept += len(s.strain(presses[i:i+1], after(time.Duration(i)*300*time.Millisecond)).kept)
	}
	if kept != 100 {
		t.Errorf("%d of 100 presses in half a minute came in", kept)
	}
	if out := s.strain(presses, after(time.Hour)); len(out.kept) != 120 {
		t.Errorf("%d of 1,000 presses at once came in, want 120", len(out.kept))
	}
	if out := s.strain(texts, after(time.Hour)); len(out.kept) != 30 {
		t.Errorf("%d texts beside them came in, want 30", len(out.kept))
	}
}

// Who is quiet again is forgotten, and nobody else.
func TestSieveForgets(t *testing.T) {
	s := newSieve()
	for i := range manyPeople {
		s.strain([]flows.Event{by(fmt.Sprint(i), i, flows.Said, after(-time.Hour).wall)}, after(0))
	}
	for i := range 200 {
		s.strain([]flows.Event{by("loud", i, flows.Pressed, time.Time{})}, after(time.Hour))
	}
	s.swept = time.Time{}
	s.strain([]flows.Event{by("new", 1, flows.Said, time.Time{})}, after(time.Hour+time.Second))
	if len(s.people) != 2 {
		t.Errorf("%d are remembered, want the loud one and the new one", len(s.people))
	}
}

// A batch that is given again, because it could not be stored, costs its sender
// nothing more and stays what it was.
func TestBatchGivenAgainIsStrainedOnce(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		db := &countingDB{DB: r.db}
		r.opt.DB = db
		r.start()
		time.Sleep(time.Second)
		db.broken(context.DeadlineExceeded)
		var texts []string
		for i := range 40 {
			texts = append(texts, fmt.Sprint("t", i))
		}
		r.say("1", texts...)
		time.Sleep(20 * time.Second)
		if n := r.fake.read(&r.fake.refused); n < 3 {
			t.Fatalf("given again %d times only", n)
		}
		db.mended()
		time.Sleep(30 * time.Second)
		if got := r.fake.texts(); len(got) != 30 || !strings.HasSuffix(got[29], " t29") {
			t.Errorf("%d of the 30 that were let in were answered: %v", len(got), got)
		}
		if h := r.bot.Health(); h.Events != 30 || h.Flooded != 10 {
			t.Errorf("counted %d taken in and %d dropped, want 30 and 10", h.Events, h.Flooded)
		}
		r.say("1", "one more")
		time.Sleep(time.Second)
		if got := r.fake.texts(); got[len(got)-1] != "re one more" {
			t.Errorf("after a while nothing more comes in: %v", got)
		}
		r.close()
	})
}

// What tells the urgent apart, and what is said while the disk is full, may
// panic without an end to the process: a flood is a flood then.
func TestPanicsBeforeATurn(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		db := &countingDB{DB: r.db}
		r.opt.DB = db
		r.opt.Urgent = func(flows.Event) bool { panic("urgent") }
		r.opt.Full = func(flows.Event) string { panic("full") }
		r.start()
		time.Sleep(time.Second)
		db.broken(store.ErrFull)
		r.say("1", make([]string, 40)...)
		time.Sleep(time.Minute)
		db.mended()
		time.Sleep(time.Minute)
		if h := r.bot.Health(); h.Events != 30 || h.Flooded != 10 {
			t.Errorf("%d came in and %d were dropped, want 30 and 10", h.Events, h.Flooded)
		}
		if log := r.log.String(); !strings.Contains(log, "panic over an event") || strings.Contains(log, "urgent") {
			t.Errorf("log: %s", log)
		}
		r.close()
	})
}
