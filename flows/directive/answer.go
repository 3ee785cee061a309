package directive

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// How long words are taken as the answer to a question, and what is kept.
const (
	askedFor   = 24 * time.Hour
	longest    = 2000 // letters of an answer in words
	mostBefore = 50   // answers that were replaced
)

// HasRead says that a directive was read. args: its number.
func HasRead(t *flows.Turn, args []string) {
	if d, p, ok := answerable(t, args); ok {
		markRead(t, d, p)
	}
}

func markRead(t *flows.Turn, d Directive, p Party) {
	switch {
	case !d.Ask.Wants():
		t.Reply("directive.answer.nothing", text.Args{"n": d.Number})
	case p.State != None:
		told(t, d, p)
	default:
		p.read(t, d)
		keep(t, d, p)
		if !seen(t, d, p) {
			told(t, d, p)
		}
	}
}

// read notes that a party has read a directive, of which nobody of it had said so.
func (p *Party) read(t *flows.Turn, d Directive) {
	p.State, p.ReadBy, p.ReadAt = Read, t.From.ID, t.Event.At
	p.Late = d.Ask == ToConfirm && d.Overdue(t.Event.At)
}

// Answer takes what was asked: a figure, words or one of the options. Without
// anything it asks. args: the number, then the answer as typed.
func Answer(t *flows.Turn, args []string) {
	d, p, ok := answerable(t, args)
	if ok {
		answer(t, d, p, strings.Join(args[1:], " "))
	}
}

func answer(t *flows.Turn, d Directive, p Party, words string) {
	words = viet.Clean(words)
	nothing := words == "" && len(t.Event.Files) == 0
	switch d.Ask {
	case ForFigure:
		if nothing {
			askFor(t, d, flows.Question{Kind: "cd.figure", Open: viet.Number, Digits: true}, "directive.answer.figure")
			return
		}
		figure(t, d, p, words)
	case ForWords:
		if nothing {
			askFor(t, d, flows.Question{Kind: "cd.words", Open: viet.Text}, "directive.answer.words")
			return
		}
		inWords(t, d, p, words)
	case ForOneOf:
		pickOne(t, d, p, words)
	case ToFillForm:
		t.Reply("directive.form.press", text.Args{"n": d.Number, "form": d.FormTitle}, d.fillChoice(p.State == Answered))
	default:
		markRead(t, d, p)
	}
}

// askFor puts a question about a directive to whoever acts. Who cannot be
// written to in private is told in the group how to answer there.
func askFor(t *flows.Turn, d Directive, q flows.Question, key string, choices ...flows.Choice) {
	note := flows.Note{Key: key, Args: text.Args{"n": d.Number, "most": longest}, About: aboutAnswer(d), Choices: choices}
	if g, ok := onlyGroup(t); ok {
		t.Say(g.In(t.Event.Topic), flows.Note{Key: "directive.answer.here", Args: text.Args{"n": d.Number}, ReplyTo: bare(t.Event.Message)})
		return
	}
	q.Code, q.Until, q.Said = d.Code(), t.Event.At.Add(askedFor), t.Say(t.Reader, note)
	t.Ask(t.Reader, q)
}

// onlyGroup returns the group in which whoever acts did so, if that is the only
// place where the bot can answer.
func onlyGroup(t *flows.Turn) (flows.Group, bool) {
	closed := slices.ContainsFunc(t.From.Homes, func(h flows.Home) bool { return h.Address == t.Reader.Chat && h.Dead != "" })
	g, ok := flows.Groups.Get(t.Tx, string(groupHere(t)))
	return g, ok && closed && g.Dead == "" && g.Unit != ""
}

// bare is the service's id of a message without the group before it.
func bare(message string) string {
	_, id, ok := strings.Cut(message, "/")
	if !ok {
		return message
	}
	return id
}

// pickOne takes a choice, by its number or in its words.
func pickOne(t *flows.Turn, d Directive, p Party, words string) {
	n := d.option(words)
	if n == 0 {
		q := flows.Question{Kind: "cd.option", Open: viet.Menu}
		var choices []flows.Choice
		for _, c := range d.choices(&p) {
			if strings.HasPrefix(c.Do, "chon ") {
				choices = append(choices, c)
				q.Buttons = append(q.Buttons, flows.Button{Do: c.Do})
			}
		}
		askFor(t, d, q, "directive.answer.option", choices...)
		return
	}
	if p.State == Answered && p.Option == n { // whoever of a team said it first
		told(t, d, p)
		return
	}
	p.replace(t, d)
	p.Option = n
	keep(t, d, p)
	if !seen(t, d, p) {
		told(t, d, p)
	}
}

