package telegram

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"caunoi/bot"
	"caunoi/bot/telegram/fake"
	"caunoi/flows"
)

// conflict is the answer to the older of two polls, again and again.
var conflict = fake.Fault{Kind: "error", Code: 409, Description: "Conflict: terminated by other getUpdates request", Method: "getUpdates", Count: -1}

// TestRivalAtTheStart ends a program that has never taken an update and meets
// another for a minute: it is the one started by mistake (P33).
func TestRivalAtTheStart(t *testing.T) {
	b := newBench(t, fake.Options{})
	b.passes.Store(true)
	b.fake.Fault(conflict)
	began := b.now()
	err := b.ch.Receive(t.Context(), "", func(bot.Batch) error { return nil })
	took := b.now().Sub(began)
	if !errors.Is(err, ErrRival) || took < time.Minute || took > 2*time.Minute {
		t.Errorf("ended with %v after %v, want with ErrRival after one to two minutes", err, took)
	}
	t.Logf("a new place meets another poller: it ends after %v and %d polls", took.Round(time.Second), b.fake.Stats().Calls["getUpdates"])
}

// TestRivalLater goes on where updates were taken before, or a thief could end
// it: named in the log and in the health, and the administrators told, once a
// day. When the other one goes, all is well again.
func TestRivalLater(t *testing.T) {
	b := newBench(t, fake.Options{})
	b.passes.Store(true)
	b.fake.Fault(conflict)
	began := b.now()
	b.run(since(time.Hour, time.Minute))
	a := b.alarm()
	if took := a.Since.Sub(began); a.Kind != flows.Rival || took < time.Minute || took > 2*time.Minute {
		t.Errorf("told %+v after %v, want of a rival after one to two minutes", a, took)
	} else {
		t.Logf("a place at work meets another poller: named after %v", took.Round(time.Second))
	}
	for b.now().Sub(began) < 3*time.Hour {
		b.wait()
	}
	if h := b.ch.Health(); h.Trouble != "conflict" || len(b.alarms) != 0 {
		t.Errorf("the health is %+v, and %d more alarms", h, len(b.alarms))
	}
	if !strings.Contains(b.logged(), "/revoke") || strings.Count(b.logged(), "somebody else uses this token") != 1 {
		t.Errorf("the log must name it once, with what to do: %s", b.logged())
	}
	b.fake.Lift()
	b.an.Say("một")
	b.next()
	b.ahead.Add(int64(rivalGone + time.Second))
	b.an.Say("hai")
	b.next()
	b.until(func() bool { return b.ch.Health().Trouble == "" })
}

// TestBurstOfConflicts is no rival: one program takes over from another.
func TestBurstOfConflicts(t *testing.T) {
	b := newBench(t, fake.Options{})
	b.passes.Store(true)
	f := conflict
	f.Count = 4
	b.fake.Fault(f)
	b.run("")
	b.an.Say("một")
	b.next()
	if h := b.ch.Health(); h.Trouble != "" || len(b.alarms) != 0 {
		t.Errorf("after a burst the health is %+v, and %d alarms", h, len(b.alarms))
	}
}

// TestTakingTurns runs two channels with one token, each polling whenever the
// other lets it: both name it though each succeeds now and then, and nothing
// that was said is lost to both.
func TestTakingTurns(t *testing.T) {
	one := newBench(t, fake.Options{})
	two := newBench(t, fake.Options{})
	two.ch.line.base = one.fake.URL
	for _, b := range []*bench{one, two} {
		b.passes.Store(true)
		b.ch.opt.Poll = time.Second
		b.run(since(time.Hour, time.Minute))
	}
	for _, b := range []*bench{one, two} {
		if a := b.alarm(); a.Kind != flows.Rival {
			t.Errorf("told %+v", a)
		}
		if what, _ := b.ch.Trouble(); what != "conflict" {
			t.Errorf("the trouble is %q", what)
		}
	}
	const n = 20
	for i := range n {
		one.an.Say(fmt.Sprint(i))
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	got := map[string]int{}
	for len(got) < n && ctx.Err() == nil {
		select {
		case e := <-one.events:
			got[e.Text]++
		case e := <-two.events:
			got[e.Text]++
		case <-ctx.Done():
		}
	}
	if len(got) != n {
		t.Errorf("%d of %d came to one of them", len(got), n)
	}
}
