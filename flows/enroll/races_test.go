package enroll

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// TestRaces is reliability S38 for joining: whatever is pressed at the same
// moment, one person is in one chat, and nobody is let in twice.
func TestRaces(t *testing.T) {
	h := newHall(t)
	h.joins("quan", "0900000014")
	m := h.member(headPhone)
	const rounds = 60
	for round := range rounds {
		a, b := fmt.Sprintf("a%d", round), fmt.Sprintf("b%d", round)
		h.now = h.now.Add(time.Minute)
		code := h.invites(headPhone, Invite)
		h.says(a, "/start "+code)
		h.presses(a, "join.yes "+m.ID)
		h.contact(b, headPhone)
		agree, pick := "join.agree "+m.ID+" "+noticeVersion, "join.yes "+m.ID
		race := []flows.Event{
			h.at(a, flows.Event{Kind: flows.Pressed, Press: agree}), h.at(a, flows.Event{Kind: flows.Pressed, Press: agree}),
			h.at(a, flows.Event{Kind: flows.Pressed, Press: "join.no " + m.ID}),
			h.at(b, flows.Event{Kind: flows.Said, Text: "/start " + code}),
			h.at(b, flows.Event{Kind: flows.Pressed, Press: pick}), h.at(b, flows.Event{Kind: flows.Pressed, Press: agree}),
			h.at("quan", flows.Event{Kind: flows.Pressed, Press: "moilai " + m.ID}),
			h.at("quan", flows.Event{Kind: flows.Pressed, Press: fmt.Sprintf("doimay %d %s", round+1, m.ID)}),
		}
		together(t, len(race), func(i int) {
			update(t, h.db, func(tx store.Tx) {
				if taken := h.desk.Take(tx, race[i:i+1]); len(taken.Aside) > 0 {
					t.Errorf("put aside: %+v", taken.Aside)
				}
			})
		})
		if n := strings.Count(h.bindings(), m.Name+"="); n > 1 {
			t.Fatalf("round %d: %s", round, h.bindings())
		}
	}
	before := h.count()
	h.contact("moi", "+84911111111")
	update(t, h.db, func(tx store.Tx) {
		for v := range visitors.Under(tx, "phone", store.Key("0911111111")) {
			v.Name = "Lò Văn Mẫu"
			visitors.Put(tx, v)
			before.number = v.Number
		}
	})
	press := fmt.Sprintf("duyet %d NH-01 dung", before.number)
	var race []flows.Event
	for range 20 {
		race = append(race, h.at("quan", flows.Event{Kind: flows.Pressed, Press: press}))
	}
	together(t, len(race), func(i int) {
		update(t, h.db, func(tx store.Tx) { h.desk.Take(tx, race[i:i+1]) })
	})
	if n := h.count().members - before.members; n != 1 {
		t.Errorf("%d members were made by 20 approvals", n)
	}
	t.Logf("%d rounds of 8 presses at the same moment: never in two chats; 20 approvals at the same moment: one member", rounds)
}

// counted is how much there is of something.
type counted struct {
	members int
	number  int64
}

func (h *hall) count() (c counted) {
	h.t.Helper()
	h.view(func(tx store.Tx) {
		for range flows.Members.All(tx) {
			c.members++
		}
	})
	return c
}

// TestProofs keeps every answer to the notice, with its way.
func TestProofs(t *testing.T) {
	h := newHall(t)
	m := h.member(headPhone)
	h.contact("an", headPhone)
	h.presses("an", "join.yes "+m.ID)
	h.presses("an", "join.refuse "+m.ID+" "+noticeVersion)
	h.now = h.now.Add(time.Hour)
	h.says("an", "/start "+h.invites(headPhone, Invite))
	h.presses("an", "join.yes "+m.ID)
	h.presses("an", "join.agree "+m.ID+" "+noticeVersion)
	h.now = h.now.Add(time.Hour)
	h.presses("an", "leave")
	var got []string
	h.view(func(tx store.Tx) {
		for p := range proofs.All(tx) {
			if p.Member != m.ID || p.Version != noticeVersion || !strings.Contains(p.Notice, "Xã Mẫu") || p.At.IsZero() {
				t.Errorf("the proof is %+v", p)
			}
			got = append(got, p.Answer+" "+p.Way)
		}
	})
	if want := []string{"refused contact", "agreed link", "withdrawn chat"}; !slices.Equal(got, want) {
		t.Errorf("the proofs are %q, want %q", got, want)
	}
	if m = h.member(headPhone); m.Consent.Agreed || len(m.Homes) > 0 {
		t.Errorf("after the withdrawal: %+v", m)
	}
}

// TestReturned: who left and stands in the roster again joins anew.
func TestReturned(t *testing.T) {
	h := newHall(t)
	m := h.joins("an", headPhone)
	m.Ended = h.now
	update(t, h.db, func(tx store.Tx) { flows.Members.Put(tx, m) })
	lists(t, h.db, sample(t))
	if m = h.member(headPhone); !m.Ended.IsZero() || m.Consent.Agreed || len(m.Homes) > 0 {
		t.Errorf("who came back is %+v", m)
	}
	h.joins("an", headPhone)
}

// TestLapse drops codes that are no longer good, and no others.
func TestLapse(t *testing.T) {
	h := newHall(t)
	h.invites(headPhone, Invite)
	h.invites(deputyPhone, InviteByDigits)
	for _, want := range []int{1, 0} {
		h.now = h.now.Add(inviteFor/2 + time.Hour)
		n := 0
		err := h.db.Update(context.Background(), func(tx store.Tx) {
			h.desk.Take(tx, []flows.Event{{ID: "lapse", Kind: flows.Said, At: h.now}})
			Lapse(&flows.Turn{Tx: tx, Event: flows.Event{At: h.now}})
			n = 0
			for range invitations.All(tx) {
				n++
			}
		})
		if err != nil || n != want {
			t.Errorf("%d codes are left, want %d: %v", n, want, err)
		}
	}
}
