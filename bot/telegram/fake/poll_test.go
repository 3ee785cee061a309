package fake_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"caunoi/bot/telegram/fake"
)

func str(n int64) string { return strconv.FormatInt(n, 10) }

func number(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64) // the tables hold numbers
	return n
}

// TestADay drops what nobody fetched for a day (A1).
func TestADay(t *testing.T) {
	at := newClock()
	c := start(t, fake.Options{Now: at.Now})
	an := c.s.Person(7, "An")
	an.Say("a")
	at.pass(2 * time.Hour)
	an.Say("b")
	at.pass(23 * time.Hour)
	if got := c.updates(); len(got) != 1 || got[0] != 1001 {
		t.Errorf("after 25 hours %v came, want the second alone", got)
	}
}

// TestQuietWeek goes on from a lower id after a week of silence.
func TestQuietWeek(t *testing.T) {
	at := newClock()
	c := start(t, fake.Options{Now: at.Now})
	an := c.s.Person(7, "An")
	an.Say("a")
	c.updates("offset=1001")
	at.pass(8 * 24 * time.Hour)
	an.Say("b")
	if got := c.updates("offset=1001"); len(got) != 1 || got[0] >= 1001 {
		t.Errorf("after a quiet week %v came, want one lower id", got)
	}
}

// TestNegativeOffset keeps the last ones only.
func TestNegativeOffset(t *testing.T) {
	c := start(t, fake.Options{})
	an := c.s.Person(7, "An")
	for range 5 {
		an.Say("a")
	}
	if got := c.updates("offset=-2"); len(got) != 2 || got[0] != 1003 || len(c.s.Pending()) != 2 {
		t.Errorf("%v came, %v are kept", got, c.s.Pending())
	}
}

// TestAllowed keeps the kinds asked for when a poll does not say, and goes back
// to the usual ones when it says none (A1).
func TestAllowed(t *testing.T) {
	c := start(t, fake.Options{})
	push := func() { c.s.Update("chat_member", map[string]any{}) }
	push()
	c.updates(`allowed_updates=["chat_member"]`)
	push()
	c.updates()
	push()
	c.updates(`allowed_updates=[]`)
	push()
	if n := len(c.s.Pending()); n != 2 {
		t.Errorf("%d changes of members were queued, want the two while they were asked for", n)
	}
}

// TestBothGet hands the same to two pollers while something waits (A2).
func TestBothGet(t *testing.T) {
	c := start(t, fake.Options{})
	c.s.Person(7, "An").Say("a")
	if one, two := c.updates("timeout=50"), c.updates("timeout=50"); len(one) != 1 || len(two) != 1 {
		t.Errorf("one got %v, the other %v", one, two)
	}
}

// TestTooFast gives one update at a time to who asks the same again at once.
func TestTooFast(t *testing.T) {
	c := start(t, fake.Options{Slow: true})
	an := c.s.Person(7, "An")
	an.Say("a")
	an.Say("b")
	if one, two := c.updates(), c.updates(); len(one) != 2 || len(two) != 1 {
		t.Errorf("%v came, then %v", one, two)
	}
}

// TestNeverUsed fails what this bot has no use for, though the Bot API knows it.
func TestNeverUsed(t *testing.T) {
	c := start(t, fake.Options{})
	for _, x := range [][]string{
		{"setWebhook", "url=https://a.test/x"}, {"banChatMember", "chat_id=-5", "user_id=7"},
		{"deleteWebhook", "drop_pending_updates=true"}, {"sendChatAction", "chat_id=7", "action=typing"},
	} {
		if a := c.call(x[0], x[1:]...); a.Code != 400 || len(c.s.Forgive()) != 1 {
			t.Errorf("%s: %+v", x[0], a)
		}
	}
}

// A failing is a test that notes how it failed.
type failing struct {
	said     []string
	cleanups []func()
}

func (f *failing) Helper()                      {}
func (f *failing) Cleanup(g func())             { f.cleanups = append(f.cleanups, g) }
func (f *failing) Errorf(text string, _ ...any) { f.said = append(f.said, text) }
func (f *failing) Fatalf(text string, _ ...any) { panic(text) }

// TestTestFails shows that an unexpected request fails the test that owns the
// fake, and that one that was forgiven does not.
func TestTestFails(t *testing.T) {
	for forgiven, want := range map[bool]int{false: 1, true: 0} {
		f := &failing{}
		s := fake.Test(f, fake.Options{})
		caller{t, s}.call("sendMessage", "chat_id=7", "text=a", "colour=red")
		if forgiven {
			s.Forgive()
		}
		for _, g := range f.cleanups {
			g()
		}
		if len(f.said) != want || want == 1 && !strings.Contains(f.said[0], "unexpected request") {
			t.Errorf("forgiven %v: the test said %q", forgiven, f.said)
		}
	}
}

// TestDeleting refuses to delete what is older than two days (A5).
func TestDeleting(t *testing.T) {
	at := newClock()
	c := start(t, fake.Options{Now: at.Now})
	c.s.Person(7, "An")
	c.call("sendMessage", "chat_id=7", "text=a")
	id := "message_id=" + str(c.s.Seen(7)[0].Message)
	at.pass(49 * time.Hour)
	if a := c.call("deleteMessage", "chat_id=7", id); a.Code != 400 || !strings.Contains(a.Desc, "can't be deleted") {
		t.Errorf("%+v", a)
	}
}

// TestPressesExpire answers a press once, and not after its time (A9).
func TestPressesExpire(t *testing.T) {
	at := newClock()
	c := start(t, fake.Options{Now: at.Now})
	an := c.s.Person(7, "An")
	c.call("sendMessage", "chat_id=7", "text=a")
	press := func() string {
		if err := an.PressData(c.s.Seen(7)[0].Message, "x"); err != nil {
			t.Fatal(err)
		}
		all := c.raw()
		_, id, _ := strings.Cut(all[len(all)-1], `"id":"press-`)
		id, _, _ = strings.Cut(id, `"`)
		return "callback_query_id=press-" + id
	}
	id := press()
	if one, two := c.call("answerCallbackQuery", id), c.call("answerCallbackQuery", id); !one.OK || two.Code != 400 {
		t.Errorf("answered: %+v, then %+v", one, two)
	}
	id = press()
	at.pass(16 * time.Second)
	if a := c.call("answerCallbackQuery", id); !strings.Contains(a.Desc, "query is too old") {
		t.Errorf("too late: %+v", a)
	}
}
