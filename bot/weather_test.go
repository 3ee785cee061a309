package bot

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// countingDB counts commits and fails those it is told to.
type countingDB struct {
	store.DB
	updates atomic.Int64
	fail    atomic.Pointer[error]
}

func (d *countingDB) Update(ctx context.Context, f func(store.Tx)) error {
	d.updates.Add(1)
	if fail := d.fail.Load(); fail != nil {
		return d.DB.Update(ctx, func(tx store.Tx) {
			f(tx) // all the work, and then it is not kept
			tx.Fail(*fail)
		})
	}
	return d.DB.Update(ctx, f)
}

func (d *countingDB) broken(err error) { d.fail.Store(&err) }
func (d *countingDB) mended()          { d.fail.Store(nil) }

// twiceDB runs every transaction twice and keeps the second run, as an engine
// may.
type twiceDB struct{ store.DB }

func (d twiceDB) Update(ctx context.Context, f func(store.Tx)) error {
	return d.DB.Update(ctx, func(tx store.Tx) {
		_ = tx.Try(func() { f(tx); tx.Fail(context.Canceled) })
		f(tx)
	})
}

func TestTransactionsRunTwice(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.opt.DB = twiceDB{r.db}
		r.fake.limits.Total = Pace{Every: 30 * time.Millisecond, Burst: 3}
		r.fake.limits.Chat = Pace{Every: time.Second, Burst: 2}
		r.start()
		for i := range 60 {
			r.say(fmt.Sprint(i%20), fmt.Sprint("t", i))
		}
		time.Sleep(time.Minute)
		seen := map[string]int{}
		for _, s := range r.fake.texts() {
			seen[s]++
		}
		for i := range 60 {
			if n := seen[fmt.Sprint("re t", i)]; n != 1 {
				t.Errorf("answer %d was shown %d times", i, n)
			}
		}
		h := r.bot.Health()
		if h.Flying != 0 || h.Unsent != [4]int{} || len(r.bot.out.queue.chats) > 20 {
			t.Errorf("left over: %+v, %d chats", h, len(r.bot.out.queue.chats))
		}
		r.close()
	})
}

func TestRedeliveredAfterFailedCommit(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		db := &countingDB{DB: r.db}
		r.opt.DB = db
		r.put(row("w", "w", flows.Reminder, time.Now()))
		r.start()
		time.Sleep(time.Second)
		db.broken(context.DeadlineExceeded)
		r.say("1", "one", "two")
		r.say("2", "three")
		time.Sleep(5 * time.Second)
		if n := len(r.fake.shown()); n != 1 || r.fake.refused == 0 {
			t.Errorf("%d shown of what was never stored, %d refused", n-1, r.fake.refused)
		}
		db.mended()
		time.Sleep(30 * time.Second)
		got := strings.Join(r.fake.texts(), ",")
		if len(r.fake.texts()) != 4 || strings.Index(got, "one") > strings.Index(got, "two") || !strings.Contains(got, "three") {
			t.Errorf("shown %s", got)
		}
		r.close()
	})
}

func TestFullDisk(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		db := &countingDB{DB: r.db}
		r.opt.DB = db
		r.opt.Full = func(flows.Event) string { return "full" }
		r.start()
		time.Sleep(time.Second)
		db.broken(fmt.Errorf("write: %w", store.ErrFull))
		r.say("1", "one", "two")
		time.Sleep(2 * time.Second)
		if got := strings.Join(r.fake.texts(), ","); got != "full" {
			t.Errorf("after two seconds %q was said", got)
		}
		time.Sleep(20 * time.Minute)
		r.say("2", "three")
		time.Sleep(time.Minute)
		if n := len(r.fake.shown()); n != 1 || r.fake.refused != 0 {
			t.Errorf("%d said, %d refused: the poll is to be held", n, r.fake.refused)
		}
		db.mended()
		time.Sleep(10 * time.Second)
		got := strings.Join(r.fake.texts()[1:], ",")
		if len(r.fake.texts()) != 4 || strings.Index(got, "one") > strings.Index(got, "two") || !strings.Contains(got, "three") {
			t.Errorf("shown %s", got)
		}
		r.close()
	})
}

