package casework

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// List shows a member's own reports and, to those who handle cases, what waits.
// The first word may name a list or a unit, the second is where to go on. It
// reports false for words that name nothing of these.
func List(t *flows.Turn, args []string) bool {
	s := Look(t)
	name, at := "", cursor{}
	if len(args) > 0 {
		name = args[0]
	}
	if len(args) > 1 {
		at.code = strings.TrimPrefix(args[1], "<")
		at.before = at.code != args[1]
	}
	if named, ok := viet.ListName(strings.Join(args, " ")); ok {
		name, at = named, cursor{}
	}
	switch {
	case name == "lists":
		s.offer(t)
	case name == "":
		s.first(t)
	case slices.Contains(lists[:], name):
		if name == mineList && !s.Handles() {
			name = ownList
		}
		listOf(t, s, name).show(t, s, k(titles[name], text.Args{}), at)
	default:
		u, ok := s.within(strings.ToUpper(name))
		if !ok {
			return false
		}
		units := append([]string{u.Code}, flows.Merged(t.Tx, u.Code)...)
		listOf(t, s, areaList, units...).show(t, s, k("queue.unit", text.Args{"place": u.Name, "unit": u.Code}), at)
	}
	return true
}

// first shows what matters most: what waits for whoever acts, or else what is in
// work, or the own reports.
func (s *Sight) first(t *flows.Turn) {
	if !s.Handles() {
		s.list(t, ownList)
		return
	}
	for _, name := range lists {
		if rows, _ := listOf(t, s, name).rows(t, row{}); len(rows) > 0 {
			s.list(t, name)
			return
		}
	}
	t.Reply("list.empty", nil)
}

// list shows the first screen of a list.
func (s *Sight) list(t *flows.Turn, name string) {
	listOf(t, s, name).show(t, s, k(titles[name], text.Args{}), cursor{})
}

// offer shows which lists there are, and how long they are.
func (s *Sight) offer(t *flows.Turn) {
	var choices []flows.Choice
	for _, name := range lists {
		if name != ownList && !s.Handles() {
			continue
		}
		if rows, more := listOf(t, s, name).rows(t, row{}); len(rows) > 0 {
			choices = append(choices, flows.Choice{Key: "queue.list." + name, Args: text.Args{"n": amount(len(rows), more)}, Do: "viec " + name, Row: len(choices)%2 == 0})
		}
	}
	if flows.Knows(t, "tim") {
		choices = append(choices, flows.Choice{Key: "search.button", Do: "tim", Row: len(choices)%2 == 0})
	}
	if len(choices) == 0 {
		t.Reply("list.empty", nil)
		return
	}
	t.Reply("queue.ask", nil, choices...)
}

// line is one case of a list: how pressing it is, where, what about, and how
// long it has waited or until when it should be settled.
func (l list) line(t *flows.Turn, c Case) text.Key {
	args := text.Args{"code": c.Code, "category": text.K("category." + c.Category), "state": stateOf(t, c), "mark": Mark(c), "place": placeName(t, c, false, true)}
	if l.name != ownList {
		return k("queue.item", args)
	}
	args["state"], args["category"] = text.K("case.state."+c.State.Name()), kindOf(c)
	if c.State == Merged {
		args["state"] = k("list.joint", text.Args{"other": c.Other})
	}
	return k("list.item", args)
}

// Line is one case as a list shows it to those who handle it.
func Line(t *flows.Turn, c Case) text.Key { return list{}.line(t, c) }

// OwnLine is one case as a list shows it to its reporter.
func OwnLine(t *flows.Turn, c Case) text.Key { return list{name: ownList}.line(t, c) }

// stateOf says how far a case is, and what matters of time about it.
func stateOf(t *flows.Turn, c Case) any {
	now := t.Event.At
	said := text.Dotted{text.K("queue.state." + c.State.Name())}
	switch {
	case c.State != New:
	case now.Sub(c.At) < time.Minute:
		said[0] = text.K("queue.fresh")
	default:
		said[0] = k("queue.waiting", text.Args{"span": span(now.Sub(c.At))})
	}
	switch due := c.Clock.Due; {
	case !c.State.Open() || due.IsZero():
	case due.Before(now):
		said = append(said, k("queue.late", text.Args{"span": span(now.Sub(due))}))
	case c.State != New:
		said = append(said, k("queue.due", text.Args{"day": text.Day(due)}))
	}
	return said
}

// span says how long something is, in the largest unit that fits.
func span(d time.Duration) text.Key {
	switch {
	case d < time.Hour:
		return k("queue.span.minutes", text.Args{"n": int(d / time.Minute)})
	case d < 48*time.Hour:
		return k("queue.span.hours", text.Args{"n": int(d / time.Hour)})
	}
	return k("queue.span.days", text.Args{"n": int(d / (24 * time.Hour))})
}

// Mark is the sign of a case's level in a list, or that it is a drill.
func Mark(c Case) any {
	switch {
	case c.Drill:
		return text.K("drill.head")
	case c.Level == LifeAndDanger:
		return "🚨"
	case c.Level == Soon:
		return "🔶"
	}
	return "🔹"
}

// ownCases returns a member's reports, the newest first.
func ownCases(t *flows.Turn) []Case {
	var all []Case
	from, to := store.Prefix(store.Key(t.From.ID))
	for _, c := range Cases.By(t.Tx, "own", from, to) {
		if all = append(all, c); len(all) == 200 {
			break
		}
	}
	return all
}

// Waiting returns the codes of what waits for a word of whoever acts.
func Waiting(t *flows.Turn) []string {
	var rows []row
	may := func(c Case) bool { return !barred(t, t.From.ID, c) } // whoever was told of it may belong to its team since
	for _, what := range []uint8{offered, held} {
		rows = merged(rows, rowsOf(t, "hands", store.Key(t.From.ID, what), row{}, page, may))
	}
	codes := make([]string, 0, len(rows))
	for _, r := range rows { // a screen of what nobody has and one of the own: a verb fits one of the two, see Fits
		codes = append(codes, r.code)
	}
	return codes
}

// Page reads the first n cases of one of the lists, for those who show more of
// it than a screen, and how many there are; more says that they were not counted
// to the end.
func Page(t *flows.Turn, name string, n int) (cases []Case, all int, more bool) {
	l := listOf(t, Look(t), name)
	rows, more := l.rows(t, row{})
	v := l.look(t, rows, cursor{}, n)
	return v.cases, v.n, more
}
