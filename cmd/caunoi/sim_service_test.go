package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/store"
)

// A simLine is what waits to be sent to a chat, and whether something is on its
// way there: never two at once.
type simLine struct {
	waits []simWait
	busy  bool
}

// A simWait waits until it is due on the wall, but not for longer because the
// wall clock was set back: until the running clock says so.
type simWait struct {
	flows.Queued
	from time.Time
}

// queue puts a message behind those of its chat that are as pressing.
func (s *simulation) queue(q flows.Queued) {
	l := s.line[q.To]
	if l == nil {
		l = &simLine{}
		s.line[q.To] = l
	}
	for _, w := range l.waits {
		if w.ID == q.ID {
			return
		}
	}
	i := len(l.waits)
	for i > 0 && l.waits[i-1].Lane > q.Lane {
		i--
	}
	l.waits = append(l.waits[:i], append([]simWait{{q, s.run.Add(q.Due.Sub(s.wall()))}}, l.waits[i:]...)...)
}

// pump lets leave what may leave, in one transaction for all chats.
func (s *simulation) pump() {
	for s.up {
		var ready []simWait
		for _, chat := range s.chats {
			l := s.line[chat]
			if l == nil || l.busy || len(l.waits) == 0 {
				continue
			}
			if head := l.waits[0]; head.Due.After(s.wall()) && head.from.After(s.run) {
				continue // pumped again when it is due
			}
			ready, l.waits, l.busy = append(ready, l.waits[0]), l.waits[1:], true
		}
		if len(ready) == 0 {
			return
		}
		sent := make([]flows.Sending, len(ready))
		s.update(func(tx store.Tx) {
			for i, q := range ready {
				var ok bool
				if sent[i], ok = s.desk.Claim(tx, q.ID, s.wall()); ok {
					s.handed(tx, sent[i])
				} else {
					sent[i] = flows.Sending{}
				}
			}
		})
		for i, q := range ready {
			if sent[i].Message.ID == "" {
				s.line[q.To].busy = false
				continue
			}
			s.fly(sent[i])
		}
	}
}

// fly sends a message: what becomes of it is known a moment later, unless the
// process is killed before.
func (s *simulation) fly(m flows.Sending) {
	p := s.at(m.Message.To)
	took, o := s.fate(p)
	life := s.started
	arrives := o.Result == flows.Done || o.Result == flows.Unsure && s.chance(50)
	if arrives {
		s.shown++
		o.Shown = fmt.Sprint("b", s.shown)
		if m.Edit != "" {
			o.Shown = m.Edit
		}
	}
	s.schedule(took, func() {
		if arrives {
			s.arrived(p, m, o.Shown)
		}
		if !s.up || !s.started.Equal(life) {
			return // nobody is there any more who waits for the answer
		}
		if o.Result != flows.Done {
			o.Shown = ""
			s.tally.failures++
			s.failed(p, m, o)
		}
		var taken flows.Taken
		s.update(func(tx store.Tx) {
			taken = s.desk.Settle(tx, m, o, s.wall())
			s.observe(tx)
		})
		s.line[m.Message.To].busy = false
		s.after(taken)
	})
}

// failed notes of whom it is known that a message did not arrive.
func (s *simulation) failed(p *simPerson, m flows.Sending, o flows.Outcome) {
	s.note("failed %s: %d %s", m.Message.ID, o.Result, o.Why)
	if o.Result == flows.Gone {
		p.known = true
	}
	if o.Result != flows.Gone && o.Result != flows.Never {
		return
	}
	if m.Message.About.Kind == "bundle" {
		p.unlisted = s.run
	}
	for _, code := range codesIn(m) {
		if c := s.cases[code]; c != nil && m.Message.About.View == "alert" {
			c.failed[p.id], c.unsent[p.id] = s.run, s.run
		}
	}
}

