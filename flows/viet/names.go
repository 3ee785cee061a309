package viet

import (
	_ "embed"
	"strings"
	"unicode"
)

//go:embed names.tsv
var nameTable string

var nameWords = readNames(nameTable)

// readNames reads the groups of the table of names.
func readNames(table string) map[string]*lexicon[bool] {
	all := map[string]*lexicon[bool]{}
	for _, row := range rows(table) {
		all[row[0]] = &lexicon[bool]{}
		all[row[0]].add(true, newPhrases(cell(row, 1))...)
	}
	return all
}

// nameWord is how many words of a group stand at the head of words.
func nameWord(group string, words []word) int {
	e, _ := nameWords[group].longest(words)
	return len(e.words)
}

// follows reports whether a phrase of a group stands just before word i.
func (p page) follows(group string, i int) bool {
	for n := 1; n <= 3 && n <= i; n++ {
		if _, ok := nameWords[group].whole(p.shown[i-n : i]); ok {
			return true
		}
	}
	return false
}

// names adds the names of people to what was found before: behind a word of
// kinship or a label, or shaped as few words but names are (Giàng A Mẫu).
func (p page) names(finds []find) []find {
	for i := 0; i < len(p.shown); i++ {
		n := p.nameAt(i)
		if n == 0 {
			continue
		}
		start, end := p.shown[i].start, p.shown[i+n-1].end
		if !taken(finds, start, end) {
			finds = append(finds, find{kind: "name", start: start, end: end})
			i += n - 1
		}
	}
	return finds
}

// nameAt is how many words from word i on are a name, with the word of kinship
// before it; 0 if they are none.
func (p page) nameAt(i int) int {
	words := p.shown[i:]
	if n := nameWord("allowed", words); n > 0 && p.capital(i+n-1) {
		return 0
	}
	if kin := nameWord("kin", words); kin > 0 && p.together(i, kin) {
		if n := p.behindKin(i, kin); n > 0 {
			return kin + n
		}
	}
	if !p.capital(i) {
		return 0
	}
	if p.follows("label", i) && nameWord("place", words) == 0 {
		return p.capitals(i)
	}
	return p.fullName(i)
}

// behindKin is the length of the name behind a word of kinship.
func (p page) behindKin(i, kin int) int {
	j := i + kin
	if j >= len(p.shown) || !p.spaced(j) || nameWord("office", p.shown[j:]) > 0 || p.kinOfKin(i) {
		return 0
	}
	n := p.capitals(j)
	if n == 0 || p.shouted(i) && p.shouted(j) {
		// The size of the letters says nothing: only surname and middle name do.
		return p.listed(j)
	}
	known := nameWord("surname", p.shown[j:]) > 0
	switch {
	case nameWord("place", p.shown[j:]) > 0:
		return 0
	case p.weak(i, kin) && (n == 1 || !known):
		return 0
	case p.comrade(i) && !known:
		return 0 // it stands before offices of every kind
	}
	return n
}

// kinOfKin reports whether word i is the second half of "anh em", "chị em":
// then it is a group of people.
func (p page) kinOfKin(i int) bool {
	return p.shown[i].fold == "em" && i > 0 && (p.shown[i-1].fold == "anh" || p.shown[i-1].fold == "chi") ||
		p.follows("named", i) && p.capital(i)
}

// weak reports whether the word of kinship at i was typed without marks and may
// be an everyday word.
func (p page) weak(i, kin int) bool {
	w := p.shown[i]
	return kin == 1 && w.plain() && w.fold != "anh" && w.fold != "em" && w.fold != "ong" && nameWord("weak", p.shown[i:]) > 0
}

// comrade reports whether "đồng chí", also as đ/c, begins at word i.
func (p page) comrade(i int) bool {
	return p.shown[i].fold == "dong" || p.shown[i].fold == "d"
}

// fullName is the length of a name without a word before it: a surname, a
// middle name that few other words are, and one or two more, all capitals.
func (p page) fullName(i int) int {
	if p.follows("named", i) || !p.middled(i) || nameWord("surname", p.shown[i:]) == 0 {
		return 0
	}
	n := min(p.capitals(i), 4)
	if n < 3 {
		return 0
	}
	if p.shouted(i) {
		return 3
	}
	return n
}

// listed is the length of a name that begins with a known surname and a middle
// name, where the letters' size says nothing.
func (p page) listed(j int) int {
	if !p.middled(j) || nameWord("surname", p.shown[j:]) == 0 || isDigit(p.shown[j+2].fold[0]) {
		return 0
	}
	return 3
}

// middled reports whether a middle name follows word j, with a word behind it.
func (p page) middled(j int) bool {
	if j+2 >= len(p.shown) || !p.spaced(j+1) || !p.spaced(j+2) {
		return false
	}
	if p.shown[j+1].fold == "a" && p.shown[j+1].mark != "a" {
		return false // "ạ" is a courtesy
	}
	return nameWord("middle", p.shown[j+1:]) > 0
}

// capitals is how many words from j on, at most four, begin with a capital and
// are neither numbers nor the beginning of a place.
func (p page) capitals(j int) int {
	n := 0
	for n < 4 && j+n < len(p.shown) && p.capital(j+n) && (n == 0 || p.spaced(j+n)) {
		if n > 0 && nameWord("place", p.shown[j+n:]) > 0 {
			break
		}
		n++
	}
	return n
}

// capital reports whether word i begins with a capital letter.
func (p page) capital(i int) bool {
	return unicode.IsUpper(firstRune(p.text[p.shown[i].start:]))
}

// shouted reports whether word i is in capitals throughout.
func (p page) shouted(i int) bool {
	s := p.text[p.shown[i].start:p.shown[i].end]
	return len([]rune(s)) > 1 && strings.ToUpper(s) == s
}

// spaced reports whether a single space stands before word i.
func (p page) spaced(i int) bool {
	return i > 0 && p.text[p.shown[i-1].end:p.shown[i].start] == " "
}

// together reports whether the n words from i on are one phrase, with at most a
// slash between.
func (p page) together(i, n int) bool {
	for j := i + 1; j < i+n; j++ {
		if gap := p.text[p.shown[j-1].end:p.shown[j].start]; gap != " " && gap != "/" {
			return false
		}
	}
	return true
}
