package telegram_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"caunoi/bot"
	"caunoi/bot/telegram"
	"caunoi/bot/telegram/fake"
	"caunoi/flows"
)

// TestRates: whatever is written, a little less than it is kept to, in any minute
// of a group too.
func TestRates(t *testing.T) {
	for _, r := range []bot.Rates{bot.TelegramRates(), {Total: 1, Chat: 1, Group: 1}, {Total: 1000, Chat: 30, Group: 1000}, {Total: 25, Chat: 1, Group: 7}} {
		c, err := telegram.New(telegram.Options{Token: "1:a", Rates: r})
		if err != nil {
			t.Fatal(err)
		}
		l := c.Limits()
		if n := l.Group.Burst + int(time.Minute/l.Group.Every); n > r.Group {
			t.Errorf("%+v: %d messages can go to a group in a minute", r, n)
		}
		if got := float64(time.Second) / float64(l.Total.Every); got > float64(r.Total) || got < 0.997*float64(r.Total) {
			t.Errorf("%+v: %.3f a second in all", r, got)
		}
		if got := float64(time.Second) / float64(l.Chat.Every); got > float64(r.Chat)*1.0001 {
			t.Errorf("%+v: %.3f a second to a chat", r, got)
		}
	}
}

// TestPaidBroadcast: with a paid allowance what is shown says so, and nothing else
// does; without one nothing does.
func TestPaidBroadcast(t *testing.T) {
	for _, allowance := range []bot.Allowance{bot.Free, bot.Paid} {
		s := serve(t, fake.Options{})
		s.Person(7, "An")
		var mu sync.Mutex
		paid := map[string]bool{}
		front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, in *http.Request) {
			if err := in.ParseForm(); err != nil {
				t.Error(err)
			}
			mu.Lock()
			paid[in.URL.Path[strings.LastIndexByte(in.URL.Path, '/')+1:]] = in.PostForm.Get("allow_paid_broadcast") == "true"
			mu.Unlock()
			s.ServeHTTP(w, in) // which knows the parameter, or the test fails
		}))
		defer front.Close()
		rates := bot.TelegramRates()
		rates.Allowance = allowance
		c, err := telegram.New(telegram.Options{Token: s.Token(), API: front.URL, Rates: rates})
		if err != nil {
			t.Fatal(err)
		}
		o := c.Do(t.Context(), "7", flows.Act{Text: "a"})
		c.Do(t.Context(), "7", flows.Act{Text: "b", Edit: o.Shown})
		c.Do(t.Context(), "7", flows.Act{Deed: flows.Delete, Gone: []string{o.Shown}})
		want := allowance == bot.Paid
		if len(paid) != 3 || paid["sendMessage"] != want || paid["editMessageText"] || paid["deleteMessage"] {
			t.Errorf("%s: said to be paid: %v", allowance, paid)
		}
	}
}