// fate decides what becomes of a send: what the person's chat is like, and a
// little bad luck.
func (s *simulation) fate(p *simPerson) (took time.Duration, o flows.Outcome) {
	took = s.between(30*time.Millisecond, 800*time.Millisecond)
	luck := s.rng.IntN(1000)
	switch {
	case p.closed:
		return took, flows.Outcome{Result: flows.Gone, Why: "blocked"}
	case s.calm || luck >= 25:
		return took, flows.Outcome{Result: flows.Done}
	case luck < 3:
		p.troubled = s.run.Add(took)
		return took, flows.Outcome{Result: flows.Never, Why: "too long"}
	}
	again := s.between(time.Second, 40*time.Second)
	p.troubled = s.run.Add(again + 3*time.Second)
	s.schedule(again+2*time.Second, s.pump)
	if luck < 12 {
		return took, flows.Outcome{Result: flows.Unsure, Why: "cut off", After: again}
	}
	return took, flows.Outcome{Result: flows.Later, Why: "busy", After: again}
}

// simCode finds the codes of cases in what is said.
var simCode = regexp.MustCompile(`\b\d{4}-\d+\b`)

// codesIn returns the cases that a message speaks of.
func codesIn(m flows.Sending) []string {
	codes := simCode.FindAllString(m.Text, -1)
	if m.Message.About.Kind == "case" {
		codes = append(codes, m.Message.About.Code)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// handed is told of a message in the transaction that hands it to the channel.
func (s *simulation) handed(tx store.Tx, m flows.Sending) {
	p := s.at(m.Message.To)
	s.note("handed %s %v edit %q lane %d to %s", m.Message.ID, codesIn(m), m.Edit, m.Message.Lane, p.id)
	if m.Edit != "" {
		return
	}
	codes := codesIn(m)
	if m.Message.About.Kind == "bundle" && len(codes) >= 8 {
		p.listed = s.run // a long list does not name every case
	}
	for _, code := range codes {
		c := s.cases[code]
		if c == nil {
			continue
		}
		c.handed[p.id] = s.run
		if m.Message.About.View == "alert" {
			s.tally.alerts++
			s.tooLate(tx, c, p)
		}
	}
}

// tooLate looks whether somebody is alerted of a case that another has taken:
// what was said before the taking and has not left yet must not leave.
func (s *simulation) tooLate(tx store.Tx, c *simCase, p *simPerson) {
	now, _ := casework.Cases.Get(tx, c.code)
	if !held(now) || now.Taker == p.id || c.acts(p) || c.raiseIn > c.takenIn { // what became urgent in somebody's hands is news
		return
	}
	if in, ok := c.called[p.id]; ok && in <= c.takenIn {
		s.tally.afterTaking++
		s.fault("alert after taking", "%s to %s, taken by %s", c.code, p.id, now.Taker)
	}
}

// acts reports whether a person has pressed something about a case since it was
// taken, and is shown it for that.
func (c *simCase) acts(p *simPerson) bool {
	at, ok := c.acted[p.id]
	return ok && !at.Before(c.taken)
}

// arrived is told of a message that a person can read now.
func (s *simulation) arrived(p *simPerson, m flows.Sending, shown string) {
	for _, code := range codesIn(m) {
		c := s.cases[code]
		switch {
		case c == nil:
		case p.id == c.reporter && m.Edit != "":
		case p.id == c.reporter:
			c.told = s.run
			if !m.Message.Card && strings.Contains(m.Text, s.set.DutyPhone) {
				c.warned = s.run
			}
		default:
			c.reached[p.id] = true
			if m.Message.About.View == "alert" {
				delete(c.failed, p.id)
			}
		}
	}
	s.reacts(p, m, shown)
}

// at returns whose chat an address is.
func (s *simulation) at(a flows.Address) *simPerson {
	p := s.people[a.Chat()]
	if p == nil {
		s.t.Fatalf("seed %d: nobody lives at %s", s.seed, a)
	}
	return p
}
