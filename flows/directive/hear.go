package directive

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// Heard looks at what a member wrote before anything else does: a word about a
// directive with its number, a bare one where one waits, an answer to its card,
// and a figure while one is asked. It reports whether it was one of these. What
// cancels, is urgent or names a case always means what it means (conversations
// 0.7).
func Heard(t *flows.Turn) bool {
	if continues(t) {
		return true
	}
	words := t.Event.Text
	o, order := viet.ReadOrder(words)
	card, reply := shownWith(t)
	q, open := flows.Asked(t, t.Event.Chat)
	if !order && !reply && !(open && strings.HasPrefix(q.Kind, "cd.")) || means(words, order) {
		return false
	}
	switch {
	case order && o.Number != "":
		return ordered(t, o)
	case reply:
		return replied(t, card.About.Code)
	case order:
		return bareOrder(t, o.Act, "")
	}
	return fitsAsked(t, q, words)
}

// means reports whether words mean something that goes before whatever is said
// about a directive; order is whether they are a word about one.
func means(words string, order bool) bool {
	switch m := viet.Mean(words, viet.Context{}); m.Kind {
	case viet.Urgent, viet.Cancel, viet.Secret, viet.WithdrawConsent, viet.Verb, viet.Show, viet.Legal, viet.Back, viet.Skip:
		return true
	case viet.Command:
		return !order
	case viet.Answer:
		return m.Code != ""
	}
	return false
}

// ordered does what a word with the number of a directive says. Where nobody
// asked whoever acts about it, only the word and the number alone are an answer;
// anything more is a report.
func ordered(t *flows.Turn, o viet.Order) bool {
	d, ok := Find(t.Tx, o.Number)
	asks := false
	if ok && d.State.Begun() {
		_, asks = partyFor(t, d)
		asks = asks || wasSent(t, d)
	}
	switch {
	case asks && (o.Act != "baoso" || o.Rest == "" || d.Ask != ForFigure || readable(o.Rest)):
		perform(t, o.Act, []string{o.Number, o.Rest})
		return true
	case o.Act == "baoso" && bareOrder(t, o.Act, o.Tail): // "báo số 12 hộ"
		return true
	case asks || o.Rest == "":
		perform(t, o.Act, []string{o.Number, o.Rest})
		return true
	}
	return false
}

// perform does an act about a directive. An empty rest is none.
func perform(t *flows.Turn, act string, args []string) {
	if args[len(args)-1] == "" {
		args = args[:len(args)-1]
	}
	switch act {
	case "daro":
		HasRead(t, args)
	case "vuong":
		CannotDo(t, args)
	default:
		Answer(t, args)
	}
}

// bareOrder does what a word without a number says about the only directive that
// waits for whoever acts; of several it asks which. Where none waits it is not
// about a directive.
func bareOrder(t *flows.Turn, act, rest string) bool {
	waits := waitsFor(t)
	if act == "baoso" {
		waits = slices.DeleteFunc(waits, func(d Directive) bool { return d.Ask != ForFigure })
	}
	if len(waits) == 0 && rest == "" {
		return lastAsked(t, act)
	}
	switch {
	case len(waits) == 0 || act == "chon":
		return false
	case len(waits) == 1:
		perform(t, act, []string{waits[0].Code(), rest})
		return true
	case rest != "":
		return false
	}
	var choices []flows.Choice
	for _, d := range waits {
		choices = append(choices, flows.Choice{Key: "directive.answer.which.one", Args: text.Args{"n": d.Number}, Do: act + " " + d.Code(), Row: true})
	}
	t.Reply("directive.answer.which", nil, choices...)
	return true
}

// lastAsked says how the newest directive stands that whoever acts was asked about
// lately and has answered, to a bare word: it was meant for that one.
func lastAsked(t *flows.Turn, act string) bool {
	looked := 0
	for d := range Directives.All(t.Tx) {
		if looked++; looked > recent {
			return false
		}
		if d.Begun.IsZero() || !d.Ask.Wants() || d.State == Withdrawn {
			continue
		}
		if t.Event.At.Sub(d.Begun) > lately {
			return false
		}
		if p, ok := partyFor(t, d); ok && p.State != None {
			tell(t, d, p, act != "daro")
			return true
		}
	}
	return false
}

// lately is how long after it began a directive is meant by a bare word although
// it was answered.
const lately = 3 * 24 * time.Hour

