package main

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/viet"
	"caunoi/store"
)

// TestRacesOfFigures lets a head and a deputy store and close the same month at the
// same moment, each with two thumbs, delivered up to five times, in one batch or in
// many: what was stored last stands, nothing after it was closed, and the totals are
// the sum of the sheets.
//
// CAUNOI_RACES is how many, CAUNOI_SEED what chance begins with.
func TestRacesOfFigures(t *testing.T) {
	races, seed := number(t, "CAUNOI_RACES", 60), number(t, "CAUNOI_SEED", 1)
	r := newRaceTrack(t)
	closed := 0
	for i := range races {
		if r.counts(uint64(seed + i)) {
			closed++
		}
		if r.faults > 10 {
			break
		}
	}
	t.Logf("%d races, %d months closed; %d faults", races, closed, r.faults)
}

// counts runs one race and reports whether the month was closed.
func (r *raceTrack) counts(seed uint64) (closed bool) {
	r.seed, r.rng, r.what = seed, rand.New(rand.NewPCG(seed, 9)), "figures"
	err := r.db.Update(context.Background(), func(tx store.Tx) {
		_ = tx.Try(func() {
			r.tx, r.now, r.seq = tx, time.Date(2026, 11, 23, 8, 0, 0, 0, simZone), 0
			r.buttons, r.got = map[string]map[string]string{}, map[string]int{}
			r.found()
			r.enter("an", flows.Head, "NH-01")
			r.enter("bo", flows.Deputy, "NH-01")
			r.take(r.saying("an", "/solieu 2 buổi"))
			r.take(r.saying("an", "xong"))
			r.take(r.saying("bo", "/solieu 3 buổi"))
			r.take(r.saying("bo", "xong"))
			closed = r.compares(r.stores())
			panic("undo")
		})
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return closed
}

// stores lets both store at one moment, and returns what must stand then.
func (r *raceTrack) stores() (want int64, closed bool) {
	type deed struct {
		who, label string
		event      flows.Event
	}
	var all []deed
	for _, d := range []deed{{who: "an", label: "✅ Chốt"}, {who: "an", label: "💾 Lưu"}, {who: "bo", label: "💾 Lưu"}} {
		for range 2 {
			d.event = r.pressing(d.who, d.label)
			all = append(all, d)
		}
	}
	r.rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	stored := map[string]bool{}
	var events []flows.Event
	for _, d := range all {
		events = append(events, d.event)
		if stored[d.who] || closed {
			continue
		}
		stored[d.who], closed = true, d.label == "✅ Chốt"
		want = map[string]int64{"an": 2, "bo": 3}[d.who]
	}
	for range 1 + r.rng.IntN(5) {
		events = append(events, events[:len(all)]...)
	}
	if r.rng.IntN(2) == 0 {
		r.take(events...)
		return want, closed
	}
	for _, e := range events {
		r.take(e)
	}
	return want, closed
}

// compares looks at the sheet and at the totals above it.
func (r *raceTrack) compares(want int64, closed bool) bool {
	month, numbers := figures.MonthOf(2026, 11), figures.NumbersOf(r.tx)
	s, _ := figures.SheetOf(r.tx, "NH-01", month)
	v, given := s.Value(numbers["A1"])
	if !given || v != viet.NumOf(want) || s.Closed.IsZero() == closed || len(s.Changes) != 0 {
		r.fault("the sheet says %v, %d, closed %v; want %d, %v", given, v, s.Closed, want, closed)
	}
	for _, tree := range []figures.Tree{figures.Then, figures.Now} {
		total, _ := figures.Totals.Get(r.tx, store.Key(uint8(tree), "03169", int(month)))
		n := numbers["A1"]
		if n >= len(total.Sums) || total.Sums[n] != v || total.Teams != 1 || total.Closed != boolAsInt(closed) {
			r.fault("tree %d: the total is %+v and the sheet %+v", tree, total, s)
		}
	}
	return closed
}

func boolAsInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
