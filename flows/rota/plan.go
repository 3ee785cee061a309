package rota

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A plan is a part of a rota on the way into the book.
type plan struct {
	unit  string
	base  time.Time // the day it was begun, from which "mai" counts
	day   bool      // it is for a day, and stands before the week's table
	words string
	reading
	sure string
}

// forDay marks the code of a plan for a day.
const forDay = "="

// planScript asks for the lines of a rota, for those that were not understood
// once more, and whether the table is right. Nothing is stored before that.
func (b *Book) planScript() *talk.Script[plan] {
	return &talk.Script[plan]{
		Name: "truc", Section: "rota.plan", Staff: true,
		Questions: []*talk.Question[plan]{
			{Name: "lines", Open: viet.Text, Fresh: fresh, Take: func(d *plan, g talk.Given) string { d.words = g.Text; return "" },
				Check: func(t *flows.Turn, d *plan) string {
					d.reading = readLines(t, d.unit, d.words, d.base)
					return faultIf(len(d.spans) == 0, "bad")
				}, Faults: []string{"bad"}},
			{Name: "again", Open: viet.Text, Fresh: fresh, Skip: true, When: func(d plan) bool { return len(d.faults) > 0 },
				Pick: []talk.Pick{{Key: "rota.plan.leave", Value: "-"}},
				Take: func(d *plan, g talk.Given) string { d.words = g.Text; return "" },
				Check: func(t *flows.Turn, d *plan) string {
					if d.words == "-" {
						d.faults = nil
						return ""
					}
					more := readLines(t, d.unit, d.words, d.base)
					if d.faults = more.faults; len(more.spans) == 0 {
						return "bad"
					}
					d.shifts, d.spans = append(d.shifts, more.shifts...), append(d.spans, more.spans...)
					return ""
				}, Faults: []string{"bad"}},
			{Name: "sure", Open: viet.YesNo, Fresh: fresh, Pick: []talk.Pick{
				{Key: "rota.sure.yes", Value: "co"}, {Key: "rota.sure.edit", Value: "sua"}, {Key: "rota.sure.no", Value: "khong"},
			}, Take: func(d *plan, g talk.Given) string { d.sure = sureOf(g.Text); return faultIf(d.sure == "", "bad") }, Faults: []string{"bad"}},
		},
		New: func(t *flows.Turn, code string) plan {
			what, base := begunOn(t, code)
			unit, day := strings.CutPrefix(what, forDay)
			return plan{unit: unit, base: base, day: day}
		},
		Blanks: planBlanks,
		Finish: b.planned,
	}
}

// planBlanks fill the texts of the questions: how to write, what was not
// understood, and the table as it would be.
func planBlanks(t *flows.Turn, _ string, d plan) text.Args {
	u, _ := flows.Units.Get(t.Tx, d.unit)
	hint := text.K("rota.hint.week")
	if d.day {
		hint = text.K("rota.hint.day")
	}
	args := text.Args{"unit": u.Name, "hint": hint, "faults": d.faults, "table": text.List{}}
	if len(d.spans) > 0 {
		first, days := d.shown(t.Set.Zone)
		before := shiftsIn(t.Tx, d.unit, first.AddDate(0, 0, -1), first.AddDate(0, 0, days+1))
		lines := append(table(t, laid(before, d.reading, d.day), first, days), unjoined(t, d.shifts)...)
		if len(d.faults) > 0 {
			lines = append(append(lines, text.K("rota.plan.left")), d.faults...)
		}
		args["table"] = lines
	}
	return args
}

// shown is which days the table of a plan shows: those it is about, a week of
// them at most.
func (d plan) shown(zone *time.Location) (first time.Time, days int) {
	first, last := d.spans[0].from, d.spans[0].to
	for _, s := range d.spans {
		if s.from.Before(first) {
			first = s.from
		}
		if s.to.After(last) {
			last = s.to
		}
	}
	first = dayOf(first, zone)
	for days < week && first.AddDate(0, 0, days).Before(last) {
		days++
	}
	return first, days
}

