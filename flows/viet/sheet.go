package viet

import (
	_ "embed"
	"strconv"
	"strings"
)

//go:embed figures.tsv
var figureTable string

//go:embed dates.tsv
var dateTable string

// figureWords are the groups of the tables of number words and date words; each
// phrase says a number.
var figureWords, figureMarks = readFigureWords(figureTable)

func readFigureWords(table string) (map[string]*lexicon[int], map[string]bool) {
	all, marks := map[string]*lexicon[int]{}, map[string]bool{}
	table += "\n" + dateTable
	know := func(phrases []phrase) {
		for _, p := range phrases {
			for _, w := range p.words {
				marks[w.mark] = true
			}
		}
	}
	for _, row := range rows(table) {
		if all[row[0]] == nil {
			all[row[0]] = &lexicon[int]{}
		}
		n, _ := strconv.Atoi(row[1])
		phrases := newPhrases(cell(row, 2))
		all[row[0]].add(n, phrases...)
		know(phrases)
	}
	for _, row := range rows(unitTable) {
		know(newPhrases(cell(row, 4)))
	}
	return all, marks
}

// A sheet is a message cut for reading numbers: words that begin with a digit
// are cut where digits and letters meet, so that 2tr350 is three tokens; m2 and
// m² are one.
type sheet struct {
	text   string
	tokens []word
	plain  bool // no word has a mark: people who type so mean many words by one
}

// readSheet cuts a text.
func readSheet(text string) sheet {
	m := scan(text)
	s := sheet{text: m.text, tokens: make([]word, 0, len(m.words)+len(m.words)/4), plain: true}
	for i, w := range m.words {
		s.plain = s.plain && w.plain()
		behind := i > 0 && m.gap(i-1) == " " && isDigit(m.words[i-1].fold[0])
		s.cut(w, behind)
	}
	return s
}

// cut adds the pieces of a word. behind says that a number stands before it, so
// that tr5 can be its scale and tenths.
func (s *sheet) cut(w word, behind bool) {
	if !isDigit(w.fold[0]) && !(behind && endsInDigit(w.fold)) {
		s.add(w)
		return
	}
	raw := s.text[w.start:w.end]
	for at := 0; at < len(raw); {
		end, digit := at+1, isDigit(raw[at])
		for end < len(raw) && isDigit(raw[end]) == digit {
			end++
		}
		if !digit && end == len(raw)-1 && (raw[end] == '2' || raw[end] == '3') && (raw[end-1] == 'm' || raw[end-1] == 'M') {
			end++ // m2, km2, m3: its digit is no figure
		}
		if piece := scan(raw[at:end]).words; len(piece) == 1 {
			piece[0].start, piece[0].end = w.start+at, w.start+end
			s.add(piece[0])
		}
		at = end
	}
}

// add adds a token; trđ is two, its scale and its unit.
func (s *sheet) add(w word) {
	if w.fold != "trd" {
		s.tokens = append(s.tokens, known(squared(w)))
		return
	}
	cut := w.start + len("tr")
	s.tokens = append(s.tokens, word{"tr", "tr", w.start, cut}, word{"đ", "d", cut, w.end})
}

// endsInDigit reports whether a word is one of the short scale words with
// digits behind it: tr5, km5, ty2.
func endsInDigit(w string) bool {
	head := strings.TrimRight(w, "0123456789")
	switch head {
	case "tr", "ty", "ti", "km", "t", "k":
		return head != w
	}
	return false
}

// superscripts are the raised digits of units.
var superscripts = strings.NewReplacer("²", "2", "³", "3")

// squared writes m² as m2.
func squared(w word) word {
	if strings.ContainsAny(w.fold, "²³") {
		w.fold = superscripts.Replace(w.fold)
		w.mark = w.fold
	}
	return w
}

// known takes back a word that an input method left unfinished (trieeuj, co6ng)
// if it is then a word of numbers, and was none before.
func known(w word) word {
	if figureMarks[w.mark] || !ascii(w.mark) {
		return w
	}
	if mark, changed := undoWord(w.fold); changed && figureMarks[place(mark)] {
		w.mark, w.fold = place(mark), Fold(mark)
	}
	return w
}

// gap is the text between token i and the next; at the last one the rest.
func (s sheet) gap(i int) string {
	if i+1 < len(s.tokens) {
		return s.text[s.tokens[i].end:s.tokens[i+1].start]
	}
	return s.text[s.tokens[i].end:]
}

// near reports whether token i follows the one before as a word of the same
// clause, or without anything between them.
func (s sheet) near(i int) bool {
	if i <= 0 || i >= len(s.tokens) {
		return false
	}
	gap := s.gap(i - 1)
	return gap == " " || gap == ""
}

// number reports whether token i is all digits.
func (s sheet) number(i int) bool { return i < len(s.tokens) && s.tokens[i].number() }

// word reads the longest phrase of a group at token i, which must be in one
// clause; used is how many tokens it takes.
func (s sheet) word(group string, i int) (value, used int) {
	if i >= len(s.tokens) {
		return 0, 0
	}
	e, ok := figureWords[group].longest(s.tokens[i:])
	if !ok || !s.oneClause(i, len(e.words)) {
		return 0, 0
	}
	return e.says, len(e.words)
}

// oneClause reports whether n tokens from i on are divided by spaces only. A
// dot or slash inside an abbreviation (tr.đ, đ/c) divides nothing.
func (s sheet) oneClause(i, n int) bool {
	for ; n > 1; i, n = i+1, n-1 {
		switch s.gap(i) {
		case " ", "", ".", "/", "-":
		default:
			return false
		}
	}
	return true
}

// before reads the longest phrase of a group that ends just before token i and
// begins at or after token from; used is 0 if there is none.
func (s sheet) before(group string, from, i int) (value, used int) {
	for n := min(3, i-from); n > 0; n-- {
		if says, ok := figureWords[group].whole(s.tokens[i-n : i]); ok && s.oneClause(i-n, n) {
			return says, n
		}
	}
	return 0, 0
}

// unit reads a unit at token i; used is 0 if there is none. The unit none is a
// phrase that only begins as one does.
func (s sheet) unit(i int) (u Unit, used int) {
	if i >= len(s.tokens) {
		return "", 0
	}
	e, ok := unitWords.longest(s.tokens[i:min(len(s.tokens), i+6)])
	if !ok || !s.oneClause(i, len(e.words)) {
		return "", 0
	}
	return e.says, len(e.words)
}
