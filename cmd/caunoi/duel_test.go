package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/flowtest"
	"caunoi/store"
)

// TestDuels lets two people, or a person and the time, act on one case at the
// same moment: in both orders, in one batch or in two, and delivered again.
// Whatever they do, the log of the case must be a legal history, one person at
// most has it, both are answered, what they see is true, and the one timer is
// that of the record (issue 4, conversations.md 0.6 and 6).
//
// CAUNOI_RACES is how many, CAUNOI_SEED what chance begins with.
func TestDuels(t *testing.T) {
	races, seed := number(t, "CAUNOI_RACES", 500), number(t, "CAUNOI_SEED", 1)
	d := newDuel(t)
	met, ends := map[string]bool{}, map[casework.State]int{}
	for i := range races {
		if c := d.race(uint64(seed + i)); c.Code != "" {
			met[d.what] = true
			ends[c.State]++
		}
		if d.faults > 20 {
			break
		}
	}
	t.Logf("%d races, %d kinds, %d faults; cases ended %v", races, len(met), d.faults, ends)
}

// A duel is the world in which races are run, each undone afterwards.
type duel struct {
	t    *testing.T
	db   store.DB
	desk *flows.Desk
	know []string
	rng  *rand.Rand

	tx     store.Tx
	now    time.Time
	seq    int64
	shown  int
	cards  map[string]flows.Sending // the card of the case in each chat as it was drawn last
	spoken map[string]int           // messages to each chat since it was counted
	seed   uint64
	what   string // which race
	faults int
}

// duelCode is the case that everything is about; another one stands beside it.
const duelCode = "2611-1"

func newDuel(t *testing.T) *duel {
	t.Helper()
	desk := wholeDesk(t, simZone)
	return &duel{t: t, db: flowtest.Store(t), desk: desk, know: desk.Names()}
}

