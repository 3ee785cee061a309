package casework

import (
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// Renewal asks the desk why a case is opened again.
var Renewal = talk.One("renew", "work.renew", "what", 0, renewed)

// reopens reports whether a case has an end from which it can be opened again.
func (s State) reopens() bool { return s == Done || s == Closed || s == Rejected }

// Open shows the live card of a case. One that is over it opens again: at the
// word of its reporter, or of the desk, with a reason.
func Open(t *flows.Turn, args []string) {
	c, known := named(t, args)
	role, handles := roleOf(t, t.From.ID, c)
	if own, part := ownPart(t, c); part && !handles {
		c = own
	}
	switch {
	case known && (opensAgain(t, c) || c.State == Withdrawn) && c.Reporter == t.From.ID:
		Reopen(t, args)
	case known && c.State == Merged && handles:
		said(t, c)
	case known && c.State.reopens() && handles && !teamRole[role]:
		renew(t, c, viet.Clean(strings.Join(args[1:], " ")))
	case known && len(args) > 1 && c.Reporter == t.From.ID:
		Speak(t, args) // it is open: what its reporter adds belongs to it
	default:
		View(t, args)
	}
}

// Reopen says that a case is not settled, and asks what is wrong.
func Reopen(t *flows.Turn, args []string) {
	c, ok := Own(t, args)
	if !ok {
		return
	}
	if !opensAgain(t, c) {
		said(t, c)
		return
	}
	words := viet.Clean(strings.Join(args[1:], " "))
	if words == heldWords {
		words = ""
		if held, ok := flows.TakeHeld(t, "late/"+c.Code); ok {
			flows.TakeHeld(t, flows.Unclear) // it is no other matter
			reopened(t, c.Code, talk.Given{Text: held.Text, Files: held.Files})
			return
		}
	}
	if words != "" {
		reopened(t, c.Code, talk.Given{Text: words, Files: t.Event.Files})
		return
	}
	object(t, &c)
	Objection.Begin(t, c.Code)
}

// reopened opens a case again at its reporter's word.
func reopened(t *flows.Turn, code string, g talk.Given) {
	c, ok := Own(t, []string{code})
	if !ok {
		return
	}
	if !opensAgain(t, c) {
		said(t, c)
		return
	}
	leaveJoint(t, &c)
	words, _ := viet.Mask(g.Text)
	p := Part{At: t.Event.At, Text: words, Files: g.Files, Said: t.Event.Message, Kind: Objects}
	if p.Text == "" && len(p.Files) == 0 {
		p.Text, p.Said = t.Word("case.reopen.plain"), ""
	}
	reopen(t, &c, p)
	tellReopened(t, c, p)
	tellFollowers(t, c, "case.follow.reopened", nil)
	told := sentTo(c)
	if len(told) == 0 {
		t.Reply("case.reopen.done.nobody", text.Args{"code": c.Code, "phone": DutyPhone(t, c.Unit)})
		return
	}
	t.Reply("case.reopen.done", text.Args{"code": c.Code, "roles": roles(told)})
}

// renew opens a case again at the desk's word, or asks why.
func renew(t *flows.Turn, c Case, words string) {
	if words == "" {
		Renewal.Begin(t, c.Code)
		return
	}
	renewed(t, c.Code, talk.Given{Text: words, Files: t.Event.Files})
}

// renewed is the end of the conversation that renew began.
func renewed(t *flows.Turn, code string, g talk.Given) {
	c, role, ok := find(t, []string{code})
	if !ok {
		return
	}
	if !c.State.reopens() || teamRole[role] {
		said(t, c)
		return
	}
	follow(t, &c, role)
	words, kinds := viet.Mask(g.Text)
	p := Part{At: t.Event.At, Text: words, Files: g.Files, By: t.From.ID, Kind: Objects}
	reopen(t, &c, p)
	args := func() text.Args { return text.Args{"role": text.K(role)} }
	tellReopened(t, c, p)
	pass(t, reporter(t, c), c, flows.Note{Key: "work.renew.told", Args: args()}, p)
	tellFollowers(t, c, "case.follow.reopened", nil)
	t.Reply("case.reopen.done", text.Args{"code": c.Code, "roles": roles(sentTo(c))})
	tellMasked(t, kinds)
}

// reopen makes a case new again: nobody has it, the chase begins afresh, and
// those in charge, the level above, and the level above who had it are told.
func reopen(t *flows.Turn, c *Case, p Part) {
	had := c.Taker
	c.Parts = append(c.Parts, p)
	c.State, c.Taker, c.TakerRole = New, "", ""
	c.Mute, c.Draft, c.Given.To = false, nil, nil
	c.Clock.Silent, c.Clock.Objects, c.Clock.Late, c.Clock.Due = time.Time{}, false, false, time.Time{}
	c.note(t, "reopened", "")
	anewAll(c)
	over(t, *c)
	to := append(charge(t, *c), above(t, *c)...)
	if had != "" {
		to = append(to, levelAbove(t, *c, had)...)
	}
	alert(t, c, to)
	begin(t, c)
	if !reachable(c) {
		callLast(t, c, false)
	}
	Keep(t, *c)
	Show(t, *c)
}

// tellReopened tells everybody who was told of a case before that it is open
// again, and lets them take it where they read it. Who hears of it for the first
// time has a card that says so.
func tellReopened(t *flows.Turn, c Case, p Part) {
	for _, to := range handlersOf(t, c) {
		if a := alerted(&c, to.Member); a != nil && a.At.Equal(t.Event.At) && len(p.Files) == 0 {
			continue
		}
		pass(t, to, c, flows.Note{Key: "case.reopen.told", Choices: []flows.Choice{{Key: "case.button.take", Do: "nhan " + c.Code}}}, p)
	}
}

// anewAll drops the alerts that failed, so that those people are tried anew.
func anewAll(c *Case) {
	var kept []Alert
	for _, a := range c.Alerts {
		if a.Failed == "" {
			kept = append(kept, a)
		}
	}
	c.Alerts = kept
}

// above returns who answers for the level above a case: its leaders, and the
// duty officers.
func above(t *flows.Turn, c Case) []flows.Member {
	for u := range flows.Up(t.Tx, c.Unit) {
		if u.Code == c.Unit {
			continue
		}
		if leaders := holders(t, u.Code, flows.Leader); len(leaders) > 0 {
			return append(duty(t, c), leaders...)
		}
	}
	return duty(t, c)
}
