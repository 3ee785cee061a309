package main

import (
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/viet"
	"caunoi/store"
)

// TestErasedFromFigures: who closed a month and put it right is forgotten with its
// person, what was not stored is dropped, and the figures and their totals stay.
func TestErasedFromFigures(t *testing.T) {
	w := newHamlet(t)
	chat := flows.Address("telegram:9001")
	w.joins("m1", "Nguyễn Văn Mẫu", "0900000001", chat, flows.Head, "NH-01")
	press := func(do string) { w.says(chat, flows.Event{Kind: flows.Pressed, Press: do}) }
	say := func(words string) { w.says(chat, flows.Event{Text: words}) }
	say("/solieu 2 buổi")
	say("xong")
	press("slluu NH-01 11/2026 2 chot")
	say("/solieu 3 buổi")
	press("slluu NH-01 11/2026 2")
	say("/solieu hiến 1.200m2")
	month := figures.MonthOf(2026, time.November)
	look := func() (s figures.Sheet, total figures.Total) {
		w.do(func(tx store.Tx) {
			s, _ = figures.SheetOf(tx, "NH-01", month)
			total, _ = figures.Totals.Get(tx, store.Key(uint8(figures.Now), "11", int(month)))
		})
		return s, total
	}
	before, totalBefore := look()
	if before.By != "m1" || len(before.Changes) != 1 || before.Changes[0].By != "m1" || before.Changes[0].Before != viet.NumOf(2) {
		t.Fatalf("the sheet is %+v", before)
	}
	drafts := func() (n int) {
		w.do(func(tx store.Tx) { n = rows(tx, "figure.draft") })
		return n
	}
	if n := drafts(); n != 1 {
		t.Fatalf("there are %d drafts; want 1", n)
	}
	w.joins("m2", "Quản Trị Một", "0900000002", "telegram:9002", flows.Admin, "11")
	press("dulieu.xoa")
	press("dulieu.het m1")
	w.says("telegram:9002", flows.Event{Kind: flows.Pressed, Press: "yeucau.xoa m1.erase"})
	w.says("telegram:9002", flows.Event{Kind: flows.Pressed, Press: "yeucau.het m1.erase"})
	if n := drafts(); n != 0 {
		t.Errorf("there are %d drafts after the erasure", n)
	}
	after, totalAfter := look()
	if after.By != "" || after.Changes[0].By != "" || after.Changes[0].After != viet.NumOf(3) || after.Closed != before.Closed {
		t.Errorf("after the erasure the sheet is %+v", after)
	}
	if totalBefore.Closed != 1 || totalAfter.Closed != totalBefore.Closed || totalAfter.Teams != totalBefore.Teams {
		t.Errorf("the total was %+v and is %+v", totalBefore, totalAfter)
	}
}

// rows counts what is stored in a table.
func rows(tx store.Tx, table string) (n int) {
	for range tx.Scan(table, "", "") {
		n++
	}
	return n
}
