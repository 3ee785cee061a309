package flows

import (
	"strings"

	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// route hands an event to the flow it is for. What was typed is understood in
// the order of conversations.md 0.7: cancel, urgent, a verb with a code, the
// answer to an open question, a command, and else it is a report.
func (d *Desk) route(t *Turn) {
	switch t.Event.Kind {
	case Due:
		if h := d.timers[t.Event.Timer.Name]; h != nil {
			h(t, t.Event.Timer.ID)
		}
	case Blocked:
		closeChat(t.Tx, t.Event.By, "blocked")
		d.left(t, t.Event.By)
	case Opened:
		openChat(t.Tx, t.Event.By)
	case Pressed:
		d.press(t, t.Event.Press)
	case Edited:
		if t.From.ID != "" && d.edited != nil {
			d.edited(t)
		}
	case Said:
		d.said(t)
	}
	t.repeat()
}

// left tells the flows that the people of a chat cannot be reached any more.
func (d *Desk) left(t *Turn, chat Address) {
	if d.gone == nil {
		return
	}
	for _, m := range MembersAt(t.Tx, chat) {
		d.gone(t, m.ID)
	}
}

// said handles a message.
func (d *Desk) said(t *Turn) {
	if !t.Event.Private {
		return // groups come with their own flow; nothing of what is said there is kept
	}
	q, menu := open(t.Tx, t.Event.Chat, t.Event.At)
	if n, ok := digit(t.Event.Text); ok && t.Event.Contact == nil {
		if do, ok := numbered(q, menu, n); ok {
			d.press(t, do)
			return
		}
	}
	if c := t.Event.Contact; c != nil && t.From.ID != "" {
		d.contact(t, q, *c)
		return
	}
	if t.From.ID == "" || t.Event.Contact != nil {
		if d.stranger != nil {
			d.stranger(t)
		}
		return
	}
	if t.From.Home() != t.Event.By {
		openChat(t.Tx, t.Event.By) // whoever writes can be written to
	}
	d.mean(t, q)
}

// contact handles a contact card of a member: the answer to a question for a
// number, or else what joining makes of it.
func (d *Desk) contact(t *Turn, q *Question, c Contact) {
	if q != nil && q.Phone && !c.Forwarded {
		t.Event.Text = c.Phone
		d.answer(t, q, viet.Meaning{Kind: viet.Answer})
		return
	}
	if d.stranger != nil {
		d.stranger(t)
	}
	if len(t.spoke) == 0 {
		t.Reply("desk.contact", nil)
	}
}

// mean handles a message by what its words mean while q is open.
func (d *Desk) mean(t *Turn, q *Question) {
	m, mine := d.read(t, q)
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
	if q != nil && !q.Soft {
		context.Open, context.Choices = q.Open, len(q.Buttons)
	}
	if d.waiting != nil {
		mine = d.waiting(t)
	}
	if t.Event.Text != "" {
		m = viet.Mean(t.Event.Text, context)
	}
	if len(mine) > 0 && (m.Kind == viet.Ask || m.Kind == viet.Report) {
		context.Cases = len(mine)
		if bare := viet.Mean(t.Event.Text, context); bare.Kind == viet.Verb {
			m = bare
		}
	}
	if len(t.Event.Files) > 0 {
		m = withFiles(t, q, m)
	}
	return m, mine
}

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
	case viet.Legal:
		t.hold()
		t.Reply("desk.legal", nil, Choice{Key: "desk.legal.general", Do: "ghi"}, Choice{Key: "desk.legal.petition", Do: "don"})
	case viet.Ask:
		d.askBack(t, m)
	case viet.Answer, viet.Yes, viet.No, viet.ChoiceOf, viet.Value, viet.Skip, viet.Back:
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
func (t *Turn) Unasked() {
	q, _ := open(t.Tx, t.Event.Chat, t.Event.At)
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
	case m.Name != "" && d.commands[m.Name] != nil:
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

// press does what a button says, for members and, at the doors, for others.
func (d *Desk) press(t *Turn, do string) {
	words := strings.Fields(do)
	if len(words) == 0 {
		return
	}
	if h := d.doors[words[0]]; h != nil {
		h(t, words[1:])
		return
	}
	if words[0] == "huy" && t.From.ID != "" {
		q, _ := open(t.Tx, t.Event.Chat, t.Event.At)
		d.cancel(t, q)
		return
	}
	if t.From.ID == "" {
		if d.stranger != nil {
			d.stranger(t)
		}
		return
	}
	if h := d.verbs[words[0]]; h != nil {
		h(t, words[1:])
	} else if h := d.commands[words[0]]; h != nil {
		h(t, words[1:])
	} else {
		t.Reply("desk.old", nil)
	}
}

// digit reads a message that is one small number and nothing else.
func digit(said string) (int, bool) {
	said = strings.TrimSpace(said)
	if len(said) != 1 || said[0] < '1' || said[0] > '9' {
		return 0, false
	}
	return int(said[0] - '0'), true
}

// numbered finds what a number chooses: in the newest menu, or in the question
// that was put after it. A question that wants a number or words is never
// answered by an older menu's number.
func numbered(q, menu *Question, n int) (do string, ok bool) {
	if q != nil && q.Open == viet.Number {
		return "", false // a question that wants a number takes every number
	}
	from := menu
	if q != nil && (menu == nil || menu.At.Before(q.At)) {
		from = q
	}
	if from == nil || n > len(from.Buttons) {
		return "", false
	}
	return from.Buttons[n-1].Do, true
}
