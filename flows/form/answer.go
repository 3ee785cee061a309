package form

import (
	"slices"
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
)

// How many corrections of an answer are kept, and how many are shown.
const (
	mostKept  = 20
	mostShown = 3
)

// answerOf returns the answer that the words name, the form, the unit and its number,
// if whoever acts may see it. Otherwise it says what is true.
func answerOf(t *flows.Turn, args []string) (a Filled, ok bool) {
	if len(args) == 3 {
		seq, _ := strconv.Atoi(args[2])
		a, ok = Filleds.Get(t.Tx, Filled{Form: args[0], Unit: args[1], Seq: seq}.key())
	}
	switch _, known := t.Set.FormOf(a.Form); {
	case !ok || !a.Gone.IsZero() || a.By != t.From.ID && !viewing(t.Tx, t.From.ID, t.Event.At).sees(a.Unit):
		t.Reply("form.past", nil)
		return a, false
	case !known:
		t.Reply("form.unused", nil)
		return a, false
	}
	return a, true
}

// One shows one answer, what was put right in it, and what whoever acts can do about
// it. args: the form, the unit and its number.
func One(t *flows.Turn, args []string) {
	if a, ok := answerOf(t, args); ok {
		a.show(t)
	}
}

func (a Filled) show(t *flows.Turn) {
	u, _ := flows.Units.Get(t.Tx, a.Unit)
	m, _ := flows.Members.Get(t.Tx, a.By)
	all := lines(a.Values)
	for i := max(0, len(a.Was)-mostShown); i < len(a.Was); i++ {
		all = append(all, a.changed(t, i))
	}
	var choices []flows.Choice
	if mine(t, a) {
		choices = append(choices, a.choice("form.fix", "bieusua"), a.choice("form.drop", "bieurut"))
	}
	if f, _ := t.Set.FormOf(a.Form); concerns(t, f) {
		choices = append(choices, flows.Choice{Key: "form.all", Do: "bieuxem " + a.Form, Row: true})
	}
	name := "form.one"
	if m.Name == "" { // what leads to a person was erased
		name = "form.one.nobody"
	}
	t.Reply(name, text.Args{"title": a.paper().title(t), "unit": u.Name, "name": m.Name, "time": text.Moment(a.At), "lines": all}, choices...)
}

func (a Filled) paper() paper {
	return paper{form: a.Form, directive: a.Directive, unit: a.Unit}
}

func (a Filled) choice(key, verb string) flows.Choice {
	return flows.Choice{Key: key, Do: verb + " " + a.Form + " " + a.Unit + " " + strconv.Itoa(a.Seq)}
}

// changed says who put an answer right for the i-th time, when, and what it was
// before and after.
func (a Filled) changed(t *flows.Turn, i int) text.Key {
	now := a.Values
	if i+1 < len(a.Was) {
		now = a.Was[i+1].Values
	}
	var all text.List
	for _, v := range now {
		j := slices.IndexFunc(a.Was[i].Values, func(o Value) bool { return o.Label == v.Label })
		switch {
		case j < 0:
			all = append(all, text.Key{Name: "form.line", Args: text.Args{"label": v.Label, "value": v.shown()}})
		case a.Was[i].Values[j] != v:
			all = append(all, text.Key{Name: "form.line.changed", Args: text.Args{"label": v.Label, "before": a.Was[i].Values[j].shown(), "value": v.shown()}})
		}
	}
	m, _ := flows.Members.Get(t.Tx, a.Was[i].By)
	return text.Key{Name: "form.fixed", Args: text.Args{"name": m.Name, "time": text.Moment(a.Was[i].At), "lines": all}}
}

// Fix puts an answer right: any line of it can be changed, and it is read back. args: the form, the unit and its number.
func Fix(t *flows.Turn, args []string) {
	a, ok := answerOf(t, args)
	if !ok {
		return
	}
	p := paper{form: a.Form, unit: a.Unit, seq: a.Seq}
	f, _, ok := p.allowed(t)
	if !ok {
		return
	}
	known := map[string]talk.Given{}
	for i, q := range f.Fields {
		if j := slices.IndexFunc(a.Values, func(v Value) bool { return v.Label == q.Label && v.Kind == string(q.Kind) }); j >= 0 {
			known["q"+strconv.Itoa(i+1)] = talk.Given{Text: given(q, a.Values[j])}
		}
	}
	Filling.Change(t, p.code(), known)
}

// given is a value as a talk keeps the answer to its question.
func given(f flows.Field, v Value) string {
	switch f.Kind {
	case flows.NumberField:
		digits := strconv.FormatInt(int64(v.Number), 10)
		if v.Near {
			digits += "~"
		}
		return digits
	case flows.DateField:
		return v.Day.Format(time.DateOnly)
	case flows.ChoiceField:
		if i := slices.Index(f.Choices, v.Text); i >= 0 {
			return chosen + strconv.Itoa(i)
		}
		return ""
	}
	return v.Text
}

// fix keeps what an answer is now, and what it was.
func (a Filled) fix(t *flows.Turn, title any, values []Value) {
	if slices.Equal(a.Values, values) {
		t.Reply("form.same", text.Args{"title": title}, a.choice("form.see", "bieumo"))
		return
	}
	a.Was = append(slices.Clone(a.Was), Change{By: t.From.ID, At: t.Event.At, Values: a.Values})
	a.Was = a.Was[max(0, len(a.Was)-mostKept):]
	a.Values = slices.Clone(values)
	Filleds.Put(t.Tx, a)
	t.Reply("form.mended", text.Args{"title": title, "line": a.changed(t, len(a.Was)-1)}, a.choice("form.see", "bieumo"))
}

// Drop asks whether an answer is to be taken back. args: the form, the unit and its
// number.
func Drop(t *flows.Turn, args []string) {
	a, ok := answerOf(t, args)
	switch {
	case !ok:
	case !mine(t, a):
		t.Reply("form.past", nil)
	default:
		t.Reply("form.drop.ask", text.Args{"title": a.paper().title(t), "lines": lines(a.Values)}, a.choice("form.drop", "bieurut.that"), a.choice("form.keep", "bieumo"))
	}
}

// TakeBack takes an answer back: what it said is gone, that there was one stays. What
// it was filled in for waits for it again.
func TakeBack(t *flows.Turn, args []string) {
	a, ok := answerOf(t, args)
	if !ok {
		return
	}
	if !mine(t, a) {
		t.Reply("form.past", nil)
		return
	}
	a.Gone, a.By, a.Values, a.Was = t.Event.At, t.From.ID, nil, nil
	Filleds.Put(t.Tx, a)
	flows.DidTask(t, a.Unit, taskOf(a.Form))
	again := flows.Choice{Key: "form.anew", Do: "bieu " + a.Form}
	if a.Directive > 0 {
		flows.FilledFor(t, a.call(), false)
		again.Do += " " + strconv.FormatInt(a.Directive, 10)
	}
	t.Reply("form.dropped", text.Args{"title": a.paper().title(t)}, again)
}

func (a Filled) call() flows.FormCall {
	return flows.FormCall{Directive: a.Directive, Form: a.Form, Unit: a.Unit, Member: a.Asked}
}
