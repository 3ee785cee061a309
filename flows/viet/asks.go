package viet

import (
	_ "embed"
)

//go:embed asks.tsv
var askTable string

var askWords = readAsks(askTable)

// readAsks reads the groups of the table of questions.
func readAsks(table string) map[string]*lexicon[bool] {
	all := map[string]*lexicon[bool]{}
	for _, row := range rows(table) {
		if all[row[0]] == nil {
			all[row[0]] = &lexicon[bool]{}
		}
		all[row[0]].add(true, newPhrases(cell(row, 1))...)
	}
	return all
}

// AsksForNames reports whether a question to a member asks for the names of
// people: what they are called, whose it is, which household (the conversation
// rules, 0.11). It would rather overlook one than hold up a question about
// what happened: "ai bị thương không" asks whether, not who.
func AsksForNames(text string) bool {
	m := scan(text)
	for i := range m.words {
		switch {
		case m.beginsAsk("name", i):
			if !m.namesThing(i) {
				return true
			}
		case m.beginsAsk("duty", i):
			// It asks about the service itself.
		case m.words[i].fold == "ten":
			if i+1 < len(m.words) && m.asksTenOf(i) {
				return true
			}
		case m.beginsAsk("who", i) && !m.asksWhether(i):
			return true
		}
	}
	return false
}

func (m message) beginsAsk(group string, i int) bool {
	_, ok := askWords[group].longest(m.words[i:])
	return ok
}

// asksTenOf reports whether "tên" at word i is asked for and is that of a
// person: the name of a village or a medicine may be asked.
func (m message) asksTenOf(i int) bool {
	if m.beginsAsk("thing", i+1) || m.namesThing(i) {
		return false
	}
	e, ok := askWords["who"].longest(m.words[i+1:])
	return ok && len(e.words) > 1
}

// namesThing reports whether what stands just before word i is a thing with a
// name: "bản tên gì", "thuốc tên là gì".
func (m message) namesThing(i int) bool {
	for n := 1; n <= 2 && n <= i; n++ {
		if _, ok := askWords["thing"].whole(m.words[i-n : i]); ok {
			return true
		}
	}
	return false
}

// asksWhether reports whether the question around word i is one of yes or no:
// a word for "is there" before it, or a "not" or "not yet" at the end of the
// clause.
func (m message) asksWhether(i int) bool {
	for n := 1; n <= 2 && n <= i; n++ {
		if _, ok := askWords["whether"].whole(m.words[i-n : i]); ok {
			return true
		}
	}
	last := i
	for last+1 < len(m.words) && !m.clauseEnds(last) {
		last++
	}
	switch m.words[last].mark {
	case "không", "khong", "chưa", "chua", "ko", "k":
		return true
	}
	return false
}
