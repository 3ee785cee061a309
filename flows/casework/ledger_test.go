package casework

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// TestMonthOfTheSmallHours: a report of two in the morning of the first is of the
// new month where people live, also where their months begin on another day.
func TestMonthOfTheSmallHours(t *testing.T) {
	at := time.Date(2026, 10, 31, 19, 0, 0, 0, time.UTC) // 1 November, 02:00 in Vietnam
	november := 2026*12 + 10
	for _, x := range []struct {
		c    Case
		want int
	}{
		{Case{}, november},
		{Case{Ahead: -7 * 60}, november - 1}, // where the clocks are those of Greenwich
		{Case{First: 16}, november},
		{Case{First: 2}, november},
		{Case{First: 1}, november},
	} {
		if got := x.c.month(at); got != x.want {
			t.Errorf("ahead %d, first day %d: month %d, want %d", x.c.Ahead, x.c.First, got, x.want)
		}
	}
	late := Case{First: 16}
	if got := late.month(at.AddDate(0, 0, 15)); got != november+1 {
		t.Errorf("the 16th where the month begins on it: %d, want %d", got, november+1)
	}
}

// lives are ways that a case can go: acts of the log, with the hours between them.
var lives = [][]string{
	{}, {"taken"}, {"taken", "done"}, {"taken", "done", "reopened"}, {"taken", "done", "reopened", "done"}, {"rejected"}, {"withdrawn"},
	{"overdue"}, {"overdue", "extended"}, {"overdue", "extended", "overdue", "taken", "done"}, {"taken", "overdue", "done"}, {"overdue", "graded", "done"},
}

// a fate is what a test knows of a case by itself.
type fate struct {
	c      Case
	ended  []time.Time // alternating: ended, opened again
	late   []time.Time // alternating: late, not late
	settle []time.Duration
}

// TestLedgerCountsWhatHappened puts cases of many fates, some sealed and some
// drills, and compares the kept counts of every month with the cases themselves.
func TestLedgerCountsWhatHappened(t *testing.T) {
	_, update := watched(t)
	rng := rand.New(rand.NewPCG(1, 2))
	from := time.Date(2025, 1, 10, 0, 0, 0, 0, time.UTC)
	var all []fate
	update(func(tx store.Tx) {
		flows.Units.Put(tx, flows.Unit{Code: "a", Parent: "x", Team: true})
		for i := range 400 {
			f := live(rng, from, "2501-"+strconv.Itoa(i+1))
			all = append(all, f)
			for n := range f.c.Log { // each step is stored, as it is in life
				c := f.c
				c.Log, c.State = f.c.Log[:n], New
				Cases.Put(tx, c)
			}
			Cases.Put(tx, f.c)
		}
	})
	update(func(tx store.Tx) {
		for _, unit := range []string{"a", "x", "p"} {
			for _, apart := range []bool{false, true} {
				judge(t, tx, all, unit, apart)
			}
		}
		for c := range Cases.All(tx) {
			Cases.Delete(tx, c.Code)
		}
		for _, count := range []string{"month", "life"} {
			for cell, n := range Cases.CountedRange(tx, count, "", "") {
				t.Errorf("%s: %q is still %d", count, cell, n)
			}
		}
	})
}

func live(rng *rand.Rand, from time.Time, code string) fate {
	at := from.Add(time.Duration(rng.IntN(400*24)) * time.Hour)
	f := fate{c: Case{Code: code, Reporter: "r", Unit: "a", Path: []string{"x", "p"}, At: at, Category: []string{"HTA", "DAT"}[rng.IntN(2)], Level: Level(1 + rng.IntN(4)), State: New}}
	f.c.Above, f.c.Drill = rng.IntN(8) == 0, rng.IntN(9) == 0
	late := false
	for _, act := range lives[rng.IntN(len(lives))] {
		at = at.Add(time.Duration(1+rng.IntN(900)) * time.Hour)
		f.c.Log = append(f.c.Log, Entry{At: at, Act: act})
		switch act {
		case "taken":
			f.c.State = Taken
		case "overdue":
			f.late, late = append(f.late, at), true
		case "extended", "graded":
			f.late, late = append(f.late, at), false
		case "reopened":
			f.ended, f.c.State = append(f.ended, at), New
		default:
			f.ended, f.c.DoneAt = append(f.ended, at), at
			f.c.State = map[string]State{"done": Done, "rejected": Rejected, "withdrawn": Withdrawn}[act]
			if act == "done" {
				f.settle = append(f.settle, at.Sub(f.c.At))
			}
			if late {
				f.late, late = append(f.late, at), false
			}
		}
	}
	return f
}

// judge compares what is counted of a unit with the cases.
func judge(t *testing.T, tx store.Tx, all []fate, unit string, apart bool) {
	t.Helper()
	last := 2025*12 + 40
	l := LedgerOf(tx, unit, last, apart, false)
	on := func(moments []time.Time, end time.Time) bool {
		n := 0
		for _, at := range moments {
			if at.Before(end) {
				n++
			}
		}
		return n%2 == 1
	}
	for month := 2025 * 12; month <= last; month++ {
		begin := time.Date(2025, time.Month(month-2025*12+1), 1, 0, 0, 0, 0, time.FixedZone("", 7*3600))
		end := begin.AddDate(0, 1, 0)
		var came, open, late int
		for _, f := range all {
			if f.c.Drill || f.c.Above && (unit != "p" || !apart) || !f.c.At.Before(end) {
				continue
			}
			if !f.c.At.Before(begin) {
				came++
			}
			if !on(f.ended, end) {
				open++
			}
			if on(f.late, end) {
				late++
			}
		}
		if got := [3]int{l.Count(Came, month, month), l.Open(month), l.Late(month)}; got != [3]int{came, open, late} {
			t.Errorf("%s, apart %v, %s: came, open, late %v, want %v", unit, apart, begin.Format("1/2006"), got, [3]int{came, open, late})
		}
	}
	var took []int
	for _, f := range all {
		if !f.c.Drill && (!f.c.Above || unit == "p" && apart) {
			for _, d := range f.settle {
				took = append(took, int(d/time.Hour))
			}
		}
	}
	slices.Sort(took)
	want := (took[(len(took)-1)/2]/24 + took[len(took)/2]/24) * 12 // all of them are beyond three days, and kept to the day
	if got, ok := l.Middle(Settling, 0, last); !ok || int(got.Hours()) != want {
		t.Errorf("%s: half were settled within %s, want %d hours", unit, got, want)
	}
}
