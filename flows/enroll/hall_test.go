package enroll

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// register is what the table of contents of the program says of this package.
func register(d *flows.Desk) {
	d.Stranger(Stranger)
	d.Door("join.pick", Pick)
	d.Door("join.yes", Yes)
	d.Door("join.no", NotMe)
	d.Door("join.agree", Agree)
	d.Door("join.refuse", Refuse)
	d.Timer("join.listed", Listed)
	d.Timer("join.forget", Forget)
	d.Timer("roster.ended", Leave)
}

// A hall is a desk with a roster, and a clock.
type hall struct {
	t    *testing.T
	db   store.DB
	desk *flows.Desk
	now  time.Time
	seq  int64
}

func newHall(t *testing.T) *hall {
	t.Helper()
	set := flows.Defaults()
	set.Zone, set.DutyPhone, set.Organisation = zone, "02150000000", "Xã Mẫu"
	d, err := newDesk(set, nil)
	if err != nil {
		t.Fatal(err)
	}
	h := &hall{t: t, db: open(t), desk: d, now: day1}
	enter(t, h.db, sample(t), day1)
	return h
}

// takes lets the desk take an event of a chat and returns what that chat was
// told.
func (h *hall) takes(chat string, e flows.Event) []flows.Message {
	h.t.Helper()
	h.seq++
	h.now = h.now.Add(time.Second)
	e.ID, e.Seq, e.At = fmt.Sprintf("telegram:u%d", h.seq), h.seq, h.now
	e.By = flows.At("telegram", chat)
	if e.Chat == "" {
		e.Chat, e.Private = e.By, true
	}
	update(h.t, h.db, func(tx store.Tx) {
		if taken := h.desk.Take(tx, []flows.Event{e}); len(taken.Aside) > 0 {
			h.t.Fatalf("put aside: %+v", taken.Aside)
		}
	})
	var told []flows.Message
	h.view(func(tx store.Tx) {
		for m := range flows.Outbox.All(tx) {
			if m.To == e.By && strings.HasPrefix(m.ID, e.ID+".") {
				told = append(told, m)
			}
		}
	})
	return told
}

func (h *hall) view(f func(store.Tx)) {
	h.t.Helper()
	if err := h.db.View(context.Background(), f); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hall) says(chat, words string) []flows.Message {
	h.t.Helper()
	return h.takes(chat, flows.Event{Kind: flows.Said, Text: words})
}

func (h *hall) presses(chat, do string) []flows.Message {
	h.t.Helper()
	return h.takes(chat, flows.Event{Kind: flows.Pressed, Press: do, Message: "1"})
}

func (h *hall) contact(chat, number string) []flows.Message {
	h.t.Helper()
	return h.takes(chat, flows.Event{Kind: flows.Said, Contact: &flows.Contact{Phone: number, Own: true}})
}

// joins takes a chat through joining.
func (h *hall) joins(chat, number string) flows.Member {
	h.t.Helper()
	m := h.member(number)
	h.contact(chat, number)
	h.presses(chat, "join.yes "+m.ID)
	h.presses(chat, "join.agree "+m.ID+" "+noticeVersion)
	m = h.member(number)
	if !here(m, flows.At("telegram", chat)) {
		h.t.Fatalf("%s has not joined: %+v", chat, m)
	}
	return m
}

// member returns the owner of a number.
func (h *hall) member(number string) (found flows.Member) {
	h.t.Helper()
	h.view(func(tx store.Tx) {
		for m := range flows.Members.Under(tx, "phone", store.Key(number)) {
			if m.Shares == "" {
				found = m
			}
		}
	})
	return found
}

// bindings are the chats that members are bound to.
func (h *hall) bindings() string {
	h.t.Helper()
	var all []string
	h.view(func(tx store.Tx) {
		for m := range flows.Members.All(tx) {
			for _, home := range m.Homes {
				all = append(all, m.Name+"="+home.Address.Chat())
			}
		}
	})
	return strings.Join(all, " ")
}

// outbox returns what a chat was told that holds some words.
func (h *hall) outbox(chat, words string) []flows.Message {
	var told []flows.Message
	h.view(func(tx store.Tx) {
		for m := range flows.Outbox.All(tx) {
			if m.To == flows.At("telegram", chat) && strings.Contains(m.Text, words) {
				told = append(told, m)
			}
		}
	})
	return told
}
