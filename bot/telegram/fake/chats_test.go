package fake_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"caunoi/bot/telegram/fake"
)

// A clock is a clock that a test moves.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time       { return c.now }
func (c *clock) pass(d time.Duration) { c.now = c.now.Add(d) }
func newClock() *clock                { return &clock{time.Unix(1_700_000_000, 0)} }

// TestLimits lets through what Telegram's known limits let through, and tells
// how long to wait above them (A4).
func TestLimits(t *testing.T) {
	for what, x := range map[string]struct {
		method string
		chat   string
		want   int // that go at once
		again  time.Duration
	}{
		"a private chat": {"sendMessage", "chat_id=7", 5, time.Second},
		"edits as well":  {"editMessageText", "chat_id=7", 5, time.Second},
		"a group":        {"sendMessage", "chat_id=-5", 20, time.Minute},
	} {
		t.Run(what, func(t *testing.T) {
			at := newClock()
			c := start(t, fake.Options{Now: at.Now, Rates: fake.TelegramRates()})
			c.s.Person(7, "An")
			c.s.Group(-5, "Tổ")
			n := 0
			parameters := []string{x.chat, "text=a"}
			if x.method == "editMessageText" {
				parameters = append(parameters, "message_id=1")
			}
			for ; n < 50 && c.call(x.method, parameters...).Code != 429; n++ {
			}
			if n != x.want {
				t.Errorf("%d go at once, want %d", n, x.want)
			}
			at.pass(x.again - time.Millisecond)
			if a := c.call("sendMessage", x.chat, "text=a"); a.Code != 429 {
				t.Errorf("before the time: %+v", a)
			}
			at.pass(2 * time.Second) // and that was hammering, which made it longer
			if a := c.call("sendMessage", x.chat, "text=a"); !a.OK {
				t.Errorf("after the time: %+v", a)
			}
		})
	}
}

// TestTotalLimit counts all chats together, but not the answers to presses.
func TestTotalLimit(t *testing.T) {
	at := newClock()
	c := start(t, fake.Options{Now: at.Now, Rates: fake.TelegramRates()})
	done := 0
	for i := range int64(40) {
		c.s.Person(100+i, "An")
		if c.call("sendMessage", "chat_id="+str(100+i), "text=a").OK {
			done++
		}
		if a := c.call("answerCallbackQuery", "callback_query_id=x"); a.Code != 400 {
			t.Errorf("an answer to a press: %+v", a)
		}
	}
	if done != 30 {
		t.Errorf("%d went in a second, want 30", done)
	}
}

// TestHammering makes the wait longer for who does not wait.
func TestHammering(t *testing.T) {
	at := newClock()
	c := start(t, fake.Options{Now: at.Now})
	c.s.Person(7, "An")
	c.s.Fault(fake.Fault{Kind: "flood", Chat: 7, After: 10})
	c.call("sendMessage", "chat_id=7", "text=a")
	at.pass(2 * time.Second)
	for range 5 {
		c.call("sendMessage", "chat_id=7", "text=a")
	}
	at.pass(9 * time.Second)
	if a := c.call("sendMessage", "chat_id=7", "text=a"); a.Code != 429 {
		t.Errorf("after ten seconds of hammering: %+v", a)
	}
	if n := c.s.Stats().Early; n != 6 {
		t.Errorf("%d came early, want 6", n)
	}
}

// TestShut answers each kind of closed chat in Telegram's own words.
func TestShut(t *testing.T) {
	c := start(t, fake.Options{})
	c.s.Person(7, "An")
	c.s.Group(-5, "Tổ")
	c.s.Group(-1_001_000_000_005, "Tổ")
	for why, want := range map[string]string{
		"blocked": "7 403 blocked by the user", "deactivated": "7 403 user is deactivated", "kicked": "-5 403 from the group chat",
		"left": "-1001000000005 403 member of the supergroup chat", "deleted": "-5 403 was deleted", "muted": "-5 400 not enough rights",
		"forbidden": "-5 400 CHAT_WRITE_FORBIDDEN", "topic": "-5 400 TOPIC_CLOSED", "peer": "7 400 PEER_ID_INVALID",
	} {
		parts := strings.SplitN(want, " ", 3)
		chat := number(parts[0])
		if err := c.s.Shut(chat, why); err != nil {
			t.Fatal(err)
		}
		if a := c.call("sendMessage", "chat_id="+parts[0], "text=a"); str(int64(a.Code)) != parts[1] || !strings.Contains(a.Desc, parts[2]) {
			t.Errorf("%s: %+v, want %s", why, a, want)
		}
		if err := c.s.Shut(chat, ""); err != nil || !c.call("sendMessage", "chat_id="+parts[0], "text=a").OK {
			t.Errorf("%s: it cannot be opened again: %v", why, err)
		}
	}
	if c.s.Shut(7, "tired") == nil || c.s.Shut(8, "blocked") == nil {
		t.Error("an unknown reason, or chat, was taken")
	}
}

