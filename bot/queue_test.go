package bot

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
)

// after is a moment some time after the beginning of a test.
func after(d time.Duration) moment {
	return moment{
		wall: time.Date(2026, 11, 2, 6, 0, 0, 0, time.UTC).Add(d),
		run:  time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).Add(d),
	}
}

func due(id, chat string, lane flows.Lane, in time.Duration) flows.Queued {
	m := flows.Queued{ID: id, To: flows.At("fake", chat), Lane: lane}
	if in > 0 {
		m.Due = after(in).wall
	}
	return m
}

// drain picks all that may go and lets it come back at once.
func drain(q *queue, now moment) string {
	var ids []string
	for {
		p, ok := q.next(now)
		if !ok {
			return strings.Join(ids, " ")
		}
		ids = append(ids, p.entry.id)
		q.heard(p, flows.Outcome{Result: flows.Done}, now)
		q.free(p.chat, now)
	}
}

func TestQueueOrder(t *testing.T) {
	const s = time.Second
	for _, c := range []struct {
		name    string
		limits  Limits
		waiting []flows.Queued
		at      []time.Duration
		want    string // what goes at each time, apart by /
		wait    time.Duration
	}{
		{"nothing", Limits{}, nil, []time.Duration{0}, "", idle},
		{"urgent first, then by lane", Limits{},
			[]flows.Queued{due("r", "1", 4, 0), due("d", "2", 3, 0), due("a", "3", 2, 0), due("u", "4", 1, 0)},
			[]time.Duration{0}, "u a d r", idle},
		{"a first call before all that is urgent, of other chats and of its own", Limits{},
			[]flows.Queued{due("u1", "1", 1, 0), due("u2", "2", 1, 0), due("c2", "2", flows.Call, 0), due("c3", "3", flows.Call, 0)}, []time.Duration{0}, "c2 c3 u1 u2", idle},
		{"the lanes of one chat", Limits{},
			[]flows.Queued{due("r", "1", 4, 0), due("u", "1", 1, 0), due("a", "1", 2, 0)},
			[]time.Duration{0}, "u a r", idle},
		{"one chat after the other, each in order", Limits{},
			[]flows.Queued{due("a1", "a", 3, 0), due("a2", "a", 3, 0), due("a3", "a", 3, 0), due("b1", "b", 3, 0), due("c1", "c", 3, 0), due("b2", "b", 3, 0)},
			[]time.Duration{0}, "a1 b1 c1 a2 b2 a3", idle},
		{"a head that waits holds back its chat and lane only", Limits{},
			[]flows.Queued{due("a1", "a", 3, 5*s), due("a2", "a", 3, 0), due("a3", "a", 2, 0), due("b1", "b", 3, 0)},
			[]time.Duration{0, 4 * s, 5 * s}, "a3 b1//a1 a2", idle},
		{"says how long to wait", Limits{}, []flows.Queued{due("a", "a", 3, 5*s)}, []time.Duration{2 * s}, "", 3 * s},
		{"a pace for all keeps tokens for the urgent", Limits{Total: Pace{s, 5}},
			[]flows.Queued{due("d1", "1", 3, 0), due("d2", "2", 3, 0), due("d3", "3", 3, 0), due("d4", "4", 3, 0)},
			[]time.Duration{0, s, 2 * s}, "d1 d2 d3/d4/", idle},
		{"the urgent use them", Limits{Total: Pace{s, 5}},
			[]flows.Queued{due("u1", "1", 1, 0), due("u2", "2", 1, 0), due("u3", "3", 1, 0), due("u4", "4", 1, 0), due("u5", "5", 1, 0), due("u6", "6", 1, 0)},
			[]time.Duration{0, s}, "u1 u2 u3 u4 u5/u6", idle},
		{"a pace for a chat", Limits{Chat: Pace{s, 1}},
			[]flows.Queued{due("a1", "a", 2, 0), due("a2", "a", 2, 0), due("b1", "b", 4, 0)},
			[]time.Duration{0, s / 2}, "a1 b1/", s / 2},
		{"a pace for groups", Limits{Chat: Pace{s, 1}, Group: Pace{3 * s, 1}, Groups: "-"},
			[]flows.Queued{due("g1", "-a", 2, 0), due("g2", "-a", 2, 0), due("b1", "b", 2, 0), due("b2", "b", 2, 0)},
			[]time.Duration{0, s, 2 * s, 3 * s}, "g1 b1/b2//g2", remembered - 3*s},
		{"another channel", Limits{}, []flows.Queued{{ID: "x", To: "other:1", Lane: 1}}, []time.Duration{0}, "", idle},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFake()
			f.limits = c.limits
			q := newQueue([]Channel{f}, 128)
			for _, m := range c.waiting {
				q.push(m, after(0))
			}
			var went []string
			for _, at := range c.at {
				went = append(went, drain(q, after(at)))
			}
			if got := strings.Join(went, "/"); got != c.want {
				t.Errorf("went %q, want %q", got, c.want)
			}
			if wait := q.wait(after(c.at[len(c.at)-1])); wait > c.wait || wait <= 0 {
				t.Errorf("waits %v, want %v", wait, c.wait)
			}
		})
	}
}

