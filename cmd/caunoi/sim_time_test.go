package main

import (
	"time"
)

// This file says when a step is due, and judges when it was made.

// gap is how long after a step the next is due. The
// position counts the rungs of all rounds; the one after the last is the notice
// to the administrators.
func (c *simCase) gap(position int) time.Duration {
	n := len(c.ladder.Rungs)
	switch i := position % n; {
	case position == 0:
		return c.ladder.Rungs[0].After
	case i == 0:
		return c.ladder.Pause
	default:
		return c.ladder.Rungs[i].After - c.ladder.Rungs[i-1].After
	}
}

// longest is the longest that a step of a case's ladder can be off.
func (c *simCase) longest() time.Duration {
	longest := max(c.ladder.Pause, c.ladder.Again, 30*time.Minute)
	for i := range c.ladder.Rungs {
		longest = max(longest, c.gap(i))
	}
	return longest
}

// simFar is by how much more a step must be off to be taken for one that a clock
// has put there, and simBrought within which running time it must come then.
const (
	simFar     = time.Minute
	simBrought = 2 * time.Minute
)

// tooFar reports whether a step is farther off than any step of its ladder can
// be: somebody has set the clock back since it was reckoned. Nobody is to wait
// for hours because of that; the call comes now, rather too early than too late.
func (s *simulation) tooFar(c *simCase) bool {
	return !s.back.IsZero() && c.due.After(c.ladder.Hours.Add(s.wall(), c.longest(), simZone).Add(simFar))
}

// brought judges the time of a step that comes early because a clock was set
// back: soon after that, or after the process was there again, within its hours.
func (s *simulation) brought(c *simCase) {
	s.tally.broughtForward++
	from := s.wall().Add(-s.run.Sub(later(s.back, s.started)))
	late := s.wall().Sub(c.ladder.Hours.Next(from, simZone))
	if s.tally.brought = max(s.tally.brought, late); late > simBrought {
		s.tally.early++
		s.fault("step early", "%s makes step %d %v before its time, %v after a clock was set back", c.code, c.at, c.due.Sub(s.wall()), late)
	}
}

// waitLong looks now and then for a step that waits for longer than any should,
// though the process has been there since the clock was set back.
func (s *simulation) waitLong() {
	s.schedule(5*time.Minute, s.waitLong)
	since := later(s.started, s.jumped).Add(simBrought + time.Minute)
	if !s.up || s.run.Before(since) {
		return
	}
	for _, c := range s.open {
		h := c.ladder.Hours
		if c.chasing && s.tooFar(c) && h.In(s.wall(), simZone) && h.In(s.wall().Add(-simBrought-time.Minute), simZone) {
			s.tally.late++
			s.fault("step late", "%s waits %v for step %d because a clock was set back", c.code, c.due.Sub(s.wall()), c.at)
			c.due = s.wall()
		}
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// timing compares the moment of a step with when it was due. It may be early if
// nobody of those called before can be told.
func (s *simulation) timing(c *simCase) {
	early := c.due.Sub(s.wall())
	if early > 0 {
		if c.at > 0 && !s.lost(c) && !s.returned(c) && s.tooFar(c) {
			s.brought(c)
			return
		}
		if c.at > 0 && !s.lost(c) && !s.returned(c) {
			s.tally.early++
			s.fault("step early", "%s makes step %d %v before its time", c.code, c.at, early)
			return
		}
		s.tally.atOnce++
		if !c.ladder.Hours.In(s.wall(), simZone) {
			s.fault("step outside hours", "%s makes step %d at %v", c.code, c.at, s.wall().In(simZone))
		}
		return
	}
	if late, bound := s.lateness(c); late > bound {
		s.tally.late++
		s.fault("step late", "%s makes step %d %v late", c.code, c.at, late)
	}
}

// lateness is how late a step that is due is by now, and how late it may be.
// What came due while the process was down, or before somebody set the clock,
// could be done from then on, within its hours.
func (s *simulation) lateness(c *simCase) (late, bound time.Duration) {
	from, kind := c.due, &s.tally.normal
	if up := s.wall().Add(-s.run.Sub(s.started)); up.After(from) {
		from, kind = up, &s.tally.restarted
	}
	// That a clock was set is noticed when the loop of timers looks again.
	if set := s.wall().Add(-s.run.Sub(s.jumped)); set.Add(simIdle).After(from) {
		from, kind = later(from, set), &s.tally.jumped
	}
	late = s.wall().Sub(c.ladder.Hours.Next(from, simZone))
	return late, kind.add(late)
}

// climbsAtOnce sees that a step comes within seconds once nobody of those who
// were called can be told; unless one of them was told in the end.
func (s *simulation) climbsAtOnce(c *simCase) {
	if c.at == 0 || c.at%len(c.ladder.Rungs) == 0 || c.at > c.last() {
		return // after the last rung the administrators are called, and the next round keeps its time
	}
	for _, p := range c.wide {
		// Whether one who could not be told before is tried again is not for here; but
		// what is on its way to somebody again may arrive.
		again := !c.handed[p.id].IsZero() && !c.handed[p.id].Before(c.failed[p.id])
		if p.joined && !p.ended && !p.known && p.id != c.reporter && (again || c.failed[p.id].Before(c.tried)) {
			s.eased(c)
			return
		}
	}
	if now := c.ladder.Hours.Next(s.wall(), simZone); c.regular.IsZero() && c.due.After(now) {
		c.regular, c.due = c.due, now
	}
}

// eased gives a step back the time it had, since one of those of the last step
// can be told again. If nobody could for so long that the step should have been
// made, it is late.
func (s *simulation) eased(c *simCase) {
	if c.regular.IsZero() {
		return
	}
	if s.wall().After(c.due) && s.up {
		if late, bound := s.lateness(c); late > bound {
			s.tally.late++
			s.fault("step late", "%s: step %d should have been made %v ago, since nobody could be told", c.code, c.at, late)
		}
	}
	c.due, c.regular = c.regular, time.Time{}
}