// TestGroups tells the bot how it stands in a group, and refuses or takes what
// it sends there accordingly (A7).
func TestGroups(t *testing.T) {
	c := start(t, fake.Options{})
	c.s.Group(-5, "Tổ")
	an := c.s.Person(7, "An").In(-5)
	for _, x := range []struct {
		status string
		writes bool
		kinds  string
	}{
		{"administrator", true, "my_chat_member"},
		{"restricted", false, "my_chat_member"},
		{"left", false, "my_chat_member message"},
		{"member", true, "my_chat_member message"},
		{"kicked", false, "my_chat_member message"},
		{"member", true, "my_chat_member message"},
	} {
		if err := an.Adds(x.status); err != nil {
			t.Fatal(err)
		}
		if a := c.call("sendMessage", "chat_id=-5", "text=a"); a.OK != x.writes {
			t.Errorf("as %s: %+v", x.status, a)
		}
		if got := c.kinds(); got != x.kinds {
			t.Errorf("becoming %s came as %s, want %s", x.status, got, x.kinds)
		}
	}
	if a := c.call("leaveChat", "chat_id=-5"); !a.OK || c.kinds() != "my_chat_member" {
		t.Errorf("leaving: %+v", a)
	}
	if a := c.call("leaveChat", "chat_id=-5"); a.Code != 403 {
		t.Errorf("leaving again: %+v", a)
	}
}

// TestMigration tells of it in the order asked for, and names the new chat to
// who writes to the old one.
func TestMigration(t *testing.T) {
	for _, told := range [][]fake.Side{nil, {fake.OldChat}, {fake.OldChat, fake.NewChat}, {fake.NewChat, fake.OldChat}} {
		c := start(t, fake.Options{})
		c.s.Group(-5, "Tổ")
		c.s.Migrate(-5, -1_001_000_000_005, told...)
		var got []fake.Side
		for _, u := range c.raw() {
			if strings.Contains(u, `"migrate_to_chat_id":-1001000000005`) {
				got = append(got, fake.OldChat)
			} else if strings.Contains(u, `"migrate_from_chat_id":-5`) {
				got = append(got, fake.NewChat)
			}
		}
		if len(got) != len(told) || len(got) > 0 && got[0] != told[0] {
			t.Errorf("told %v, want %v", got, told)
		}
		if a := c.call("sendMessage", "chat_id=-5", "text=a"); a.Code != 400 || a.Parameters.Moved != -1_001_000_000_005 {
			t.Errorf("to the old chat: %+v", a)
		}
		if a := c.call("sendMessage", "chat_id=-1001000000005", "text=a"); !a.OK {
			t.Errorf("to the new chat: %+v", a)
		}
	}
}

// TestMenus keeps a menu for each scope and language.
func TestMenus(t *testing.T) {
	c := start(t, fake.Options{})
	c.s.Person(7, "An")
	menu := `commands=[{"command":"viec","description":"Việc"}]`
	for _, scope := range []string{"", `{"type":"chat","chat_id":7}`, `{"type":"all_group_chats"}`} {
		if a := c.call("setMyCommands", menu, "scope="+scope, "language_code=vi"); scope != "" && !a.OK {
			t.Errorf("%s: %+v", scope, a)
		}
	}
	c.s.Forgive() // an empty scope is none
	if c.s.CommandsIn("chat 7", "vi") == "" || c.s.CommandsIn("all_group_chats", "vi") == "" || c.s.CommandsIn("chat 7", "") != "" {
		t.Error("a menu went elsewhere")
	}
	if a := c.call("setMyCommands", menu, `scope={"type":"chat","chat_id":8}`); a.Code != 400 {
		t.Errorf("in an unknown chat: %+v", a)
	}
	for _, bad := range []string{`[{"command":"Việc","description":"x"}]`, `[{"command":"a","description":""}]`} {
		if a := c.call("setMyCommands", "commands="+bad); a.OK || len(c.s.Forgive()) != 1 {
			t.Errorf("%s was taken", bad)
		}
	}
}

// kinds polls, confirms and returns what the kinds of the updates are.
func (c caller) kinds() string {
	var kinds []string
	for _, u := range c.raw() {
		if strings.Contains(u, `"my_chat_member"`) {
			kinds = append(kinds, "my_chat_member")
		} else {
			kinds = append(kinds, "message")
		}
	}
	return strings.Join(kinds, " ")
}

// raw polls, confirms, and returns the updates as they came.
func (c caller) raw() (all []string) {
	c.t.Helper()
	var list []json.RawMessage
	var last struct {
		ID int64 `json:"update_id"`
	}
	if err := json.Unmarshal(c.call("getUpdates").Result, &list); err != nil {
		c.t.Fatal(err)
	}
	for _, u := range list {
		all = append(all, string(u))
		if err := json.Unmarshal(u, &last); err != nil {
			c.t.Fatal(err)
		}
	}
	c.call("getUpdates", "offset="+str(last.ID+1))
	return all
}
