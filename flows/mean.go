package flows

import (
	"strings"

	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// mean handles a message by what its words mean while q is open.
func (d *Desk) mean(t *Turn, q *Question) {
	m, mine := d.read(t, q)
	m, told := d.slip(t, q, m)
	if told {
		return
	}
	if d.declined != nil && m.Code == "" && (m.Kind == viet.Report || m.Kind == viet.Ask) && d.declined(t) {
		return
	}
	if q != nil && q.Soft && m.Code == "" && belongs(m) {
		d.answer(t, q, m)
		return
	}
	d.do(t, q, m, mine)
}

// read finds out what a message means, and which cases wait for a word of its
// sender. How many wait matters for a bare verb only: other words never belong
// to a case just because one waits.
func (d *Desk) read(t *Turn, q *Question) (m viet.Meaning, mine []string) {
	context := viet.Context{}
	if q != nil && (!q.Soft || q.Open == viet.YesNo) {
		context.Open, context.Choices = q.Open, len(q.Buttons)
	}
	if d.waiting != nil {
		mine = d.waiting(t)
	}
	if t.Event.Text != "" {
		m = viet.Mean(t.Event.Text, context)
	}
	if m.Kind == viet.Ask || m.Kind == viet.Report {
		context.Cases = 1
		if bare := viet.Mean(t.Event.Text, context); bare.Kind == viet.Verb && bare.Code == "" {
			if d.fits != nil {
				mine = d.fits(t, bare.Name, mine)
			}
			if len(mine) > 0 && len(mine) <= whichMost {
				m = bare
			}
		}
	}
	if name, ok := viet.Wide(t.Event.Text); ok && d.fits != nil && (m.Kind == viet.Ask || m.Kind == viet.Report) {
		switch all := d.fits(t, name, nil); {
		case len(all) == 1:
			m = viet.Meaning{Kind: viet.Verb, Name: name, Code: all[0]}
		case len(all) > 1:
			m, mine = viet.Meaning{Kind: viet.Verb, Name: name}, all
		}
	}
	if len(t.Event.Files) > 0 && !d.takesFiles(t, m) {
		m = withFiles(t, q, m)
	}
	return m, mine
}

// Fits registers who knows which of the cases that wait a verb without a code
// can mean: not every verb does something to every case.
func (d *Desk) Fits(h func(t *Turn, verb string, waiting []string) []string) { d.fits = h }

// Declined registers who takes words that say nothing but that whoever acts does
// not take what was given. It reports whether there is anything they can mean.
func (d *Desk) Declined(h func(t *Turn) bool) { d.declined = h }

// WithFiles registers for whom a command does something with the files that come
// with it. Files with any other command are a report.
func (d *Desk) WithFiles(name string, may func(t *Turn) bool) { d.filed[name] = may }

// takesFiles reports whether what was said is a command that does something with
// the files that came with it, when whoever acts gives it.
func (d *Desk) takesFiles(t *Turn, m viet.Meaning) bool {
	h := d.filed[m.Name]
	return m.Kind == viet.Command && h != nil && h(t)
}

// whichMost is how many cases are offered when a bare verb fits several; more
// do not fit a screen.
const whichMost = 5

// withFiles is what a message with files means: a picture is never only a nod
// or a word that was not understood, and what it shows is never thrown away.
func withFiles(t *Turn, q *Question, m viet.Meaning) viet.Meaning {
	switch m.Kind {
	case viet.Urgent, viet.Danger, viet.Secret, viet.Verb:
		return m
	case viet.Answer:
		if m.Code != "" {
			return m
		}
	case viet.Ask:
		if viet.Fold(t.Event.Text) == "khan" {
			return viet.Meaning{Kind: viet.Urgent}
		}
	}
	if q != nil && !q.Soft && q.Open == viet.Text {
		return viet.Meaning{Kind: viet.Answer}
	}
	return viet.Meaning{Kind: viet.Report, Rest: m.Rest}
}

// do hands a message that was read to whom it is for.
func (d *Desk) do(t *Turn, q *Question, m viet.Meaning, mine []string) {
	switch m.Kind {
	case viet.Cancel:
		d.cancel(t, q)
	case viet.Verb:
		d.verb(t, m, mine)
	case viet.Show:
		d.verb(t, viet.Meaning{Name: "xem", Code: m.Code}, nil)
	case viet.Command:
		d.command(t, m)
	case viet.Courtesy:
		t.Reply("desk.courtesy", nil)
	case viet.Secret:
		t.Reply("desk.secret", nil)
	case viet.WithdrawConsent:
		d.press(t, "dongy.rut")
	case viet.Legal:
		t.hold()
		t.Reply("desk.legal", nil, Choice{Key: "desk.legal.general", Do: "ghi"}, Choice{Key: "desk.legal.petition", Do: "don"})
	case viet.Ask:
		d.askBack(t, m)
	case viet.Skip, viet.Back:
		if q == nil && len(t.Event.Files) == 0 {
			d.askBack(t, viet.Meaning{}) // there is no way to go on or back
		} else {
			d.answer(t, q, m)
		}
	case viet.Answer, viet.Yes, viet.No, viet.ChoiceOf, viet.Value:
		if m.Code != "" { // words that begin with the code of a case are about that case
			d.verb(t, viet.Meaning{Name: "noi", Code: m.Code, Rest: m.Rest}, nil)
		} else {
			d.answer(t, q, m)
		}
	default:
		d.file(t, m)
	}
}

// belongs reports whether words that are nothing else are taken as said about
// what was shown last.
func belongs(m viet.Meaning) bool {
	switch m.Kind {
	case viet.Report, viet.Answer, viet.Courtesy:
		return true // not words of danger: those are filed, whoever says them
	}
	return false
}

// file hands what is nothing else to the flow that files it.
func (d *Desk) file(t *Turn, m viet.Meaning) {
	if d.free != nil {
		d.free(t, m)
	}
}

// answer hands an answer to whoever asked; without a question it is a report.
func (d *Desk) answer(t *Turn, q *Question, m viet.Meaning) {
	if q != nil && q.Kind == choiceKind && len(q.Buttons) > 0 {
		t.Answered(t.Event.Chat, q.Kind, q.Code)
		d.choose(t, *q, m)
		return
	}
	if q == nil || d.answers[q.Kind] == nil {
		m.Kind = viet.Report
		d.file(t, m)
		return
	}
	t.Answered(t.Event.Chat, q.Kind, q.Code)
	d.answers[q.Kind](t, *q, m)
}

// Unasked handles a message that was taken for the answer to something that is
// over, as if nothing had been asked.
func Unasked(t *Turn) {
	q, _ := t.open()
	t.desk.mean(t, q)
}

// cancel takes the open question away.
func (d *Desk) cancel(t *Turn, q *Question) {
	if q == nil || q.Soft {
		t.Reply("desk.nothing", nil)
		return
	}
	d.answer(t, q, viet.Meaning{Kind: viet.Cancel})
}

// verb does what a typed verb says. Without a code it means the only case that
// waits; with several the bot asks which.
func (d *Desk) verb(t *Turn, m viet.Meaning, mine []string) {
	code := m.Code
	if code == "" && len(mine) == 1 {
		code = mine[0]
	}
	h := d.verbs[m.Name]
	switch {
	case h == nil && m.Code != "":
		t.Reply("desk.command", nil, Choice{Key: "button.help", Do: "trogiup"})
	case h == nil:
		d.file(t, viet.Meaning{Kind: viet.Report})
	case code == "" && len(mine) > 1:
		var choices []Choice
		for i, code := range mine {
			args := text.Args{"verb": strings.ToUpper(m.Name), "code": code}
			choices = append(choices, Choice{Key: "desk.which.one", Args: args, Do: m.Name + " " + code, Row: i%2 == 0})
		}
		t.Reply("desk.which.many", nil, choices...)
	case code == "":
		d.askBack(t, m)
	case m.Rest != "":
		h(t, []string{code, m.Rest})
	default:
		h(t, []string{code})
	}
}

// command does what a command says. An unknown one gets the nearest that
// there is.
func (d *Desk) command(t *Turn, m viet.Meaning) {
	if h := d.commands[m.Name]; h != nil {
		h(t, strings.Fields(m.Rest))
		return
	}
	t.Reply("desk.command", nil, Choice{Key: "button.help", Do: "trogiup"})
}

// askBack says that the words were not understood, and what can be done.
func (d *Desk) askBack(t *Turn, m viet.Meaning) {
	switch {
	case viet.Fold(t.Event.Text) == "khan" || m.Name == "khan":
		d.command(t, viet.Meaning{Name: "khan"})
	case m.Name != "" && d.verbs[m.Name] != nil:
		t.Reply("desk.which", text.Args{"verb": strings.ToUpper(m.Name)})
	case m.Name != "" && (d.commands[m.Name] != nil || m.Name == "huy"):
		t.Reply("desk.nearest", text.Args{"name": m.Name}, Choice{Key: "desk.try", Args: text.Args{"name": m.Name}, Do: m.Name})
	default:
		t.hold()
		t.Reply("desk.unclear", nil, Choice{Key: "button.file", Do: "ghi"}, Choice{Key: "button.help", Do: "trogiup"})
	}
}

// hold keeps the words until the person says what is meant by them.
func (t *Turn) hold() {
	masked, _ := viet.Mask(viet.Clean(t.Event.Text))
	Hold(t, Unclear, masked, t.Event.Files)
}
