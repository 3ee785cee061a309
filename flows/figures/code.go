package figures

import (
	"slices"

	"caunoi/flows"
	"caunoi/store"
)

// codes is the one record that says which stored number an indicator has: its
// place in the list. Numbers are given once and stay, whatever the configuration
// says later.
type codes struct {
	All []string `cbor:"1,keyasint"`
}

var codeBook = store.NewTable("figure.code", func(codes) string { return "all" })

// Numbers are the stored numbers of indicators, by code.
type Numbers map[string]int

// NumbersOf returns the numbers that were given so far. The numbers begin with 1.
func NumbersOf(tx store.Tx) Numbers {
	book, _ := codeBook.Get(tx, "all")
	n := make(Numbers, len(book.All))
	for i, code := range book.All {
		n[code] = i + 1
	}
	return n
}

// Numbered gives numbers to the indicators that have none yet, and returns all.
func Numbered(tx store.Tx, all []flows.Indicator) Numbers {
	book, _ := codeBook.Get(tx, "all")
	known := len(book.All)
	for _, i := range all {
		if !slices.Contains(book.All, i.Code) {
			book.All = append(book.All, i.Code)
		}
	}
	if len(book.All) > known {
		codeBook.Put(tx, book)
	}
	return NumbersOf(tx)
}

// Find returns the indicator of a code.
func Find(all []flows.Indicator, code string) (flows.Indicator, bool) {
	if i := slices.IndexFunc(all, func(o flows.Indicator) bool { return o.Code == code }); i >= 0 {
		return all[i], true
	}
	return flows.Indicator{}, false
}
