package figures

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/viet"
)

// Nothing notes that there was none of all that is asked for and not said yet. It
// is read back before anything is stored. args: the unit and the month.
func Nothing(t *flows.Turn, args []string) {
	d, s, _, ok := at(t, args)
	if !ok {
		return
	}
	k, before := d.taking(t, s), d
	k.zeros()
	k.fit(before)
	d.step(t, s, k.lines)
}

// zeros notes that there was none of what is asked for and was not said, nor is to
// be asked back. What was said stays as it is.
func (k *taking) zeros() {
	for _, i := range k.d.unheard(k.turn, k.d.missing(k.sheet, k.numbers, k.all)) {
		if !k.d.holds(i.Code) {
			k.d.set(entry{Code: i.Code})
		}
	}
}

// unheard are those of indicators of which no result was told during the month: of
// the others "nothing" would not be true.
func (d draft) unheard(t *flows.Turn, all []flows.Indicator) []flows.Indicator {
	told := offers(t, d.Unit, d.Month, all)
	return slices.DeleteFunc(slices.Clone(all), func(i flows.Indicator) bool { _, is := told[i.Code]; return is })
}

// nothing reports whether the clauses in which no figure was found say that there
// was none of all the rest: "còn lại không có". Where nothing is asked for a bare
// "không" or 0 says it too: it is of no item more than of another.
func (k *taking) nothing(r Reading) bool {
	_, asked := k.asked()
	bare := r.Empty() && !asked && len(k.d.Doubts) == 0
	return len(r.Rest) > 0 && !slices.ContainsFunc(r.Rest, func(clause string) bool { return !saysNothing(clause, bare) })
}

// saysNothing reports whether a clause says that there was nothing, and no more.
func saysNothing(clause string, bare bool) bool {
	left, said := len(viet.Words(clause)), map[string]bool{}
	for _, h := range nothings.Find(clause) {
		if left -= h.Words; h.Says != "" {
			said[h.Says] = true
		}
	}
	return left == 0 && (said["nothing"] || said["zero"] && (bare || said["all"]))
}
