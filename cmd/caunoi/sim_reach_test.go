package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// TestLeaderBlocked reports something urgent, in random organisations, whose
// first rung cannot be told: they have blocked the bot, known or not, or never
// joined. It measures in the running bot, with its queue and Telegram's paces,
// how long it takes until the next person's alert is handed to the channel
// (reliability P21).
//
// CAUNOI_BLOCKED is how many organisations, CAUNOI_SEED what chance begins with.
func TestLeaderBlocked(t *testing.T) {
	reach(t, number(t, "CAUNOI_BLOCKED", 20), true)
}

// TestEverybodyReachesSomebody reports something urgent in random organisations
// with holes: it must reach a person or an administrator (reliability P23).
func TestEverybodyReachesSomebody(t *testing.T) {
	reach(t, number(t, "CAUNOI_TREES", 20), false)
}

// reach plays so many organisations and says what came of them.
func reach(t *testing.T, worlds int, blocked bool) {
	var waits []time.Duration
	nobody, silent := 0, 0
	for seed, n := number(t, "CAUNOI_SEED", 1), 0; n < worlds; seed++ {
		var w reached
		synctest.Test(t, func(t *testing.T) { w = reachOne(t, uint64(seed), blocked) })
		if w.void {
			continue
		}
		n++
		switch {
		case w.told:
			waits = append(waits, w.wait)
		case w.somebody != "":
			t.Errorf("CAUNOI_SEED=%d: nobody was told, though %s is there", seed, w.somebody)
			silent++
		default:
			nobody++
			if !w.reporter {
				t.Errorf("CAUNOI_SEED=%d: nobody can be told, and the reporter does not know", seed)
				silent++
			}
		}
		if w.wait > 5*time.Second {
			t.Errorf("CAUNOI_SEED=%d: the next person was told after %v, want 5s", seed, w.wait)
		}
	}
	slices.Sort(waits)
	if len(waits) == 0 {
		t.Fatal("nobody was told in any organisation")
	}
	t.Logf("%d organisations: told after %v at least, %v in the median, %v at most; in %d nobody could be told, and the reporter knows; silent ends %d",
		worlds, waits[0].Round(time.Millisecond), waits[len(waits)/2].Round(time.Millisecond), waits[len(waits)-1].Round(time.Millisecond), nobody, silent)
}

// What came of one report.
type reached struct {
	told     bool          // somebody who can be told was told
	void     bool          // the organisation does not have what the test is about
	wait     time.Duration // until then
	somebody string        // who could have been
	reporter bool          // was told whom to call, and that nobody knows
}

// reachOne plays one organisation.
func reachOne(t *testing.T, seed uint64, blocked bool) (w reached) {
	time.Sleep(time.Until(time.Date(2026, 11, 21, 9, 0, 0, 0, simZone)))
	s := &simulation{
		t: t, seed: seed, rng: rand.New(rand.NewPCG(seed, 5)), run: time.Now(), set: flows.Defaults(), tally: newSimTally(),
		units: map[string]*simUnit{}, people: map[string]*simPerson{}, cases: map[string]*simCase{},
	}
	s.set.Organisation, s.set.DutyPhone, s.set.Zone, s.set.Secret = "Xã Mẫu", "02150000000", simZone, []byte("simulation")
	if !blocked {
		s.ladders()
	}
	var mu sync.Mutex // calls are made side by side
	rng := rand.New(rand.NewPCG(seed, 7))
	service := newSimService(t, func() time.Duration {
		mu.Lock()
		defer mu.Unlock()
		return 50*time.Millisecond + time.Duration(rng.Int64N(int64(300*time.Millisecond)))
	})
	service.answer = func(chat string, _ flows.Act) flows.Outcome {
		if p := s.people[chat]; p != nil && p.closed {
			return flows.Outcome{Result: flows.Gone, Why: "blocked"}
		}
		return flows.Outcome{}
	}
	var c *simCase
	stop := runSim(t, t.TempDir(), service, s.set, func(tx store.Tx) {
		s.found(tx)
		c = s.reporterOf()
		if w.void = blocked && !s.block(tx, c); w.void {
			return
		}
	})
	defer stop()
	if w.void {
		return w
	}
	began := service.says(c.reporter, "khẩn sạt lở chặn đường vào bản")
	time.Sleep(2 * time.Minute)
	for _, call := range service.shown() {
		p := s.people[call.chat]
		switch {
		case call.chat == c.reporter:
			w.reporter = w.reporter || strings.Contains(call.act.Text, "02150000000")
		case !p.closed && !w.told && strings.Contains(call.act.Text, "2611-1"):
			w.told, w.wait = true, call.at.Sub(began)
		}
	}
	c.ladder = s.set.Terms[1].Ladder
	for _, p := range s.callable(c) {
		if s.reachable(c, p) {
			w.somebody = fmt.Sprint(p.id)
		}
	}
	return w
}

// reporterOf chooses who reports.
func (s *simulation) reporterOf() *simCase {
	for {
		if p := s.anybody(); p.team != "" {
			return &simCase{code: "2611-1", reporter: p.id, team: p.team, failed: map[string]time.Time{}}
		}
	}
}

// block makes all whom the first rung means unreachable, in one of three ways.
// It reports false if it means nobody.
func (s *simulation) block(tx store.Tx, c *simCase) bool {
	strict, _ := s.rung(c, s.set.Terms[1].Ladder.Rungs[0])
	for _, p := range strict {
		switch s.rng.IntN(3) {
		case 0:
			p.joined, p.closed, p.known = true, true, false // the service will say so
		case 1:
			p.joined, p.closed, p.known = true, true, true
		default:
			p.joined = false
		}
		s.store(tx, p)
	}
	return len(strict) > 0
}
