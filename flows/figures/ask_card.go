package figures

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// shownChanges is how many corrections the state of a month shows.
const shownChanges = 5

// cardOf names the card of a month: what stands in the sheet, kept true in every
// chat that was shown it.
func cardOf(unit string, month Month) flows.About {
	return flows.About{Kind: "figures", Code: unit + "/" + strings.ReplaceAll(month.String(), "/", "-")}
}

// Card draws the state of a month for its reader, or for the team's group.
func Card(t *flows.Turn, m flows.Message) (n flows.Note, ok bool) {
	unit, said, _ := strings.Cut(m.About.Code, "/")
	month, _, ok := ReadMonth(t.Set, t.Event.At, []string{said})
	s, known := standingAt(t.Tx, m.Member, unit, t.Event.At)
	if m.Member == "" {
		g, _ := flows.Groups.Get(t.Tx, string(m.To))
		known, s.see = known && g.Unit == unit && g.Dead == "", true
	}
	if !ok || !known || !s.see {
		return n, false
	}
	sheet, _ := SheetOf(t.Tx, unit, month)
	lines := stateLines(t, s.unit, sheet)
	return flows.Note{Key: "monthly.lines", Args: text.Args{"lines": lines}, Choices: s.cardWays(sheet, code(unit, month), m.Member == "", t.Event.At, t.Set)}, true
}

// stateLines say what stands in a sheet.
func stateLines(t *flows.Turn, u flows.Unit, sheet Sheet) text.List {
	all, numbers := countedAt(t.Tx, t.Set, u), NumbersOf(t.Tx)
	lines := text.List{text.Key{Name: "monthly.head", Args: text.Args{"month": sheet.Month.named(t.Set), "unit": u.Name}}}
	var d draft
	switch {
	case !sheet.Closed.IsZero():
		lines = append(lines, text.Key{Name: "monthly.state.closed", Args: text.Args{"time": text.Moment(sheet.Closed)}})
	case sheet.Given():
		lines = append(lines, text.K("monthly.state.kept"))
	default:
		lines = append(lines, text.K("monthly.state.none"))
	}
	lines = append(lines, line("monthly.all", d.whole(sheet, numbers, all))...)
	lines = append(lines, d.left(sheet, numbers, all)...)
	return append(lines, changesOf(sheet, numbers, all)...)
}

// changesOf are the last corrections of a month: when, before and after.
func changesOf(sheet Sheet, numbers Numbers, all []flows.Indicator) (lines text.List) {
	if len(sheet.Changes) == 0 {
		return nil
	}
	lines = text.List{text.Key{Name: "monthly.changes", Args: text.Args{"n": len(sheet.Changes)}}}
	for _, c := range sheet.Changes[max(0, len(sheet.Changes)-shownChanges):] {
		at := slices.IndexFunc(all, func(i flows.Indicator) bool { return numbers[i.Code] == c.Number })
		if at < 0 {
			continue // it is counted no more
		}
		lines = append(lines, text.Key{Name: "monthly.changes.line", Args: text.Args{"time": text.Moment(c.At), "what": changed(all[at], figure{c.Before, c.Was}, figure{c.After, c.Near})}})
	}
	return lines
}

// cardWays are what can be done about a month by the reader of its card.
func (s standing) cardWays(sheet Sheet, code string, group bool, at time.Time, set flows.Settings) []flows.Choice {
	unit, month, _ := strings.Cut(code, " ")
	from, _ := sheet.Month.Span(set)
	give := flows.Choice{Key: "monthly.button.give", Do: "solieu " + month + " " + unit}
	edit := flows.Choice{Key: "monthly.button.edit", Do: "slsua " + code}
	months := flows.Choice{Key: "monthly.button.months", Do: "slthang " + unit, Row: true}
	switch {
	case group && sheet.Closed.IsZero():
		return []flows.Choice{give}
	case group || !s.gives() || from.After(at) || !there(set, s.unit, sheet.Month):
		return nil
	case sheet.Closed.IsZero() && s.close && sheet.Given():
		return []flows.Choice{{Key: "monthly.button.close", Do: "slchot " + code}, edit, months}
	case sheet.Closed.IsZero() && sheet.Given():
		return []flows.Choice{edit, months}
	case sheet.Closed.IsZero():
		return []flows.Choice{give, months}
	case s.close:
		return []flows.Choice{{Key: "monthly.button.fix", Do: "slsua " + code}, months}
	}
	return []flows.Choice{months}
}

// showAnew shows whoever acts the state of a month at the end of the chat.
func showAnew(t *flows.Turn, unit string, month Month) {
	t.Say(t.Reader, flows.Note{Card: true, Fresh: true, About: cardOf(unit, month)})
}

// refresh puts the state of a month right wherever it stands: with those who give
// it, and in the team's group. Others see it anew when they ask.
func refresh(t *flows.Turn, unit string, month Month) {
	about := cardOf(unit, month)
	show := func(to flows.Reader) {
		if m, there := flows.Card(t.Tx, about, to.Chat); there && m.Shown != "" {
			t.Say(to, flows.Note{Card: true, About: about, Lane: flows.Reminder})
		}
	}
	for _, m := range givers(t, unit) {
		if m.ID != t.From.ID {
			show(m.Reader())
		}
	}
	if g, ok := flows.GroupOf(t.Tx, unit); ok {
		show(g.Reader())
	}
}

// showInGroup shows the state of a month in the team's group, where it was asked
// for there.
func showInGroup(t *flows.Turn, unit string, month Month) {
	if !flows.InGroup(t) {
		return
	}
	address, _, _ := strings.Cut(t.Event.Message, "/")
	if g, ok := flows.Groups.Get(t.Tx, address); ok && g.Unit == unit && g.Dead == "" {
		t.Say(g.In(t.Event.Topic), flows.Note{Card: true, Fresh: true, About: cardOf(unit, month)})
	}
}

// View shows the state of a month to who may see it. args: the unit and the month.
func View(t *flows.Turn, args []string) {
	unit, month, _, ok := readCode(t.Set, t.Event.At, args)
	s, known := standingAt(t.Tx, t.From.ID, unit, t.Event.At)
	if !ok || !known || !s.see {
		t.Reply("monthly.closed", nil)
		return
	}
	lookAt(t, s.unit, month)
}

// lookAt shows a month of a unit: of a team what it has given, of a unit above teams
// which of them have.
func lookAt(t *flows.Turn, u flows.Unit, month Month) {
	if !u.Team {
		overview(t, u, month)
		return
	}
	showInGroup(t, u.Code, month)
	showAnew(t, u.Code, month)
}
