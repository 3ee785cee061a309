package main

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
)

// This file says when nobody knows of a case any more, and what may happen then.

// lost reports whether nobody of those whom the last step means can be told.
func (s *simulation) lost(c *simCase) bool {
	still := c.strict
	if c.at > 0 && c.at <= c.last() { // a leave may have ended, and with it the right of who stood in
		still, _ = s.rung(c, c.ladder.Rungs[(c.at-1)%len(c.ladder.Rungs)])
	}
	return !slices.ContainsFunc(c.strict, func(p *simPerson) bool {
		return s.fine(c, p) && s.reachable(c, p) && slices.Contains(still, p) && !c.missed(p) && !c.unheard(p) && !s.lapsed(c, p)
	})
}

// lapsed reports whether somebody of the last step had no right to a case for a
// while since: a leave ended in which that person stood in, or the clock was set
// back to before it. The card said then that the case is no longer theirs, and
// that the right has come back since calls nobody: only a step does.
func (s *simulation) lapsed(c *simCase, p *simPerson) bool {
	if c.at == 0 || c.at > c.last() {
		return false
	}
	was := s.off
	defer func() { s.off = was }()
	return slices.ContainsFunc(s.turnings(c.tried), func(at time.Time) bool {
		s.off = at.Sub(s.run)
		return !slices.Contains(s.everybody(c), p)
	})
}

// turnings returns when somebody's right may have ended since a true time, as the
// wall clock has shown it: where leaves end, and where the clock was set.
func (s *simulation) turnings(since time.Time) (at []time.Time) {
	runs := []time.Time{since}
	for _, set := range s.sets {
		if set.run.After(since) {
			runs = append(runs, set.run)
			at = append(at, s.wallAt(set.run))
		}
	}
	for i, run := range runs {
		from, to := s.wallAt(run), s.wall()
		if i+1 < len(runs) {
			to = from.Add(runs[i+1].Sub(run))
		}
		for _, p := range s.folk {
			for _, l := range p.leaves {
				if l.To.After(from) && l.To.Before(to) {
					at = append(at, l.To)
				}
			}
		}
	}
	return at
}

// returned reports whether a case waited for people to whom it was handed on, and
// none of them can be told or may handle it any more, or the last of them said no:
// the next are called at once.
func (s *simulation) returned(c *simCase) bool {
	may := s.everybody(c)
	return len(c.was.Given.To) > 0 && c.declined.Equal(s.run) || len(c.was.Given.To) > 0 && !slices.ContainsFunc(c.was.Given.To, func(id string) bool {
		p := s.people[id]
		return s.fine(c, p) && s.reachable(c, p) && slices.Contains(may, p) && !c.missed(p) && !c.unheard(p)
	})
}

// everybody returns who may handle a case: who has a post at its team or above it
// by which one may, or stands in for one who has.
func (s *simulation) everybody(c *simCase) (all []*simPerson) {
	for _, u := range append([]string{c.team}, s.above(c.team)...) {
		for _, role := range []flows.Role{flows.Charge, flows.StandIn, flows.Duty, flows.Coordinator, flows.Leader, flows.Admin} {
			all = append(all, s.units[u].posts[role]...)
			all = append(all, s.there(s.units[u].posts[role])...)
		}
	}
	return all
}

// missed reports whether a person's chat was closed and opened again since the
// last step, and nothing was said there of the case since: the program took the
// person for one who does not know when the chat was closed, and told the reporter
// so if nobody else was left. What was said before does not undo that.
func (c *simCase) missed(p *simPerson) bool {
	return !p.changed.Before(c.tried) && c.handed[p.id].Before(p.changed) && p.listed.Before(p.changed)
}

// unheard reports whether what was last handed to the channel for a person about
// the case could not be sent: that it may be tried again after a while (see
// forgiven), or since the chat is open again, does not mean that the person knows.
// A step that is made then must call the person (see expect).
func (c *simCase) unheard(p *simPerson) bool {
	at, failed := c.unsent[p.id]
	return failed && !c.handed[p.id].After(at)
}

// rescued notes that a rung was called anew since nobody knew of a case. Whom it
// means must be told as by a step; when the next one is due stays as it was.
func (s *simulation) rescued(c *simCase, position int) {
	s.tally.rescued++
	c.tried = s.run
	s.eased(c)
	c.strict, c.wide = s.rung(c, c.ladder.Rungs[max(position-1, 0)%len(c.ladder.Rungs)])
	s.expect(c, c.strict, false)
	c.wide = append(c.wide, s.callable(c)...)
}

// lowered notes that after all rounds a rung further down was called again, as
// it may be while nobody knows of the case.
func (s *simulation) lowered(c *simCase, now casework.Case) {
	rung, was := now.Clock.Rung, c.was.Clock.Rung
	if c.at <= c.last() || !c.was.Clock.Spent || rung == was {
		return
	}
	if rung < was && !s.lost(c) {
		s.tally.repeated += was - rung
		s.fault("step repeated", "%s goes back from rung %d to %d", c.code, was, rung)
	}
	if rung < was {
		s.rescued(c, rung)
	}
	if c.low = rung; rung == len(c.ladder.Rungs) {
		c.low = 0
	}
}
