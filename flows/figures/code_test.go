package figures

import (
	"context"
	"path/filepath"
	"testing"

	"caunoi/flows"
	"caunoi/flows/viet"
	"caunoi/store"
	"caunoi/store/bolt"
)

// TestRedefined: what is stored is never read in another unit, also where it was
// stored before units were noted.
func TestRedefined(t *testing.T) {
	db, err := bolt.Open(filepath.Join(t.TempDir(), "figures.db"), bolt.Options{Init: true, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	land := flows.Indicator{Code: "D1", Unit: viet.SquareM, Adds: flows.Sum, Source: flows.FromTeam}
	other, last, fresh := land, land, land
	other.Unit, last.Adds, fresh.Code = viet.Households, flows.Last, "K1"
	err = db.Update(context.Background(), func(tx store.Tx) {
		is := func(want string, all ...flows.Indicator) {
			t.Helper()
			if got, _ := Redefined(tx, all); got != want {
				t.Errorf("%v: %q is redefined; want %q", all, got, want)
			}
		}
		is("", other) // nothing is stored of it
		Numbered(tx, []flows.Indicator{land})
		is("", land, fresh)
		is("D1", fresh, other)
		is("D1", last)
		codeBook.Put(tx, codes{All: []string{"D1"}})
		is("", land)
		is("D1", other)
		if n := Numbered(tx, []flows.Indicator{land, fresh}); n["D1"] != 1 || n["K1"] != 2 {
			t.Errorf("the numbers are %v", n)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestRatioIsNotTold: nobody is asked for a ratio of two others, and no number that
// is told is taken for one.
func TestRatioIsNotTold(t *testing.T) {
	ratio := flows.Indicator{Code: "K2", Label: "Lớp đã mở", Unit: viet.Unit("vu"), Adds: flows.Ratio, Of: [2]string{"A", "B"}, Source: flows.FromTeam}
	sum := ratio
	sum.Adds = flows.Sum
	told := func(i flows.Indicator) bool { return !Read([]flows.Indicator{i}, "3 vụ lớp đã mở").Empty() }
	if !told(sum) || told(ratio) {
		t.Error("a number was taken for a ratio, or not for a sum")
	}
	all := standing{team: true}.counted(flows.Settings{Indicators: []flows.Indicator{ratio, sum}})
	if len(all) != 1 || all[0].Adds != flows.Sum {
		t.Errorf("counted are %v", all)
	}
}
