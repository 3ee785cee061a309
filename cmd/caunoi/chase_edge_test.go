package main

import (
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/store"
)

// shuts lets somebody close the chat to the bot, which is told so.
func (w *audited) shuts(who string) {
	w.gone[flows.At("test", who)] = true
	w.opens(who, flows.Blocked)
}

// reopens lets somebody open the chat again.
func (w *audited) reopens(who string) {
	delete(w.gone, flows.At("test", who))
	w.opens(who, flows.Opened)
}

func (w *audited) opens(who string, kind flows.Kind) {
	w.t.Helper()
	w.seq++
	w.take(flows.Event{ID: "test:o" + w.now.String() + who, Seq: w.seq, At: w.now, Said: w.now, Kind: kind, By: flows.At("test", who), Chat: flows.At("test", who), Private: true})
}

// rungs returns the rungs that the log of a case says were called since a moment.
func rungs(c casework.Case, since time.Time) (called []string) {
	for _, e := range c.Log {
		if n, _, _ := strings.Cut(e.Note, " "); e.Act == "rung" && !e.At.Before(since) {
			called = append(called, n)
		}
	}
	return called
}

// at lets time go by until an hour of the clock.
func (w *audited) at(day, hour, minute int) {
	w.t.Helper()
	w.passes(time.Date(2026, 11, day, hour, minute, 0, 0, auditZone).Sub(w.now))
}

// TestLostAtNight: whoever was told of something of level 2 closes the chat at
// night. The next is called in the moment in which the hours of the ladder begin,
// not when the audit comes by, and not when the step was due anyway.
func TestLostAtNight(t *testing.T) {
	w := newAudited(t)
	w.at(21, 20, 30)
	w.restart(90 * time.Second) // from now on the audit comes at half minutes
	code := w.files("an", "mất điện 2 ngày rồi cả bản")
	w.at(21, 23, 0)
	w.shuts("chi")
	w.at(22, 5, 59)
	if a := w.kase(code).Alerts; len(a) != 1 {
		t.Fatalf("at night somebody was called: %+v", a)
	}
	w.at(22, 6, 0)
	if got := rungs(w.kase(code), w.now); len(got) != 1 || got[0] != "2" {
		t.Errorf("as the hours begin the rungs %v are called; want the second", got)
	}
}

// TestOneRungAfterPause: who had a case closes the chat at night, and opens it
// again; the process is away as the hours begin. Then the first rung is called,
// and not two in one breath because the audit was there before the step.
func TestOneRungAfterPause(t *testing.T) {
	w := newAudited(t)
	code := w.files("an", "mất điện 2 ngày rồi cả bản")
	w.says("chi", "!nhan "+code)
	w.at(21, 22, 0)
	w.shuts("chi")
	if c := w.kase(code); c.State != casework.New {
		t.Fatalf("it is %s still", c.State.Name())
	}
	w.at(22, 5, 0)
	w.reopens("chi")
	w.restart(66 * time.Minute)
	since := w.now
	w.passes(10 * time.Second)
	if got := rungs(w.kase(code), since); len(got) != 1 || got[0] != "1" {
		t.Errorf("after the pause the rungs %v are called; want the first", got)
	}
}

// TestRoundAfterPause: nobody could be told of an urgent case, and the next round
// came due while the process was away. Somebody is there again: the round begins
// with its first rung, and with no other in the same breath.
func TestRoundAfterPause(t *testing.T) {
	w := newAudited(t)
	all := []string{"chi", "thay", "truc", "lanh", "tinh", "quan"}
	code := w.files("an", "khẩn sạt lở chặn đường vào bản")
	for _, who := range all {
		w.shuts(who)
	}
	w.passes(20 * time.Minute)
	if c := w.kase(code); c.Clock.Rung != len(c.Clock.Ladder.Rungs) {
		t.Fatalf("the clock is at %+v", c.Clock)
	}
	w.restart(40 * time.Minute)
	w.reopens("chi")
	since := w.now
	w.passes(10 * time.Second)
	if got := rungs(w.kase(code), since); len(got) != 1 || got[0] != "1" {
		t.Errorf("after the pause the rungs %v are called; want the first", got)
	}
}

// TestTakenAfterClockSetBack: an alert that has not left when the case is taken is
// dropped also where the clock was set back meanwhile, and the alert seems to be
// from after the taking.
func TestTakenAfterClockSetBack(t *testing.T) {
	w := newAudited(t)
	truc := flows.At("test", "truc")
	w.away = true
	code := w.files("an", "khẩn sạt lở chặn đường vào bản")
	w.now = w.now.Add(-time.Hour)
	w.says("chi", "!nhan "+code)
	w.away = false
	w.passes(70 * time.Minute) // until what was to be tried again is due
	if c := w.kase(code); c.State != casework.Taken {
		t.Fatalf("it is %s", c.State.Name())
	}
	if n := w.news[truc]; n > 0 {
		t.Errorf("who has duty was sent %d messages of a case that somebody has", n)
	}
}

