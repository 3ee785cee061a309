package privacy

import (
	"context"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/flowtest"
	"caunoi/store"
)

// day1 is the day these tests play on.
var day1 = time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)

// TestOver: who decides about whose data. A district may have communes and
// nothing above them: then none of them is at the top of the others.
func TestOver(t *testing.T) {
	db := flowtest.Store(t)
	err := db.Update(context.Background(), func(tx store.Tx) {
		for _, u := range []flows.Unit{
			{Code: "03169", Level: "commune"}, {Code: "03166", Level: "commune"},
			{Code: "NH-01", Level: "village", Parent: "03169", Team: true},
			{Code: "NH-02", Level: "village", Parent: "03169", Team: true, To: day1, Into: "NH-01"},
		} {
			flows.Units.Put(tx, u)
		}
		for _, p := range []flows.Post{
			{Member: "own", Unit: "03169", Role: flows.Admin}, {Member: "other", Unit: "03166", Role: flows.Admin},
			{Member: "first", Unit: "", Role: flows.Admin}, {Member: "duty", Unit: "03169", Role: flows.Duty},
			{Member: "an", Unit: "NH-01", Role: flows.Plain}, {Member: "old", Unit: "NH-02", Role: flows.Plain, To: day1},
		} {
			flows.Posts.Put(tx, p)
		}
		turn := &flows.Turn{Tx: tx, Event: flows.Event{At: day1}}
		for admin, want := range map[string]bool{"own": true, "first": true, "other": false, "duty": false} {
			for _, member := range []string{"an", "old"} {
				if got := over(turn, admin, member); got != want {
					t.Errorf("%s is over %s: %v; want %v", admin, member, got, want)
				}
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}
