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

	raw      []byte
	was      casework.Case
	declined time.Time // when one of those for whom it waited said no
	ladder   flows.Ladder
	spent    int       // how often the administrators were told that nobody answers
	low      int       // the rung that was called last, if somebody was looked for again further down after all rounds
	at       int       // the position of the next step: rungs of all rounds, counted through
	due      time.Time // when it is due, on the wall
	regular  time.Time // when it would be due if those of the last step could be told, while none of them can; else zero
	from     time.Time // from when the next step is reckoned, on the wall
	stepped  time.Time // when the last step was made, in true time
	tried    time.Time // when somebody was called last, by a step or instead of one
	strict   []*simPerson
	wide     []*simPerson // whom the last step meant
	chasing  bool
	given    time.Time // when it was last handed on to somebody

	handed  map[string]time.Time // when a new message about it was last handed to the channel, by person
	failed  map[string]time.Time // when one could not be sent, by person; forgotten when the chat is open again
	unsent  map[string]time.Time // when one could not be sent, by person
	acted   map[string]time.Time // when a person pressed or wrote something about it last
	reached map[string]bool      // who could read of it, besides its reporter
	told    time.Time            // when its reporter was last told of it by a new message
	warned  time.Time            // and by one that says whom to call
	taken   time.Time

	// In which transaction somebody was called last, by person; and it was taken
	// last, and made urgent in somebody's hands. No clock is trusted for that.
	called           map[string]int
	takenIn, raiseIn int
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
	s.nth++
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
			code: code, reporter: c.Reporter, team: c.Unit, handed: map[string]time.Time{}, failed: map[string]time.Time{}, unsent: map[string]time.Time{},
			acted: map[string]time.Time{}, reached: map[string]bool{}, called: map[string]int{},
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
	s.calls(c, now)
	s.copies(c, now)
	if s.logged(c, now, "declined") > 0 {
		c.declined = s.run
	}
	switch {
	case !c.chasing:
		switch {
		case before && held(now):
			c.taken, c.takenIn = s.run, s.nth
			s.tally.taken++
		case held(c.was) && held(now) && s.logged(c, now, "rung") > 0:
			s.fault("step after taking", "%s: its ladder goes on", c.code)
		}
		if now.Level != c.was.Level {
			c.at = 0 // it became urgent in somebody's hands: the chase would begin anew
		}
		return
	case !before || now.Level != c.was.Level || s.waitsAnew(c, now):
		s.chase(c, now)
	}
	if s.logged(c, now, "climbed by hand") > 0 {
		if c.at = c.position(now) - 1; c.at < c.last() {
			c.spent = 0
		}
		if s.step(c); c.at > c.last() {
			c.spent++
		}
		return
	}
	s.steps(c, now)
}

// held reports whether somebody has a case.
func held(c casework.Case) bool { return c.State == casework.Taken || c.State == casework.Working }

// calls notes who was called in this transaction, and who wrote something about
// the case: that answers a question and names no case, as a press does.
func (s *simulation) calls(c *simCase, now casework.Case) {
	for _, e := range now.Log[min(len(c.was.Log), len(now.Log)):] {
		if slices.Contains([]string{"asked", "memo", "remarked"}, e.Act) {
			c.acted[e.By] = s.run
		}
	}
	for _, a := range now.Alerts {
		before := func(b casework.Alert) bool { return b.Member == a.Member && b.At.Equal(a.At) }
		if !slices.ContainsFunc(c.was.Alerts, before) {
			c.called[a.Member] = s.nth
		}
	}
	if s.logged(c, now, "raised") > 0 {
		c.raiseIn = s.nth
	}
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
	low := c.low
	c.spent, c.low, c.strict, c.wide, c.regular = 0, 0, nil, nil, time.Time{}
	if s.logged(c, now, "decayed") > 0 {
		s.tally.decayed++
		c.at = max(min(c.at, c.last())-1, 0)
		if low > 0 { // the same step is the one that was made last
			c.at = len(c.ladder.Rungs)*c.ladder.Rounds + low - 1
		}
		c.due = c.ladder.Hours.Next(s.wall(), simZone)
		return
	}
	s.tally.chases++
	if s.waitsAnew(c, now) {
		c.given = s.run
	}
	c.at, c.due = 0, c.ladder.Hours.Add(s.wall(), c.gap(0), simZone)
}

// waitsAnew reports whether a case was handed on, or given back to who had done so: it
// waits for somebody anew.
func (s *simulation) waitsAnew(c *simCase, now casework.Case) bool {
	return s.logged(c, now, "handed on") > 0 || s.logged(c, now, "declined") > 0 && now.Given.Back
}

// steps compares the steps that were made in a transaction with those that were
// due.
func (s *simulation) steps(c *simCase, now casework.Case) {
	to := c.position(now)
	if to < c.at && s.lost(c) {
		c.at = to
		s.rescued(c, to)
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
	s.lowered(c, now)
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
	c.stepped, c.tried, c.regular = s.run, s.run, time.Time{}
	if c.at < c.last() {
		c.strict, c.wide = s.rung(c, c.ladder.Rungs[c.at%len(c.ladder.Rungs)])
		if !c.given.Equal(s.run) { // whoever it was handed on to is called first, and nobody else anew
			s.expect(c, c.strict, c.at > 0 && !again)
		}
	} else {
		c.low = 0
		c.strict, c.wide = s.target(c.team, flows.ToAdmin)
		s.expect(c, c.strict, c.spent == 0) // who reported hears of the end once
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
