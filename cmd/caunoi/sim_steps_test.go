package main

import (
	"fmt"
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/store"
)

// A simCase is an urgent case of a simulated world, with what should become of
// it and what did.
type simCase struct {
	code, reporter, team string

	raw     []byte
	was     casework.Case
	ladder  flows.Ladder
	spent   int       // how often the administrators were told that nobody answers
	at      int       // the position of the next step: rungs of all rounds, counted through
	due     time.Time // when it is due, on the wall
	from    time.Time // from when the next step is reckoned, on the wall
	stepped time.Time // when the last step was made, in true time
	strict  []*simPerson
	wide    []*simPerson // whom the last step meant
	chasing bool
	given   time.Time // when it was last handed on to somebody

	handed  map[string]time.Time // when a new message about it was last handed to the channel, by person
	failed  map[string]time.Time // when one could not be sent, by person
	acted   map[string]time.Time // when a person pressed something about it last
	reached map[string]bool      // who could read of it, besides its reporter
	told    time.Time            // when its reporter was last told of it
	taken   time.Time
}

// last is the position of the notice to the administrators after all rounds.
func (c *simCase) last() int { return len(c.ladder.Rungs) * (c.ladder.Rounds + 1) }

// position is how far a record says that the chase of a case has come.
func (c *simCase) position(now casework.Case) int {
	if now.Clock.Spent {
		return c.last() + 1
	}
	return now.Clock.Round*len(c.ladder.Rungs) + now.Clock.Rung
}

// chased reports whether somebody should be looked for.
func chased(c casework.Case) bool {
	return c.State == casework.New && c.Level <= casework.Soon && len(c.Clock.Ladder.Rungs) > 0
}

// observe compares every open case with what it should be. It is called in each
// transaction that may change one.
func (s *simulation) observe(tx store.Tx) {
	for {
		code := fmt.Sprintf("2611-%d", s.next)
		c, ok := casework.Cases.Get(tx, code)
		if !ok {
			break
		}
		s.next++
		if c.Unit == "" || s.units[c.Unit].level != "village" {
			continue // somebody who handles cases wrote what became a report
		}
		sc := &simCase{
			code: code, reporter: c.Reporter, team: c.Unit, handed: map[string]time.Time{}, failed: map[string]time.Time{},
			acted: map[string]time.Time{}, reached: map[string]bool{},
		}
		s.cases[code] = sc
		s.open = append(s.open, sc)
	}
	kept := s.open[:0]
	for _, c := range s.open {
		raw, is := same(tx, c.code, c.raw)
		if !is {
			now, _ := casework.Cases.Get(tx, c.code)
			s.changed(c, now)
			c.raw, c.was = raw, now
		}
		if c.chasing {
			s.climbsAtOnce(c)
		}
		kept = append(kept, c)
	}
	s.open = kept
}

// changed notes what has become of a case in a transaction.
func (s *simulation) changed(c *simCase, now casework.Case) {
	before := c.chasing
	c.chasing = chased(now)
	switch {
	case !c.chasing:
		if before && (now.State == casework.Taken || now.State == casework.Working) {
			c.taken = s.run
			s.tally.taken++
		}
		if now.Level != c.was.Level {
			c.at = 0 // it became urgent in somebody's hands: the chase would begin anew
		}
		return
	case !before || now.Level != c.was.Level || s.logged(c, now, "handed on") > 0:
		s.chase(c, now)
	}
	if s.logged(c, now, "climbed by hand") > 0 {
		c.at = c.position(now) - 1
		c.spent += 2 // who reported hears of the end once
		s.step(c)
		return
	}
	s.steps(c, now)
}

// logged counts what the log of a case has gained of an act.
func (s *simulation) logged(c *simCase, now casework.Case, act string) (n int) {
	for _, e := range now.Log[min(len(c.was.Log), len(now.Log)):] {
		if e.Act == act {
			n++
		}
	}
	return n
}

// chase begins the chase of a case; or goes on with it, after a taking that came
// to nothing, from the step that was made last.
func (s *simulation) chase(c *simCase, now casework.Case) {
	c.ladder = s.set.Terms[now.Level].Ladder
	c.spent, c.strict, c.wide = 0, nil, nil
	if s.logged(c, now, "decayed") > 0 {
		s.tally.decayed++
		c.at = max(min(c.at, c.last())-1, 0)
		c.due = c.ladder.Hours.Next(s.wall(), simZone)
		return
	}
	s.tally.chases++
	if s.logged(c, now, "handed on") > 0 {
		c.given = s.run
	}
	c.at, c.due = 0, c.ladder.Hours.Add(s.wall(), c.gap(0), simZone)
}

