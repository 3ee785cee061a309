package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/rota"
	"caunoi/store"
)

// persons sets going what happens in a world: reports, chats that are closed
// and opened, leaves, restarts and clocks that are set.
func (s *simulation) persons() {
	s.schedule(s.between(0, 20*time.Minute), s.someChat)
	s.schedule(s.between(0, time.Hour), s.someLeave)
	s.schedule(s.between(time.Minute, 30*time.Minute), s.restart)
	s.schedule(s.between(time.Hour, 6*time.Hour), s.setClock)
	s.schedule(5*time.Minute, s.waitLong)
}

// report lets somebody report something urgent: half of it in danger.
func (s *simulation) report() {
	var free []*simPerson
	for _, p := range s.folk {
		if p.team != "" && s.run.Sub(p.reported) > 10*time.Minute {
			free = append(free, p)
		}
	}
	if len(free) == 0 {
		s.schedule(time.Minute, s.report)
		return
	}
	p := free[s.rng.IntN(len(free))]
	p.reported = s.run
	words := "khẩn sạt lở chặn đường vào bản"
	if s.chance(50) {
		words = "ở bản hay bị trộm cắp"
	}
	s.says(p, words)
}

// event is something that a person does.
func (s *simulation) event(p *simPerson, e flows.Event) flows.Event {
	s.seq++
	e.ID, e.Seq = fmt.Sprintf("test:u%d", s.seq), s.seq
	e.At, e.Said = s.wall(), s.wall().Truncate(time.Second)
	e.By, e.Chat, e.Private = flows.At("test", p.id), flows.At("test", p.id), true
	if e.Message == "" {
		e.Message = fmt.Sprintf("u%d", s.seq)
	}
	return e
}

func (s *simulation) says(p *simPerson, words string) {
	s.take(s.event(p, flows.Event{Kind: flows.Said, Text: words}))
}

func (s *simulation) press(p *simPerson, do, message string) {
	s.take(s.event(p, flows.Event{Kind: flows.Pressed, Press: do, Message: message}))
}

// notPressed are the buttons that lead out of what is simulated: they change
// who may see a case, or what it says.
var notPressed = []string{"kin", "tach", "boniem", "xoachu", "loai", "sua", "ban", "moi", "them", "vitri", "cung", "rieng", "gopvao", "donvi", "xep", "gop", "gom"}

// reacts lets a person do something about a message that has arrived.
func (s *simulation) reacts(p *simPerson, m flows.Sending, shown string) {
	if s.calm {
		return
	}
	var can []string
	for _, b := range m.Buttons {
		verb, _, _ := strings.Cut(b.Do, " ")
		if b.Want != "" || !simCode.MatchString(b.Do) || slices.Contains(notPressed, verb) {
			continue
		}
		if verb == "nhan" {
			if s.chance(p.hurried) {
				s.schedule(s.between(2*time.Second, 20*time.Minute), func() { s.press(p, b.Do, shown) })
				return
			}
			continue
		}
		if (verb == "rut" || verb == "nang" || verb == "leo") && !s.chance(10) {
			continue
		}
		can = append(can, b.Do)
	}
	if len(can) == 0 || !s.chance(20) {
		return
	}
	do := can[s.rng.IntN(len(can))]
	s.schedule(s.between(5*time.Second, 30*time.Minute), func() {
		s.press(p, do, shown)
		if s.chance(60) {
			s.schedule(s.between(5*time.Second, 3*time.Minute), func() { s.writes(p) })
		}
	})
}

// writes answers what a button may have asked, sometimes with a picture.
func (s *simulation) writes(p *simPerson) {
	e := flows.Event{Kind: flows.Said, Text: []string{"đã xuống kiểm tra lúc 15h", "đường thông rồi", "nhờ đồng chí xem giúp"}[s.rng.IntN(3)]}
	if s.chance(50) {
		e.Files = []flows.File{{Kind: flows.Photo, Channel: "test", Ref: fmt.Sprint("f", s.seq)}}
	}
	s.take(s.event(p, e))
}

