package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/flowtest"
	"caunoi/flows/rota"
	"caunoi/store"
)

// A scene is a place in which people write and press, and all that anybody is
// shown is remembered.
type scene struct {
	t    *testing.T
	db   store.DB
	desk *flows.Desk
	now  time.Time
	seq  int64
	seen map[string][]string // by person, everything that was shown, with what hangs on it
	news map[string]int      // by person, how many of that began a message of its own
}

// newScene makes the organisation of every scene.
func newScene(t *testing.T) *scene {
	t.Helper()
	zone := time.FixedZone("+07", 7*60*60)
	s := &scene{t: t, db: flowtest.Store(t), desk: wholeDesk(t, zone), now: time.Date(2026, 11, 23, 8, 0, 0, 0, zone), seen: map[string][]string{}, news: map[string]int{}}
	s.update(func(tx store.Tx) {
		for _, u := range []flows.Unit{
			{Code: "11", Level: "province", Name: "Tỉnh Một"},
			{Code: "03169", Level: "commune", Name: "Xã Một", Parent: "11"}, {Code: "03166", Level: "commune", Name: "Xã Hai", Parent: "11"},
			{Code: "NH-01", Level: "village", Name: "Bản Một", Parent: "03169", Team: true},
			{Code: "NH-02", Level: "village", Name: "Bản Hai", Parent: "03169", Team: true},
			{Code: "MC-01", Level: "village", Name: "Bản Ba", Parent: "03166", Team: true},
		} {
			flows.Units.Put(tx, u)
		}
		s.desk.Start(tx, s.now)
	})
	return s
}

// wholeDesk returns the desk that the program runs with, for a service called test
// that can do everything.
func wholeDesk(t testing.TB, zone *time.Location) *flows.Desk {
	t.Helper()
	set := flows.Defaults()
	set.Organisation, set.DutyPhone, set.Zone, set.Secret = "Đảng ủy xã", "02150000000", zone, []byte("whole")
	desk, err := newDesk(set, map[string]flows.Traits{"test": {Buttons: true, Edits: true, Phones: true}})
	if err != nil {
		t.Fatal(err)
	}
	return desk
}

func (s *scene) update(f func(tx store.Tx)) {
	s.t.Helper()
	if err := s.db.Update(context.Background(), f); err != nil {
		s.t.Fatal(err)
	}
}

// view is for what is only looked at.
func (s *scene) view(f func(tx store.Tx)) {
	s.t.Helper()
	if err := s.db.View(context.Background(), f); err != nil {
		s.t.Fatal(err)
	}
}

// member puts somebody who has joined into the scene, with pairs of unit and
// role.
func (s *scene) member(m flows.Member, posts ...string) {
	m.Homes, m.Consent = []flows.Home{{Address: flows.At("test", m.ID), Since: s.now}}, flows.Consent{Version: "1", Agreed: true, At: s.now}
	s.update(func(tx store.Tx) {
		flows.Members.Put(tx, m)
		for i := 0; i+1 < len(posts); i += 2 {
			flows.Posts.Put(tx, flows.Post{Member: m.ID, Unit: posts[i], Role: flows.Role(posts[i+1])})
		}
	})
}

// away lets a person be on leave, with who stands in.
func (s *scene) away(member string, standIns ...string) {
	s.update(func(tx store.Tx) {
		rota.Leaves.Put(tx, rota.Leave{Member: member, From: s.now.Add(-time.Hour), To: s.now.AddDate(0, 0, 9), StandIns: standIns})
	})
}

func (s *scene) says(who, words string) { s.does(who, flows.Event{Kind: flows.Said, Text: words}) }

func (s *scene) presses(who, do string) {
	s.does(who, flows.Event{Kind: flows.Pressed, Press: do, Message: "b"})
}

// does lets something happen in a person's chat, and everything be sent that
// follows from it.
func (s *scene) does(who string, e flows.Event) {
	s.t.Helper()
	s.event(who, &e)
	s.take(e)
}

