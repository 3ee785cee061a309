package casework

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/viet"
	"caunoi/store"
)

// The index of the search is made in the background, so that no report waits for
// it: up to a mark its words are in it. What is changed below the mark afterwards
// is noted here, and put into the index again.

// An Edge is up to which case the index of the search goes.
type Edge struct {
	Name  string `cbor:"1,keyasint"` // "": of all words; "names": of putting in again what units are called now
	Month int    `cbor:"2,keyasint"` // the first part of the code: 2611
	Last  int64  `cbor:"3,keyasint"` // the second

	Digest uint64    `cbor:"4,keyasint,omitempty"` // of the names of all units, as they were put in
	Looked time.Time `cbor:"5,keyasint,omitempty"` // when that was looked at
}

// Edges holds them.
var Edges = store.NewTable("edge", func(m Edge) string { return "=" + m.Name })

// A Touch is a case whose words changed after they were put into the index.
type Touch struct {
	Code string   `cbor:"1,keyasint"`
	Gone []string `cbor:"2,keyasint,omitempty"` // words that are no longer in it and must leave the index: it may be that they were erased
}

// Touches holds what is to be put into the index again.
var Touches = store.NewTable("touch", func(c Touch) string { return c.Code })

// Number takes the code of a case apart.
func Number(code string) (month int, n int64, ok bool) {
	head, tail, dash := strings.Cut(code, "-")
	month, err := strconv.Atoi(head)
	n, wrong := strconv.ParseInt(tail, 10, 64)
	return month, n, dash && err == nil && wrong == nil && month > 0 && month < 1<<16 && n > 0
}

// Searched returns the messages of a case in whose words it is found: what was
// told, asked and done. What handlers note among themselves and what was put
// right since is not searched. own leaves out what further reporters said.
func (c Case) Searched(own bool) []string {
	var texts []string
	for _, p := range c.Parts {
		switch p.Kind {
		case Memo, Reason, Replaced:
			continue
		case Visit:
			if own {
				continue
			}
		case Told, Reply, Objects:
			if own && p.By != "" && p.By != c.Reporter {
				continue
			}
		}
		if p.Text != "" {
			texts = append(texts, p.Text)
		}
	}
	for _, text := range []string{c.Since, c.Proposal} {
		if text != "" {
			texts = append(texts, text)
		}
	}
	return texts
}

// touch notes a case that is about to be stored, if the index holds other words
// of it.
func touch(t *flows.Turn, c Case) {
	m, ok := Edges.Get(t.Tx, "=")
	if !ok {
		return
	}
	month, n, ok := Number(c.Code)
	if !ok || month > m.Month || month == m.Month && n > m.Last {
		return
	}
	old, ok := read(t, c.Code)
	was, is := old.Searched(false), c.Searched(false)
	same := slices.Equal(was, is) && old.Unit == c.Unit && old.Category == c.Category && old.Level == c.Level &&
		slices.Equal(old.Path, c.Path) && slices.Equal(old.Offices, c.Offices)
	if !ok || same {
		return
	}
	before, _ := Touches.Get(t.Tx, c.Code)
	gone := append(before.Gone, viet.Terms(strings.Join(was, "\n"))...)
	now := viet.Terms(strings.Join(is, "\n"))
	gone = slices.DeleteFunc(gone, func(w string) bool { return slices.Contains(now, w) })
	Touches.Put(t.Tx, Touch{Code: c.Code, Gone: gone})
}