// someChat closes or opens the chat of somebody who handles cases, with or
// without the bot being told, and comes again.
func (s *simulation) someChat() {
	if s.calm {
		return
	}
	s.schedule(s.between(5*time.Minute, 90*time.Minute), s.someChat)
	p := s.anybody()
	if !p.joined || p.ended || p.team != "" && !s.chance(20) {
		return
	}
	p.closed = !p.closed
	p.changed = s.run
	s.note("the chat of %s is closed: %v", p.id, p.closed)
	switch {
	case p.closed && s.chance(50):
		s.take(s.event(p, flows.Event{Kind: flows.Blocked}))
	case !p.closed:
		s.take(s.event(p, flows.Event{Kind: flows.Opened}))
	}
}

// heard notes what the bot learns from an event: of a chat, and who asked for
// something about which case.
func (s *simulation) heard(e flows.Event) {
	p := s.people[e.By.Chat()]
	s.note("%s of %s: %q", e.ID, p.id, e.Text+e.Press)
	for _, code := range simCode.FindAllString(e.Press, -1) {
		if c := s.cases[code]; c != nil {
			c.acted[p.id] = s.run
		}
	}
	if e.Seq <= s.known {
		return // it comes again
	}
	s.known = e.Seq
	switch e.Kind {
	case flows.Blocked:
		p.known, p.changed = true, s.run
	case flows.Opened:
		p.known, p.changed = false, s.run
		s.forgive(p)
	}
}

// forgive forgets that messages to a person failed: the chat is open again.
func (s *simulation) forgive(p *simPerson) {
	for _, c := range s.open {
		delete(c.failed, p.id)
	}
}

// someLeave lets somebody go away, or ends a leave before its time.
func (s *simulation) someLeave() {
	if s.calm {
		return
	}
	s.schedule(s.between(20*time.Minute, 3*time.Hour), s.someLeave)
	p := s.anybody()
	if p.team != "" || !s.up {
		return
	}
	p.changed = s.run
	i := slices.IndexFunc(p.leaves, func(l rota.Leave) bool { return onLeave(l, s.wall()) })
	var l rota.Leave
	if i >= 0 {
		l = p.leaves[i]
		l.To = s.wall()
		p.leaves[i] = l
	} else {
		l = rota.Leave{Member: p.id, From: s.wall(), To: s.wall().Add(s.between(time.Hour, 10*time.Hour))}
		if slices.ContainsFunc(p.leaves, func(o rota.Leave) bool { return o.To.After(l.From) && o.From.Before(l.To) }) {
			return // nobody has two leaves at once
		}
		if o := s.anybody(); s.chance(60) && o != p && o.team == "" {
			l.StandIns = []string{o.id}
		}
		p.leaves = append(p.leaves, l)
	}
	s.update(func(tx store.Tx) { rota.Leaves.Put(tx, l) })
}

func onLeave(l rota.Leave, at time.Time) bool { return !at.Before(l.From) && at.Before(l.To) }

// restart kills the process, starts it again after a while, and comes again.
func (s *simulation) restart() {
	if s.calm {
		return
	}
	s.tally.restarts++
	s.kill()
	down := s.between(time.Second, 20*time.Second)
	if s.chance(15) {
		down = s.between(time.Minute, 90*time.Minute)
	}
	s.schedule(down, func() {
		s.begin()
		s.schedule(s.between(time.Minute, 30*time.Minute), s.restart)
	})
}

// setClock sets the wall clock, forward or back, and comes again.
func (s *simulation) setClock() {
	if s.calm {
		return
	}
	s.schedule(s.between(2*time.Hour, 12*time.Hour), s.setClock)
	by := s.between(time.Minute, 30*time.Minute)
	if s.chance(30) {
		by = s.between(time.Hour, 5*time.Hour)
	}
	if s.chance(50) {
		by = -by
	}
	s.sets = append(s.sets, simSet{s.run, s.off})
	s.off += by
	s.jumped = s.run
	if by < 0 {
		s.back = s.run
	}
	s.note("the wall clock was set by %v", by)
	s.tally.jumps++
}
