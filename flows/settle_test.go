package flows

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/store"
)

// settling is a carded rig that notes what a flow is told of the end of its
// messages.
func settling(t *testing.T) (r *rig, an Address, ends *[]string) {
	r, an, _ = carded(t, "rich")
	ends = new([]string)
	matter := r.desk.subjects["matter"]
	matter.Settled = func(t *Turn, m Message) {
		*ends = append(*ends, fmt.Sprintf("%d %s", m.State, m.Why))
		t.Wake("after", m.ID, time.Minute)
	}
	r.desk.About("matter", matter)
	return r, an, ends
}

// notice says a message about the matter that is no card.
func (r *rig) notice(by Address, lane Lane) string {
	r.Helper()
	var id string
	r.turn(by, func(t *Turn) {
		id = t.Say(t.Reader, Note{Key: "x", Lane: lane, About: About{Kind: "matter", Code: "1"}})
	})
	return id
}

// TestSettle: what each outcome makes of a message, and whether its flow hears
// of it. What is tried again is not the end.
func TestSettle(t *testing.T) {
	for name, x := range map[string]struct {
		o     Outcome
		state State
		why   string
		due   time.Duration // from now; 0: at once
		again bool          // it waits to be sent again
		ends  []string
	}{
		"done":   {Outcome{Result: Done, Shown: "b1"}, Sent, "", 0, false, []string{"2 "}},
		"later":  {Outcome{Result: Later, After: time.Minute, Why: "busy"}, Waiting, "busy", time.Minute, true, nil},
		"unsure": {Outcome{Result: Unsure, After: time.Second, Why: "line"}, Waiting, "line", time.Second, true, nil},
		"lost":   {Outcome{Result: Lost}, Waiting, "", 0, true, nil},
		"gone":   {Outcome{Result: Gone, Why: "blocked"}, Failed, "blocked", 0, false, []string{"3 blocked"}},
		"never":  {Outcome{Result: Never, Why: "too long"}, Failed, "too long", 0, false, []string{"3 too long"}},
		"none":   {Outcome{Why: "odd"}, Failed, "odd", 0, false, []string{"3 odd"}},
	} {
		t.Run(name, func(t *testing.T) {
			r, an, ends := settling(t)
			id := r.notice(an, Answer)
			s, _ := r.claim(id)
			taken := r.settle(s, x.o)
			m := r.message(id)
			if m.State != x.state || m.Why != x.why {
				t.Errorf("it is in state %d because of %q; want %d, %q", m.State, m.Why, x.state, x.why)
			}
			if got := len(taken.Queued) == 1; got != x.again {
				t.Errorf("settling queued %+v; want it queued again: %v", taken.Queued, x.again)
			}
			if x.due != 0 && !m.Due.Equal(r.now.Add(x.due)) {
				t.Errorf("it is due at %v; want in %v", m.Due, x.due)
			}
			if !slices.Equal(*ends, x.ends) {
				t.Errorf("the flow was told %q; want %q", *ends, x.ends)
			}
			if got := !taken.Wake.IsZero(); got != (x.ends != nil) {
				t.Errorf("a timer that the flow set is passed on: %v; want %v", got, x.ends != nil)
			}
			if more := r.settle(s, x.o); len(more.Queued) != 0 || len(*ends) != len(x.ends) {
				t.Errorf("settled twice, it queued %+v and told %q", more.Queued, *ends)
			}
		})
	}
}

// homes returns the addresses of a member, dead ones with their reason.
func (r *rig) homes(name string) string {
	r.Helper()
	var all []string
	r.do(func(tx store.Tx) {
		all = nil
		m, _ := Members.Get(tx, name)
		for _, h := range m.Homes {
			all = append(all, strings.TrimSuffix(string(h.Address)+"/"+h.Dead, "/"))
		}
	})
	return strings.Join(all, " ")
}

// TestMoved: everybody's home at that chat is rewritten, no other, and the
// message goes to the new one.
func TestMoved(t *testing.T) {
	r, an, ends := settling(t)
	r.do(func(tx store.Tx) {
		Members.Put(tx, Member{ID: "shares", Homes: []Home{{Address: "plain:else"}, {Address: an}}})
	})
	id := r.notice(an, Answer)
	s, _ := r.claim(id)
	taken := r.settle(s, Outcome{Result: Moved, To: "rich:new"})
	if got := r.homes("an"); got != "rich:new" {
		t.Errorf("the home is %q; want rich:new", got)
	}
	if got := r.homes("shares"); got != "plain:else rich:new" {
		t.Errorf("who shares the phone has %q; want one home rewritten", got)
	}
	if len(taken.Queued) != 1 || taken.Queued[0].To != "rich:new" {
		t.Errorf("queued %+v; want it for rich:new", taken.Queued)
	}
	if s := r.send(id, "n1"); s.Message.To != "rich:new" {
		t.Errorf("sent to %s; want rich:new", s.Message.To)
	}
	if len(*ends) != 1 {
		t.Errorf("the flow was told %q; want the end alone", *ends)
	}
}

