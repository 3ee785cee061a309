package roster

import (
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// passes lets all timers fire that are due at a moment.
func passes(t *testing.T, db store.DB, d *flows.Desk, at time.Time) {
	t.Helper()
	update(t, db, func(tx store.Tx) {
		var events []flows.Event
		for _, tm := range flows.DueTimers(tx, at, 100) {
			events = append(events, flows.Firing(tm, at))
		}
		if taken := d.Take(tx, events); len(taken.Aside) > 0 {
			t.Fatalf("put aside: %+v", taken.Aside)
		}
	})
}

// TestLeavesAfterTheLastPost: somebody whose posts end on different days leaves
// with the last of them, in whichever order the ends were written.
func TestLeavesAfterTheLastPost(t *testing.T) {
	village := func(row string) string { return with(with(row, 1, "NH-02"), 4, "Bản Mẫu 2") }
	early, late := with(one, 13, "30/11/2026"), with(one, 13, "31/12/2026")
	after := func(month time.Month, year int) time.Time { return time.Date(year, month, 1, 0, 0, 0, 0, zone) }
	cases := []struct {
		name  string
		files []string
		ended time.Time // zero: never
	}{
		{"the later end first", []string{late + village(early)}, after(1, 2027)},
		{"the earlier end first", []string{early + village(late)}, after(1, 2027)},
		{"in two files", []string{early, village(late)}, after(1, 2027)},
		{"in two files, the later end first", []string{late, village(early)}, after(1, 2027)},
		{"put off", []string{early, late}, after(1, 2027)},
		{"brought forward", []string{late, early}, after(12, 2026)},
		{"taken back", []string{early, one}, time.Time{}},
		{"one post stays", []string{one + village(early)}, time.Time{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			db := open(t)
			for _, file := range c.files {
				enter(t, db, read(t, head+file), day1)
			}
			set := flows.Defaults()
			set.Zone = zone
			texts, err := text.Load(zone)
			if err != nil {
				t.Fatal(err)
			}
			d := flows.NewDesk(texts, set, nil)
			d.Timer("roster.ended", Leave)
			for _, at := range []time.Time{after(12, 2026), after(1, 2027), after(2, 2027)} {
				passes(t, db, d, at)
			}
			for _, m := range members(t, db) {
				if !m.Ended.Equal(c.ended) {
					t.Errorf("ended %v, want %v", m.Ended, c.ended)
				}
			}
		})
	}
}
