package form

import (
	"strconv"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A page shows so many answers, and looks at so many for them.
const (
	shownAtOnce = 5
	lookedAt    = 500
)

// Open shows the forms there are for whoever acts, or begins the one that is named.
func Open(t *flows.Turn, args []string) {
	if len(args) > 1 {
		openFor(t, args)
		return
	}
	if len(args) > 0 {
		if f, _, ok := mayFill(t, args[0]); ok {
			Filling.Begin(t, f.Name)
			return
		}
		t.Reply("form.closed", nil)
		return
	}
	var choices []flows.Choice
	for _, c := range flows.FormsWaiting(t) {
		args := text.Args{"title": viet.Short(c.Title, 15), "n": c.Directive}
		choices = append(choices, flows.Choice{Key: "form.fill.directive", Args: args, Do: "bieu " + c.Form + " " + strconv.FormatInt(c.Directive, 10), Row: true})
	}
	leads := oversees(t)
	for _, f := range t.Set.Forms {
		if place(t, f) != "" {
			choices = append(choices, flows.Choice{Key: "form.fill", Args: text.Args{"title": viet.Short(f.Title, 23)}, Do: "bieu " + f.Name, Row: true})
		} else if leads {
			choices = append(choices, flows.Choice{Key: "form.sent", Args: text.Args{"title": viet.Short(f.Title, 21)}, Do: "bieuxem " + f.Name, Row: true})
		}
	}
	for _, f := range t.Set.Forms {
		if unit := place(t, f); unit != "" && sent(t, f.Name, unit) {
			choices = append(choices, flows.Choice{Key: "form.sent", Args: text.Args{"title": viet.Short(f.Title, 21)}, Do: "bieuxem " + f.Name, Row: true})
		}
	}
	if len(choices) == 0 {
		t.Reply("form.none", nil)
		return
	}
	t.Reply("form.home", nil, choices...)
}

// sent reports whether a unit has filled in a form.
func sent(t *flows.Turn, form, unit string) bool {
	from, to := store.Prefix(store.Key(form, unit))
	for a := range Filleds.Range(t.Tx, from, to) {
		if a.Gone.IsZero() {
			return true
		}
	}
	return false
}

// openFor begins the form that goes with a directive, or shows what was sent for it.
// args: the form and the number of the directive.
func openFor(t *flows.Turn, args []string) {
	n, err := strconv.ParseInt(args[1], 10, 64)
	if err != nil {
		t.Reply("form.closed", nil)
		return
	}
	c, ok := flows.FormCallOf(t, n, "")
	if !ok {
		return
	}
	f, known := t.Set.FormOf(c.Form)
	switch a, sent := answerTo(t.Tx, c); {
	case !known || f.By != flows.FromTeam:
		t.Reply("form.gone", text.Args{"title": c.Title, "n": n})
	case sent:
		a.show(t)
	default:
		Filling.Begin(t, paper{form: f.Name, directive: n, unit: c.Unit}.code())
	}
}

// oversees reports whether whoever acts leads anywhere.
func oversees(t *flows.Turn) bool {
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		for _, r := range overseers {
			if p.Role == r {
				return true
			}
		}
	}
	return false
}

// concerns reports whether whoever acts fills in a form or leads anywhere.
func concerns(t *flows.Turn, f flows.Form) bool { return oversees(t) || place(t, f) != "" }

// See lists the answers to a form that whoever acts may see, some at a time. args:
// the form, and the unit and number behind which the page begins.
func See(t *flows.Turn, args []string) {
	if len(args) == 0 {
		Open(t, nil)
		return
	}
	f, ok := t.Set.FormOf(args[0])
	if !ok || !concerns(t, f) {
		t.Reply("form.closed", nil)
		return
	}
	from, to := store.Prefix(store.Key(f.Name))
	if !oversees(t) { // the own unit's are all there is to see
		from, to = store.Prefix(store.Key(f.Name, place(t, f)))
	}
	if len(args) == 3 {
		seq, _ := strconv.Atoi(args[2])
		from = store.Key(f.Name, args[1], seq+1)
	}
	v := viewing(t.Tx, t.From.ID, t.Event.At)
	var page []Filled
	var next string
	looked := 0
	for a := range Filleds.Range(t.Tx, from, to) {
		if len(page) == shownAtOnce || looked == lookedAt {
			break
		}
		looked++
		next = a.Unit + " " + strconv.Itoa(a.Seq)
		if a.Gone.IsZero() && v.sees(a.Unit) {
			page = append(page, a)
		}
	}
	more := len(page) == shownAtOnce || looked == lookedAt
	if len(page) == 0 && !more {
		t.Reply("form.empty", text.Args{"title": f.Title})
		return
	}
	var all text.List
	var choices []flows.Choice
	for _, a := range page {
		if mine(t, a) {
			open := a.choice("form.open", "bieumo")
			open.Args = text.Args{"n": a.Seq}
			choices = append(choices, open)
		}
		u, _ := flows.Units.Get(t.Tx, a.Unit)
		name := "form.answer"
		if a.Directive > 0 {
			name = "form.answer.directive"
		}
		all = append(all, text.Key{Name: name, Args: text.Args{"n": a.Seq, "unit": u.Name, "day": text.Day(a.At), "directive": a.Directive, "lines": lines(a.Values)}})
	}
	choices = append(choices, flows.Choice{Key: "form.table", Do: "bieuxuat " + f.Name, Row: true})
	if more {
		choices = append(choices, flows.Choice{Key: "form.more", Do: "bieuxem " + f.Name + " " + next})
	}
	t.Reply("form.page", text.Args{"title": f.Title, "answers": all}, choices...)
}
