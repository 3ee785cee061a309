package directive

import (
	"fmt"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
	"caunoi/store/storetest"
)

// province puts 121 communes of 17 teams of seven people each under the province,
// and a directive that has reached nobody of one in three.
func (o *office) province() {
	o.do(func(tx store.Tx) {
		for c := range 121 {
			commune := fmt.Sprintf("X%03d", c)
			flows.Units.Put(tx, flows.Unit{Code: commune, Level: "commune", Name: "Xã " + commune, Parent: "11"})
			for i := range 17 {
				team := fmt.Sprintf("%s-%02d", commune, i)
				flows.Units.Put(tx, flows.Unit{Code: team, Level: "village", Name: "Bản " + team, Parent: commune, Team: true})
				for j := range 7 {
					o.member(tx, fmt.Sprintf("%s.%d", team, j), team, []flows.Role{flows.Head, flows.Plain}[min(j, 1)])
				}
			}
		}
	})
	o.do(func(tx store.Tx) {
		n := int64(0)
		for u := range flows.Units.All(tx) {
			if !u.Team {
				continue
			}
			for j := range 7 {
				n++
				who := fmt.Sprintf("%s.%d", u.Code, j)
				r := Receiver{Directive: 1, N: n, Member: who, Unit: u.Code, Commune: u.Parent, State: Has, At: o.now, Chat: flows.At("test", who)}
				if n%3 == 0 {
					r.State, r.Why = Failed, "blocked"
				}
				Receivers.Put(tx, r)
				p := Party{Directive: 1, Unit: u.Code, Member: who, Commune: u.Parent, State: Reaction(1 + n%4), Figure: 1000}
				Parties.Put(tx, p)
			}
		}
		Directives.Put(tx, Directive{Number: 1, State: Sent, By: "quan", At: o.now, Begun: o.now, Text: "rà soát", Places: []string{"11"}, Whom: ToMembers, Ask: ForFigure, Count: n})
		numbers.Gave(tx, "directive", 1)
	})
}

// What a turn may read and write: the tree of the province, or a screen, or a slice.
const (
	mostRead    = 15000
	mostWritten = 6000
)

// measure hands one event to the desk and fails if its turn was long.
func (o *office) measure(what string, e flows.Event) {
	o.Helper()
	o.do(func(tx store.Tx) {
		m := &storetest.Meter{Tx: tx}
		at := time.Now()
		if k := o.desk.Take(m, []flows.Event{e}); len(k.Aside) > 0 {
			o.Errorf("%s was put aside: %+v", what, k.Aside)
		}
		o.Logf("%-20s %6d rows read, %6d written, %v", what, m.Read, m.Written, time.Since(at).Round(100*time.Microsecond))
		if m.Read > mostRead || m.Written > mostWritten {
			o.Errorf("%s reads %d rows and writes %d; at most %d and %d are allowed", what, m.Read, m.Written, mostRead, mostWritten)
		}
	})
}

// TestNoTurnIsLong: with fifteen thousand receivers no turn reads or writes more
// rows than the tree, a screen or a slice has.
func TestNoTurnIsLong(t *testing.T) {
	o := newOffice(t, 0)
	o.composing()
	o.chasing()
	o.desk.Verb("cdds", Standing)
	o.desk.Verb("cdthuhoi.that", TakeBack)
	o.desk.Timer(WalkTimer, GoAlong)
	o.desk.Timer(CountTimer, Count)
	o.province()
	o.do(func(tx store.Tx) { o.member(tx, "hai", "11", flows.Admin) })
	timers := func(n int) {
		for range n {
			o.now = o.now.Add(time.Second)
			var due []flows.Timer
			o.do(func(tx store.Tx) { due = flows.DueTimers(tx, o.now, 100) })
			for _, tm := range due {
				o.measure("  "+tm.Name, flows.Firing(tm, o.now))
			}
		}
	}
	o.take(o.event("quan", flows.Event{Kind: flows.Said, Text: "/chidao rà soát nhà ven suối"}))
	for _, answer := range []string{"where all", "whom members", "ask confirm", "due none"} {
		o.measure(answer, o.event("quan", pressing("talk.chidao 1 "+answer)))
	}
	timers(2071/countTeams + 2)
	o.measure("send", o.event("quan", pressing("talk.chidao 1 review send")))
	o.measure("invite", o.event("quan", pressing("cdmoi 1")))
	o.do(func(tx store.Tx) {
		m := &storetest.Meter{Tx: tx}
		ConsentCard(&flows.Turn{Tx: m, Set: o.desk.Set, Event: flows.Event{At: o.now}}, flows.Message{About: flows.About{Kind: "consent", Code: "2"}, Member: "hai"})
		if m.Read > mostRead {
			t.Errorf("the card that asks for a second word reads %d rows", m.Read)
		}
	})
	o.measure("agree", o.event("hai", pressing("cddongy 2")))
	timers(4)
	for _, what := range []string{"cdds 1", "cdds 1 2", "cdds 1 100", "cdds 1 chu 3", "cdlai 1", "cdnhac 1", "cddung 1", "cdtiep 1", "cdthuhoi.that 1"} {
		o.measure(what, o.event("quan", pressing(what)))
		timers(3)
	}
}
