package statistics

import (
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/store"
)

// acting returns what does something in a turn of quan's.
func (w *town) acting() func(at time.Time, f func(t *flows.Turn)) {
	var act func(t *flows.Turn)
	w.desk.Verb("do", func(t *flows.Turn, _ []string) { act(t) })
	seq := int64(0)
	return func(at time.Time, f func(t *flows.Turn)) {
		w.Helper()
		act = f
		seq++
		e := flows.Event{ID: fmt.Sprintf("test:u%d", seq), Seq: seq, Kind: flows.Pressed, Press: "do", At: at, By: flows.At("test", "quan"), Chat: flows.At("test", "quan"), Private: true}
		if err := w.db.Update(context.Background(), func(tx store.Tx) {
			for _, a := range w.desk.Take(tx, []flows.Event{e}).Aside {
				w.Errorf("put aside: %s", a.Why)
			}
		}); err != nil {
			w.Fatal(err)
		}
	}
}

// TestDigestReachesEveryLeader: thirty leaders, whose ids begin with one another, are
// told once each, a few in a turn.
func TestDigestReachesEveryLeader(t *testing.T) {
	w := newTown(t)
	w.builds(1, 2)
	w.gives(2)
	w.do(func(tx store.Tx) {
		for i := 1; i <= 30; i++ {
			w.joins(tx, "m"+strconv.Itoa(i), "X0", flows.Leader)
		}
		runs.Put(tx, run{Kind: monthly, Due: noon, At: noon})
	})
	turn := w.acting()
	for range 40 {
		turn(noon, func(tn *flows.Turn) { GoOn(tn, monthly) })
	}
	times := map[flows.Address]int{}
	w.do(func(tx store.Tx) {
		if r, _ := runs.Get(tx, monthly); !r.Over {
			t.Error("the digest is not over")
		}
		for o := range flows.Outbox.All(tx) {
			times[o.To]++
		}
	})
	for i := 1; i <= 30; i++ {
		if who := flows.At("test", "m"+strconv.Itoa(i)); times[who] != 1 {
			t.Errorf("%s was told %d times", who, times[who])
		}
	}
}

// TestDigestKeepsTheHours: none begins in the night nor goes on in it, one that was
// due in the night begins in the morning, and a day that is changed sends no second
// one of the same week.
func TestDigestKeepsTheHours(t *testing.T) {
	w := newTown(t)
	w.builds(1, 2)
	w.gives(2)
	turn := w.acting()
	night := time.Date(2026, 11, 23, 3, 0, 0, 0, here) // a Monday
	week := func(day int, at time.Duration) func(*flows.Turn) {
		return func(tn *flows.Turn) {
			tn.Set.Digests = flows.Digests{Week: flows.DigestTime{On: true, Day: day, At: at}}
			LookForDigests(tn)
		}
	}
	due := func() (due time.Time) {
		w.do(func(tx store.Tx) {
			r, _ := runs.Get(tx, weekly)
			due = r.Due
		})
		return due
	}
	turn(night, week(1, 2*time.Hour))
	if !due().IsZero() {
		t.Error("a digest began at three in the night")
	}
	turn(night.Add(4*time.Hour), week(1, 2*time.Hour))
	first := due()
	if first.IsZero() {
		t.Fatal("the digest of the night did not begin in the morning")
	}
	turn(night.Add(30*time.Hour), week(2, 7*time.Hour))
	if !due().Equal(first) {
		t.Error("the day was changed to Tuesday, and a second digest of the week began")
	}
	turn(night.AddDate(0, 0, 8).Add(6*time.Hour), week(2, 7*time.Hour))
	if due().Equal(first) {
		t.Error("there was none in the week after it")
	}
	w.do(func(tx store.Tx) { runs.Put(tx, run{Kind: monthly, Due: night.Add(-8 * time.Hour), At: night}) })
	said := func() (n int) {
		w.do(func(tx store.Tx) {
			for range flows.Outbox.All(tx) {
				n++
			}
		})
		return n
	}
	turn(night, func(tn *flows.Turn) { GoOn(tn, monthly) })
	if n := said(); n > 0 {
		t.Errorf("%d were told in the night", n)
	}
	turn(night.Add(5*time.Hour), func(tn *flows.Turn) { GoOn(tn, monthly) })
	if said() == 0 {
		t.Error("nobody was told in the morning")
	}
}

// TestNamedWhenDue: a team that has said nothing of a month is named as silent when
// the ten days are over in which the month is asked for, and not before.
func TestNamedWhenDue(t *testing.T) {
	w := newTown(t)
	w.builds(1, 2)
	november := figures.MonthOf(2026, time.November)
	w.do(func(tx store.Tx) {
		s, _ := figures.SheetOf(tx, "X0-0", november)
		s.Closed = noon // and left everything out on purpose: that is no silence
		figures.Keep(tx, s)
		s.Unit, s.Month = "X0-0", november-1
		s.Set(figures.Numbered(tx, w.desk.Set.Indicators)["A1"], 1000, false)
		figures.Keep(tx, s)
	})
	v := View{Unit: "X0", Period: figures.Period{From: november, To: november}, Tree: figures.Now}
	for at, named := range map[time.Time]bool{noon: false, time.Date(2026, 12, 10, 23, 0, 0, 0, here): false, time.Date(2026, 12, 11, 7, 0, 0, 0, here): true} {
		w.do(func(tx store.Tx) {
			lines := NewBook(tx, w.desk.Set, v, Right{}, at).teamsLine(v.Period)
			if (len(lines) == 2) != named {
				t.Errorf("%s: named is %v, want %v", at, len(lines) == 2, named)
			}
			if b := NewBook(tx, w.desk.Set, v, Right{}, at); len(b.silentIn(november)) != 1 {
				t.Errorf("%s: %v are silent, want the one that has said nothing", at, b.silentIn(november))
			}
		})
	}
}
