package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/store"
)

// TestDrillIsMarked plays a drill in which everybody who is called tries every
// verb there is: all that anybody is shown of it says that it is one, nothing of
// it goes before what is real, it counts nowhere, and it is gone after a month.
func TestDrillIsMarked(t *testing.T) {
	s := newScene(t)
	handlers := []string{"binh", "bao", "chi", "em", "lan", "truc", "quan"}
	for i, post := range []string{"NH-01 charge", "NH-01 standin", "03169 duty", "03169 coordinator", "03169 leader", "11 duty", "11 admin"} {
		s.member(flows.Member{ID: handlers[i], Name: "Người " + handlers[i]}, strings.Fields(post)...)
	}
	s.presses("em", "tapbatdau NH-01")
	s.passes(35 * time.Minute)
	for _, who := range handlers {
		s.says(who, "/viec")
		s.says(who, "đang xem")
	}
	for _, verb := range s.desk.Names() {
		for _, who := range handlers {
			if verb != "tapdung" && verb != "nhan" {
				s.presses(who, verb+" 2611-1")
			}
		}
	}
	s.presses("truc", "nhan 2611-1")
	s.passes(time.Minute)
	s.says("lan", "2611-1")
	s.marked()
	s.uncounted()
}

// emergencyNumber is 112 by itself, and not as a part of a day such as 20261126.
var emergencyNumber = regexp.MustCompile(`\b112\b`)

// marked fails if anybody was shown anything of the drill that does not say that
// it is one.
func (s *scene) marked() {
	s.t.Helper()
	n := 0
	for who, all := range s.seen {
		for _, shown := range all {
			about := strings.Contains(shown, "2611-1\n") || strings.Contains(shown, "2611-1 ")
			if !about || strings.Contains(shown, "phần đồng chí quản trị") || strings.Contains(shown, "chỉ đạo 2611-1") {
				continue // the word was taken for a person's number, or for a directive's
			}
			if n++; !strings.Contains(shown, "DIỄN TẬP") {
				s.t.Errorf("%s was shown of a drill without a word that it is one:\n%s", who, shown)
			}
			if emergencyNumber.MatchString(shown) {
				s.t.Errorf("%s was shown a number to call in a drill:\n%s", who, shown)
			}
		}
	}
	if n < 50 {
		s.t.Errorf("only %d messages were of the drill", n)
	}
}

// uncounted fails if the drill is counted, goes before what is real, or outlives
// its month.
func (s *scene) uncounted() {
	s.t.Helper()
	s.update(func(tx store.Tx) {
		c, _ := casework.Cases.Get(tx, "2611-1")
		if !c.Drill || c.State != casework.Closed || c.Hot {
			s.t.Errorf("the drill is in the state %d, hot %v; want closed and not hot", c.State, c.Hot)
		}
		for m := range flows.Outbox.All(tx) {
			if m.About.Code == "2611-1" && m.Lane == flows.Urgent {
				s.t.Errorf("%s leaves before what is real: %q", m.ID, m.Text)
			}
		}
		for cell, count := range casework.Cases.CountedRange(tx, "month", "", "") {
			if strings.Contains(cell, "KHA") && count > 0 && !slices.ContainsFunc(others(tx), func(o casework.Case) bool { return o.Category == "KHA" }) {
				s.t.Errorf("the drill is counted: %q", cell)
			}
		}
		var due flows.Timer
		for tm := range flows.Timers.All(tx) {
			if tm.Name == "drill.forget" {
				due = tm
			}
		}
		if got := due.Due.Sub(s.now); got < 29*24*time.Hour || got > 31*24*time.Hour {
			s.t.Errorf("the drill is dropped after %s; want a month", got)
		}
		s.desk.Take(tx, []flows.Event{flows.Firing(due, due.Due)})
		if _, there := casework.Cases.Get(tx, "2611-1"); there {
			s.t.Error("the drill is still there after a month")
		}
	})
}

// others are the cases that are no drill.
func others(tx store.Tx) []casework.Case {
	var all []casework.Case
	for c := range casework.Cases.All(tx) {
		if !c.Drill {
			all = append(all, c)
		}
	}
	return all
}
