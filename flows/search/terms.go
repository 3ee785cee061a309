package search

import (
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// A lexicon knows by which words a case is found besides those in it: its place,
// what it is about and how pressing it is. It remembers them for one turn.
type lexicon struct {
	t      *flows.Turn
	chains map[string][]name // by unit: it and those above it
	names  map[string][]string
}

// A name is a unit and the words of its name.
type name struct {
	code  string
	words []string
}

func newLexicon(t *flows.Turn) *lexicon {
	return &lexicon{t: t, chains: map[string][]name{}, names: map[string][]string{}}
}

// chain returns the names of a unit and those above it.
func (x *lexicon) chain(unit string) []name {
	chain, known := x.chains[unit]
	if !known {
		for u := range flows.Up(x.t.Tx, unit) {
			chain = append(chain, name{u.Code, viet.Terms(u.Name)})
		}
		x.chains[unit] = chain
	}
	return chain
}

// say returns the words of a key in every language there is.
func (x *lexicon) say(key string) []string {
	words, known := x.names[key]
	if !known {
		t := *x.t
		for _, l := range []text.Lang{text.Vietnamese, text.English} {
			t.Reader.Lang = l
			words = append(words, viet.Terms(t.Word(key))...)
		}
		x.names[key] = words
	}
	return words
}

// words returns all words by which a case is found. own is for its reporter; to
// others the village of an opinion is not given away (conversations 0.11).
func (x *lexicon) words(c casework.Case, own bool) []string {
	words := viet.Terms(strings.Join(c.Searched(own), "\n"))
	for _, u := range x.chain(c.Unit) {
		if !own && c.Category == "DLU" && u.code == c.Unit {
			continue
		}
		words = append(append(words, u.words...), viet.Terms(u.code)...)
	}
	words = append(words, x.say("category."+c.Category)...)
	return append(words, x.say("level."+strconv.Itoa(int(c.Level)))...)
}

// unitTerm is the term of a unit; no word of a text looks like it.
func unitTerm(code string) string { return "@" + code }

// terms returns all terms of a case, some of them twice: its words, and the
// units at which or below which it is.
func (x *lexicon) terms(c casework.Case) []string {
	terms := append(x.words(c, false), unitTerm(c.Unit))
	for _, unit := range c.Path {
		terms = append(terms, unitTerm(unit))
	}
	for _, unit := range c.Offices {
		terms = append(terms, unitTerm(unit))
	}
	return terms
}
