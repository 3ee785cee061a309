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
)

const (
	mostOpen = 5000           // open cases that one look at the desk reads
	few      = 3              // cases on a screen that also takes, assigns and goes on
	idle     = 24 * time.Hour // how long a case lies without a word before it counts as left alone
)

// heap is one of the heaps on the desk.
type heap struct {
	name string
	in   func(t *flows.Turn, c casework.Case) bool
}

// heaps are what waits on the desk, the most pressing first. Names are stored in
// buttons.
var heaps = [...]heap{
	{"new", func(_ *flows.Turn, c casework.Case) bool { return c.State == casework.New }},
	{"idle", func(t *flows.Turn, c casework.Case) bool { return t.Event.At.Sub(touched(c)) > idle }},
	{"late", func(t *flows.Turn, c casework.Case) bool {
		return !c.Clock.Due.IsZero() && c.Clock.Due.Before(t.Event.At)
	}},
	{"unheard", func(_ *flows.Turn, c casework.Case) bool { return c.Unheard }},
	{"hot", func(_ *flows.Turn, c casework.Case) bool { return c.Hot }},
}

// touched is when somebody last did or said something about a case.
func touched(c casework.Case) time.Time {
	last := c.At
	if c.TakenAt.After(last) {
		last = c.TakenAt
	}
	if n := len(c.Parts); n > 0 && c.Parts[n-1].At.After(last) {
		last = c.Parts[n-1].At
	}
	return last
}

// Desk shows the coordinator what waits: a count for each heap, with a button to
// its list. args: a heap and how many to pass over, or what else.
func Desk(t *flows.Turn, args []string) {
	if len(casework.DeskUnits(t)) == 0 {
		t.Reply("dispatch.desk.closed", nil)
		return
	}
	words := strings.Fields(strings.Join(args, " "))
	if name, ok := viet.HeapName(strings.Join(words, " ")); ok {
		switch name {
		case "table":
			AskTable(t, nil)
			return
		case "storm":
			StormDesk(t, nil)
			return
		}
		words = []string{name}
	}
	if len(words) > 0 {
		if i := slices.IndexFunc(heaps[:], func(h heap) bool { return h.name == words[0] }); i >= 0 {
			skip := 0
			if len(words) > 1 {
				skip, _ = strconv.Atoi(words[1])
			}
			showHeap(t, heaps[i], skip)
			return
		}
	}
	open := slices.Collect(casework.OnDesk(t, mostOpen))
	lines := text.List{k("dispatch.desk.title", text.Args{"n": len(open)})}
	var choices []flows.Choice
	for _, h := range heaps {
		n := 0
		for _, c := range open {
			if h.in(t, c) {
				n++
			}
		}
		if n > 0 {
			choices = append(choices, flows.Choice{Key: "dispatch.desk.heap." + h.name, Args: text.Args{"n": n}, Do: "dieuphoi " + h.name + " 0", Row: len(choices)%2 == 0})
		}
	}
	if len(choices) == 0 {
		lines = append(lines, text.K("dispatch.desk.clear"))
	}
	if len(choices) <= few+1 { // more would not fit a screen; the command is in the menu
		choices = append(choices, flows.Choice{Key: "dispatch.storm.button", Do: "vubao", Row: true})
	}
	choices = append(choices, flows.Choice{Key: "dispatch.table.button", Do: "bangviec", Row: len(choices) > few+1})
	t.Reply("case.lines", text.Args{"lines": lines}, choices...)
}

