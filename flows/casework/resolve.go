package casework

import (
	"slices"
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
	words := viet.Clean(strings.Join(args[1:], " "))
	switch {
	case words == went && wantsEvidence(t, c):
		askVisit(t, c, "work.evidence.visit")
	case words == pictured && wantsEvidence(t, c):
		askEvidence(t, c, "work.evidence.send")
	case words != "" || len(t.Event.Files) > 0:
		result(t, c, talk.Given{Text: words, Files: t.Event.Files})
	case c.Draft != nil && c.Draft.By == t.From.ID:
		askEvidence(t, c, "work.evidence.ask")
	default:
		Resolution.Begin(t, c.Code)
	}
}

// resolved is the end of the conversation that Resolve began.
func resolved(t *flows.Turn, code string, g talk.Given) {
	if c, _, ok := find(t, []string{code}); ok && mineToWork(t, c) {
		result(t, c, g)
	}
}

// settle keeps the result, and who went there if anybody did, and asks the
// reporter whether it is settled.
func settle(t *flows.Turn, c Case, p, visit Part) {
	c.State, c.DoneAt, c.Wish, c.Draft = Done, t.Event.At, false, nil
	c.Parts = slices.Clone(c.Parts)
	if p.Text != "" || len(p.Files) > 0 || visit.Text == "" {
		c.Parts = append(c.Parts, p)
	}
	told := text.Args{}
	if visit.Text != "" || len(visit.Files) > 0 {
		c.Parts = append(c.Parts, visit)
		told["said"] = append(saidIn(p), k("work.visit", text.Args{"said": saidIn(visit)}))
		p.Files = append(slices.Clone(p.Files), visit.Files...)
	}
	c.note(t, "done", "")
	awaitWord(t, &c)
	leaveAsked(t, c)
	Keep(t, c)
	Show(t, c)
	to := reporter(t, c)
	id := pass(t, to, c, flows.Note{Key: "case.resolve.told", Args: told, Choices: ConfirmChoices(c.Code)}, p)
	said := told["said"]
	if said == nil {
		said = saidIn(p)
	}
	askFollowers(t, c, text.Args{"said": said})
	flows.AskedChoice(t, to, c.Code, id, ConfirmChoices(c.Code), askedFor)
	t.Reply("case.resolve.kept", text.Args{"code": c.Code})
	flows.Hold(t, "result", c.Code, nil)
	if t.Event.Album != "" {
		flows.Hold(t, "album/"+t.Event.Album, c.Code, nil)
	}
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
	if content(t, c) {
		return
	}
	if c.State != Done {
		said(t, c)
		return
	}
	c.State, c.Clock.Objects = Closed, false
	c.erase()
	over(t, c)
	c.note(t, "closed", "confirmed")
	Keep(t, c)
	Show(t, c)
	tellFollowersEnd(t, c, "case.follow.closed", nil)
	tellHandlers(t, c, "case.resolve.closed", text.Args{"code": c.Code})
	t.Reply("case.resolve.thanks", text.Args{"code": c.Code})
}

// erase drops what is kept only while a case is open.
func (c *Case) erase() { c.Place, c.CallBack = nil, nil }
