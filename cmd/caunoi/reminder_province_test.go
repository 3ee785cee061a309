package main

import (
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/calendar"
	"caunoi/flows/reminder"
	"caunoi/store"
)

// A rowMeter counts the rows that are read through it.
type rowMeter struct {
	store.Tx
	read int
}

func (m *rowMeter) Get(table, key string) ([]byte, bool) {
	m.read++
	return m.Tx.Get(table, key)
}

func (m *rowMeter) counted(rows iter.Seq2[string, []byte]) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for k, v := range rows {
			if m.read++; !yield(k, v) {
				return
			}
		}
	}
}

func (m *rowMeter) Scan(table, from, to string) iter.Seq2[string, []byte] {
	return m.counted(m.Tx.Scan(table, from, to))
}

func (m *rowMeter) Back(table, from, to string) iter.Seq2[string, []byte] {
	return m.counted(m.Tx.Back(table, from, to))
}

// remindersOfAll sets a reminder at each of the 2,071 teams of a province, and ten at
// one commune first of all.
func remindersOfAll(s *scene) {
	s.update(func(tx store.Tx) {
		number := int64(0)
		put := func(place string) {
			number++
			reminder.Reminders.Put(tx, reminder.Reminder{
				Number: number, By: "quan", Set: s.now, Text: "số " + fmt.Sprint(number), Places: []string{place}, Whom: reminder.ToTeam,
				Said: "0 7 * * 1", Rule: calendar.Rule{Line: "0 7 * * 1"}, Useful: 24 * time.Hour, State: reminder.Active, Next: s.now.AddDate(0, 0, 7),
			})
		}
		for range 10 {
			put("03169")
		}
		for i := range provinceTeams {
			commune, team := fmt.Sprintf("C%03d", i/17), fmt.Sprintf("T%04d", i)
			flows.Units.Put(tx, flows.Unit{Code: commune, Level: "commune", Name: "Xã " + commune, Parent: "11"})
			flows.Units.Put(tx, flows.Unit{Code: team, Level: "village", Name: "Bản " + team, Parent: commune, Team: true})
			put(team)
		}
	})
}

// TestRemindersOfAProvince: where every team has a reminder, a page of them and a word
// that puts one off look at few rows, and who leads one commune still comes to its own.
func TestRemindersOfAProvince(t *testing.T) {
	s := newScene(t)
	s.member(flows.Member{ID: "quan", Name: "Quản trị"}, "11", "admin")
	s.member(flows.Member{ID: "lan", Name: "Lan"}, "03169", "leader")
	s.member(flows.Member{ID: "an", Name: "An"}, "NH-01", "head")
	remindersOfAll(s)
	for _, x := range []struct {
		who, says string
		most      int
	}{{"quan", "/nhac", 200}, {"lan", "/nhac", 8_000}, {"an", "hoãn 1 giờ", 600}} {
		var read int
		var took time.Duration
		s.seq++
		e := flows.Event{ID: fmt.Sprint("test:m", s.seq), Seq: s.seq, Kind: flows.Said, Text: x.says, At: s.now, Said: s.now, By: flows.At("test", x.who), Chat: flows.At("test", x.who), Private: true}
		s.update(func(tx store.Tx) {
			m := &rowMeter{Tx: tx}
			began := time.Now()
			taken := s.desk.Take(m, []flows.Event{e})
			if read, took = m.read, time.Since(began); len(taken.Aside) > 0 {
				t.Fatal(taken.Aside[0].Why)
			}
		})
		if t.Logf("%s by %s: %d rows in %v", x.says, x.who, read, took); read > x.most {
			t.Errorf("%s by %s reads %d rows", x.says, x.who, read)
		}
	}
	shown, pages := map[string]bool{}, 0
	for do := "nhac"; do != "" && pages < 20; pages++ {
		s.presses("lan", do)
		page := s.seen["lan"][len(s.seen["lan"])-1]
		do = ""
		for _, line := range strings.Split(page, "\n") {
			if n, _, ok := strings.Cut(line, " · "); ok {
				shown[n] = true
			}
			if _, more, ok := strings.Cut(line, "](nhac sau "); ok {
				do = "nhac sau " + strings.TrimSuffix(more, ")")
			}
		}
	}
	if len(shown) != 10 {
		t.Errorf("%d pages show who leads the commune %d of its reminders", pages, len(shown))
	}
}
