package form

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// A draft is a form while it is filled in.
type draft struct {
	form   flows.Form
	values [flows.MostFields]Value
}

// send is the way out of the summary.
const send = "send"

// Filling asks the questions of a form, one after the other; its code is that of the
// paper that is filled in.
var Filling = &talk.Script[draft]{
	Name: "bieu", Section: "form", Whole: true,
	Questions: questions(),
	New: func(t *flows.Turn, code string) draft {
		f, _ := t.Set.FormOf(paperOf(code).form)
		return draft{form: f}
	},
	Blanks: blanks,
	Ready:  ready,
	Finish: finish,
}

// ready reports whether a form may be kept as it was shown. Of two who fill in the
// same one the second learns of the first, and decides. What may not be kept at all
// is ended by finish, which says why.
func ready(t *flows.Turn, code string, _ draft, shown string) (fault string, ok bool) {
	p := paperOf(code)
	if _, _, may := mayFill(t, code); p.unit == "" && !may {
		return "right", false
	}
	if now := p.mark(t); now != "" && now != shown {
		return "twice", false
	}
	return "", true
}

// questions are as many as a form can have, and the summary.
func questions() []*talk.Question[draft] {
	var all []*talk.Question[draft]
	for i := range flows.MostFields {
		all = append(all, &talk.Question[draft]{
			Name: "q" + strconv.Itoa(i+1), Open: viet.Text, Faults: []string{"unread"},
			When:   func(d draft) bool { return i < len(d.form.Fields) },
			Counts: func(d draft) bool { return i < len(d.form.Fields) && d.form.Fields[i].Kind == flows.NumberField },
			Offer:  func(_ *flows.Turn, _ string, d draft) []talk.Pick { return choices(d.form.Fields[i]) },
			Fits:   func(t *flows.Turn, d draft, g *talk.Given) string { return fits(t, d.form.Fields[i], g) },
			Take:   func(d *draft, g talk.Given) string { return take(d, i, g) },
		})
	}
	return append(all, &talk.Question[draft]{
		Name: "review", Open: viet.Text, Faults: []string{"right", "unread", "twice"}, Take: takeWay,
		Pick:   []talk.Pick{{Key: "form.send", Value: send}},
		Screen: reviewed,
	})
}

// reviewed shows what was filled in, and notes what stands there already.
func reviewed(t *flows.Turn, code string, d draft) (args text.Args, above []flows.Note, mark string) {
	p := paperOf(code)
	args = text.Args{"title": p.title(t), "lines": lines(d.filled()), "name": "", "time": ""}
	if was, ok := p.stands(t); ok {
		by, at := was.last()
		m, _ := flows.Members.Get(t.Tx, by)
		args["name"], args["time"] = m.Name, text.Moment(at)
	}
	return args, nil, p.mark(t)
}

// takeWay takes the press that ends it, and no words.
func takeWay(_ *draft, g talk.Given) string {
	if g.Text != send {
		return "unread"
	}
	return ""
}

func (d draft) filled() []Value { return d.values[:len(d.form.Fields)] }

// choices are the buttons of a field that is a choice.
func choices(f flows.Field) []talk.Pick {
	var picks []talk.Pick
	for i, c := range f.Choices {
		picks = append(picks, talk.Pick{Key: "form.choice", Value: chosen + strconv.Itoa(i), Args: text.Args{"label": viet.Short(c, 23)}})
	}
	return picks
}

// chosen begins the value of a choice.
const chosen = "c"

// blanks name the questions, and what each takes.
func blanks(t *flows.Turn, code string, d draft) text.Args {
	args := text.Args{"title": paperOf(code).title(t)}
	for i := range flows.MostFields {
		n := string('A' + rune(i))
		args["label"+n], args["hint"+n], args["name"+n] = "", "", ""
		if i < len(d.form.Fields) {
			f := d.form.Fields[i]
			unit := viet.Amount{Low: f.Most, High: f.Most, Unit: f.Unit}.Digits()
			args["label"+n], args["name"+n] = f.Label, viet.Short(f.Label, 24)
			args["hint"+n] = text.Key{Name: "form.hint." + string(f.Kind), Args: text.Args{"low": viet.Digits(f.Low), "most": unit}}
		}
	}
	return args
}

