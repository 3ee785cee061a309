package directive

import (
	"slices"
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// Card draws a directive for one receiver, as it stands when it leaves: what is
// asked until when, and what the receiver's side has done about it.
func Card(t *flows.Turn, m flows.Message) (flows.Note, bool) {
	d, ok := Find(t.Tx, m.About.Code)
	if !ok {
		return flows.Note{}, false
	}
	if d.State == Withdrawn {
		return d.struck(), true
	}
	note, ok := d.drawFor(t, m)
	return shownIn(m.To, note), ok
}

// drawFor draws a directive for whom a message of it goes to.
func (d Directive) drawFor(t *flows.Turn, m flows.Message) (flows.Note, bool) {
	switch {
	case m.About.View == copyView:
		return d.drawCopy(t, m.Member)
	case isPast(m.About.View):
		return flows.Note{Key: "directive.moved", Args: text.Args{"n": d.Number}}, true
	}
	r, ok := receiver(t.Tx, d.Number, m.About.View)
	if !ok {
		return flows.Note{}, false
	}
	p := d.partyOf(t, r)
	if r.Member == "" {
		return d.drawAs(p, d.didFor(t, p), d.mark(t, r, m), d.office(t)), true
	}
	return d.drawAs(p, d.did(t, p), d.mark(t, r, m), d.office(t)), true
}

// struck is a directive that was taken back.
func (d Directive) struck() flows.Note {
	return flows.Note{Key: "directive.withdrawn", Args: text.Args{"n": d.Number, "time": text.Moment(d.Ended)}}
}

// partyOf returns who is asked through a receiver; ok is false where nobody is.
func (d Directive) partyOf(t *flows.Turn, r Receiver) *Party {
	who := r.Member
	if d.Whom == ToTeam {
		who = ""
	}
	p, ok := Parties.Get(t.Tx, Party{Directive: d.Number, Unit: r.Unit, Member: who}.key())
	if !ok {
		return nil
	}
	return &p
}

// draw is a directive in the words of whoever receives it, and with it the
// preview of its sender.
func (d Directive) draw(t *flows.Turn, p *Party) flows.Note {
	mark := ""
	if d.State.Begun() && len(d.Was) > 0 { // before, nobody has read anything else
		mark = "directive.corrected"
	}
	return d.drawAs(p, d.did(t, p), mark, d.office(t))
}

// drawAs draws a directive of an office with the line of the key mark about when it
// was put right, and with what the receiver's side did.
func (d Directive) drawAs(p *Party, did text.List, mark, office string) flows.Note {
	lines := text.List{text.Key{Name: d.headKey(), Args: text.Args{"n": d.Number, "from": office}}}
	if d.Title != "" {
		lines = append(lines, d.Title)
	}
	if d.Text != "" {
		lines = append(lines, d.Text)
	}
	if d.Ask.Wants() {
		lines = append(lines, text.Key{Name: "directive.ask." + d.Ask.Name(), Args: d.optionArgs()})
	}
	if !d.Due.IsZero() {
		lines = append(lines, text.Key{Name: "directive.due", Args: text.Args{"time": text.Moment(d.Due)}})
	}
	if mark != "" {
		lines = append(lines, text.Key{Name: mark, Args: text.Args{"time": text.Moment(d.Was[len(d.Was)-1].At)}})
	}
	lines = append(lines, did...)
	return flows.Note{Key: "directive.card", Args: text.Args{"lines": lines}, Files: d.Files, Choices: d.choices(p), Numbered: true}
}

// did is what the receiver's side has done, for those of it in their own chats.
func (d Directive) did(t *flows.Turn, p *Party) text.List {
	if p == nil || p.State == None {
		return nil
	}
	return d.reactionLines(t, *p)
}

// didFor is what a team has done, for its group: who answered and when. What the
// answer says, and who is stuck with what, was not said for all to read
// (conversations 0.12).
func (d Directive) didFor(t *flows.Turn, p *Party) text.List {
	if p == nil || p.State <= Read || d.Ask == ToFillForm && p.State == Answered {
		return d.did(t, p)
	}
	m, _ := flows.Members.Get(t.Tx, p.By)
	lines := text.List{text.Key{Name: "directive.did." + p.State.Name() + ".group", Args: text.Args{"name": m.Name, "time": text.Moment(p.At)}}}
	if p.Late {
		lines = append(lines, text.K("directive.answer.late"))
	}
	return lines
}

// headKey is the key of the first line.
func (d Directive) headKey() string {
	if d.Storm {
		return "directive.head.storm"
	}
	return "directive.head"
}

// office is the name of the place that a directive comes from: where its sender
// leads or administers, at or above the first of the places it goes to.
func (d Directive) office(t *flows.Turn) string {
	if len(d.Places) == 0 {
		return t.Set.Organisation
	}
	mine := flows.PostsOf(t.Tx, d.By, d.At)
	for u := range flows.Up(t.Tx, d.Places[0]) {
		if !u.Team && slices.ContainsFunc(mine, func(p flows.Post) bool {
			return p.Unit == u.Code && (p.Role == flows.Leader || p.Role == flows.Admin)
		}) {
			return u.Name
		}
	}
	return t.Set.Organisation
}

func (d Directive) optionArgs() text.Args {
	var all text.List
	for i, o := range d.Options {
		all = append(all, strconv.Itoa(i+1)+". "+o)
	}
	return text.Args{"options": all, "form": d.FormTitle}
}

// reaction is the line that says what the receiver's side has done.
func (d Directive) reaction(t *flows.Turn, p Party) text.Key {
	by, at := p.By, p.At
	if p.State == Read {
		by, at = p.ReadBy, p.ReadAt
	}
	name := "directive.did." + p.State.Name()
	if d.Ask == ToFillForm && p.State == Answered {
		name = "directive.did.form"
	}
	if p.Member != "" {
		name += ".own"
	}
	m, _ := flows.Members.Get(t.Tx, by)
	return text.Key{Name: name, Args: text.Args{"name": m.Name, "time": text.Moment(at), "answer": d.answeredShort(p), "case": p.Case}}
}

// answered is what a party answered, in words for its own side and the sender.
func (d Directive) answered(p Party) any {
	switch {
	case d.Ask == ToFillForm:
		return d.FormTitle
	case d.Ask == ForOneOf && p.Option > 0 && p.Option <= len(d.Options):
		return d.Options[p.Option-1]
	case d.Ask == ForFigure && p.Unsure:
		return text.Key{Name: "directive.answer.near", Args: text.Args{"figure": Figure(p.Figure)}}
	case d.Ask == ForFigure:
		return Figure(p.Figure)
	case len(p.Files) > 0:
		return text.Dotted{p.Words, text.Key{Name: "directive.answer.files", Args: text.Args{"count": len(p.Files)}}}
	}
	return p.Words
}

// answeredShort is the same with as many of its words as a card has room for.
func (d Directive) answeredShort(p Party) any {
	const letters = 160
	if runes := []rune(p.Words); len(runes) > letters {
		p.Words = string(runes[:letters-1]) + "…"
	}
	if p.Words == "" && len(p.Files) > 0 && d.Ask == ForWords {
		return text.Key{Name: "directive.answer.files", Args: text.Args{"count": len(p.Files)}}
	}
	return d.answered(p)
}

// Figure writes thousandths as people write a number: 12, 1.200, 2,5.
func Figure(thousandths int64) any {
	whole, rest := thousandths/1000, thousandths%1000
	if rest == 0 {
		return whole
	}
	return text.Key{Name: "directive.decimal", Args: text.Args{"whole": whole, "rest": trimZeros(rest)}}
}

// trimZeros writes the digits after the comma.
func trimZeros(rest int64) string {
	if rest < 0 {
		rest = -rest
	}
	digits := strconv.FormatInt(1000+rest, 10)[1:]
	for digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
	}
	return digits
}

