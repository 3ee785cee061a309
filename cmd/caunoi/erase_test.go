package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/enroll"
	"caunoi/flows/flowtest"
	"caunoi/store"
)

// A spy notes the tables that are written to, so that a search of all that is
// stored needs no list that somebody forgets to extend.
type spy struct {
	store.Tx
	tables map[string]bool
}

func (s spy) Put(table, key string, value []byte) {
	s.tables[table] = true
	s.Tx.Put(table, key, value)
}

// A hamlet is a small organisation at the desk the program runs with.
type hamlet struct {
	*testing.T
	db     store.DB
	desk   *flows.Desk
	now    time.Time
	seq    int64
	tables map[string]bool
}

func newHamlet(t *testing.T) *hamlet {
	t.Helper()
	set := flows.Defaults()
	set.Organisation, set.Secret = "Đảng ủy xã Nà Hỳ", []byte("hamlet")
	desk, err := newDesk(set, map[string]flows.Traits{"telegram": {Buttons: true, Edits: true, Phones: true}})
	if err != nil {
		t.Fatal(err)
	}
	w := &hamlet{T: t, db: flowtest.Store(t), desk: desk, now: time.Date(2026, 11, 21, 8, 0, 0, 0, set.Zone), tables: map[string]bool{}}
	w.do(func(tx store.Tx) {
		flows.Units.Put(tx, flows.Unit{Code: "11", Level: "province", Name: "Tỉnh"})
		flows.Units.Put(tx, flows.Unit{Code: "NH-01", Level: "village", Name: "Bản", Parent: "11", Team: true})
		desk.Start(tx, w.now)
	})
	return w
}

func (w *hamlet) do(f func(tx store.Tx)) {
	w.Helper()
	if err := w.db.Update(context.Background(), func(tx store.Tx) { f(spy{tx, w.tables}) }); err != nil {
		w.Fatal(err)
	}
}

// joins puts somebody into the roster who has joined.
func (w *hamlet) joins(id, name, phone string, chat flows.Address, role flows.Role, unit string) {
	w.do(func(tx store.Tx) {
		flows.Members.Put(tx, flows.Member{
			ID: id, Name: name, Title: "Chi hội trưởng " + id, Phone: phone, Form: "elder", Pin: []byte("pin-of-" + id),
			Homes: []flows.Home{{Address: chat, Since: w.now}}, Consent: flows.Consent{Version: "1", Agreed: true, At: w.now, Notice: "thông báo"},
		})
		flows.Posts.Put(tx, flows.Post{Member: id, Role: role, Unit: unit})
	})
}

// says hands an event to the desk and delivers all that it causes.
func (w *hamlet) says(chat flows.Address, e flows.Event) {
	w.seq++
	e.ID, e.Seq, e.At, e.Said = fmt.Sprintf("telegram:u%d", w.seq), w.seq, w.now, w.now
	e.By, e.Chat, e.Private, e.Message = chat, chat, true, fmt.Sprintf("%d", 70000+w.seq)
	if e.Kind == 0 {
		e.Kind = flows.Said
	}
	w.take(e)
}

func (w *hamlet) take(e flows.Event) {
	var taken flows.Taken
	w.do(func(tx store.Tx) { taken = w.desk.Take(tx, []flows.Event{e}) })
	if len(taken.Aside) > 0 {
		w.Fatalf("put aside: %+v", taken.Aside)
	}
	for queue := taken.Queued; len(queue) > 0; queue = queue[1:] {
		var s flows.Sending
		var ok bool
		w.do(func(tx store.Tx) { s, ok = w.desk.Claim(tx, queue[0].ID, w.now) })
		if !ok {
			continue
		}
		w.seq++
		w.do(func(tx store.Tx) {
			o := flows.Outcome{Result: flows.Done, Shown: fmt.Sprintf("%d", 70000+w.seq)}
			queue = append(queue, w.desk.Settle(tx, s, o, w.now).Queued...)
		})
	}
}

// finds returns where a word stands in all that is stored.
func (w *hamlet) finds(word string) []string {
	var places []string
	w.do(func(tx store.Tx) {
		places = nil
		for table := range w.tables {
			for key, value := range tx.Scan(table, "", "") {
				if strings.Contains(key, word) || strings.Contains(string(value), word) {
					places = append(places, fmt.Sprintf("%s %q", table, key))
				}
			}
		}
	})
	slices.Sort(places)
	return places
}