// event fills in who does something, and when.
func (s *scene) event(who string, e *flows.Event) {
	s.seq++
	e.ID, e.Seq, e.At, e.Said = fmt.Sprintf("test:u%d", s.seq), s.seq, s.now, s.now
	e.By, e.Chat, e.Private = flows.At("test", who), flows.At("test", who), true
	if e.Message == "" {
		e.Message = fmt.Sprintf("u%d", s.seq)
	}
}

func (s *scene) take(e flows.Event) {
	s.t.Helper()
	var taken flows.Taken
	s.update(func(tx store.Tx) { taken = s.desk.Take(tx, []flows.Event{e}) })
	for _, a := range taken.Aside {
		s.t.Errorf("%s %q was put aside: %s", e.By, e.Text+e.Press, a.Why)
	}
	s.deliver(taken.Queued)
}

// deliver shows all that waits and is due.
func (s *scene) deliver(queue []flows.Queued) {
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		var sending flows.Sending
		var ok bool
		if next.Due.After(s.now) {
			continue
		}
		s.update(func(tx store.Tx) { sending, ok = s.desk.Claim(tx, next.ID, s.now) })
		if !ok {
			continue
		}
		s.saw(sending)
		var taken flows.Taken
		s.update(func(tx store.Tx) {
			taken = s.desk.Settle(tx, sending, flows.Outcome{Result: flows.Done, Shown: "b" + sending.Message.ID}, s.now)
		})
		queue = append(queue, taken.Queued...)
	}
}

// saw remembers what somebody was shown: the words, the buttons and what they do,
// what it answers, and what stands in its files.
func (s *scene) saw(sending flows.Sending) {
	m := sending.Message
	if m.Deed != flows.Show {
		return
	}
	shown := sending.Text
	for _, b := range sending.Buttons {
		shown += "\n[" + b.Label + "](" + b.Do + ")"
	}
	shown += fmt.Sprintf("\n%+v %q", m.About, m.ReplyTo)
	for _, f := range m.Files {
		shown += fmt.Sprintf("\n%+v", f)
		if f.Channel == "" {
			shown += "\n" + s.made(f)
		}
	}
	who := m.To.Chat()
	s.seen[who] = append(s.seen[who], shown)
	if sending.Edit == "" {
		s.news[who]++
	}
}

// made is what stands in a file that is made when it leaves, also in a workbook.
func (s *scene) made(f flows.File) string {
	var data []byte
	err := s.db.View(context.Background(), func(tx store.Tx) {
		var err error
		if data, err = s.desk.Make(tx, s.now, f); err != nil {
			s.t.Errorf("make %s: %v", f.Name, err)
		}
	})
	if err != nil {
		s.t.Fatal(err)
	}
	if !bytes.HasPrefix(data, []byte("PK")) {
		return string(data)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		s.t.Fatal(err)
	}
	var all strings.Builder
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			s.t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			s.t.Fatal(err)
		}
		_ = r.Close()
	}
	return all.String()
}

// passes lets time go by, and what comes due happen in its order.
func (s *scene) passes(d time.Duration) {
	s.t.Helper()
	until := s.now.Add(d)
	for n := 0; n < 20000; n++ {
		var due []flows.Timer
		s.view(func(tx store.Tx) {
			due = nil
			if at, ok := flows.NextDue(tx); ok && !at.After(until) {
				if at.After(s.now) {
					s.now = at
				}
				due = flows.DueTimers(tx, s.now, 1)
			}
		})
		if len(due) == 0 {
			break
		}
		s.take(flows.Firing(due[0], s.now))
	}
	s.now = until
	var waits []flows.Queued
	s.view(func(tx store.Tx) {
		waits = nil
		for q := range flows.Unsent(tx) {
			waits = append(waits, q)
		}
	})
	s.deliver(waits)
}
