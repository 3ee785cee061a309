package telegram_test

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/bot/telegram/fake"
	"caunoi/flows"
)

// results is how the results are called here.
var results = map[flows.Result]string{
	flows.Done: "done", flows.Later: "later", flows.Moved: "moved", flows.Gone: "gone",
	flows.Never: "never", flows.Lost: "lost", flows.Unsure: "unsure",
}

// kindActs is what is tried against each kind of answer: the library treats
// them differently (T5).
func kindActs() map[string]flows.Act {
	return map[string]flows.Act{
		"text":   {Text: "một"},
		"edit":   {Text: "một", Edit: "5"},
		"upload": {Text: "một", Files: []flows.File{{Kind: flows.Photo, Ref: "sheet"}}},
	}
}

// TestKindsOfAnswers classifies every kind of answer, for a text, an edit and
// an upload. With -v it prints the table (reliability P17).
func TestKindsOfAnswers(t *testing.T) {
	var now answerCase
	c, log := on(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		now.write(w)
	})
	cases := slices.Concat(serviceCases(), chatCases(), contentCases())
	for _, now = range cases {
		for _, what := range slices.Sorted(maps.Keys(kindActs())) {
			now.check(t, what, c.Do(t.Context(), "-5", kindActs()[what]))
		}
		t.Logf("%d %-75.75s %s %s", now.code, now.desc, results[now.want], now.why)
	}
	if len(cases) < 60 {
		t.Errorf("%d kinds of answers, want at least 60", len(cases))
	}
	if h := c.Health(); h.Trouble != "token refused" {
		t.Errorf("after a 401 the health is %q", h.Trouble)
	}
	if strings.Contains(log.String(), canary) || strings.Contains(log.String(), "một") {
		t.Error("the log holds the token or a text")
	}
}

// check compares an outcome with what the case wants.
func (a answerCase) check(t *testing.T, what string, got flows.Outcome) {
	t.Helper()
	name := fmt.Sprintf("%s: %d %s", what, a.code, a.desc)
	if got.Result != a.want || got.Why != a.why {
		t.Errorf("%s: ended as %s (%q), want %s (%q)", name, results[got.Result], got.Why, results[a.want], a.why)
	}
	if (got.After > 0) != (got.Result == flows.Later) {
		t.Errorf("%s: %s with a wait of %v", name, results[got.Result], got.After)
	}
	if (got.To == "telegram:-1002") != (got.Result == flows.Moved) {
		t.Errorf("%s: the chat lives at %q", name, got.To)
	}
	if got.Why == "flood" && a.code != 420 && (got.After != 7*time.Second || !got.Asked) {
		t.Errorf("%s: wait %v, asked %v; want the 7 s that it named", name, got.After, got.Asked)
	}
	if got.Result == flows.Done && what == "edit" && got.Shown != "5" {
		t.Errorf("%s: it shows as %q, want the message that was edited", name, got.Shown)
	}
}

// lineCases is what a line or a server in trouble does to a call: what it must
// end as, and how many messages the person then sees of the three acts.
func lineCases() map[string]struct {
	want flows.Result
	why  string
	seen int
} {
	type end = struct {
		want flows.Result
		why  string
		seen int
	}
	lost := func(seen int) end { return end{flows.Unsure, "answer lost", seen} }
	return map[string]end{
		"drop": lost(0), "reset": lost(0), "html": lost(0),
		"lose": lost(2), "losereset": lost(2), "cut": lost(2), "empty": lost(2), "gzip": lost(2),
		"odd": {flows.Done, "", 2}, "502": {flows.Later, "service down", 0}, "redirect": {flows.Later, "service down", 0},
		"silence": {flows.Unsure, "timed out", 0}, "mute": {flows.Unsure, "timed out", 2}, "slow": {flows.Unsure, "timed out", 2},
	}
}

