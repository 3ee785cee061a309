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
func Open(b Besides) flows.Handler {
	return func(t *flows.Turn, args []string) { openMonth(t, args, b) }
}

func openMonth(t *flows.Turn, args []string, b Besides) {
	month, rest, named := monthIn(t, args)
	if !named {
		month = asksFor(t.Set, t.Event.At)
	}
	unknown := ""
	if len(rest) > 0 {
		u, ok := flows.Units.Get(t.Tx, strings.ToUpper(rest[0]))
		switch words := rest[1:]; {
		case ok && slices.Equal(words, []string{withCarried}):
			h, _ := flows.TakeHeld(t, carried+"/"+month.String())
			begin(t, u.Code, month, strings.Fields(h.Text), b)
			return
		case ok:
			begin(t, u.Code, month, words, b)
			return
		case namesUnit(rest[0]):
			unknown, rest = rest[0], words
		}
	}
	places := placesOf(t, month)
	switch {
	case len(places) == 0:
		without(t, month, rest)
	case unknown == "" && len(places) == 1:
		unit := places[0].unit.Code
		if s, _ := SheetOf(t.Tx, unit, month); !named && !s.Closed.IsZero() {
			month = MonthAt(t.Set, t.Event.At) // that one is done; the next one runs
		}
		begin(t, unit, month, rest, b)
	default:
		choose(t, places, month, unknown, rest)
	}
}

// choose asks for which unit the figures are, and keeps those that were said until
// then. unknown is a code that was named and is none.
func choose(t *flows.Turn, places []standing, month Month, unknown string, words []string) {
	for q, on := flows.Asked(t, t.Reader.Chat); on && q.Kind == askKind; q, on = flows.Asked(t, t.Reader.Chat) {
		t.Answered(t.Reader.Chat, askKind, q.Code) // a number now chooses a place, and is no figure
	}
	with := ""
	if len(words) > 0 {
		flows.Hold(t, carried+"/"+month.String(), masked(strings.Join(words, " ")), nil)
		with = " " + withCarried
	}
	var choices []flows.Choice
	for _, s := range places {
		name := viet.Short(s.unit.Name, longLabel)
		choices = append(choices, flows.Choice{Key: "monthly.button.name", Args: text.Args{"name": name}, Do: "solieu " + month.String() + " " + s.unit.Code + with, Row: len(choices)%2 == 0})
	}
	if unknown != "" {
		t.Reply("monthly.unknown", text.Args{"code": masked(viet.Short(unknown, longLabel)), "month": month.named(t.Set)}, choices...)
		return
	}
	t.Reply("monthly.where", text.Args{"month": month.named(t.Set)}, choices...)
}

// without answers somebody who gives no figures: who belongs to one team may look
// at its month. Of words beside it says that nothing was kept.
func without(t *flows.Turn, month Month, words []string) {
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
		case s.see && len(words) > 0:
			refuse(t, s, month)
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

// refuse says who gives the figures of a unit to somebody who sent some and may only
// look at them, and that nothing was kept.
func refuse(t *flows.Turn, s standing, month Month) {
	key := "monthly.others"
	own := func(p flows.Post) bool { return p.Unit == s.unit.Code && p.Role == flows.Plain }
	switch {
	case !s.unit.Team:
		key = "monthly.others.above"
	case slices.ContainsFunc(flows.PostsOf(t.Tx, t.From.ID, t.Event.At), own):
		key = "monthly.others.own"
	}
	t.Reply(key, text.Args{"unit": s.unit.Name}, flows.Choice{Key: "monthly.button.view", Do: "slxem " + code(s.unit.Code, month)})
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
func (d draft) given(t *flows.Turn, s standing, words string, b Besides) {
	k := d.taking(t, s)
	if k.take(words) {
		d.goOn(t, s, k, words, b)
		return
	}
	d.step(t, s, text.List{text.Key{Name: "monthly.unread.behind", Args: text.Args{"words": viet.Short(masked(words), 40)}}})
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
func begin(t *flows.Turn, unit string, month Month, words []string, b Besides) {
	s, known := standingAt(t.Tx, t.From.ID, unit, t.Event.At)
	if known && s.see && !s.gives() && len(words) > 0 {
		refuse(t, s, month)
		return
	}
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
		d.given(t, s, strings.Join(words, " "), b)
	case !sheet.Closed.IsZero() && d.empty():
		showAnew(t, unit, month)
	case !d.empty():
		d.step(t, s, nil)
	default:
		d.list(t, s, nil)
	}
}
