package bot

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"golang.org/x/time/rate"

	"caunoi/flows"
)

// TestNoFloodOfOurOwn sends to 2,071 groups, to 300 people and again and again
// to one group and one person, at the paces of bot/telegram, and holds every
// call against Telegram's known limits: 30 a second, one a second in a chat with
// short bursts, 20 in any minute of a group (P16). Not one draws a 429.
func TestNoFloodOfOurOwn(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.fake.limits.Total = Pace{Every: 33388981 * time.Nanosecond, Burst: 3}
		r.fake.limits.Chat = Pace{Every: time.Second, Burst: 3}
		r.fake.limits.Group, r.fake.limits.Groups = Pace{Every: 5 * time.Second, Burst: 6}, "-"
		var rows []flows.Message
		add := func(chat string, lane flows.Lane) {
			n := strconv.Itoa(len(rows))
			rows = append(rows, row(n, chat, lane, time.Now()))
		}
		for i := range 2071 {
			add(fmt.Sprint(-1000-i), flows.Directive)
		}
		for i := range 300 {
			add(fmt.Sprint(1000+i), flows.Answer)
		}
		for range 60 {
			add("-5", flows.Directive)
			add("7", flows.Urgent)
		}
		r.put(rows...)
		r.start()
		time.Sleep(10 * time.Minute)
		calls := r.fake.shown()
		if len(calls) != len(rows) {
			t.Fatalf("%d of %d were sent", len(calls), len(rows))
		}
		if n := refusals(calls); n != 0 {
			t.Errorf("%d of %d calls would draw a 429", n, len(calls))
		}
		t.Logf("%d messages to 2,073 groups and 301 people in %v: no 429", len(calls), calls[len(calls)-1].at.Sub(calls[0].at).Round(time.Second))
		r.close()
	})
}

// refusals counts the calls that Telegram's known limits refuse.
func refusals(calls []call) (n int) {
	total := rate.NewLimiter(30, 30)
	people, groups := map[string]*rate.Limiter{}, map[string][]time.Time{}
	for _, c := range calls {
		ok := total.AllowN(c.at, 1)
		if c.chat[0] == '-' {
			shown := groups[c.chat]
			for len(shown) > 0 && c.at.Sub(shown[0]) >= time.Minute {
				shown = shown[1:]
			}
			groups[c.chat] = append(shown, c.at)
			ok = ok && len(shown) < 20
		} else {
			if people[c.chat] == nil {
				people[c.chat] = rate.NewLimiter(1, 5)
			}
			ok = ok && people[c.chat].AllowN(c.at, 1)
		}
		if !ok {
			n++
		}
	}
	return n
}

// TestRefusalsAreSeen: the measure of TestNoFloodOfOurOwn sees what goes too
// fast for a group, a chat or in all.
func TestRefusalsAreSeen(t *testing.T) {
	at := time.Now()
	for what, x := range map[string]struct {
		chat  func(i int) string
		every time.Duration
	}{
		"a group": {func(int) string { return "-5" }, 2900 * time.Millisecond},
		"a chat":  {func(int) string { return "7" }, 900 * time.Millisecond},
		"all":     {func(i int) string { return strconv.Itoa(i + 1) }, 30 * time.Millisecond},
	} {
		var calls []call
		for i := range 400 {
			calls = append(calls, call{at: at.Add(time.Duration(i) * x.every), chat: x.chat(i)})
		}
		if refusals(calls) == 0 {
			t.Errorf("%s: nothing was refused", what)
		}
	}
}
