package main

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"caunoi/flows/casework"
)

// TestSimulation lets urgent cases be chased in random worlds under moved time:
// trees with holes, people who never joined or are away, chats that close,
// sends that fail, processes that are killed, clocks that are set (issue 4,
// reliability P20 to P24). What is due when and who is called is worked out
// apart from the code.
//
// CAUNOI_SIM is how many cases, CAUNOI_SEED what chance begins with.
func TestSimulation(t *testing.T) {
	t.Parallel()
	cases := number(t, "CAUNOI_SIM", 40)
	seed := number(t, "CAUNOI_SEED", 1)
	tally := newSimTally()
	for ; tally.cases < cases; seed++ {
		simulate(t, uint64(seed), 50, tally)
	}
	t.Log(tally.line())
	for _, f := range tally.faults {
		t.Error(f)
	}
}

// simulate plays one world in which so many cases are reported.
func simulate(t *testing.T, seed uint64, cases int, tally *simTally) {
	dir, err := os.MkdirTemp("", "caunoi-sim-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	s := newSimulation(t, dir, seed, tally)
	for range cases {
		s.schedule(s.between(0, 10*time.Hour), s.report)
	}
	s.play(14 * time.Hour)
	s.calmDown()
	for hours := 0; hours < 4 || hours < 18 && s.waits(); hours++ {
		s.play(time.Hour)
	}
	s.judge()
	s.look(os.Getenv("CAUNOI_CASE"))
	s.kill()
	tally.worlds++
	tally.cases += len(s.cases)
}

// look prints what became of a case and what happened in its world, in the order
// in which it did, for whoever looks for a fault.
func (s *simulation) look(code string) {
	c := s.cases[code]
	if c == nil {
		return
	}
	s.t.Logf("%s level %d from %s by %s, ladder %+v", code, c.was.Level, c.team, c.reporter, c.ladder)
	for _, a := range c.was.Alerts {
		s.t.Logf("%+v", a)
	}
	for _, u := range append([]string{c.team}, s.above(c.team)...) {
		for role, on := range s.units[u].posts {
			for _, p := range on {
				s.t.Logf("%s %s %+v", u, role, *p)
			}
		}
	}
	for _, l := range s.diary {
		s.t.Log(l)
	}
}

// note writes a line into the diary of a world: what the wall clock says, and what
// happens.
func (s *simulation) note(format string, args ...any) {
	if os.Getenv("CAUNOI_CASE") != "" {
		s.diary = append(s.diary, s.wall().In(simZone).Format("02 15:04:05 ")+fmt.Sprintf(format, args...))
	}
}

// copies writes into the diary what the log of the case has gained that is looked
// for.
func (s *simulation) copies(c *simCase, now casework.Case) {
	if c.code != os.Getenv("CAUNOI_CASE") {
		return
	}
	for _, e := range now.Log[min(len(c.was.Log), len(now.Log)):] {
		s.note("    %s (%s) by %s", e.Act, e.Note, e.By)
	}
}

// waits reports whether a case is open of which nobody could read yet: within
// 18 hours the hours of every ladder come.
func (s *simulation) waits() bool {
	return slices.ContainsFunc(s.open, func(c *simCase) bool {
		return len(c.reached) == 0 && !s.listed(c) && c.was.State.Open() && c.was.Level <= casework.Soon
	})
}

// calmDown ends what people do and what fails, so that what is left undone then
// is left undone for good.
func (s *simulation) calmDown() {
	s.calm = true
	if !s.up {
		s.begin()
	}
}

// expect looks a little later whether those whom a step means, and who can be
// told as far as is known now, were told; and after the first step the reporter.
func (s *simulation) expect(c *simCase, strict []*simPerson, reporter bool) {
	since := s.run
	strict = slices.DeleteFunc(slices.Clone(strict), func(p *simPerson) bool { return !s.fine(c, p) })
	s.schedule(simBound, func() { s.expected(c, strict, reporter, since, s.started) })
}

// simBound is within which a step's calls are handed to the channel. Alerts of
// level 2 may wait a minute for company, and that long again if the clock is set
// back meanwhile: how much of the minute had gone by is not known then.
const simBound = 95 * time.Second

func (s *simulation) expected(c *simCase, strict []*simPerson, reporter bool, since, life time.Time) {
	last := c.stepped
	if c.was.Level == casework.Soon {
		last = later(c.stepped, s.back)
	}
	if !s.up || !s.started.Equal(life) || last.After(since) && s.run.Sub(last) < simBound {
		s.schedule(simBound, func() { s.expected(c, strict, reporter, since, s.started) })
		return
	}
	if !c.chasing {
		return
	}
	for _, p := range strict {
		if s.fine(c, p) && s.reachable(c, p) && p.steady(since) && c.handed[p.id].Before(since) && p.listed.Before(since) {
			s.tally.skipped++
			s.fault("not called", "%s: a step at %v means %s, who was told nothing", c.code, since, p.id)
		}
	}
	p := s.people[c.reporter]
	somebody := slices.ContainsFunc(strict, func(p *simPerson) bool { return s.fine(c, p) && s.reachable(c, p) })
	if reporter && somebody && !p.closed && p.steady(since) && c.told.Before(since) {
		s.fault("reporter not told", "%s: of a step at %v", c.code, since)
	}
}

// steady reports whether nothing happened since then that lets a person's
// messages wait or go elsewhere.
func (p *simPerson) steady(since time.Time) bool {
	return p.troubled.Before(since) && p.changed.Before(since)
}

// judge looks at the end at every case that nobody has: with anybody in reach it
// must have reached somebody, and without, its reporter must know.
func (s *simulation) judge() {
	for _, c := range s.open {
		if c.was.Level > casework.Soon || !c.was.State.Open() {
			continue
		}
		if len(c.reached) > 0 || s.listed(c) {
			s.tally.reached++
			continue
		}
		s.tally.alone++
		for _, p := range s.callable(c) {
			if s.reachable(c, p) {
				s.tally.unreached++
				s.fault("nobody reached", "%s at %s, though %s is there", c.code, c.team, p.id)
				break
			}
		}
		if p := s.people[c.reporter]; !p.closed && c.warned.IsZero() {
			s.tally.silent++
			s.fault("silent end", "%s: nobody knows of it, and its reporter was not told whom to call", c.code)
		}
	}
}

// listed reports whether somebody was told of a case in a list, which names no
// more than a few.
func (s *simulation) listed(c *simCase) bool {
	return slices.ContainsFunc(c.was.Alerts, func(a casework.Alert) bool {
		return !a.Sent.IsZero() && a.Failed == "" && !s.people[a.Member].listed.IsZero()
	})
}

// callable returns all whom a case may call in the end.
func (s *simulation) callable(c *simCase) []*simPerson {
	all := append(s.admins(), s.everybody(c)...)
	for _, r := range c.ladder.Rungs {
		strict, _ := s.rung(c, r)
		all = append(all, strict...)
	}
	return all
}

// A simTally is what many simulated worlds came to.
type simTally struct {
	worlds, cases, chases, steps, alerts, taken, decayed, failures, restarts, jumps int
	atOnce, rescued, broughtForward, reached, alone                                 int
	skipped, repeated, early, late, afterTaking, unreached, silent                  int

	normal, restarted, jumped simErrors
	brought                   time.Duration // how long after a clock was set back such a step came at most
	faults                    []string
}

// newSimTally allows a step five seconds, and a minute after a restart or after
// the wall clock was set.
func newSimTally() *simTally {
	return &simTally{normal: simErrors{bound: 5 * time.Second}, restarted: simErrors{bound: time.Minute}, jumped: simErrors{bound: time.Minute}}
}

// simErrors is how late steps were, of one kind.
type simErrors struct {
	bound, worst time.Duration
	n            int
}

// add counts a step that was so late, and says how late it may be.
func (e *simErrors) add(late time.Duration) time.Duration {
	e.n++
	e.worst = max(e.worst, late)
	return e.bound
}

// fault notes what must not be. Of very many only the first are kept.
func (s *simulation) fault(what, format string, args ...any) {
	s.note("FAULT %s: "+format, append([]any{what}, args...)...)
	if len(s.tally.faults) < 50 {
		s.tally.faults = append(s.tally.faults, fmt.Sprintf("CAUNOI_SEED=%d at %v: %s: ", s.seed, s.wall().In(simZone).Format("02 15:04:05"), what)+fmt.Sprintf(format, args...))
	}
}

// line says what it all came to.
func (t *simTally) line() string {
	return fmt.Sprintf("%d urgent cases in %d worlds: %d chases, %d steps (%d at once, %d brought forward by a clock set back), %d alerts, %d failed sends, %d taken, %d resumed, %d restarts, %d clocks set; "+
		"skipped %d, repeated %d, early %d, late %d, alerts after taking %d; step time error at most %v, after a restart %v, after a clock was set %v, brought forward within %v; "+
		"%d open at the end with a person who knows, %d without; nobody reached though somebody was there %d, silent ends %d",
		t.cases, t.worlds, t.chases, t.steps, t.atOnce, t.broughtForward, t.alerts, t.failures, t.taken, t.decayed, t.restarts, t.jumps,
		t.skipped, t.repeated, t.early, t.late, t.afterTaking, t.normal.worst, t.restarted.worst, t.jumped.worst, t.brought,
		t.reached, t.alone, t.unreached, t.silent)
}
