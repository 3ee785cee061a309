package main

import (
	"strings"
	"testing"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/result"
	"caunoi/store"
)

// TestErasedResults erases somebody who told results: what was done stays counted,
// and neither who told it nor the words do.
func TestErasedResults(t *testing.T) {
	const chat, boss = flows.Address("telegram:555000111"), flows.Address("telegram:1001")
	w := newHamlet(t)
	w.joins("m1", "Giàng A Mẫu", "0912000777", chat, flows.Plain, "NH-01")
	w.joins("m2", "Quản Trị Một", "0912000001", boss, flows.Admin, "11")
	w.says(chat, flows.Event{Text: "bc: hôm qua 2 buổi tuyên truyền ở nhà ông Giàng A Mẫu, 85 lượt người, gọi 0912000777"})
	count := func() (tellings, items, known int) {
		w.do(func(tx store.Tx) {
			tellings, items, known = 0, 0, 0
			for range result.Tellings.All(tx) {
				tellings++
			}
			for i := range figures.Items.All(tx) {
				if items++; i.By != "" || i.Text != "" || i.Said != "" {
					known++
				}
			}
		})
		return tellings, items, known
	}
	if tellings, items, known := count(); tellings != 1 || items != 2 || known != 2 {
		t.Fatalf("before: %d tellings, %d items, %d of them known", tellings, items, known)
	}
	for _, place := range w.finds("0912000777") {
		if !strings.HasPrefix(place, "member") { // the roster's own
			t.Errorf("the number stands in %s", place)
		}
	}
	w.says(chat, flows.Event{Kind: flows.Pressed, Press: "dulieu.xoa"})
	w.says(chat, flows.Event{Kind: flows.Pressed, Press: "dulieu.het m1"})
	w.says(boss, flows.Event{Kind: flows.Pressed, Press: "yeucau.xoa m1.erase"})
	w.says(boss, flows.Event{Kind: flows.Pressed, Press: "yeucau.het m1.erase"})
	if tellings, items, known := count(); tellings != 0 || items != 2 || known != 0 {
		t.Errorf("after: %d tellings, %d items, %d of them known", tellings, items, known)
	}
	for _, word := range []string{"Giàng A Mẫu", string(chat)} {
		if places := w.finds(word); len(places) > 0 {
			t.Errorf("%q is still in %v", word, places)
		}
	}
}