// lost reports whether nobody of those whom the last step means can be told.
func (s *simulation) lost(c *simCase) bool {
	still := c.strict
	if c.at > 0 && c.at <= c.last() { // a leave may have ended, and with it the right of who stood in
		still, _ = s.rung(c, c.ladder.Rungs[(c.at-1)%len(c.ladder.Rungs)])
	}
	return !slices.ContainsFunc(c.strict, func(p *simPerson) bool {
		return s.fine(c, p) && s.reachable(c, p) && slices.Contains(still, p)
	})
}

// steps compares the steps that were made in a transaction with those that were
// due.
func (s *simulation) steps(c *simCase, now casework.Case) {
	to := c.position(now)
	if to < c.at && s.lost(c) {
		s.tally.rescued++ // everybody there is was tried
		c.at, c.wide = to, append(c.wide, s.callable(c)...)
		return
	}
	if to < c.at {
		s.tally.repeated += c.at - to
		s.fault("step repeated", "%s goes back from %d to %d", c.code, c.at, to)
		c.at = to
		return
	}
	for c.at < to {
		s.timing(c)
		s.step(c)
	}
	for n := s.logged(c, now, "spent"); c.at > c.last() && n > 0; n-- {
		if c.spent++; c.spent > 1 {
			s.timing(c)
			s.step(c)
			c.at--
		}
	}
}

// step notes that a step was made, and looks later whether those it means were
// told.
func (s *simulation) step(c *simCase) {
	s.tally.steps++
	again := c.stepped.Equal(s.run) // one turn made the step before it too
	c.stepped = s.run
	if c.at < c.last() {
		c.strict, c.wide = s.rung(c, c.ladder.Rungs[c.at%len(c.ladder.Rungs)])
		if !c.given.Equal(s.run) { // whoever it was handed on to is called first, and nobody else anew
			s.expect(c, c.strict, c.at > 0 && !again)
		}
	} else {
		c.strict, c.wide = s.target(c.team, flows.ToAdmin)
		s.expect(c, c.strict, c.spent == 1)
	}
	// Seconds do not add up; what was slept through moves what follows.
	if late := s.wall().Sub(c.due); !again {
		c.from = s.wall()
		if late > 0 && late < time.Minute {
			c.from = c.due
		}
	}
	c.at++
	if c.at > c.last() {
		c.due = c.ladder.Hours.Next(s.wall().Add(c.ladder.Again), simZone)
		return
	}
	c.due = c.ladder.Hours.Add(c.from, c.gap(c.at), simZone)
}

// timing compares the moment of a step with when it was due. It may be early if
// nobody of those called before can be told.
func (s *simulation) timing(c *simCase) {
	early := c.due.Sub(s.wall())
	if early > 0 {
		if c.at > 0 && !s.lost(c) {
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
	// What came due while the process was down, or before somebody set the
	// clock, could be done from then on, within its hours.
	from, kind := c.due, &s.tally.normal
	if up := s.wall().Add(-s.run.Sub(s.started)); up.After(from) {
		from, kind = up, &s.tally.restarted
	}
	if set := s.wall().Add(-s.run.Sub(s.jumped)); set.After(from) {
		from, kind = set, &s.tally.jumped
	}
	late := s.wall().Sub(c.ladder.Hours.Next(from, simZone))
	if bound := kind.add(late); late > bound {
		s.tally.late++
		s.fault("step late", "%s makes step %d %v late", c.code, c.at, late)
	}
}

// climbsAtOnce sees that a step comes within seconds once nobody of those who
// were called can be told.
func (s *simulation) climbsAtOnce(c *simCase) {
	if c.at == 0 || !c.due.After(s.wall()) || c.at%len(c.ladder.Rungs) == 0 || c.at > c.last() {
		return // after the last rung the administrators are called, and the next round keeps its time
	}
	for _, p := range c.wide {
		// Whether one who could not be told before is tried again is not for here.
		if p.joined && !p.ended && !p.known && p.id != c.reporter && c.failed[p.id].Before(c.stepped) {
			return
		}
	}
	c.due = c.ladder.Hours.Next(s.wall(), simZone)
}
