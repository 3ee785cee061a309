package flows

import (
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/store"
)

// TestBelowOfEachTime: a village moved from one commune to the other and back, and a
// commune that became part of another: what is below each at every time.
func TestBelowOfEachTime(t *testing.T) {
	r := newRig(t)
	day := func(n int) time.Time { return time.Date(2026, 1, n, 0, 0, 0, 0, time.UTC) }
	r.do(func(tx store.Tx) {
		for _, u := range []Unit{{Code: "P"}, {Code: "A", Parent: "P"}, {Code: "B", Parent: "P"}, {Code: "C", Parent: "P"}, {Code: "v", Parent: "A", Team: true}, {Code: "w", Parent: "C", Team: true}} {
			Hang(tx, u, day(1))
		}
		Hang(tx, Unit{Code: "v", Parent: "B", Team: true}, day(10))
		Hang(tx, Unit{Code: "v", Parent: "A", Team: true}, day(20))
		Hang(tx, Unit{Code: "C", Parent: "P", Into: "B", To: day(15)}, day(15))
		for _, x := range []struct {
			unit string
			day  int
			want string
		}{
			{"A", 5, "A v"}, {"A", 10, "A"}, {"A", 19, "A"}, {"A", 20, "A v"}, {"B", 5, "B"}, {"B", 12, "B v"}, {"B", 16, "B C v w"}, {"B", 25, "B C w"},
			{"C", 20, "C w"}, {"P", 5, "A B C P v w"}, {"P", 25, "A B C P v w"},
		} {
			u, _ := Units.Get(tx, x.unit)
			var got []string
			for _, s := range Below(tx, u) {
				if s.At(day(x.day)) {
					got = append(got, s.Unit.Code)
				}
			}
			slices.Sort(got)
			if g := strings.Join(got, " "); g != x.want {
				t.Errorf("below %s on day %d: %s, want %s", x.unit, x.day, g, x.want)
			}
		}
	})
}
