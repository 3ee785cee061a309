package casework

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// find returns the case that a handler's verb names, if the handler may act on
// it; otherwise it says why not.
func find(t *flows.Turn, args []string) (c Case, role string, ok bool) {
	if len(args) == 0 {
		return c, "", false
	}
	c, ok = Cases.Get(t.Tx, args[0])
	if !ok {
		t.Reply("desk.none", text.Args{"code": args[0]})
		return c, "", false
	}
	if own, part := ownPart(t, c); part {
		if _, handles := roleOf(t, t.From.ID, c); !handles {
			c = own
		}
	}
	role, ok = roleOf(t, t.From.ID, c)
	switch {
	case !ok && c.Reporter == t.From.ID:
		t.Reply("work.own", text.Args{"code": c.Code}, flows.Choice{Key: "list.open", Args: text.Args{"code": c.Code}, Do: "xem " + c.Code})
	case !ok:
		// Whether the case exists is nobody's business who may not see it.
		refuseAt(t, c.Code, "")
		t.Reply("desk.none", text.Args{"code": args[0]})
		return c, role, false
	}
	concern(t, c)
	return c, role, ok
}

// named returns the case that the first word names.
func named(t *flows.Turn, args []string) (Case, bool) {
	if len(args) == 0 {
		return Case{}, false
	}
	return Cases.Get(t.Tx, args[0])
}

// Own returns the case that a reporter's verb names, if it is the reporter's
// own; otherwise it says why not.
func Own(t *flows.Turn, args []string) (c Case, ok bool) {
	if len(args) == 0 {
		return c, false
	}
	c, ok = Cases.Get(t.Tx, args[0])
	if own, part := ownPart(t, c); part {
		c = own
	}
	if !ok || c.Reporter != t.From.ID {
		t.Reply("desk.none", text.Args{"code": args[0]})
		return c, false
	}
	if c.Drill { // it is no report, and can only be stopped
		concern(t, c)
		t.Reply("drill.only", text.Args{"code": c.Code}, drillChoices(c)...)
		return c, false
	}
	return c, true
}

// follow makes sure that whoever acts on a case has its live card.
func follow(t *flows.Turn, c *Case, role string) {
	a := alerted(c, t.From.ID)
	if a == nil {
		c.Alerts = append(c.Alerts, Alert{Member: t.From.ID, Role: role, At: t.Event.At, Sent: t.Event.At})
		return
	}
	a.Failed = "" // whoever acts can be reached
}

// Take makes whoever acts the one who has the case. Taken once it stays taken:
// a second press says by whom and when.
func Take(t *flows.Turn, args []string) {
	c, role, ok := find(t, args)
	if !ok {
		return
	}
	if joint := Joint(t, c); joint.Code != c.Code {
		View(t, []string{joint.Code}) // it goes on there
		passBehind(t, joint, args)
		return
	}
	lose(t, &c) // a taker who is gone has it no longer
	if c.State != New {
		said(t, c)
		passBehind(t, c, args)
		return
	}
	listen(t, t.Reader, c)
	take(t, &c, role)
	passBehind(t, c, args)
}

// take makes whoever acts the one who has a case that nobody has, stores it and
// says so to all it concerns.
func take(t *flows.Turn, c *Case, role string) {
	follow(t, c, role)
	c.State, c.Taker, c.TakerRole, c.TakenAt, c.Unheard = Taken, t.From.ID, role, t.Event.At, false
	c.Where, c.Same, c.Former = false, "", "" // nothing of that is asked any more
	sign(t, c)
	c.Given.To = nil
	if c.Draft != nil && c.Draft.By != t.From.ID {
		c.noteDraft()
	}
	c.note(t, "taken", "")
	c.calledBefore()
	Keep(t, *c)
	Show(t, *c)
	saidBefore(t, *c)
	taken := text.Args{"role": text.K(role), "code": c.Code, "time": text.Clock(t.Event.At)}
	tell(t, *c, "case.taken.notice", taken)
	tellFollowers(t, *c, "case.taken.notice", taken)
	if c.Wish { // that was asked of somebody who has it no longer
		askWish(t, *c, t.Reader)
	}
}

// calledBefore dates the calls of others before a taking also where the clock was
// set back in between.
func (c *Case) calledBefore() {
	for i := range c.Alerts {
		if a := &c.Alerts[i]; a.Member != c.Taker && a.At.After(c.TakenAt) {
			a.At = c.TakenAt
		}
	}
}

// saidBefore dates what was said to others of a case, and has not left yet, before
// its taking also where both happened in one moment, or the clock was set back in
// between: once it is taken that is not sent (see Still). What could not be sent,
// and waits again only because the cards of the others change now, is no news
// either: where an older card of it stands, that one changes.
func saidBefore(t *flows.Turn, c Case) {
	for _, a := range c.Alerts {
		m, ok := flows.Members.Get(t.Tx, a.Member)
		if !ok || a.Member == c.Taker {
			continue
		}
		card, there := flows.Card(t.Tx, AlertCard(c.Code), m.Home())
		if a.acted() && a.Failed == "" && card.Fence == 1 && card.Was == "" {
			continue // its row was made just now, to say who has it
		}
		if there && (card.Shown == "" || card.Anew) && !card.At.Before(c.TakenAt) {
			card.At = c.TakenAt.Add(-time.Millisecond)
			flows.Outbox.Put(t.Tx, card)
		}
	}
}

