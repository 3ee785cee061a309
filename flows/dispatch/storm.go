package dispatch

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A Storm is a group of the cases of one storm or flood. Each case keeps its own
// outcome.
type Storm struct {
	Code     string    `cbor:"1,keyasint"` // "B1"
	Name     string    `cbor:"2,keyasint"` // as the coordinator calls it, masked
	Unit     string    `cbor:"3,keyasint"`
	Category string    `cbor:"4,keyasint"`
	Since    time.Time `cbor:"5,keyasint"`
	Cases    []string  `cbor:"6,keyasint"`
	At       time.Time `cbor:"7,keyasint"`
}

var storms = store.NewTable("storm", func(s Storm) string { return s.Code })

const (
	mostOfStorm = 200 // cases of one group
	lookBack    = 72  // hours back in which cases are looked for that may belong together
)

// spans are how many hours back a group may reach.
var spans = [...]int{24, 72, 168}

// StormDesk groups the cases of one storm and deals with them at once. args:
// nothing for the groups there are, "moi" and what is to be grouped for a new
// one, or the code of a group and what to do with it.
func StormDesk(t *flows.Turn, args []string) {
	if len(casework.DeskUnits(t)) == 0 {
		t.Reply("dispatch.desk.closed", nil)
		return
	}
	words := strings.Fields(strings.Join(args, " "))
	if len(words) >= 4 && words[0] == "moi" {
		hours, _ := strconv.Atoi(words[3])
		preview(t, words[1], strings.ToUpper(words[2]), hours)
		return
	}
	if len(words) > 0 {
		if s, ok := storms.Get(t.Tx, strings.ToUpper(words[0])); ok && len(s.mine(t)) > 0 {
			s.does(t, words[1:])
			return
		}
		for s := range storms.All(t.Tx) {
			if viet.Fold(s.Name) == viet.Fold(strings.Join(words, " ")) && len(s.mine(t)) > 0 {
				s.show(t)
				return
			}
		}
	}
	showStorms(t)
}

// mine are the cases of the group that whoever acts decides about.
func (s Storm) mine(t *flows.Turn) []casework.Case {
	var cases []casework.Case
	for _, code := range s.Cases {
		if c, ok := casework.Cases.Get(t.Tx, code); ok && c.Storm == s.Code && casework.HasDesk(t, c) {
			cases = append(cases, c)
		}
	}
	return cases
}

// waiting are the codes of those that nobody has taken.
func waiting(cases []casework.Case) []string {
	var codes []string
	for _, c := range cases {
		if c.State == casework.New {
			codes = append(codes, c.Code)
		}
	}
	return codes
}

// alike are the open cases on the desk that are in no group yet, of a unit, a
// category and a time.
func alike(t *flows.Turn, unit, category string, since time.Time) []casework.Case {
	var cases []casework.Case
	for c := range casework.OnDesk(t, mostOpen) {
		if c.Storm == "" && !c.Drill && c.Category == category && !flows.Personal(category) && !c.At.Before(since) && (c.Unit == unit || slices.Contains(c.Path, unit)) && len(cases) < mostOfStorm {
			cases = append(cases, c)
		}
	}
	return cases
}

// showStorms shows the groups there are, and what may be grouped.
func showStorms(t *flows.Turn) {
	lines := text.List{}
	var choices []flows.Choice
	for s := range storms.All(t.Tx) {
		open := 0
		for _, c := range s.mine(t) {
			if c.State.Open() {
				open++
			}
		}
		if open > 0 && len(choices) < few {
			lines = append(lines, k("dispatch.storm.line", text.Args{"code": s.Code, "name": s.Name, "n": open}))
			choices = append(choices, flows.Choice{Key: "dispatch.storm.open", Args: text.Args{"code": s.Code}, Do: "vubao " + s.Code})
		}
	}
	type cell struct{ unit, category string }
	counts := map[cell]int{}
	var order []cell
	for c := range casework.OnDesk(t, mostOpen) {
		if c.Storm != "" || c.Drill || len(c.Path) == 0 || t.Event.At.Sub(c.At) > lookBack*time.Hour || flows.Personal(c.Category) {
			continue
		}
		at := cell{c.Path[0], c.Category}
		if counts[at]++; counts[at] == 1 {
			order = append(order, at)
		}
	}
	slices.SortStableFunc(order, func(a, b cell) int { return counts[b] - counts[a] })
	for _, at := range order {
		if counts[at] < 2 || len(choices) == page+1 {
			break
		}
		u, _ := flows.Units.Get(t.Tx, at.unit)
		lines = append(lines, k("dispatch.storm.like", text.Args{"n": counts[at], "category": text.K("category." + at.category), "place": u.Name}))
		choices = append(choices, flows.Choice{Key: "dispatch.storm.group", Args: text.Args{"place": viet.Short(u.Name, label-6), "n": counts[at]},
			Do: "vubao moi " + at.unit + " " + at.category + " " + strconv.Itoa(lookBack), Row: true})
	}
	if len(lines) == 0 {
		t.Reply("dispatch.storm.none", nil)
		return
	}
	t.Reply("dispatch.storm.list", text.Args{"lines": lines}, choices...)
}

