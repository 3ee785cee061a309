package directive

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

// sendable are the forms that can go with a directive: those that teams fill in.
func sendable(t *flows.Turn) (all []flows.Form) {
	for _, f := range t.Set.Forms {
		if f.By == flows.FromTeam {
			all = append(all, f)
		}
	}
	return all
}

// formGone reports whether the form that goes with a directive is no longer one that
// teams can fill in: an operator took it out of the configuration.
func (d Directive) formGone(t *flows.Turn) bool {
	f, ok := t.Set.FormOf(d.Form)
	return d.Ask == ToFillForm && (!ok || f.By != flows.FromTeam)
}

// whatToDo asks what receivers are asked to do, and says that it may be a form where
// there is one: its button stands at the preview.
func whatToDo(t *flows.Turn) text.Key {
	if len(sendable(t)) == 0 {
		return text.K("compose.ask.plain")
	}
	return text.K("compose.ask.hint")
}

// fitsAsk takes the words for a form, which has no button among the first few, for
// what they mean.
func fitsAsk(t *flows.Turn, _ draft, g *talk.Given) (fault string) {
	said := viet.Fold(g.Text)
	for _, key := range []string{"compose.ask.form", "compose.form.add"} {
		if label := viet.Fold(t.Word(key)); said != "" && strings.HasSuffix(label, said) && len(sendable(t)) > 0 {
			g.Text = ToFillForm.Name()
		}
	}
	return ""
}

// offerForms offers the forms by their titles.
func offerForms(t *flows.Turn, _ string, _ draft) (all []talk.Pick) {
	for _, f := range sendable(t) {
		all = append(all, talk.Pick{Key: "compose.form.name", Value: f.Name, Args: text.Args{"title": viet.Short(f.Title, 23)}})
	}
	return all
}

// fitsForm takes a form by its title or its name, as it was typed.
func fitsForm(t *flows.Turn, _ draft, g *talk.Given) (fault string) {
	said := viet.Fold(g.Text)
	g.Text = ""
	for _, f := range sendable(t) {
		if title := viet.Fold(f.Title); said == f.Name || said == title || len(said) > 2 && strings.HasPrefix(title, said) {
			g.Text = f.Name
			return ""
		}
	}
	return "added"
}

func takeForm(d *draft, g talk.Given) string {
	d.form = g.Text
	return ""
}

// checkForm looks whether there is such a form still.
func checkForm(t *flows.Turn, d *draft) string {
	if !slices.ContainsFunc(sendable(t), func(f flows.Form) bool { return f.Name == d.form }) {
		return "added"
	}
	return ""
}

// fillChoice lets a receiver fill in the form, or look at what was sent.
func (d Directive) fillChoice(filled bool) flows.Choice {
	key := "directive.button.form"
	if filled {
		key = "directive.button.form.sent"
	}
	return flows.Choice{Key: key, Do: "bieu " + d.Form + " " + d.Code()}
}

// sheetChoices lets those who steer a directive fetch what was filled in for it.
func (d Directive) sheetChoices() []flows.Choice {
	if d.Ask != ToFillForm {
		return nil
	}
	return []flows.Choice{{Key: "directive.button.sheet", Do: "bieuxuat " + d.Form + " " + d.Code()}}
}

// FormCallOf returns the form that goes with a directive, for whom whoever acts may fill
// it in now: see flows.FormCalls.
func FormCallOf(t *flows.Turn, number int64, unit string) (c flows.FormCall, ok bool) {
	d, p, ok := answerable(t, []string{strconv.FormatInt(number, 10)})
	if !ok {
		return c, false
	}
	if unit != "" && p.Unit != unit {
		all := partiesOf(t, d, t.From.ID)
		i := slices.IndexFunc(all, func(o Party) bool { return o.Unit == unit && belongs(t, unit) })
		if i < 0 {
			t.Reply("directive.answer.left", text.Args{"n": d.Number})
			return c, false
		}
		p = all[i]
	}
	if d.Ask != ToFillForm {
		t.Reply("desk.old", nil)
		return c, false
	}
	if g, only := onlyGroup(t); only {
		t.Say(g.In(t.Event.Topic), flows.Note{Key: "directive.form.private", Args: text.Args{"n": d.Number, "form": d.FormTitle}, ReplyTo: bare(t.Event.Message)})
		return c, false
	}
	return d.call(p), true
}

func (d Directive) call(p Party) flows.FormCall {
	return flows.FormCall{Directive: d.Number, Form: d.Form, Title: d.FormTitle, Unit: p.Unit, Member: p.Member}
}

// FormsWaiting returns the forms of directives that wait for whoever acts, the
// newest first.
func FormsWaiting(t *flows.Turn) (all []flows.FormCall) {
	for _, d := range waitsFor(t) {
		if p, ok := partyFor(t, d); ok && d.Ask == ToFillForm && !d.formGone(t) {
			all = append(all, d.call(p))
		}
	}
	return all
}

// FormFilled takes note that whoever acts has filled in the form of a directive for a
// party, or has taken it back: then the party is waited for again.
func FormFilled(t *flows.Turn, c flows.FormCall, filled bool) {
	d, ok := Directives.Get(t.Tx, key(c.Directive))
	p, asked := Parties.Get(t.Tx, Party{Directive: c.Directive, Unit: c.Unit, Member: c.Member}.key())
	switch {
	case !ok || !asked || d.Ask != ToFillForm:
		return
	case filled:
		p.replace(t, d)
	case p.State != Answered:
		return
	default:
		p.Before = append(slices.Clone(p.Before), Before{By: p.By, At: p.At})
		p.Before = p.Before[max(0, len(p.Before)-mostBefore):]
		p.State, p.By, p.At, p.Late = Read, "", time.Time{}, false
	}
	keep(t, d, p)
}
