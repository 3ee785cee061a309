package casework

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// After how many looks of the audit what is kept beside the cases is looked at.
const (
	tellEvery = 2
	tidyEvery = 10
)

// tidy looks at what is kept beside the cases, a slice at a time, on the nth look
// of the audit: what a reporter could not be told, what has outlived its time, and
// what edits led to.
func tidy(t *flows.Turn, nth int64) {
	if nth%tellEvery == 1 {
		tellLate(t)
	}
	if nth%tidyEvery == 1 {
		outlive(t)
		flows.SweepTable(t.Tx, bundles, func(b bundle) bool { return b.At.Add(keepBundles).Before(t.Event.At) })
		flows.SweepTable(t.Tx, sayings, func(s saying) bool { return s.At.Add(keepSaid).Before(t.Event.At) })
	}
}

// keepSaid is how long an edit of a message still finds its case.
const keepSaid = 60 * 24 * time.Hour

// Gone looks at the cases of a member who cannot be reached any more, or whose
// post has ended. Of very many the audit takes care of what is beyond a slice.
func Gone(t *flows.Turn, member string) {
	var codes []string
	from, to := store.Prefix(store.Key(member))
	for _, code := range Cases.Keys(t.Tx, "hands", from, to) {
		if codes = append(codes, code); len(codes) == auditSlice {
			break
		}
	}
	lookAll(t, codes)
}

// lookAll looks at each case by itself: one that cannot be read, or on which
// the program fails, is named among what was put aside and hides no other.
func lookAll(t *flows.Turn, codes []string) {
	for _, code := range codes {
		if err := t.Tx.Try(func() { look(t, code) }); err != nil {
			flows.Asides.Put(t.Tx, flows.Aside{ID: "case/" + code, At: t.Event.At, Kind: flows.Due, Why: "the watch cannot look at it"})
		}
	}
}

// look brings one case back to a person, if it has lost its own.
func look(t *flows.Turn, code string) {
	c, ok := Cases.Get(t.Tx, code)
	if !ok || !c.State.Open() {
		return
	}
	told := reachable(&c)
	changed := Recheck(t, &c)
	changed = mend(t, &c, !told) || changed
	if changed {
		Keep(t, c)
		Show(t, c)
	}
}

// Recheck notes which of those who were told of a case can no longer be told
// anything or may no longer act on it, and takes the case from a taker who is
// gone: it is chased anew. It reports whether anything changed; the caller keeps
// the case.
func Recheck(t *flows.Turn, c *Case) (changed bool) {
	changed, lost := lose(t, c)
	if !lost {
		return changed
	}
	// Whoever saw that somebody has it must notice that nobody has.
	c.loud = c.Level <= Soon && termsOf(t, *c).Ladder.Hours.In(t.Event.At, t.Set.Zone)
	begin(t, c)
	if c.Level > Soon {
		alert(t, c, charge(t, *c))
	}
	tell(t, *c, "case.lost", text.Args{"code": c.Code})
	tellFollowers(t, *c, "case.lost", nil)
	return true
}

// lose notes who of those who were told of a case is gone, and takes it from a
// taker who is; lost says that nobody has it any more. Nobody is called for that:
// whoever takes it in the same moment is the one who has it.
func lose(t *flows.Turn, c *Case) (changed, lost bool) {
	for i := range c.Alerts {
		a := &c.Alerts[i]
		if a.Failed != "" {
			continue
		}
		if a.Failed = absent(t, *c, a.Member); a.Failed != "" {
			c.noteWhy(t, "not reached", a.Member, a.Failed)
			changed = true
		}
	}
	if c.State != Taken && c.State != Working || absent(t, *c, c.Taker) == "" {
		return changed, false
	}
	c.note(t, "taker gone", c.Taker)
	c.State, c.Taker, c.TakerRole = New, "", ""
	return true, true
}

// absent says why a member cannot act on a case now; "" if nothing is in the
// way.
func absent(t *flows.Turn, c Case, member string) string {
	m, ok := flows.Members.Get(t.Tx, member)
	if !ok {
		return "ended"
	}
	if _, may := roleOf(t, member, c); !may || !m.Ended.IsZero() {
		return "ended"
	}
	if m.Home() == "" {
		return "no chat"
	}
	return ""
}

// reachable reports whether anybody was told or still can be.
func reachable(c *Case) bool {
	for _, a := range c.Alerts {
		if a.Failed == "" {
			return true
		}
	}
	return false
}

// Settled is told what became of a message about a case. That an alert has
// left is shown to the reporter; that it failed calls whoever is next.
func Settled(t *flows.Turn, m flows.Message) {
	if settledSeal(t, m) || m.About.View != "alert" {
		return
	}
	c, ok := Cases.Get(t.Tx, m.About.Code)
	if !ok {
		return
	}
	a := alerted(&c, m.Member)
	if a == nil {
		return
	}
	switch {
	case m.State == flows.Sent && a.Failed != "" && a.Failed != "ended" && a.Failed != "no chat":
		a.Sent, a.Failed = t.Event.At, "" // as it was shown again, it arrived
	case m.State == flows.Sent && a.Sent.IsZero() && !m.Anew: // a card to be shown anew has not been by an edit of the older one
		a.Sent = t.Event.At
		c.note(t, "sent", m.Member)
	case m.State == flows.Failed && a.Failed == "":
		a.Failed, a.Shut = m.Why, shut(t, m)
		c.noteWhy(t, "not reached", m.Member, m.Why)
		if !elsewhere(t, &c, *a) {
			inPlace(t, &c, *a)
		}
		mend(t, &c, false)
	default:
		return
	}
	Keep(t, c)
	if c.State == New {
		Show(t, c)
	}
}

