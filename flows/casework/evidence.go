package casework

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// What the buttons of the question for evidence say.
const (
	went     = "=den" // somebody went there
	pictured = "=anh" // a picture or a document follows
)

// wantsEvidence reports whether a case of its level closes only with a picture,
// a document or a note of who went there. A drill asks for none.
func wantsEvidence(t *flows.Turn, c Case) bool {
	return !c.Drill && termsOf(t, c).Evidence
}

// shows reports whether files are evidence: something to look at.
func shows(files []flows.File) bool {
	return slices.ContainsFunc(files, func(f flows.File) bool {
		return f.Kind == flows.Photo || f.Kind == flows.Video || f.Kind == flows.Document
	})
}

// sawIt reports whether words say that somebody went there, and more than that.
func sawIt(words string) bool {
	folded := viet.Fold(words)
	there := strings.Contains(folded, "tan noi") || strings.Contains(folded, "tai cho") || strings.Contains(folded, "hien truong")
	return there && len(strings.Fields(folded)) > visitWords
}

// visitWords is how many words say no more than that somebody went there: "đã
// đến tận nơi rồi".
const visitWords = 5

// result takes what was done. Where evidence is missing the words are kept, and
// it is asked for; where it is there, the case is settled.
func result(t *flows.Turn, c Case, g talk.Given) {
	words, kinds := viet.Mask(g.Text)
	p := Part{At: t.Event.At, Text: words, Files: g.Files, By: t.From.ID, Kind: Result}
	if d := c.Draft; d != nil && d.By == t.From.ID {
		p.Text = joinLines(d.Text, p.Text)
		p.Files = append(slices.Clone(d.Files), p.Files...)
	}
	switch {
	case !wantsEvidence(t, c) || shows(p.Files):
		settle(t, c, p, Part{})
	case sawIt(words):
		visit := p
		visit.Kind, visit.Text = Visit, words
		if d := c.Draft; d != nil {
			p.Text = d.Text
			settle(t, c, p, visit)
		} else {
			settle(t, c, Part{At: p.At, By: p.By, Files: p.Files, Kind: Result}, visit)
		}
	default:
		c.Draft = &p
		c.note(t, "held back", "")
		sign(t, &c)
		Keep(t, c)
		askEvidence(t, c, "work.evidence.ask")
	}
	tellMasked(t, kinds)
}

// joinLines puts two texts under one another.
func joinLines(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n" + b
}

// askEvidence asks for a picture, a document, or who went there.
func askEvidence(t *flows.Turn, c Case, key string) {
	id := t.Reply(key, text.Args{"code": c.Code, "level": levelName(c.Level)},
		flows.Choice{Key: "work.evidence.picture", Do: "xong " + c.Code + " " + pictured},
		flows.Choice{Key: "work.evidence.went", Do: "xong " + c.Code + " " + went})
	t.Ask(t.Reader, flows.Question{Kind: "case.evidence", Code: c.Code, Item: key, Open: viet.Text, Until: t.Event.At.Add(askedFor), Said: id})
}

// askVisit asks who went there and what was seen, or for more of it.
func askVisit(t *flows.Turn, c Case, key string) {
	id := t.Reply(key, text.Args{"code": c.Code})
	flows.TakeHeld(t, "visit/"+c.Code)
	t.Ask(t.Reader, flows.Question{Kind: "case.visit", Code: c.Code, Open: viet.Text, Until: t.Event.At.Add(askedFor), Said: id})
}

// EvidenceSaid takes what came after the question for evidence: files, words
// that say who went there, or further words of the result, which are kept.
func EvidenceSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if m.Kind == viet.Cancel || m.Kind == viet.Back {
		t.Reply("work.evidence.later", text.Args{"code": q.Code})
		return
	}
	c, ok := stillHas(t, q.Code)
	if !ok {
		return
	}
	words := viet.Clean(t.Event.Text)
	if strings.Contains(viet.Fold(words), "tan noi") && !sawIt(words) && len(t.Event.Files) == 0 {
		askVisit(t, c, "work.evidence.visit")
		return
	}
	result(t, c, talk.Given{Text: words, Files: t.Event.Files})
}

// stillHas returns the case that an answer is about, if whoever acts still has it
// and may handle it: a post may have ended since it was asked. What is written
// about a case that went on is no answer.
func stillHas(t *flows.Turn, code string) (c Case, ok bool) {
	c, ok = Cases.Get(t.Tx, code)
	if !ok || c.Taker != t.From.ID || !c.State.Open() {
		flows.Unasked(t)
		return c, false
	}
	if _, ok = roleOf(t, t.From.ID, c); !ok {
		t.Reply("case.yours.no.more", text.Args{"code": c.Code})
	}
	return c, ok
}

// noteDraft keeps a result that never got its evidence, and that its writer read
// was kept, as a note among those who handle the case: it goes on with somebody
// else.
func (c *Case) noteDraft() {
	if c.Draft == nil {
		return
	}
	p := *c.Draft
	p.Kind = Memo
	c.Parts, c.Draft = append(slices.Clone(c.Parts), p), nil
}

// VisitSaid takes who went there and what was seen, and settles the case by it.
// Words that are too few to say so are kept, and the rest is asked for.
func VisitSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if m.Kind == viet.Cancel || m.Kind == viet.Back {
		t.Reply("work.evidence.later", text.Args{"code": q.Code})
		return
	}
	c, ok := stillHas(t, q.Code)
	if !ok {
		return
	}
	words, kinds := viet.Mask(viet.Clean(t.Event.Text))
	said, _ := flows.TakeHeld(t, "visit/"+c.Code)
	words = joinLines(said.Text, words)
	if len(strings.Fields(words)) <= visitWords && !shows(t.Event.Files) {
		askVisit(t, c, "work.evidence.visit.more")
		flows.Hold(t, "visit/"+c.Code, words, append(said.Files, t.Event.Files...))
		return
	}
	visit := Part{At: t.Event.At, Text: words, Files: append(said.Files, t.Event.Files...), By: t.From.ID, Kind: Visit}
	p := Part{At: t.Event.At, By: t.From.ID, Kind: Result}
	if c.Draft != nil {
		p.Text, p.Files = c.Draft.Text, c.Draft.Files
	}
	settle(t, c, p, visit)
	tellMasked(t, kinds)
}

// Continues takes a further item of the album with which a case was settled: it
// is evidence too, and no report of its own. It reports whether it was one.
func Continues(t *flows.Turn) bool {
	if t.Event.Album == "" || len(t.Event.Files) == 0 {
		return false
	}
	held, ok := flows.TakeHeld(t, "album/"+t.Event.Album)
	if !ok {
		return false
	}
	flows.Hold(t, "album/"+t.Event.Album, held.Text, nil)
	c, ok := Cases.Get(t.Tx, held.Text)
	if _, may := roleOf(t, t.From.ID, c); !ok || !may || c.Taker != t.From.ID {
		return false
	}
	addToResult(t, c)
	return true
}
