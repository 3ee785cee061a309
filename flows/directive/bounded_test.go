package directive

import (
	"fmt"
	"iter"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// A meter counts the rows that are read and written through it.
type meter struct {
	store.Tx
	read, written int
}

func (m *meter) Get(table, key string) ([]byte, bool) {
	m.read++
	return m.Tx.Get(table, key)
}

func (m *meter) Put(table, key string, value []byte) {
	m.written++
	m.Tx.Put(table, key, value)
}

func (m *meter) Delete(table, key string) {
	m.written++
	m.Tx.Delete(table, key)
}

func (m *meter) Scan(table, from, to string) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for k, v := range m.Tx.Scan(table, from, to) {
			if m.read++; !yield(k, v) {
				return
			}
		}
	}
}

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
		numbers.Put(tx, number{"directive", 1})
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
		m := &meter{Tx: tx}
		at := time.Now()
		if k := o.desk.Take(m, []flows.Event{e}); len(k.Aside) > 0 {
			o.Errorf("%s was put aside: %+v", what, k.Aside)
		}
		o.Logf("%-20s %6d rows read, %6d written, %v", what, m.read, m.written, time.Since(at).Round(100*time.Microsecond))
		if m.read > mostRead || m.written > mostWritten {
			o.Errorf("%s reads %d rows and writes %d; at most %d and %d are allowed", what, m.read, m.written, mostRead, mostWritten)
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
		m := &meter{Tx: tx}
		ConsentCard(&flows.Turn{Tx: m, Set: o.desk.Set, Event: flows.Event{At: o.now}}, flows.Message{About: flows.About{Kind: "consent", Code: "2"}, Member: "hai"})
		if m.read > mostRead {
			t.Errorf("the card that asks for a second word reads %d rows", m.read)
		}
	})
	o.measure("agree", o.event("hai", pressing("cddongy 2")))
	timers(4)
	for _, what := range []string{"cdds 1", "cdds 1 2", "cdds 1 100", "cdds 1 chu 3", "cdlai 1", "cdnhac 1", "cddung 1", "cdtiep 1", "cdthuhoi.that 1"} {
		o.measure(what, o.event("quan", pressing(what)))
		timers(3)
	}
}
