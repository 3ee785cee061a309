package casework

import (
	"cmp"
	"fmt"
	"slices"

	"caunoi/flows"
)

// OfMonth returns the reports at or below some units that are counted in a month and
// that whoever acts may read, by their numbers. At most so many are looked
// at; cut says that there are more, so that all is not all of them.
func OfMonth(t *flows.Turn, units []string, month, most int) (all []Case, cut bool) {
	sight, looked := Look(t), 0
	seen := map[string]bool{}
	for back := range 2 { // a month may begin in the middle of another, or in another zone
		m := month - back
		head := fmt.Sprintf("%02d%02d", m/12%100, m%12+1) // as their codes begin
		for c := range Cases.Range(t.Tx, head+"-", head+".") {
			if looked++; looked > most {
				break
			}
			above, own := c.counting()
			if seen[c.Code] || c.month(c.At) != month || !slices.ContainsFunc(append(above[:len(above):len(above)], own), func(u string) bool { return u != "" && slices.Contains(units, u) }) || !sight.Sees(c) {
				continue
			}
			seen[c.Code] = true
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b Case) int {
		x, n, _ := Number(a.Code)
		y, k, _ := Number(b.Code)
		return cmp.Or(cmp.Compare(x, y), cmp.Compare(n, k))
	})
	return all, looked > most
}
