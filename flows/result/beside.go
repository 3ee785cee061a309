package result

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/viet"
)

// Besides is what becomes of words that were sent while the figures of a month are
// asked for: results of a day that is not of that month are kept on their day, and a
// matter beside figures goes to report with all that was said.
func Besides(report func(t *flows.Turn, m viet.Meaning)) figures.Besides {
	return figures.Besides{Elsewhere: elsewhere, Matter: func(t *flows.Turn, words string, rest []string) bool {
		if !concerns(rest) {
			return false
		}
		m := viet.Meaning{Kind: viet.Report}
		if viet.Mean(strings.Join(rest, ", "), viet.Context{}).Kind == viet.Danger {
			m.Kind = viet.Danger
		}
		said := t.Event.Text
		t.Event.Text = words
		report(t, m)
		t.Event.Text = said
		return true
	}}
}

// elsewhere reports whether what was said tells results, as such, of a day that is
// not of the month.
func elsewhere(t *flows.Turn, month figures.Month) bool {
	told, called := cut(t.Event.Text)
	if !called || figures.Read(t.Set.Indicators, told).Empty() {
		return false
	}
	return slices.ContainsFunc(parts(t, told), func(p part) bool {
		return p.when.named && p.when.wrong != noDay && figures.MonthAt(t.Set, p.when.day) != month
	})
}
