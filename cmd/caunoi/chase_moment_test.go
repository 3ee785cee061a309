package main

import (
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/store"
)

// TestCalledAndTakenInOneMoment: whoever had an urgent case is gone, all are called
// anew, and somebody takes it, all in one poll and while the cards of the others are
// on their way. What is left of the call must not leave as a new alert.
func TestCalledAndTakenInOneMoment(t *testing.T) {
	s := newScene(t)
	for id, post := range map[string]string{"an": "NH-01 member", "binh": "NH-01 charge", "chi": "03169 duty", "lan": "03169 leader"} {
		unit, role, _ := strings.Cut(post, " ")
		s.member(flows.Member{ID: id, Name: "Người " + id}, unit, role)
	}
	s.says("an", "khẩn lũ về")
	s.passes(20 * time.Minute)
	const code = "2611-1"
	s.unsent("binh", flows.Event{Kind: flows.Pressed, Press: "nhan " + code, Message: "b"})
	on := s.claims("chi", code)
	if on.Edit == "" {
		t.Fatal("the card of the duty officer does not change as the case is taken")
	}
	s.unsent("binh", flows.Event{Kind: flows.Blocked})
	s.view(func(tx store.Tx) {
		if m, _ := flows.Card(tx, casework.AlertCard(code), flows.At("test", "chi")); !m.Anew {
			t.Fatal("the duty officer is not called anew")
		}
	})
	s.unsent("lan", flows.Event{Kind: flows.Pressed, Press: "nhan " + code, Message: "b"})
	s.update(func(tx store.Tx) { s.desk.Settle(tx, on, flows.Outcome{Result: flows.Done, Shown: on.Edit}, s.now) })
	if next := s.claims("chi", code); next.Edit != on.Edit {
		t.Errorf("the duty officer is alerted of a case that the leader has: in place of %q comes %q", on.Edit, next.Text)
	}
}

// unsent lets something happen of which nothing is delivered yet.
func (s *scene) unsent(who string, e flows.Event) {
	s.t.Helper()
	s.event(who, &e)
	s.update(func(tx store.Tx) { s.desk.Take(tx, []flows.Event{e}) })
}

// claims puts somebody's card of a case on its way.
func (s *scene) claims(who, code string) (sending flows.Sending) {
	s.t.Helper()
	s.update(func(tx store.Tx) {
		m, _ := flows.Card(tx, casework.AlertCard(code), flows.At("test", who))
		sending, _ = s.desk.Claim(tx, m.ID, s.now)
	})
	return sending
}
