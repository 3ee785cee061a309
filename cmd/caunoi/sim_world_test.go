package main

import (
	"fmt"
	"time"

	"caunoi/flows"
	"caunoi/flows/rota"
	"caunoi/store"
)

// A simUnit is a unit of a simulated organisation.
type simUnit struct {
	code   string
	level  string
	parent string
	posts  map[flows.Role][]*simPerson
	shifts []rota.Shift
}

// A simPerson is somebody in a simulated organisation, with what the world
// knows of the chat, which the bot finds out when it sends there.
type simPerson struct {
	id       string
	joined   bool
	known    bool // the bot knows that the chat is closed
	closed   bool // the chat is closed to the bot
	ended    bool
	team     string // of a reporter: where it reports from
	leaves   []rota.Leave
	reported time.Time
	changed  time.Time // when the chat was last closed or opened, or a leave began or ended
	troubled time.Time // until then messages to this chat are held up
	listed   time.Time // when the person was last told of more cases at once than a list names
	unlisted time.Time // when that could not be sent last
	hurried  int       // how likely this person takes a case it is told of, of a hundred
}

// found makes the organisation: a province, perhaps districts, communes and
// villages, and people with posts. Anything may be missing.
func (s *simulation) found(tx store.Tx) {
	s.unit(tx, "11", "province", "")
	tops := []string{"11"}
	for d := range s.rng.IntN(3) {
		s.unit(tx, fmt.Sprintf("1%d0", d), "district", "11")
		tops = append(tops, fmt.Sprintf("1%d0", d))
	}
	var communes, teams []string
	for c := range 1 + s.rng.IntN(3) {
		commune := fmt.Sprintf("%05d", 3000+c)
		communes = append(communes, commune)
		s.unit(tx, commune, "commune", tops[s.rng.IntN(len(tops))])
		for v := range 1 + s.rng.IntN(4) {
			team := fmt.Sprintf("T%d-%02d", c, v)
			teams = append(teams, team)
			s.unit(tx, team, "village", commune)
		}
	}
	admins := s.rng.IntN(4) // none at all in a quarter of the worlds
	for range admins {
		s.staff(tx, flows.Admin, append(append([]string{""}, tops...), communes...)[s.rng.IntN(1+len(tops)+len(communes))])
	}
	for _, u := range append(tops, communes...) {
		s.posts(tx, u, flows.Duty, 70)
		s.posts(tx, u, flows.Leader, 65)
		s.posts(tx, u, flows.Coordinator, 45)
	}
	for _, u := range teams {
		s.posts(tx, u, flows.Charge, 80)
		s.posts(tx, u, flows.StandIn, 50)
		for range 4 {
			p := s.person(tx)
			p.joined, p.closed, p.known, p.ended, p.team = true, false, false, false, u
			s.store(tx, p)
			s.post(tx, p, flows.Plain, u)
		}
	}
	s.away(tx)
	s.duty(tx, append(tops, communes...))
}

func (s *simulation) unit(tx store.Tx, code, level, parent string) {
	s.codes = append(s.codes, code)
	s.units[code] = &simUnit{code: code, level: level, parent: parent, posts: map[flows.Role][]*simPerson{}}
	flows.Units.Put(tx, flows.Unit{Code: code, Level: level, Name: "Đơn vị " + code, Parent: parent, Team: level == "village"})
}

// posts fills a role at a unit, or leaves it empty.
func (s *simulation) posts(tx store.Tx, unit string, role flows.Role, percent int) {
	for s.chance(percent) {
		s.staff(tx, role, unit)
		percent /= 3
	}
}

// staff gives a post to somebody new, or to somebody who has one already.
func (s *simulation) staff(tx store.Tx, role flows.Role, unit string) {
	p := s.anybody()
	if p == nil || p.team != "" || !s.chance(12) {
		p = s.person(tx)
	}
	s.post(tx, p, role, unit)
}

// post gives a post. The administrators who were named before there was a tree
// hold theirs at no unit.
func (s *simulation) post(tx store.Tx, p *simPerson, role flows.Role, unit string) {
	flows.Posts.Put(tx, flows.Post{Member: p.id, Role: role, Unit: unit})
	u := s.units[unit]
	if u == nil {
		u = &simUnit{posts: map[flows.Role][]*simPerson{}}
		s.units[unit] = u
		s.codes = append(s.codes, unit)
	}
	for _, o := range u.posts[role] {
		if o == p {
			return
		}
	}
	u.posts[role] = append(u.posts[role], p)
}

// anybody returns one of the people; nil if there is nobody.
func (s *simulation) anybody() *simPerson {
	if len(s.folk) == 0 {
		return nil
	}
	return s.folk[s.rng.IntN(len(s.folk))]
}

