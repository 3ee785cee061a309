package statistics

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/figures"
	"caunoi/flows/viet"
	"caunoi/store"
)

// moves hangs a unit below another.
func (w *town) moves(tx store.Tx, code, parent string, at time.Time) {
	u, _ := flows.Units.Get(tx, code)
	u.Parent = parent
	flows.Hang(tx, u, at)
}

// follows gives all cases their place in the tree of today.
func (w *town) follows(turn func(time.Time, func(*flows.Turn))) {
	turn(noon, casework.LookAtTree)
	for range 100 {
		var next []flows.Timer
		w.do(func(tx store.Tx) {
			for tm := range flows.Timers.All(tx) {
				if tm.Name == casework.TreeTimer {
					next = append(next, tm)
					flows.Timers.Delete(tx, store.Key(tm.Name, tm.ID))
				}
			}
		})
		if len(next) == 0 {
			return
		}
		for _, tm := range next {
			turn(noon, func(t *flows.Turn) { casework.FollowTree(t, tm.ID) })
		}
	}
	w.Error("the cases do not come to an end")
}

// TestMovedTeamIsSilentWhereItWas: a team moved on the 10th of November. Of October it
// is named where it was then, by the tree of then; by that of now where it is. What it
// gave of September counts in the median of where it was.
func TestMovedTeamIsSilentWhereItWas(t *testing.T) {
	w := newTown(t)
	w.builds(2, 2)
	november := figures.MonthAt(w.desk.Set, noon)
	w.desk.Set.Indicators = append(slices.Clone(w.desk.Set.Indicators), flows.Indicator{Code: "Z1", Label: "Giờ họp", Source: flows.FromTeam, Adds: flows.Median})
	w.do(func(tx store.Tx) {
		numbers := figures.Numbered(tx, w.desk.Set.Indicators)
		for i, team := range []string{"X0-0", "X0-1", "X1-0"} {
			s, _ := figures.SheetOf(tx, team, november-2)
			s.Set(numbers["Z1"], viet.NumOf(int64(10*(i+1))), false)
			figures.Keep(tx, s)
		}
		w.moves(tx, "X0-0", "X1", time.Date(2026, 11, 10, 0, 0, 0, 0, here))
	})
	w.acting()(noon, figures.LookAtTree)
	w.do(func(tx store.Tx) {
		for _, x := range []struct {
			unit   string
			tree   figures.Tree
			month  figures.Month
			silent []string
			median int64
		}{
			{"X0", figures.Then, november - 1, []string{"X0-0", "X0-1"}, 15}, {"X0", figures.Now, november - 1, []string{"X0-1"}, 20},
			{"X1", figures.Then, november - 1, []string{"X1-0", "X1-1"}, 30}, {"X1", figures.Now, november - 1, []string{"X0-0", "X1-0", "X1-1"}, 20},
			{"X0", figures.Then, november, []string{"X0-1"}, 15}, {"X1", figures.Then, november, []string{"X0-0", "X1-0", "X1-1"}, 30},
			{"11", figures.Then, november - 1, []string{"X0-0", "X0-1", "X1-0", "X1-1"}, 20},
		} {
			v := View{Unit: x.unit, Tree: x.tree, Period: figures.Period{From: x.month, To: x.month}}
			b := NewBook(tx, w.desk.Set, v, Right{}, noon)
			var got []string
			for _, u := range b.silentIn(x.month) {
				got = append(got, u.Code)
			}
			if slices.Sort(got); !slices.Equal(got, x.silent) || b.openIn(x.month) != len(x.silent) {
				t.Errorf("%s by tree %d, month %s: silent %v of %d, want %v", x.unit, x.tree, x.month, got, b.openIn(x.month), x.silent)
			}
			if m := b.Sums(figures.Period{From: november - 2, To: november})["Z1"]; m.Value != viet.NumOf(x.median) {
				t.Errorf("%s by tree %d: median %d, want %d", x.unit, x.tree, m.Value/1000, x.median)
			}
		}
	})
}