// option returns which of the options words choose, counted from one; 0 is none.
func (d Directive) option(words string) int {
	said := strings.TrimPrefix(viet.Fold(words), "chon ")
	for i := range d.Options {
		if said == strconv.Itoa(i+1) { // also where an answer is itself a number
			return i + 1
		}
	}
	return 1 + slices.IndexFunc(d.Options, func(o string) bool { return said == viet.Fold(o) })
}

// inWords takes an answer in words, files or both, masked.
func inWords(t *flows.Turn, d Directive, p Party, words string) {
	masked, kinds := viet.Mask(words)
	if len([]rune(masked)) > longest {
		askFor(t, d, flows.Question{Kind: "cd.words", Open: viet.Text}, "directive.answer.long")
		return
	}
	if p.State == Answered && p.Words == masked && len(t.Event.Files) == 0 && len(p.Files) == 0 {
		told(t, d, p)
		return
	}
	p.replace(t, d)
	p.Words, p.Files = masked, t.Event.Files
	if t.Event.Album != "" {
		flows.Hold(t, albumOf(t), d.Code(), nil)
	}
	keep(t, d, p)
	told(t, d, p)
	if len(kinds) > 0 {
		t.Reply("case.masked", nil)
	}
	warn(t, words)
}

// warn offers the urgent button to whoever speaks of danger in an answer: what is
// answered is not filed.
func warn(t *flows.Turn, words string) {
	if viet.Mean(words, viet.Context{}).Kind == viet.Danger {
		t.Reply("directive.answer.danger", nil, flows.Choice{Key: "directive.answer.urgent", Do: "khan"})
	}
}

// albumOf is the purpose for which it is held that the rest of an album goes to
// an answer.
func albumOf(t *flows.Turn) string { return "cd/" + t.Event.Album }

// replace makes room for another answer: the one that stood is kept before it.
func (p *Party) replace(t *flows.Turn, d Directive) {
	if p.State == Answered || p.State == Stuck {
		b := Before{By: p.By, At: p.At, Figure: p.Figure, Unsure: p.Unsure, Words: p.Words, Option: p.Option, Files: p.Files}
		if p.State == Stuck {
			b.Case = p.Case
		}
		p.Before = append(slices.Clone(p.Before), b)
		p.Before = p.Before[max(0, len(p.Before)-mostBefore):]
	}
	if p.ReadAt.IsZero() {
		p.ReadBy, p.ReadAt = t.From.ID, t.Event.At
	}
	p.State, p.By, p.At, p.Late = Answered, t.From.ID, t.Event.At, d.Overdue(t.Event.At)
	p.Figure, p.Unsure, p.Words, p.Option, p.Files = 0, false, "", 0, nil
}

// keep keeps what a party has done, and shows it on all its cards and to those who
// watch.
func keep(t *flows.Turn, d Directive, p Party) {
	Parties.Put(t.Tx, p)
	for _, kind := range []string{"cd.figure", "cd.echo", "cd.words", "cd.option", "cd.stuck"} {
		t.Answered(t.Reader.Chat, kind, d.Code())
	}
	show(t, d, p)
	refresh(t, d)
}

// seen reports whether whoever acts pressed a button, or chose one by its number,
// and sees on a card what has become of it: on the one that was pressed, or on the
// own one. The one in the group does not say what was answered.
func seen(t *flows.Turn, d Directive, p Party) bool {
	m, ok := shownWith(t)
	if ok = ok && m.Card && t.Event.Kind == flows.Pressed; !ok {
		_, err := strconv.Atoi(strings.TrimSpace(t.Event.Text))
		if m, ok = flows.Card(t.Tx, Receiver{Directive: d.Number, Member: t.From.ID}.card(), t.Event.Chat); !ok {
			m, ok = flows.Card(t.Tx, d.copy(), t.Event.Chat)
		}
		ok = ok && (err == nil || t.Event.Kind == flows.Pressed)
	}
	tells := m.Member != "" || p.State == Read
	return ok && tells && m.Shown != "" && flows.TraitsOf(t, m.To).Edits
}

// told says what a party has done about a directive, to whoever acts.
func told(t *flows.Turn, d Directive, p Party) { tell(t, d, p, false) }

// tell is told with what can be done about it, also where it was answered.
func tell(t *flows.Turn, d Directive, p Party, more bool) {
	note := flows.Note{Key: "directive.answer.done", Args: text.Args{"n": d.Number, "line": d.reactionLines(t, p)}, About: aboutAnswer(d)}
	if more || !p.done(d) {
		note.Choices = d.choices(&p)
	}
	t.Say(t.Reader, note)
}

// reactionLines say what the receiver's side has done, and whether it was late.
func (d Directive) reactionLines(t *flows.Turn, p Party) text.List {
	lines := text.List{d.reaction(t, p)}
	if p.Late {
		lines = append(lines, text.K("directive.answer.late"))
	}
	return lines
}
