package bot

import (
	"fmt"
	"math"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"caunoi/flows"
)

// speed is how many messages a second left between two times.
func speed(calls []call, from, until time.Time, fits func(call) bool) float64 {
	n := 0
	for _, c := range calls {
		if !c.at.Before(from) && c.at.Before(until) && fits(c) {
			n++
		}
	}
	return float64(n) / until.Sub(from).Seconds()
}

// near reports whether two speeds are the same but for what a window cuts off.
func near(got, want float64) bool { return math.Abs(got-want) <= 0.02*want+0.05 }

// TestRefusalSlowsTheService: a 429 of the whole service stops everything for
// exactly as long as it says, then it goes a tenth slower, and after two minutes
// as before. All that was on its way counts once.
func TestRefusalSlowsTheService(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.fake.limits.Total = Pace{Every: time.Second / 20, Burst: 3}
		r.fake.takes = time.Second // so that twenty are on their way
		var mu sync.Mutex
		var refused time.Time
		const asks = 17 * time.Second
		r.fake.answer = func(string, flows.Act) flows.Outcome {
			shown := len(r.fake.shown())
			mu.Lock()
			defer mu.Unlock()
			if now := time.Now(); refused.IsZero() && shown > 200 || !refused.IsZero() && now.Sub(refused) < time.Second {
				if refused.IsZero() {
					refused = now
				}
				return flows.Outcome{Result: flows.Later, After: asks - now.Sub(refused), Asked: true, Wide: true}
			}
			return flows.Outcome{}
		}
		var rows []flows.Message
		for i := range 7000 {
			rows = append(rows, row(fmt.Sprint(i), fmt.Sprint(i), flows.Directive, time.Now()))
		}
		r.put(rows...)
		began := time.Now()
		r.start()
		time.Sleep(5 * time.Minute)
		mu.Lock()
		calls, over := r.fake.shown(), refused.Add(asks)
		mu.Unlock()
		all := func(call) bool { return true }
		for _, x := range []struct {
			name        string
			from, until time.Time
			want        float64
		}{
			{"before", began.Add(2 * time.Second), refused, 20},
			{"while it is asked to wait", refused.Add(time.Second), over, 0},
			{"at the moment it is over", over, over.Add(time.Second), 18},
			{"afterwards", over.Add(2 * time.Second), over.Add(easing), 18},
			{"two minutes later", over.Add(easing + time.Second), began.Add(5 * time.Minute), 20},
		} {
			if got := speed(calls, x.from, x.until, all); math.Abs(got-x.want) > 0.02*x.want+3/x.until.Sub(x.from).Seconds() {
				t.Errorf("%s %.2f a second left, want %.2f", x.name, got, x.want)
			}
		}
		r.close()
	})
}

// TestRefusalSlowsTheChat: a 429 of one group slows that group, and no other.
func TestRefusalSlowsTheChat(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.fake.limits.Groups, r.fake.limits.Group = "-", Pace{Every: 5 * time.Second, Burst: 1}
		var over time.Time
		r.fake.answer = func(chat string, _ flows.Act) flows.Outcome {
			if chat == "-1" && over.IsZero() {
				over = time.Now().Add(33 * time.Second)
				return flows.Outcome{Result: flows.Later, After: 33 * time.Second, Asked: true}
			}
			return flows.Outcome{}
		}
		var rows []flows.Message
		for i := range 200 {
			rows = append(rows, row(fmt.Sprint("a", i), "-1", flows.Directive, time.Now()), row(fmt.Sprint("b", i), "-2", flows.Directive, time.Now()))
		}
		r.put(rows...)
		began := time.Now()
		r.start()
		time.Sleep(5 * time.Minute)
		calls := r.fake.shown()
		in := func(chat string) func(call) bool { return func(c call) bool { return c.chat == chat } }
		if got := speed(calls, began.Add(time.Second), began.Add(5*time.Minute), in("-2")); !near(got, 0.2) {
			t.Errorf("to the other group %.3f a second left, want 0.2", got)
		}
		first := time.Time{}
		for _, c := range calls {
			if c.chat == "-1" && c.at.After(began.Add(time.Second)) {
				first = c.at
				break
			}
		}
		if d := first.Sub(over); d < 0 || d > 100*time.Millisecond {
			t.Errorf("the group was written to %v after the wait was over", d)
		}
		for _, x := range []struct {
			from, until time.Duration
			want        float64
		}{{0, easing, 0.18}, {easing, 4 * time.Minute, 0.2}} {
			if got := speed(calls, over.Add(x.from), over.Add(x.until), in("-1")); !near(got, x.want) {
				t.Errorf("from %v on %.3f a second left to the group, want %.2f", x.from, got, x.want)
			}
		}
		r.close()
	})
}

// TestBrake: each refusal takes a tenth, down to about half; what had left before
// the pause was over counts as nothing new; each two minutes give a step back.
func TestBrake(t *testing.T) {
	now := after(0).run
	pace := Pace{Every: time.Second, Burst: 3}
	var b brake
	tenths := func() int { return int(math.Round(float64(1000*time.Second) / float64(b.slow(pace, now).Every))) }
	if tenths() != 1000 {
		t.Error("it is slow from the beginning")
	}
	for i, want := range []int{900, 810, 729, 656, 590, 531, 531} {
		left := now
		b.press(left, now, now.Add(10*time.Second))
		b.press(left.Add(5*time.Second), now, now.Add(11*time.Second))
		if got := tenths(); got != want {
			t.Errorf("after %d refusals it goes at %d thousandths, want %d", i+1, got, want)
		}
		now = now.Add(12 * time.Second)
	}
	now = now.Add(-time.Second)
	for _, want := range []int{590, 656, 729, 810, 900, 1000, 1000} {
		now = now.Add(easing - time.Second)
		was := tenths()
		now = now.Add(time.Second)
		if got := tenths(); got != want || was > want {
			t.Errorf("two minutes later it goes at %d thousandths, and a second before at %d; want %d", got, was, want)
		}
	}
}

// TestSlowedLanes: also while it is slowed, what is urgent finds a token.
func TestSlowedLanes(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.fake.limits.Total = Pace{Every: time.Second / 20, Burst: 3}
		var refused atomic.Int32
		r.fake.answer = func(string, flows.Act) flows.Outcome {
			if refused.Add(1) < 4 {
				return flows.Outcome{Result: flows.Later, After: time.Second, Asked: true, Wide: true}
			}
			return flows.Outcome{}
		}
		var rows []flows.Message
		for i := range 3000 {
			rows = append(rows, row(fmt.Sprint(i), fmt.Sprint(i), flows.Directive, time.Now()))
		}
		r.put(rows...)
		r.start()
		time.Sleep(10 * time.Second)
		asked := map[string]time.Time{}
		for i := range 40 {
			chat := fmt.Sprint("u", i)
			asked[chat] = time.Now()
			r.say("x", "say 1 "+chat+" urgent")
			time.Sleep(time.Second)
		}
		seen := 0
		for _, c := range r.fake.shown() {
			if at, ok := asked[c.chat]; ok {
				seen++
				if late := c.at.Sub(at); late > 10*time.Millisecond {
					t.Errorf("an urgent message waited %v", late)
				}
			}
		}
		if seen != 40 {
			t.Errorf("%d of 40 urgent messages left", seen)
		}
		r.close()
	})
}
