package model

import (
	"strings"

	"caunoi/flows"
	"caunoi/flows/directive"
	"caunoi/flows/text"
)

// pastView begins the view of what stood in a chat before a card was shown anew.
const pastView = "past/"

// mostCards is how many chats a change of a model is shown in at most.
const mostCards = 200

// card names the card of a model: one in a chat.
func (m Model) card() flows.About { return flows.About{Kind: "model", Code: m.Code()} }

// open shows a model's card at the end of a chat: to whoever acts at once, to the
// others when people are reminded.
func (m Model) open(t *flows.Turn, to flows.Reader) {
	lane := flows.Reminder
	if to.Member == t.From.ID {
		lane = flows.Answer
	}
	t.Say(to, flows.Note{Card: true, Fresh: true, About: m.card(), Lane: lane})
}

// show brings all cards of a model up to date.
func (m Model) show(t *flows.Turn) {
	n := 0
	for chat, card := range flows.Cards(t.Tx, m.card(), "") {
		if n++; n > mostCards {
			break
		}
		lane := flows.Reminder
		if card.Member == t.From.ID {
			lane = flows.Answer
		}
		t.Say(flows.Reader{Member: card.Member, Chat: chat, Lang: card.Lang, Form: card.Form}, flows.Note{Card: true, About: m.card(), Lane: lane})
	}
}

// Card draws a model for its reader, as it stands at that moment, with what the reader
// can do about it then.
func Card(t *flows.Turn, msg flows.Message) (flows.Note, bool) {
	m, ok := Find(t.Tx, msg.About.Code)
	if !ok {
		return flows.Note{}, false
	}
	switch {
	case strings.HasPrefix(msg.About.View, pastView):
		return flows.Note{Key: "model.moved", Args: text.Args{"n": m.Code()}}, true
	case !m.sees(t, msg.Member):
		return flows.Note{Key: "model.gone", Args: text.Args{"n": m.Code()}}, true
	}
	return flows.Note{Key: "model.card", Args: text.Args{"n": m.Code(), "lines": m.lines(t)}, Choices: m.choices(t, msg.Member)}, true
}

// Settled puts a short line in place of what stood in a chat before a card was shown
// anew there, so that no old text stands where nothing puts it right.
func Settled(t *flows.Turn, msg flows.Message) {
	if msg.State != flows.Sent || msg.Was == "" || msg.Deed != flows.Show || !flows.TraitsOf(t, msg.To).Edits {
		return
	}
	about := flows.About{Kind: "model", Code: msg.About.Code, View: pastView + msg.Was}
	t.Past(msg, about)
	t.Say(flows.Reader{Member: msg.Member, Chat: msg.To, Lang: msg.Lang, Form: msg.Form}, flows.Note{Card: true, About: about, Lane: flows.Reminder})
}

// about are the lines that say what a model sets out to do.
func (m Model) about(t *flows.Turn) text.List {
	u := m.owner(t.Tx)
	lines := text.List{m.Name, text.Key{Name: "model.unit", Args: text.Args{"unit": u.Name, "field": text.K("model.field." + m.Field)}}}
	if u.Code != m.Unit {
		was, _ := flows.Units.Get(t.Tx, m.Unit)
		lines = append(lines, text.Key{Name: "model.unit.was", Args: text.Args{"unit": was.Name}})
	}
	if !u.Open(t.Event.At) {
		lines = append(lines, text.Key{Name: "model.unit.ended", Args: text.Args{"unit": u.Name, "day": text.Day(u.To)}})
	}
	if m.Place != "" {
		lines = append(lines, text.Key{Name: "model.place", Args: text.Args{"place": m.Place}})
	}
	lines = append(lines, text.Key{Name: "model.target", Args: text.Args{"target": m.Target.said()}})
	days := text.Dotted{text.Key{Name: "model.start", Args: text.Args{"day": text.Day(m.Start)}}}
	if m.State.pending() && !m.Due.IsZero() {
		name := "model.due.review"
		if m.State == Reviewed {
			name = "model.due.assess"
		}
		days = append(days, text.Key{Name: name, Args: text.Args{"day": text.Day(m.Due)}})
	}
	lines = append(lines, days)
	if source, ok := Models.Get(t.Tx, key(m.From)); ok {
		lines = append(lines, text.Key{Name: "model.from", Args: text.Args{"n": source.Code(), "unit": source.owner(t.Tx).Name}})
	}
	return lines
}

