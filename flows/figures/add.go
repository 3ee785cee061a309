package figures

import (
	"cmp"
	"slices"

	"caunoi/flows"
	"caunoi/flows/viet"
	"caunoi/store"
)

// An Added is what an indicator came to for a unit in a period.
type Added struct {
	Value viet.Num
	Of    viet.Num // of a ratio: of how many; Value is how many of them
	Given int      // how many sheets said something of it: none is silence, and no zero
	Near  int      // how many of them only nearly
}

// Known tells what the bot knows by itself of an indicator that nobody types, for
// a unit in a period; ok is false where it knows nothing.
type Known func(i flows.Indicator, unit string, p Period) (a Added, ok bool)

// Add adds indicators up for a unit and all below it, by code. What nobody said
// anything of is not in the answer. It reads one total for each month of the
// period, and the sheets below only for a median that people type. known may be
// nil.
func Add(tx store.Tx, all []flows.Indicator, tree Tree, unit string, p Period, known Known) map[string]Added {
	numbers, totals := NumbersOf(tx), monthly(tx, tree, unit, p)
	sums := make(map[string]Added, len(all))
	for _, i := range all {
		var a Added
		ok := false
		switch {
		case !i.Source.Typed():
			if known != nil {
				a, ok = known(i, unit, p)
			}
		case i.Adds == flows.Median:
			a, ok = middle(tx, tree, unit, p, numbers[i.Code])
		case i.Adds == flows.Last:
			a, ok = sum(totals[max(0, len(totals)-1):], numbers[i.Code])
			if n := len(totals); n > 0 && totals[n-1].Month != p.To {
				ok = false // nobody has said what there was at the end
			}
		case i.Adds == flows.Sum:
			a, ok = sum(totals, numbers[i.Code])
		}
		if ok {
			sums[i.Code] = a
		}
	}
	for _, i := range all {
		upper, has := sums[i.Of[0]]
		lower, also := sums[i.Of[1]]
		if i.Source.Typed() && i.Adds == flows.Ratio && has && also {
			sums[i.Code] = Added{Value: upper.Value, Of: lower.Value, Given: min(upper.Given, lower.Given), Near: max(upper.Near, lower.Near)}
		}
	}
	return sums
}

// monthly returns the totals of a unit in a period, one for each month that has
// any, in their order. Of a team it is its own sheet, and what became part of it.
func monthly(tx store.Tx, tree Tree, unit string, p Period) []Total {
	var all []Total
	for t := range Totals.Range(tx, store.Key(uint8(tree), unit, int(p.From)), store.Key(uint8(tree), unit, int(p.To)+1)) {
		all = append(all, t)
	}
	for s := range Sheets.Range(tx, store.Key(unit, int(p.From)), store.Key(unit, int(p.To)+1)) {
		if !s.Team {
			continue // it is in the totals of its own unit
		}
		i, has := slices.BinarySearchFunc(all, s.Month, func(t Total, m Month) int { return cmp.Compare(t.Month, m) })
		if !has {
			all = slices.Insert(all, i, Total{Tree: tree, Unit: unit, Month: s.Month})
		}
		all[i].add(s, 1)
	}
	return all
}

// sum adds an indicator up over totals.
func sum(totals []Total, number int) (a Added, ok bool) {
	for _, t := range totals {
		if number > 0 && number < len(t.Sums) {
			a.Value, a.Given, a.Near = a.Value+t.Sums[number], a.Given+t.Given[number], a.Near+t.Near[number]
		}
	}
	return a, a.Given > 0
}

// mostSheets is how many sheets a median looks at: a province of a year.
const mostSheets = 30000

// middle is the median of an indicator over all sheets below a unit; of an even
// number the half way between the two in the middle. Where there are more sheets
// than can be looked at in one transaction there is none.
func middle(tx store.Tx, tree Tree, unit string, p Period, number int) (a Added, ok bool) {
	var values []viet.Num
	looked := 0
	for _, team := range below(tx, tree, unit) {
		for s := range Sheets.Range(tx, store.Key(team, int(p.From)), store.Key(team, int(p.To)+1)) {
			if looked++; looked > mostSheets {
				return Added{}, false
			}
			if tree == Then && s.Unit != unit && !slices.Contains(s.Path, unit) {
				continue
			}
			if v, given := s.Value(number); given {
				values = append(values, v)
			}
		}
	}
	if len(values) == 0 {
		return Added{}, false
	}
	slices.Sort(values)
	n := len(values)
	return Added{Value: (values[(n-1)/2] + values[n/2]) / 2, Given: n}, true
}

// below returns the codes of a unit and of all whose sheets may count in it: by the
// tree of now those that are below it, and what became part of one of them; by that
// of then also those that were below it once, of which each sheet says where it was.
func below(tx store.Tx, tree Tree, unit string) []string {
	if tree == Then {
		var all []string
		for _, s := range flows.Below(tx, flows.Unit{Code: unit}) {
			all = append(all, s.Unit.Code)
		}
		return all
	}
	all, seen := []string{unit}, map[string]bool{unit: true}
	for next := 0; next < len(all); next++ {
		for _, index := range []string{"parent", "into"} {
			for u := range flows.Units.Under(tx, index, store.Key(all[next])) {
				if !seen[u.Code] && (index == "into" || u.Into == "") {
					seen[u.Code] = true
					all = append(all, u.Code)
				}
			}
		}
	}
	return all
}
