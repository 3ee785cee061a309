package main

import (
	"fmt"
	"iter"
	"strconv"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/calendar"
	"caunoi/flows/casework"
	"caunoi/flows/reminder"
	"caunoi/store"
)

// put stores a reminder of the administrator to all heads, on Saturdays at seven, as
// it is changed by a test.
func (s *scene) put(change func(*reminder.Reminder)) {
	s.t.Helper()
	s.update(func(tx store.Tx) {
		r := reminder.Reminder{
			Number: 1, By: "quan", Set: s.now, Text: "báo tình hình", Places: []string{"11"}, Whom: reminder.ToHeads, Said: "0 7 * * 6",
			Rule: calendar.Rule{Line: "0 7 * * 6"}, Useful: 24 * time.Hour, State: reminder.Active,
		}
		change(&r)
		reminder.Reminders.Put(tx, r)
	})
}

// newReminded makes a scene with a head and the administrator.
func newReminded(t *testing.T) *scene {
	t.Helper()
	s := newScene(t)
	s.member(flows.Member{ID: "an", Name: "An"}, "NH-01", "head")
	s.member(flows.Member{ID: "quan", Name: "Quản trị"}, "11", "admin")
	return s
}

// wakes sets a timer of reminders that is due now and lets it fire.
func (s *scene) wakes(name, id string) {
	s.t.Helper()
	s.update(func(tx store.Tx) {
		flows.Timers.Put(tx, flows.Timer{Name: name, ID: id, Due: s.now, Seq: s.now.Unix()})
	})
	s.passes(time.Second)
}

// TestRemindersStoredBefore reminds by a row of a version that knew only whether a
// reminder is about reports: who has reported is spared.
func TestRemindersStoredBefore(t *testing.T) {
	for _, reported := range []bool{false, true} {
		s := newReminded(t)
		s.put(func(r *reminder.Reminder) { r.Report = true })
		s.until(11, 28, 6)
		if reported {
			s.update(func(tx store.Tx) {
				casework.Cases.Put(tx, casework.Case{Code: "2611-1", Reporter: "an", Unit: "NH-01", At: s.now, State: casework.New, Level: casework.ToKnow, Category: "HTA"})
			})
		}
		s.until(11, 28, 8)
		if n := s.reminded("an"); (n == 0) != reported {
			t.Errorf("reported %v: reminded %d times", reported, n)
		}
	}
}

// TestRemindersWordsInTheMorning finds in the night that a time was slept through:
// who set the reminder hears of it in the morning.
func TestRemindersWordsInTheMorning(t *testing.T) {
	s := newReminded(t)
	s.until(11, 23, 23)
	s.put(func(r *reminder.Reminder) { r.Next, r.Zone = s.now.AddDate(0, 0, -2), s.desk.Set.Zone.String() })
	s.passes(time.Hour)
	if got := strings.Join(s.fates(), ", "); got != "21/11 missed" || len(s.seen["quan"]) != 0 {
		t.Fatalf("at midnight the times are %q, and who set it has read %q", got, s.seen["quan"])
	}
	s.until(11, 24, 9)
	if n := strings.Count(strings.Join(s.seen["quan"], "\n"), "hệ thống dừng"); n != 1 {
		t.Errorf("in the morning who set it has read %q", s.seen["quan"])
	}
}

