package viet

import "strings"

// A phrase is a few words to be found in a message. A typed word with marks
// must have the marks of the phrase; one without marks may stand for it.
type phrase struct {
	words  []word
	strict bool // marks are required: without them it is another, common phrase
}

// newPhrase reads a phrase as a table writes it; a leading ! makes it strict.
func newPhrase(s string) phrase {
	s, strict := strings.CutPrefix(strings.TrimSpace(s), "!")
	return phrase{words: scan(s).words, strict: strict}
}

// newPhrases reads phrases divided by bars.
func newPhrases(s string) []phrase {
	var all []phrase
	for part := range strings.SplitSeq(s, "|") {
		if p := newPhrase(part); len(p.words) > 0 {
			all = append(all, p)
		}
	}
	return all
}

// at reports whether the phrase stands at the head of words, and whether it
// does so with every mark.
func (p phrase) at(words []word) (found, exact bool) {
	if len(words) < len(p.words) {
		return false, false
	}
	exact = true
	for i, want := range p.words {
		got := words[i]
		if got.mark == want.mark {
			continue
		}
		if p.strict || got.fold != want.fold || !got.plain() {
			return false, false
		}
		exact = false
	}
	return true, exact
}

// is reports whether the words are the phrase and nothing more.
func (p phrase) is(words []word) bool {
	found, _ := p.at(words)
	return found && len(words) == len(p.words)
}

// A lexicon finds the phrases of a table by their first folded word.
type lexicon[T any] struct {
	byFirst map[string][]entry[T]
}

// An entry is a phrase and what the table says of it.
type entry[T any] struct {
	phrase
	says T
}

// add puts phrases in the lexicon, all with the same thing said of them.
func (l *lexicon[T]) add(says T, phrases ...phrase) {
	if l.byFirst == nil {
		l.byFirst = map[string][]entry[T]{}
	}
	for _, p := range phrases {
		first := p.words[0].fold
		l.byFirst[first] = append(l.byFirst[first], entry[T]{p, says})
	}
}

// longest finds the longest phrase at the head of words.
func (l *lexicon[T]) longest(words []word) (best entry[T], ok bool) {
	if len(words) == 0 {
		return best, false
	}
	for _, e := range l.byFirst[words[0].fold] {
		if found, _ := e.at(words); found && len(e.words) > len(best.words) {
			best, ok = e, true
		}
	}
	return best, ok
}

// whole finds the phrase that all the words together are.
func (l *lexicon[T]) whole(words []word) (says T, ok bool) {
	if len(words) == 0 {
		return says, false
	}
	for _, e := range l.byFirst[words[0].fold] {
		if e.is(words) {
			return e.says, true
		}
	}
	return says, false
}

// rows splits an embedded table into its rows and their tab-divided cells,
// without empty lines and comments.
func rows(table string) [][]string {
	var all [][]string
	for line := range strings.SplitSeq(table, "\n") {
		line = strings.TrimRight(line, "\r")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		all = append(all, strings.Split(line, "\t"))
	}
	return all
}

// cell is cell i of a row, or "" where a row ends early.
func cell(row []string, i int) string {
	if i < len(row) {
		return row[i]
	}
	return ""
}
