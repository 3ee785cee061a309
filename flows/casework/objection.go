package casework

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
)

// Objection asks the reporter what is still wrong. Whoever says no more than
// that it is not settled has said enough for it to be opened again.
var Objection = objection()

func objection() *talk.Script[talk.Given] {
	s := talk.One("reopen", "case.reopen", "what", 0, reopened)
	s.Questions[0].Skip, s.Dropped = true, unobjected
	return s
}

// How long a case that its reporter called unsettled waits for the reason before it is
// opened again without one: an urgent one no longer than one writes a line.
const (
	reasonWaits = 24 * time.Hour
	urgentWaits = 10 * time.Minute
)

// object notes that the reporter says a case is not settled: it is not silence
// any more that could close it. To say it again puts nothing off.
func object(t *flows.Turn, c *Case) {
	joint := Joint(t, *c)
	if c.State != Done && !(c.Follows(joint) && joint.State == Done) || c.Clock.Objects {
		return
	}
	waits := reasonWaits
	if c.Level <= Soon {
		waits = urgentWaits
	}
	c.Clock.Objects, c.Clock.Silent = true, t.Event.At.Add(waits)
	c.note(t, "objected", "")
	Keep(t, *c)
}

// unobjected takes back that a case is not settled: the reporter is asked again,
// and the time in which an answer is waited for begins anew.
func unobjected(t *flows.Turn, code string) {
	c, ok := Cases.Get(t.Tx, code)
	if !ok || c.State != Done || c.Reporter != t.From.ID {
		unobjectedJoint(t, c)
		t.Reply("talk.cancelled", nil)
		return
	}
	c.Clock.Heard = t.Event.At
	awaitWord(t, &c)
	c.note(t, "objection withdrawn", "")
	Keep(t, c)
	id := t.Reply("case.reopen.dropped", text.Args{"code": c.Code}, ConfirmChoices(c.Code)...)
	flows.AskedChoice(t, t.Reader, c.Code, id, ConfirmChoices(c.Code), askedFor)
}

// unobjectedJoint takes back that a report is not settled which became part of the
// case of somebody else: nothing waits for the reason any more.
func unobjectedJoint(t *flows.Turn, c Case) {
	if c.State == Merged && c.Reporter == t.From.ID && c.Clock.Objects {
		c.Clock.Objects, c.Clock.Silent = false, time.Time{}
		c.note(t, "objection withdrawn", "")
		Keep(t, c)
	}
}

// reopenPlain opens a case again whose reporter called it unsettled and did not
// say why, and stores it. What became part of the case of somebody else that was
// opened again meanwhile is worked on there.
func reopenPlain(t *flows.Turn, c Case) {
	if !opensAgain(t, c) {
		c.Clock.Objects, c.Clock.Silent = false, time.Time{}
		Keep(t, c)
		return
	}
	leaveJoint(t, &c)
	p := Part{At: t.Event.At, Text: t.Word("case.reopen.plain"), Kind: Objects}
	reopen(t, &c, p)
	tellReopened(t, c, p)
	tellFollowers(t, c, "case.follow.reopened", nil)
	told := sentTo(c)
	if len(told) == 0 {
		tell(t, c, "case.reopen.done.nobody", text.Args{"code": c.Code, "phone": DutyPhone(t, c.Unit)})
		return
	}
	tell(t, c, "case.reopen.done", text.Args{"code": c.Code, "roles": roles(told)})
}
