package dispatch

import (
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// place makes a case one of the unit that the words name, by its code or its
// name; without one it asks, five at a time, the nearest first.
func place(t *flows.Turn, c casework.Case, role string, words []string) {
	if len(words) > 0 && words[0] != "+" {
		typed, why := viet.BecauseOf(strings.Join(words, " "), func(words string) bool { return len(named(t, c, words)) == 1 })
		found := named(t, c, typed)
		if len(found) == 1 {
			if found[0].Code != c.Unit {
				c = explained(t, c, why)
			}
			moved(t, c, role, found[0])
			return
		}
		key := "dispatch.move.many"
		if len(found) == 0 {
			key = "dispatch.move.none"
		}
		ask(t, flows.Question{Kind: "dispatch.place", Code: c.Code}, key, text.Args{"code": c.Code}, placeChoices(c, found, 0)...)
		return
	}
	from := 0
	if len(words) == 2 {
		from, _ = strconv.Atoi(words[1])
	}
	ask(t, flows.Question{Kind: "dispatch.place", Code: c.Code}, "dispatch.move.ask", text.Args{"code": c.Code, "place": casework.PlaceOf(t, c)}, placeChoices(c, near(t, c), from)...)
}

// PlaceSaid takes the name or the code of a unit, in words.
func PlaceSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if !left(t, m) {
		Refile(t, []string{q.Code, "noi", t.Event.Text})
	}
}

func moved(t *flows.Turn, c casework.Case, role string, u flows.Unit) {
	if u.Code == c.Unit {
		t.Reply("dispatch.move.same", text.Args{"code": c.Code, "place": u.Name})
		return
	}
	t.Answered(t.Event.Chat, "dispatch.place", c.Code)
	casework.Remove(t, c, role, u.Code)
	t.Reply("dispatch.move.done", text.Args{"code": c.Code, "place": u.Name})
}

// near returns the units a case may be moved to without naming them: those
// beside its own, then those beside the one above.
func near(t *flows.Turn, c casework.Case) []flows.Unit {
	var found []flows.Unit
	for above := range flows.Up(t.Tx, c.Unit) {
		for u := range flows.Units.Under(t.Tx, "parent", store.Key(above.Code)) {
			if u.Code != c.Unit && !slices.Contains(c.Path, u.Code) && u.Open(t.Event.At) {
				found = append(found, u)
			}
		}
	}
	return found
}

// named returns the units of the tree a case belongs to that words name: the one
// of that code or that whole name, else those in whose name the words stand.
func named(t *flows.Turn, c casework.Case, words string) []flows.Unit {
	if u, ok := flows.Units.Get(t.Tx, strings.ToUpper(words)); ok && u.Open(t.Event.At) && top(t, u.Code) == top(t, c.Unit) {
		return []flows.Unit{u}
	}
	want := viet.Fold(words)
	var whole, part []flows.Unit
	for u := range flows.Units.All(t.Tx) {
		name := viet.Fold(u.Name)
		_, bare, _ := strings.Cut(name, " ")
		switch {
		case want == "" || !strings.Contains(name, want) || !u.Open(t.Event.At) || top(t, u.Code) != top(t, c.Unit):
		case name == want || bare == want:
			whole = append(whole, u)
		default:
			part = append(part, u)
		}
	}
	if len(whole) > 0 {
		return whole
	}
	return part
}

// top is the unit at the top of the tree a unit belongs to.
func top(t *flows.Turn, unit string) (code string) {
	for u := range flows.Up(t.Tx, unit) {
		code = u.Code
	}
	return code
}

// placeChoices are the buttons of units.
func placeChoices(c casework.Case, units []flows.Unit, from int) []flows.Choice {
	from = within(from, len(units))
	var choices []flows.Choice
	for i, u := range units[from:min(from+page, len(units))] {
		choices = append(choices, flows.Choice{Key: "dispatch.unit", Args: text.Args{"place": viet.Short(u.Name, label)}, Do: "xep " + c.Code + " noi " + u.Code, Row: i%2 == 0})
	}
	if from+page < len(units) {
		choices = append(choices, flows.Choice{Key: "list.next", Do: "xep " + c.Code + " noi + " + strconv.Itoa(from+page), Row: true})
	}
	return choices
}

// Offices shows the offices that handle a case besides its own unit, and adds
// one, or removes one where the words say so: who adds what is there already has
// not meant that it should go. args: the code, and the unit by code or name.
func Offices(t *flows.Turn, args []string) {
	c, _, ok := open(t, "donvi", args)
	if !ok {
		return
	}
	words, less := strings.Join(said(args), " "), false
	if words == "" {
		askOffice(t, c, "dispatch.office.ask")
		return
	}
	found := named(t, c, words)
	if len(found) == 0 { // a name may begin like the word that takes one off
		words, less = viet.Less(words)
		found = named(t, c, words)
	}
	if len(found) != 1 {
		askOffice(t, c, "dispatch.office.none")
		return
	}
	t.Answered(t.Event.Chat, "dispatch.office", c.Code)
	office := found[0]
	said := text.Args{"code": c.Code, "office": office.Name}
	switch {
	case less && casework.TakeOffice(t, c, office.Code):
		t.Reply("dispatch.office.left", said)
	case less:
		t.Reply("dispatch.office.without", said)
	case slices.Contains(c.Offices, office.Code):
		t.Reply("dispatch.office.there", said)
	case office.Code == c.Unit || slices.Contains(c.Path, office.Code):
		t.Reply("dispatch.office.over", said)
	case casework.GiveOffice(t, c, office.Code):
		t.Reply("dispatch.office.given", said)
	default:
		t.Reply("dispatch.office.sealed", said)
	}
}

// OfficeSaid takes the name or the code of an office, in words.
func OfficeSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if !left(t, m) {
		Offices(t, []string{q.Code, t.Event.Text})
	}
}

// askOffice asks which office: those it has may be taken off, those of the
// settings and those beside the units above may be added.
func askOffice(t *flows.Turn, c casework.Case, key string) {
	var choices []flows.Choice
	add := func(key, before, code string) {
		u, ok := flows.Units.Get(t.Tx, code)
		do := "donvi " + c.Code + " " + before + code
		if !ok || !u.Open(t.Event.At) || before == "" && slices.Contains(c.Offices, code) || len(choices) == page+1 || slices.ContainsFunc(choices, func(o flows.Choice) bool { return o.Do == do }) {
			return
		}
		choices = append(choices, flows.Choice{Key: key, Args: text.Args{"office": viet.Short(u.Name, label-2)}, Do: do, Row: true})
	}
	var names text.Joined
	for _, code := range c.Offices {
		add("dispatch.office.button.off", "bot ", code)
		if u, ok := flows.Units.Get(t.Tx, code); ok {
			names = append(names, u.Name)
		}
	}
	if len(names) == 0 {
		names = text.Joined{text.K("dispatch.office.nobody")}
	}
	for _, r := range t.Set.Routes {
		if r.Office != c.Unit && !slices.Contains(c.Path, r.Office) && top(t, r.Office) == top(t, c.Unit) {
			add("dispatch.office.button.on", "", r.Office)
		}
	}
	for _, u := range near(t, c) {
		if !u.Team {
			add("dispatch.office.button.on", "", u.Code)
		}
	}
	ask(t, flows.Question{Kind: "dispatch.office", Code: c.Code}, key, text.Args{"code": c.Code, "offices": names}, choices...)
}
