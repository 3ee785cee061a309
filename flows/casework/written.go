package casework

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// Spoken reports whether something in a case must be listened to.
func Spoken(c Case) bool { return hasVoice(c) }

// WriteUp keeps the words of a voice, written by who listened to it, and lets its
// reporter say whether they are right. The words are masked already. role is what
// whoever acts is to the case.
func WriteUp(t *flows.Turn, c Case, role, words string) {
	p := Part{At: t.Event.At, Text: words, By: t.From.ID, Kind: Written}
	c.Parts = append(c.Parts, p)
	c.Unheard = false
	follow(t, &c, role)
	if c.Taker == t.From.ID {
		sign(t, &c)
	}
	c.note(t, "written", "")
	Keep(t, c)
	Show(t, c)
	p.Text = short(words, quoted)
	choices := []flows.Choice{{Key: "dispatch.written.right", Do: "chepdung " + c.Code}, {Key: "dispatch.written.wrong", Do: "chepsai " + c.Code}}
	to := reporter(t, c)
	id := pass(t, to, c, flows.Note{Key: "dispatch.written.told", Args: text.Args{"role": text.K(role)}, Choices: choices}, p)
	flows.AskedChoice(t, to, c.Code, id, choices, askedFor)
}

// lastWritten is which part of a case holds the words that were written up last;
// -1 if none does.
func lastWritten(c Case) int {
	for i := len(c.Parts) - 1; i >= 0; i-- {
		if c.Parts[i].Kind == Written {
			return i
		}
	}
	return -1
}

// asWritten returns the reporter's own case in which something is written up, and
// the part.
func asWritten(t *flows.Turn, args []string) (c Case, part int, ok bool) {
	c, ok = Own(t, args)
	if !ok {
		return c, -1, false
	}
	part = lastWritten(c)
	if part < 0 || !c.State.Open() {
		said(t, c)
		return c, part, false
	}
	return c, part, true
}

// WrittenRight is the reporter's word that the words are right.
func WrittenRight(t *flows.Turn, args []string) {
	c, _, ok := asWritten(t, args)
	if !ok {
		return
	}
	c.note(t, "written right", "")
	Keep(t, c)
	t.Reply("dispatch.written.thanks", text.Args{"code": c.Code})
}

// WrittenWrong is the reporter's word that they are not. Words behind it are the
// right ones; without them they are asked for.
func WrittenWrong(t *flows.Turn, args []string) {
	c, part, ok := asWritten(t, args)
	if !ok {
		return
	}
	words, kinds := viet.Mask(viet.Clean(strings.Join(args[1:], " ")))
	if words == "" {
		id := t.Reply("dispatch.written.again", text.Args{"code": c.Code})
		t.Ask(t.Reader, flows.Question{Kind: "case.written", Code: c.Code, Open: viet.Text, Until: t.Event.At.Add(askedFor), Said: id})
		return
	}
	c.Parts = slices.Clone(c.Parts)
	c.Parts[part].Kind = Replaced
	p := Part{At: t.Event.At, Text: words, Said: t.Event.Message}
	c.Masked = c.Masked || len(kinds) > 0
	c.Add(p)
	NoteSaid(t, p.Said, c.Code)
	c.note(t, "written wrong", "")
	Keep(t, c)
	passToHandlers(t, c, "dispatch.written.handlers", p)
	Show(t, c)
	t.Reply("dispatch.written.corrected", text.Args{"code": c.Code})
	tellMasked(t, kinds)
}

// WrittenSaid takes the right words.
func WrittenSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if m.Kind == viet.Cancel || m.Kind == viet.Back {
		t.Reply("talk.cancelled", nil)
		return
	}
	WrittenWrong(t, []string{q.Code, t.Event.Text})
}
