package enroll

import (
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// TestTakenAlong: an alert that waits for the account that was left is shown in
// the new one, and in the old one nothing is shown any more.
func TestTakenAlong(t *testing.T) {
	h := newHall(t)
	m := h.joins("cu", headPhone)
	old, moved := flows.At("telegram", "cu"), flows.At("telegram", "moi")
	alert := flows.About{Kind: "case", Code: "2611-1", View: "alert"}
	rows := []flows.Message{
		{ID: "card/alert", Member: m.ID, To: old, About: alert, Card: true, Lane: flows.Urgent, At: day1},
		{ID: "card/shown", Member: m.ID, To: old, About: flows.About{Kind: "case", Code: "2611-2", View: "own"}, Card: true, Shown: "7", Lane: flows.Answer, At: day1},
		{ID: "notice", Member: m.ID, To: old, Text: "notice", Lane: flows.Answer, At: day1},
		{ID: "other", Member: "other", To: old, Text: "other", Lane: flows.Answer, At: day1}, // of whom the phone is shared with
	}
	h.now = h.now.Add(time.Hour)
	code := h.invites(headPhone, Invite)
	update(t, h.db, func(tx store.Tx) {
		for _, w := range rows {
			flows.Outbox.Put(tx, w)
		}
	})
	h.says("moi", "/start "+code)
	h.presses("moi", "join.yes "+m.ID)
	h.presses("moi", "join.agree "+m.ID+" "+noticeVersion)
	h.view(func(tx store.Tx) {
		for i, w := range rows {
			got, _ := flows.Outbox.Get(tx, w.ID)
			if want := i < 3; got.To != old || want != (got.State == flows.Dropped) {
				t.Errorf("%s is in state %d for %s", w.ID, got.State, got.To)
			}
		}
		if c, ok := flows.Card(tx, alert, moved); !ok || c.State != flows.Waiting || c.Lane != flows.Urgent {
			t.Errorf("the alert in the new chat is %+v", c)
		}
	})
	if n := len(h.outbox("moi", "notice")); n != 1 {
		t.Errorf("the notice waits %d times for the new chat", n)
	}
}
