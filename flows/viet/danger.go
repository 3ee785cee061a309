package viet

import (
	_ "embed"
	"slices"
)

//go:embed danger.tsv
var dangerTable string

// A hazard is a word of danger and what its surroundings say of it.
type hazard struct {
	name                  string
	notBefore, notAfter   []phrase // these make it something else
	needBefore, needAfter []phrase // without marks it needs one of these
	beasts                bool     // about animals or crops alone it is no danger to people
}

// A dangers is the table of hazards, and the words that tell people from
// animals.
type dangers struct {
	words          lexicon[*hazard]
	beasts, people lexicon[bool]
}

var hazards = readDangers(dangerTable)

func readDangers(table string) *dangers {
	d := &dangers{}
	for _, row := range rows(table) {
		switch name := cell(row, 0); name {
		case "@beasts":
			d.beasts.add(true, newPhrases(cell(row, 1))...)
		case "@people":
			d.people.add(true, newPhrases(cell(row, 1))...)
		default:
			d.words.add(&hazard{
				name:       name,
				notBefore:  newPhrases(cell(row, 1)),
				notAfter:   newPhrases(cell(row, 2)),
				needBefore: newPhrases(cell(row, 3)),
				needAfter:  newPhrases(cell(row, 4)),
				beasts:     cell(row, 5) == "beasts",
			}, newPhrase(name))
		}
	}
	return d
}

// DangerWords lists the words of a text that speak of danger to people (the
// domain notes, 12.4), each once, with its marks. They raise a question and
// nothing else. A word typed without marks that may be another word counts only
// in the company that makes it likely: "chay nha", not "chay xe".
func DangerWords(text string) []string {
	return scan(text).danger()
}

func (m message) danger() []string {
	var found []string
	for i := range m.words {
		for _, e := range hazards.words.byFirst[m.words[i].fold] {
			here, exact := e.at(m.words[i:])
			if here && m.threatens(e.says, i, len(e.words), exact) && !slices.Contains(found, e.says.name) {
				found = append(found, e.says.name)
			}
		}
	}
	return found
}

// threatens judges the hazard found at word i by the words around it.
func (m message) threatens(h *hazard, i, n int, exact bool) bool {
	before, after := m.words[:i], m.words[i+n:]
	if anyEnds(h.notBefore, before) || !m.clauseEnds(i+n-1) && anyBegins(h.notAfter, after) {
		return false
	}
	if !exact && len(h.needBefore)+len(h.needAfter) > 0 && len(m.words) > n {
		if !anyEnds(h.needBefore, before) && !anyBegins(h.needAfter, after) {
			return false
		}
	}
	return !h.beasts || !m.onlyBeasts(i)
}

// onlyBeasts reports whether the clause of word i speaks of animals or crops
// and of no person.
func (m message) onlyBeasts(i int) bool {
	first, last := i, i
	for first > 0 && !m.clauseEnds(first-1) {
		first--
	}
	for last+1 < len(m.words) && !m.clauseEnds(last) {
		last++
	}
	beasts := false
	clause := m.words[first : last+1]
	for j := range clause {
		if _, ok := hazards.people.longest(clause[j:]); ok {
			return false
		}
		if _, ok := hazards.beasts.longest(clause[j:]); ok {
			beasts = true
		}
		if clause[j].mark == "con" && j > 0 && clause[j-1].number() {
			beasts = true
		}
	}
	return beasts
}

// anyEnds reports whether words end with one of the phrases.
func anyEnds(phrases []phrase, words []word) bool {
	for _, p := range phrases {
		if n := len(words) - len(p.words); n >= 0 && p.is(words[n:]) {
			return true
		}
	}
	return false
}

// anyBegins reports whether words begin with one of the phrases.
func anyBegins(phrases []phrase, words []word) bool {
	for _, p := range phrases {
		if found, _ := p.at(words); found {
			return true
		}
	}
	return false
}