// TestCasesFollowTheTree: cases of many fates under communes and teams that move, end
// in others and come back. By the tree of then each counts where it was reported, by
// that of now where its place is; what went above the team is in no count of its
// commune in either; and the list of a month is what the count says.
func TestCasesFollowTheTree(t *testing.T) {
	w := newTown(t)
	w.builds(4, 3)
	turn, rng := w.acting(), rand.New(rand.NewPCG(7, 8))
	places := append(slices.Clone(w.teams), "X0", "X1", "X2", "X3")
	n := 0
	file := func(tn *flows.Turn) {
		for range 60 {
			n++
			c := casework.Case{Code: fmt.Sprintf("2611-%d", n), Reporter: "an", At: noon.Add(-time.Duration(rng.IntN(400)) * time.Hour), Category: "HTA", Level: casework.Level(1 + rng.IntN(4)), State: casework.New, Above: rng.IntN(5) == 0}
			casework.Stand(tn, &c, places[rng.IntN(len(places))])
			if rng.IntN(2) == 0 {
				c.State, c.DoneAt = casework.Done, c.At.Add(time.Hour)
			}
			casework.Cases.Put(tn.Tx, c)
		}
	}
	changes := []func(tx store.Tx){
		func(tx store.Tx) {},
		func(tx store.Tx) { w.moves(tx, "X0-0", "X1", noon); w.moves(tx, "X2-1", "X3", noon) },
		func(tx store.Tx) { w.merges(tx, "X2", "X1", noon); w.merges(tx, "X3-0", "X3-1", noon) },
		func(tx store.Tx) { w.moves(tx, "X0-0", "X0", noon); w.moves(tx, "X3-1", "X0", noon) },
	}
	for i, change := range changes {
		w.do(change)
		w.follows(turn)
		turn(noon, file)
		turn(noon, func(tn *flows.Turn) {
			w.judges(tn, i)
			for c := range casework.Cases.All(tn.Tx) { // what is stored later, is counted as well
				if rng.IntN(10) == 0 && c.State == casework.New {
					c.Above = true
					casework.Cases.Put(tn.Tx, c)
				}
			}
			w.judges(tn, i)
		})
	}
}

// judges compares what is counted with the cases themselves.
func (w *town) judges(tn *flows.Turn, round int) {
	w.Helper()
	for _, unit := range []string{"11", "X0", "X1", "X2", "X3", "X0-0", "X3-0", "X3-1"} {
		for _, tree := range []figures.Tree{figures.Then, figures.Now} {
			for _, apart := range []bool{false, true} {
				v := w.view(unit, 3)
				v.Tree = tree
				b := NewBook(tn.Tx, w.desk.Set, v, Right{Apart: apart}, noon)
				came, done := 0, 0
				for c := range casework.Cases.All(tn.Tx) {
					if w.belongs(tn, c, unit, b.tree) && (apart || !c.Above) {
						came++
						if c.State == casework.Done {
							done++
						}
					}
				}
				all := figures.Period{To: v.Period.To}
				got := [3]int{b.counted(casework.Came, all).N, b.counted(casework.WasDone, all).N, b.ledger.Open(int(v.Period.To))}
				if want := [3]int{came, done, came - done}; got != want {
					w.Errorf("round %d, %s by tree %d, apart %v: came, done, open %v, want %v", round, unit, tree, apart, got, want)
				}
				if d, ok := b.ledger.Middle(casework.Settling, 0, int(v.Period.To)); done > 0 && (!ok || d != time.Hour) {
					w.Errorf("round %d, %s by tree %d: settled in %s", round, unit, tree, d)
				}
			}
		}
	}
}

// belongs says by a rule of its own whether a case counts in a unit.
func (w *town) belongs(tn *flows.Turn, c casework.Case, unit string, tree figures.Tree) bool {
	way := append([]string{c.Unit}, c.Path...)
	if tree == figures.Now {
		way = nil
		for u := range flows.Up(tn.Tx, c.Unit) {
			if u.Into == "" {
				way = append(way, u.Code)
			}
		}
	}
	if at, _ := flows.Units.Get(tn.Tx, way[0]); c.Above && at.Team {
		way = way[min(2, len(way)):]
	} else if c.Above {
		way = way[1:]
	}
	return slices.Contains(way, unit)
}
