package enroll

import (
	"strings"
	"testing"

	"caunoi/flows"
	"caunoi/store"
)

// TestOverEveryPost: who can give a member a way in can act with all rights of
// that member. An administrator over one post only, and not over the other,
// is given no code and moves no account.
func TestOverEveryPost(t *testing.T) {
	h := newHall(t)
	top := h.member("0900000014")
	update(t, h.db, func(tx store.Tx) {
		flows.Members.Put(tx, flows.Member{ID: "xa", Name: "Xa", Phone: "0900000099"})
		flows.Posts.Put(tx, flows.Post{Member: "xa", Role: flows.Admin, Unit: "03169", From: day1})
		flows.Posts.Put(tx, flows.Post{Member: top.ID, Role: flows.Leader, Unit: "03169", From: day1}) // before "11" in the order of keys
	})
	h.joins("xa", "0900000099")
	h.joins("tren", "0900000014")
	for _, press := range []string{"moilai " + top.ID, "moiso " + top.ID} {
		h.presses("xa", press)
	}
	h.view(func(tx store.Tx) {
		for i := range invitations.All(tx) {
			t.Errorf("there is a code for %s", i.Member)
		}
	})
	h.contact("trom", "0900000014")
	h.presses("trom", "join.yes "+top.ID)
	for _, m := range h.outbox("xa", top.Name) {
		if len(m.Buttons) > 0 {
			t.Errorf("the administrator of the commune is offered %v", m.Buttons)
		}
	}
	h.presses("xa", "doimay 1 "+top.ID)
	h.view(func(tx store.Tx) {
		for v := range visitors.All(tx) {
			if v.Move != "" {
				t.Errorf("%s was let take the place of %s", v.Chat, v.Move)
			}
		}
	})
}

// TestDenyWantsTheTop: a stranger belongs to no unit yet, and whoever decides
// is who was asked.
func TestDenyWantsTheTop(t *testing.T) {
	h := newHall(t)
	update(t, h.db, func(tx store.Tx) {
		flows.Members.Put(tx, flows.Member{ID: "xa", Name: "Xa", Phone: "0900000099"})
		flows.Posts.Put(tx, flows.Post{Member: "xa", Role: flows.Admin, Unit: "NH-02", From: day1})
	})
	h.joins("xa", "0900000099")
	h.joins("tren", "0900000014")
	h.contact("la", "0911222333")
	h.presses("xa", "khongduyet 1")
	if n := len(h.outbox("la", "chưa nhận số này")); n != 0 {
		t.Errorf("the stranger was refused %d times", n)
	}
}

// TestSharerAfterwards: somebody who shares the phone and presses the own name
// after the other has joined is told how to go on.
func TestSharerAfterwards(t *testing.T) {
	h := newHall(t)
	head := h.joins("may", headPhone)
	var other flows.Member
	h.view(func(tx store.Tx) {
		for m := range flows.Members.All(tx) {
			if m.Shares == head.ID {
				other = m
			}
		}
	})
	if other.ID == "" {
		t.Fatal("nobody shares")
	}
	told := h.presses("may", "join.pick "+other.ID)
	if len(told) == 0 || strings.Contains(told[0].Text, "đã tham gia rồi") {
		t.Errorf("told %+v", told)
	}
}

// TestSameNumberTwoAccounts: who was told that the system will write is written
// to, also when another account had come with the number before.
func TestSameNumberTwoAccounts(t *testing.T) {
	h := newHall(t)
	h.joins("tren", "0900000014")
	h.contact("cu", "0911222333")
	h.contact("moi", "0911222333")
	update(t, h.db, func(tx store.Tx) {
		v, _ := visitors.Get(tx, "telegram:cu")
		v.Name = "Vàng A Mới"
		visitors.Put(tx, v)
	})
	h.presses("tren", "duyet 1 NH-01 dung")
	h.wakes()
	if n := len(h.outbox("moi", "Danh sách ghi")); n != 1 {
		t.Errorf("the other account was shown the card %d times", n)
	}
}

// wakes lets what is due come due.
func (h *hall) wakes() {
	h.t.Helper()
	var due []flows.Timer
	h.view(func(tx store.Tx) { due = flows.DueTimers(tx, h.now, 100) })
	update(h.t, h.db, func(tx store.Tx) {
		for _, tm := range due {
			h.desk.Take(tx, []flows.Event{flows.Firing(tm, h.now)})
		}
	})
}
