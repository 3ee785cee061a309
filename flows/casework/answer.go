package casework

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// lateAnswer is how long after a result words are still taken as the answer to
// what was asked before it, and not as a report: most of what is written later
// is about something else.
const lateAnswer = time.Hour

// Answered takes the reporter's answer to a question, and passes it on.
func Answered(t *flows.Turn, q flows.Question, m viet.Meaning) {
	c, ok := Cases.Get(t.Tx, q.Code)
	switch {
	case m.Kind == viet.Cancel:
		t.Reply("talk.cancelled", nil)
	case q.Soft && m.Kind == viet.Courtesy && len(t.Event.Files) == 0:
		t.Reply("desk.courtesy", nil)
	case !ok || c.Reporter != t.From.ID:
		flows.Unasked(t)
	case c.State.Open():
		answer(t, c)
		// More words right after it still belong to the answer.
		t.Ask(t.Reader, flows.Question{Kind: "case.answer", Code: c.Code, Open: viet.Text, Until: t.Event.At.Add(goOn)})
	case c.State == Merged:
		answerJoint(t, c)
	case c.State == Done && answersLate(t, c):
		answer(t, c)
	default:
		flows.Unasked(t)
	}
}

// answersLate reports whether words can be the answer to what was asked about a
// case that is settled meanwhile: a voice that nobody has heard, a file, and what
// is a matter of its own must not lie in a case that is over.
func answersLate(t *flows.Turn, c Case) bool {
	return t.Event.Text != "" && len(t.Event.Files) == 0 && !t.Event.At.After(c.DoneAt.Add(lateAnswer)) && !otherMatter(c, t.Event.Text)
}

// otherMatter reports whether words look like a matter of their own beside a case:
// pressing, or of another category.
func otherMatter(c Case, words string) bool {
	category, level, _ := viet.Guess(words)
	return Level(level) <= Soon || category != "KHA" && category != c.Category
}

// AnswersLate takes words that are nothing else as the answer to a question about
// a case that was said to be settled before the answer came. It reports whether
// they were one.
func AnswersLate(t *flows.Turn) bool {
	q, ok := flows.AskedOf(t, t.Event.Chat, "case.answer")
	c, _ := Cases.Get(t.Tx, q.Code)
	if !ok || !q.Soft || c.State != Done || c.Reporter != t.From.ID || t.Event.ReplyTo != "" || !answersLate(t, c) {
		return false
	}
	t.Answered(t.Event.Chat, q.Kind, q.Code)
	answer(t, c)
	return true
}

// answer keeps an answer with its case, and passes it on to who works on it, or
// had it, and to who asked.
func answer(t *flows.Turn, c Case) {
	words, kinds := viet.Mask(viet.Clean(t.Event.Text))
	p := Part{At: t.Event.At, Text: words, Files: t.Event.Files, Said: t.Event.Message, Kind: Reply}
	if c.State == Done {
		c.Masked = c.Masked || len(kinds) > 0
		c.Parts = append(slices.Clone(c.Parts), p)
		c.note(t, "added", "")
		NoteSaid(t, p.Said, c.Code)
		passToHandlers(t, c, "case.answer.told", p)
	} else {
		Supplement(t, &c, p, len(kinds) > 0)
	}
	passToAsker(t, c, c, p)
	Keep(t, c)
	t.Reply("case.answer.kept", text.Args{"code": c.Code}, flows.Choice{Key: "case.answer.other", Do: "moi " + c.Code + " " + t.Event.Message})
	tellMasked(t, kinds)
}

// answerJoint passes an answer on to the case that the report it was asked about
// became part of. Of one that is over it is no answer any more.
func answerJoint(t *flows.Turn, own Case) {
	joint := Joint(t, own)
	switch {
	case !joint.State.Open() && joint.State != Done || joint.State == Done && !answersLate(t, joint):
		flows.Unasked(t)
	case !own.Follows(joint):
		answer(t, joint)
	default:
		words, kinds := viet.Mask(viet.Clean(t.Event.Text))
		p := Part{At: t.Event.At, Text: words, Files: t.Event.Files, Said: t.Event.Message}
		Further(t, own, p, len(kinds) > 0)
		passToAsker(t, own, Joint(t, own), p)
		t.Reply("report.added", text.Args{"code": own.Code})
		tellMasked(t, kinds)
	}
}

// passToAsker passes an answer on to who put the last question about a case, also
// if somebody else has it: once, and only to who may still handle the case in
// which the answer is kept.
func passToAsker(t *flows.Turn, asked, kept Case, p Part) {
	q, ok := lastAsked(asked)
	m, known := flows.Members.Get(t.Tx, q.By)
	if _, may := roleOf(t, q.By, kept); !ok || !known || !may || q.By == t.From.ID {
		return
	}
	told := func(r flows.Reader) bool { return r.Chat == m.Reader().Chat }
	if !slices.ContainsFunc(handlersOf(t, kept), told) {
		pass(t, m.Reader(), kept, flows.Note{Key: "case.answer.told"}, p)
	}
}

// lastAsked returns the newest question that was put to the reporter of a case.
func lastAsked(c Case) (q Part, ok bool) {
	for _, p := range slices.Backward(c.Parts) {
		if p.Kind == Question {
			return p, true
		}
	}
	return q, false
}

// awaitsAnswer reports whether the last question about a case has had no answer
// yet, while it still takes one.
func awaitsAnswer(t *flows.Turn, c Case) bool {
	q, ok := lastAsked(c)
	answered := func(p Part) bool { return p.Kind == Reply && !p.At.Before(q.At) }
	return ok && t.Event.At.Before(q.At.Add(askedFor)) && !slices.ContainsFunc(c.Parts, answered)
}

// leaveAsked takes away every question about a case that goes on in another, or
// was settled, but lets the answer to the last one still come: nobody who was
// asked can know that the case went on meanwhile.
func leaveAsked(t *flows.Turn, c Case) {
	over(t, c)
	if !awaitsAnswer(t, c) {
		return
	}
	asked, _ := lastAsked(c)
	q := flows.Question{Kind: "case.answer", Code: c.Code, Open: viet.Text, Until: asked.At.Add(askedFor)}
	if c.State == Done {
		q.Soft, q.Until = true, t.Event.At.Add(lateAnswer)
	}
	t.Ask(reporter(t, c), q)
}
