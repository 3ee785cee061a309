package casework

import (
	"fmt"
	"testing"
	"time"

	"caunoi/flows"
)

// TestOfMonthSaysWhenItIsCut: a list that had no time to look at all says so, and one
// that had does not.
func TestOfMonthSaysWhenItIsCut(t *testing.T) {
	at := time.Date(2026, 11, 22, 5, 0, 0, 0, time.UTC)
	townFor(t)("dung", at, func(tn *flows.Turn) {
		for n := range 6 {
			c := Case{Code: fmt.Sprintf("2611-%d", n+1), Reporter: "an", At: at, Category: "HTA", Level: Ordinary, State: New}
			Stand(tn, &c, "V0") // which has become V1
			if c.Unit != "V1" {
				t.Errorf("it is one of %s", c.Unit)
			}
			Cases.Put(tn.Tx, c)
		}
		for most, want := range map[int]bool{4: true, 6: false, 100: false} {
			all, cut := OfMonth(tn, []string{"11"}, flows.MonthOn(at, 0), most)
			if cut != want || len(all) != min(6, most) {
				t.Errorf("of 6, of which %d are looked at: %d, cut is %v", most, len(all), cut)
			}
		}
	})
}
