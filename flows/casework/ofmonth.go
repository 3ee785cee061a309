package casework

import (
	"cmp"
	"fmt"
	"slices"

	"caunoi/flows"
)

// OfMonth returns the reports that are counted of a unit in a month and that whoever
// acts may read, by their numbers: from a place in that order on, up to so many. shut
// is how many others of them there are up to the next place to go on from, which is 0
// when there is no more. So many are looked at, and if that is not enough for a page
// it goes on behind them: nothing is left out.
func OfMonth(t *flows.Turn, unit string, today bool, month, from, page, most int) (all []Case, shut, next int) {
	codes := codesOf(t, month)
	sight := Look(t)
	for at := from; at < len(codes); at++ {
		if at-from == most || len(all) == page {
			return all, shut, at
		}
		c, ok := read(t, codes[at])
		switch {
		case !ok || c.month(c.At) != month || !slices.Contains(c.CountsIn(today), unit):
		case sight.Sees(c):
			all = append(all, c)
		case !c.Above: // of which its team's people learn nothing, nor that there is one
			shut++
		}
	}
	return all, shut, 0
}

// codesOf are the codes of the reports of which some may be of a month, by their
// numbers. Nothing of the reports is read for it.
func codesOf(t *flows.Turn, month int) (codes []string) {
	for _, m := range []int{month - 1, month} { // a month may begin in the middle of another, or in another zone
		head := fmt.Sprintf("%02d%02d", m/12%100, m%12+1) // as their codes begin
		for code := range t.Tx.Scan(Cases.Name(), head+"-", head+".") {
			codes = append(codes, code)
		}
	}
	slices.SortFunc(codes, func(a, b string) int {
		x, n, _ := Number(a)
		y, k, _ := Number(b)
		return cmp.Or(cmp.Compare(x, y), cmp.Compare(n, k))
	})
	return codes
}
