package casework

import (
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// goOn is how long after an answer more words still belong to it.
const goOn = 90 * time.Second

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
	if words == "" {
		id := t.Reply("case.ask.what", text.Args{"code": c.Code})
		t.Ask(t.Reader, flows.Question{Kind: "case.ask", Code: c.Code, Open: viet.Text, Said: id})
		return
	}
	masked, _ := viet.Mask(words)
	if viet.AsksForNames(words) {
		id := t.Reply("case.ask.names", nil,
			flows.Choice{Key: "case.ask.names.edit", Do: "hoi " + c.Code}, flows.Choice{Key: "case.ask.names.send", Do: "vanhoi " + c.Code})
		flows.Hold(t, masked, nil)
		t.Ask(t.Reader, flows.Question{Kind: "case.ask", Code: c.Code, Open: viet.Text, Said: id})
		return
	}
	ask(t, c, role, masked)
}

// AskAnyway passes on a question for names that its asker insists on, and logs
// that it was so.
func AskAnyway(t *flows.Turn, args []string) {
	c, role, ok := find(t, args)
	if !ok {
		return
	}
	held, ok := flows.TakeHeld(t)
	if !ok || !c.State.Open() {
		said(t, c)
		return
	}
	t.Answered(t.Event.Chat, "case.ask", c.Code)
	c.note(t, "asked for names", "")
	ask(t, c, role, held.Text)
}

// Asked takes the words of the question that Ask asked for.
func Asked(t *flows.Turn, q flows.Question, m viet.Meaning) {
	switch {
	case m.Kind == viet.Cancel || m.Kind == viet.Back:
		t.Reply("talk.cancelled", nil)
	case strings.TrimSpace(t.Event.Text) == "":
		Ask(t, []string{q.Code})
	default:
		Ask(t, []string{q.Code, t.Event.Text})
	}
}

func ask(t *flows.Turn, c Case, role, words string) {
	follow(t, &c, role)
	c.Parts = append(c.Parts, Part{At: t.Event.At, Text: words, By: t.From.ID, Kind: Question})
	c.note(t, "asked", "")
	Cases.Put(t.Tx, c)
	to := reporter(t, c)
	id := tell(t, c, "case.ask.asked", text.Args{"role": text.K(role), "code": c.Code, "text": words})
	if id == "" {
		t.Reply("case.ask.unreachable", text.Args{"code": c.Code})
		return
	}
	t.Ask(to, flows.Question{Kind: "case.answer", Code: c.Code, Open: viet.Text, Said: id})
	t.Reply("case.ask.sent", text.Args{"code": c.Code})
}

// Answered takes the reporter's answer to a question, and passes it on.
func Answered(t *flows.Turn, q flows.Question, m viet.Meaning) {
	c, ok := Cases.Get(t.Tx, q.Code)
	if !ok || c.Reporter != t.From.ID {
		t.Reply("talk.past", nil)
		return
	}
	if m.Kind == viet.Cancel {
		t.Reply("talk.cancelled", nil)
		return
	}
	words, masked := viet.Mask(viet.Clean(t.Event.Text))
	p := Part{At: t.Event.At, Text: words, Files: t.Event.Files, Said: t.Event.Message, Kind: Reply}
	Supplement(t, &c, p, len(masked) > 0)
	Cases.Put(t.Tx, c)
	t.Reply("case.answer.kept", text.Args{"code": c.Code}, flows.Choice{Key: "case.answer.other", Do: "moi " + c.Code + " " + t.Event.Message})
	// More words right after it still belong to the answer.
	t.Ask(t.Reader, flows.Question{Kind: "case.answer", Code: c.Code, Open: viet.Text, Until: t.Event.At.Add(goOn)})
}

// Supplement adds a message of the reporter to a case and passes it on to who
// works on it. The caller keeps the case.
func Supplement(t *flows.Turn, c *Case, p Part, masked bool) {
	c.Masked = c.Masked || masked
	c.Add(p)
	NoteSaid(t, p.Said, c.Code)
	passToHandlers(t, *c, "case.answer.told", p)
}

// Speak adds words about a case, named by its code: the reporter's to the case,
// a handler's to the reporter.
func Speak(t *flows.Turn, args []string) {
	c, ok := named(t, args)
	if !ok || c.Reporter != t.From.ID {
		Remark(t, args)
		return
	}
	if !c.State.Open() {
		said(t, c)
		return
	}
	words, kinds := viet.Mask(viet.Clean(strings.Join(args[1:], " ")))
	Supplement(t, &c, Part{At: t.Event.At, Text: words, Files: t.Event.Files, Said: t.Event.Message}, len(kinds) > 0)
	Cases.Put(t.Tx, c)
	Show(t, c)
	t.Reply("report.added", text.Args{"code": c.Code})
}

// Remark passes on what a handler typed after an alert, without a verb, to the
// reporter.
func Remark(t *flows.Turn, args []string) {
	c, role, ok := find(t, args)
	if !ok {
		return
	}
	words, _ := viet.Mask(viet.Clean(strings.Join(args[1:], " ")))
	p := Part{At: t.Event.At, Text: words, Files: t.Event.Files, By: t.From.ID, Kind: Remarked}
	if !c.State.Open() || words == "" && len(p.Files) == 0 {
		said(t, c)
		return
	}
	c.Parts = append(c.Parts, p)
	c.note(t, "remarked", "")
	Cases.Put(t.Tx, c)
	pass(t, reporter(t, c), c, flows.Note{Key: "case.note.told", Args: text.Args{"role": text.K(role)}}, p)
	t.Reply("case.note.kept", text.Args{"code": c.Code}, flows.Choice{Key: "case.answer.other", Do: "moi " + c.Code + " " + t.Event.Message})
}