// replied takes words or files that answer a card of a directive, or anything
// else that was said about it.
func replied(t *flows.Turn, code string) bool {
	d, ok := Find(t.Tx, code)
	if !ok || !d.Ask.Wants() {
		return false
	}
	words := viet.Clean(t.Event.Text)
	o, whole := viet.ReadOrder(words)
	head, rest, begins := viet.OrderHead(words)
	switch {
	case whole && o.Number == "":
		perform(t, o.Act, []string{code})
		return true
	case begins && (head == "vuong" || head == "baoso" || head == "traloi" || head == "chon"):
		perform(t, head, []string{code, rest})
		return true
	}
	nods := viet.Mean(words, viet.Context{Open: viet.YesNo})
	if nod := words != "" && viet.Mean(words, viet.Context{}).Kind == viet.Courtesy; nod && len(t.Event.Files) == 0 || onlyStickers(t.Event.Files) && words == "" {
		HasRead(t, []string{code})
		return true
	}
	if d.Ask != ToConfirm && d.Ask != ToFillForm {
		if _, asked := partyFor(t, d); !asked || d.State == Withdrawn {
			return false // nobody waits for it as an answer: it is filed, and not lost
		}
		Answer(t, []string{code, words})
		return true
	}
	switch {
	case nods.Kind == viet.Yes && len(t.Event.Files) == 0:
		HasRead(t, []string{code})
		return true
	case nods.Kind == viet.No:
		return false
	}
	if p, ok := partyFor(t, d); ok && p.State == None && d.State != Withdrawn {
		p.read(t, d)
		Parties.Put(t.Tx, p)
		show(t, d, p)
		refresh(t, d)
	}
	return false // who writes about it has read it; what was written is filed
}

func onlyStickers(files []flows.File) bool {
	return len(files) > 0 && !slices.ContainsFunc(files, func(f flows.File) bool { return f.Kind != flows.Sticker })
}

// fitsAsked takes what fits the question about a directive that stands open, where
// the desk would take it for something else.
func fitsAsked(t *flows.Turn, q flows.Question, words string) bool {
	switch {
	case (q.Kind == "cd.figure" || q.Kind == "cd.echo") && readable(words) && !chooses(q, words):
	case q.Kind == "cd.option":
		d, ok := Find(t.Tx, q.Code)
		if !ok || d.option(words) == 0 {
			return false
		}
	default:
		return false
	}
	t.Answered(t.Event.Chat, q.Kind, q.Code)
	Answer(t, []string{q.Code, words})
	return true
}

// chooses reports whether words are the number of one of a question's buttons.
func chooses(q flows.Question, words string) bool {
	n, err := strconv.Atoi(strings.TrimSpace(words))
	return err == nil && 1 <= n && n <= len(q.Buttons)
}

// Said takes what was written to a question about a directive.
func Said(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if m.Kind == viet.Cancel || m.Kind == viet.Back || m.Kind == viet.Skip {
		t.Reply("talk.cancelled", nil)
		return
	}
	switch q.Kind {
	case "cd.stuck":
		CannotDo(t, []string{q.Code, t.Event.Text})
	default:
		Answer(t, []string{q.Code, t.Event.Text})
	}
}

// continues takes a further item of the album with which a directive was
// answered.
func continues(t *flows.Turn) bool {
	if t.Event.Album == "" || len(t.Event.Files) == 0 {
		return false
	}
	held, ok := flows.TakeHeld(t, albumOf(t))
	if !ok {
		return false
	}
	flows.Hold(t, albumOf(t), held.Text, nil)
	d, ok := Find(t.Tx, held.Text)
	if !ok {
		return false
	}
	p, ok := partyFor(t, d)
	if !ok || p.By != t.From.ID {
		return false
	}
	words, _ := viet.Mask(viet.Clean(t.Event.Text))
	if p.State == Stuck {
		if c, ok := casework.Cases.Get(t.Tx, p.Case); ok && c.State.Open() {
			casework.Supplement(t, &c, casework.Part{At: t.Event.At, Text: words, Files: t.Event.Files, Said: t.Event.Message}, false)
			casework.Keep(t, c)
			casework.Show(t, c)
		}
		return ok
	}
	p.Words = strings.TrimSpace(p.Words + "\n" + words)
	p.Files = append(slices.Clone(p.Files), t.Event.Files...)
	Parties.Put(t.Tx, p)
	show(t, d, p)
	return true
}