// person makes somebody: not everybody has joined, and not every chat is open.
func (s *simulation) person(tx store.Tx) *simPerson {
	p := &simPerson{
		id: fmt.Sprintf("m%d", len(s.folk)+1), joined: !s.chance(14), closed: s.chance(6), ended: s.chance(3),
		hurried: []int{0, 5, 15, 40}[s.rng.IntN(4)],
	}
	p.known = p.joined && p.closed && s.chance(50)
	s.folk, s.people[p.id] = append(s.folk, p), p
	s.chats = append(s.chats, flows.At("test", p.id))
	s.store(tx, p)
	return p
}

// store writes somebody as the roster and the bot know the person.
func (s *simulation) store(tx store.Tx, p *simPerson) {
	m := flows.Member{ID: p.id, Name: "Người " + p.id}
	if p.joined {
		m.Homes = []flows.Home{{Address: flows.At("test", p.id), Since: s.wall()}}
		m.Consent = flows.Consent{Version: "1", Agreed: true, At: s.wall()}
		if p.closed && p.known {
			m.Homes[0].Dead = "blocked" // of the others the bot finds out
		}
	}
	if p.ended {
		m.Ended = s.wall().Add(-time.Hour)
	}
	flows.Members.Put(tx, m)
}

// away gives people leaves, now and later, with stand-ins or without; the
// stand-ins may be away too, and stand for each other in a circle.
func (s *simulation) away(tx store.Tx) {
	for _, p := range s.folk {
		if p.team != "" || len(p.leaves) > 0 || !s.chance(25) {
			continue
		}
		from := s.wall().Add(s.between(-6*time.Hour, 20*time.Hour))
		l := rota.Leave{Member: p.id, From: from, To: from.Add(s.between(time.Hour, 24*time.Hour))}
		for s.chance(60) && len(l.StandIns) < 2 {
			if o := s.anybody(); o != p && o.team == "" {
				l.StandIns = append(l.StandIns, o.id)
			}
		}
		p.leaves = append(p.leaves, l)
		rota.Leaves.Put(tx, l)
		if n := len(l.StandIns); n > 0 && s.chance(20) {
			if o := s.people[l.StandIns[0]]; len(o.leaves) == 0 {
				back := rota.Leave{Member: o.id, From: l.From, To: l.To, StandIns: []string{p.id}}
				o.leaves = append(o.leaves, back)
				rota.Leaves.Put(tx, back)
			}
		}
	}
}

// duty gives shifts to those who have duty somewhere, with holes between them.
func (s *simulation) duty(tx store.Tx, units []string) {
	for _, code := range units {
		u := s.units[code]
		on := u.posts[flows.Duty]
		if len(on) == 0 || !s.chance(40) {
			continue
		}
		for at := s.wall().Add(-time.Hour); at.Before(s.wall().Add(48 * time.Hour)); at = at.Add(8 * time.Hour) {
			if s.chance(20) {
				continue
			}
			sh := rota.Shift{Unit: code, Member: on[s.rng.IntN(len(on))].id, From: at, To: at.Add(8 * time.Hour)}
			u.shifts = append(u.shifts, sh)
			rota.Shifts.Put(tx, sh)
		}
	}
}

// ladders makes the ladders of levels 1 and 2: of one to five rungs, up to five
// rounds, at some hours or at all.
func (s *simulation) ladders() {
	targets := []flows.Target{
		flows.ToCharge, flows.ToStandIn, flows.ToDuty, flows.ToLeader, flows.ToCoordinator, flows.ToDutyAbove, flows.ToLeaderAbove, flows.ToAdmin,
	}
	for level := 1; level <= 2; level++ {
		terms := &s.set.Terms[level]
		if s.chance(30) {
			continue // as it is delivered
		}
		l := flows.Ladder{Rounds: s.rng.IntN(6), Pause: s.minutes(1, 60), Again: s.minutes(10, 120)}
		after := time.Duration(0)
		for range 1 + s.rng.IntN(5) {
			r := flows.Rung{After: after}
			for _, i := range s.rng.Perm(len(targets))[:1+s.rng.IntN(3)] {
				r.To = append(r.To, targets[i])
			}
			l.Rungs = append(l.Rungs, r)
			after += s.minutes(1, 60)
		}
		if level == 2 {
			l.Hours = []flows.Hours{{}, {From: 6, To: 21}, {From: 22, To: 5}}[s.rng.IntN(3)]
		}
		terms.Ladder = l
		terms.Work, terms.Grace = s.minutes(10, 180), s.minutes(5, 30)
	}
}

// minutes is a number of whole minutes.
func (s *simulation) minutes(from, to int) time.Duration {
	return time.Duration(from+s.rng.IntN(to-from)) * time.Minute
}