// said tells what is true of a case now, to somebody who pressed an old button, and
// notes in its log that it was tried.
func said(t *flows.Turn, c Case) {
	refuseAt(t, c.Code, "")
	args := text.Args{"code": c.Code, "role": text.K(c.TakerRole), "time": when(t, c.TakenAt), "state": text.K("case.state." + c.State.Name())}
	switch {
	case c.State == Merged:
		saidJoint(t, c)
	case c.State == Withdrawn && c.Reporter == t.From.ID:
		t.Reply("case.over.back", args)
	case c.State == New && len(c.Given.To) > 0:
		saidGiven(t, c)
	case c.State.Open() && c.Taker == t.From.ID:
		t.Reply("case.taken.mine", args)
	case c.State.Open() && c.Taker != "":
		t.Reply("case.taken.already", args)
	default:
		t.Reply("case.over", args)
	}
}

// tell tells the reporter something as a notice of its own. Whoever began a drill
// has the card of it, and reads at the end how it went.
func tell(t *flows.Turn, c Case, key string, args text.Args, choices ...flows.Choice) string {
	if c.Drill {
		return ""
	}
	return t.Say(reporter(t, c), flows.Note{Key: key, Args: args, Choices: choices, Lane: laneOf(c), About: Notice(c.Code)})
}

// tellHandlers tells whoever has the case, or everybody who was told of it
// while nobody has.
func tellHandlers(t *flows.Turn, c Case, key string, args text.Args, choices ...flows.Choice) {
	for _, to := range handlersOf(t, c) {
		t.Say(to, flows.Note{Key: key, Args: args, Choices: choices, Lane: laneOf(c), About: Notice(c.Code)})
	}
}

// handlersOf returns who works on a case now: who has it, and where several
// units do, those who were told of it in each of the others.
func handlersOf(t *flows.Turn, c Case) []flows.Reader {
	besides := func(member string) bool { return len(c.Offices) > 0 && sideOf(t, c, member) != sideOf(t, c, c.Taker) }
	var readers []flows.Reader
	for _, a := range c.Alerts {
		if a.Failed != "" || c.Taker != "" && c.State != New && a.Member != c.Taker && !besides(a.Member) {
			continue
		}
		if _, may := roleOf(t, a.Member, c); !may {
			continue // the role ended; what comes now is no longer this person's
		}
		if m, ok := flows.Members.Get(t.Tx, a.Member); ok && a.Member != t.From.ID {
			readers = append(readers, m.Reader())
		}
	}
	return readers
}

// sideOf returns for which of several units somebody handles a case: the code of
// an office, or "" for its own unit and those above.
func sideOf(t *flows.Turn, c Case, member string) string {
	if unit := postedAt(t, c, member); slices.Contains(c.Offices, unit) {
		return unit
	}
	return ""
}

// mineToWork reports whether whoever acts has the case, and says what is true
// if not.
func mineToWork(t *flows.Turn, c Case) bool {
	if c.Taker == t.From.ID && (c.State == Taken || c.State == Working) {
		return true
	}
	if c.State == New && len(c.Given.To) == 0 {
		refuseAt(t, c.Code, "")
		t.Reply("case.over", text.Args{"code": c.Code, "state": text.K("case.state.new")}, flows.Choice{Key: "case.button.take", Do: "nhan " + c.Code})
		return false
	}
	said(t, c)
	return false
}

// Work notes that whoever has the case is at it.
func Work(t *flows.Turn, args []string) {
	c, role, ok := find(t, args)
	if !ok {
		return
	}
	if !mineToWork(t, c) {
		passBehind(t, c, args)
		return
	}
	sign(t, &c)
	if c.State == Working {
		c.note(t, "still working", "")
		Keep(t, c)
		t.Reply("ladder.still.kept", text.Args{"code": c.Code})
		passBehind(t, c, args)
		return
	}
	c.State = Working
	c.note(t, "working", "")
	Keep(t, c)
	Show(t, c)
	tell(t, c, "case.working.notice", text.Args{"role": text.K(role), "code": c.Code})
	tellFollowers(t, c, "case.working.notice", text.Args{"role": text.K(role)})
	passBehind(t, c, args)
}

// Escalate makes a case urgent: at the wish of its reporter, or of a handler
// who sees that it is.
func Escalate(t *flows.Turn, args []string) {
	if len(args) == 0 {
		return
	}
	c, ok := Cases.Get(t.Tx, args[0])
	role, handles := roleOf(t, t.From.ID, c)
	own := ok && c.Reporter == t.From.ID
	switch {
	case !ok || !own && !handles:
		t.Reply("desk.none", text.Args{"code": args[0]})
		return
	case !c.State.Open() || c.Level == LifeAndDanger:
		said(t, c)
		return
	}
	c.Danger = Yes
	Raise(t, &c, "by hand")
	Keep(t, c)
	Show(t, c)
	if !own { // whose card may end as it was, where somebody else lowers the level meanwhile
		t.Reply("case.raised.done", text.Args{"code": c.Code})
		tell(t, c, "case.raised.notice", text.Args{"role": text.K(role), "code": c.Code})
	}
}
