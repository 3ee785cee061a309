package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/flowtest"
	"caunoi/store"
)

// TestRedactedIsNowhere: after words were erased from a case they stand nowhere
// in the database: not in it, nor in a report that became part of it, nor in what
// was said about it, sent or not, nor in what somebody has half written.
func TestRedactedIsNowhere(t *testing.T) {
	db := flowtest.Store(t)
	set := flows.Defaults()
	set.Secret, set.Zone = []byte("redacted"), time.UTC
	desk, err := newDesk(set, map[string]flows.Traits{"telegram": {Buttons: true, Edits: true, Phones: true}})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	update := func(f func(tx store.Tx)) {
		t.Helper()
		if err := db.Update(context.Background(), f); err != nil {
			t.Fatal(err)
		}
	}
	update(func(tx store.Tx) {
		flows.Units.Put(tx, flows.Unit{Code: "03169", Level: "commune", Name: "Xã Nà Hỳ"})
		flows.Units.Put(tx, flows.Unit{Code: "NH-01", Level: "village", Name: "Bản Nậm Chua", Parent: "03169", Team: true})
		bound(tx, flows.Member{ID: "m1", Name: "Một"}, "1", flows.Post{Unit: "NH-01", Role: flows.Plain})
		bound(tx, flows.Member{ID: "m2", Name: "Hai"}, "2", flows.Post{Unit: "NH-01", Role: flows.Plain})
		bound(tx, flows.Member{ID: "m3", Name: "Ba"}, "3", flows.Post{Unit: "NH-01", Role: flows.Charge})
		bound(tx, flows.Member{ID: "m4", Name: "Bốn"}, "4", flows.Post{Unit: "03169", Role: flows.Coordinator})
	})
	seq := int64(0)
	does := func(chat string, e flows.Event) {
		seq++
		e.ID, e.Seq, e.At = "telegram:u"+time.Duration(seq).String(), seq, now
		e.By, e.Message = flows.At("telegram", chat), "u"+time.Duration(seq).String()
		e.Chat, e.Private = e.By, true
		update(func(tx store.Tx) { desk.Take(tx, []flows.Event{e}) })
		now = now.Add(2 * time.Minute)
	}
	said := func(chat, words string) { does(chat, flows.Event{Kind: flows.Said, Text: words}) }
	said("1", "khẩn nhà mái tôn đỏ bị tốc mái, đất sạt")
	said("2", "sạt lở sau nhà mái tôn đỏ")
	does("4", flows.Event{Kind: flows.Pressed, Press: "gopthat 2611-2 2611-1"})
	said("3", "hoi 2611-1 nhà mái tôn đỏ còn ai không")
	said("1", "nhà mái tôn đỏ không còn ai")
	said("3", "hoi 2611-1 ai ở nhà mái tôn đỏ, tên gì") // is put back once, and held
	said("3", "tìm mái tôn đỏ")
	said("4", "xoachu 2611-1 1")
	update(func(tx store.Tx) { halfSent(tx, desk, now) })
	said("4", "mái tôn đỏ")
	said("4", "đúng")
	update(func(tx store.Tx) {
		if c, _ := tx.Get("case", "2611-1"); !strings.Contains(string(c), flows.Struck) {
			t.Error("nothing was struck out")
		}
		nowhere(t, tx, "mái tôn đỏ", "mai ton do")
	})
}

// halfSent settles every second message as sent.
func halfSent(tx store.Tx, desk *flows.Desk, now time.Time) {
	n := 0
	for m := range flows.Outbox.All(tx) {
		if n++; m.Open() && n%2 == 0 {
			m.State = flows.Claimed
			flows.Outbox.Put(tx, m)
			desk.Settle(tx, flows.Sending{Message: m}, flows.Outcome{Result: flows.Done, Shown: m.ID}, now)
		}
	}
}
