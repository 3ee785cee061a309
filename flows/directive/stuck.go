package directive

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// CannotDo says what keeps whoever acts from doing what is asked: it becomes a
// case that goes to the sender. Without words it asks. args: the number, then what
// is in the way.
func CannotDo(t *flows.Turn, args []string) {
	d, p, ok := answerable(t, args)
	if !ok {
		return
	}
	words := viet.Clean(strings.Join(args[1:], " "))
	c, open := casework.Cases.Get(t.Tx, p.Case)
	open = open && p.State == Stuck && c.State.Open()
	switch {
	case !d.Ask.Wants():
		t.Reply("directive.answer.nothing", text.Args{"n": d.Number})
	case open && words != "" && c.Reporter == t.From.ID:
		casework.Speak(t, []string{c.Code, words})
	case open:
		told(t, d, p)
	case words == "" && len(t.Event.Files) == 0:
		askFor(t, d, flows.Question{Kind: "cd.stuck", Open: viet.Text}, "directive.answer.stuck")
	default:
		stuck(t, d, p, words)
	}
}

// soon is how near the time it is due makes what is in the way of a directive
// pressing.
const soon = 48 * time.Hour

// stuck files what is in the way.
func stuck(t *flows.Turn, d Directive, p Party, words string) {
	masked, kinds := viet.Mask(words)
	level := casework.Ordinary
	if d.Storm || !d.Due.IsZero() && d.Due.Before(t.Event.At.Add(soon)) {
		level = casework.Soon
	}
	part := casework.Part{At: t.Event.At, Text: masked, Files: t.Event.Files, Said: t.Event.Message, Album: t.Event.Album}
	if t.Event.Album != "" {
		flows.Hold(t, albumOf(t), d.Code(), nil)
	}
	c := casework.Plead(t, casework.Plea{
		Directive: d.Number, Unit: p.Unit, Level: level, Part: part, Masked: len(kinds) > 0, To: d.over(t),
	})
	p.replace(t, d)
	p.State, p.Case = Stuck, c.Code
	keep(t, d, p)
	told(t, d, p)
}

// over returns who can do something about what is in the way of a directive: its
// sender, then the leaders and administrators of the place it went to and above.
func (d Directive) over(t *flows.Turn) []flows.Member {
	var all []flows.Member
	add := func(m flows.Member) {
		if m.ID != "" && !slices.ContainsFunc(all, func(o flows.Member) bool { return o.ID == m.ID }) {
			all = append(all, m)
		}
	}
	for _, id := range []string{d.By, d.Consent} {
		m, _ := flows.Members.Get(t.Tx, id)
		add(m)
	}
	for _, place := range d.Places {
		for u := range flows.Up(t.Tx, place) {
			for _, role := range []flows.Role{flows.Leader, flows.Admin} {
				for _, m := range flows.Holders(t.Tx, u.Code, role, t.Event.At) {
					add(m)
				}
			}
		}
	}
	return all
}
