package statistics

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/figures"
	"caunoi/flows/viet"
	"caunoi/store"
)

// merges ends a unit in another.
func (w *town) merges(tx store.Tx, old, into string, at time.Time) {
	u, _ := flows.Units.Get(tx, old)
	u.To, u.Into = at, into
	flows.Units.Put(tx, u)
}

// TestMergedIsCountedOnce: X0 became part of X1 and its teams still hang under it; a
// report from one of them is one for X1, also by the tree of now, and what was sent to
// the level above is in no count of X1.
func TestMergedIsCountedOnce(t *testing.T) {
	w := newTown(t)
	w.builds(2, 2)
	w.do(func(tx store.Tx) { w.merges(tx, "X0", "X1", noon.AddDate(0, -1, 0)) })
	w.acting()(noon, func(tn *flows.Turn) {
		for i := range 10 {
			c := casework.Case{Code: "2611-" + strconv.Itoa(i+1), Reporter: "an", At: noon, Category: "HTA", Level: casework.Ordinary, State: casework.New, Above: i == 0}
			casework.Stand(tn, &c, "X0-0")
			casework.Cases.Put(tn.Tx, c)
		}
	})
	w.do(func(tx store.Tx) {
		for _, x := range []struct {
			unit string
			tree figures.Tree
			want int
		}{{"X1", figures.Now, 9}, {"X1", figures.Then, 9}, {"X0", figures.Then, 0}, {"11", figures.Now, 10}} {
			v := w.view(x.unit, 1)
			v.Tree = x.tree
			if got := NewBook(tx, w.desk.Set, v, Right{Apart: true}, noon).counted(casework.Came, v.Period).N; got != x.want {
				t.Errorf("%s by tree %d has %d reports, want %d", x.unit, x.tree, got, x.want)
			}
		}
	})
}

// TestLongMedian: what was settled after more than a hundred days took that long.
func TestLongMedian(t *testing.T) {
	w := newTown(t)
	w.builds(1, 1)
	w.do(func(tx store.Tx) {
		begun := noon.AddDate(0, 0, -200)
		casework.Cases.Put(tx, casework.Case{Code: "2605-1", Reporter: "an", Unit: "X0-0", Path: []string{"X0", "11"}, At: begun, Category: "HTA", Level: casework.Ordinary, State: casework.Done, DoneAt: noon})
		v := w.view("X0", 1)
		if a := NewBook(tx, w.desk.Set, v, Right{}, noon).Sums(v.Period)["B6"]; a.Value != viet.NumOf(200) {
			t.Errorf("200 days are %v thousandths of a day", a.Value)
		}
	})
}

// TestGaveIsOfThoseThatAre: of three teams one gave and ended in the month, one gave
// and one did not: two of three, and the third is the silent one.
func TestGaveIsOfThoseThatAre(t *testing.T) {
	w := newTown(t)
	w.builds(1, 3)
	m := figures.MonthAt(w.desk.Set, noon)
	w.do(func(tx store.Tx) {
		numbers := figures.Numbered(tx, w.desk.Set.Indicators)
		for _, team := range []string{"X0-0", "X0-1"} {
			s, _ := figures.SheetOf(tx, team, m)
			s.Set(numbers["A1"], viet.NumOf(2), false)
			figures.Keep(tx, s)
		}
		w.merges(tx, "X0-0", "X0-1", noon.AddDate(0, 0, -2))
		v := w.view("X0", 1)
		b := NewBook(tx, w.desk.Set, v, Right{}, noon)
		gave, teams := b.gave(v.Period)
		if silent := b.silentIn(m); gave != 2 || teams != 3 || len(silent) != 1 || silent[0].Code != "X0-2" {
			t.Errorf("%d of %d gave, silent are %v", gave, teams, silent)
		}
	})
}

// TestMovedAddsUp: a commune that was merged with its teams and figures of its own, a
// team that moved, and a district between: in both trees what a spreadsheet reckons is
// what stands there and what the totals say.
func TestMovedAddsUp(t *testing.T) {
	for _, unit := range []string{"11", "D", "X1", "X2"} {
		for _, tree := range []figures.Tree{figures.Then, figures.Now} {
			w := newTown(t)
			w.builds(4, 2)
			m := figures.MonthAt(w.desk.Set, noon)
			w.do(func(tx store.Tx) {
				flows.Units.Put(tx, flows.Unit{Code: "D", Name: "Huyện Nậm Pồ", Parent: "11", Level: "district"})
				for _, code := range []string{"X1", "X2"} {
					u, _ := flows.Units.Get(tx, code)
					u.Parent = "D"
					flows.Units.Put(tx, u)
				}
				numbers := figures.Numbered(tx, w.desk.Set.Indicators)
				for i, code := range append(slices.Clone(w.teams), "X0", "11") {
					s, _ := figures.SheetOf(tx, code, m)
					s.Set(numbers["D1"], viet.NumOf(1<<i), false)
					figures.Keep(tx, s)
				}
				w.merges(tx, "X0", "X1", noon)
				u, _ := flows.Units.Get(tx, "X2-0")
				u.Parent = "X3"
				flows.Units.Put(tx, u)
			})
			w.acting()(noon, figures.LookAtTree)
			v := w.view(unit, 1)
			v.Tree = tree
			want := viet.Num(0)
			w.do(func(tx store.Tx) {
				want = figures.Add(tx, w.desk.Set.Indicators, tree, unit, v.Period, nil)["D1"].Value
			})
			f := w.opened("quan", v)
			w.reckons(f, unit, tree, want)
			if unit == "11" && tree == figures.Now { // X0 is no row of its own, and the district is one
				rows, _ := f.GetRows("Theo xã")
				var codes []string
				for _, r := range rows[1 : len(rows)-1] {
					codes = append(codes, r[0])
				}
				if slices.Sort(codes); !slices.Equal(codes, []string{"11", "D", "X3"}) {
					t.Errorf("the rows below the province are %v", codes)
				}
			}
		}
	}
}

// reckons compares the total of D1 in the sheets with what it should be.
func (w *town) reckons(f *excelize.File, unit string, tree figures.Tree, want viet.Num) {
	w.Helper()
	for _, name := range []string{"Theo tổ", "Theo xã"} {
		rows, err := f.GetRows(name)
		if err != nil && name == "Theo xã" {
			continue // a commune has none
		}
		for i, head := range rows[0] {
			if len(head) < len("Diện tích đất") || head[:len("Diện tích đất")] != "Diện tích đất" {
				continue
			}
			cell := columnOf(i+1) + strconv.Itoa(len(rows))
			reckoned, err := f.CalcCellValue(name, cell, excelize.Options{RawCellValue: true})
			if got, _ := strconv.ParseFloat(reckoned, 64); err != nil || viet.Num(got*1000) != want || want == 0 {
				w.Errorf("%s by tree %d, %s %s: %q is reckoned, want %d: %v", unit, tree, name, cell, reckoned, want/1000, err)
			}
		}
	}
}
