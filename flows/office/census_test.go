package office

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"caunoi/flows"
	"caunoi/store"
)

// TestCover counts a small town, whole and in part.
func TestCover(t *testing.T) {
	h := newTown(t)
	h.person("head", "0900000011", "NH-01", flows.Head)
	h.person("charge", "0900000012", "NH-01", flows.Charge)
	h.person("far", "0900000013", "MC-01", flows.Charge)
	h.update(func(tx store.Tx) {
		flows.Posts.Put(tx, flows.Post{Member: "charge", Unit: "03169", Role: flows.Duty})
		flows.Members.Put(tx, flows.Member{ID: "new", Name: "Mới"})
		flows.Posts.Put(tx, flows.Post{Member: "new", Unit: "NH-02", Role: flows.Head})
		gone, _ := flows.Members.Get(tx, "head")
		gone.Homes[0].Dead = "blocked"
		flows.Members.Put(tx, gone)
		for unit, want := range map[string]Coverage{
			"":      {People: 7, Joined: 6, Blocked: 1, Teams: 3, Silent: 2, Headless: 1, Uncharged: 1, Unduty: 1},
			"03169": {People: 5, Joined: 4, Blocked: 1, Teams: 2, Silent: 1, Headless: 0, Uncharged: 1, Unduty: 0},
			"NH-02": {People: 1, Joined: 0, Teams: 1, Silent: 1, Uncharged: 1},
		} {
			if got := Cover(tx, unit, day1); got != want {
				t.Errorf("under %q: %+v\nwant %+v", unit, got, want)
			}
		}
		for which, want := range map[Which]string{
			Everybody: "[03166 MC-01 far 03169 03169 charge 03169 03169 dieu 03169 03169 xa 03169 NH-01 head 03169 NH-02 new 11 11 chi]",
			Unjoined:  "[03169 NH-02 new]",
			Unreached: "[03169 NH-01 head]",
			Silent:    "[03166 MC-01  03169 NH-02 ]",
			Headless:  "[03166 MC-01 ]",
			Uncharged: "[03169 NH-02 ]",
			Unduty:    "[03166 03166 ]",
		} {
			var got []string
			for _, l := range List(tx, which, "", day1) {
				got = append(got, l.Commune.Code+" "+l.Unit.Code+" "+l.Member.ID)
			}
			if fmt.Sprint(got) != want {
				t.Errorf("%s: %v\nwant %s", which, got, want)
			}
		}
	})
}

// BenchmarkCover: a screen of a whole province may take 100 ms.
func BenchmarkCover(b *testing.B) {
	h := newTown(b)
	var ids []string
	for i := range 15000 {
		ids = append(ids, flows.MemberID(int64(i)))
	}
	n := 0
	for part := range slices.Chunk(ids, 1000) {
		h.update(func(tx store.Tx) {
			for i, id := range part {
				n++
				m := flows.Member{ID: id, Name: "Lò Văn " + id, Phone: fmt.Sprintf("09%08d", i)}
				if i%3 > 0 {
					m.Homes = []flows.Home{{Address: flows.At("test", id), Since: day1}}
					m.Consent = flows.Consent{Agreed: true, At: day1, Notice: strings.Repeat("words that were shown ", 20)}
				}
				flows.Members.Put(tx, m)
				unit := fmt.Sprintf("T-%d", n/7)
				flows.Units.Put(tx, flows.Unit{Code: unit, Level: "village", Name: unit, Parent: "03169", Team: true})
				flows.Posts.Put(tx, flows.Post{Member: id, Unit: unit, Role: flows.Plain})
			}
		})
	}
	b.ResetTimer()
	for range b.N {
		h.update(func(tx store.Tx) {
			if c := Cover(tx, "", day1); c.People < 15000 {
				b.Fatalf("%+v", c)
			}
		})
	}
}
