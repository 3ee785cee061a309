package viet

import (
	"bytes"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// SortByName puts items in the order in which a Vietnamese reader looks for them: by
// the Vietnamese alphabet (d before đ before e), then by tone, and numbers by their
// value, so that village 12 stands before village 102. Of several words the first
// counts most. Items that are alike in all words stay in the order in which they came.
func SortByName[T any](items []T, words ...func(T) string) {
	type one struct {
		item T
		keys [][]byte
	}
	order, all := collate.New(language.Vietnamese, collate.Numeric), make([]one, len(items))
	var keys collate.Buffer // a key a name: to compare 2,071 names with each other takes ten times as long
	for i, item := range items {
		all[i].item = item
		for _, word := range words {
			all[i].keys = append(all[i].keys, order.KeyFromString(&keys, word(item)))
		}
	}
	slices.SortStableFunc(all, func(a, b one) int { return slices.CompareFunc(a.keys, b.keys, bytes.Compare) })
	for i, o := range all {
		items[i] = o.item
	}
}