func TestUnknownOutcomeEndsTheRun(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		db := &countingDB{DB: r.db}
		r.opt.DB = db
		r.start()
		time.Sleep(time.Second)
		db.broken(fmt.Errorf("sync: %w", store.ErrUnknown))
		r.say("1", "one")
		began := time.Now()
		err := <-r.done
		if !fatal(err) || time.Since(began) > time.Second {
			t.Errorf("ended with %v after %v", err, time.Since(began))
		}
		if n := len(r.fake.shown()); n != 0 {
			t.Errorf("%d shown", n)
		}
		r.stop()
		r.shut()
	})
}

func TestFlood(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.opt.Urgent = func(e flows.Event) bool { return strings.HasPrefix(e.Text, "khan") }
		err := r.db.Update(t.Context(), func(tx store.Tx) {
			flows.Members.Put(tx, flows.Member{
				ID: "m", Consent: flows.Consent{Agreed: true}, Homes: []flows.Home{{Address: "fake:noisy"}},
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		r.start()
		for second := range 60 {
			var texts []string
			for i := range 1000 {
				texts = append(texts, fmt.Sprintf("junk %d.%d", second, i))
			}
			if second == 30 {
				texts[500] = "khan sap cau"
			}
			r.say("noisy", texts...)
			r.say(fmt.Sprint("quiet", second), "honest")
			time.Sleep(time.Second)
		}
		time.Sleep(5 * time.Minute)
		junk, told, urgent, honest := 0, 0, 0, 0
		for _, s := range r.fake.texts() {
			switch {
			case strings.HasPrefix(s, "re junk"):
				junk++
			case strings.HasPrefix(s, "re khan"):
				urgent++
			case s == "re honest":
				honest++
			default:
				told++
			}
		}
		if junk > 61 || told != 1 || honest != 60 {
			t.Errorf("%d junk answered, told %d times, %d honest of 60", junk, told, honest)
		}
		if urgent == 0 {
			t.Log(r.fake.texts())
			t.Error("the call for help was drowned")
		}
		if n := strings.Count(r.log.String(), "msg=flood"); n == 0 || n > 2 {
			t.Errorf("logged %d times", n)
		}
		r.close()
	})
}

func TestStopFinishesWhatIsInHand(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.fake.takes = 6 * time.Second
		r.put(row("a", "slow", flows.Answer, time.Now()), row("b", "slow", flows.Answer, time.Now()))
		r.start()
		time.Sleep(time.Second)
		if took := r.end(); took > 6*time.Second {
			t.Errorf("stopped after %v", took)
		}
		if s := r.states(); s[flows.Sent] != 1 || s[flows.Waiting] != 1 || s[flows.Claimed] != 0 {
			t.Errorf("states %v", s)
		}
		r.shut()
	})
}

func TestStopCutsWhatHangs(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.fake.takes = time.Hour
		for i := range 200 {
			r.put(row(fmt.Sprint("m", i), fmt.Sprint(i), flows.Answer, time.Now()))
		}
		r.start()
		time.Sleep(time.Second)
		if took := r.end(); took > 10*time.Second {
			t.Errorf("stopped after %v", took)
		}
		if s := r.states(); s[flows.Waiting] != 200 {
			t.Errorf("states %v", s)
		}
		r.shut()
	})
}

func TestRestartNamesPossibleRepeats(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		one, two := row("left.1", "1", flows.Answer, time.Now()), row("left.2", "2", flows.Answer, time.Now())
		one.State = flows.Claimed
		r.put(one, two)
		r.start()
		time.Sleep(time.Second)
		if got := len(r.fake.shown()); got != 2 {
			t.Errorf("%d shown", got)
		}
		if log := r.log.String(); !strings.Contains(log, "possible repeats") || !strings.Contains(log, "count=1 messages=[left.1]") {
			t.Errorf("log: %s", log)
		}
		if r.bot.Health().Repeats != 1 {
			t.Error("health does not count it")
		}
		r.say("9", "go on")
		time.Sleep(time.Second)
		r.end()
		r.start() // the same again: nothing to repeat, and reading goes on where it was
		time.Sleep(time.Second)
		if n := len(r.fake.shown()); n != 3 || r.fake.cursor != "1" {
			t.Errorf("%d shown, cursor %q", n, r.fake.cursor)
		}
		r.close()
	})
}

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

func TestClockSetBack(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tries := 0
		r.fake.answer = func(string, flows.Act) flows.Outcome {
			if tries++; tries == 1 {
				return flows.Outcome{Result: flows.Later, After: 10 * time.Second, Asked: true}
			}
			return flows.Outcome{}
		}
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