// shut reports whether the chat that a message was for is closed.
func shut(t *flows.Turn, m flows.Message) bool {
	to, _ := flows.Members.Get(t.Tx, m.Member)
	return !slices.ContainsFunc(to.Homes, func(h flows.Home) bool { return h.Address == m.To && h.Dead == "" })
}

// elsewhere calls somebody whose chat is closed in another one that is open, by
// the same rung. It reports whether there is one.
func elsewhere(t *flows.Turn, c *Case, a Alert) bool {
	m, ok := flows.Members.Get(t.Tx, a.Member)
	return ok && c.State == New && a.Shut && len(call(t, c, []flows.Member{m}, a.Rung, false)) > 0
}

// inPlace calls who stands in where the person in charge could not be told,
// though others were.
func inPlace(t *flows.Turn, c *Case, a Alert) {
	if c.State != New || a.Role != flows.RoleKey(flows.Charge, "") || a.Rung == 0 || a.Rung != c.Clock.Rung {
		return
	}
	found, _ := seek(t, *c, flows.ToStandIn)
	call(t, c, found, a.Rung, false)
}

// mend climbs at once where nobody of those who were called last can be told any
// more. Where nobody at all can be told, everybody on the ladder is tried, and
// the reporter told; found says that it was found so by looking, and then
// nothing is said unless somebody has come. It reports whether anything changed.
func mend(t *flows.Turn, c *Case, found bool) bool {
	back := comesBack(t, c)
	if c.State != New || len(c.Alerts) == 0 || c.Level > Soon && c.Clock.Rung == 0 {
		return back
	}
	told := reachable(c)
	if told && (c.Clock.Rung == 0 || c.Clock.Spent || !lostLast(c)) || aboutToStep(t, *c) {
		return back
	}
	if !c.Clock.Ladder.Hours.In(t.Event.At, t.Set.Zone) {
		return atHours(t, c) || back
	}
	n := len(c.Log)
	var called []string
	switch {
	case c.Clock.Rung < len(c.Clock.Ladder.Rungs) && (c.Clock.Rung > 0 || !told): // or the chase has not begun
		called = ascend(t, c, true)
	case told:
		called = callAdmins(t, c, true)
	default:
		called = rescue(t, c)
	}
	switch {
	case len(called) == 0 && found:
		return back || len(c.Log) != n
	case len(called) == 0 && told:
		return true
	case onlyAdmins(called):
		tellUnreached(t, *c)
	default:
		tellStep(t, *c, called)
	}
	return true
}

// aboutToStep reports whether a step is due: it calls somebody in a moment, and
// whoever were called now would be passed by at once.
func aboutToStep(t *flows.Turn, c Case) bool {
	step := c.Clock.Step
	return !step.IsZero() && !step.After(t.Event.At) && c.Clock.Ladder.Hours.In(t.Event.At, t.Set.Zone)
}

// atHours lets the next rung be called as soon as the hours of a ladder begin,
// however much later it was due. It reports whether that changed anything; of
// what comes after the last rung the audit takes care when they begin.
func atHours(t *flows.Turn, c *Case) bool {
	begin := c.Clock.Ladder.Hours.Next(t.Event.At, t.Set.Zone)
	if c.Clock.Rung >= len(c.Clock.Ladder.Rungs) || !c.Clock.Step.After(begin) {
		return false
	}
	c.Clock.Step = begin
	return true
}

// onlyAdmins reports whether nobody but administrators was called.
func onlyAdmins(called []string) bool {
	return !slices.ContainsFunc(called, func(role string) bool { return role != flows.RoleKey(flows.Admin, "") })
}

// lostLast reports whether somebody was called last and none of them can be told
// any more.
func lostLast(c *Case) (lost bool) {
	for _, a := range c.Alerts {
		if a.Rung == c.Clock.Rung && a.Failed == "" {
			return false
		}
		lost = lost || a.Rung == c.Clock.Rung
	}
	return lost
}

// rescue looks for anybody on the whole ladder who can be told, and for the
// administrators.
func rescue(t *flows.Turn, c *Case) []string {
	for i, r := range c.Clock.Ladder.Rungs {
		who, _ := targets(t, *c, r.To)
		if called := call(t, c, who, i+1, true); len(called) > 0 {
			c.noteRung(t, i)
			c.Clock.Rung = i + 1
			return called
		}
	}
	return callLast(t, c, true)
}

// tellUnreached tells the reporter that those who should know could not be
// told, and whom to call.
func tellUnreached(t *flows.Turn, c Case) {
	if c.Drill {
		return // its card says so, and there is nobody to call
	}
	key := "case.nobody.reporter"
	if !reachable(&c) {
		key = "case.nobody.hopeless"
	}
	t.Say(reporter(t, c), flows.Note{Key: key, Lane: laneOf(c), About: Notice(c.Code), Args: text.Args{"code": c.Code, "phone": DutyPhone(t, c.Unit)}})
}
