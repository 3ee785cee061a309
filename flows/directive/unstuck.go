package directive

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
)

// PleaTurned takes note that what kept a party from doing what is asked is over, so
// that it is asked again; or that it is not over after all.
func PleaTurned(t *flows.Turn, code string) {
	c, ok := casework.Cases.Get(t.Tx, code)
	d, found := Directives.Get(t.Tx, key(c.Directive))
	if !ok || !found || d.State == Withdrawn {
		return
	}
	p, ok := Parties.Get(t.Tx, Party{Directive: d.Number, Unit: c.Unit}.key())
	if d.Whom != ToTeam {
		p, ok = Parties.Get(t.Tx, Party{Directive: d.Number, Unit: c.Unit, Member: c.Reporter}.key())
	}
	if !ok || !p.turn(d, c) {
		return
	}
	Parties.Put(t.Tx, p)
	show(t, d, p)
	refresh(t, d)
	if p.State == Stuck || d.Climb.Done < toAsked {
		return // the clock will ask
	}
	to, _, _ := d.asked(t, p)
	for _, who := range to {
		errand{To: who, Directive: d.Number, Rung: toAsked, Unit: p.Unit, Member: p.Member}.send(t, today(t))
	}
	t.Wake(ErrandTimer, "", errandAfter)
}

// turn lets a party that is stuck because of a case go back to where it has still to
// answer, when the case is over; and back again when it is opened again before there
// is an answer. It reports whether anything has changed.
func (p *Party) turn(d Directive, c casework.Case) bool {
	last := len(p.Before) - 1
	switch {
	case p.State == Stuck && p.Case == c.Code && !c.State.Open():
		p.Before = append(slices.Clone(p.Before), Before{By: p.By, At: p.At, Case: p.Case})
		p.Before = p.Before[max(0, len(p.Before)-mostBefore):]
		p.State, p.By, p.At, p.Late, p.Case = Read, "", time.Time{}, false, ""
		if d.Ask == ToConfirm { // that it was read is what is asked
			p.State, p.ReadBy, p.ReadAt = None, "", time.Time{}
		}
	case p.State <= Read && !p.done(d) && last >= 0 && p.Before[last].Case == c.Code && c.State.Open():
		p.State, p.By, p.At, p.Case = Stuck, p.Before[last].By, p.Before[last].At, c.Code
		p.Late = d.Overdue(p.At)
		p.Before = slices.Clone(p.Before[:last])
	default:
		return false
	}
	return true
}
