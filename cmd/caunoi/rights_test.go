package main

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/flowtest"
	"caunoi/flows/text"
	"caunoi/store"
)

// secret is what a report says that only those may read who may handle it.
const secret = "cầu treo sắp đứt"

// A sender is a kind of person, or of account, who does something.
type sender struct {
	name  string
	role  flows.Role // "" holds no post
	place string     // the unit of the post
	own   bool       // the case is at that unit or below it
	as    string     // "joined", "ended", "refused", "unjoined", "stranger", "hidden"
}

// senders are all kinds there are: every role at its own and at another unit,
// and everybody who is no member.
func senders() []sender {
	var all []sender
	level := func(role flows.Role) (own, other string) {
		switch role {
		case flows.Plain, flows.Secretary, flows.Deputy, flows.Head, flows.Charge, flows.StandIn:
			return "NH-01", "NH-02"
		}
		return "03169", "03166"
	}
	for _, role := range allRoles {
		own, other := level(role)
		all = append(all, sender{string(role) + " here", role, own, true, "joined"}, sender{string(role) + " elsewhere", role, other, false, "joined"})
	}
	all = append(all,
		sender{"duty of the province", flows.Duty, "11", true, "joined"},
		sender{"administrator of the province", flows.Admin, "11", true, "joined"},
		sender{"member without a post", "", "", false, "joined"})
	for _, as := range []string{"ended", "refused", "unjoined", "stranger", "hidden"} {
		all = append(all, sender{as + " person in charge", flows.Charge, "NH-01", false, as})
	}
	return all
}

var allRoles = []flows.Role{
	flows.Plain, flows.Secretary, flows.Deputy, flows.Head, flows.Charge, flows.StandIn, flows.Duty, flows.Coordinator, flows.Leader, flows.Admin,
}

// may reports whether the specification lets the sender do it.
func (a act) may(s sender) bool {
	switch {
	case s.as != "joined":
		return a.anybody && s.as != "hidden"
	case a.member:
		return true
	case a.not == s.name:
		return false
	case a.top && s.place != "11":
		return false
	case s.own || a.anywhere:
		return slices.Contains(a.roles, s.role)
	}
	return false
}

// TestRights plays every command and every press there is, as every kind of
// sender, at the own and at another unit, in private, in the team's group and
// in a foreign one, and compares what happened with the specification
// (conversations.md 0.6, reliability S08 to S11 and S31).
func TestRights(t *testing.T) {
	t.Parallel()
	m := newMatrix(t)
	m.complete()
	tried, refused := 0, 0
	for _, a := range acts() {
		for _, s := range senders() {
			for _, place := range []string{"private", "own group", "foreign group"} {
				if s.as == "hidden" && place == "private" {
					continue // nobody is hidden from the bot in a private chat
				}
				got := m.plays(a, s, place)
				want := a.may(s) && (a.where == "" || strings.HasSuffix(place, a.where))
				tried++
				if !got.done {
					refused++
				}
				if got.done != want {
					t.Errorf("%s by %s in the %s: done is %v, want %v\n\tsaid %q, changed %v", a.do, s.name, place, got.done, want, got.said, got.changed)
				}
				if got.leaked != "" {
					t.Errorf("%s by %s in the %s: leaked %s", a.do, s.name, place, got.leaked)
				}
			}
		}
	}
	t.Logf("%d acts, %d kinds of senders, 3 places: %d tried, %d done, %d refused", len(acts()), len(senders()), tried, tried-refused, refused)
}

// A matrix is the little world in which everything is tried.
type matrix struct {
	t    *testing.T
	db   store.DB
	desk *flows.Desk
	now  time.Time
	seq  int64
	no   []*regexp.Regexp // sentences that refuse
}

// What a trial came to.
type trial struct {
	done    bool
	said    []string
	changed []string // tables
	leaked  string
}

func newMatrix(t *testing.T) *matrix {
	t.Helper()
	zone := time.FixedZone("+07", 7*60*60)
	m := &matrix{t: t, db: flowtest.Store(t), desk: wholeDesk(t, zone), now: time.Date(2026, 11, 21, 6, 0, 0, 0, zone)}
	blank := regexp.MustCompile(`\\\{[^{}]*\\\}`)
	for _, key := range refusals {
		sentence := blank.ReplaceAllString(regexp.QuoteMeta(m.desk.Texts.Raw(text.Vietnamese, key)), "(?s:.*)")
		m.no = append(m.no, regexp.MustCompile("^"+sentence+"$"))
	}
	return m
}

