package main

import (
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/reminder"
	"caunoi/store"
)

// TestRemindersOfTheConfiguration changes the configuration between starts: what it
// names is said, what it changes is said as it is now, what it no longer names ends,
// and what an administrator has paused stays so.
func TestRemindersOfTheConfiguration(t *testing.T) {
	s := newScene(t)
	s.member(flows.Member{ID: "an", Name: "An"}, "NH-01", "head")
	s.member(flows.Member{ID: "quan", Name: "Quản trị"}, "11", "admin")
	month := flows.SetReminder{Name: "thang", When: "hằng tháng ngày 25 lúc 7:00", Whom: "team", Units: []string{"11"}, Useful: 72 * time.Hour, Text: "báo tình hình tháng"}
	week := flows.SetReminder{Name: "tuan", When: "0 19 * * 1", Whom: "heads", Units: []string{"03169"}, Useful: 24 * time.Hour, Text: "họp tổ"}
	start := func(set ...flows.SetReminder) {
		s.desk.Set.Reminders = set
		s.update(func(tx store.Tx) { s.desk.Start(tx, s.now) })
		s.passes(reminder.LookEvery + time.Minute)
	}
	state := func(name string) (r reminder.Reminder) {
		s.update(func(tx store.Tx) {
			for one := range reminder.Reminders.All(tx) {
				if one.Name == name {
					r = one
				}
			}
		})
		return r
	}
	start(month, week)
	if m, w := state("thang"), state("tuan"); m.State != reminder.Active || w.State != reminder.Active || m.Number == w.Number {
		t.Fatalf("they are %+v and %+v; want both active", m, w)
	}
	s.presses("quan", "nhacdung "+state("tuan").Code())
	month.When, month.Text = "hằng tháng ngày 26 lúc 7:00", "báo tình hình tháng này"
	start(month, week)
	if m := state("thang"); m.Next.Day() != 26 || m.Text != month.Text || m.Number != 1 {
		t.Errorf("the changed one is %+v; want the same number, due on the 26th", m)
	}
	if w := state("tuan"); w.State != reminder.Paused {
		t.Errorf("the paused one is %s", w.State.Name())
	}
	s.presses("quan", "nhacbo 1")
	if m := state("thang"); m.State != reminder.Active {
		t.Errorf("one of the configuration was ended in a chat: %s", m.State.Name())
	}
	start(week)
	if m := state("thang"); m.State != reminder.Ended || !m.Next.IsZero() {
		t.Errorf("one that is named no longer is %+v", m)
	}
	start(month, week)
	if m := state("thang"); m.State != reminder.Active || m.Number != 1 {
		t.Errorf("one that is named again is %+v", m)
	}
}
