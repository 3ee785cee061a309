package casework

import (
	"strings"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// Resolution asks what was done; words, a picture or a document will do.
var Resolution = talk.One("resolve", "case.resolve", "result", 0, resolved)

// Resolve says that a case is settled. Words after the code are the result;
// without them it is asked for.
func Resolve(t *flows.Turn, args []string) {
	c, _, ok := find(t, args)
	if !ok || !mineToWork(t, c) {
		return
	}
	if words := viet.Clean(strings.Join(args[1:], " ")); words != "" || len(t.Event.Files) > 0 {
		settle(t, c, talk.Given{Text: words, Files: t.Event.Files})
		return
	}
	Resolution.Begin(t, c.Code)
}

// resolved is the end of the conversation that Resolve began.
func resolved(t *flows.Turn, code string, g talk.Given) {
	if c, _, ok := find(t, []string{code}); ok && mineToWork(t, c) {
		settle(t, c, g)
	}
}

// settle keeps the result and asks the reporter whether it is settled.
func settle(t *flows.Turn, c Case, g talk.Given) {
	words, kinds := viet.Mask(g.Text)
	p := Part{At: t.Event.At, Text: words, Files: g.Files, By: t.From.ID, Kind: Result}
	c.State, c.DoneAt, c.Wish = Done, t.Event.At, false
	c.Parts = append(c.Parts, p)
	c.note(t, "done", "")
	over(t, c)
	Keep(t, c)
	Show(t, c)
	to := reporter(t, c)
	id := pass(t, to, c, flows.Note{Key: "case.resolve.told", Choices: ConfirmChoices(c.Code)}, p)
	tellFollowers(t, c, "case.follow.done", text.Args{"said": saidIn(p)})
	flows.AskedChoice(t, to, c.Code, id, ConfirmChoices(c.Code), askedFor)
	t.Reply("case.resolve.kept", text.Args{"code": c.Code})
	tellMasked(t, kinds)
}

// over takes away every question about a case that has come to an end, so that
// what people write next is not taken for an answer to it.
func over(t *flows.Turn, c Case) {
	flows.Over(t, c.Chat, c.Code)
	for _, a := range c.Alerts {
		if m, ok := flows.Members.Get(t.Tx, a.Member); ok && m.Home() != "" {
			flows.Over(t, m.Home(), c.Code)
		}
	}
}

// Confirm closes a case: its reporter says that it is settled. What was kept
// for the time of danger only, the place and the number to call, is erased.
func Confirm(t *flows.Turn, args []string) {
	c, ok := Own(t, args)
	if !ok {
		return
	}
	if c.State != Done {
		said(t, c)
		return
	}
	c.State = Closed
	c.erase()
	over(t, c)
	c.note(t, "closed", "confirmed")
	Keep(t, c)
	Show(t, c)
	tellFollowers(t, c, "case.follow.closed", nil)
	tellHandlers(t, c, "case.resolve.closed", text.Args{"code": c.Code})
	t.Reply("case.resolve.thanks", text.Args{"code": c.Code})
}

// erase drops what is kept only while a case is open.
func (c *Case) erase() { c.Place, c.CallBack = nil, nil }

// Objection asks what is still wrong.
var Objection = talk.One("reopen", "case.reopen", "what", 0, reopened)

// Reopen says that a case is not settled, and asks what is wrong.
func Reopen(t *flows.Turn, args []string) {
	c, ok := Own(t, args)
	if !ok {
		return
	}
	if c.State != Done && c.State != Closed {
		said(t, c)
		return
	}
	if words := viet.Clean(strings.Join(args[1:], " ")); words != "" {
		reopened(t, c.Code, talk.Given{Text: words})
		return
	}
	Objection.Begin(t, c.Code)
}

// reopened opens the case again: nobody has it, and who had it and the level
// above are told.
func reopened(t *flows.Turn, code string, g talk.Given) {
	c, ok := Own(t, []string{code})
	if !ok {
		return
	}
	if c.State != Done && c.State != Closed {
		said(t, c)
		return
	}
	words, _ := viet.Mask(g.Text)
	p := Part{At: t.Event.At, Text: words, Files: g.Files, Said: t.Event.Message, Kind: Objects}
	c.Parts = append(c.Parts, p)
	c.State, c.Taker, c.TakerRole = New, "", ""
	c.note(t, "reopened", "")
	anewAll(&c)
	over(t, c)
	alert(t, &c, append(charge(t, c), above(t, c)...))
	setDue(t, &c)
	begin(t, &c)
	if !reachable(&c) {
		callLast(t, &c, false)
	}
	Keep(t, c)
	Show(t, c)
	passToHandlers(t, c, "case.reopen.told", p)
	tellFollowers(t, c, "case.follow.reopened", nil)
	told := sentTo(c)
	if len(told) == 0 {
		t.Reply("case.reopen.done.nobody", text.Args{"code": c.Code, "phone": DutyPhone(t, c.Unit)})
		return
	}
	t.Reply("case.reopen.done", text.Args{"code": c.Code, "roles": roles(told)})
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
