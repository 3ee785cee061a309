package model

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// A draft is a model as far as it was written.
type draft struct {
	name, field, place string
	masked             bool // something in its words was masked
	unit               string
	several            bool // whether there is more than one unit that it can be of
	target             Amount
	ways               []Amount // to read the target, where it has to be asked
	start, due         string
	from               int64 // the model that is taken over elsewhere; 0: none
}

// longestName is how many letters a name has at most, and a place.
const longestName = 120

// after begins the code of a talk that takes a model over elsewhere; what follows is
// the number of that model. The code of one that is being changed is its number.
const after = "tu"

// Composing is how a model is registered: its name, field, unit, target, days, and
// once more all of it before it is kept (the domain notes, 2.1 and 4).
var Composing = &talk.Script[draft]{
	Name: "mohinh", Section: "model.new", Whole: true,
	New: newDraft,
	Questions: []*talk.Question[draft]{
		{Name: "name", Open: viet.Text, Take: takeName, Faults: []string{"long", "short"}},
		{Name: "field", Open: viet.Text, Pick: fieldPicks(), Take: takeField, Faults: []string{"added"}},
		{Name: "unit", Open: viet.Text, When: func(d draft) bool { return d.several }, Offer: offerUnits, Fits: fitsUnit, Take: takeUnit, Check: checkUnit, Faults: []string{"unknown", "several", "right", "gone", "same"}},
		{Name: "target", Open: viet.Text, Number: true, Drops: []string{"meant"}, Fits: func(_ *flows.Turn, _ draft, g *talk.Given) string { return fitsAmount(g, nil) }, Take: takeTarget, Faults: []string{"unread", "unit", "zero", "hidden"}},
		{Name: "meant", Open: viet.Text, Under: true, When: func(d draft) bool { return len(d.ways) > 0 }, Offer: offerTarget, Fits: func(_ *flows.Turn, _ draft, g *talk.Given) string { return fitsWay(g, nil) }, Take: takeMeant, Faults: []string{"unread", "unit", "zero", "hidden"}},
		{Name: "start", Open: viet.Text, Offer: offerToday, Fits: func(t *flows.Turn, _ draft, g *talk.Given) string { return fitsDay(t, g, viet.Either) }, Take: func(d *draft, g talk.Given) string { return takeDay(&d.start, g) }, Faults: []string{"unread"}},
		dueQuestion(),
		{Name: "place", Open: viet.Text, Extra: true, Take: takePlace, Faults: []string{"long"}},
		{Name: "sum", Open: viet.Text, Screen: summary, Pick: []talk.Pick{{Key: "model.new.keep", Value: "keep"}}, Take: takeKeep, Faults: []string{"added", "right", "gone", "same", "source", "late", "past"}},
	},
	Blanks: func(_ *flows.Turn, _ string, d draft) text.Args { return text.Args{"letters": longestName} },
	Ready:  ready,
	Finish: register,
}

func fieldPicks() (picks []talk.Pick) {
	for _, f := range fields {
		picks = append(picks, talk.Pick{Key: "model.field." + f, Value: f})
	}
	return picks
}

// newDraft knows the unit where whoever acts can register for one team only, and the
// model that it is made after.
func newDraft(t *flows.Turn, code string) draft {
	if source, ok := strings.CutPrefix(code, after); ok {
		m, _ := Find(t.Tx, source)
		return draft{several: true, from: m.Number}
	}
	changed, _ := Find(t.Tx, code)
	if all := registering(t, t.From.ID); len(all) == 1 {
		if u, ok := flows.Units.Get(t.Tx, all[0]); ok && u.Team {
			return draft{unit: u.Code, from: changed.From}
		}
	}
	return draft{several: true, from: changed.From}
}

func takeName(d *draft, g talk.Given) (fault string) {
	const least = 2 // words: one says nothing
	d.masked = d.masked || g.Masked
	if d.name, fault = word(g, longestName); fault == "" && len(strings.Fields(d.name)) < least {
		return "short"
	}
	return fault
}

func takePlace(d *draft, g talk.Given) (fault string) {
	d.masked = d.masked || g.Masked
	d.place, fault = word(g, longestName)
	return fault
}

func takeField(d *draft, g talk.Given) string {
	for _, f := range fields {
		if f == g.Text {
			d.field = f
			return ""
		}
	}
	return "added"
}

func takeTarget(d *draft, g talk.Given) (fault string) {
	d.target, d.ways, fault = takeAmount(g)
	return fault
}

func takeMeant(d *draft, g talk.Given) (fault string) {
	if d.target, fault = takeWay(d.ways, g); fault == "" {
		d.ways = nil
	}
	return fault
}