// choices are what a receiver can do about a directive. They stay after an
// answer, since it can be put right.
func (d Directive) choices(p *Party) []flows.Choice {
	if !d.Ask.Wants() {
		return nil
	}
	do := func(label, verb string) flows.Choice {
		return flows.Choice{Key: "directive.button." + label, Do: verb + " " + d.Code()}
	}
	var choices []flows.Choice
	if p == nil || p.State == None {
		choices = append(choices, do("read", "daro"))
	}
	switch d.Ask {
	case ToFillForm:
		choices = append(choices, d.fillChoice(p != nil && p.State == Answered))
	case ForFigure:
		choices = append(choices, do("figure", "baoso"))
	case ForWords:
		choices = append(choices, do("words", "traloi"))
	case ForOneOf:
		for i, o := range d.Options {
			choices = append(choices, flows.Choice{Key: "directive.button.option", Args: text.Args{"option": o}, Do: "chon " + d.Code() + " " + strconv.Itoa(i+1), Row: true})
		}
	}
	if p == nil || p.State != Stuck {
		choices = append(choices, do("stuck", "vuong"))
	}
	return choices
}

// Short is a directive in one line of a list: its number and how it begins.
func (d Directive) Short() string {
	const letters = 60
	words := d.Title
	if words == "" {
		words = d.Text
	}
	runes := []rune(words)
	if len(runes) <= letters {
		return words
	}
	return string(runes[:letters-1]) + "…"
}

// Overdue reports whether an answer given at a moment is late.
func (d Directive) Overdue(at time.Time) bool { return !d.Due.IsZero() && at.After(d.Due) }
