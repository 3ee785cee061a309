package search

import (
	"cmp"
	"fmt"
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
)

// Seal puts the next slice of what was reported into the index, and what was
// changed since it was put in.
func Seal(t *flows.Turn) {
	x := newLexicon(t)
	reseal(t, x)
	m, ok := casework.Edges.Get(t.Tx, "=")
	if !ok {
		for c := range casework.Cases.Range(t.Tx, "", "") {
			m.Month, _, _ = casework.Number(c.Code)
			break
		}
	}
	docs := pending(t, m, slice)
	if m.Month == 0 || len(docs) < enough && (len(docs) == 0 || docs[0].month() == month(t)) {
		return
	}
	rows := map[place]*set{}
	for _, d := range docs {
		if c, ok := load(t, d); ok {
			for _, term := range x.terms(c) {
				at := place{term, d.block()}
				if rows[at] == nil {
					s := row(t.Tx, term, at.block)
					rows[at] = &s
				}
				rows[at].add(d.slot())
			}
		}
		m.Month, m.Last = d.month(), d.n()
	}
	keep(t, rows)
	casework.Edges.Put(t.Tx, m)
	if len(docs) == slice {
		t.Wake(sealName, "", hurry)
	}
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
