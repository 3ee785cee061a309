package group

import (
	"context"
	"fmt"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/flowtest"
	"caunoi/store"
)

var zone = time.FixedZone("+07", 7*60*60)

// A square is a desk for groups over a real file.
type square struct {
	*testing.T
	db   store.DB
	desk *flows.Desk
	now  time.Time
	seq  int64
}

func newSquare(t *testing.T) *square {
	t.Helper()
	s := &square{T: t, db: flowtest.Store(t), desk: flowtest.Bare(t, zone), now: time.Date(2026, 11, 21, 6, 12, 0, 0, zone)}
	s.desk.Group(Heard)
	s.desk.Timer(alone, Alone)
	s.do(func(tx store.Tx) {
		for _, u := range []flows.Unit{{Code: "11", Level: "province"}, {Code: "C", Level: "commune", Parent: "11"}, {Code: "A", Parent: "C", Team: true}, {Code: "B", Parent: "C", Team: true}} {
			flows.Units.Put(tx, u)
		}
		flows.Members.Put(tx, flows.Member{ID: "quan", Consent: flows.Consent{Agreed: true}, Homes: []flows.Home{{Address: "test:quan"}}})
		flows.Posts.Put(tx, flows.Post{Member: "quan", Role: flows.Admin, Unit: "11"})
	})
	return s
}

// do runs f in a transaction that must succeed.
func (s *square) do(f func(store.Tx)) {
	s.Helper()
	if err := s.db.Update(context.Background(), f); err != nil {
		s.Fatal(err)
	}
}

// take hands an event to the desk.
func (s *square) take(e flows.Event) {
	s.Helper()
	s.seq++
	e.ID, e.Seq, e.At = fmt.Sprintf("test:u%d", s.seq), s.seq, s.now
	s.do(func(tx store.Tx) {
		if k := s.desk.Take(tx, []flows.Event{e}); len(k.Aside) > 0 {
			s.Errorf("%+v was put aside: %+v", e, k.Aside)
		}
	})
}

// pass lets time go by, with what comes due.
func (s *square) pass(d time.Duration) {
	for until := s.now.Add(d); s.now.Before(until); s.now = s.now.Add(time.Second) {
		var due []flows.Timer
		s.do(func(tx store.Tx) { due = flows.DueTimers(tx, s.now, 1000) })
		for _, tm := range due {
			e := flows.Firing(tm, s.now)
			s.do(func(tx store.Tx) { s.desk.Take(tx, []flows.Event{e}) })
		}
	}
}

// said returns what waits for a chat, by what it does.
func (s *square) said(chat flows.Address) (shown []string, left int) {
	s.do(func(tx store.Tx) {
		shown, left = nil, 0
		for m := range flows.Outbox.All(tx) {
			switch {
			case m.To != chat:
			case m.Deed == flows.Leave:
				left++
			default:
				shown = append(shown, m.Text)
			}
		}
	})
	return shown, left
}

