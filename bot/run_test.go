package bot

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"caunoi/flows"
)

// bubble runs a test with a rig in fake time, at a date on which people live.
func bubble(t *testing.T, f func(t *testing.T, r *rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2026, 11, 2, 6, 0, 0, 0, time.UTC)))
		f(t, newRig(t))
	})
}

func TestAnswersAtOnce(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.start()
		began := time.Now()
		r.say("7", "hello")
		time.Sleep(time.Second)
		calls := r.fake.shown()
		if len(calls) != 1 || calls[0].text != "re hello" || calls[0].chat != "7" || calls[0].at.Sub(began) > 10*time.Millisecond {
			t.Errorf("shown %+v", calls)
		}
		r.close()
	})
}

// A reply and a settlement each ride on one commit.
func TestCommitsAreFew(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		counted := &countingDB{DB: r.db}
		r.opt.DB = counted
		r.start()
		time.Sleep(time.Second)
		before := counted.updates.Load()
		for i := range 10 {
			var events []flows.Event
			for n := range 100 {
				events = append(events, r.event(fmt.Sprint(i*100+n), "x"))
			}
			r.fake.batches <- Batch{Events: events, Cursor: fmt.Sprint(i)}
			time.Sleep(time.Second)
		}
		if n := len(r.fake.shown()); n != 1000 {
			t.Errorf("%d answers, want 1000", n)
		}
		// One for the poll, and what comes back in the same instant is settled
		// in one or two.
		if n := counted.updates.Load() - before; n > 40 {
			t.Errorf("%d commits for ten polls of a hundred", n)
		}
		r.close()
	})
}

func TestUrgentOvertakesBroadcast(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.fake.limits.Total = Pace{Every: time.Second / 30, Burst: 3}
		at := time.Now()
		var rows []flows.Message
		for i := range 2000 {
			rows = append(rows, row(fmt.Sprintf("b%04d", i), fmt.Sprint(i), flows.Directive, at))
		}
		r.put(rows...)
		r.start()
		time.Sleep(10 * time.Second)
		for i := range 20 {
			r.say("boss", fmt.Sprintf("say 1 %d danger %d", 5000+i, i))
			time.Sleep(time.Second)
		}
		began := map[string]time.Time{}
		slowest := time.Duration(0)
		for i, c := range slices.Backward(r.fake.shown()) {
			_ = i
			if strings.HasPrefix(c.text, "danger") {
				began[c.text] = c.at
			}
		}
		for i := range 20 {
			sent, ok := began[fmt.Sprintf("danger %d", i)]
			if !ok {
				t.Fatalf("alert %d did not go", i)
			}
			slowest = max(slowest, sent.Sub(at.Add(time.Duration(10+i)*time.Second)))
		}
		if slowest > 100*time.Millisecond {
			t.Errorf("the slowest alert waited %v", slowest)
		}
		time.Sleep(time.Minute)
		calls := r.fake.shown()
		if len(calls) != 2020 {
			t.Errorf("%d shown, want 2020", len(calls))
		}
		if took := calls[len(calls)-1].at.Sub(at).Seconds(); took > 2020.0/30/0.99 {
			t.Errorf("the broadcast took %.1f s, %.3f of the limit", took, 2020.0/30/took)
		}
		r.close()
	})
}

func TestNeverTwoToOneChatAndInOrder(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.start()
		for i := range 3 { // each is said while the one before is on its way
			r.say("c", fmt.Sprintf("%02d", i))
			synctest.Wait()
		}
		for i := range 25 {
			r.say("a", fmt.Sprintf("%02d", i))
			r.say("b", fmt.Sprintf("%02d", i), fmt.Sprintf("%02d+", i))
		}
		time.Sleep(time.Minute)
		last := map[string]string{}
		n := 0
		for _, c := range r.fake.shown() {
			if c.text <= last[c.chat] {
				t.Errorf("in %s %q after %q", c.chat, c.text, last[c.chat])
			}
			last[c.chat] = c.text
			n++
		}
		if r.fake.read(&r.fake.doubled) != 0 {
			t.Errorf("%d times two were on their way to one chat", r.fake.read(&r.fake.doubled))
		}
		if n < 55 { // b floods a little
			t.Errorf("%d shown", n)
		}
		r.close()
	})
}