// unjoined names those of the shifts who cannot be told yet.
func unjoined(t *flows.Turn, shifts []Shift) text.List {
	var names text.Joined
	for _, s := range shifts {
		if m, ok := flows.Members.Get(t.Tx, s.Member); ok && m.Home() == "" && !slices.Contains(names, any(m.Name)) {
			names = append(names, m.Name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return text.List{text.Key{Name: "rota.unjoined", Args: text.Args{"names": names}}}
}

// AskPlan asks for the lines of a week. args: the unit.
func (b *Book) AskPlan(t *flows.Turn, args []string) { b.begin(t, args, "") }

// AskDay asks who serves on one day instead. args: the unit.
func (b *Book) AskDay(t *flows.Turn, args []string) { b.begin(t, args, forDay) }

func (b *Book) begin(t *flows.Turn, args []string, mark string) {
	if len(args) == 0 || !mayPlan(t, args[0]) {
		t.Reply("rota.closed", nil)
		return
	}
	b.Plan.Begin(t, codeOn(mark+args[0], today(t)))
}

// typed takes lines after the command. One line for a day stands before the
// week's table; several, or a day of the week, are the table.
func (b *Book) typed(t *flows.Turn, near []flows.Unit, args []string) {
	i := slices.IndexFunc(near, func(u flows.Unit) bool { return mayPlan(t, u.Code) })
	if i < 0 {
		t.Reply("rota.closed", nil)
		return
	}
	words := strings.Join(args, " ")
	if _, lines, ok := strings.Cut(viet.Clean(t.Event.Text), "\n"); ok {
		words = lines
		if head := strings.Fields(strings.SplitN(t.Event.Text, "\n", 2)[0]); len(head) > 2 || len(head) == 2 && !flows.Units.Has(t.Tx, strings.ToUpper(head[1])) {
			words = strings.Join(args[:len(head)-1], " ") + "\n" + lines
		}
	}
	mark := ""
	if r := readLines(t, near[i].Code, words, today(t)); r.dated && !strings.Contains(words, "\n") {
		mark = forDay
	}
	b.Plan.Start(t, codeOn(mark+near[i].Code, today(t)), words)
}

// planned is the end of the conversation: the plan is stored, and those who have
// new shifts are told.
func (b *Book) planned(t *flows.Turn, code string, d plan) {
	switch {
	case !mayPlan(t, d.unit):
		t.Reply("rota.closed", nil)
		return
	case d.sure == "sua":
		b.Plan.Begin(t, code)
		return
	case d.sure != "co":
		t.Reply("talk.cancelled", nil)
		return
	}
	b.keep(t, d.unit, d.reading, d.day)
}

// keep stores a plan for a unit, says so, and tells those who have new shifts.
func (b *Book) keep(t *flows.Turn, unit string, r reading, day bool) {
	u, _ := flows.Units.Get(t.Tx, unit)
	changed := replan(t.Tx, unit, r, day, t.Event.At)
	foretell(t.Tx, unit, t.Event.At, t.Set.Zone)
	lines := text.List{text.Key{Name: "rota.kept", Args: text.Args{"unit": u.Name}}}
	if found := holes(t, unit, t.Event.At); len(found) > 0 {
		lines = append(lines, text.Key{Name: "rota.holes", Args: text.Args{"holes": said(found, t)}})
	}
	t.Reply("rota.lines", text.Args{"lines": lines}, flows.Choice{Key: "rota.button.show", Do: "truc " + unit})
	tellShifts(t, u, changed)
}

// replan stores what a reading says of a unit, and returns the shifts that are new.
func replan(tx store.Tx, unit string, r reading, day bool, at time.Time) []Shift {
	if len(r.spans) == 0 {
		return nil
	}
	first, last := r.spans[0].from, r.spans[0].to
	for _, s := range r.spans {
		first, last = earlier(first, s.from), later(last, s.to)
	}
	before := shiftsIn(tx, unit, first.Add(-time.Minute), last.Add(time.Minute))
	after := laid(before, r, day)
	for _, s := range before {
		Shifts.Delete(tx, s.key())
	}
	for _, s := range after {
		Shifts.Put(tx, s)
	}
	var changed []Shift
	for _, s := range joined(slices.Clone(r.shifts)) {
		if s.To.After(at) && !slices.ContainsFunc(before, func(o Shift) bool { return o.Member == s.Member && !o.From.After(s.From) && !o.To.Before(s.To) }) {
			changed = append(changed, s)
		}
	}
	return changed
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
