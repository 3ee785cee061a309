package casework

import (
	"context"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/flowtest"
	"caunoi/store"
)

// watched makes a desk at which nothing but the watch is registered, and what
// runs a transaction of its store.
func watched(t *testing.T) (d *flows.Desk, update func(func(store.Tx))) {
	t.Helper()
	db := flowtest.Store(t)
	d = flowtest.Bare(t, time.UTC)
	d.Always("watch.cases", AuditEvery, Audit)
	return d, func(f func(store.Tx)) {
		t.Helper()
		if err := db.Update(context.Background(), f); err != nil {
			t.Fatal(err)
		}
	}
}

// TestWatchLooksPastADamagedCase: one urgent case that cannot be read must not
// hide the others from the watch.
func TestWatchLooksPastADamagedCase(t *testing.T) {
	d, update := watched(t)
	now := time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)
	update(func(tx store.Tx) {
		flows.Units.Put(tx, flows.Unit{Code: "a", Level: "village", Name: "A", Team: true})
		for _, code := range []string{"2611-1", "2611-2"} {
			Cases.Put(tx, Case{Code: code, Reporter: "r", Unit: "a", At: now, Level: LifeAndDanger, State: Taken, Taker: "gone", TakenAt: now, Parts: []Part{{Text: "x"}}})
		}
		tx.Put("case", "2611-1", []byte("damaged"))
		d.Start(tx, now)
	})
	update(func(tx store.Tx) {
		at := now.Add(AuditEvery)
		for _, tm := range flows.DueTimers(tx, at, 10) {
			d.Take(tx, []flows.Event{flows.Firing(tm, at)})
		}
	})
	update(func(tx store.Tx) {
		if c, _ := Cases.Get(tx, "2611-2"); c.State != New {
			t.Errorf("the case behind the damaged one is %s; want it taken from a taker who is gone", c.State.Name())
		}
		if !flows.Asides.Has(tx, "audit/2611-1") {
			t.Error("the damaged case is not named among what was put aside")
		}
	})
}
