package telegram_test

import (
	"strconv"
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

// TestTopics shows a text and files in a topic of a forum, and says so where it is
// closed or gone; the one that every group has is named by no id.
func TestTopics(t *testing.T) {
	const forum = -1_001_000_000_005
	s := serve(t, fake.Options{})
	c := channel(t, s, &notebook{})
	s.Group(forum, "Tổ")
	for topic, state := range map[int64]string{30: "open", 31: "closed", 32: "deleted"} {
		if err := s.Topic(forum, topic, state); err != nil {
			t.Fatal(err)
		}
	}
	an := s.Person(7, "An").InTopic(forum, 30)
	asks := an.Say("/viec@bot")
	an.Photo("")
	log := s.Log()
	photo := flows.File{Kind: flows.Photo, Channel: "telegram", Ref: log[len(log)-1].Files[0].ID}
	for what, act := range map[string]flows.Act{
		"a text":   {Text: "CHỈ ĐẠO 1", Topic: "30"},
		"a file":   {Text: "CHỈ ĐẠO 1", Topic: "30", Files: []flows.File{photo}},
		"an album": {Text: "CHỈ ĐẠO 1", Topic: "30", Files: []flows.File{photo, photo}},
		"a reply":  {Text: "CHỈ ĐẠO 1", Topic: "30", ReplyTo: strconv.FormatInt(asks, 10)},
	} {
		before := len(s.Seen(forum))
		if o := c.Do(t.Context(), "-1001000000005", act); o.Result != flows.Done {
			t.Errorf("%s came to %+v", what, o)
		}
		for _, m := range s.Seen(forum)[before:] {
			if m.Topic != 30 {
				t.Errorf("%s stands in topic %d", what, m.Topic)
			}
		}
	}
	if o := c.Do(t.Context(), "-1001000000005", flows.Act{Text: "a"}); o.Result != flows.Done {
		t.Errorf("in the one that every group has: %+v", o)
	}
	for _, topic := range []string{"31", "32", "33", "1"} {
		if o := c.Do(t.Context(), "-1001000000005", flows.Act{Text: "a", Topic: topic}); o.Result != flows.Gone || o.Why != flows.TopicClosed {
			t.Errorf("in topic %s: %+v", topic, o)
		}
	}
	if o := c.Do(t.Context(), "-1001000000005", flows.Act{Text: "a", Topic: "x"}); o.Result != flows.Never {
		t.Errorf("in a topic that is none: %+v", o)
	}
	if err := s.Topic(forum, 0, "closed"); err != nil {
		t.Fatal(err)
	}
	if o := c.Do(t.Context(), "-1001000000005", flows.Act{Text: "a"}); o.Result != flows.Gone || o.Why != flows.TopicClosed {
		t.Errorf("where the one that every group has is closed: %+v", o)
	}
}
