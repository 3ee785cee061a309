package reminder

import (
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/calendar"
	"caunoi/flows/directive"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// A draft is a reminder as far as it was written.
type draft struct {
	words  string
	places []string
	all    bool // everywhere its writer may send to
	whom   Whom
	said   string
	rule   calendar.Rule
	meant  calendar.Rule // what may have been meant, where the rule was refused
	also   calendar.Rule // the other of two ways to read it
	why    string        // why it was
	useful time.Duration
	task   string // what it lets its teams begin
	work   bool
	night  bool
	off    bool // one of its next times is on a day without work
	dark   bool // one of them is outside the hours in which people are reminded
}

// longest is how many letters a reminder has at most, which is read on a phone, and
// longWords how many names of places may have together.
const (
	longest   = 1000
	longWords = 120
)

// Composing is how a reminder is written: what it says, where, to whom, when; and
// its next three times before it is kept (conversations 8).
var Composing = &talk.Script[draft]{
	Name: "nhac", Section: "remind.new", Whole: true,
	Questions: []*talk.Question[draft]{
		{Name: "words", Open: viet.Text, Take: takeWords, Faults: []string{"long"}},
		{Name: "where", Open: viet.Text, Pick: []talk.Pick{{Key: "remind.new.where.all", Value: "all"}}, Fits: fitsWhere, Take: takeWhere, Check: checkWhere, Faults: []string{"unknown", "several", "none"}},
		{Name: "whom", Open: viet.Text, Pick: pickWhom, Fits: fitsWhom, Take: takeWhom, Faults: []string{"added"}},
		{Name: "task", Open: viet.Text, When: func(d draft) bool { return !d.whom.over() }, Offer: offerTask, Pick: picks("remind.new.task.", textOnly), Fits: fitsTask, Take: takeTask, Check: checkTask, Faults: []string{"added"}},
		{Name: "when", Open: viet.Text, Fits: fitsWhen, Take: takeWhen, Drops: []string{"meant"}, Faults: []string{"unread", "day", "clock", "order", "undated", "late"}},
		{Name: "meant", Open: viet.Text, Under: true, When: func(d draft) bool { return d.why != "" }, Offer: offerMeant, Fits: fitsMeant, Take: takeWhen, Faults: []string{"zone", "never", "often", "hour", "ask", "more", "moon", "several", "day", "clock", "deadline", "ahead", "order", "undated", "late", "unread"}},
		{Name: "useful", Open: viet.Text, Pick: picks("remind.new.useful.", "1d", "3d", "7d"), Fits: fitsUseful, Take: takeUseful, Faults: []string{"added"}},
		{Name: "work", Open: viet.Text, When: func(d draft) bool { return d.off }, Pick: picks("remind.new.work.", "yes", "no"), Take: takeWork, Faults: []string{"added"}},
		{Name: "night", Open: viet.Text, When: func(d draft) bool { return d.dark }, Pick: picks("remind.new.night.", "no", "yes"), Take: takeNight, Faults: []string{"added"}},
		{Name: "review", Open: viet.Text, Screen: preview, Pick: []talk.Pick{{Key: "remind.new.keep", Value: "keep"}}, Take: takeKeep, Faults: []string{"changed", "right", "never", "nobody", "full"}},
	},
	Blanks: func(t *flows.Turn, _ string, d draft) text.Args {
		return text.Args{"letters": longest, "why": text.K("remind.new.why." + reason(d.why)), "times": d.meantTimes(t), "from": t.Set.Chase.Hours.From, "to": t.Set.Chase.Hours.To}
	},
	Ready:  ready,
	Finish: keep,
}

func reason(why string) string {
	if why == "" {
		return "unread"
	}
	return why
}

func picks(prefix string, values ...string) []talk.Pick {
	var all []talk.Pick
	for _, v := range values {
		all = append(all, talk.Pick{Key: prefix + v, Value: v})
	}
	return all
}

func takeWords(d *draft, g talk.Given) string {
	if len([]rune(g.Text)) > longest {
		return "long"
	}
	d.words = g.Text
	return ""
}

// fitsWhere turns names of places into their codes.
func fitsWhere(t *flows.Turn, _ draft, g *talk.Given) (fault string) {
	if len([]rune(g.Text)) > longWords {
		g.Text = ""
		return "unknown"
	}
	switch viet.Fold(g.Text) {
	case "all", "tat ca", "toan bo", "tat ca cac to":
		g.Text = "all"
		return ""
	}
	var codes []string
	for _, name := range strings.FieldsFunc(g.Text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		switch found := directive.Named(t, name); len(found) {
		case 1:
			codes = append(codes, found[0].Code)
		case 0:
			fault = "unknown"
		default:
			fault = "several"
		}
	}
	if g.Text = strings.Join(codes, " "); fault != "" {
		g.Text = ""
	}
	return fault
}

func takeWhere(d *draft, g talk.Given) string {
	d.all, d.places = g.Text == "all", nil
	if !d.all {
		d.places = strings.Fields(g.Text)
	}
	return ""
}

// checkWhere looks up what everywhere is.
func checkWhere(t *flows.Turn, d *draft) string {
	if d.all {
		d.places = directive.Places(t.Tx, t.From.ID, t.Event.At)
	}
	if len(d.places) == 0 {
		return "none"
	}
	return ""
}

// pickWhom are the choices of whom it goes to.
var pickWhom = picks("remind.new.whom.", "team", "heads", "members", "charge", "duty", "coordinators", "leaders")

func fitsWhom(t *flows.Turn, _ draft, g *talk.Given) (fault string) {
	return fitsPicks(t, g, pickWhom)
}

func takeWhom(d *draft, g talk.Given) string {
	var ok bool
	if d.whom, ok = whomNamed(g.Text); !ok {
		return "added"
	}
	return ""
}

func takeWork(d *draft, g talk.Given) string { return yesNo(&d.work, g) }

func takeNight(d *draft, g talk.Given) string { return yesNo(&d.night, g) }

func yesNo(b *bool, g talk.Given) string {
	if g.Text != "yes" && g.Text != "no" {
		return "added"
	}
	*b = g.Text == "yes"
	return ""
}

func takeKeep(_ *draft, g talk.Given) string {
	if g.Text != "keep" {
		return "changed"
	}
	return ""
}

// preview shows a reminder as its teams will see it, to how many it goes, and its
// next times.
func preview(t *flows.Turn, _ string, d draft) (args text.Args, above []flows.Note, mark string) {
	r := d.reminder(t)
	note := flows.Note{Key: "remind.try", Args: text.Args{"text": r.Text}}
	whom, _ := r.audience(t)
	lines := append(text.List{whom}, r.spares(t)...)
	lines = append(lines, r.exceptions()...)
	lines = append(lines, r.times(t)...)
	return text.Args{"lines": lines, "most": mostAtUnit}, []flows.Note{note}, ""
}

// ready looks whether a draft may be kept at this moment.
func ready(t *flows.Turn, code string, d draft, _ string) (fault string, ok bool) {
	r := d.reminder(t)
	switch {
	case !r.may(t, t.From.ID):
		return "right", false
	case r.next(t, t.Event.At).IsZero():
		return "never", false
	}
	if _, n := r.audience(t); n == 0 {
		return "nobody", false
	}
	if old, _ := Find(t.Tx, code); r.crowded(t, old) {
		return "full", false
	}
	return "", true
}

// reminder is a draft as it would be kept.
func (d draft) reminder(t *flows.Turn) Reminder {
	return Reminder{
		By: t.From.ID, Set: t.Event.At, Text: d.words, Places: d.places, Whom: d.whom, Said: d.said, Rule: d.rule,
		Useful: d.useful, Task: d.task, Workday: d.work, Night: d.night, State: Active,
	}
}

// keep keeps a reminder: a new one, or in place of the one whose number is the
// code of the talk.
func keep(t *flows.Turn, code string, d draft) {
	r := d.reminder(t)
	old, there := Find(t.Tx, code)
	switch {
	case !there:
		r.Number = numbers.Next(t.Tx, "reminder")
	case old.State == Ended || !old.may(t, t.From.ID):
		t.Reply("remind.none", text.Args{"n": old.Code()})
		return
	default:
		r.Number, r.By, r.Set, r.Last, r.State, r.Rested = old.Number, old.By, old.Set, old.Last, old.State, old.Rested
	}
	r.rearm(t, old)
	Reminders.Put(t.Tx, r)
	t.Reply("remind.kept", text.Args{"n": r.Code(), "next": r.upcoming(t, 1)}, flows.Choice{Key: "remind.button.open", Args: text.Args{"n": r.Code()}, Do: "nhac " + r.Code()})
}

// Edit shows a reminder as a draft, to be changed and kept again.
func Edit(t *flows.Turn, args []string) {
	r, ok := steer(t, args)
	switch {
	case !ok:
		return
	case r.Name != "":
		t.Reply("remind.configured", text.Args{"n": r.Code()})
		return
	}
	when := reading{Said: r.Said, Rule: r.Rule, Off: r.Workday, Dark: r.Night} // what was answered once is not forgotten
	when.look(t)
	kept, err := json.Marshal(when)
	if err != nil {
		panic(err) // it is made of words and numbers
	}
	yes := func(b bool) talk.Given {
		if b {
			return talk.Given{Text: "yes"}
		}
		return talk.Given{Text: "no"}
	}
	Composing.StartFrom(t, r.Code(), map[string]talk.Given{
		"words": {Text: r.Text}, "where": {Text: strings.Join(r.Places, " ")}, "whom": {Text: r.Whom.Name()}, "when": {Text: string(kept)},
		"useful": {Text: strconv.Itoa(int(r.Useful/(24*time.Hour))) + "d"}, "task": {Text: cmp.Or(r.Task, textOnly)}, "work": yes(r.Workday), "night": yes(r.Night),
	})
}
