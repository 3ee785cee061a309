package model

import (
	"testing"

	"caunoi/store"
	"caunoi/store/storetest"
)

// TestNamesAreLookedForInABound: of a province no more units are gone through for a
// name than the bound, the nearest first, and of a damaged tree too.
func TestNamesAreLookedForInABound(t *testing.T) {
	l := newLand(t)
	l.province(5, 10)
	l.do(func(tx store.Tx) {
		for most, want := range map[int]int{1: 1, 6: 6, 20: 20, 3000: 56} {
			m := &storetest.Meter{Tx: tx}
			if got := openBelow(m, "11", l.now, most); len(got) != want || most == 6 && got[5].Level != "commune" {
				t.Errorf("of at most %d units %d are gone through; want %d", most, len(got), want)
			}
			if m.Read > 3*want+5 {
				t.Errorf("to go through %d units reads %d rows", want, m.Read)
			}
		}
	})
}
