package search

import (
	"cmp"
	"iter"
	"slices"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/viet"
	"caunoi/store"
)

const (
	tail   = 5000 // unsealed cases that a search looks through at most, the newest
	ownAll = 1000 // own reports that a search looks through at most
)

// A finder looks for the cases that hold all of some words and that whoever acts
// may read.
type finder struct {
	t     *flows.Turn
	x     *lexicon
	sight *casework.Sight
	words []string
}

// find returns up to want cases that were reported before one, the newest first;
// before of 0 is the newest of all.
func (f *finder) find(before doc, want int) []casework.Case {
	if before == 0 {
		before = ^doc(0)
	}
	found := f.own(before, want)
	if f.sight.Handles() {
		n := 0
		for d := range f.candidates(before) {
			c, ok := load(f.t, d)
			if !ok || !f.sight.Sees(c) || !f.holds(c, false) {
				continue
			}
			found = append(found, c)
			if n++; n == want {
				break
			}
		}
	}
	slices.SortStableFunc(found, func(a, b casework.Case) int { return cmp.Compare(number(b), number(a)) })
	found = slices.CompactFunc(found, func(a, b casework.Case) bool { return a.Code == b.Code })
	return found[:min(len(found), want)]
}

// number is the doc of a case.
func number(c casework.Case) doc {
	month, n, _ := casework.Number(c.Code)
	return docOf(month, n)
}

// holds reports whether a case holds all the words, as it is now.
func (f *finder) holds(c casework.Case, own bool) bool {
	words := f.x.words(c, own)
	for _, w := range f.words {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return true
}

// own returns what whoever acts reported.
func (f *finder) own(before doc, want int) []casework.Case {
	var found []casework.Case
	n := 0
	from, to := store.Prefix(store.Key(f.t.From.ID))
	for _, c := range casework.Cases.By(f.t.Tx, "own", from, to) {
		if n++; n > ownAll || len(found) == want {
			break
		}
		if number(c) < before && f.holds(c, true) {
			found = append(found, c)
		}
	}
	return found
}

// candidates yields the cases of the units in sight that may hold the words, the
// newest first: all that is not in the index yet, what was changed since, and
// what the index names.
func (f *finder) candidates(before doc) iter.Seq[doc] {
	return func(yield func(doc) bool) {
		m, _ := casework.Edges.Get(f.t.Tx, "=")
		mark := docOf(m.Month, m.Last)
		for d := range f.unsealed(mark) {
			if d < before && !yield(d) {
				return
			}
		}
		touched := f.touched(mark)
		for d := range f.sealed(min(before, mark+1)) {
			for len(touched) > 0 && touched[0] >= d {
				if at := touched[0]; at < before && at != d && !yield(at) {
					return
				}
				touched = touched[1:]
			}
			if !yield(d) {
				return
			}
		}
		for _, d := range touched {
			if d < before && !yield(d) {
				return
			}
		}
	}
}

// unsealed yields what was reported after the mark, the newest first.
func (f *finder) unsealed(mark doc) iter.Seq[doc] {
	return func(yield func(doc) bool) {
		n := 0
		for at := month(f.t); at > 0 && at >= mark.month(); at = previous(at) {
			for last := flows.LastCode(f.t.Tx, at); last > 0; last-- {
				d := docOf(at, last)
				if n++; d <= mark || n > tail || !yield(d) {
					return
				}
			}
			if mark == 0 && flows.LastCode(f.t.Tx, previous(at)) == 0 {
				return
			}
		}
	}
}

// previous is the month before one.
func previous(month int) int {
	if month%100 == 1 {
		return (month/100-1)*100 + 12
	}
	return month - 1
}

// touched returns what was changed since it was put into the index, the newest
// first.
func (f *finder) touched(mark doc) []doc {
	var docs []doc
	for c := range casework.Touches.Range(f.t.Tx, "", "") {
		if month, n, ok := casework.Number(c.Code); ok && docOf(month, n) <= mark {
			docs = append(docs, docOf(month, n))
		}
	}
	slices.SortFunc(docs, func(a, b doc) int { return cmp.Compare(b, a) })
	return docs
}

// sealed yields the cases that the index names under all the words and in one of
// the units in sight, the newest first. It goes from block to block that has all
// the words, so that a rare word costs what it is rare.
func (f *finder) sealed(before doc) iter.Seq[doc] {
	return func(yield func(doc) bool) {
		for at := before.block(); ; at-- {
			b, both, ok := f.meet(at)
			if !ok {
				return
			}
			limit := docsPerBlock
			if b == before.block() {
				limit = before.slot()
			}
			for slot := range both.below(limit) {
				if !yield(b.doc(slot)) {
					return
				}
			}
			if at = b; at == 0 {
				return
			}
		}
	}
}

// meet finds the newest block, not after one, in which all the words stand, and
// which cases there have them all.
func (f *finder) meet(from block) (at block, all set, ok bool) {
	at = from
	for i := 0; i < len(f.words); {
		b, s, ok := newest(f.t.Tx, f.words[i], at)
		switch {
		case !ok:
			return 0, all, false
		case b < at && i > 0: // the words before are not here: from the beginning, further back
			at, i = b, 0
			continue
		case i == 0:
			at, all = b, s
		default:
			all.and(&s)
		}
		i++
	}
	var here set
	for _, unit := range f.sight.Units() {
		s := row(f.t.Tx, unitTerm(unit), at)
		here.or(&s)
	}
	all.and(&here)
	return at, all, true
}

// words returns what is searched for in what a person typed.
func words(typed string) []string {
	all := viet.Terms(typed)
	n := 0
	for i, w := range all {
		if n += len(w) + 1; n > longest {
			return all[:i]
		}
	}
	return all
}

// longest is how many letters of words a search takes: a press that goes on
// with it holds them.
const longest = 44
