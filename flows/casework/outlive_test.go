package casework

import (
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// TestOutlive: what was settled and is older than the notice of consent says is
// emptied of words and people, and is still counted; what is younger or not
// settled stays whole.
func TestOutlive(t *testing.T) {
	d, update := watched(t)
	now := time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)
	old, young := now.AddDate(0, -d.Set.Months, -1), now.AddDate(0, -d.Set.Months, 1)
	put := func(tx store.Tx, code string, at time.Time, state State) {
		Cases.Put(tx, Case{
			Code: code, Reporter: "r", Chat: "test:r", Unit: "a", Path: []string{"b"}, At: at, Category: "HTA", Level: Ordinary, Households: 12,
			State: state, Taker: "h", Since: "hôm kia", Parts: []Part{{Text: "cầu gãy", Said: "u1"}}, Log: []Entry{{By: "h"}}, Alerts: []Alert{{Member: "h"}},
		})
	}
	update(func(tx store.Tx) {
		put(tx, "closed-old", old, Closed)
		put(tx, "open-old", old, Working)
		put(tx, "closed-young", young, Closed)
		d.Start(tx, now.Add(-AuditEvery))
		for _, tm := range flows.DueTimers(tx, now, 10) {
			d.Take(tx, []flows.Event{flows.Firing(tm, now)})
		}
	})
	update(func(tx store.Tx) {
		for code, whole := range map[string]bool{"closed-old": false, "open-old": true, "closed-young": true} {
			raw, _ := tx.Get("case", code)
			if strings.Contains(string(raw), "cầu gãy") != whole || strings.Contains(string(raw), "test:r") != whole {
				t.Errorf("%s: whole is %v, want %v", code, !whole, whole)
			}
			if c, _ := Cases.Get(tx, code); c.Households != 12 || c.Category != "HTA" || !c.At.Equal(map[bool]time.Time{true: young, false: old}[code == "closed-young"]) {
				t.Errorf("%s is no longer counted as it was: %+v", code, c)
			}
		}
		n := 0
		for range Cases.By(tx, "own", "", "") {
			n++
		}
		if n != 2 {
			t.Errorf("%d reports lead to their reporter, want 2", n)
		}
	})
}