// TestErasedCannotBeFound fills every table that can know a person, erases the
// person, and looks for the name, the number and the chats in all that is
// stored (reliability S25). The reports stay.
func TestErasedCannotBeFound(t *testing.T) {
	const (
		name, phone     = "Giàng A Mẫu", "0912000777"
		chat, oldChat   = flows.Address("telegram:555000111"), flows.Address("telegram:444000222")
		boss, wife      = flows.Address("telegram:1001"), flows.Address("telegram:1002")
		head            = flows.Address("telegram:1003")
		words, forgiven = "cầu treo qua suối bị gãy", "khẩn sạt lở đất ở đầu bản"
	)
	w := newHamlet(t)
	w.joins("m1", name, phone, chat, flows.Charge, "NH-01")
	w.joins("m2", "Quản Trị Một", "0912000001", boss, flows.Admin, "11")
	w.joins("m3", "Lò Thị Mẫu", "0912000003", wife, flows.Plain, "NH-01")
	w.joins("m4", "Vừ A Mẫu", "0912000004", head, flows.Charge, "NH-01")
	w.do(func(tx store.Tx) {
		m, _ := flows.Members.Get(tx, "m1")
		m.Homes = append(m.Homes, flows.Home{Address: oldChat, Since: w.now.Add(-time.Hour), Dead: "blocked"})
		flows.Members.Put(tx, m)
		other, _ := flows.Members.Get(tx, "m3")
		other.Shares = "m1"
		flows.Members.Put(tx, other)
		if _, _, err := enroll.Invite(tx, w.desk.Set, "m1", w.now); err != nil {
			t.Error(err)
		}
	})
	w.lives(chat, wife, words, forgiven, name, phone)
	secret := []string{name, phone, string(chat), string(oldChat), "555000111", "444000222", "pin-of-m1", "Chi hội trưởng m1", "voice-of-555"}
	for _, word := range secret[:3] {
		if len(w.finds(word)) == 0 {
			t.Errorf("before the erasing %q is nowhere: the test looks for nothing", word)
		}
	}
	w.says(boss, flows.Event{Kind: flows.Pressed, Press: "yeucau.xoa m1.erase"})
	w.says(boss, flows.Event{Kind: flows.Pressed, Press: "yeucau.het m1.erase"})
	for _, word := range secret {
		if places := w.finds(word); len(places) > 0 {
			t.Errorf("%q is still in %v", word, places)
		}
	}
	for _, word := range []string{words, "Lò Thị Mẫu", "0912000003", string(wife)} {
		if len(w.finds(word)) == 0 {
			t.Errorf("%q is gone too", word)
		}
	}
	w.stillBelongs("2611-3")
}

// lives lets a person do all that leaves something behind, up to the wish to be
// erased.
func (w *hamlet) lives(chat, wife flows.Address, words, urgent, name, phone string) {
	// A stranger's row of an older phone, and another account that came with the number.
	w.says("telegram:999", flows.Event{Contact: &flows.Contact{Phone: phone, Own: true}})
	w.says("telegram:999", flows.Event{Kind: flows.Pressed, Press: "join.yes m1"})
	w.says(chat, flows.Event{Text: words, Name: name})
	w.says(chat, flows.Event{Files: []flows.File{{Kind: flows.Voice, Channel: "telegram", Ref: "voice-of-555"}}})
	w.says(chat, flows.Event{Text: urgent + " gọi " + phone})
	w.says(chat, flows.Event{Kind: flows.Pressed, Press: "vitri 2611-2"})
	w.says(chat, flows.Event{Text: "tố cáo ông trưởng bản"}) // held
	w.says(chat, flows.Event{Text: "/baocao"})
	w.says(chat, flows.Event{Text: "hủy"}) // a talk that is laid aside
	w.says(chat, flows.Event{Text: "/baocao"})
	w.says(chat, flows.Event{Text: "1"})
	w.says(wife, flows.Event{Text: "khẩn cháy nhà"})
	w.says(chat, flows.Event{Kind: flows.Pressed, Press: "nhan 2611-3"})
	w.says(chat, flows.Event{Kind: flows.Pressed, Press: "xong 2611-3"}) // a talk that is not over
	w.says(chat, flows.Event{Kind: flows.Pressed, Press: "suadulieu"})
	w.says(chat, flows.Event{Text: "chức danh sai"})
	w.says(chat, flows.Event{Kind: flows.Pressed, Press: "banso"})
	w.says(chat, flows.Event{Text: "khẩn"}) // the button waits for words
	w.says(chat, flows.Event{Kind: flows.Pressed, Press: "dulieu.xoa"})
	w.says(chat, flows.Event{Kind: flows.Pressed, Press: "dulieu.het m1"})
}

// stillBelongs fails if an urgent case that was in the hands of somebody who is
// gone has nobody now.
func (w *hamlet) stillBelongs(code string) {
	w.says("telegram:1003", flows.Event{Kind: flows.Pressed, Press: "nhan " + code})
	w.do(func(tx store.Tx) {
		for m := range flows.Outbox.All(tx) {
			if m.Member == "m3" && strings.Contains(m.Text, code) && strings.Contains(m.Text, "✋") {
				return
			}
		}
		w.Errorf("%s cannot be taken by anybody else", code)
	})
}
