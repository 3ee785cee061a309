package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"caunoi/flows"
	"caunoi/flows/directive"
	"caunoi/flows/enroll"
	"caunoi/flows/text"
	"caunoi/store"
)

// A try is one of the twelve kinds of senders who may neither link the group of
// team NH-01 nor send that team anything.
type try struct {
	sender
	until  bool // the post ended a moment ago
	writes bool // may write a directive for another part of the tree
}

// twelve are the senders. The anonymous administrator and the channel come from the
// service without a name; what it drops of theirs is TestHidden of bot/telegram.
func twelve() []try {
	return []try{
		{sender: sender{name: "a stranger", as: "stranger"}},
		{sender: sender{"who has not joined", flows.Head, "NH-01", true, "unjoined"}},
		{sender: sender{"who refused", flows.Head, "NH-01", true, "refused"}},
		{sender: sender{"who has left", flows.Head, "NH-01", true, "ended"}},
		{sender: sender{"a member", flows.Plain, "NH-01", true, "joined"}},
		{sender: sender{"the head of another team", flows.Head, "NH-02", false, "joined"}},
		{sender: sender{"in charge of another commune's team", flows.Charge, "NH-02", false, "joined"}},
		{sender: sender{"the duty officer", flows.Duty, "03169", true, "joined"}},
		{sender: sender{"an anonymous administrator", flows.Admin, "11", true, "hidden"}},
		{sender: sender{"a linked channel", "", "", false, "hidden"}},
		{sender: sender{"an administrator of another commune", flows.Admin, "03166", false, "joined"}, writes: true},
		{sender: sender{"whose right was just taken", flows.Admin, "03169", true, "joined"}, until: true},
	}
}

// refusing are all the sentences that these senders may be told, in private and
// in a group.
var refusing = []string{"group.refused", "group.hidden", "group.how", "group.answered", "compose.closed", "join.ask", "join.code.bad", "join.code.member"}

// TestTwelveSenders tries /nhom, the link on the team's sheet and /chidao as
// twelve kinds of senders, in private, in a group that serves no team and in the
// group of another team: no group changes hands, no directive is made, nobody is
// told anything but the sender and the group, in a plain sentence, and the link
// stays good for the team's head.
func TestTwelveSenders(t *testing.T) {
	m := newMatrix(t)
	tried, linked := 0, 0
	for _, s := range twelve() {
		for _, place := range []string{"x", "-foreign", "-other"} {
			if s.as == "hidden" && place == "x" {
				continue // nobody is hidden from the bot in private
			}
			for _, said := range []string{"/nhom NH-01", "/nhom nh-01", "/start CODE", "/chidao họp ngay"} {
				tried++
				m.refusesAll(s, place, said)
			}
		}
	}
	for _, s := range []sender{{"the head", flows.Head, "NH-01", true, "joined"}, {"the administrator", flows.Admin, "11", true, "joined"}} {
		for _, said := range []string{"/nhom NH-01", "/start CODE"} {
			m.inWorld(try{sender: s}, func(tx store.Tx, code string) {
				m.says(tx, s, "-foreign", strings.Replace(said, "CODE", code, 1))
				if got := groupsOf(tx); got != "test:-foreign=NH-01;test:-other=NH-02;" {
					t.Errorf("%s by %s: the groups are %s", said, s.name, got)
					return
				}
				linked++
			})
		}
	}
	t.Logf("12 kinds of senders of /nhom, of the link and of /chidao, in 3 places: %d tried, nothing linked, nothing sent; of 4 tries by those who may, %d linked", tried, linked)
}

// refusesAll tries one line as one sender in one place.
func (m *matrix) refusesAll(s try, place, said string) {
	m.t.Helper()
	m.inWorld(s, func(tx store.Tx, code string) {
		taken := m.says(tx, s.sender, place, strings.Replace(said, "CODE", code, 1))
		if got := groupsOf(tx); got != "test:-foreign=;test:-other=NH-02;" {
			m.t.Errorf("%s by %s in %s: the groups are %s", said, s.name, place, got)
		}
		for d := range directive.Directives.All(tx) {
			m.t.Errorf("%s by %s in %s: directive %d was made", said, s.name, place, d.Number)
		}
		for _, q := range taken.Queued {
			if to := q.To.Chat(); to != "x" && to != place {
				m.t.Errorf("%s by %s in %s: something is sent to %s", said, s.name, place, to)
			}
			sent, ok := m.desk.Claim(tx, q.ID, m.now)
			plain := slices.ContainsFunc(refusing, func(key string) bool {
				return sent.Text == m.desk.Texts.Say(text.Vietnamese, "", key, text.Args{"organisation": m.desk.Set.Organisation})
			})
			if ok && sent.Message.Deed == flows.Show && !plain && !(s.writes && strings.HasPrefix(said, "/chidao")) {
				m.t.Errorf("%s by %s in %s is answered %q", said, s.name, place, sent.Text)
			}
		}
		m.person(tx, "x", "Tổ trưởng", flows.Head, "NH-01")
		m.says(tx, sender{name: "the head"}, "-late", "/start "+code)
		if got := groupsOf(tx); !strings.Contains(got, "test:-late=NH-01;") {
			m.t.Errorf("after %s by %s in %s the head cannot link the group any more: %s", said, s.name, place, got)
		}
	})
}

// inWorld calls f in a world of its own, in which team NH-01 has no group and its
// link is good.
func (m *matrix) inWorld(s try, f func(tx store.Tx, code string)) {
	m.t.Helper()
	err := m.db.Update(context.Background(), func(tx store.Tx) {
		_ = tx.Try(func() {
			m.world(tx, act{}, s.sender)
			flows.Groups.Delete(tx, "test:-own")
			flows.Groups.Put(tx, flows.Group{Address: "test:-other", Unit: "NH-02", Since: m.now})
			for _, p := range flows.PostsOf(tx, "x", m.now) {
				if s.until {
					p.To = m.now
					flows.Posts.Put(tx, p)
				}
			}
			code, _, err := enroll.InviteGroup(tx, m.desk.Set, "NH-01", m.now)
			if err != nil {
				m.t.Errorf("the link: %v", err)
			}
			f(tx, code)
			panic("undo")
		})
	})
	if err != nil {
		m.t.Fatal(err)
	}
}

// says has the sender say something in a place.
func (m *matrix) says(tx store.Tx, s sender, place, said string) flows.Taken {
	m.t.Helper()
	m.seq++
	e := flows.Event{
		ID: fmt.Sprintf("test:s%d", m.seq), Seq: m.seq, At: m.now, Said: m.now, Kind: flows.Said, Message: "u1", Text: said,
		By: flows.At("test", "x"), Chat: flows.At("test", place), Private: place == "x",
	}
	if s.as == "hidden" {
		e.By, e.Hidden = "", true
	}
	taken := m.desk.Take(tx, []flows.Event{e})
	for _, aside := range taken.Aside {
		m.t.Errorf("%s by %s in %s was put aside: %s", said, s.name, place, aside.Why)
	}
	return taken
}

// groupsOf is which group serves which team.
func groupsOf(tx store.Tx) (all string) {
	for g := range flows.Groups.All(tx) {
		all += string(g.Address) + "=" + g.Unit + ";"
	}
	return all
}