// TestKindsOfLines is the rest of the table: calls that bring no answer of the
// Bot API, cut before their effect and after it.
func TestKindsOfLines(t *testing.T) {
	for _, kind := range slices.Sorted(maps.Keys(lineCases())) {
		end := lineCases()[kind]
		s := serve(t, fake.Options{})
		s.Person(7, "An")
		c := reading(t, s.URL, s.Token())
		old := c.Do(t.Context(), "7", flows.Act{Text: "cũ"}).Shown
		s.Fault(fake.Fault{Kind: kind, Count: -1})
		for what, act := range kindActs() {
			if act.Edit != "" {
				act.Edit = old
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			if end.why == "timed out" {
				ctx, cancel = context.WithTimeout(t.Context(), 100*time.Millisecond)
			}
			if got := c.Do(ctx, "7", act); got.Result != end.want || got.Why != end.why {
				t.Errorf("%s: %s: ended as %s (%q), want %s (%q)", what, kind, results[got.Result], got.Why, results[end.want], end.why)
			}
			cancel()
		}
		if n := len(s.Seen(7)) - 1; n != end.seen {
			t.Errorf("%s: the person sees %d new messages, want %d", kind, n, end.seen)
		}
		t.Logf("%-10s %s %s", kind, results[end.want], end.why)
	}
}

// TestKindsOfNoLine meets a service that is not there: nothing was sent, so
// everything is tried again.
func TestKindsOfNoLine(t *testing.T) {
	mute, err := net.Listen("tcp", "127.0.0.1:0") // takes connections and says nothing
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = mute.Close() })
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = gone.Close()
	for what, api := range map[string]string{
		"no such name": "https://telegram.invalid", "nobody listens": "http://" + gone.Addr().String(),
		"no TLS in time": "https://" + mute.Addr().String(),
	} {
		for act, a := range kindActs() {
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			got := reading(t, api, "1:"+canary).Do(ctx, "7", a)
			cancel()
			if got.Result != flows.Later || got.Why != "unreachable" || got.After <= 0 {
				t.Errorf("%s: %s: ended as %+v, want later, unreachable", act, what, got)
			}
		}
		t.Logf("%-15s later unreachable", what)
	}
}

// TestKindsOfPresses answers a press once whatever the answer is: too late and
// answered already are no reason to try again (A9).
func TestKindsOfPresses(t *testing.T) {
	for _, f := range []fake.Fault{
		{Kind: "error", Code: 400, Description: "Bad Request: query is too old and response timeout expired or query ID is invalid"},
		{Kind: "error", Code: 429, Description: "Too Many Requests: retry after 7", After: 7}, {Kind: "502"}, {Kind: "lose"}, {Kind: "odd"},
	} {
		s := serve(t, fake.Options{})
		an := s.Person(7, "An")
		c := reading(t, s.URL, s.Token())
		shown := c.Do(t.Context(), "7", flows.Act{Text: "Ai nhận?", Buttons: []flows.Button{{Label: "Nhận", Do: "nhan"}}})
		f.Method = "answerCallbackQuery"
		s.Fault(f)
		if err := an.Press(0, "Nhận"); err != nil || shown.Result != flows.Done {
			t.Fatal(err, shown)
		}
		took := taking(t, c)
		if !s.Wait(t.Context(), func() bool { return s.Stats().Calls["answerCallbackQuery"] > 0 }) {
			t.Fatal("the press was never answered")
		}
		an.Say("sau")
		took("sau")
		if n := s.Stats().Calls["answerCallbackQuery"]; n != 1 {
			t.Errorf("%+v: answered %d times, want once", f, n)
		}
	}
}

// TestPaces keeps what the channel asks of delivery within what a group takes
// in any minute, its burst included, and within what all chats take (A4).
func TestPaces(t *testing.T) {
	l := reading(t, "", "1:"+canary).Limits()
	if n := l.Group.Burst + int(time.Minute/l.Group.Every); n > 18 {
		t.Errorf("%d messages can go to a group in a minute, want 18 at most", n)
	}
	if l.Total.Every < time.Second/30 || l.Chat.Every < time.Second {
		t.Errorf("the paces %+v are over 30 a second or one a second in a chat", l)
	}
}
