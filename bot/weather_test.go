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
		time.Sleep(25 * time.Millisecond)
		db.broken(context.DeadlineExceeded) // what is on its way comes back now
		r.say("1", "one", "two")
		r.say("2", "three")
		time.Sleep(5 * time.Second)
		if n := len(r.fake.shown()); n != 1 || r.fake.read(&r.fake.refused) == 0 {
			t.Errorf("%d shown of what was never stored, %d refused", n-1, r.fake.read(&r.fake.refused))
		}
		db.mended()
		time.Sleep(30 * time.Second)
		got := strings.Join(r.fake.texts(), ",")
		if len(r.fake.texts()) != 4 || strings.Index(got, "one") > strings.Index(got, "two") || !strings.Contains(got, "three") {
			t.Errorf("shown %s", got)
		}
		if s := r.states(); s[flows.Sent] != 4 || r.bot.Health().Flying != 0 {
			t.Errorf("states %v", s)
		}
		r.close()
	})
}

// TestHeldUntilMorning: what may not be seen yet waits without a restart and keeps
// nothing else from the same chat; it leaves when it may, once.
func TestHeldUntilMorning(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		morning := time.Now().Add(7 * time.Hour)
		late := 0
		r.opt.Desk = tinyDesk(t)
		r.opt.Desk.About("night", flows.Subject{
			Hold: func(*flows.Turn, flows.Message) time.Time { return morning },
			Late: func(*flows.Turn, flows.Message) { late++ },
		})
		for i, until := range []time.Duration{0, 9 * time.Hour, 5 * time.Hour} {
			m := row(fmt.Sprint("n", i), fmt.Sprint(i), flows.Reminder, time.Now())
			m.About.Kind = "night"
			if until > 0 {
				m.Until = time.Now().Add(until)
			}
			r.put(m)
		}
		r.start()
		r.say("0", "one")
		time.Sleep(6 * time.Hour)
		if got := strings.Join(r.fake.texts(), ","); got != "re one" || late != 1 {
			t.Errorf("in the night %q was shown, %d were late", got, late)
		}
		time.Sleep(2 * time.Hour)
		if got := r.fake.texts(); len(got) != 3 || late != 1 {
			t.Errorf("in the morning %q was shown, %d were late", got, late)
		}
		if s := r.states(); s[flows.Sent] != 3 || s[flows.Dropped] != 1 || r.bot.Health().Flying != 0 {
			t.Errorf("states %v", s)
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
		if n := len(r.fake.shown()); n != 1 || r.fake.read(&r.fake.refused) != 0 {
			t.Errorf("%d said, %d refused: the poll is to be held", n, r.fake.read(&r.fake.refused))
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
