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
	How []string `cbor:"2,keyasint,omitempty"` // of each its unit and how it adds up
}

// how is what a stored number of an indicator means: its unit, and how it adds up.
func how(i flows.Indicator) string { return string(i.Unit) + " " + string(i.Adds) }

// note writes down what the numbers mean of which that is not known yet, and those
// that are new.
func (book *codes) note(all []flows.Indicator) (changed bool) {
	for len(book.How) < len(book.All) {
		book.How = append(book.How, "")
	}
	for _, i := range all {
		at := slices.Index(book.All, i.Code)
		switch {
		case at < 0:
			book.All, book.How = append(book.All, i.Code), append(book.How, how(i))
		case book.How[at] == "":
			book.How[at] = how(i)
		default:
			continue
		}
		changed = true
	}
	return changed
}

// Redefined returns the first indicator that is counted in another unit, or adds up
// otherwise, than what is stored under its code: years of it would be read as what
// they are not.
func Redefined(tx store.Tx, all []flows.Indicator) (code string, is bool) {
	book, _ := codeBook.Get(tx, "all")
	for _, i := range all {
		if at := slices.Index(book.All, i.Code); at >= 0 && at < len(book.How) && book.How[at] != "" && book.How[at] != how(i) {
			return i.Code, true
		}
	}
	known := slices.DeleteFunc(slices.Clone(all), func(i flows.Indicator) bool { return !slices.Contains(book.All, i.Code) })
	if book.note(known) {
		codeBook.Put(tx, book)
	}
	return "", false
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
	if book.note(all) {
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
