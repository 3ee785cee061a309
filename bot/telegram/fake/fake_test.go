package fake_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"caunoi/bot/telegram/fake"
)

// A caller calls the fake as a bot does.
type caller struct {
	t *testing.T
	s *fake.Server
}

func start(t *testing.T, o fake.Options) caller {
	t.Helper()
	return caller{t, fake.Test(t, o)}
}

// An answer is what the Bot API answers.
type answer struct {
	OK     bool            `json:"ok"`
	Code   int             `json:"error_code"`
	Desc   string          `json:"description"`
	Result json.RawMessage `json:"result"`

	Parameters struct {
		Moved int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// call calls a method with parameters "key=value".
func (c caller) call(method string, parameters ...string) answer {
	c.t.Helper()
	form := url.Values{}
	for _, p := range parameters {
		key, value, _ := strings.Cut(p, "=")
		form.Set(key, value)
	}
	resp, err := http.PostForm(c.s.URL+"/bot"+c.s.Token()+"/"+method, form)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	var a answer
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		c.t.Fatal(err)
	}
	return a
}

// updates polls and returns the ids of what came.
func (c caller) updates(parameters ...string) (ids []int64) {
	c.t.Helper()
	var list []struct {
		ID int64 `json:"update_id"`
	}
	a := c.call("getUpdates", parameters...)
	if err := json.Unmarshal(a.Result, &list); err != nil {
		c.t.Fatalf("%+v: %v", a, err)
	}
	for _, u := range list {
		ids = append(ids, u.ID)
	}
	return ids
}

// TestViolations holds requests against the published API: what it does not
// know is refused and written down.
func TestViolations(t *testing.T) {
	c := start(t, fake.Options{})
	c.s.Person(7, "An")
	for _, x := range []struct {
		method     string
		parameters []string
	}{
		{"sendSmoke", nil},
		{"sendMessage", []string{"chat_id=7"}},
		{"sendMessage", []string{"text=a"}},
		{"sendMessage", []string{"chat_id=7", "text=a", "disable_web_page_preview=true"}},
		{"sendMessage", []string{"chat_id=7", "text=a", "disable_notification=1"}},
		{"sendMessage", []string{"chat_id=7", "text=a", "message_thread_id=x"}},
		{"sendMessage", []string{"chat_id=7", "text=a", "reply_markup=x"}},
		{"sendMessage", []string{"chat_id=7", "text=a", `reply_markup={"inline_keyboard":[[{"callback_data":"a"}]]}`}},
		{"sendMessage", []string{"chat_id=7", "text=a", `reply_markup={"inline_keyboard":[{"text":"a"}]}`}},
		{"sendMessage", []string{"chat_id=7", "text=a", `reply_markup={"inline_keyboard":[[{"text":"a","callback_data":"a","colour":"red"}]]}`}},
		{"sendMessage", []string{"chat_id=7", "text=a", `reply_markup={"inline_keyboard":[[{"text":"a","callback_data":"` + strings.Repeat("a", 65) + `"}]]}`}},
		{"sendMessage", []string{"chat_id=7", "text=a", `link_preview_options={"disabled":true}`}},
		{"sendMessage", []string{"chat_id=7", "text=a", `reply_parameters={"message_id":"5"}`}},
		{"sendMessage", []string{"chat_id=7", "text=" + strings.Repeat("a", 4097)}},
		{"sendMessage", []string{"chat_id=7", "text= "}},
		{"sendPhoto", []string{"chat_id=7", "photo=attach://nothing"}},
		{"sendMediaGroup", []string{"chat_id=7", `media=[{"type":"photo"}]`}},
		{"setMyCommands", []string{`commands=[{"command":"a"}]`}},
		{"getUpdates", []string{"allowed_updates=null"}},
	} {
		before := len(c.s.Violations())
		a := c.call(x.method, x.parameters...)
		if a.OK || a.Code != 400 || len(c.s.Violations()) != before+1 {
			t.Errorf("%s %v: %+v, %d violations", x.method, x.parameters, a, len(c.s.Violations())-before)
		}
	}
	before := len(c.s.Violations())
	good := `reply_markup={"inline_keyboard":[[{"text":"a","callback_data":"a"}]]}`
	if a := c.call("sendMessage", "chat_id=7", "text=a", good, `reply_parameters={"message_id":5,"allow_sending_without_reply":true}`); !a.OK || len(c.s.Violations()) != before {
		t.Errorf("a right request was refused: %+v", a)
	}
	c.s.Forgive()
}

// TestConfirming keeps Telegram's rule: what lies below the offset is gone, all
// else comes again (A1).
func TestConfirming(t *testing.T) {
	c := start(t, fake.Options{})
	an := c.s.Person(7, "An")
	for range 150 {
		an.Say("a")
	}
	first := c.updates()
	if again := c.updates(); len(first) != 100 || len(again) != 100 || again[0] != first[0] {
		t.Errorf("%d came, then %d", len(first), len(again))
	}
	rest := c.updates("offset=1100", "limit=10")
	if len(rest) != 10 || rest[0] != 1100 || len(c.s.Pending()) != 50 {
		t.Errorf("%v came, %d pending", rest, len(c.s.Pending()))
	}
	if all := c.updates("offset=99999"); len(all) != 50 || all[0] != 1100 {
		t.Errorf("an offset over the newest gave %d from %v", len(all), all)
	}
	c.updates("offset=1150")
	c.s.NextUpdate(5)
	an.Say("b")
	if low := c.updates("offset=1150"); len(low) != 1 || low[0] != 5 {
		t.Errorf("after a quiet week %v came", low)
	}
	if c.call("getUpdates", `allowed_updates=["callback_query"]`); len(c.updates("offset=6")) != 0 {
		t.Error("the low id was not confirmed")
	}
	an.Say("c")
	if n := len(c.s.Pending()); n != 0 {
		t.Errorf("%d updates of a kind that is not asked for", n)
	}
}

// TestTwoPollers ends the older of two polls (A2).
func TestTwoPollers(t *testing.T) {
	c := start(t, fake.Options{})
	an := c.s.Person(7, "An")
	older := make(chan answer, 1)
	began := func() bool { return c.s.Stats().Calls["getUpdates"] > 0 }
	go func() { older <- c.call("getUpdates", "timeout=50") }()
	for !began() {
		c.call("getMe")
	}
	newer := make(chan answer, 1)
	go func() { newer <- c.call("getUpdates", "timeout=50") }()
	// Either may be the older one for the server; exactly one is ended.
	var ended answer
	left := newer
	select {
	case ended = <-older:
	case ended = <-newer:
		left = older
	}
	if ended.Code != 409 || !strings.Contains(ended.Desc, "other getUpdates") {
		t.Errorf("got %+v", ended)
	}
	an.Say("a")
	if a := <-left; !a.OK || !strings.Contains(string(a.Result), `"text":"a"`) {
		t.Errorf("the newer poll got %+v", a)
	}
}

// TestClosedChats refuses as Telegram does where nobody can be written to.
func TestClosedChats(t *testing.T) {
	c := start(t, fake.Options{})
	an := c.s.Person(7, "An")
	c.s.Stranger(8, "Binh")
	c.s.Group(-5, "To")
	for what, x := range map[string]struct {
		change     func()
		chat, want string
	}{
		"unknown":  {func() {}, "99", "chat not found"},
		"stranger": {func() {}, "8", "can't initiate"},
		"blocked":  {an.Block, "7", "blocked by the user"},
		"kicked":   {an.In(-5).Leave, "-5", "kicked from the group"},
	} {
		x.change()
		if a := c.call("sendMessage", "chat_id="+x.chat, "text=a"); a.OK || !strings.Contains(a.Desc, x.want) {
			t.Errorf("%s: %+v", what, a)
		}
	}
	if len(c.s.Violations()) != 0 {
		t.Errorf("violations: %v", c.s.Violations())
	}
}

// TestFloods holds a chat for as long as the 429 said, counts who comes early,
// and lets the others through.
func TestFloods(t *testing.T) {
	c := start(t, fake.Options{})
	c.s.Person(7, "An")
	c.s.Person(8, "Binh")
	c.s.Fault(fake.Fault{Kind: "flood", Chat: 7, After: 60})
	for i, code := range []int{429, 429} {
		if a := c.call("sendMessage", "chat_id=7", "text=a"); a.Code != code {
			t.Errorf("call %d: %+v", i, a)
		}
	}
	if a := c.call("sendMessage", "chat_id=8", "text=a"); !a.OK {
		t.Errorf("another chat: %+v", a)
	}
	if got := c.s.Stats(); got.Early != 1 || got.Floods != 2 {
		t.Errorf("counted %+v", got)
	}
	c.s.Lift()
	if a := c.call("sendMessage", "chat_id=7", "text=a"); !a.OK {
		t.Errorf("after it was lifted: %+v", a)
	}
}

// TestRates answers 429 over Telegram's limits when they are turned on.
func TestRates(t *testing.T) {
	c := start(t, fake.Options{Rates: fake.Rates{Group: 20}})
	c.s.Group(-5, "To")
	ok := 0
	for range 25 {
		if c.call("sendMessage", "chat_id=-5", "text=a").OK {
			ok++
		}
	}
	if ok != 20 {
		t.Errorf("%d went to a group at once, want 20", ok)
	}
}

// TestPage shows the phones at the root, with nothing from elsewhere.
func TestPage(t *testing.T) {
	c := start(t, fake.Options{})
	resp, err := http.Get(c.s.URL + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	if err != nil || !strings.HasPrefix(string(page), "<!doctype html>") || strings.Contains(string(page), "://") {
		t.Errorf("the page is not one of its own: %v, %.200s", err, page)
	}
	if !strings.Contains(resp.Header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Error("the page may load things from elsewhere")
	}
}
