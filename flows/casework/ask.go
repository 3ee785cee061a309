package casework

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// How long words are taken as the answer to something.
const (
	goOn      = 90 * time.Second // after an answer, more words right behind it
	askedFor  = 24 * time.Hour   // after a question
	questionN = 400              // letters of a question that are passed on: a message is to stay under 500
)

// Ask passes a question of a handler on to the reporter. Without words it asks
// what to ask. A question for people's names is put back once: the channel is
// about issues, not people.
func Ask(t *flows.Turn, args []string) {
	c, role, ok := find(t, args)
	if !ok {
		return
	}
	if !c.State.Open() {
		said(t, c)
		return
	}
	words := viet.Clean(strings.Join(args[1:], " "))
	if words == "" && len(t.Event.Files) == 0 {
		askWhat(t, c)
		return
	}
	masked, kinds := viet.Mask(words)
	if viet.AsksForNames(words) {
		flows.Hold(t, "ask/"+c.Code, masked, t.Event.Files)
		id := t.Reply("case.ask.names", nil,
			flows.Choice{Key: "case.ask.names.edit", Do: "hoi " + c.Code}, flows.Choice{Key: "case.ask.names.send", Do: "vanhoi " + c.Code})
		t.Ask(t.Reader, flows.Question{Kind: "case.ask", Code: c.Code, Open: viet.Text, Until: t.Event.At.Add(askedFor), Said: id})
		return
	}
	ask(t, c, role, Part{Text: masked, Files: t.Event.Files})
	tellMasked(t, kinds)
}

func askWhat(t *flows.Turn, c Case) {
	id := t.Reply("case.ask.what", text.Args{"code": c.Code})
	t.Ask(t.Reader, flows.Question{Kind: "case.ask", Code: c.Code, Open: viet.Text, Until: t.Event.At.Add(askedFor), Said: id})
}

// tellMasked tells whoever wrote it that something was masked.
func tellMasked(t *flows.Turn, kinds []string) {
	if len(kinds) > 0 {
		t.Reply("case.masked", nil)
	}
}

// AskAnyway passes on a question for names that its asker insists on, and logs
// that it was so.
func AskAnyway(t *flows.Turn, args []string) {
	c, role, ok := find(t, args)
	if !ok {
		return
	}
	held, ok := flows.TakeHeld(t, "ask/"+c.Code)
	if !ok || !c.State.Open() {
		said(t, c)
		return
	}
	t.Answered(t.Event.Chat, "case.ask", c.Code)
	c.note(t, "asked for names", "")
	ask(t, c, role, Part{Text: held.Text, Files: held.Files})
}

// Asked takes the words of the question that Ask asked for. Of a case that is
// over meanwhile they are none, and are taken as if nothing had been asked.
func Asked(t *flows.Turn, q flows.Question, m viet.Meaning) {
	c, ok := Cases.Get(t.Tx, q.Code)
	switch {
	case m.Kind == viet.Cancel || m.Kind == viet.Back:
		t.Reply("talk.cancelled", nil)
	case !ok || !c.State.Open():
		flows.Unasked(t)
	default:
		Ask(t, []string{q.Code, t.Event.Text})
	}
}

// ask keeps a question and passes it on.
func ask(t *flows.Turn, c Case, role string, p Part) {
	follow(t, &c, role)
	p.At, p.By, p.Kind = t.Event.At, t.From.ID, Question
	c.Parts = append(c.Parts, p)
	c.note(t, "asked", "")
	if c.Taker == t.From.ID {
		sign(t, &c)
	}
	Keep(t, c)
	to := reporter(t, c)
	p.Text = short(p.Text, questionN)
	id := pass(t, to, c, flows.Note{Key: "case.ask.asked", Args: text.Args{"role": text.K(role)}}, p)
	if id == "" {
		t.Reply("case.ask.unreachable", text.Args{"code": c.Code})
		return
	}
	t.Ask(to, flows.Question{Kind: "case.answer", Code: c.Code, Open: viet.Text, Until: t.Event.At.Add(askedFor), Said: id})
	t.Reply("case.ask.sent", text.Args{"code": c.Code})
}

// Supplement adds a message of the reporter to a case and passes it on to who
// works on it. A number to call in an urgent one is kept apart. The caller
// keeps the case.
func Supplement(t *flows.Turn, c *Case, p Part, masked bool) {
	Recheck(t, c)
	c.Masked = c.Masked || masked
	c.Add(p)
	c.note(t, "added", "")
	if c.Level == LifeAndDanger && t.From.ID == c.Reporter {
		KeepCallBack(t, c, t.Event.Text)
	}
	NoteSaid(t, p.Said, c.Code)
	passToHandlers(t, *c, "case.answer.told", p)
}