// race runs one race and returns the case as it is afterwards; without a code if
// this version knows nothing of what was to be done.
func (d *duel) race(seed uint64) (c casework.Case) {
	d.seed, d.rng = seed, rand.New(rand.NewPCG(seed, 6))
	err := d.db.Update(context.Background(), func(tx store.Tx) {
		_ = tx.Try(func() {
			d.tx, d.now, d.seq = tx, time.Date(2026, 11, 23, 8, 0, 0, 0, simZone), 0
			d.cards, d.spoken = map[string]flows.Sending{}, map[string]int{}
			if d.set() && d.clash() {
				c, _ = casework.Cases.Get(tx, duelCode)
				d.judge(c)
			}
			panic("undo")
		})
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return c
}

func (d *duel) fault(format string, args ...any) {
	d.faults++
	d.t.Errorf("CAUNOI_SEED=%d CAUNOI_RACES=1, %s: %s", d.seed, d.what, fmt.Sprintf(format, args...))
}

// set makes the organisation and brings the case into one of the states of its
// life, by what people do. It reports false if this version knows no way there.
func (d *duel) set() bool {
	for _, u := range []flows.Unit{
		{Code: "11", Level: "province", Name: "Tỉnh Mẫu"},
		{Code: "03169", Level: "commune", Name: "Xã Một", Parent: "11"},
		{Code: "NH-01", Level: "village", Name: "Bản Một", Parent: "03169", Team: true},
	} {
		flows.Units.Put(d.tx, u)
	}
	for _, p := range []struct {
		id, unit string
		role     flows.Role
	}{
		{"an", "NH-01", flows.Plain}, {"binh", "NH-01", flows.Plain}, {"chien", "NH-01", flows.Charge}, {"sao", "NH-01", flows.StandIn},
		{"dung", "03169", flows.Duty}, {"lan", "03169", flows.Leader}, {"phoi", "03169", flows.Coordinator}, {"tinh", "11", flows.Duty}, {"quan", "11", flows.Admin},
	} {
		flows.Members.Put(d.tx, flows.Member{
			ID: p.id, Name: "Người " + p.id, Homes: []flows.Home{{Address: flows.At("test", p.id), Since: d.now}},
			Consent: flows.Consent{Version: "1", Agreed: true, At: d.now},
		})
		flows.Posts.Put(d.tx, flows.Post{Member: p.id, Role: p.role, Unit: p.unit})
	}
	words := "khẩn sạt lở chặn đường vào bản"
	if d.rng.IntN(2) == 0 {
		words = "ở bản hay bị trộm cắp"
	}
	d.does(move{who: "an", text: words})
	d.pass(12 * time.Minute)
	d.does(move{who: "binh", text: "đường vào bản lầy lội"})
	way := ways()[d.rng.IntN(len(ways()))]
	d.what = words[:6] + way.name
	for _, m := range way.moves {
		if !d.knows(m) {
			return false
		}
		d.does(m)
		d.pass(d.between(time.Second, 4*time.Minute))
	}
	if way.wait > 0 {
		d.until(way.wait)
	}
	c, _ := casework.Cases.Get(d.tx, duelCode)
	if way.state != 0 && c.State != way.state {
		d.fault("the case is %v before the race, want %v", c.State, way.state)
	}
	return true
}

func (d *duel) between(from, to time.Duration) time.Duration {
	return from + time.Duration(d.rng.Int64N(int64(to-from)))
}

// clash lets two moves meet at one moment, in a random order and way.
func (d *duel) clash() bool {
	all := moves()
	a, b := all[d.rng.IntN(len(all))], all[d.rng.IntN(len(all))]
	if !d.knows(a) || !d.knows(b) {
		return false
	}
	d.what += " | " + a.name() + " / " + b.name()
	var events []flows.Event
	for _, m := range []move{a, b} {
		events = append(events, d.events(m)...)
	}
	clear(d.spoken)
	batches := [][]flows.Event{events}
	if d.rng.IntN(2) == 0 {
		batches = nil
		for _, e := range events {
			batches = append(batches, []flows.Event{e})
		}
	}
	times := 1 + d.rng.IntN(2)
	for range times {
		for _, batch := range batches {
			for i := range batch {
				batch[i].At = d.now
			}
			d.take(batch)
		}
	}
	for _, m := range []move{a, b} {
		if m.who != "" && d.spoken[m.who] == 0 {
			d.fault("%s was not answered", m.who)
		}
	}
	return true
}

// pass lets time go by; what is due comes due.
func (d *duel) pass(by time.Duration) {
	for end := d.now.Add(by); ; {
		due, ok := flows.NextDue(d.tx)
		if !ok || due.After(end) {
			d.now = end
			return
		}
		if due.After(d.now) {
			d.now = due
		}
		d.take([]flows.Event{flows.Firing(flows.DueTimers(d.tx, d.now, 1)[0], d.now)})
	}
}

// until lets the case's own timer come due so often.
func (d *duel) until(times int) {
	for range times {
		if tm, ok := flows.Timers.Get(d.tx, store.Key("clock", duelCode)); ok {
			d.pass(max(tm.Due.Sub(d.now), 0))
		}
	}
}

// take hands events to the desk and delivers what they caused.
func (d *duel) take(events []flows.Event) {
	taken := d.desk.Take(d.tx, events)
	for _, a := range taken.Aside {
		d.fault("put aside: %s", a.Why)
	}
	for queue := taken.Queued; len(queue) > 0; queue = queue[1:] {
		s, ok := d.desk.Claim(d.tx, queue[0].ID, d.now)
		if !ok {
			continue
		}
		to := s.Message.To.Chat()
		d.spoken[to]++
		d.shown++
		if s.Message.Card && s.Message.About == casework.AlertCard(duelCode) {
			d.cards[to] = s
		}
		settled := d.desk.Settle(d.tx, s, flows.Outcome{Result: flows.Done, Shown: fmt.Sprint("b", d.shown)}, d.now)
		queue = append(queue, settled.Queued...)
	}
}

// knows reports whether this version can do a move.
func (d *duel) knows(m move) bool {
	verb, _, _ := strings.Cut(m.press, " ")
	return verb == "" || slices.Contains(d.know, verb)
}