// preview says how many cases a group would have, of which time.
func preview(t *flows.Turn, unit, category string, hours int) {
	u, ok := flows.Units.Get(t.Tx, unit)
	if !ok || !slices.Contains(flows.Categories(), category) || !slices.Contains(spans[:], hours) {
		showStorms(t)
		return
	}
	cases := alike(t, unit, category, t.Event.At.Add(-time.Duration(hours)*time.Hour))
	do := func(verb string, hours int) string {
		return verb + " " + unit + " " + category + " " + strconv.Itoa(hours)
	}
	var choices []flows.Choice
	for _, h := range spans {
		if h != hours {
			choices = append(choices, flows.Choice{Key: "dispatch.storm.span", Args: text.Args{"n": h / 24}, Do: do("vubao moi", h)})
		}
	}
	if len(cases) > 1 {
		choices = append(choices, flows.Choice{Key: "dispatch.storm.make", Args: text.Args{"n": len(cases)}, Do: do("gopnhom", hours), Row: true})
	}
	t.Reply("dispatch.storm.preview", text.Args{"n": len(cases), "category": text.K("category." + category), "place": u.Name, "days": hours / 24}, choices...)
}

// GroupStorm makes a group: it asks for its name first. args: unit, category,
// hours.
func GroupStorm(t *flows.Turn, args []string) {
	if len(casework.DeskUnits(t)) == 0 || len(args) < 3 {
		t.Reply("dispatch.desk.closed", nil)
		return
	}
	ask(t, flows.Question{Kind: "dispatch.storm", Code: "-", Item: strings.Join(args[:3], " ")}, "dispatch.storm.name", nil)
}

// StormNamed takes the name of a group and makes it.
func StormNamed(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if left(t, m) {
		return
	}
	words := strings.Fields(q.Item)
	name, _ := viet.Mask(viet.Clean(t.Event.Text))
	hours := 0
	if len(words) == 3 {
		hours, _ = strconv.Atoi(words[2])
	}
	if name == "" || hours == 0 {
		showStorms(t)
		return
	}
	since := t.Event.At.Add(-time.Duration(hours) * time.Hour)
	cases := alike(t, words[0], words[1], since)
	if len(cases) == 0 {
		showStorms(t)
		return
	}
	s := Storm{Code: nextStorm(t), Name: viet.Short(name, 60), Unit: words[0], Category: words[1], Since: since, At: t.Event.At}
	s.add(t, cases)
	s.show(t)
}

// nextStorm is the next code of a group.
func nextStorm(t *flows.Turn) string {
	n := 1
	for storms.Has(t.Tx, "B"+strconv.Itoa(n)) {
		n++
	}
	return "B" + strconv.Itoa(n)
}

// add puts cases into the group.
func (s *Storm) add(t *flows.Turn, cases []casework.Case) {
	for _, c := range cases {
		casework.Group(t, c, s.Code)
		s.Cases = append(s.Cases, c.Code)
	}
	storms.Put(t.Tx, *s)
}

// does does something with the cases of the group. Without marks nhận and nhắn are
// one word: with more behind it nothing is taken.
func (s Storm) does(t *flows.Turn, words []string) {
	cases := s.mine(t)
	what, rest := viet.StormAct(strings.Join(words, " "))
	switch {
	case what == "nhan" && rest == "":
		casework.TakeAll(t, waiting(cases))
	case what == "them":
		s.add(t, alike(t, s.Unit, s.Category, s.Since))
		s.show(t)
	case what == "nhantin" && rest != "":
		s.tell(t, rest)
	case what == "nhantin":
		ask(t, flows.Question{Kind: "dispatch.stormword", Code: s.Code}, "dispatch.storm.word", text.Args{"n": len(cases), "name": s.Name})
	case what == "giao":
		s.give(t, cases, rest)
	default:
		s.show(t)
	}
}

// give gives all cases of the group that are open to one colleague, who is named
// by a button or in words.
func (s Storm) give(t *flows.Turn, cases []casework.Case, to string) {
	cases = slices.DeleteFunc(cases, func(c casework.Case) bool { return !c.State.Open() })
	if member, pressed := strings.CutPrefix(to, "="); pressed {
		given(t, cases, member)
		return
	}
	people, key := casework.Colleagues(t, cases), "dispatch.desk.whom"
	if to != "" {
		switch some := called(t, cases, to); len(some) {
		case 0:
			key = "dispatch.desk.whom.none"
		case 1:
			given(t, cases, some[0].ID)
			return
		default:
			people = some
		}
	}
	var choices []flows.Choice
	for _, m := range people {
		if len(choices) <= page {
			choices = append(choices, flows.Choice{Key: "office.list.open", Args: text.Args{"name": viet.Short(m.Name, label)}, Do: "vubao " + s.Code + " giao =" + m.ID, Row: true})
		}
	}
	if len(choices) == 0 {
		t.Reply("dispatch.desk.nobody", nil)
		return
	}
	t.Reply(key, text.Args{"n": len(cases)}, choices...)
}
