package figures

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// Open is /solieu: the month that is asked for, or the one that is named, of the
// unit for which whoever acts gives figures. Further words are figures of it.
func Open(t *flows.Turn, args []string) {
	month, rest, named := ReadMonth(t.Set, t.Event.At, args)
	if !named {
		month = asksFor(t.Set, t.Event.At)
	}
	if len(rest) > 0 {
		if u, ok := flows.Units.Get(t.Tx, strings.ToUpper(rest[0])); ok {
			begin(t, u.Code, month, rest[1:])
			return
		}
	}
	places := placesOf(t, month)
	switch {
	case len(places) == 0:
		without(t, month)
	case len(places) == 1:
		unit := places[0].unit.Code
		if s, _ := SheetOf(t.Tx, unit, month); !named && !s.Closed.IsZero() {
			month = MonthAt(t.Set, t.Event.At) // that one is done; the next one runs
		}
		begin(t, unit, month, rest)
	default:
		choose(t, places, month)
	}
}

// choose asks for which unit the figures are.
func choose(t *flows.Turn, places []standing, month Month) {
	var choices []flows.Choice
	for _, s := range places {
		name := viet.Short(s.unit.Name, longLabel)
		choices = append(choices, flows.Choice{Key: "monthly.button.name", Args: text.Args{"name": name}, Do: "solieu " + month.String() + " " + s.unit.Code, Row: len(choices)%2 == 0})
	}
	t.Reply("monthly.where", text.Args{"month": month.named(t.Set)}, choices...)
}

// without answers somebody who gives no figures: who belongs to one team may look
// at its month.
func without(t *flows.Turn, month Month) {
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		u, known := flows.Units.Get(t.Tx, p.Unit)
		if !known {
			continue
		}
		s, _ := standingAt(t.Tx, t.From.ID, p.Unit, t.Event.At)
		switch {
		case s.gives() && !u.Open(t.Event.At):
			refuseEnded(t, s.unit, month)
			return
		case s.gives(): // it was none in that month
			t.Reply("monthly.before", text.Args{"unit": u.Name, "month": month.named(t.Set)})
			return
		case s.see && u.Team:
			showAnew(t, u.Code, month)
			return
		case s.see && !InTeam(p.Role):
			overview(t, u, month)
			return
		}
	}
	t.Reply("monthly.closed", nil)
}

// InTeam reports whether a role is one of a team.
func InTeam(r flows.Role) bool { return slices.Contains(teamViewers, r) }

// open looks whether whoever acts may give figures of a month of a unit at this
// moment. If not, it says why, and nothing is changed.
func open(t *flows.Turn, unit string, month Month, readable bool) (s standing, ok bool) {
	s, known := standingAt(t.Tx, t.From.ID, unit, t.Event.At)
	from, _ := month.Span(t.Set)
	switch {
	case !readable || !known:
		t.Reply("monthly.closed", nil)
	case !s.gives() && !s.unit.Team:
		t.Reply("monthly.others.above", text.Args{"unit": s.unit.Name})
	case !s.gives():
		t.Reply("monthly.others", text.Args{"unit": s.unit.Name})
	case from.After(t.Event.At):
		t.Reply("monthly.future", text.Args{"month": month.named(t.Set), "day": text.Day(from)})
	case MonthAt(t.Set, t.Event.At)-month > farthest:
		t.Reply("monthly.old", text.Args{"month": month.named(t.Set)})
	case !there(t.Set, s.unit, month):
		refuseEnded(t, s.unit, month)
	default:
		return s, true
	}
	return s, false
}

// given takes figures that stood behind the command.
func (d draft) given(t *flows.Turn, s standing, words string) {
	k := d.taking(t, s)
	if !k.take(words) {
		k.lines = text.List{text.Key{Name: "monthly.unread.behind", Args: text.Args{"words": viet.Short(masked(words), 40)}}}
	}
	d.step(t, s, k.lines)
}

// shut says that a month was closed meanwhile, and repeats what was not stored, so
// that nothing is lost.
func (d draft) shut(t *flows.Turn, s standing, sheet Sheet) {
	lines := text.List{text.Key{Name: "monthly.shut", Args: text.Args{"month": d.Month.named(t.Set), "unit": s.unit.Name, "time": text.Moment(sheet.Closed)}}}
	for _, c := range d.changes(sheet, NumbersOf(t.Tx), s.counted(t.Set)) {
		lines = append(lines, text.Key{Name: "monthly.item", Args: text.Args{"what": c}})
	}
	d.drop(t)
	t.Reply("monthly.lines", text.Args{"lines": lines}, flows.Choice{Key: "monthly.button.view", Do: "slxem " + d.code()})
}

// refuseEnded says that a unit was none in a month, and where its people give
// figures now.
func refuseEnded(t *flows.Turn, u flows.Unit, month Month) {
	args := text.Args{"unit": u.Name, "month": month.named(t.Set), "day": text.Day(u.To)}
	into, merged := flows.Units.Get(t.Tx, u.Into)
	args["into"] = into.Name
	_, to := month.Span(t.Set)
	switch {
	case u.To.IsZero(), !u.From.Before(to):
		t.Reply("monthly.before", text.Args{"unit": u.Name, "month": args["month"]})
	case merged:
		t.Reply("monthly.merged", args)
	default:
		t.Reply("monthly.ended", text.Args{"unit": u.Name, "month": args["month"], "day": args["day"]})
	}
}

// begin opens a month of a unit: what is asked for, what was said already, or how
// it was closed. words are figures of it.
func begin(t *flows.Turn, unit string, month Month, words []string) {
	s, known := standingAt(t.Tx, t.From.ID, unit, t.Event.At)
	if known && s.see && !s.gives() {
		lookAt(t, s.unit, month)
		return
	}
	if s, known = open(t, unit, month, true); !known {
		return
	}
	showInGroup(t, unit, month)
	sheet, _ := SheetOf(t.Tx, unit, month)
	d, _ := draftOf(t, unit, month)
	switch {
	case !sheet.Closed.IsZero() && !s.close && (len(words) > 0 || !d.empty()):
		d.shut(t, s, sheet)
	case len(words) > 0:
		d.given(t, s, strings.Join(words, " "))
	case !sheet.Closed.IsZero() && d.empty():
		showAnew(t, unit, month)
	case !d.empty():
		d.step(t, s, nil)
	default:
		d.list(t, s, nil)
	}
}
