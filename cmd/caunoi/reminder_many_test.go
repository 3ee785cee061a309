package main

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/calendar"
	"caunoi/flows/reminder"
	"caunoi/store"
)

// TestFiftyAtOneUnit sets reminders until a unit has as many as it may: the next is
// refused and another unit may still have one; the list shows all of them in pages.
func TestFiftyAtOneUnit(t *testing.T) {
	s := newScene(t)
	s.member(flows.Member{ID: "quan", Name: "Quản trị"}, "11", "admin")
	s.member(flows.Member{ID: "an", Name: "An"}, "NH-01", "head")
	s.member(flows.Member{ID: "ba", Name: "Ba"}, "MC-01", "head")
	set := func(where string) string {
		for _, words := range []string{"/nhac thêm", "họp tổ", where, "Cả tổ", "Chỉ nhắc, không kèm gì", "thứ hai hằng tuần 7:00", "1 ngày", "Đặt"} {
			s.says("quan", words)
		}
		last := s.seen["quan"][len(s.seen["quan"])-1]
		if strings.Contains(last, "50") {
			s.says("quan", "Bỏ")
		}
		return last
	}
	if got := set("NH-01"); !strings.Contains(got, "Đã đặt lời nhắc 1") {
		t.Fatalf("the first: %s", got)
	}
	s.update(func(tx store.Tx) {
		for n := int64(102); n <= 150; n++ {
			reminder.Reminders.Put(tx, reminder.Reminder{
				Number: n, By: "quan", Set: s.now, Text: "số " + strconv.FormatInt(n, 10), Places: []string{"NH-01"}, Whom: reminder.ToTeam,
				Said: "0 7 * * 1", Rule: calendar.Rule{Line: "0 7 * * 1"}, Useful: 24 * time.Hour, State: reminder.Active,
			})
		}
	})
	if got := set("NH-01"); !strings.Contains(got, "50 lời nhắc") {
		t.Errorf("the fifty-first: %s", got)
	}
	if got := set("MC-01"); !strings.Contains(got, "Đã đặt") {
		t.Errorf("one at another unit: %s", got)
	}
	s.presses("quan", "nhacbo 102")
	if got := set("NH-01"); !strings.Contains(got, "Đã đặt") {
		t.Errorf("after one was ended: %s", got)
	}
	s.listsAll(51)
	s.byEditing()
}

// byEditing moves a reminder of another unit to the one that is full, which is
// refused, and changes one that is there, which is not.
func (s *scene) byEditing() {
	s.t.Helper()
	last := func() string { return s.seen["quan"][len(s.seen["quan"])-1] }
	s.presses("quan", "nhacsua 2") // the one at the other unit
	for _, words := range []string{"Sửa", "Nơi nhắc", "NH-01", "Đặt"} {
		s.says("quan", words)
	}
	if got := last(); !strings.Contains(got, "50 lời nhắc") {
		s.t.Errorf("one that is moved to the full unit: %s", got)
	}
	s.says("quan", "Bỏ")
	s.presses("quan", "nhacsua 103")
	for _, words := range []string{"Sửa", "Nội dung", "họp tổ tối nay", "Đặt"} {
		s.says("quan", words)
	}
	if got := last(); !strings.Contains(got, "Đã đặt lời nhắc 103") {
		s.t.Errorf("one that was at the full unit before: %s", got)
	}
}

// listsAll goes through the pages of the list and counts what they show.
func (s *scene) listsAll(want int) {
	s.t.Helper()
	shown, pages := map[string]bool{}, 0
	for do := "nhac"; do != ""; pages++ {
		s.presses("quan", do)
		page := s.seen["quan"][len(s.seen["quan"])-1]
		do = ""
		if buttons := strings.Count(page, "]("); buttons > 6 {
			s.t.Fatalf("a page has %d buttons", buttons)
		}
		for _, line := range strings.Split(page, "\n") {
			if n, _, ok := strings.Cut(line, " · "); ok {
				shown[n] = true
			}
			if _, more, ok := strings.Cut(line, "](nhac sau "); ok {
				do = "nhac sau " + strings.TrimSuffix(more, ")")
			}
		}
	}
	if len(shown) != want {
		s.t.Errorf("%d pages show %d reminders; want %d", pages, len(shown), want)
	}
}
