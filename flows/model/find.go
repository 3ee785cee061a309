package model

import (
	"iter"
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/viet"
	"caunoi/store"
)

// of yields the models of a unit and below it that may be what is looked for, the
// newest first; of those that are late the longest first, as far as they are looked at.
func (l look) of(t *flows.Turn, unit string) iter.Seq[Model] {
	index, at := "place", []any{unit}
	switch {
	case l.shelf == late:
		return l.lateOf(t, unit)
	case l.shelf != "":
		index, at = "shelf", append(at, string(l.shelf))
	}
	from, to := store.Prefix(store.Key(at...))
	if l.before > 0 {
		from = store.Key(append(at, store.Desc(l.before))...) + "\x00"
	}
	return func(yield func(Model) bool) {
		for _, m := range Models.By(t.Tx, index, from, to) {
			if !yield(m) {
				return
			}
		}
	}
}

// lateOf is of for those that are late.
func (l look) lateOf(t *flows.Turn, unit string) iter.Seq[Model] {
	return func(yield func(Model) bool) {
		n := 0
		for _, m := range Models.By(t.Tx, "due", store.Key(unit), store.Key(unit, today(t))) {
			if n++; n > lookedAt {
				return
			}
			if (l.before == 0 || m.Number < l.before) && !yield(m) {
				return
			}
		}
	}
}

// fits reports whether a model is of the field that is looked for, and all the words
// stand in it.
func (l look) fits(t *flows.Turn, m Model) bool {
	if l.field != "" && l.field != m.Field {
		return false
	}
	if len(l.terms) == 0 {
		return true
	}
	words := viet.Terms(strings.Join([]string{"mh", m.Code(), m.Name, m.Place, m.owner(t.Tx).Name, m.Target.Label}, " "))
	return !slices.ContainsFunc(l.terms, func(w string) bool { return !slices.Contains(words, w) })
}
