package casework

import (
	"slices"
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// onTime is how late a timer may come and still count as on time: the next rung
// is then reckoned from when this one was due, so that seconds do not add up.
// What is later was slept through, and the next rung keeps its distance from
// when this one was called (decision 8).
const onTime = time.Minute

// least is the shortest pause a ladder has, whatever a configuration says: one
// without would call people without end.
const least = time.Minute

// Graded is called whenever a case was filed or its level may have changed: the
// deadline and the chase follow from the level. While it is not known whether
// people are in danger nothing of level 2 begins; silence is waited for
// minutes only. The caller keeps and shows the case.
func Graded(t *flows.Turn, c *Case) {
	if !c.State.Open() || c.Danger == AskedFor || c.Clock.Level == c.Level {
		return
	}
	setDue(t, c)
	begin(t, c)
	sign(t, c)
}

// begin starts the chase for a case anew, at its level: the ladder of the
// settings is copied into it, and its first rung is called as soon as it is due.
// Of a case that somebody has, the ladder waits. The caller keeps the case.
func begin(t *flows.Turn, c *Case) {
	if c.Clock.Due.IsZero() {
		setDue(t, c)
	}
	l := ladderOf(t.Set, *c)
	c.Clock.Ladder, c.Clock.Level = l, c.Level
	c.Clock.Rung, c.Clock.Round, c.Clock.Spent = 0, 0, false
	c.Clock.Began, c.Clock.Step = time.Time{}, time.Time{}
	if len(l.Rungs) == 0 {
		return
	}
	c.Clock.Began = began(t, *c, l)
	c.Clock.Step = l.Hours.Add(c.Clock.Began, l.Rungs[0].After, t.Set.Zone)
	if c.State == New && !c.Clock.Step.After(t.Event.At) {
		ascend(t, c, false)
	}
}

// ladderOf returns the ladder of a case's level. What nobody has heard or seen,
// and where nobody said whether people are in danger, is told to the duty
// officer first, at any hour: silence counts as danger.
func ladderOf(set flows.Settings, c Case) flows.Ladder {
	l := set.Terms[min(int(c.Level), len(set.Terms)-1)].Ladder
	if c.Drill {
		l.Rounds = 0 // once is enough to see whom it reaches
	}
	if c.Level != Soon || c.Danger != Silent && !c.Unheard {
		return l
	}
	l.Hours, l.AtDue = flows.Hours{}, false
	rungs := []flows.Rung{{To: []flows.Target{flows.ToDuty}}}
	for i, r := range l.Rungs {
		switch i {
		case 0:
		case 1:
			r.To = slices.Concat(l.Rungs[0].To, r.To)
			fallthrough
		default:
			rungs = append(rungs, r)
		}
	}
	if len(l.Rungs) == 1 {
		rungs[0].To = slices.Concat(rungs[0].To, l.Rungs[0].To)
	}
	l.Rungs = rungs
	return l
}

// climb does what is due on the ladder: the next rung, or the next round, or
// telling the administrators that nobody answers. Outside its hours it waits for
// them. The caller keeps and shows the case.
func climb(t *flows.Turn, c *Case) {
	if h := c.Clock.Ladder.Hours; !h.In(t.Event.At, t.Set.Zone) {
		c.Clock.Step = h.Next(t.Event.At, t.Set.Zone)
		return
	}
	quiet := c.Clock.Rung == 0 && c.Clock.Round == 0 && !c.Clock.Ladder.AtDue // the first word of it was held over night
	called := onward(t, c)
	if !quiet {
		tellStep(t, *c, called)
	}
}

// onward takes the next step, whatever the hour, and returns the roles of those
// who were called.
func onward(t *flows.Turn, c *Case) []string {
	rungs := c.Clock.Ladder.Rungs
	switch {
	case c.State != New || len(rungs) == 0:
		return nil
	case c.Clock.Spent:
		c.Clock.Round++
		return insist(t, c)
	case c.Clock.Rung >= len(rungs) && c.Clock.Round >= c.Clock.Ladder.Rounds:
		c.Clock.Round++
		c.Clock.Spent = true
		return insist(t, c)
	case c.Clock.Rung >= len(rungs):
		c.Clock.Round++
		c.Clock.Rung, c.Clock.Began = 0, t.Event.At
	}
	return ascend(t, c, true)
}

// ascend calls the next rung; where nobody of it can be told, the one above at
// once, and after the last the administrators. anew says that who was told
// before is told again. It returns the roles of those who were called.
func ascend(t *flows.Turn, c *Case, anew bool) (called []string) {
	l, base, i := c.Clock.Ladder, t.Event.At, -1
	if late := base.Sub(c.Clock.Step); late >= 0 && late < onTime {
		base = c.Clock.Step
	}
	for c.Clock.Rung < len(l.Rungs) && len(called) == 0 {
		i = c.Clock.Rung
		c.Clock.Rung++
		called = callRung(t, c, i, anew)
	}
	if len(called) == 0 {
		called = callLast(t, c, anew)
	}
	switch {
	case i < 0 || c.Clock.Spent: // somebody was looked for again after all rounds, and what comes then keeps its time
	case c.Clock.Rung < len(l.Rungs):
		c.Clock.Step = l.Hours.Add(base, l.Rungs[c.Clock.Rung].After-l.Rungs[i].After, t.Set.Zone)
	default:
		c.Clock.Step = l.Hours.Add(base, max(l.Pause, least), t.Set.Zone)
	}
	return called
}

// callRung calls everybody on a rung, and logs whom it was to call and why one
// of them could not be.
func callRung(t *flows.Turn, c *Case, i int, anew bool) []string {
	to := c.Clock.Ladder.Rungs[i].To
	for j := range c.Alerts {
		if c.Alerts[j].Rung == i+1 && c.Alerts[j].Failed == "" {
			c.Alerts[j].Rung = 0 // who was on it in an earlier round need not be now
		}
	}
	who, holes := targets(t, *c, to)
	if c.Clock.Spent {
		return call(t, c, who, i+1, anew) // the log says so of every round before
	}
	c.noteRung(t, i)
	for _, h := range holes {
		c.noteWhy(t, "rung empty", string(h.target), h.why)
	}
	return call(t, c, who, i+1, anew)
}

// noteRung logs that a rung is called.
func (c *Case) noteRung(t *flows.Turn, i int) {
	c.note(t, "rung", strconv.Itoa(i+1)+" "+join(c.Clock.Ladder.Rungs[i].To))
}

func join(to []flows.Target) string {
	var s string
	for i, target := range to {
		if i > 0 {
			s += ","
		}
		s += string(target)
	}
	return s
}

// callLast calls the administrators, since nobody else is left on the ladder.
// Where not even they can be told and nobody knows of the case, it calls whoever
// else may handle it, the nearest first; and in the end those who are on leave.
func callLast(t *flows.Turn, c *Case, anew bool) []string {
	if !reachable(c) {
		last(t, c)
	}
	called := callAdmins(t, c, anew)
	if !reachable(c) {
		for u := range flows.Up(t.Tx, c.Unit) {
			for i := 0; i < len(handlers) && len(called) == 0; i++ {
				called = call(t, c, holders(t, u.Code, handlers[i]), c.Clock.Rung, anew)
			}
		}
	}
	if len(called) > 0 {
		return called
	}
	return call(t, c, onLeave(t, *c), c.Clock.Rung, anew)
}

// callAdmins calls the administrators over a case, or where none of them can be
// told, any.
func callAdmins(t *flows.Turn, c *Case, anew bool) []string {
	called := call(t, c, flows.AdminsOver(t.Tx, c.Unit, t.Event.At), c.Clock.Rung, anew)
	if len(called) == 0 {
		called = call(t, c, flows.Admins(t.Tx, t.Event.At), c.Clock.Rung, anew)
	}
	return called
}

// insist tells the administrators that nobody answers, and the people of the
// last rung once more, and sets when that is done again.
func insist(t *flows.Turn, c *Case) []string {
	l := c.Clock.Ladder
	c.Clock.Rung = len(l.Rungs) // the one called last, whatever was tried again meanwhile
	called := callRung(t, c, len(l.Rungs)-1, true)
	c.note(t, "spent", strconv.Itoa(c.Clock.Round))
	if admins := callAdmins(t, c, true); len(admins) > 0 {
		called = append(called, admins...)
	} else if c.Clock.Round == l.Rounds+1 {
		called = append(called, callEverybody(t, c)...)
	}
	if len(called) == 0 {
		called = callLast(t, c, true)
	}
	wait := l.Again
	if wait < least {
		wait = max(l.Pause, 30*time.Minute)
	}
	c.Clock.Step = l.Hours.Next(t.Event.At.Add(wait), t.Set.Zone)
	return called
}

// callEverybody calls all who may handle a case and are there, once: there is no
// administrator who could look for somebody.
func callEverybody(t *flows.Turn, c *Case) (called []string) {
	for u := range flows.Up(t.Tx, c.Unit) {
		for _, role := range handlers {
			called = append(called, call(t, c, holders(t, u.Code, role), c.Clock.Rung, true)...)
		}
	}
	return called
}

// resume lets the chase go on from the rung that was called last: that one is
// called again at once.
func resume(t *flows.Turn, c *Case) []string {
	l := c.Clock.Ladder
	if len(l.Rungs) == 0 {
		begin(t, c)
		return sentTo(*c)
	}
	c.Clock.Rung = max(min(c.Clock.Rung, len(l.Rungs))-1, 0)
	c.Clock.Round, c.Clock.Spent = min(c.Clock.Round, l.Rounds), false
	if !l.Hours.In(t.Event.At, t.Set.Zone) {
		c.Clock.Step = l.Hours.Next(t.Event.At, t.Set.Zone)
		return nil
	}
	return ascend(t, c, true)
}

// calledAgain reports whether all who were called last had been called before.
func calledAgain(c Case) bool {
	return !slices.ContainsFunc(c.Alerts, func(a Alert) bool { return a.Rung == c.Clock.Rung && a.Failed == "" && !a.anew })
}

// tellStep tells the reporters that nobody has taken the case yet, who has been
// told now, and whom they can call.
func tellStep(t *flows.Turn, c Case, called []string) {
	heard := c.Clock.Spent && c.Clock.Round > c.Clock.Ladder.Rounds+1
	if len(called) == 0 {
		if !reachable(&c) && !heard {
			tellUnreached(t, c)
		}
		return
	}
	key := "ladder.step"
	switch {
	case heard:
		return // who reported heard it the first time
	case c.Clock.Spent:
		key = "ladder.step.spent"
	case calledAgain(c):
		key = "ladder.step.again"
	}
	args := text.Args{"code": c.Code, "roles": roles(called), "phone": DutyPhone(t, c.Unit)}
	tell(t, c, key, args)
	tellFollowers(t, c, key, args)
}
