package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
)

// What was heard of one message decides when the others may go.
func TestQueueHeard(t *testing.T) {
	const s = time.Second
	all := "b r1 r2 r3"
	for _, c := range []struct {
		name string
		out  flows.Outcome
		at   []time.Duration
		want string
	}{
		{"done", flows.Outcome{Result: flows.Done}, []time.Duration{0}, all},
		{"gone", flows.Outcome{Result: flows.Gone}, []time.Duration{0}, all},
		{"this chat asked to wait", flows.Outcome{Result: flows.Later, Asked: true, After: 9 * s}, []time.Duration{0, 9*s - 1, 9 * s}, "r1 r2 r3//b"},
		{"asked to wait, without a time", flows.Outcome{Result: flows.Later, Asked: true}, []time.Duration{0, s}, "r1 r2 r3/b"},
		{"the service asked to wait", flows.Outcome{Result: flows.Later, Asked: true, Wide: true, After: 9 * s}, []time.Duration{0, 9*s - 1, 9 * s}, "//b r1 r2 r3"},
		{"failed once", flows.Outcome{Result: flows.Later}, []time.Duration{0, 2 * s}, "r1 r2 r3/b"},
		{"the service is away", flows.Outcome{Result: flows.Later, Wide: true}, []time.Duration{0, 14 * s, 15 * s}, "//b r1 r2 r3"},
		{"nobody knows", flows.Outcome{Result: flows.Unsure}, []time.Duration{0, 2 * s}, "r1 r2 r3/b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := newQueue([]Channel{newFake()}, 128)
			q.push(due("a", "a", 3, 0), after(0))
			p, _ := q.next(after(0))
			q.push(due("b", "a", 3, 0), after(0))
			for i := range 3 {
				q.push(due(fmt.Sprint("r", i+1), fmt.Sprint(i), 4, 0), after(0))
			}
			q.heard(p, c.out, after(0))
			q.free(p.chat, after(0))
			var went []string
			for _, at := range c.at {
				went = append(went, drain(q, after(at)))
			}
			if got := strings.Join(went, "/"); got != c.want {
				t.Errorf("went %q, want %q", got, c.want)
			}
		})
	}
}

// TestUrgentAgain: what is urgent is tried a second time soon, and then as all else.
func TestUrgentAgain(t *testing.T) {
	for _, out := range []flows.Outcome{{Result: flows.Later, After: 2 * time.Second}, {Result: flows.Unsure}} {
		for _, c := range []struct {
			lane         flows.Lane
			first, later time.Duration // at most, at least
		}{{flows.Urgent, urgentAgain, time.Second}, {flows.Answer, time.Minute, time.Second / 2}} {
			q := newQueue([]Channel{newFake()}, 128)
			q.push(due("a", "a", c.lane, 0), after(0))
			p, _ := q.next(after(0))
			first := q.heard(p, out, after(0)).After
			if second := q.heard(p, out, after(0)).After; first > c.first || c.lane != flows.Urgent && first < c.later || second < c.later {
				t.Errorf("lane %d is tried again after %v and then %v", c.lane, first, second)
			}
		}
	}
}

// While a service is away one message at a time finds out, ever more rarely.
func TestQueueProbes(t *testing.T) {
	q := newQueue([]Channel{newFake()}, 128)
	for i := range 200 {
		q.push(due(fmt.Sprint(i), fmt.Sprint(i), 3, 0), after(0))
	}
	var flying []pick
	for {
		p, ok := q.next(after(0))
		if !ok {
			break
		}
		flying = append(flying, p)
	}
	for _, p := range flying {
		q.heard(p, flows.Outcome{Result: flows.Later, Wide: true}, after(0))
		q.pushFront(due(p.entry.id, p.chat.addr.Chat(), 3, 0), after(0))
		q.free(p.chat, after(0))
	}
	last, probes := time.Duration(0), 0
	for at := time.Second; at < 10*time.Minute; at += time.Second {
		p, ok := q.next(after(at))
		if !ok {
			continue
		}
		if _, two := q.next(after(at)); two {
			t.Fatal("two probes at once")
		}
		if gap := at - last; gap < 15*time.Second || gap > 45*time.Second {
			t.Errorf("a probe after %v", gap)
		}
		last = at
		probes++
		q.heard(p, flows.Outcome{Result: flows.Later, Wide: true}, after(at))
		q.pushFront(due(p.entry.id, p.chat.addr.Chat(), 3, 0), after(at))
		q.free(p.chat, after(at))
	}
	if probes < 13 {
		t.Errorf("%d probes in ten minutes", probes)
	}
}

// TestQueueIdle: a message that asked nothing of the service costs nothing and
// says nothing of it.
func TestQueueIdle(t *testing.T) {
	f := newFake()
	f.limits.Total = Pace{time.Second, 2}
	q := newQueue([]Channel{f}, 128)
	q.push(due("a", "a", 3, 0), after(0))
	q.push(due("b", "b", 3, 0), after(0))
	q.push(due("c", "c", 3, 0), after(0))
	for range 20 { // as often as a service that is away would be noticed
		p, ok := q.next(after(0))
		if !ok {
			t.Fatal("nothing goes")
		}
		q.heard(p, flows.Outcome{Result: flows.Later, Idle: true, After: 9 * time.Second}, after(0))
		q.free(p.chat, after(0))
		q.push(due(p.entry.id, p.chat.addr.Chat()+"x", 3, 0), after(0))
	}
	if got := drain(q, after(0)); len(strings.Fields(got)) != 2 {
		t.Errorf("then %q goes, want two: nothing was used up", got)
	}
}
