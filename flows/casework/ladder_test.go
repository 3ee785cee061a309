package casework

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/flowtest"
	"caunoi/store"
)

var hanoi = time.FixedZone("+07", 7*60*60)

func clockAt(s string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", s, hanoi)
	if err != nil {
		panic(err)
	}
	return at
}

// A chase is a case in a small town in which every target is somebody.
type chase struct {
	t    *testing.T
	db   store.DB
	desk *flows.Desk
	c    Case // as it is filed
	now  time.Time
	seen []string // each step with its moment: "21 06:27 r0.2" is the second rung of the first round
}

func newChase(t *testing.T, c Case) *chase {
	t.Helper()
	ch := &chase{t: t, db: flowtest.Store(t), c: c, now: c.At, desk: flowtest.Bare(t, hanoi)}
	ch.desk.Timer(clockName, Tick)
	ch.desk.Timer("file", func(t *flows.Turn, _ string) { Graded(t, &ch.c); Keep(t, ch.c) })
	ch.update(func(tx store.Tx) {
		for _, u := range []flows.Unit{
			{Code: "11", Level: "province"}, {Code: "C", Level: "commune", Parent: "11"}, {Code: "V", Level: "village", Parent: "C", Team: true},
		} {
			flows.Units.Put(tx, u)
		}
		for name, p := range map[string]flows.Post{
			"binh": {Unit: "V", Role: flows.Charge}, "bao": {Unit: "V", Role: flows.StandIn}, "chi": {Unit: "C", Role: flows.Duty},
			"lan": {Unit: "C", Role: flows.Leader}, "mai": {Unit: "C", Role: flows.Coordinator}, "truc": {Unit: "11", Role: flows.Duty}, "dung": {Unit: "11", Role: flows.Admin},
		} {
			flows.Members.Put(tx, flows.Member{ID: name, Consent: flows.Consent{Agreed: true}, Homes: []flows.Home{{Address: flows.At("test", name)}}})
			p.Member = name
			flows.Posts.Put(tx, p)
		}
		flows.Timers.Put(tx, flows.Timer{Name: "file", Due: c.At})
	})
	return ch
}

func (ch *chase) update(f func(store.Tx)) {
	ch.t.Helper()
	if err := ch.db.Update(context.Background(), f); err != nil {
		ch.t.Fatal(err)
	}
}

// next returns the timer that comes due next. What is far off has none, and the
// watch sets it when it is near.
func (ch *chase) next() (due flows.Timer, ok bool) {
	ch.update(func(tx store.Tx) {
		due, ok = flows.Timer{}, false
		for _, tm := range flows.Timers.By(tx, "due", "", "") {
			due, ok = tm, true
			return
		}
		c, _ := Cases.Get(tx, ch.c.Code)
		if what, at := c.next(); what != nothing {
			due, ok = flows.Timer{Name: clockName, ID: c.Code, Due: at}, true
			flows.Timers.Put(tx, due)
		}
	})
	return due, ok
}

// fire lets a timer come due and notes what step it was.
func (ch *chase) fire(tm flows.Timer) {
	ch.update(func(tx store.Tx) {
		before, _ := Cases.Get(tx, ch.c.Code)
		if taken := ch.desk.Take(tx, []flows.Event{flows.Firing(tm, ch.now)}); len(taken.Aside) > 0 {
			ch.t.Fatalf("put aside: %s", taken.Aside[0].Why)
		}
		after, _ := Cases.Get(tx, ch.c.Code)
		at := ch.now.In(hanoi).Format("02 15:04")
		switch was, is := before.Clock, after.Clock; {
		case is.Spent && is.Round > was.Round:
			ch.seen = append(ch.seen, at+" spent")
		case is.Rung != was.Rung || is.Round != was.Round:
			ch.seen = append(ch.seen, fmt.Sprintf("%s r%d.%d", at, is.Round, is.Rung))
		}
	})
}

// chased lets the clock of a case run and returns its steps. Between down and up
// no timer fires.
func chased(t *testing.T, c Case, steps int, down, up time.Time) []string {
	t.Helper()
	ch := newChase(t, c)
	for range 40 {
		due, ok := ch.next()
		if !ok || len(ch.seen) >= steps {
			break
		}
		if due.Due.After(ch.now) {
			ch.now = due.Due
		}
		if ch.now.After(down) && ch.now.Before(up) {
			ch.now = up
		}
		ch.fire(due)
	}
	return ch.seen
}

