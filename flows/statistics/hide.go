package statistics

import (
	"cmp"
	"slices"

	"caunoi/flows/casework"
	"caunoi/flows/figures"
)

// Fewest is the smallest count of cases that is shown to whoever may not open the
// cases themselves: with fewer, people would know whom it is about (conversations 8).
const Fewest = 5

// A shown is a count as its reader may see it.
type shown struct {
	N      int
	Hidden bool // something is left out of N because it is too little
}

// counted adds a fact up over a period as a reader may see it. For somebody who
// sees counts only it is the sum of those months that may be shown by themselves:
// so no two periods can be taken from one another to learn of a month that may not.
func (b *Book) counted(f casework.Fact, p figures.Period) (s shown) {
	if !b.right.Counts {
		return shown{N: b.ledger.Count(f, int(p.From), int(p.To))}
	}
	for m := p.From; m <= p.To; m++ {
		switch n := b.ledger.Count(f, int(m), int(m)); {
		case n >= Fewest:
			s.N += n
		case n > 0:
			s.Hidden = true
		}
	}
	return s
}

// byCategory returns how many were reported of each category in a period, as its
// reader may see it; what is hidden is not in it.
func (b *Book) byCategory(p figures.Period) (all map[string]int, hidden bool) {
	all = map[string]int{}
	if !b.right.Counts {
		for _, s := range b.ledger.Sums() {
			if s.Fact == casework.Came && figures.Month(s.Month) >= p.From && figures.Month(s.Month) <= p.To {
				all[s.Category] += s.N
			}
		}
		return all, false
	}
	for m := p.From; m <= p.To; m++ {
		month := map[string]int{}
		for _, s := range b.ledger.Sums() {
			if s.Fact == casework.Came && figures.Month(s.Month) == m {
				month[s.Category] += s.N
			}
		}
		less := Suppress(month)
		hidden = hidden || len(less) < len(month)
		for category, n := range less {
			all[category] += n
		}
	}
	return all, hidden
}

// Suppress returns those cells of a table that may be shown beside its total. Those
// below Fewest are left out, and further ones, the smallest first, until what is
// left out are at least two that come to Fewest: from the total nobody works out
// more than their sum.
func Suppress(cells map[string]int) map[string]int {
	type cell struct {
		name string
		n    int
	}
	var all []cell
	for name, n := range cells {
		if n > 0 {
			all = append(all, cell{name, n})
		}
	}
	slices.SortFunc(all, func(a, b cell) int { return cmp.Or(cmp.Compare(a.n, b.n), cmp.Compare(a.name, b.name)) })
	left, sum, out := all, 0, 0
	for len(left) > 0 && (left[0].n < Fewest || out > 0 && (out < 2 || sum < Fewest)) {
		sum, out, left = sum+left[0].n, out+1, left[1:]
	}
	kept := make(map[string]int, len(left))
	for _, c := range left {
		kept[c.name] = c.n
	}
	return kept
}
