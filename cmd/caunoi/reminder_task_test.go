package main

import (
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/calendar"
	"caunoi/flows/reminder"
	"caunoi/store"
)

// TestTaskOfAnotherFlow registers something more that a reminder can let teams begin,
// as the flow of the figures does: its button is on the message, who has done it for
// the period is spared, and who does it while the message stands sees that at once.
func TestTaskOfAnotherFlow(t *testing.T) {
	s := newScene(t)
	done, asked := map[string]bool{"NH-02": true}, map[flows.Period]bool{}
	s.desk.Task(flows.Task{Key: "counting", Label: "button.help", Do: "trogiup", Done: func(_ *flows.Turn, team string, p flows.Period) bool {
		asked[p] = true
		return done[team]
	}})
	s.desk.Verb("counted", func(t *flows.Turn, args []string) { reminder.Redraw(t, args[0], "counting") })
	s.member(flows.Member{ID: "an", Name: "An"}, "NH-01", "head")
	s.member(flows.Member{ID: "ba", Name: "Ba"}, "NH-02", "head")
	rule, err := calendar.Parse("trước hạn 3 ngày, hạn ngày 31 hằng tháng lúc 9:00", s.now)
	if err != nil {
		t.Fatal(err)
	}
	s.update(func(tx store.Tx) {
		reminder.Reminders.Put(tx, reminder.Reminder{
			Number: 1, By: "quan", Set: s.now, Text: "nhờ tổ gửi số liệu", Places: []string{"03169"}, Whom: reminder.ToHeads, Said: "x",
			Rule: rule, Useful: 24 * time.Hour, Task: "counting", State: reminder.Active,
		})
	})
	s.until(11, 27, 10)
	if n := len(s.seen["an"]); n != 1 || !strings.Contains(s.seen["an"][0], "](trogiup)") {
		t.Fatalf("the head was shown %q", s.seen["an"])
	}
	if n := len(s.seen["ba"]); n != 0 {
		t.Errorf("who had done it was shown %q", s.seen["ba"])
	}
	zone := s.desk.Set.Zone
	for p := range asked {
		if !p.At.Equal(time.Date(2026, 11, 27, 9, 0, 0, 0, zone)) || !p.Due.Equal(time.Date(2026, 12, 1, 0, 0, 0, 0, zone)) || !p.Since.Before(p.At) {
			t.Errorf("it was asked for %+v", p)
		}
	}
	done["NH-01"] = true
	s.presses("an", "counted NH-01")
	if last := s.seen["an"][len(s.seen["an"])-1]; !strings.Contains(last, "✅") || strings.Contains(last, "trogiup") {
		t.Errorf("after it was done the message is %q", last)
	}
}

// TestUnknownTask refuses a configuration that lets teams begin what there is not.
func TestUnknownTask(t *testing.T) {
	set := flows.Defaults()
	for task, ok := range map[string]bool{"": true, "report": true, "quiet": true, "singing": false} {
		set.Reminders = []flows.SetReminder{{Name: "thang", Task: task}}
		if _, err := newDesk(set, nil); (err == nil) != ok {
			t.Errorf("with %q: %v", task, err)
		}
	}
}
