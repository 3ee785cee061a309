package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

func TestOutage(t *testing.T) {
	if testing.Short() {
		t.Skip("17,050 messages")
	}
	bubble(t, func(t *testing.T, r *rig) {
		r.fake.limits.Total = Pace{Every: time.Second / 25, Burst: 3}
		r.fake.limits.Chat = Pace{Every: time.Second, Burst: 3}
		back := time.Now().Add(3 * time.Hour)
		r.fake.answer = func(string, flows.Act) flows.Outcome {
			if time.Now().Before(back) {
				return flows.Outcome{Result: flows.Later, Wide: true, Why: "unreachable"}
			}
			return flows.Outcome{}
		}
		var rows []flows.Message
		for i := range 17050 {
			lane := flows.Reminder
			switch {
			case i < 50:
				lane = flows.Urgent
			case i < 2050:
				lane = flows.Directive
			}
			rows = append(rows, row(fmt.Sprintf("%d.%d", lane, i), fmt.Sprint(i), lane, time.Now()))
		}
		r.put(rows...)
		r.start()
		time.Sleep(time.Until(back))
		probes := r.fake.shown()
		for i := 130; i < len(probes); i++ {
			if d := probes[i].at.Sub(probes[i-1].at); d < 15*time.Second {
				t.Fatalf("two probes within %v", d)
			}
		}
		time.Sleep(13 * time.Minute)
		calls := r.fake.shown()[len(probes):]
		if len(calls) != 17050 || r.states()[flows.Sent] != 17050 {
			t.Fatalf("%d shown, states %v", len(calls), r.states())
		}
		last := ""
		for i, c := range calls { // those of one instant have no order
			lane, _, _ := strings.Cut(c.text, ".")
			if lane < last && c.at.After(calls[i-1].at) {
				t.Fatalf("message %d, %s, went after one of lane %s", i, c.text, last)
			}
			last = lane
		}
		if d := calls[0].at.Sub(back); d > time.Minute {
			t.Errorf("the first went %v after the return", d)
		}
		if d := calls[49].at.Sub(back); d > 65*time.Second {
			t.Errorf("the last urgent one went %v after the return", d)
		}
		t.Logf("first %v, urgent %v, all %v after the return; %d calls during it",
			calls[0].at.Sub(back), calls[49].at.Sub(back), calls[17049].at.Sub(back), len(probes))
		r.close()
	})
}

func TestTimers(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.start()
		began := time.Now()
		r.say("1", "wake 90s 1 2 ninety", "wake 10s 1 2 ten", "wake 24h 1 2 day")
		time.Sleep(2 * time.Minute)
		calls := r.fake.shown()
		if len(calls) != 2 || calls[0].text != "ten" || calls[1].text != "ninety" {
			t.Fatalf("shown %+v", calls)
		}
		for i, want := range []time.Duration{10 * time.Second, 90 * time.Second} {
			if late := calls[i].at.Sub(began) - want; late < 0 || late > 100*time.Millisecond {
				t.Errorf("timer %d fired %v late", i, late)
			}
		}
		r.opt.Clock.Shift(24 * time.Hour)
		time.Sleep(time.Second)
		if n := len(r.fake.shown()); n != 3 {
			t.Errorf("%d shown after the clock was moved", n)
		}
		r.close()
	})
}

func TestTimersAfterAStop(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.start()
		for i := range 25 {
			r.say("1", fmt.Sprintf("wake %dm 2 %d late", i+1, i))
		}
		time.Sleep(time.Second)
		r.end()
		time.Sleep(time.Hour)
		r.start()
		time.Sleep(time.Second)
		if n := len(r.fake.shown()); n != 25 {
			t.Errorf("%d of 25 timers fired after a stop", n)
		}
		r.close()
	})
}

// laterOnce asks to be tried again in ten seconds, once.
func laterOnce() func(string, flows.Act) flows.Outcome {
	tries := 0
	return func(string, flows.Act) flows.Outcome {
		if tries++; tries == 1 {
			return flows.Outcome{Result: flows.Later, After: 10 * time.Second, Asked: true}
		}
		return flows.Outcome{}
	}
}

// What a service asked to wait for must not wait for hours, and hold up all that
// stands behind it, because the clock was set back while the process was away.
func TestClockSetBackWhileAway(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.fake.answer = laterOnce()
		r.start()
		r.say("1", "hello")
		time.Sleep(time.Second)
		r.end()
		r.opt.Clock.Shift(-3 * time.Hour)
		r.start()
		r.say("1", "again")
		time.Sleep(8 * time.Second)
		if n := len(r.fake.shown()); n != 1 {
			t.Errorf("%d tries before the service's time was over", n)
		}
		time.Sleep(5 * time.Second)
		if n := len(r.fake.shown()); n != 3 {
			t.Errorf("%d tries: the message froze when the clock was set back", n)
		}
		r.close()
	})
}

func TestClockSetBack(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.fake.answer = laterOnce()
		r.start()
		r.say("1", "hello")
		time.Sleep(time.Second)
		r.opt.Clock.Shift(-24 * time.Hour)
		time.Sleep(10 * time.Second)
		if n := len(r.fake.shown()); n != 2 {
			t.Errorf("%d tries: the message froze when the clock was set back", n)
		}
		r.opt.Clock.Shift(10 * 365 * 24 * time.Hour)
		r.say("1", "again")
		time.Sleep(time.Second)
		if n := len(r.fake.shown()); n != 3 {
			t.Errorf("%d tries after the clock was set forward", n)
		}
		r.close()
	})
}

func TestPoisonAndBad(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.start()
		batch := Batch{Cursor: "100", Bad: []Bad{{Seq: 7, Why: "cut"}}}
		for i := range 99 {
			words := "fine"
			if i == 50 {
				words = "burst"
			}
			batch.Events = append(batch.Events, r.event(fmt.Sprint(i), words))
		}
		r.fake.batches <- batch
		time.Sleep(time.Second)
		asides := 0
		if err := r.db.View(t.Context(), func(tx store.Tx) {
			for range flows.Asides.All(tx) {
				asides++
			}
		}); err != nil {
			t.Error(err)
		}
		if asides != 2 || len(r.fake.shown()) != 99 {
			t.Errorf("%d put aside, %d answered", asides, len(r.fake.shown()))
		}
		r.close()
	})
}
