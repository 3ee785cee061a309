package statistics

import (
	"testing"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/figures"
	"caunoi/store"
)

// TestSealedIsCountedAbove: what went to the level above is in the counts of the
// province for who may know of it, and in none that its team, its commune or a person
// in charge reads.
func TestSealedIsCountedAbove(t *testing.T) {
	w := newTown(t)
	w.builds(1, 1)
	w.do(func(tx store.Tx) {
		for i, above := range []bool{false, true, true} {
			casework.Cases.Put(tx, casework.Case{
				Code: "2611-" + string(rune('1'+i)), Reporter: "an", Unit: "X0-0", Path: []string{"X0", "11"}, At: noon.AddDate(0, 0, -3), Category: "DAT",
				Level: casework.Ordinary, State: casework.New, Above: above,
			})
		}
	})
	err := w.see(func(tx store.Tx) {
		for _, x := range []struct {
			member, unit string
			want         int
		}{{"quan", "11", 3}, {"chi", "11", 1}, {"quan", "X0", 1}, {"lan", "X0", 1}, {"quan", "X0-0", 1}, {"binh", "X0-0", 1}} {
			r, ok := RightOf(tx, x.member, x.unit, noon)
			if !ok {
				t.Fatalf("%s sees nothing of %s", x.member, x.unit)
			}
			v := w.view(x.unit, 1)
			if got := NewBook(tx, w.desk.Set, v, r, noon).counted(casework.Came, v.Period).N; got != x.want {
				t.Errorf("%s sees %d reports of %s, want %d", x.member, got, x.unit, x.want)
			}
		}
		for _, x := range []struct{ member, unit string }{{"lan", "11"}, {"head", "X0"}, {"binh", "X0"}, {"an", "X0-0"}} {
			if _, ok := RightOf(tx, x.member, x.unit, noon); ok {
				t.Errorf("%s sees the numbers of %s", x.member, x.unit)
			}
		}
		if all := Roots(tx, "quan", noon); len(all) != 1 || all[0].Code != "11" {
			t.Errorf("quan begins with %v", all)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestMovedTeamInBothTrees: the figures of a team that moved are in its commune of then
// and in that of today, each in its tree.
func TestMovedTeamInBothTrees(t *testing.T) {
	w := newTown(t)
	w.builds(2, 2)
	w.gives(1)
	month := figures.MonthAt(w.desk.Set, noon)
	sum := func(tx store.Tx, unit string, tree figures.Tree) int64 {
		v := w.view(unit, 1)
		v.Tree = tree
		r, _ := RightOf(tx, "quan", unit, noon)
		return int64(NewBook(tx, w.desk.Set, v, r, noon).typed(figures.Period{From: month, To: month})["D1"].Value)
	}
	var before [2]int64
	w.do(func(tx store.Tx) {
		before = [2]int64{sum(tx, "X0", figures.Now), sum(tx, "X1", figures.Now)}
		u, _ := flows.Units.Get(tx, "X0-0")
		u.Parent = "X1"
		flows.Units.Put(tx, u)
		s, _ := figures.SheetOf(tx, "X0-0", month)
		figures.Keep(tx, s) // what follows the tree in the running bot does so by itself
	})
	w.do(func(tx store.Tx) {
		moved := sum(tx, "X0-0", figures.Then)
		if moved == 0 {
			t.Fatal("the team gave nothing: the test proves nothing")
		}
		if then := [2]int64{sum(tx, "X0", figures.Then), sum(tx, "X1", figures.Then)}; then != before {
			t.Errorf("by the tree of then %v, want %v", then, before)
		}
		if now := [2]int64{sum(tx, "X0", figures.Now), sum(tx, "X1", figures.Now)}; now != [2]int64{before[0] - moved, before[1] + moved} {
			t.Errorf("by the tree of now %v, was %v, and %d moved", now, before, moved)
		}
	})
}
