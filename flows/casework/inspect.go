package casework

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// mostCures bounds how much is put right in one case in one turn.
const mostCures = 12

// inspect looks at one case as it is stored under a code, brings it back to a
// person if it has lost its own, and puts right what is not as it must be.
func (a *auditor) inspect(code string, c Case) {
	changed := false
	if c.Code != code { // kept under a name that is not its own
		c.Code, changed = code, true
		a.found(&c, "code")
	} else if Cases.Amend(a.Tx, c) > 0 {
		changed = a.found(&c, "index")
	}
	switch {
	case isPressing(c):
		changed = a.recheck(&c) || changed
	case c.State == Taken || c.State == Working: // nobody waits for it by the hour: it is only given back
		changed = Recheck(a.Turn, &c) || changed
	}
	changed = a.cure(&c) || changed
	if c.State == Done && c.Clock.Silent.IsZero() && a.Set.Silence > 0 {
		c.Clock.Silent = a.Event.At.Add(a.Set.Silence) // settled before cases had clocks
		Keep(a.Turn, c)
	}
	if changed {
		Keep(a.Turn, c)
		Show(a.Turn, c)
		c, _ = Cases.Get(a.Tx, code) // as it is stored: times are rounded there
	}
	if c.State.Open() || c.State == Done {
		a.clock(c)
	}
}

// recheck does what has to be done when people have gone without an event that
// this program sees, and tells of a taker who has.
func (a *auditor) recheck(c *Case) bool {
	taker, held, told := c.Taker, c.State != New, reachable(c)
	changed := Recheck(a.Turn, c)
	if a.lower(c) {
		changed = true
	} else {
		changed = mend(a.Turn, c, !told) || changed
	}
	if forgotten(a, *c) {
		a.look.Bad++ // nobody there is knows of it: whoever waits for the heartbeat learns that
	}
	switch {
	case !held || c.State != New:
	case taker == "":
		a.found(c, "no taker")
	default:
		a.found(c, "taker")
	}
	return changed
}

// lower calls a rung that was called already, if nobody knows of a case any more
// and the rung leads to others by now: a post was filled, or a unit merged.
func (a *auditor) lower(c *Case) bool {
	if !forgotten(a, *c) || aboutToStep(a.Turn, *c) {
		return false
	}
	for i := range min(c.Clock.Rung, len(c.Clock.Ladder.Rungs)) {
		who, _ := targets(a.Turn, *c, c.Clock.Ladder.Rungs[i].To)
		may := func(m flows.Member) bool { _, ok := roleOf(a.Turn, m.ID, *c); return ok && tellable(*c, m) }
		if !slices.ContainsFunc(who, may) {
			continue
		}
		if called := call(a.Turn, c, who, i+1, true); len(called) > 0 {
			c.noteRung(a.Turn, i)
			c.Clock.Rung = i + 1
			tellStep(a.Turn, *c, called)
			return true
		}
	}
	return false
}

// forgotten reports whether the chase has called and nobody knows of a case.
func forgotten(a *auditor, c Case) bool {
	return isWaiting(c) && c.Clock.Rung > 0 && len(c.Alerts) > 0 && !reachable(&c) && c.Clock.Ladder.Hours.In(a.Event.At, a.Set.Zone)
}

// cure puts right what breaks a rule, the first first, since the others may
// follow from it. A rule that is broken still after its cure keeps the audit
// from being clean.
func (a *auditor) cure(c *Case) (changed bool) {
	var cured []string
	for range mostCures {
		i := slices.IndexFunc(rules[:], func(r rule) bool { return r.applies(*c) && r.broken(a, *c) })
		if i < 0 {
			return changed
		}
		r := rules[i]
		if slices.Contains(cured, r.kind) {
			break
		}
		changed = a.found(c, r.kind) || changed
		cured = append(cured, r.kind)
		n := len(c.Log)
		r.cure(a, c)
		changed = changed || len(c.Log) != n || !r.broken(a, *c)
	}
	a.look.Bad++
	return changed
}

// found notes in the case what was found, and remembers to tell of it, the first
// time that it is found. It reports whether it was.
func (a *auditor) found(c *Case, kind string) bool {
	a.look.Found++
	if c.audited(kind) {
		return false
	}
	c.note(a.Turn, "audit", kind)
	a.faults = append(a.faults, fault{*c, kind})
	return true
}

// audited reports whether the audit has found this in a case before.
func (c Case) audited(kind string) bool {
	return slices.ContainsFunc(c.Log, func(e Entry) bool { return e.Act == "audit" && e.Note == kind })
}

// How far a timer may be from the record without being wrong.
const (
	overdueBy = time.Minute    // in the past, besides what a pause has piled up
	soonest   = 48 * time.Hour // what is due within this must have its timer; beyond it, see far
)

// clock compares the timer of a case as it is stored with what its record says,
// and sets it right.
func (a *auditor) clock(c Case) {
	key := store.Key(clockName, c.Code)
	set, there := flows.Timers.Get(a.Tx, key)
	what, at := c.next()
	now, kind := a.Event.At, ""
	switch {
	case what == nothing && there:
		kind = "idle timer"
	case what == nothing:
	case !there && at.Sub(now) <= soonest && !a.cameNear(c, at):
		kind = "no timer"
	case !there:
		windNear(a.Turn, c)
	case at.Before(now) && set.Due.After(at) && set.Due.Sub(now) <= flows.AfterFailure:
		a.stuck(c) // the program failed on it and tries again
		return
	case !set.Due.Equal(at):
		kind = "wrong timer"
	case flows.Timers.Amend(a.Tx, set) > 0:
		kind = "hidden timer"
	case a.settled() && at.Before(a.Event.Timer.Due.Add(-overdueBy)):
		kind = "late timer"
	}
	if kind == "" {
		return
	}
	if a.found(&c, kind) {
		Cases.Put(a.Tx, c)
	}
	if kind == "late timer" {
		Tick(a.Turn, c.Code)
	}
	if c, ok := Cases.Get(a.Tx, c.Code); ok {
		wind(a.Turn, c)
	}
}

// cameNear reports whether what is due for a case was far off when the audit
// paused, so that its timer could not be set before now.
func (a *auditor) cameNear(c Case, at time.Time) bool {
	since := len(c.Log) > 0 && c.Log[len(c.Log)-1].At.After(a.look.Paused)
	return !since && at.Sub(a.look.Paused) > soonest
}

// stuck notes that what is due for a case fails again and again.
func (a *auditor) stuck(c Case) {
	a.look.Bad++
	if a.found(&c, "stuck") {
		Cases.Put(a.Tx, c)
	}
}
