package figures

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/viet"
	"caunoi/store"
	"caunoi/store/bolt"
)

// TestTotalsFollowTheTree: a village moves from one commune to another, and another one becomes part of it.
func TestTotalsFollowTheTree(t *testing.T) {
	db, err := bolt.Open(filepath.Join(t.TempDir(), "figures.db"), bolt.Options{Init: true, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	update := func(f func(tx store.Tx)) {
		t.Helper()
		if err := db.Update(context.Background(), f); err != nil {
			t.Fatal(err)
		}
	}
	all := []flows.Indicator{{Code: "D1", Unit: viet.SquareM, Adds: flows.Sum, Source: flows.FromTeam}}
	is := func(tree Tree, unit string, want int64) {
		update(func(tx store.Tx) {
			got := Add(tx, all, tree, unit, Period{0, 30000}, nil)["D1"]
			if got.Value != viet.NumOf(want) {
				t.Errorf("tree %d, %s: got %s, want %d", tree, unit, viet.Digits(got.Value), want)
			}
		})
	}
	update(func(tx store.Tx) {
		for _, u := range []flows.Unit{
			{Code: "P"}, {Code: "X1", Parent: "P"}, {Code: "X2", Parent: "P"},
			{Code: "A", Parent: "X1", Team: true}, {Code: "B", Parent: "X1", Team: true},
		} {
			flows.Units.Put(tx, u)
		}
		numbers := Numbered(tx, all)
		for i, unit := range []string{"A", "B"} {
			for m := range 3 {
				s, _ := SheetOf(tx, unit, MonthOf(2026, time.January)+Month(m))
				s.Set(numbers["D1"], viet.NumOf(int64(100*(i+1))), false)
				Keep(tx, s)
				Keep(tx, s) // the same again changes nothing
			}
		}
	})
	is(Now, "X1", 900)
	is(Then, "P", 900)
	update(func(tx store.Tx) {
		a, _ := flows.Units.Get(tx, "A")
		a.Parent = "X2"
		flows.Units.Put(tx, a)
		b, _ := flows.Units.Get(tx, "B")
		b.To, b.Into = time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), "A"
		flows.Units.Put(tx, b)
		settle(tx, "A")
		settle(tx, "B")
	})
	is(Now, "X1", 0)
	is(Now, "X2", 900)
	is(Now, "A", 900) // its own, and what became part of it
	is(Then, "X1", 900)
	is(Then, "X2", 0)
	is(Now, "P", 900)
	update(func(tx store.Tx) { takeBack(t, tx, all) })
	is(Now, "X2", 800)
	is(Then, "X1", 800)
}

// takeBack takes what was said of one month back: it is no zero, and in no total.
func takeBack(t *testing.T, tx store.Tx, all []flows.Indicator) {
	t.Helper()
	s, _ := SheetOf(tx, "A", MonthOf(2026, time.February))
	s.Set(NumbersOf(tx)["D1"], NotGiven, false)
	Keep(tx, s)
	if got := Add(tx, all, Then, "P", Period{0, 30000}, nil)["D1"]; got.Given != 5 {
		t.Errorf("%d sheets say something of it; want 5", got.Given)
	}
}