// What is only just being said leaves at once if nothing has a better right.
func TestQueueReserve(t *testing.T) {
	for _, c := range []struct {
		name    string
		waiting []flows.Queued
		fresh   flows.Queued
		want    bool
	}{
		{"nothing waits", nil, due("f", "a", 2, 0), true},
		{"it is not due", nil, due("f", "a", 2, time.Second), false},
		{"there is no such channel", nil, flows.Queued{ID: "f", To: "other:1", Lane: 2}, false},
		{"another chat waits in its lane", []flows.Queued{due("a", "a", 2, 0)}, due("f", "b", 2, 0), false},
		{"another chat waits in a more pressing lane", []flows.Queued{due("a", "a", 1, 0)}, due("f", "b", 2, 0), false},
		{"another chat waits in a less pressing lane", []flows.Queued{due("a", "a", 3, 0)}, due("f", "b", 2, 0), true},
		{"its chat waits for a time in its lane", []flows.Queued{due("a", "a", 2, time.Hour)}, due("f", "a", 2, 0), false},
		{"another chat waits for a time", []flows.Queued{due("a", "a", 2, time.Hour)}, due("f", "b", 2, 0), true},
		{"its chat has less pressing things to hear", []flows.Queued{due("a", "a", 4, 0)}, due("f", "a", 1, 0), true},
	} {
		q := newQueue([]Channel{newFake()}, 128)
		for _, m := range c.waiting {
			q.push(m, after(0))
		}
		if _, got := q.reserve(c.fresh, after(0)); got != c.want {
			t.Errorf("%s: left %v, want %v", c.name, got, c.want)
		}
	}
}

// A failed commit leaves the queue as it was: the same goes in the same order.
func TestQueueUndo(t *testing.T) {
	for seed := range uint64(50) {
		rng := rand.New(rand.NewPCG(seed, 1))
		f := newFake()
		f.limits.Total, f.limits.Chat = Pace{time.Second, 7}, Pace{time.Second, 2}
		q, twin := newQueue([]Channel{f}, 128), newQueue([]Channel{f}, 128)
		for i := range 40 {
			m := due(fmt.Sprint(i), fmt.Sprint(rng.IntN(6)), flows.Lane(1+rng.IntN(4)), 0)
			q.push(m, after(0))
			twin.push(m, after(0))
		}
		for n := range 100 {
			now := after(time.Duration(n) * time.Second)
			var picks []pick
			for range rng.IntN(5) {
				if p, ok := q.next(now); ok {
					picks = append(picks, p)
				}
			}
			if p, ok := q.reserve(due("fresh", "new", 1, 0), now); ok {
				picks = append(picks, p)
			}
			for i := len(picks) - 1; i >= 0; i-- {
				q.undo(picks[i], now)
			}
			if q.flying != 0 {
				t.Fatalf("seed %d: %d fly", seed, q.flying)
			}
			got, want := drain(q, now), drain(twin, now)
			if len(strings.Fields(got)) != len(strings.Fields(want)) {
				t.Fatalf("seed %d: went %q, want %q", seed, got, want)
			}
		}
		if n, _ := q.survey(); n != [lanes - 1]int{} {
			t.Errorf("seed %d: left %v", seed, n)
		}
	}
}

// A quiet queue forgets everything, so that it does not grow with the years.
func TestQueueForgets(t *testing.T) {
	f := newFake()
	f.limits.Chat = Pace{time.Second, 3}
	q := newQueue([]Channel{f}, 128)
	for i := range 1000 {
		q.push(due(fmt.Sprint(i), fmt.Sprint(i), 2, 0), after(0))
	}
	drain(q, after(0))
	q.wait(after(5 * time.Minute))
	if len(q.chats) != 0 || len(q.parked.chats) != 0 {
		t.Errorf("%d chats are remembered, %d parked", len(q.chats), len(q.parked.chats))
	}
}

// The order of a queue of 17,000 is found without looking through it.
func BenchmarkQueueNext(b *testing.B) {
	q := newQueue([]Channel{newFake()}, 128)
	for i := range 17000 {
		q.push(due(fmt.Sprint(i), fmt.Sprint(i), 3, 0), after(0))
	}
	now := after(time.Second)
	b.ReportAllocs()
	for b.Loop() {
		p, _ := q.next(now)
		q.push(due(p.entry.id, p.chat.addr.Chat(), 3, 0), now)
		q.free(p.chat, now)
	}
}
