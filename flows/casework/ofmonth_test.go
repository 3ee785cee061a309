package casework

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"caunoi/flows"
)

// TestOfMonthLeavesNothingOut: however few are looked at for a page, all that are
// counted are listed in the end, in their order, each once.
func TestOfMonthLeavesNothingOut(t *testing.T) {
	at := time.Date(2026, 11, 22, 5, 0, 0, 0, time.UTC)
	townFor(t)("dung", at, func(tn *flows.Turn) {
		var want []string
		for n := range 23 {
			c := Case{Code: fmt.Sprintf("2611-%d", n+1), Reporter: "an", At: at, Category: "HTA", Level: Ordinary, State: New}
			if unit := "V0"; n%3 > 0 { // which has become V1
				Stand(tn, &c, "V3")
			} else if Stand(tn, &c, unit); c.Unit != "V1" {
				t.Errorf("it is one of %s", c.Unit)
			}
			if n%3 == 0 {
				want = append(want, c.Code)
			}
			Cases.Put(tn.Tx, c)
		}
		for _, x := range [][2]int{{3, 2}, {1, 5}, {8, 3000}, {5, 7}} {
			var got []string
			for from, turns := 0, 0; turns < 50; turns++ {
				page, _, next := OfMonth(tn, "C1", true, flows.MonthOn(at, 0), from, x[0], x[1])
				if len(page) > x[0] {
					t.Errorf("%d on a page of %d", len(page), x[0])
				}
				for _, c := range page {
					got = append(got, c.Code)
				}
				if from = next; next == 0 {
					break
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%d of %d looked at on a page: %v, want %v", x[0], x[1], got, want)
			}
		}
	})
}
