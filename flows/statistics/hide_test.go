package statistics

import (
	"maps"
	"math/rand/v2"
	"testing"

	"caunoi/flows/casework"
	"caunoi/flows/figures"
	"caunoi/store"
)

func TestSuppress(t *testing.T) {
	for _, x := range []struct{ cells, want map[string]int }{
		{map[string]int{"a": 7, "b": 9}, map[string]int{"a": 7, "b": 9}},
		{map[string]int{"a": 2, "b": 9, "c": 12}, map[string]int{"c": 12}},
		{map[string]int{"a": 2, "b": 4, "c": 12}, map[string]int{"c": 12}},
		{map[string]int{"a": 1, "b": 1, "c": 12, "d": 20}, map[string]int{"d": 20}},
		{map[string]int{"a": 3}, map[string]int{}},
		{map[string]int{"a": 0, "b": 6}, map[string]int{"b": 6}},
	} {
		if got := Suppress(x.cells); !maps.Equal(got, x.want) {
			t.Errorf("%v became %v, want %v", x.cells, got, x.want)
		}
	}
}

// TestSuppressedStaysUnknown: of any table, what is left out cannot be worked out from
// the total: it is at least two numbers, or all of them, that come to Fewest at least.
func TestSuppressedStaysUnknown(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 20000 {
		cells, total := map[string]int{}, 0
		for i := range 1 + rng.IntN(8) {
			n := rng.IntN(14)
			cells[string(rune('a'+i))], total = n, total+n
		}
		kept := Suppress(cells)
		out, sum := 0, total
		for c, n := range kept {
			if n < Fewest || n != cells[c] {
				t.Fatalf("%v shows %v", cells, kept)
			}
			sum -= n
		}
		for c, n := range cells {
			if _, shown := kept[c]; !shown && n > 0 {
				out++
			}
		}
		if out > 0 && (out == 1 || sum < Fewest) && total >= Fewest {
			t.Fatalf("%v of %d shows %v: %d is known to be one of %d", cells, total, kept, sum, out)
		}
	}
}

// TestHeadSeesNoSmallCount: whatever periods and pages the head of a team asks for, no
// number of one to four and no difference between two of them is a small month.
func TestHeadSeesNoSmallCount(t *testing.T) {
	w := newTown(t)
	w.builds(1, 2)
	w.reports(90, 12)
	err := w.see(func(tx store.Tx) {
		v := w.view("X0-0", 12)
		r, ok := RightOf(tx, "head", "X0-0", noon)
		if !ok || !r.Counts {
			t.Fatalf("the head has %+v, %v", r, ok)
		}
		b := NewBook(tx, w.desk.Set, v, r, noon)
		full := NewBook(tx, w.desk.Set, v, Right{}, noon)
		small := 0
		for from := v.Period.From; from <= v.Period.To; from++ {
			one := figures.Period{From: from, To: from}
			true1 := full.counted(casework.Came, one).N
			if true1 > 0 && true1 < Fewest {
				small++
			}
			for to := from; to < v.Period.To; to++ {
				short, long := figures.Period{From: from, To: to}, figures.Period{From: from, To: to + 1}
				diff := b.counted(casework.Came, long).N - b.counted(casework.Came, short).N
				if diff != 0 && diff < Fewest {
					t.Errorf("%v less %v is %d", long, short, diff)
				}
			}
			sums := b.Sums(one)
			for _, code := range []string{"B3", "B4", "B5", "B6"} {
				if _, shows := sums[code]; shows {
					t.Errorf("%s of %s is shown", code, from)
				}
			}
		}
		if small == 0 {
			t.Error("the town has no small month: the test proves nothing")
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}
