package main

import (
	"maps"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/store"
)

// newMoment makes a scene with a reporter and all whom the ladder of the team
// calls first.
func newMoment(t *testing.T) *scene {
	t.Helper()
	s := newScene(t)
	s.member(flows.Member{ID: "mai", Name: "Giàng Thị Mai"}, "NH-01", "member")
	s.member(flows.Member{ID: "binh", Name: "Người Bình"}, "NH-01", "charge")
	s.member(flows.Member{ID: "bao", Name: "Người Bảo"}, "NH-01", "standin")
	s.member(flows.Member{ID: "truc", Name: "Người Trực"}, "03169", "duty")
	return s
}

// acts counts how often the log of a case names an act.
func (s *scene) acts(code, act string) (n int) {
	s.update(func(tx store.Tx) {
		n = 0
		c, _ := casework.Cases.Get(tx, code)
		for _, e := range c.Log {
			if e.Act == act {
				n++
			}
		}
	})
	return n
}

// TestTakenInTheMomentItIsLost lets somebody take a case whose taker turns out in
// that same press to have lost the right: there is nobody to chase any more, and
// nobody else may be called.
func TestTakenInTheMomentItIsLost(t *testing.T) {
	for _, press := range []string{"nhan 2611-1", "nhanca 2611-1"} {
		s := newMoment(t)
		s.says("mai", "khẩn sạt lở chặn đường vào bản")
		s.presses("binh", "nhan 2611-1")
		s.update(func(tx store.Tx) {
			flows.Posts.Put(tx, flows.Post{Member: "binh", Unit: "NH-01", Role: flows.Charge, To: s.now})
		})
		rungs, truc := s.acts("2611-1", "rung"), len(s.seen["truc"])
		s.presses("bao", press)
		if got := s.acts("2611-1", "taken"); got != 2 {
			t.Fatalf("%s: it was taken %d times; want twice", press, got)
		}
		if got := s.acts("2611-1", "rung"); got != rungs {
			t.Errorf("%s: its ladder went on for %d steps, though somebody has it", press, got-rungs)
		}
		for _, shown := range s.seen["truc"][truc:] {
			if strings.Contains(shown, "nhan 2611-1") {
				t.Errorf("%s: the duty officer was called: %s", press, shown)
			}
		}
	}
}

// TestCalledInAMomentThatHasBeen lets everybody have been told at the very moment
// at which the ladder calls them again, as it is where the clock was set back:
// they must notice the call, as at any other moment.
func TestCalledInAMomentThatHasBeen(t *testing.T) {
	s := newMoment(t)
	s.says("mai", "khẩn sạt lở chặn đường vào bản")
	again := 0
	for step := 0; step < 12; step++ {
		var due time.Time
		s.update(func(tx store.Tx) {
			c, _ := casework.Cases.Get(tx, "2611-1")
			due = c.Clock.Step
			for i := range c.Alerts {
				c.Alerts[i].At = due
			}
			casework.Cases.Put(tx, c)
		})
		before := maps.Clone(s.news)
		s.passes(due.Sub(s.now))
		s.update(func(tx store.Tx) {
			c, _ := casework.Cases.Get(tx, "2611-1")
			for _, a := range c.Alerts {
				if a.Rung != c.Clock.Rung || a.Failed != "" {
					continue
				}
				if again++; s.news[a.Member] == before[a.Member] {
					t.Errorf("step %d at %s: %s was called and got no message of it", step, due.Format(time.TimeOnly), a.Member)
				}
			}
		})
	}
	if again < 10 {
		t.Errorf("only %d calls were looked at", again)
	}
}