// showHeap lists the cases of a heap, each with a button, and takes or assigns
// those of the screen at once.
func showHeap(t *flows.Turn, h heap, skip int) {
	var all []casework.Case
	for c := range casework.OnDesk(t, mostOpen) {
		if h.in(t, c) {
			all = append(all, c)
		}
	}
	if len(all) == 0 {
		t.Reply("dispatch.desk.clear", nil)
		return
	}
	skip = within(skip, len(all))
	lines := text.List{k("dispatch.desk.list."+h.name, text.Args{"n": len(all)})}
	var choices []flows.Choice
	var codes []string
	for i, c := range all[skip:min(skip+few, len(all))] {
		lines = append(lines, k("dispatch.desk.item", text.Args{
			"code": c.Code, "category": text.K("category." + c.Category), "level": level(c.Level), "place": casework.PlaceOf(t, c), "state": text.K("case.state." + c.State.Name()),
		}))
		choices = append(choices, flows.Choice{Key: "list.open", Args: text.Args{"code": c.Code}, Do: "xem " + c.Code, Row: i > 0 && i%2 == 0})
		codes = append(codes, c.Code)
	}
	if h.name == "new" && len(codes) > 1 {
		choices = append(choices, flows.Choice{Key: "dispatch.desk.take", Args: text.Args{"n": len(codes)}, Do: "nhanca " + strings.Join(codes, " "), Row: true})
	}
	if len(codes) > 1 {
		choices = append(choices, flows.Choice{Key: "dispatch.desk.give", Args: text.Args{"n": len(codes)}, Do: "giaoca " + strings.Join(codes, " ")})
	}
	if skip+few < len(all) {
		choices = append(choices, flows.Choice{Key: "list.next", Do: "dieuphoi " + h.name + " " + strconv.Itoa(skip+few), Row: true})
	}
	t.Reply("case.lines", text.Args{"lines": lines}, choices...)
}

// Assign gives several cases to one colleague at once: without a name it asks to
// whom. args: the codes, and a member after "=" or by name.
func Assign(t *flows.Turn, args []string) {
	words := strings.Fields(strings.Join(args, " "))
	var codes []string
	to, name := "", ""
	for _, w := range words {
		if member, ok := strings.CutPrefix(w, "="); ok {
			to = member
		} else if code, _, ok := viet.Code(w); ok && !slices.Contains(codes, code) {
			codes = append(codes, code)
		} else if !ok && w != "+" {
			name = strings.TrimSpace(name + " " + w)
		}
	}
	var cases []casework.Case
	for _, code := range codes {
		c, _, ok := casework.ForDesk(t, "giaoca", []string{code})
		if !ok {
			return
		}
		cases = append(cases, c)
	}
	if len(cases) == 0 {
		t.Reply("dispatch.desk.which", nil)
		return
	}
	people, key := casework.Colleagues(t, cases), "dispatch.desk.whom"
	if to == "" && name != "" {
		switch some := called(t, cases, name); len(some) {
		case 0:
			key = "dispatch.desk.whom.none"
		case 1:
			to = some[0].ID
		default:
			people = some
		}
	}
	if to != "" {
		given(t, cases, to)
		return
	}
	var choices []flows.Choice
	for _, r := range people {
		if len(choices) == page+1 {
			break
		}
		args := text.Args{"name": viet.Short(r.Name, label)}
		choices = append(choices, flows.Choice{Key: "office.list.open", Args: args, Do: "giaoca " + strings.Join(codes, " ") + " =" + r.ID, Row: true})
	}
	if len(choices) == 0 {
		t.Reply("dispatch.desk.nobody", nil)
		return
	}
	t.Reply(key, text.Args{"n": len(cases)}, choices...)
}

// called returns those whom a name that was typed means, of all who may have one
// of the cases: by the whole name, or by its last words, as people are called.
func called(t *flows.Turn, cases []casework.Case, name string) (some []flows.Member) {
	want := " " + viet.Fold(viet.Called(name))
	for _, c := range cases {
		for _, m := range casework.Colleagues(t, []casework.Case{c}) {
			known := slices.ContainsFunc(some, func(o flows.Member) bool { return o.ID == m.ID })
			if !known && strings.HasSuffix(" "+viet.Fold(m.Name), want) {
				some = append(some, m)
			}
		}
	}
	return some
}

// given gives cases to a member and says how many went there: of the others, that
// they are there already, or over.
func given(t *flows.Turn, cases []casework.Case, member string) {
	n, who := casework.GiveAll(t, cases, member)
	key := "dispatch.desk.given"
	if n < len(cases) {
		key = "dispatch.desk.given.some"
	}
	t.Reply(key, text.Args{"n": n, "all": len(cases), "name": who})
}