func TestInFlightIsBounded(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		var rows []flows.Message
		for i := range 1000 {
			rows = append(rows, row(fmt.Sprintf("m%d", i), fmt.Sprint(i), flows.Lane(1+i%2), time.Now()))
		}
		r.put(rows...)
		r.start()
		for range 40 {
			time.Sleep(11 * time.Millisecond)
			if claimed := r.states()[flows.Claimed]; claimed > 128 {
				t.Errorf("%d claimed", claimed)
			}
		}
		time.Sleep(10 * time.Second)
		if got := r.states()[flows.Sent]; got != 1000 || r.fake.read(&r.fake.highest) != 128 {
			t.Errorf("%d sent, at most %d in flight", got, r.fake.read(&r.fake.highest))
		}
		r.close()
	})
}

func TestAskedToWait(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		until := time.Time{}
		r.fake.answer = func(chat string, _ flows.Act) flows.Outcome {
			if chat == "slow" && until.IsZero() {
				until = time.Now().Add(37 * time.Second)
				return flows.Outcome{Result: flows.Later, After: 37 * time.Second, Asked: true, Why: "429"}
			}
			return flows.Outcome{}
		}
		r.start()
		r.say("slow", "one", "two")
		r.say("x", "say 1 slow urgent")
		for i := range 30 {
			r.say(fmt.Sprint(i), "others")
			time.Sleep(time.Second)
		}
		time.Sleep(time.Minute)
		slow, others := 0, 0
		for _, c := range r.fake.shown() {
			if c.chat != "slow" {
				others++
				continue
			}
			if slow++; slow > 1 && c.at.Before(until) {
				t.Errorf("%q was sent %v too early", c.text, until.Sub(c.at))
			}
			if slow == 2 && (c.text != "urgent" || c.at.Sub(until) > 100*time.Millisecond) {
				t.Errorf("after the wait came %q, %v late", c.text, c.at.Sub(until))
			}
		}
		if slow != 4 || others != 30 {
			t.Errorf("%d calls to the slow chat, %d to others", slow, others)
		}
		if r.bot.Health().Asked != 1 {
			t.Errorf("health: %+v", r.bot.Health())
		}
		r.close()
	})
}

func TestWholeServiceAsksToWait(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		var until time.Time
		r.fake.limits.Total = Pace{Every: 30 * time.Millisecond, Burst: 1}
		r.fake.answer = func(string, flows.Act) flows.Outcome {
			if until.IsZero() {
				until = time.Now().Add(20 * time.Second)
				return flows.Outcome{Result: flows.Later, After: 20 * time.Second, Asked: true, Wide: true}
			}
			return flows.Outcome{}
		}
		r.start()
		r.say("1", "first")
		time.Sleep(time.Second)
		r.say("2", "second")
		r.say("3", "say 1 4 urgent")
		time.Sleep(30 * time.Second)
		calls := r.fake.shown()
		if len(calls) != 4 || calls[1].at.Before(until) {
			t.Errorf("shown %+v, not before %v", calls, until)
		}
		if i := slices.IndexFunc(calls, func(c call) bool { return c.text == "urgent" }); !calls[i].at.Equal(calls[1].at) {
			t.Error("the urgent one was not among the first")
		}
		r.close()
	})
}

func TestChannelPanics(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.fake.answer = func(chat string, _ flows.Act) flows.Outcome {
			if chat == "bad" {
				panic("in the channel")
			}
			return flows.Outcome{}
		}
		r.start()
		r.say("bad", "x")
		r.say("good", "y")
		time.Sleep(time.Second)
		if states := r.states(); states[flows.Failed] != 1 || states[flows.Sent] != 1 {
			t.Errorf("states %v", states)
		}
		r.close()
	})
}