// TestRemindersLateOnce counts messages that came too late in two lots, the first of
// them at night: each is told once, in the morning.
func TestRemindersLateOnce(t *testing.T) {
	s := newReminded(t)
	s.until(11, 23, 23)
	o := reminder.Occurrence{Reminder: 1, At: s.now.Add(-time.Hour), Fate: reminder.Told, Until: s.now.Add(-time.Minute)}
	s.put(func(r *reminder.Reminder) { r.State = reminder.Paused })
	s.update(func(tx store.Tx) { reminder.Occurrences.Put(tx, o) })
	// late lets messages wait that are of no use any more.
	late := func(n int) {
		s.update(func(tx store.Tx) {
			for range n {
				s.seq++
				about := flows.About{Kind: "reminder", Code: "1 @an", View: strconv.FormatInt(o.At.Unix(), 36)}
				flows.Outbox.Put(tx, flows.Message{ID: fmt.Sprint("late", s.seq), To: flows.At("test", "an"), About: about, At: o.At, Until: o.Until})
			}
		})
		s.passes(time.Second)
	}
	late(2)
	s.until(11, 24, 5)
	if len(s.seen["quan"]) != 0 {
		t.Errorf("at night who set it has read %q", s.seen["quan"])
	}
	s.until(11, 24, 9)
	late(3)
	s.until(11, 24, 12)
	all := strings.Join(s.seen["quan"], "\n")
	if strings.Count(all, "không gửi kịp") != 2 || !strings.Contains(all, ": 2 tin") || !strings.Contains(all, ": 3 tin") {
		t.Errorf("who set it has read %q", s.seen["quan"])
	}
}

// TestRemindersUnreached lets the end of a time come while teams are left: who set
// the reminder hears how many. Who has paused it does not.
func TestRemindersUnreached(t *testing.T) {
	for state, want := range map[reminder.State]int{reminder.Active: 1, reminder.Paused: 0} {
		s := newReminded(t)
		o := reminder.Occurrence{Reminder: 1, At: s.now.Add(-2 * time.Hour), Fate: reminder.Running, Left: []string{"NH-01", "NH-02"}, Told: 1, Until: s.now.Add(-time.Hour)}
		s.put(func(r *reminder.Reminder) { r.State = state })
		s.update(func(tx store.Tx) { reminder.Occurrences.Put(tx, o) })
		s.wakes(reminder.RunTimer, "1 "+strconv.FormatInt(o.At.Unix(), 36))
		s.passes(time.Hour)
		if got := strings.Join(s.fates(), ", "); got != "23/11 broken" {
			t.Errorf("%s: the times are %q", state.Name(), got)
		}
		if n := strings.Count(strings.Join(s.seen["quan"], "\n"), "còn 2 tổ chưa được nhắc"); n != want {
			t.Errorf("%s: who set it has read %q; want %d", state.Name(), s.seen["quan"], want)
		}
	}
}

// TestRemindersLeft changes who holds a post while a message of a reminder waits to be
// said again: it comes to who holds it still, and to nobody else.
func TestRemindersLeft(t *testing.T) {
	for _, stays := range []bool{true, false} {
		s := newReminded(t)
		s.member(flows.Member{ID: "lan", Name: "Lan"}, "03169", "coordinator")
		s.put(func(r *reminder.Reminder) { r.Whom = reminder.ToCoordinators })
		s.until(11, 28, 8)
		var mark string
		s.update(func(tx store.Tx) {
			for o := range reminder.Occurrences.All(tx) {
				mark = strconv.FormatInt(o.At.Unix(), 36)
			}
		})
		later := "hoan 1 @lan " + mark
		s.presses("lan", later)
		if n := s.reminded("lan"); n != 1 {
			t.Fatalf("the coordinator was reminded %d times", n)
		}
		if !stays {
			s.update(func(tx store.Tx) {
				flows.Posts.Put(tx, flows.Post{Member: "lan", Unit: "03169", Role: flows.Coordinator, To: s.now})
				flows.Posts.Put(tx, flows.Post{Member: "lan", Unit: "NH-02", Role: flows.Plain})
			})
		}
		s.update(func(tx store.Tx) { // one that the service has not taken yet
			about := flows.About{Kind: "reminder", Code: "1 @lan", View: mark}
			flows.Outbox.Put(tx, flows.Message{ID: "queued", Member: "lan", To: flows.At("test", "lan"), Text: "tin chờ", About: about, At: s.now})
		})
		s.passes(2 * time.Hour)
		if n := s.reminded("lan"); (n == 2) != stays {
			t.Errorf("stays %v: reminded %d times in all", stays, n)
		}
		if strings.Contains(strings.Join(s.seen["lan"], "\n"), "tin chờ") != stays {
			t.Errorf("stays %v: what waited to be sent was shown, or was not", stays)
		}
		s.presses("lan", later)
		if last := s.seen["lan"][len(s.seen["lan"])-1]; strings.Contains(last, "không còn giữ") == stays {
			t.Errorf("stays %v: the button says %q", stays, last)
		}
	}
}