// complete fails if the desk knows something that the table does not, or the
// other way round.
func (m *matrix) complete() {
	m.t.Helper()
	var listed []string
	for _, a := range acts() {
		listed = append(listed, strings.Fields(a.do)[0])
	}
	slices.Sort(listed)
	listed = slices.Compact(listed)
	known := m.desk.Names()
	for _, name := range known {
		if !slices.Contains(listed, name) {
			m.t.Errorf("the desk knows %q and the matrix does not say who may do it", name)
		}
	}
	for _, name := range listed {
		if !slices.Contains(known, name) {
			m.t.Errorf("the matrix speaks of %q and the desk does not know it", name)
		}
	}
}

// plays tries one act and undoes it.
func (m *matrix) plays(a act, s sender, place string) (got trial) {
	m.t.Helper()
	err := m.db.Update(context.Background(), func(tx store.Tx) {
		_ = tx.Try(func() {
			m.world(tx, a, s)
			before := domain(tx)
			m.seq++
			e := flows.Event{
				ID: fmt.Sprintf("test:u%d", m.seq), Seq: m.seq, At: m.now, Said: m.now, Kind: flows.Pressed, Press: a.words(),
				By: flows.At("test", "x"), Chat: flows.At("test", "x"), Private: true, Message: "b1",
			}
			if a.typed {
				e.Kind, e.Text, e.Press, e.Message = flows.Said, "/"+a.words(), "", fmt.Sprintf("u%d", m.seq)
			}
			if place != "private" {
				e.Chat, e.Private = flows.At("test", "-"+strings.Fields(place)[0]), false
			}
			if s.as == "hidden" {
				e.By, e.Hidden = "", true
			}
			taken := m.desk.Take(tx, []flows.Event{e})
			for _, aside := range taken.Aside {
				m.t.Errorf("%s by %s in the %s was put aside: %s", a.do, s.name, place, aside.Why)
			}
			got = m.judge(tx, a, taken, before)
			panic("undo")
		})
	})
	if err != nil {
		m.t.Fatal(err)
	}
	return got
}

// judge says what a trial came to.
func (m *matrix) judge(tx store.Tx, a act, taken flows.Taken, before map[string]string) (got trial) {
	for name, was := range domain(tx) {
		if before[name] != was {
			got.changed = append(got.changed, name)
		}
	}
	answered := false
	for _, q := range taken.Queued {
		s, ok := m.desk.Claim(tx, q.ID, m.now)
		if !ok || s.Message.Deed != flows.Show {
			continue
		}
		all := s.Text
		for _, b := range s.Buttons {
			all += " [" + b.Label + "]"
		}
		group := strings.HasPrefix(q.To.Chat(), "-")
		if group && (strings.Contains(all, secret) || strings.Contains(all, "Người báo")) {
			got.leaked = all
		}
		if q.To.Chat() == "x" {
			got.said = append(got.said, all)
			answered = answered || !m.refuses(s.Text)
		}
	}
	got.done = answered || len(got.changed) > 0
	return got
}

// refuses reports whether a text is one of the sentences that refuse.
func (m *matrix) refuses(said string) bool {
	said = strings.TrimPrefix(said, m.desk.Texts.Say(text.Vietnamese, "", "drill.head", nil)+"\n")
	return slices.ContainsFunc(m.no, func(no *regexp.Regexp) bool { return no.MatchString(said) })
}

// domain is what the world consists of, table by table; what the bot notes of
// its own talking is left out.
func domain(tx store.Tx) map[string]string {
	all := map[string]string{}
	for g := range flows.Groups.All(tx) {
		all["group"] += string(g.Address) + "=" + g.Unit + ";" // the rest is what the bot notes of its own talking
	}
	for c := range casework.Cases.All(tx) {
		c.Log, c.Area = nil, "" // a refusal stands in the log, and the area is worked out whenever a case is stored
		b, _ := json.Marshal(c)
		all["case"] += string(b)
	}
	for _, table := range domainTables {
		var b strings.Builder
		for key, value := range tx.Scan(table, "", "") {
			b.WriteString(key + "=" + string(value) + ";")
		}
		all[table] = b.String()
	}
	return all
}
