package telegram_test

import (
	"strconv"
	"testing"
	"time"

	"caunoi/bot/telegram/fake"
	"caunoi/flows"
)

// TestDelete: many messages are deleted with as few calls as they take, and what
// is older than two days stands and is told apart from what failed otherwise.
func TestDelete(t *testing.T) {
	now := time.Date(2026, 11, 2, 6, 0, 0, 0, time.UTC)
	s := serve(t, fake.Options{Now: func() time.Time { return now }})
	an := s.Person(7, "An")
	c := channel(t, s, &notebook{})
	var ids []string
	for range 130 {
		ids = append(ids, c.Do(t.Context(), "7", flows.Act{Text: "CHỈ ĐẠO 12"}).Shown)
	}
	remove := func(ids ...string) flows.Outcome {
		return c.Do(t.Context(), "7", flows.Act{Deed: flows.Delete, Gone: ids})
	}
	if o := remove(ids[:105]...); o.Result != flows.Done || len(s.Seen(7)) != 25 || s.Stats().Calls["deleteMessages"] != 2 {
		t.Errorf("105 ended as %+v with %d calls, and %d of 130 stand; want done with two, and 25", o, s.Stats().Calls["deleteMessages"], len(s.Seen(7)))
	}
	now = now.Add(48*time.Hour + time.Minute)
	for _, gone := range [][]string{ids[105:106], ids[105:110]} {
		if o := remove(gone...); o.Result != flows.Never || o.Why != flows.TooOld {
			t.Errorf("after two days it ended as %+v", o)
		}
	}
	if o := c.Do(t.Context(), "7", flows.Act{Edit: ids[105], Text: "THU HỒI"}); o.Result != flows.Done {
		t.Errorf("striking it out ended as %+v", o)
	}
	if o := remove("x"); o.Result != flows.Never || o.Why != "bad message" {
		t.Errorf("what is no id ended as %+v", o)
	}
	an.Block()
	if o := remove(strconv.Itoa(1 << 40)); o.Result != flows.Gone {
		t.Errorf("in a closed chat it ended as %+v", o)
	}
}
