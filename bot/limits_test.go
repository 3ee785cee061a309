package bot

import (
	"fmt"
	"strconv"
	"strings"
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
		r.fake.limits.Total, r.fake.limits.Chat, r.fake.limits.Group = TelegramRates().Paces()
		r.fake.limits.Groups = "-"
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

// TestNoFloodWithAlbums: albums, files and long texts count as many, and still
// none is refused, also to chats in which single messages come and go; each part
// leaves once and in its order.
func TestNoFloodWithAlbums(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.fake.limits.Total, r.fake.limits.Chat, r.fake.limits.Group = TelegramRates().Paces()
		r.fake.limits.Groups, r.fake.limits.Text = "-", 100
		var rows []flows.Message
		parts := 0
		for i := range 3000 {
			chat := fmt.Sprint(i%40 - 20) // 20 groups, 20 people
			m := row(fmt.Sprintf("%04d", i), chat, flows.Lane(2+i%3), time.Now().Add(time.Duration(i)*time.Millisecond))
			switch n := i / 40 % 7; n {
			case 0:
				for range 10 {
					m.Files = append(m.Files, flows.File{Kind: flows.Photo, Channel: "fake", Ref: "p"})
				}
				parts++ // the album, and the text below it
			case 3:
				m.Text = strings.Repeat(m.Text+" ", 80) // four parts
				parts += 3
			case 5:
				m.Files = []flows.File{{Kind: flows.Document, Channel: "fake", Ref: "p"}} // under it stands the text
			}
			parts++
			rows = append(rows, m)
		}
		r.put(rows...)
		r.start()
		for range 40 { // somebody speaks in each chat meanwhile
			for chat := range 40 {
				r.say(fmt.Sprint(chat-20), "an answer")
				parts++
			}
			time.Sleep(time.Minute)
		}
		calls := r.fake.shown()
		if len(calls) != parts {
			t.Errorf("%d parts left, want %d", len(calls), parts)
		}
		if n := refusals(calls); n != 0 {
			t.Errorf("%d of %d calls would draw a 429", n, len(calls))
		}
		if s := r.states(); s[flows.Sent] != len(rows)+1600 {
			t.Errorf("ended as %v", s)
		}
		r.close()
	})
}

// refusals counts the calls that Telegram's known limits refuse.
func refusals(calls []call) (n int) {
	total := rate.NewLimiter(30, 30)
	people, groups := map[string]*rate.Limiter{}, map[string][]time.Time{}
	for _, c := range calls {
		weight := max(c.files, 1) // each item of an album is a message
		ok := total.AllowN(c.at, weight)
		if c.chat[0] == '-' {
			shown := groups[c.chat]
			for len(shown) > 0 && c.at.Sub(shown[0]) >= time.Minute {
				shown = shown[1:]
			}
			for range weight {
				shown = append(shown, c.at)
			}
			groups[c.chat] = shown
			ok = ok && len(shown) <= 20
		} else {
			if people[c.chat] == nil {
				people[c.chat] = rate.NewLimiter(1, 5)
			}
			ok = ok && people[c.chat].AllowN(c.at, min(weight, 5))
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
