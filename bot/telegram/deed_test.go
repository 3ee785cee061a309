package telegram_test

import (
	"strings"
	"testing"

	"caunoi/bot/telegram/fake"
	"caunoi/flows"
)

// TestDeeds leaves a group, once, and sets the menu of one chat only.
func TestDeeds(t *testing.T) {
	s := serve(t, fake.Options{})
	c := channel(t, s, &notebook{})
	an := s.Person(7, "An")
	an.Say("/start")
	s.Group(-5, "Tổ")
	menu := flows.Act{Deed: flows.Menu, Buttons: []flows.Button{{Label: "Cách dùng", Do: "trogiup"}}}
	if o := c.Do(t.Context(), "7", menu); o.Result != flows.Done {
		t.Errorf("the menu came to %+v", o)
	}
	if got := s.CommandsIn("chat 7", ""); !strings.Contains(got, "trogiup") || s.Commands("") != "" {
		t.Errorf("the menu is %q, that of everybody %q", got, s.Commands(""))
	}
	if o := c.Do(t.Context(), "8", menu); o.Result != flows.Never {
		t.Errorf("the menu of a chat that is not there came to %+v; want that it closes nothing", o)
	}
	leave := flows.Act{Deed: flows.Leave}
	if o := c.Do(t.Context(), "-5", leave); o.Result != flows.Done {
		t.Errorf("leaving came to %+v", o)
	}
	if o := c.Do(t.Context(), "-5", leave); o.Result != flows.Gone {
		t.Errorf("leaving again came to %+v", o)
	}
	s.Group(-6, "Tổ")
	s.Migrate(-6, -1_001_000_000_006)
	if o := c.Do(t.Context(), "-6", leave); o.Result != flows.Moved || o.To != "telegram:-1001000000006" {
		t.Errorf("leaving a group that moved came to %+v", o)
	}
}