// lines are the whole card: what it sets out to do, and what became of it.
func (m Model) lines(t *flows.Turn) text.List {
	lines := append(m.about(t), text.Key{Name: "model.now", Args: text.Args{"state": m.status(), "day": text.Day(m.since())}})
	if m.Why != "" {
		lines = append(lines, text.Key{Name: "model.reason", Args: text.Args{"why": m.Why}})
	}
	if m.Reached.Label != "" {
		lines = append(lines, text.Key{Name: "model.reached", Args: text.Args{"reached": m.Reached.short(), "target": m.Target.short(), "part": m.percent()}})
	}
	switch {
	case m.Shown > 0:
		lines = append(lines, text.Key{Name: "model.shown", Args: text.Args{"k": m.Shown, "day": text.Day(m.Latest)}})
	case m.State == Running || m.State == Accepted:
		lines = append(lines, text.K("model.shown.none"))
	}
	copies, more := m.copies(t.Tx)
	for _, c := range copies {
		lines = append(lines, text.Key{Name: "model.copy", Args: text.Args{"n": c.Code(), "unit": c.owner(t.Tx).Name, "state": c.status()}})
	}
	if more {
		lines = append(lines, text.K("model.copy.more"))
	}
	if m.overdue(t) {
		lines = append(lines, text.Key{Name: "model.late", Args: text.Args{"day": text.Day(m.Due)}})
	}
	return lines
}

// percent is how much of the target was reached, in hundredths of it and no finer
// than a tenth.
func (m Model) percent() any {
	if m.Target.Number == 0 {
		return 0
	}
	const finest = 100 // thousandths of one hundredth
	part := float64(m.Reached.Number) / float64(m.Target.Number) * 100 * 1000
	return directive.Figure(int64(part/finest) * finest)
}

// choices are what a reader can do about a model as it stands.
func (m Model) choices(t *flows.Turn, member string) []flows.Choice {
	steers, judges, works := m.steers(t, member), m.judges(t, member), m.works(t, member)
	var choices []flows.Choice
	add := func(may bool, label, verb string) {
		if may {
			choices = append(choices, flows.Choice{Key: "model.button." + label, Do: verb + " " + m.Code(), Row: len(choices) > 0 && len(choices)%2 == 0})
		}
	}
	open := m.owner(t.Tx).Open(t.Event.At)
	if open {
		add(judges && m.State == Registered, "accept", "mhduyet")
		add(steers && m.State == Registered, "edit", "mhsua")
		add(steers && m.State == Accepted, "begin", "mhbatdau")
		add(works && m.State >= Accepted && m.State != NotMet && m.State != Stopped, "progress", "mhtiendo")
		add(steers && m.State == Running && m.Shown > 0, "review", "mhsoket")
		add(judges && m.State == Reviewed, "met", "mhdat")
		add(judges && m.State == Reviewed, "fail", "mhchua")
		add(steers && m.State == Reviewed, "again", "mhsoket")
		add(judges && m.State == Met, "recognise", "mhkhen")
		add(steers && m.State == NotMet, "resume", "mhtiep")
	}
	add(m.spreadable() && m.spreads(t, member), "spread", "mhrong")
	add(m.Shown > 0 && Evidences.Has(t.Tx, Evidence{Model: m.Number, N: m.Shown}.key()), "look", "mhxem")
	stop := "stop"
	if m.State == Registered && judges {
		stop = "refuse"
	}
	add(m.State != Stopped && (steers || judges), stop, "mhdung")
	return choices
}