func offerTarget(_ *flows.Turn, _ string, d draft) []talk.Pick { return offerWays(d.ways) }

func offerToday(t *flows.Turn, _ string, _ draft) []talk.Pick {
	return []talk.Pick{{Key: "model.day.today", Value: keptDay(t, today(t)), Args: text.Args{"day": text.Day(today(t))}}}
}

// dueQuestion asks for the day of the review of a model that has a day on which it
// begins.
func dueQuestion() *talk.Question[draft] {
	q := askDue(func(d *draft) *string { return &d.due })
	q.Check, q.Faults = checkDue, append(q.Faults, "order")
	return q
}

// checkDue looks that the review lies ahead, and after the start.
func checkDue(t *flows.Turn, d *draft) string {
	if fault := checkAhead(t, d.due); fault != "" {
		return fault
	}
	if !dayOf(t, d.due).After(dayOf(t, d.start)) {
		return "order"
	}
	return ""
}

func takeKeep(_ *draft, g talk.Given) string {
	if g.Text != "keep" {
		return "added"
	}
	return ""
}

// summary shows the model as it will be kept.
func summary(t *flows.Turn, _ string, d draft) (args text.Args, above []flows.Note, mark string) {
	lines := d.model(t).about(t)
	if d.masked {
		lines = append(lines, text.K("case.masked"))
	}
	return text.Args{"lines": lines}, nil, ""
}

// ready looks whether a model may be kept at this moment.
func ready(t *flows.Turn, code string, d draft, _ string) (fault string, ok bool) {
	if fault = checkUnit(t, &d); fault != "" {
		return fault, false
	}
	if source, ok := Find(t.Tx, strings.TrimPrefix(code, after)); ok && strings.HasPrefix(code, after) && !source.spreadable() {
		return "source", false
	}
	if checkAhead(t, d.due) != "" {
		return "past", false
	}
	if old, there := Find(t.Tx, code); there && (old.State != Registered || !old.steers(t, t.From.ID)) {
		return "late", false
	}
	return "", true
}

// model is a draft as it would be kept.
func (d draft) model(t *flows.Turn) Model {
	return Model{
		State: Registered, Name: d.name, Field: d.field, Unit: d.unit, Place: d.place, By: t.From.ID, At: t.Event.At,
		Target: d.target, Start: dayOf(t, d.start), Due: dayOf(t, d.due), From: d.from,
	}
}

// register keeps a model: a new one, or what was put right of one that nobody has
// accepted yet.
func register(t *flows.Turn, code string, d draft) {
	m := d.model(t)
	if old, there := Find(t.Tx, code); there {
		m.Number, m.By, m.At, m.From, m.Log = old.Number, old.By, old.At, old.From, old.Log
		m.Marks = slices.Clone(old.Marks)
		for i := range m.Marks {
			m.Marks[i].Unit = m.owner(t.Tx).Code // it was registered for this one from the beginning
		}
		m.arm(t)
		put(t.Tx, m)
		m.did(t, "changed", nil)
		return
	}
	m.Number = numbers.Next(t.Tx, "model")
	m.mark(t, WasRegistered)
	m.enter(t, Registered)
	m.arm(t)
	put(t.Tx, m)
	if source, ok := Models.Get(t.Tx, key(m.From)); ok {
		source.show(t)
	}
	said := "model.did.registered"
	if m.judges(t, t.From.ID) {
		said = "model.did.registered.judge"
	}
	t.Reply(said, text.Args{"n": m.Code()})
	m.open(t, t.Reader)
	for _, who := range m.concerned(t) {
		if who.ID != t.From.ID {
			m.open(t, who.Reader())
		}
	}
}

// Edit shows a model that nobody has accepted yet as a draft, to be put right.
func Edit(t *flows.Turn, args []string) {
	m, ok := steered(t, args)
	if !ok || !m.in(t, Registered) {
		return
	}
	known := m.given()
	known["due"] = talk.Given{Text: keptDay(t, m.Due)}
	known["start"] = talk.Given{Text: keptDay(t, m.Start)}
	known["unit"] = talk.Given{Text: m.owner(t.Tx).Code}
	if m.Place != "" {
		known["place"] = talk.Given{Text: m.Place}
	}
	Composing.StartFrom(t, m.Code(), known)
}

// given are a model's name, field and target as answers of a talk.
func (m Model) given() map[string]talk.Given {
	return map[string]talk.Given{"name": {Text: m.Name}, "field": {Text: m.Field}, "target": {Text: reading{[]Amount{m.Target}}.kept()}}
}
