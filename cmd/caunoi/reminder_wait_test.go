package main

import (
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/calendar"
	"caunoi/flows/casework"
	"caunoi/flows/reminder"
	"caunoi/store"
)

// newWaiting makes a scene on the Saturday on which a reminder has come due that
// waits for the Monday.
func newWaiting(t *testing.T) *scene {
	t.Helper()
	s := newScene(t)
	s.member(flows.Member{ID: "an", Name: "An"}, "NH-01", "head")
	s.member(flows.Member{ID: "quan", Name: "Quản trị"}, "11", "admin")
	s.update(func(tx store.Tx) {
		reminder.Reminders.Put(tx, reminder.Reminder{
			Number: 1, By: "quan", Set: s.now, Text: "báo tình hình", Places: []string{"11"}, Whom: reminder.ToTeam, Said: "0 7 * * 6",
			Rule: calendar.Rule{Line: "0 7 * * 6"}, Useful: 24 * time.Hour, Task: "report", State: reminder.Active, Workday: true,
		})
	})
	s.passes(time.Date(2026, 11, 28, 12, 0, 0, 0, s.desk.Set.Zone).Sub(s.now))
	if n := s.reminded("an"); n != 0 {
		t.Fatalf("the team was reminded %d times on a day off", n)
	}
	return s
}

// reminded is how often somebody was shown the reminder.
func (s *scene) reminded(who string) (n int) {
	for _, shown := range s.seen[who] {
		if strings.HasPrefix(shown, "🔔 báo tình hình") {
			n++
		}
	}
	return n
}

// fates are what became of the times of the reminder, the newest first.
func (s *scene) fates() (all []string) {
	s.update(func(tx store.Tx) {
		all = nil
		for o := range reminder.Occurrences.All(tx) {
			all = append(all, o.At.In(s.desk.Set.Zone).Format("2/1")+" "+o.Fate.Name())
		}
	})
	return all
}

func (s *scene) until(month time.Month, day, hour int) {
	s.t.Helper()
	s.passes(time.Date(2026, month, day, hour, 0, 0, 0, s.desk.Set.Zone).Sub(s.now))
}

// TestWhatWaitsIsNotLost changes, pauses and resumes a reminder while one of its
// times waits for a day of work: it is said after all, once.
func TestWhatWaitsIsNotLost(t *testing.T) {
	s := newWaiting(t)
	s.presses("quan", "nhacsua 1")
	s.presses("quan", "talk.nhac 1 review keep")
	s.until(11, 30, 9)
	if n := s.reminded("an"); n != 1 {
		t.Errorf("after a change the team was reminded %d times of %v; want once", n, s.fates())
	}
	s = newWaiting(t)
	s.presses("quan", "nhacdung 1")
	s.presses("quan", "nhactiep 1")
	s.until(11, 30, 9)
	if got := strings.Join(s.fates(), ", "); s.reminded("an") != 1 || got != "28/11 told" {
		t.Errorf("after a pause the times are %q, and the team was reminded %d times", got, s.reminded("an"))
	}
	s.until(12, 7, 9)
	if got := strings.Join(s.fates(), ", "); s.reminded("an") != 2 || got != "5/12 told, 28/11 told" {
		t.Errorf("the times are %q, and the team was reminded %d times", got, s.reminded("an"))
	}
}

// TestSealedReportSparesNobody lets somebody of a team report above it: that its
// team is reminded all the same is how the team does not learn of it.
func TestSealedReportSparesNobody(t *testing.T) {
	for _, c := range []struct {
		above bool
		state casework.State
		want  int
	}{{false, casework.New, 0}, {true, casework.New, 1}, {false, casework.Withdrawn, 1}} {
		s := newWaiting(t)
		s.update(func(tx store.Tx) {
			casework.Cases.Put(tx, casework.Case{Code: "2611-1", Reporter: "an", Unit: "NH-01", At: s.now, State: c.state, Above: c.above, Level: casework.ToKnow, Category: "HTA"})
		})
		s.until(11, 30, 9)
		if n := s.reminded("an"); n != c.want {
			t.Errorf("above %v, %s: reminded %d times; want %d", c.above, c.state.Name(), n, c.want)
		}
	}
}