// TestWhenTheLadderCalls: which rung is called when, at each level, by day and
// by night, and after the machine was off.
func TestWhenTheLadderCalls(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name     string
		level    Level
		at       string
		danger   Danger
		down, up string
		want     []string
	}{
		{"urgent", LifeAndDanger, "2026-11-21 23:12", 0, "", "", []string{
			"21 23:12 r0.1", "21 23:27 r0.2", "21 23:42 r0.3", "21 23:57 r1.1", "22 00:12 r1.2", "22 00:27 r1.3", "22 00:42 r2.1", "22 00:57 r2.2",
			"22 01:12 r2.3", "22 01:27 r3.1", "22 01:42 r3.2", "22 01:57 r3.3", "22 02:12 spent", "22 02:42 spent", "22 03:12 spent"}},
		{"soon, at night", Soon, "2026-11-21 23:00", 0, "", "", []string{
			"22 06:00 r0.1", "22 08:00 r0.2", "22 12:00 r0.3", "22 16:00 r1.1", "22 18:00 r1.2", "23 07:00 r1.3", "23 11:00 spent", "24 11:00 spent"}},
		{"soon, in the evening", Soon, "2026-11-21 20:00", 0, "", "", []string{"21 20:00 r0.1", "22 07:00 r0.2", "22 11:00 r0.3", "22 15:00 r1.1"}},
		{"danger that nobody denied, at night", Soon, "2026-11-21 23:00", Silent, "", "", []string{
			"21 23:00 r0.1", "22 01:00 r0.2", "22 05:00 r0.3", "22 09:00 r1.1"}},
		{"ordinary: when it is overdue", Ordinary, "2026-11-20 08:00", 0, "", "", []string{"28 06:00 r0.1", "29 15:00 r0.2", "01 09:00 spent", "08 09:00 spent"}},
		{"only to be watched", ToKnow, "2026-11-20 08:00", 0, "", "", nil},
		{"slept through one rung", LifeAndDanger, "2026-11-21 06:12", 0, "2026-11-21 06:20", "2026-11-21 06:31", []string{
			"21 06:12 r0.1", "21 06:31 r0.2", "21 06:46 r0.3", "21 07:01 r1.1"}},
		{"slept through a night", LifeAndDanger, "2026-11-21 23:12", 0, "2026-11-21 23:20", "2026-11-22 05:00", []string{
			"21 23:12 r0.1", "22 05:00 r0.2", "22 05:15 r0.3", "22 05:30 r1.1"}},
		{"awake again at night", Soon, "2026-11-21 15:00", 0, "2026-11-21 16:00", "2026-11-21 22:00", []string{"21 15:00 r0.1", "22 06:00 r0.2", "22 10:00 r0.3"}},
		{"a minute late is on time", LifeAndDanger, "2026-11-21 06:12", 0, "2026-11-21 06:26", "2026-11-21 06:27", []string{"21 06:12 r0.1", "21 06:27 r0.2", "21 06:42 r0.3"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			c := Case{Code: "2611-1", Reporter: "an", Unit: "V", At: clockAt(x.at), Level: x.level, State: New, Danger: x.danger, Parts: []Part{{Text: "x"}}}
			down, up := clockAt("2000-01-01 00:00"), clockAt("2000-01-01 00:00")
			if x.down != "" {
				down, up = clockAt(x.down), clockAt(x.up)
			}
			if got := chased(t, c, max(len(x.want), 1), down, up); !slices.Equal(got, x.want) {
				t.Errorf("steps are\n%q; want\n%q", got, x.want)
			}
		})
	}
}

// TestSpentBeginsAtTheLastRung: a rung further down was tried again after the last
// round. Once the administrators are told the next time, the last rung is the one
// that was called last, from which a chase goes on after a taking came to nothing.
func TestSpentBeginsAtTheLastRung(t *testing.T) {
	ch := newChase(t, Case{Code: "2611-1", Unit: "V", At: clockAt("2026-11-21 08:00"), Level: LifeAndDanger, State: New})
	ladder := flows.Defaults().Terms[1].Ladder
	ch.c.Clock = Clock{Ladder: ladder, Level: LifeAndDanger, Rung: 1, Round: ladder.Rounds + 1, Spent: true, Step: ch.now}
	ch.update(func(tx store.Tx) {
		Cases.Put(tx, ch.c)
		flows.Timers.Put(tx, flows.Timer{Name: clockName, ID: ch.c.Code, Due: ch.now})
		ch.desk.Take(tx, []flows.Event{flows.Firing(flows.Timer{Name: clockName, ID: ch.c.Code, Due: ch.now}, ch.now)})
		if c, _ := Cases.Get(tx, ch.c.Code); c.Clock.Rung != len(ladder.Rungs) || c.Clock.Round != ladder.Rounds+2 {
			t.Errorf("the clock is at rung %d, round %d; want the last rung", c.Clock.Rung, c.Clock.Round)
		}
	})
}
