package casework

import (
	"context"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/flowtest"
	"caunoi/store"
)

// TestDutyPhoneOfMergedCommune: nobody in need is given the number of a desk
// that is no longer there.
func TestDutyPhoneOfMergedCommune(t *testing.T) {
	db := flowtest.Store(t)
	ended := clockAt("2026-11-20 00:00")
	check := func(at time.Time, want string) {
		t.Helper()
		err := db.Update(context.Background(), func(tx store.Tx) {
			turn := &flows.Turn{Event: flows.Event{At: at}, Tx: tx, Set: flows.Settings{DutyPhone: "02150000000"}}
			if phone := DutyPhone(turn, "V"); phone != want {
				t.Errorf("at %v the number is %s; want %s", at, phone, want)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	err := db.Update(context.Background(), func(tx store.Tx) {
		flows.Units.Put(tx, flows.Unit{Code: "V", Level: "village", Parent: "OLD", Team: true})
		flows.Units.Put(tx, flows.Unit{Code: "OLD", Level: "commune", Phone: "02151111111", To: ended, Into: "NEW"})
		flows.Units.Put(tx, flows.Unit{Code: "NEW", Level: "commune", Phone: "02152222222"})
	})
	if err != nil {
		t.Fatal(err)
	}
	check(ended.Add(-time.Hour), "02151111111")
	check(ended.Add(time.Hour), "02152222222")
}
