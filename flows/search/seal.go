package search

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
)

const (
	// SealEvery is how often it is looked whether there is something to put into
	// the index.
	SealEvery = 5 * time.Minute

	sealName = "index"     // its timer
	slice    = 128         // cases put into the index in one turn, so that nothing waits for it
	enough   = 64          // fewer new ones are looked through faster than they are put in
	hurry    = time.Second // when there is more to do

	namesEvery = time.Hour // how often it is looked whether units are called otherwise
)

// Seal puts the next slice of what was reported into the index, and what was
// changed since it was put in.
func Seal(t *flows.Turn) {
	x := newLexicon(t)
	reseal(t, x)
	m, ok := casework.Edges.Get(t.Tx, "=")
	if !ok {
		m.Month, _, _ = casework.Number(first(t))
	}
	rename(t, x, m)
	docs := pending(t, m, slice)
	if m.Month == 0 || len(docs) < enough && (len(docs) == 0 || docs[0].month() == month(t)) {
		return
	}
	fill(t, x, docs)
	m.Month, m.Last = docs[len(docs)-1].month(), docs[len(docs)-1].n()
	casework.Edges.Put(t.Tx, m)
	if len(docs) == slice {
		t.Wake(sealName, "", hurry)
	}
}

// fill puts the words of cases into the index.
func fill(t *flows.Turn, x *lexicon, docs []doc) {
	rows := map[place]*set{}
	for _, d := range docs {
		c, ok := load(t, d)
		if !ok {
			continue
		}
		for _, term := range x.terms(c) {
			at := place{term, d.block()}
			if rows[at] == nil {
				s := row(t.Tx, term, at.block)
				rows[at] = &s
			}
			rows[at].add(d.slot())
		}
	}
	keep(t, rows)
}

// rename looks whether units are called otherwise than they were, or stand
// elsewhere in the tree, and then puts every case into the index again, slice by
// slice: it is to be found by the names of today. By an old name nothing is
// found, since every case is read before it is shown.
func rename(t *flows.Turn, x *lexicon, sealed casework.Edge) {
	e, _ := casework.Edges.Get(t.Tx, "=names")
	if e.Month == 0 {
		if sealed.Month == 0 || t.Event.At.Sub(e.Looked) < namesEvery {
			return
		}
		names := names(t)
		if e.Digest != 0 && e.Digest != names {
			e.Month = 1 // from the first
		}
		e.Name, e.Digest, e.Looked = "names", names, t.Event.At
		casework.Edges.Put(t.Tx, e)
		if e.Month == 0 {
			return
		}
	}
	if e.Month == 1 {
		e.Month, _, _ = casework.Number(first(t))
	}
	mark := docOf(sealed.Month, sealed.Last)
	docs := slices.DeleteFunc(pending(t, e, slice), func(d doc) bool { return d > mark })
	fill(t, x, docs)
	if len(docs) == 0 {
		e.Month, e.Last = 0, 0 // all were gone through
	} else {
		e.Month, e.Last = docs[len(docs)-1].month(), docs[len(docs)-1].n()
		t.Wake(sealName, "", hurry)
	}
	casework.Edges.Put(t.Tx, e)
}

// names is a digest of what all units are called and where they stand.
func names(t *flows.Turn) uint64 {
	h := fnv.New64a()
	for u := range flows.Units.All(t.Tx) {
		for _, part := range []string{u.Code, u.Name, u.Parent, u.Into} {
			h.Write([]byte(part))
			h.Write([]byte{0})
		}
	}
	return h.Sum64() | 1
}

// first returns the code of the first case there is.
func first(t *flows.Turn) string {
	for c := range casework.Cases.Range(t.Tx, "", "") {
		return c.Code
	}
	return ""
}

// A place is where a row is: a word in a block.
type place struct {
	term  string
	block block
}

// keep stores rows in the order of their keys, which the engine likes best.
func keep(t *flows.Turn, rows map[place]*set) {
	places := make([]place, 0, len(rows))
	for at := range rows {
		places = append(places, at)
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Or(strings.Compare(a.term, b.term), cmp.Compare(b.block, a.block)) })
	for _, at := range places {
		rows[at].keep(t.Tx, at.term, at.block)
	}
}

// reseal puts a slice of what was changed into the index as it is now. What was
// erased leaves it here.
func reseal(t *flows.Turn, x *lexicon) {
	n := 0
	for touched := range casework.Touches.Range(t.Tx, "", "") {
		if n++; n > enough {
			t.Wake(sealName, "", hurry)
			return
		}
		casework.Touches.Delete(t.Tx, touched.Code)
		month, number, ok := casework.Number(touched.Code)
		d := docOf(month, number)
		c, found := load(t, d)
		if !ok || !found {
			continue
		}
		terms := x.terms(c)
		for _, term := range touched.Gone {
			if !slices.Contains(terms, term) {
				s := row(t.Tx, term, d.block())
				s.remove(d.slot())
				s.keep(t.Tx, term, d.block())
			}
		}
		for _, term := range terms {
			if s := row(t.Tx, term, d.block()); !s.has(d.slot()) {
				s.add(d.slot())
				s.keep(t.Tx, term, d.block())
			}
		}
	}
}

// load returns the case of a number; a code may have been given out for nothing,
// and one that is damaged is passed over.
func load(t *flows.Turn, d doc) (casework.Case, bool) {
	code := d.code()
	for c := range casework.Cases.Range(t.Tx, code, code+"\x00") {
		return c, true
	}
	return casework.Case{}, false
}

// code is how people call it.
func (d doc) code() string { return fmt.Sprintf("%04d-%d", d.month(), d.n()) }

// month is the first part of the codes that are given out now.
func month(t *flows.Turn) int {
	at := t.Event.At.In(t.Set.Zone)
	return at.Year()%100*100 + int(at.Month())
}

// after is the month after one.
func after(month int) int {
	if month%100 == 12 {
		return (month/100+1)%100*100 + 1
	}
	return month + 1
}

// pending returns up to limit cases after the mark, the oldest first.
func pending(t *flows.Turn, m casework.Edge, limit int) []doc {
	var docs []doc
	for at, n := m.Month, m.Last; at > 0 && at <= month(t); at, n = after(at), 0 {
		for last := flows.LastCode(t.Tx, at); n < last; {
			if n++; len(docs) == limit {
				return docs
			}
			docs = append(docs, docOf(at, n))
		}
	}
	return docs
}
