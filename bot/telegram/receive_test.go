package telegram

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"caunoi/bot"
	"caunoi/bot/telegram/fake"
	"caunoi/flows"
)

// TestUnreachableAtStart starts while Telegram is away, and connects by itself:
// name, menu and updates (P36).
func TestUnreachableAtStart(t *testing.T) {
	b := newBench(t, fake.Options{})
	if err := b.fake.Down(); err != nil {
		t.Fatal(err)
	}
	b.run("")
	for n := 0; n < 6 || b.ch.Health().Trouble == ""; n++ {
		if d := b.wait(); d < time.Second || d > 30*time.Second {
			t.Errorf("waited %v, want 1 to 30 s", d)
		}
	}
	if h := b.ch.Health(); h.Trouble != "unreachable" || !h.LastPoll.IsZero() || h.Since.IsZero() {
		t.Errorf("the health is %+v", h)
	}
	if what, since := b.ch.Trouble(); what != "unreachable" || since.IsZero() {
		t.Errorf("the trouble is %q since %v", what, since)
	}
	if err := b.fake.Up(); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	b.an.Say("một")
	if got := b.next(); got != "một" {
		t.Errorf("got %q", got)
	}
	t.Logf("started while Telegram was away, it received %v after Telegram came, its waits left out", time.Since(began).Round(time.Millisecond))
	b.until(func() bool { return b.fake.Commands("vi") != "" && b.fake.Commands("") != "" })
	if what, since := b.ch.Trouble(); what != "" || !since.IsZero() {
		t.Errorf("reached again, the trouble is %q since %v", what, since)
	}
	if h := b.ch.Health(); h.Trouble != "" || h.LastPoll.IsZero() || h.Name != "CauNoiBot" {
		t.Errorf("the health is %+v", h)
	}
}

// TestBadPolls meets every way a poll can fail, loses nothing and waits as
// long as it should (P17, P32).
func TestBadPolls(t *testing.T) {
	for what, f := range map[string]struct {
		fault   fake.Fault
		trouble string
		least   time.Duration
	}{
		"502":      {fake.Fault{Kind: "502"}, "service down", time.Second},
		"cut":      {fake.Fault{Kind: "cut"}, "unreachable", time.Second},
		"lost":     {fake.Fault{Kind: "lose"}, "unreachable", time.Second},
		"dropped":  {fake.Fault{Kind: "drop"}, "unreachable", time.Second},
		"flood":    {fake.Fault{Kind: "error", Code: 429, Description: "Too Many Requests: retry after 17", After: 17}, "flood", 17 * time.Second},
		"conflict": {fake.Fault{Kind: "error", Code: 409, Description: "Conflict: terminated by other getUpdates request"}, "conflict", time.Second},
		"odd":      {fake.Fault{Kind: "error", Code: 400, Description: "Bad Request: offset"}, "refused", time.Second},
	} {
		t.Run(what, func(t *testing.T) {
			b := newBench(t, fake.Options{})
			f.fault.Method, f.fault.Count = "getUpdates", 3
			b.fake.Fault(f.fault)
			b.an.Say("một")
			b.an.Say("hai")
			b.run("")
			for range 3 {
				if d := b.wait(); d < f.least || d > max(30*time.Second, f.least) {
					t.Errorf("waited %v, want at least %v", d, f.least)
				}
			}
			if one, two := b.next(), b.next(); one != "một" || two != "hai" {
				t.Errorf("got %q and %q", one, two)
			}
			if !strings.Contains(b.logged(), "why=\""+f.trouble) && !strings.Contains(b.logged(), "why="+f.trouble) {
				t.Errorf("the log does not name %q: %s", f.trouble, b.logged())
			}
			if n := strings.Count(b.logged(), "cannot be polled"); n != 1 {
				t.Errorf("the trouble was told %d times, want once", n)
			}
			if b.ch.Health().Trouble != "" {
				t.Error("the trouble stayed")
			}
		})
	}
}

// TestTroubleInWords keeps the line about a poll that failed readable: a wait
// in words, no empty hint and nothing twice.
func TestTroubleInWords(t *testing.T) {
	for kind, hinted := range map[string]bool{"cut": false, "502": false, "error": true} {
		b := newBench(t, fake.Options{})
		b.ch.log = slog.New(slog.NewJSONHandler(b, nil))
		b.fake.Fault(fake.Fault{Kind: kind, Code: 409, Description: "Conflict", Method: "getUpdates"})
		b.an.Say("một")
		b.run("")
		b.next()
		line, _, _ := strings.Cut(b.logged()[strings.Index(b.logged(), `"msg":"telegram cannot`):], "\n")
		if !regexp.MustCompile(`"next":"[0-9.]+m?s"`).MatchString(line) || strings.Contains(line, `"hint"`) != hinted ||
			strings.Count(line, "telegram: getUpdates: ") != 1 {
			t.Errorf("%s: logged %s", kind, line)
		}
	}
}

// TestTokenRefused ends with an error that says what to do and keeps the token.
func TestTokenRefused(t *testing.T) {
	for _, code := range []int{401, 404} {
		b := newBench(t, fake.Options{})
		b.fake.Fault(fake.Fault{Kind: "error", Code: code, Description: "Unauthorized", Method: "getUpdates"})
		err := b.ch.Receive(t.Context(), "", func(bot.Batch) error { return nil })
		if err == nil || strings.Contains(err.Error(), "canary") || !strings.Contains(err.Error(), "BotFather") {
			t.Errorf("%d: the error is %v", code, err)
		}
	}
}