// TestGone: the chat is marked dead for its people, nothing is said there any
// more, and whoever writes again, or opens it, can be told again.
func TestGone(t *testing.T) {
	r, an, _ := settling(t)
	s, _ := r.claim(r.notice(an, Answer))
	r.settle(s, Outcome{Result: Gone, Why: "blocked"})
	if got := r.homes("an"); got != "rich:an/blocked" {
		t.Errorf("the home is %q; want it dead", got)
	}
	var m Member
	read := func() { r.do(func(tx store.Tx) { m, _ = Members.Get(tx, "an") }) }
	if read(); m.Home() != "" {
		t.Errorf("still reached at %q", m.Home())
	}
	r.says(an, "cầu treo ở bản bị gãy")
	if read(); m.Home() != an {
		t.Errorf("having written, reached at %q; want %s", m.Home(), an)
	}
	r.take(r.event(an, Event{Kind: Blocked}))
	if got := r.homes("an"); got != "rich:an/blocked" {
		t.Errorf("having blocked the bot, the home is %q; want it dead", got)
	}
	r.take(r.event(an, Event{Kind: Opened}))
	if got := r.homes("an"); got != "rich:an" {
		t.Errorf("having opened it again, the home is %q; want it alive", got)
	}
}

// TestLost: a card that is no longer there is shown anew.
func TestLost(t *testing.T) {
	r, an, words := carded(t, "rich")
	id, _ := r.shows(an, 1, false)
	r.send(id, "b1")
	*words = "two"
	r.shows(an, 1, false)
	s, _ := r.claim(id)
	r.settle(s, Outcome{Result: Lost})
	if s := r.send(id, "b2"); s.Edit != "" || s.Text != "w two" {
		t.Errorf("it is %q in place of %q; want w two as a new message", s.Text, s.Edit)
	}
	if m := r.message(id); m.Shown != "b2" {
		t.Errorf("it stands as %q; want b2", m.Shown)
	}
}

// TestUnsureEdit: an edit that may not have arrived is sent again, though it
// changes nothing of what was drawn last.
func TestUnsureEdit(t *testing.T) {
	r, an, words := carded(t, "rich")
	id, _ := r.shows(an, 1, false)
	r.send(id, "b1")
	*words = "two"
	r.shows(an, 1, false)
	s, _ := r.claim(id)
	r.settle(s, Outcome{Result: Unsure})
	if s := r.send(id, "b1"); s.Edit != "b1" || s.Text != "w two" {
		t.Errorf("it is %q in place of %q; want w two in place of b1", s.Text, s.Edit)
	}
}

// TestGivingUp: an answer is tried for a day and then kept as failed, and so is the
// copy of a directive; an alert is never given up, nor a card that was shown. What
// was given up and is said again is tried for a day again.
func TestGivingUp(t *testing.T) {
	r, an, ends := settling(t)
	answer, urgent := r.notice(an, Answer), r.notice(an, Urgent)
	card := func(code string, lane Lane) (id string) {
		r.turn(an, func(t *Turn) {
			id = t.Say(t.Reader, Note{Card: true, Lane: lane, About: About{Kind: "matter", Code: code}})
		})
		return id
	}
	copied, board := card("1", Directive), card("2", Answer)
	all := []string{answer, urgent, copied, board}
	busy := func() {
		for _, id := range all {
			s, ok := r.claim(id)
			if !ok {
				t.Fatalf("%s cannot be claimed", id)
			}
			r.settle(s, Outcome{Result: Later, Why: "busy"})
		}
	}
	for _, after := range []time.Duration{keepTrying, time.Second} {
		r.pass(after)
		busy()
	}
	for what, id := range map[string]string{"an answer": answer, "a copy": copied} {
		if m := r.message(id); m.State != Failed || m.Why != "given up" {
			t.Errorf("%s is in state %d, %q; want failed, given up", what, m.State, m.Why)
		}
	}
	for what, id := range map[string]string{"an alert": urgent, "a card": board} {
		if m := r.message(id); m.State != Waiting || m.Tries != 2 {
			t.Errorf("%s is in state %d after %d tries; want it waiting after 2", what, m.State, m.Tries)
		}
	}
	if want := []string{"3 given up", "3 given up"}; !slices.Equal(*ends, want) {
		t.Errorf("the flow was told %q; want %q", *ends, want)
	}
	all = []string{card("1", Directive)}
	if busy(); r.message(copied).State != Waiting {
		t.Error("a copy that is sent again was given up at once")
	}
}

// TestSettledFails: a flow that fails when it hears of the end undoes nothing
// of what is known of the message, and is put aside.
func TestSettledFails(t *testing.T) {
	r, an, _ := carded(t, "rich")
	r.desk.About("matter", Subject{Settled: func(t *Turn, _ Message) {
		Units.Put(t.Tx, Unit{Code: "half"})
		panic("x")
	}})
	id := r.notice(an, Answer)
	s, _ := r.claim(id)
	taken := r.settle(s, Outcome{Result: Done, Shown: "b1"})
	if m := r.message(id); m.State != Sent {
		t.Errorf("the state is %d; want sent", m.State)
	}
	r.do(func(tx store.Tx) {
		if Units.Has(tx, "half") {
			t.Error("what the flow wrote before it failed is kept")
		}
		if n := len(taken.Aside); n != 1 || !Asides.Has(tx, taken.Aside[0].ID) {
			t.Errorf("put aside %+v; want one, kept", taken.Aside)
		}
	})
}