// TestTakenInTheMomentOfACall: after an outage much happens in one moment of the
// clock. A call that has not left when the case is taken in that moment is dropped.
func TestTakenInTheMomentOfACall(t *testing.T) {
	w := newAudited(t)
	truc := flows.At("test", "truc")
	code := w.files("an", "khẩn sạt lở chặn đường vào bản")
	w.passes(40 * time.Minute)
	before := w.news[truc]
	w.away = true
	w.passes(5 * time.Minute) // the next round begins
	w.says("chi", "!nhan "+code)
	if c := w.kase(code); before == 0 || c.Clock.Round != 1 || c.State != casework.Taken || !c.TakenAt.Equal(c.Alerts[1].At) {
		t.Fatalf("who has duty was told %d times, and the case is %+v", before, c)
	}
	w.away = false
	w.passes(5 * time.Minute)
	if n := w.news[truc] - before; n > 0 {
		t.Errorf("who has duty was sent %d more messages of a case that somebody has", n)
	}
}

// TestTakenAfterAFailedCall: a call that could not be sent is no news once somebody
// else has the case, also where who was called has acted on it meanwhile: the card
// that stands from an earlier call changes to who took it.
func TestTakenAfterAFailedCall(t *testing.T) {
	w := newAudited(t)
	truc := flows.At("test", "truc")
	code := w.files("an", "khẩn sạt lở chặn đường vào bản")
	w.never = map[flows.Address]bool{truc: true}
	w.passes(45 * time.Minute) // the next round begins
	if a := w.kase(code).Alerts[1]; a.Member != "truc" || a.Failed == "" {
		t.Fatalf("the next round called %+v; want who has duty, and that it failed", a)
	}
	w.says("truc", "hoi "+code+" đường còn đi được không?")
	w.never = nil
	before := w.news[truc]
	w.says("chi", "!nhan "+code)
	w.passes(time.Minute)
	if n := w.news[truc] - before; n > 0 {
		t.Errorf("who has duty was sent %d more messages of a case that somebody has", n)
	}
	w.do(func(tx store.Tx) {
		card, _ := flows.Card(tx, casework.AlertCard(code), truc)
		if card.State != flows.Sent || card.Shown == "" {
			t.Errorf("the card that stood in the chat is not put right: %+v", card)
		}
	})
	w.says("truc", "!xem "+code)
	if n := w.news[truc] - before; n != 1 {
		t.Errorf("who has duty asks for the card, and is sent %d messages", n)
	}
}

// TestTakenBeforeAnyCall: who has asked about a case before a call came is shown once
// who has it, by its card and without its pictures, and nothing new when it goes on
// there.
func TestTakenBeforeAnyCall(t *testing.T) {
	w := newAudited(t)
	lanh := flows.At("test", "lanh")
	code := w.files("an", "khẩn sạt lở chặn đường vào bản", flows.File{Kind: flows.Photo, Channel: "test", Ref: "slide"})
	w.says("lanh", "hoi "+code+" đường còn đi được không?")
	before := w.news[lanh]
	w.says("chi", "!nhan "+code)
	w.says("chi", "!dang "+code)
	w.passes(time.Minute)
	if c := w.kase(code); c.State != casework.Working || before == 0 {
		t.Fatalf("it is %s, and %d messages were sent before", c.State.Name(), before)
	}
	if n := w.news[lanh] - before; n != 1 {
		t.Errorf("the leader was sent %d messages of a case that somebody has; want its card", n)
	}
	w.says("lanh", "!xem "+code)
	if n := w.news[lanh] - before; n != 3 {
		t.Errorf("the leader asks for the card and the picture, and is sent %d messages with the first card", n)
	}
}

// TestOpenAgainIsCalled: whoever closed the chat and has opened it again is called
// by the next step that means that person, however soon it comes.
func TestOpenAgainIsCalled(t *testing.T) {
	w := newAudited(t)
	w.gone[flows.At("test", "chi")] = true // and the bot was not told
	code := w.files("an", "khẩn sạt lở chặn đường vào bản")
	if a := w.kase(code).Alerts; len(a) == 0 || a[0].Member != "chi" || a[0].Failed != "blocked" {
		t.Fatalf("the person in charge has %+v; want one that failed", a)
	}
	w.passes(5 * time.Minute)
	w.reopens("chi")
	was := w.news[flows.At("test", "chi")]
	w.says("quan", "!leo "+code+" 1")
	if got := w.news[flows.At("test", "chi")] - was; got == 0 {
		t.Errorf("called by hand after the chat is open again, the person in charge is told nothing: %+v", w.kase(code).Alerts)
	}
}

// TestOtherChat: whose chat turns out to be closed is called in another that is
// open, at once, and the ladder keeps its time.
func TestOtherChat(t *testing.T) {
	w := newAudited(t)
	w.do(func(tx store.Tx) {
		m, _ := flows.Members.Get(tx, "chi")
		m.Homes = append(m.Homes, flows.Home{Address: flows.At("test", "chi-web"), Since: w.now})
		flows.Members.Put(tx, m)
	})
	w.gone[flows.At("test", "chi")] = true
	code := w.files("an", "mất điện 2 ngày rồi cả bản")
	w.passes(2 * time.Minute)
	c := w.kase(code)
	if w.news[flows.At("test", "chi-web")] == 0 || len(rungs(c, c.At)) != 1 {
		t.Errorf("in the other chat stand %d messages after the rungs %v; want some after the first rung alone: %+v", w.news[flows.At("test", "chi-web")], rungs(c, c.At), c.Alerts)
	}
}
