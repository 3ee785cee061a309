package casework

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// A rule is what must be so of a case, and how it is made so again.
type rule struct {
	kind   string // as the log names it; stored
	when   func(c Case) bool
	broken func(a *auditor, c Case) bool
	cure   func(a *auditor, c *Case)
}

func (r rule) applies(c Case) bool { return r.when(c) }

// To which cases a rule applies.
func everyCase(Case) bool    { return true }
func isPressing(c Case) bool { return c.State.Open() && c.Level <= Soon }
func isWaiting(c Case) bool  { return isPressing(c) && c.State == New && c.Danger != AskedFor }
func isHeld(c Case) bool     { return isPressing(c) && (c.State == Taken || c.State == Working) }

// rules are all of them, in the order in which they are looked at: what others
// follow from comes first.
var rules = [...]rule{
	{"state", everyCase, func(_ *auditor, c Case) bool { return !c.State.known() }, cureState},
	{"level", everyCase, func(_ *auditor, c Case) bool { return c.Level < LifeAndDanger || c.Level > ToKnow }, cureLevel},
	{"holder", isPressing, func(_ *auditor, c Case) bool { return c.State == New && c.Taker != "" }, cureHolder},
	{"taken when", isHeld, func(_ *auditor, c Case) bool { return c.TakenAt.IsZero() }, func(a *auditor, c *Case) { c.TakenAt = a.Event.At }},
	{"danger", isPressing, dangerUnasked, func(a *auditor, c *Case) { a.Wake(dangerTimer, c.Code, 0) }},
	{"ladder", isWaiting, badLadder, func(a *auditor, c *Case) { begin(a.Turn, c) }},
	{"grade", isPressing, lagging, func(a *auditor, c *Case) { Graded(a.Turn, c) }},
	{"rung", isWaiting, badRung, cureRung},
	{"no step", isWaiting, func(_ *auditor, c Case) bool { return c.Clock.Step.IsZero() && len(c.Clock.Ladder.Rungs) > 0 }, stepNow},
	{"far step", isWaiting, farStep, stepNow},
	{"no check", isHeld, func(a *auditor, c Case) bool { return c.Clock.Check.IsZero() && termsOf(a.Turn, c).Work > 0 }, resign},
	{"far check", isHeld, farCheck, resign},
	{"no deadline", isPressing, noDeadline, func(a *auditor, c *Case) { setDue(a.Turn, c) }},
	{"unit", isPressing, func(a *auditor, c Case) bool {
		return !flows.Units.Has(a.Tx, c.Unit) && !c.audited("unit")
	}, tellAdmins},
	{"twice", isPressing, twiceAlerted, cureTwice},
	{"alert failed", isWaiting, func(a *auditor, c Case) bool { return a.alertIn(c, failedUnseen) >= 0 }, cureFailed},
	{"alert lost", isWaiting, func(a *auditor, c Case) bool { return a.alertIn(c, lostAlert) >= 0 }, showAgain},
	{"alert stuck", isWaiting, func(a *auditor, c Case) bool { return a.settled() && a.alertIn(c, stuckAlert) >= 0 }, cureStuck},
	{"nobody told", isWaiting, nobodyTold, func(a *auditor, c *Case) { rescue(a.Turn, c); Show(a.Turn, *c) }},
	{"spent", isWaiting, func(a *auditor, c Case) bool { return c.Clock.Spent && !a.adminTold(c) && a.adminFor(c) }, tellAdmins},
}

// known reports whether it is one of the states there are.
func (s State) known() bool { return s >= New && s <= Rejected }

func cureState(a *auditor, c *Case) {
	c.State = New
	if c.Taker != "" {
		c.State = Taken
		return
	}
	begin(a.Turn, c)
}

func cureLevel(a *auditor, c *Case) {
	c.Level = Soon
	if c.State.Open() {
		Graded(a.Turn, c)
	}
}

func cureHolder(_ *auditor, c *Case) { c.Taker, c.TakerRole = "", "" }