// TestForeignGroups puts the bot into a hundred groups that nobody links. It
// says the one line, answers no stranger, leaves each once and keeps nothing of
// any (S12).
func TestForeignGroups(t *testing.T) {
	s := newSquare(t)
	chats := make([]flows.Address, 100)
	for i := range chats {
		chats[i] = flows.At("test", fmt.Sprintf("-%d", 1000+i))
		if i%4 != 0 { // a service may also not say that the bot was put there
			s.take(flows.Event{Kind: flows.Entered, Chat: chats[i], Standing: []flows.Standing{flows.MayWrite, flows.MayRead, flows.Muted}[i%3]})
		}
		s.take(flows.Event{Kind: flows.Said, By: "test:la", Chat: chats[i], Text: "/nhom A", Message: "1"})
		s.take(flows.Event{Kind: flows.Said, By: "test:la", Chat: chats[i], Text: "khẩn sạt lở", ReplyTo: "1", Message: "2"})
		s.take(flows.Event{Kind: flows.Pressed, By: "test:la", Chat: chats[i], Press: "nhomdoi " + string(chats[i]), Message: "1"})
		s.take(flows.Event{Kind: flows.Edited, By: "test:la", Chat: chats[i], Text: "/nhom A", Message: "1"})
	}
	s.pass(leaveAfter - 2*time.Second)
	for _, chat := range chats {
		if shown, left := s.said(chat); len(shown) != 1 || left != 0 {
			t.Errorf("before the ten minutes are over %s was told %q and left %d times", chat, shown, left)
		}
		s.do(func(tx store.Tx) {
			if _, ok := flows.GroupOf(tx, "A"); ok {
				t.Errorf("%s serves a team", chat)
			}
		})
	}
	s.pass(time.Hour)
	for _, chat := range chats {
		s.take(flows.Event{Kind: flows.Removed, Chat: chat})
		if shown, left := s.said(chat); len(shown) != 1 || left != 1 {
			t.Errorf("%s was told %q and left %d times", chat, shown, left)
		}
	}
	s.do(func(tx store.Tx) {
		for g := range flows.Groups.All(tx) {
			t.Errorf("%s is still known", g.Address)
		}
		for tm := range flows.Timers.All(tx) {
			if tm.Name == alone {
				t.Errorf("%s is still waited for", tm.ID)
			}
		}
	})
}

// TestForgedMigrations: a move that is none changes nothing: neither which group
// serves a team nor where what waits for it goes (S13).
func TestForgedMigrations(t *testing.T) {
	s := newSquare(t)
	a, b, free, away := flows.Address("test:-1"), flows.Address("test:-2"), flows.Address("test:-3"), flows.Address("test:-9")
	s.do(func(tx store.Tx) {
		flows.Groups.Put(tx, flows.Group{Address: a, Unit: "A"})
		flows.Groups.Put(tx, flows.Group{Address: b, Unit: "B"})
		flows.Groups.Put(tx, flows.Group{Address: free})
	})
	s.take(flows.Event{Kind: flows.Said, By: "test:quan", Chat: a, Text: "/nhom", Message: "1"}) // something waits for it
	before := s.groups()
	moves := []struct{ from, to flows.Address }{
		{away, "test:-8"},   // of a group nobody knows
		{away, a},           // of such a group onto a team's
		{free, "test:-8"},   // of a group that serves no team
		{free, b},           // of such a group onto a team's
		{a, b},              // onto the group of another team
		{b, a},              // and back
		{a, a},              // to itself
		{a, "other:-1"},     // to another service
		{a, "test:quan"},    // to somebody's own chat
		{a, "test:"},        // to nowhere
		{"", a},             // from nowhere
		{"test:quan", away}, // of somebody's own chat
		{"other:-1", away},  // of another service
	}
	for i, move := range moves {
		s.take(flows.Event{Kind: flows.Migrated, Chat: move.from, To: move.to})
		if after := s.groups(); after != before {
			t.Errorf("%d: a move from %q to %q changed\n%s to\n%s", i, move.from, move.to, before, after)
		}
	}
	s.take(flows.Event{Kind: flows.Migrated, Chat: a, To: away})
	if shown, _ := s.said(away); len(shown) != 1 {
		t.Errorf("after a move that is one, %d messages wait in the new group; want 1", len(shown))
	}
	t.Logf("%d forged migrations, of known and unknown groups, onto a team's group and away from it: nothing changed; the true one was followed", len(moves))
}

// groups is what is known of groups and who is sent what, in words.
func (s *square) groups() (all string) {
	s.do(func(tx store.Tx) {
		all = ""
		for g := range flows.Groups.All(tx) {
			all += fmt.Sprintf("%s serves %q, dead %q; ", g.Address, g.Unit, g.Dead)
		}
		for m := range flows.Outbox.All(tx) {
			all += fmt.Sprintf("%s to %s; ", m.ID, m.To)
		}
		m, _ := flows.Members.Get(tx, "quan")
		all += fmt.Sprint(m.Homes)
	})
	return all
}