// Speak adds words about a case, named by its code: the reporter's to the case,
// a handler's to the reporter. About a case that is said to be settled, the
// reporter's words say that it is not; about one that is closed it is asked what
// they mean.
func Speak(t *flows.Turn, args []string) {
	if len(args) > 1 && args[1] == heldUndone {
		held, ok := flows.TakeHeld(t, "undone")
		if !ok {
			t.Reply("desk.old", nil)
			return
		}
		args = []string{args[0], held.Text}
	}
	c, ok := named(t, args)
	if own, part := ownPart(t, c); part {
		if _, handles := roleOf(t, t.From.ID, c); !handles {
			c, args[0] = own, own.Code
		}
	}
	switch {
	case !ok || c.Reporter != t.From.ID:
		Remark(t, args)
		return
	case c.State == Merged && len(args) > 1:
		speakJoint(t, c, args)
		return
	case c.State == Done:
		Reopen(t, args)
		return
	case c.State.reopens() && len(args) > 1:
		TooLate(t, c, strings.Join(args[1:], " "))
		return
	case !c.State.Open():
		said(t, c)
		return
	}
	words, kinds := viet.Mask(viet.Clean(strings.Join(args[1:], " ")))
	Supplement(t, &c, Part{At: t.Event.At, Text: words, Files: t.Event.Files, Said: t.Event.Message}, len(kinds) > 0)
	Keep(t, c)
	Show(t, c)
	t.Reply("report.added", text.Args{"code": c.Code})
	tellMasked(t, kinds)
}

// speakJoint adds words about a report to the case it became part of, of a
// further reporter also to one that is said to be settled: whoever had it reads
// them.
func speakJoint(t *flows.Turn, own Case, args []string) {
	joint := Joint(t, own)
	if !own.Follows(joint) {
		args[0] = joint.Code
		Speak(t, args)
		return
	}
	words, kinds := viet.Mask(viet.Clean(strings.Join(args[1:], " ")))
	Further(t, own, Part{At: t.Event.At, Text: words, Files: t.Event.Files, Said: t.Event.Message}, len(kinds) > 0)
	t.Reply("report.added", text.Args{"code": own.Code})
	tellMasked(t, kinds)
}

// Remark passes on what a handler typed after an alert, without a verb, to the
// reporter.
func Remark(t *flows.Turn, args []string) {
	c, role, ok := find(t, args)
	if !ok {
		return
	}
	if c.State.Open() && viet.AsksForNames(strings.Join(args[1:], " ")) {
		Ask(t, args) // whatever it was typed as, it is a question, and met as one
		return
	}
	if d, declines := viet.ReadDecline(strings.Join(args[1:], " ")); declines && c.receives(t.From.ID) {
		if why, ok := declinedTo(t, c, d); ok { // "2611-1 không nhận được, tôi ốm": for who gave it, not for the reporter
			declineOne(t, c, why)
			return
		}
	}
	words, kinds := viet.Mask(viet.Clean(strings.Join(args[1:], " ")))
	p := Part{At: t.Event.At, Text: words, Files: t.Event.Files, Said: t.Event.Message, By: t.From.ID, Kind: Remarked}
	if !c.State.Open() || words == "" && len(p.Files) == 0 {
		said(t, c)
		return
	}
	c.Parts = append(c.Parts, p)
	c.note(t, "remarked", "")
	if c.Taker == t.From.ID {
		sign(t, &c)
	}
	Keep(t, c)
	tellRemark(t, c, role, p)
	choices := []flows.Choice{{Key: "case.answer.other", Do: "moi " + c.Code + " " + t.Event.Message}}
	if c.Level != LifeAndDanger && len(viet.DangerWords(p.Text)) > 0 { // whoever says so is there, and decides
		choices = slices.Insert(choices, 0, flows.Choice{Key: "case.button.urgent", Do: "nang " + c.Code})
	}
	t.Reply("case.note.kept", text.Args{"code": c.Code}, choices...)
	tellMasked(t, kinds)
}

// tellRemark passes what a handler wrote on to the reporter and, where somebody else
// has the case, to that person too.
func tellRemark(t *flows.Turn, c Case, role string, p Part) {
	told := func() flows.Note { return flows.Note{Key: "case.note.told", Args: text.Args{"role": text.K(role)}} }
	pass(t, reporter(t, c), c, told(), p)
	if m, ok := flows.Members.Get(t.Tx, c.Taker); ok && c.Taker != t.From.ID && c.Taker != c.Reporter {
		pass(t, m.Reader(), c, told(), p)
	}
}