// dangerTimer waits for the answer to whether people are in danger; it is the
// report's.
const dangerTimer = "report" + ".danger" // in two parts, since it is no sentence of the catalogs

// longestDanger is how long that may be waited for at most, as a configuration
// may say.
const longestDanger = time.Hour

func dangerUnasked(a *auditor, c Case) bool {
	if c.Danger != AskedFor || c.State != New {
		return false
	}
	set, ok := flows.Timers.Get(a.Tx, store.Key(dangerTimer, c.Code))
	return !ok || set.Due.Sub(a.Event.At) > longestDanger
}

// badLadder reports whether the ladder of a case is none though its level has
// one, or has a hole or steps that do not rise.
func badLadder(a *auditor, c Case) bool {
	rungs := c.Clock.Ladder.Rungs
	if len(rungs) == 0 {
		return len(ladderOf(a.Set, c).Rungs) > 0
	}
	for i, r := range rungs {
		if len(r.To) == 0 || r.After < 0 || i > 0 && r.After < rungs[i-1].After {
			return true
		}
	}
	return false
}

// lagging reports whether a case has become more pressing than its chase.
func lagging(_ *auditor, c Case) bool {
	return c.Clock.Level > c.Level && c.Danger != AskedFor
}

func badRung(_ *auditor, c Case) bool {
	k := c.Clock
	return k.Rung < 0 || k.Rung > len(k.Ladder.Rungs) || k.Round < 0 || !k.Spent && k.Round > k.Ladder.Rounds
}

func cureRung(a *auditor, c *Case) {
	c.Clock.Rung = max(0, min(c.Clock.Rung, len(c.Clock.Ladder.Rungs)))
	c.Clock.Round = max(0, min(c.Clock.Round, c.Clock.Ladder.Rounds))
	stepNow(a, c)
}

func stepNow(a *auditor, c *Case) { c.Clock.Step = a.Event.At }

// farStep reports whether the next step is later than any step of the ladder can
// be.
func farStep(a *auditor, c Case) bool {
	l := c.Clock.Ladder
	longest, from := max(l.Pause, l.Again, least, 30*time.Minute), time.Duration(0)
	for _, r := range l.Rungs {
		longest, from = max(longest, r.After-from), r.After
	}
	return !l.AtDue && c.Clock.Step.After(l.Hours.Add(a.Event.At, longest, a.Set.Zone).Add(overdueBy))
}

// farCheck reports whether the taker is asked later than anybody could have
// promised.
func farCheck(a *auditor, c Case) bool {
	terms := termsOf(a.Turn, c)
	return c.Clock.Check.After(terms.Ladder.Hours.Add(a.Event.At, max(terms.Work, terms.Grace, least), a.Set.Zone).Add(overdueBy))
}

func resign(a *auditor, c *Case) { sign(a.Turn, c) }

func noDeadline(a *auditor, c Case) bool {
	return c.Clock.Due.IsZero() && !c.Drill && c.Clock.Level != 0 && c.Danger != AskedFor && termsOf(a.Turn, c).Settle > 0
}

// nobodyTold reports whether the chase has called and has nobody on its list.
func nobodyTold(_ *auditor, c Case) bool { return c.Clock.Rung > 0 && len(c.Alerts) == 0 }

// adminTold reports whether an administrator was told of a case.
func (a *auditor) adminTold(c Case) bool {
	return slices.ContainsFunc(c.Alerts, func(one Alert) bool { return one.Failed == "" && flows.IsAdmin(a.Tx, one.Member, a.Event.At) })
}

// adminFor reports whether there is an administrator who can be told of a case.
func (a *auditor) adminFor(c Case) bool {
	return slices.ContainsFunc(flows.Admins(a.Tx, a.Event.At), func(m flows.Member) bool {
		_, may := roleOf(a.Turn, m.ID, c)
		return may && tellable(c, m)
	})
}

func tellAdmins(a *auditor, c *Case) {
	callAdmins(a.Turn, c, true)
	Show(a.Turn, *c)
}