// TestRemindersInProvince shows a reminder that goes to those in charge of more teams
// than people are looked up in for a screen.
func TestRemindersInProvince(t *testing.T) {
	s := newReminded(t)
	s.update(func(tx store.Tx) {
		for i := range 260 {
			flows.Units.Put(tx, flows.Unit{Code: fmt.Sprintf("T%03d", i), Level: "village", Name: "Bản", Parent: "03166", Team: true})
		}
	})
	s.put(func(r *reminder.Reminder) { r.Whom = reminder.ToCharge })
	s.says("quan", "/nhac 1")
	if last := s.seen["quan"][len(s.seen["quan"])-1]; !strings.Contains(last, "Người phụ trách của 263 tổ") {
		t.Errorf("the reminder is shown as %q", last)
	}
}

// metered counts the rows of a table that are read.
type metered struct {
	store.Tx
	table string
	rows  *int
}

func (m metered) Get(table, key string) ([]byte, bool) {
	if table == m.table {
		*m.rows++
	}
	return m.Tx.Get(table, key)
}

func (m metered) Scan(table, from, to string) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for k, v := range m.Tx.Scan(table, from, to) {
			if table == m.table {
				*m.rows++
			}
			if !yield(k, v) {
				return
			}
		}
	}
}

// TestRemindersEndedAreNotRead ends many reminders: what people do reads none of them.
func TestRemindersEndedAreNotRead(t *testing.T) {
	s := newReminded(t)
	for n := range int64(200) {
		s.put(func(r *reminder.Reminder) { r.Number, r.State = 2+n, reminder.Ended })
	}
	s.put(func(r *reminder.Reminder) { r.Task = "report" })
	for _, said := range []string{"Không có gì mới", "/khongmoi", "hoãn 1 giờ", "/nhac"} {
		who := map[bool]string{true: "quan", false: "an"}[said == "/nhac"]
		rows := 0
		s.seq++
		e := flows.Event{
			ID: fmt.Sprintf("test:u%d", s.seq), Seq: s.seq, Kind: flows.Said, Text: said, At: s.now, Said: s.now, Message: fmt.Sprintf("u%d", s.seq),
			By: flows.At("test", who), Chat: flows.At("test", who), Private: true,
		}
		s.update(func(tx store.Tx) {
			rows = 0
			s.desk.Take(metered{tx, "reminder", &rows}, []flows.Event{e})
		})
		if rows > 20 {
			t.Errorf("%q reads %d reminders", said, rows)
		}
	}
}

// TestRemindersDaysOff looks far ahead for a day off, and keeps what was answered
// about days off when something else is changed, also where none is ahead.
func TestRemindersDaysOff(t *testing.T) {
	s := newReminded(t)
	s.desk.Set.Holidays = flows.Holidays{"2027-06-01": true} // a Tuesday, more than twelve weeks away
	last := func() string { return s.seen["quan"][len(s.seen["quan"])-1] }
	for _, words := range []string{"/nhac thêm", "họp tổ", "NH-01", "Tổ trưởng", "Chỉ nhắc, không kèm gì", "thứ ba hằng tuần 7:00", "1 ngày"} {
		s.says("quan", words)
	}
	if !strings.Contains(last(), "ngày nghỉ") {
		t.Errorf("of Tuesdays it is asked %q", last())
	}
	s.says("quan", "Dời sang ngày làm việc")
	s.says("quan", "Đặt")
	s.desk.Set.Holidays = nil
	s.presses("quan", "nhacsua 1")
	for _, words := range []string{"Sửa", "Nội dung", "họp tổ tối nay", "Đặt"} {
		s.says("quan", words)
	}
	s.update(func(tx store.Tx) {
		if r, _ := reminder.Find(tx, "1"); !r.Workday || r.Text != "họp tổ tối nay" {
			t.Errorf("after the change it is %+v", r)
		}
	})
}
