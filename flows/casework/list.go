package casework

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// How much of a list one screen shows, and how far it is counted.
const (
	page    = 5    // cases, each with its button
	screen  = 6    // choices of a screen (conversations 0.3)
	counted = 1000 // what is more is said to be more
)

// The lists of cases. They are words of a press.
const (
	waitList = "wait" // nobody has them
	mineList = "mine" // whoever acts has them
	lateList = "late" // not settled in time
	areaList = "area" // all that is open
	ownList  = "own"  // what whoever acts reported
)

// lists are all of them, in the order in which they are offered.
var lists = [...]string{waitList, mineList, lateList, areaList, ownList}

// titles are the keys of their first lines.
var titles = map[string]string{
	waitList: "list.waits", mineList: "queue.mine", lateList: "queue.late.all", areaList: "queue.area", ownList: "list.mine",
}

// A list is what one of them holds: keys of an index, and who may read what is
// under them.
type list struct {
	name  string
	index string
	heads []string          // what the keys begin with
	looks map[string]bool   // of the heads, whether each case must be looked at before it counts
	sees  func(c Case) bool // the right, looked up for each case that is shown
}

// listOf returns one of the lists for whoever acts, of all units in sight or of
// one.
func listOf(t *flows.Turn, s *Sight, name string, units ...string) list {
	l := list{name: name, index: "open", sees: s.Sees, looks: map[string]bool{}}
	switch name {
	case ownList:
		l.index, l.heads, l.sees = "own", []string{store.Key(t.From.ID)}, func(c Case) bool { return c.Reporter == t.From.ID }
		return l
	case mineList:
		head := store.Key(t.From.ID, held)
		l.index, l.heads, l.looks[head] = "hands", []string{head}, true
		return l
	}
	if len(units) == 0 {
		units = s.units
	} else {
		// Which village an opinion comes from is not to be found out by asking for
		// the village (conversations 0.11).
		l.sees = func(c Case) bool { return s.Sees(c) && (c.Category != "DLU" || !slices.Contains(units, c.Unit)) }
	}
	for _, unit := range units {
		for shelf := range shelves {
			if name == waitList && shelf&inWork != 0 || name == lateList && shelf&tooLong == 0 {
				continue
			}
			head := shelfKey(unit, shelf)
			l.heads, l.looks[head] = append(l.heads, head), shelf&apart != 0
		}
	}
	return l
}

// rows returns the rows of a list from one on, as far as they are counted; more
// says that there are further ones.
func (l list) rows(t *flows.Turn, from row) (rows []row, more bool) {
	for _, head := range l.heads {
		var look func(Case) bool
		if l.looks[head] {
			look = l.sees
		}
		some := rowsOf(t, l.index, head, from, counted+1, look)
		if len(some) > counted {
			some, more = some[:counted], true
		}
		rows = merged(rows, some)
	}
	if len(rows) > counted {
		rows, more = rows[:counted], true
	}
	return rows, more
}

// A cursor says where in a list to go on: after the case of a code, or before
// it.
type cursor struct {
	code   string
	before bool
}

// A view is one screen of a list.
type view struct {
	cases       []Case
	first, last string // the codes of those the screen begins and ends with, by the list's order
	n           int    // how many there are, as far as they were counted
	prev, next  bool
	quick       int // how many of them one press can take
}

// look reads one screen of a list, room cases at most. Only these are read.
func (l list) look(t *flows.Turn, rows []row, at cursor, room int) view {
	v := view{n: len(rows)}
	begin, end := 0, 0
	if c, ok := read(t, at.code); ok {
		here := row{l.order(c), c.Code}
		i, found := slices.BinarySearchFunc(rows, here, inOrder)
		if len(rows) == counted && i+room+1 >= counted && !at.before { // on to what was not counted
			rows, _ = l.rows(t, here)
			v.prev = true
			i, found = slices.BinarySearchFunc(rows, here, inOrder)
		}
		switch {
		case at.before:
			end = i
		case found:
			begin = i + 1
		default:
			begin = i
		}
	}
	if !at.before {
		end = len(rows)
	}
	v.prev = v.prev || begin > 0 && !at.before
	v.next = at.before && end < len(rows)
	for n := begin; n < end; n++ {
		i := n
		if at.before {
			i = end - 1 - n
		}
		if len(v.cases) == room {
			v.prev, v.next = v.prev || at.before, v.next || !at.before
			break
		}
		if c, ok := read(t, rows[i].code); ok && l.sees(c) {
			v.cases = append(v.cases, c)
		} else {
			v.n-- // the tree was changed since, or it cannot be read
		}
	}
	if at.before {
		slices.Reverse(v.cases)
	}
	if len(v.cases) > 0 {
		v.first, v.last = v.cases[0].Code, v.cases[len(v.cases)-1].Code
	}
	return v
}

