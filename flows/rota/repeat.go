package rota

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// lastWeek is the rota of the week before a day, laid upon the week from that
// day on, where that has nobody yet. What was set for a day only is not
// repeated.
func lastWeek(tx store.Tx, unit string, first time.Time) reading {
	var r reading
	end := first.AddDate(0, 0, week)
	open := stretches(tx, shiftsIn(tx, unit, first, end), first, end)
	for _, s := range shiftsIn(tx, unit, first.AddDate(0, 0, -week), first) {
		if s.Over {
			continue
		}
		s.From, s.To = later(s.From.In(first.Location()).AddDate(0, 0, week), first), s.To.In(first.Location()).AddDate(0, 0, week)
		for _, o := range open {
			p := period{later(s.From, o.from), earlier(s.To, o.to)}
			if len(o.on) > 0 || !p.from.Before(p.to) || !MayServe(tx, s.Member, unit, p.from) {
				continue
			}
			r.spans = append(r.spans, p)
			r.shifts = append(r.shifts, Shift{Unit: unit, Member: s.Member, From: p.from, To: p.to})
		}
	}
	return r
}

// Repeat shows how the coming week would be if it were as the last one, where
// nobody is named yet. args: the unit.
func (b *Book) Repeat(t *flows.Turn, args []string) {
	if len(args) == 0 || !mayPlan(t, args[0]) {
		t.Reply("rota.closed", nil)
		return
	}
	unit, first := args[0], today(t)
	u, _ := flows.Units.Get(t.Tx, unit)
	r := lastWeek(t.Tx, unit, first)
	if len(r.shifts) == 0 {
		t.Reply("rota.repeat.none", text.Args{"unit": u.Name}, flows.Choice{Key: "rota.button.week", Do: "truc.xep " + unit})
		return
	}
	before := shiftsIn(t.Tx, unit, first.AddDate(0, 0, -1), first.AddDate(0, 0, week+1))
	flows.AskChoice(t, t.Reader, "truc "+unit, flows.Note{
		Key:  "rota.repeat.sure",
		Args: text.Args{"unit": u.Name, "table": table(t, laid(before, r, false), first, week)},
		Choices: []flows.Choice{
			{Key: "rota.sure.yes", Do: "truc.lap.that " + unit + " " + first.Format("20060102")}, {Key: "rota.sure.no", Do: "truc " + unit},
		},
	}, fresh)
}

// Repeated stores what Repeat showed. args: the unit, and the day it was shown.
func (b *Book) Repeated(t *flows.Turn, args []string) {
	if len(args) < 2 || !mayPlan(t, args[0]) {
		t.Reply("rota.closed", nil)
		return
	}
	first, err := time.ParseInLocation("20060102", args[1], t.Set.Zone)
	if err != nil || !first.Equal(today(t)) {
		b.Repeat(t, args) // it was shown on another day, and would be another week
		return
	}
	r := lastWeek(t.Tx, args[0], first)
	if len(r.shifts) == 0 {
		b.Repeat(t, args)
		return
	}
	for i := range r.shifts {
		r.shifts[i].By = t.From.ID
	}
	t.Answered(t.Reader.Chat, "choice", "truc "+args[0])
	b.keep(t, args[0], r, false)
}