// TestWebhook takes a webhook away once, keeps what waited, and does not fight
// over it (A2).
func TestWebhook(t *testing.T) {
	b := newBench(t, fake.Options{})
	b.an.Say("một")
	b.fake.SetWebhook("https://elsewhere.test/hook")
	b.run("")
	if got := b.next(); got != "một" {
		t.Errorf("got %q", got)
	}
	b.fake.SetWebhook("https://elsewhere.test/hook")
	for range 5 {
		b.wait()
	}
	if h := b.ch.Health(); h.Trouble != "webhook" {
		t.Errorf("the health is %+v", h)
	}
	if n := b.fake.Stats().Calls["deleteWebhook"]; n != 1 {
		t.Errorf("the webhook was taken away %d times, want once", n)
	}
	if a := b.alarm(); a.Kind != flows.Rival || len(b.alarms) != 0 {
		t.Errorf("the administrators are told %+v and %d more, want once of somebody else", a, len(b.alarms))
	}
	if !strings.Contains(b.logged(), "/revoke") {
		t.Errorf("the log does not say how to change the token: %s", b.logged())
	}
}

// TestIdsStartAgain follows the ids when they go on from a lower one after a
// quiet week, without a busy loop; also where the service hides lower ids (T3, P34).
func TestIdsStartAgain(t *testing.T) {
	for _, strict := range []bool{false, true} {
		t.Run(strconv.FormatBool(strict), func(t *testing.T) {
			b := newBench(t, fake.Options{Strict: strict})
			b.an.Say("một")
			b.run("")
			b.next()
			b.until(func() bool { return len(b.fake.Pending()) == 0 })
			b.ahead.Store(int64(8 * 24 * time.Hour))
			b.fake.NextUpdate(100)
			began := time.Now()
			b.an.Say("hai")
			if got := b.next(); got != "hai" {
				t.Errorf("got %q", got)
			}
			t.Logf("after 8 quiet days the first update was handled in %v", time.Since(began).Round(time.Millisecond))
			b.an.Say("ba")
			if got := b.next(); got != "ba" {
				t.Errorf("got %q", got)
			}
			b.until(func() bool { return len(b.fake.Pending()) == 0 })
			if n := b.fake.Stats().Calls["getUpdates"]; n > 10 {
				t.Errorf("%d polls for three updates", n)
			}
		})
	}
}

// TestRefusedBatchIsHeld gives a refused batch again without polling, so
// nothing is confirmed, and stops while f still refuses.
func TestRefusedBatchIsHeld(t *testing.T) {
	b := newBench(t, fake.Options{})
	b.an.Say("một")
	ctx, cancel := context.WithCancel(t.Context())
	var ids []string
	err := b.ch.Receive(ctx, "", func(x bot.Batch) error {
		if ids = append(ids, x.Events[0].ID); len(ids) == 5 {
			cancel()
		}
		return errors.New("disk full")
	})
	if err != nil || len(ids) != 5 || ids[0] != ids[4] {
		t.Errorf("ended with %v after %v", err, ids)
	}
	if n := b.fake.Stats().Calls["getUpdates"]; n != 1 || len(b.fake.Pending()) != 1 {
		t.Errorf("%d polls, %d pending; the update was confirmed", n, len(b.fake.Pending()))
	}
}

// TestPressAnsweredAtOnce answers a press while the store is still busy (A9).
func TestPressAnsweredAtOnce(t *testing.T) {
	b := newBench(t, fake.Options{})
	o := b.ch.Do(t.Context(), "7", flows.Act{Text: "Ai nhận?", Buttons: []flows.Button{{Label: "Nhận", Do: "nhan"}}})
	if o.Result != flows.Done {
		t.Fatalf("ended as %+v", o)
	}
	if err := b.an.Press(0, "Nhận"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err := b.ch.Receive(ctx, "", func(bot.Batch) error {
		b.until(func() bool { return b.fake.Stats().Unanswered == 0 })
		cancel()
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestSilentPoll ends a poll that nobody answers, and polls again (P32).
func TestSilentPoll(t *testing.T) {
	b := newBench(t, fake.Options{})
	plain := &http.Request{Header: http.Header{}}
	upload := &http.Request{Header: http.Header{"Content-Type": {"multipart/form-data; boundary=x"}}}
	if b.ch.line.patience("getUpdates", plain) != 11*time.Second || b.ch.line.patience("sendPhoto", plain) != callTime ||
		b.ch.line.patience("sendPhoto", upload) != uploadTime {
		t.Error("a call has not the deadline of its kind")
	}
	b.ch.line.poll = 300*time.Millisecond - pollMargin
	b.fake.Fault(fake.Fault{Kind: "silence", Method: "getUpdates"})
	b.an.Say("một")
	b.run("")
	if got := b.next(); got != "một" {
		t.Errorf("got %q", got)
	}
	if n := b.fake.Stats().Calls["getUpdates"]; n < 2 {
		t.Errorf("%d polls", n)
	}
}
