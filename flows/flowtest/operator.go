package flowtest

import (
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
)

// decides has the operator decide something, as by the configuration and a new start.
func (p *play) decides(decide func(set *flows.Settings)) {
	p.set = append(p.set, decide)
	p.furnish()
}

// indicator is a row of the monthly figures in the operator's own words: its code,
// unit, the most, and what it is called.
func (p *play) indicator(words []string) {
	i := flows.Indicator{Code: words[0], Adds: flows.Sum, Source: flows.FromTeam, Asked: true, Label: strings.Join(words[3:], " ")}
	most, err := strconv.ParseInt(words[2], 10, 64)
	if !i.SetUnit(words[1]) || err != nil {
		p.t.Fatalf("no indicator: %v", words)
	}
	i.SetMost(most)
	p.decides(func(set *flows.Settings) { set.Indicators = append(set.Indicators, i) })
}

// form is one of the operator's own: its name, who fills it in, and its title.
func (p *play) form(words []string) {
	f := flows.Form{Name: words[0], By: flows.Source(words[1]), Title: strings.Join(words[2:], " ")}
	p.decides(func(set *flows.Settings) { set.Forms = append(set.Forms, f) })
}

// field is a question of the newest form: its kind, unit, bounds or choices, and label.
func (p *play) field(words []string) {
	f := flows.Field{Kind: flows.FieldKind(words[0]), Label: strings.Join(words[3:], " ")}
	low, most, bounded := strings.Cut(words[2], "-")
	number := f.Kind == flows.NumberField
	if number && (!f.SetUnit(words[1]) || !bounded || !f.SetBounds(low, most)) {
		p.t.Fatalf("no field: %v", words)
	}
	if f.Kind == flows.ChoiceField {
		f.Choices = strings.Split(words[2], ";")
	}
	p.decides(func(set *flows.Settings) {
		last := &set.Forms[len(set.Forms)-1]
		last.Fields = append(last.Fields[:len(last.Fields):len(last.Fields)], f)
	})
}

// configure is the operator's change of a setting: to how many a directive needs a
// second consent, or that a form is there no more.
func (p *play) configure(words []string) {
	decide := func(set *flows.Settings) {
		set.Forms = slices.DeleteFunc(slices.Clone(set.Forms), func(f flows.Form) bool { return f.Name == words[1] })
	}
	if words[0] == "consent" {
		n, err := strconv.Atoi(words[1])
		if err != nil {
			p.t.Fatal(err)
		}
		decide = func(set *flows.Settings) { set.Directives.Consent = n }
	}
	p.decides(decide)
}