// longest is how many letters a text of a form has at most.
const longest = 300

// fits puts an answer into the form in which it is kept; of what will not do it
// leaves nothing, and returns the fault.
func fits(t *flows.Turn, f flows.Field, g *talk.Given) string {
	fault := fitted(t, f, g)
	if fault != "" {
		g.Text = ""
	}
	return fault
}

func fitted(t *flows.Turn, f flows.Field, g *talk.Given) string {
	words := strings.TrimSpace(g.Text)
	switch f.Kind {
	case flows.NumberField:
		a, one := viet.Figure(words, f.Unit).One()
		n, whole := a.Number()
		if !one || !whole || n < f.Low || n > f.Most {
			return "unread"
		}
		g.Text = strconv.FormatInt(int64(n), 10)
		if viet.Figure(words, f.Unit).Status == viet.NearFigure {
			g.Text += "~"
		}
	case flows.DateField:
		when, ok := viet.Moment(words, t.Event.At.In(t.Set.Zone), viet.Either).One()
		if !ok || when.Kind != viet.OnDay && when.Kind != viet.AtLatest {
			return "unread"
		}
		day := when.From
		if when.Kind == viet.AtLatest {
			day = when.Until.Add(-time.Second)
		}
		g.Text = day.In(t.Set.Zone).Format(time.DateOnly)
	case flows.ChoiceField:
		i := slices.IndexFunc(f.Choices, func(c string) bool { return viet.Same(c, words) })
		if i >= 0 {
			g.Text = chosen + strconv.Itoa(i)
		} else if !strings.HasPrefix(words, chosen) {
			return "unread"
		}
	case flows.PostField:
		if _, kinds := viet.Mask(words); g.Masked || len(kinds) > 0 || words == "" || len([]rune(words)) > 60 {
			return "unread"
		}
	default:
		if words == "" || len([]rune(words)) > longest {
			return "unread"
		}
	}
	return ""
}

// take reads an answer as it is kept.
func take(d *draft, i int, g talk.Given) string {
	f := d.form.Fields[i]
	v := Value{Label: f.Label, Kind: string(f.Kind), Unit: f.Unit}
	switch f.Kind {
	case flows.NumberField:
		digits, near := strings.CutSuffix(g.Text, "~")
		n, err := strconv.ParseInt(digits, 10, 64)
		if v.Number, v.Near = viet.Num(n), near; err != nil || v.Number < f.Low || v.Number > f.Most {
			return "unread"
		}
	case flows.DateField:
		day, err := time.Parse(time.DateOnly, g.Text)
		if v.Day = day; err != nil {
			return "unread"
		}
	case flows.ChoiceField:
		n, err := strconv.Atoi(strings.TrimPrefix(g.Text, chosen))
		if err != nil || n < 0 || n >= len(f.Choices) {
			return "unread"
		}
		v.Text = f.Choices[n]
	default:
		v.Text = g.Text
	}
	d.values[i] = v
	return ""
}

// finish keeps the answers: anew, or in place of those that stand there.
func finish(t *flows.Turn, code string, d draft) {
	p := paperOf(code)
	f, c, ok := p.allowed(t)
	if !ok {
		return
	}
	if was, there := p.stands(t); there {
		was.fix(t, p.title(t), d.filled())
		return
	}
	newest, _ := last(t.Tx, f.Name, c.Unit)
	filled := Filled{Form: f.Name, Unit: c.Unit, Seq: newest.Seq + 1, At: t.Event.At, By: t.From.ID, Values: slices.Clone(d.filled()), Directive: c.Directive, Asked: c.Member}
	Filleds.Put(t.Tx, filled)
	flows.DidTask(t, c.Unit, taskOf(f.Name))
	u, _ := flows.Units.Get(t.Tx, c.Unit)
	choices := []flows.Choice{{Key: "form.again", Do: "bieu " + f.Name}, filled.choice("form.see", "bieumo")}
	if c.Directive > 0 {
		flows.FilledFor(t, c, true)
		choices = choices[1:]
	}
	t.Reply("form.kept", text.Args{"title": p.title(t), "unit": text.Lower(u.Name)}, choices...)
}