// order is the place of a case in the list.
func (l list) order(c Case) string {
	if l.name == ownList {
		return store.Key(store.Desc(c.At))
	}
	return order(c)
}

// show shows one screen of a list, with the way to what is before and after it,
// and on the first screen how long the other lists are.
func (l list) show(t *flows.Turn, s *Sight, title text.Key, at cursor) {
	rows, more := l.rows(t, row{})
	var others text.Dotted
	if at.code == "" {
		others = s.others(t, l.name, len(rows))
	}
	v := l.fitted(t, rows, title, at, others)
	if len(v.cases) == 0 && at.code != "" { // what was there is gone: from the beginning
		at = cursor{}
		v = l.fitted(t, rows, title, at, others)
	}
	if len(v.cases) == 0 {
		l.empty(t, others)
		return
	}
	title.Args["n"] = amount(v.n, more)
	lines := text.List{title}
	var choices []flows.Choice
	for _, c := range l.arranged(v.cases) {
		lines = append(lines, l.line(t, c))
		choices = append(choices, flows.Choice{Key: "list.open", Args: text.Args{"code": c.Code}, Do: "xem " + c.Code, Row: len(choices)%2 == 0})
	}
	if len(others) > 0 {
		lines = append(lines, k("queue.others", text.Args{"counts": others}))
	}
	t.Reply("case.lines", text.Args{"lines": lines}, append(choices, l.ways(t, v, title, at, others)...)...)
}

// fitted reads as many cases as a screen has room for beside the ways from it.
func (l list) fitted(t *flows.Turn, rows []row, title text.Key, at cursor, others text.Dotted) view {
	v := l.look(t, rows, at, page)
	v.quick = l.quick(rows)
	if ways := len(l.ways(t, v, title, at, others)); len(v.cases)+ways > screen {
		v = l.look(t, rows, at, screen-ways)
		v.quick = l.quick(rows)
	}
	return v
}

// empty says that a list has nothing, and which have.
func (l list) empty(t *flows.Turn, others text.Dotted) {
	switch {
	case len(others) > 0:
		t.Reply("queue.empty.but", text.Args{"counts": others}, flows.Choice{Key: "queue.lists", Do: "viec lists"})
	case l.name == ownList:
		t.Reply("list.empty", nil)
	default:
		t.Reply("queue.empty", nil)
	}
}

// arranged puts what became part of one of the own reports below it.
func (l list) arranged(cases []Case) []Case {
	var ordered []Case
	on := func(code string) bool { return slices.ContainsFunc(cases, func(c Case) bool { return c.Code == code }) }
	for _, c := range cases {
		if c.State == Merged && on(c.Other) {
			continue
		}
		ordered = append(ordered, c)
		for _, part := range cases {
			if part.State == Merged && part.Other == c.Code {
				ordered = append(ordered, part)
			}
		}
	}
	return ordered
}

// ways are the choices beside the cases of a screen.
func (l list) ways(t *flows.Turn, v view, title text.Key, at cursor, others text.Dotted) []flows.Choice {
	var ways []flows.Choice
	if v.quick > 1 && at.code == "" {
		ways = append(ways, flows.Choice{Key: "bundle.all", Args: text.Args{"n": v.quick}, Do: takeListed(t)})
	}
	do := "viec " + l.name
	if unit, ok := title.Args["unit"].(string); ok {
		do = "viec " + unit
	}
	if v.prev && v.first != "" {
		ways = append(ways, flows.Choice{Key: "queue.prev", Do: do + " <" + v.first})
	}
	if v.next {
		ways = append(ways, flows.Choice{Key: "list.next", Do: do + " " + v.last})
	}
	switch {
	case len(others) > 0:
		ways = append(ways, flows.Choice{Key: "queue.lists", Do: "viec lists"})
	case at.code == "" && v.n > page && flows.Knows(t, "tim"):
		ways = append(ways, flows.Choice{Key: "search.button", Do: "tim"})
	}
	for i := range ways {
		ways[i].Row = i == 0 || i == 1 && v.quick > 1 && at.code == ""
	}
	return ways
}

// others says how long the lists are that are not shown, as far as there is more
// in them than in the one of n that is; nothing for who has one list only.
func (s *Sight) others(t *flows.Turn, shown string, n int) text.Dotted {
	if !s.Handles() {
		return nil
	}
	var others text.Dotted
	for _, name := range lists {
		if name == shown {
			continue
		}
		rows, more := listOf(t, s, name).rows(t, row{})
		if len(rows) == 0 || name == areaList && len(rows) == n && !more && shown != ownList {
			continue
		}
		others = append(others, k("queue.count."+name, text.Args{"n": amount(len(rows), more)}))
	}
	return others
}

// amount writes how many there are.
func amount(n int, more bool) any {
	if more {
		return k("queue.more", text.Args{"n": n})
	}
	return n
}
