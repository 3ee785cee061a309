package casework

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// A shelf is where an open case lies in its unit's part of the index "open", so
// that a list reads the keys of what it shows and nothing else.
type shelf uint8

// What makes a shelf; a case may be several of these.
const (
	inWork  shelf = 1 << iota // somebody has it
	tooLong                   // it was not settled in time
	apart                     // not everybody in charge may know of it, or know its village: it is looked at before it is listed
	shelves
)

// shelfOf returns the shelf of an open case.
func shelfOf(c Case) (s shelf) {
	if c.State != New {
		s |= inWork
	}
	if c.Clock.Late {
		s |= tooLong
	}
	if c.Above || c.Category == "DLU" {
		s |= apart
	}
	return s
}

// shelved is the index "open": unit, shelf, level, time. It stands under the
// unit, those above it and the offices it was given to.
func shelved(c Case) []string {
	if !c.State.Open() {
		return nil
	}
	terms := make([]string, 0, 1+len(c.Path)+len(c.Offices))
	rest := order(c)
	add := func(unit string) { terms = append(terms, shelfKey(unit, shelfOf(c))+rest) }
	add(c.Unit)
	for _, unit := range c.Path {
		add(unit)
	}
	for _, unit := range c.Offices {
		add(unit)
	}
	return terms
}

// shelfKey begins all rows of a shelf.
func shelfKey(unit string, s shelf) string { return store.Key(unit, uint8(s)) }

// order is the place of a case in every list of those who handle it: the most
// pressing first, and of these the one that has waited longest.
func order(c Case) string { return store.Key(uint8(c.Level), c.At) }

// What a person has in hand, in the index "hands".
const (
	offered uint8 = 0 // nobody has it, and the person was told
	held    uint8 = 1 // the person has it
)

// inHands is the index "hands": member, what it is to the member, level, time.
func inHands(c Case) []string {
	switch {
	case c.State == New:
		terms := make([]string, len(c.Alerts))
		for i, a := range c.Alerts {
			terms[i] = store.Key(a.Member, offered) + order(c)
		}
		return terms
	case c.State.Open():
		return []string{store.Key(c.Taker, held) + order(c)}
	}
	return nil
}

// A row is one case of a list, before anything of the case was read.
type row struct {
	order string
	code  string
}

// inOrder compares two rows. Of what was reported in the same moment the lower
// number comes first.
func inOrder(a, b row) int {
	return cmp.Or(strings.Compare(a.order, b.order), len(a.code)-len(b.code), strings.Compare(a.code, b.code))
}

// merged brings two lists in their order into one, each case once.
func merged(a, b []row) []row {
	if len(a) == 0 {
		return b
	}
	all := make([]row, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch first := inOrder(a[0], b[0]); {
		case first < 0:
			all, a = append(all, a[0]), a[1:]
		case first > 0:
			all, b = append(all, b[0]), b[1:]
		default:
			a = a[1:]
		}
	}
	return append(append(all, a...), b...)
}

// rowsOf returns up to limit rows of an index that begin with head, from a row
// on; look says which of them count, where that cannot be told from the key.
func rowsOf(t *flows.Turn, index, head string, from row, limit int, look func(Case) bool) []row {
	var rows []row
	begin, end := store.Prefix(head)
	for term, code := range Cases.Keys(t.Tx, index, begin+from.order, end) {
		r := row{term[len(head):], code}
		if inOrder(r, from) < 0 {
			continue
		}
		if look != nil {
			if c, ok := read(t, code); !ok || !look(c) {
				continue
			}
		}
		if rows = append(rows, r); len(rows) == limit {
			break
		}
	}
	if !slices.IsSortedFunc(rows, inOrder) {
		slices.SortFunc(rows, inOrder) // of what was reported in one moment
	}
	return rows
}

// read returns a case, and none for one that is damaged: a list goes on without
// it.
func read(t *flows.Turn, code string) (Case, bool) {
	for c := range Cases.Range(t.Tx, code, code+"\x00") {
		return c, true
	}
	return Case{}, false
}

// openSince returns the codes of the open cases of exactly this unit and those
// below it that were reported since a moment and may be spoken of to anybody
// there.
func openSince(t *flows.Turn, unit string, since time.Time) []string {
	var codes []string
	for s := range shelves {
		if s&apart != 0 {
			continue
		}
		for level := LifeAndDanger; level <= ToKnow; level++ {
			head := shelfKey(unit, s) + store.Key(uint8(level))
			_, end := store.Prefix(head)
			for _, code := range Cases.Keys(t.Tx, "open", head+store.Key(since), end) {
				codes = append(codes, code)
			}
		}
	}
	return codes
}
