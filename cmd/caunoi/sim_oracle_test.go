package main

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/rota"
)

// This file says whom a rung of a ladder should call, from the sentences of the
// issue and the world's own books. It asks nothing of the code under test.

// inPlaceOf returns who is to be called for a person: the person, or during a
// leave those who stand in and are there, each in turn.
func (s *simulation) inPlaceOf(p *simPerson, passed []*simPerson) []*simPerson {
	at := s.wall()
	var there []*simPerson
	if slices.Contains(passed, p) || len(passed) > 4 {
		return nil
	}
	i := slices.IndexFunc(p.leaves, func(l rota.Leave) bool { return onLeave(l, at) })
	if i < 0 {
		return []*simPerson{p}
	}
	for _, l := range p.leaves {
		if !onLeave(l, at) {
			continue
		}
		for _, id := range l.StandIns {
			if o := s.people[id]; !o.ended {
				there = append(there, s.inPlaceOf(o, append(slices.Clone(passed), p))...)
			}
		}
	}
	return there
}

// holders returns who is to be called for a role at a unit. Of those on duty it is
// who has the shift; if nobody of them is there, nor stands in, it is all who have
// duty at the unit (see rota.OnDuty): they are nearer than the unit above.
func (s *simulation) holders(unit string, role flows.Role) []*simPerson {
	u := s.units[unit]
	if u == nil {
		return nil
	}
	if role == flows.Duty {
		var shift []*simPerson
		for _, sh := range u.shifts {
			if !s.wall().Before(sh.From) && s.wall().Before(sh.To) {
				shift = append(shift, s.people[sh.Member])
			}
		}
		if there := s.there(shift); len(there) > 0 {
			return there
		}
	}
	return s.there(u.posts[role])
}

// there returns those of some people who still serve and are there, or who stands
// in for them.
func (s *simulation) there(on []*simPerson) (there []*simPerson) {
	for _, p := range on {
		if !p.ended {
			there = append(there, s.inPlaceOf(p, nil)...)
		}
	}
	return there
}

// above returns the units above a team, nearest first.
func (s *simulation) above(team string) []string {
	var up []string
	for code := s.units[team].parent; code != ""; code = s.units[code].parent {
		up = append(up, code)
	}
	return up
}

// roleOf says which role a target means; at the team itself, or above it.
var simRoles = map[flows.Target]flows.Role{
	flows.ToCharge: flows.Charge, flows.ToStandIn: flows.StandIn, flows.ToDuty: flows.Duty, flows.ToLeader: flows.Leader,
	flows.ToCoordinator: flows.Coordinator, flows.ToDutyAbove: flows.Duty, flows.ToLeaderAbove: flows.Leader,
}

// target returns whom a target means: strictly, at the nearest unit that has
// anybody in that role, and widely, at every unit above.
func (s *simulation) target(team string, to flows.Target) (strict, wide []*simPerson) {
	role := simRoles[to]
	switch to {
	case flows.ToCharge, flows.ToStandIn:
		on := s.holders(team, role) // where nobody of them can be told, the other may be called in their place
		return on, append(s.holders(team, flows.Charge), s.holders(team, flows.StandIn)...)
	case flows.ToAdmin:
		var on []*simPerson // nobody stands in for an administrator
		for _, u := range append([]string{"", team}, s.above(team)...) {
			if s.units[u] != nil {
				on = append(on, s.units[u].posts[flows.Admin]...)
			}
		}
		return on, on
	}
	up := s.above(team)
	if to == flows.ToDutyAbove || to == flows.ToLeaderAbove {
		if len(up) == 0 || len(s.holders(up[0], role)) == 0 {
			strict = []*simPerson{} // one level higher than whom is not said
		}
		up = up[min(1, len(up)):]
	}
	for _, u := range up {
		on := s.holders(u, role)
		if len(on) > 0 && strict == nil {
			strict = on
		}
		wide = append(wide, on...)
	}
	return strict, wide
}

// rung returns whom a rung means.
func (s *simulation) rung(c *simCase, r flows.Rung) (strict, wide []*simPerson) {
	for _, to := range r.To {
		st, wi := s.target(c.team, to)
		strict, wide = append(strict, st...), append(wide, wi...)
	}
	return strict, wide
}

// fine reports whether a person can be told of a case at the moment, as far as
// anybody knows.
func (s *simulation) fine(c *simCase, p *simPerson) bool {
	return p.joined && !p.ended && !p.known && p.id != c.reporter && s.forgiven(c.failed[p.id]) && s.forgiven(p.unlisted)
}

// forgiven reports whether what failed then is tried again: after a while, on the
// true clock and on the wall, or when the wall says that it has not been yet.
func (s *simulation) forgiven(failed time.Time) bool {
	wall := s.wall().Sub(s.wallAt(failed))
	return s.run.Sub(failed) > simForgiven && (wall > simForgiven || wall < 0)
}

// simForgiven is how long somebody is left alone to whom a message could not be
// sent though the chat seems to be open.
const simForgiven = 30 * time.Minute

// reachable reports whether a person can be told of a case in truth.
func (s *simulation) reachable(c *simCase, p *simPerson) bool {
	return p.joined && !p.ended && !p.closed && p.id != c.reporter
}

// admins are the administrators who are called when nobody else is left: those
// over the team, and if none of them can be told, all there are.
func (s *simulation) admins() []*simPerson {
	var all []*simPerson
	for _, code := range s.codes {
		for _, p := range s.units[code].posts[flows.Admin] {
			if !p.ended {
				all = append(all, p)
			}
		}
	}
	return all
}
