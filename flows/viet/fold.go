// Package viet reads Vietnamese as people type it: with and without marks, in
// capitals, in either Unicode form, with the leavings of an input method.
//
// Its law: every function here is a pure function of its text. Nothing is
// remembered, nothing is asked of the outside, and no text, however odd, makes
// it fail. Tables are read once from the files beside the code and never
// written again.
package viet

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Short gives a typed text the form in which a list shows it: cleaned, in one
// line, and at most so many letters of it.
func Short(s string, letters int) string {
	s = strings.Join(strings.Fields(Clean(s)), " ")
	if all := []rune(s); len(all) > letters {
		return string(all[:letters]) + "…"
	}
	return s
}

// Clean gives a typed text the form in which it is stored: one Unicode form
// (NFC), no byte-order marks, no direction marks, nothing of no width, no
// control characters but the line break, runs of spaces made one, trimmed (the
// domain notes, 11). It is not NFKC, which would turn 2½ into 21⁄2.
func Clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if clean(s) {
		return s
	}
	// Marks that were held apart by an invisible sign come together only once
	// it is gone, hence the second look at the form.
	return norm.NFC.String(strip(s))
}

// clean reports whether s already has the form that Clean gives; most texts do.
func clean(s string) bool {
	space := true // so that a leading space counts as one too many
	for _, r := range s {
		if unseen(r) || r != ' ' && r != '\n' && unicode.IsSpace(r) || space && r == ' ' {
			return false
		}
		if r == '\n' && space {
			return false
		}
		space = r == ' ' || r == '\n'
	}
	return !space && norm.NFC.IsNormalString(s) || s == ""
}

// strip drops what cannot be seen and makes each run of white space one space,
// or one line break if it holds one (two at most, so that paragraphs stay).
func strip(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	spaces, lines := 0, 0
	for _, r := range s {
		switch {
		case r == '\n':
			lines++
		case unicode.IsSpace(r):
			spaces++
		case unseen(r):
		default:
			if b.Len() > 0 && lines > 0 {
				b.WriteString("\n\n"[:min(lines, 2)])
			} else if b.Len() > 0 && spaces > 0 {
				b.WriteByte(' ')
			}
			spaces, lines = 0, 0
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unseen reports whether a character leaves no trace on the screen: zero width,
// byte-order, direction and control characters. White space is not unseen.
func unseen(r rune) bool {
	switch {
	case r < 0x20 || r >= 0x7F && r < 0xA0:
		return !unicode.IsSpace(r)
	case r < 0xAD:
		return false
	}
	return r == 0xAD || r == 0x034F || r == 0x061C || r == 0x180E ||
		r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E ||
		r >= 0x2060 && r <= 0x206F || r == 0xFEFF || r >= 0xE0000 && r <= 0xE007F
}

// Fold makes the key by which texts are compared and searched: lower case, no
// marks, đ as d, single spaces, trimmed (the domain notes, 11). Folding loses
// meaning: compare with marks first, and folded second.
func Fold(s string) string {
	s = Clean(s)
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		if r == ' ' || r == '\n' {
			space = true
			continue
		}
		plain, ok := plainRune(r)
		if !ok {
			return foldAny(s)
		}
		if plain == 0 {
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(plain)
	}
	return b.String()
}

// foldAny folds texts in other scripts, whose letters the quick table lacks.
func foldAny(s string) string {
	var b strings.Builder
	for _, field := range strings.Fields(norm.NFD.String(s)) {
		start := b.Len()
		for _, r := range field {
			if unicode.Is(unicode.M, r) {
				continue
			}
			if start > 0 && b.Len() == start {
				b.WriteByte(' ')
			}
			if r = unicode.ToLower(r); r == 'đ' || r == 'ð' || r == 'ɖ' {
				r = 'd'
			}
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

// latin holds the folded letter of each Latin letter up to U+024F and of the
// block in which most Vietnamese letters stand, U+1E00 to U+1EFF.
var latin = latinLetters()

const (
	latinEnd   = 0x0250
	vietStart  = 0x1E00
	vietEnd    = 0x1F00
	latinTable = latinEnd + vietEnd - vietStart
)

func latinLetters() (table [latinTable]rune) {
	for i := range table {
		r := rune(i)
		if r >= latinEnd {
			r += vietStart - latinEnd
		}
		base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
		switch base = unicode.ToLower(base); base {
		case 'đ', 'ð', 'ɖ':
			base = 'd'
		}
		table[i] = base
	}
	return table
}

// plainRune is a letter without case and marks; 0 for a mark that stands alone.
// It is false for letters outside the table.
func plainRune(r rune) (rune, bool) {
	switch {
	case r < latinEnd:
		return latin[r], true
	case r >= vietStart && r < vietEnd:
		return latin[r-vietStart+latinEnd], true
	case r >= 0x0300 && r < 0x0370:
		return 0, true
	case r == 'ɖ':
		return 'd', true
	case r >= 0x2010 && r <= 0x2027:
		return r, true // dashes, quotes, the ellipsis
	}
	return r, false
}

// Words splits a folded text into its words: runs of letters and digits.
func Words(folded string) []string {
	return strings.FieldsFunc(folded, func(r rune) bool { return !inWord(r) })
}

// inWord reports whether a character belongs to a word. Marks do: a text may
// hold letters that have no composed form.
func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N)
}

// Same reports whether two texts are the same to a reader who overlooks case,
// marks, the place of the tone (hoà, hòa) and i for y (tỉ, tỷ); the domain
// notes, 11.
func Same(a, b string) bool {
	return yToI(Fold(a)) == yToI(Fold(b))
}

// yToI writes i for the y that is a syllable's only vowel after h, k, l, m, s
// or t, and for that of qu-: both spellings are taught.
func yToI(folded string) string {
	if !strings.Contains(folded, "y") {
		return folded
	}
	words := strings.Fields(folded)
	for i, w := range words {
		head, found := strings.CutSuffix(w, "y")
		if found && (len(head) == 1 && strings.Contains("hklmst", head) || head == "qu") {
			words[i] = head + "i"
		}
	}
	return strings.Join(words, " ")
}

// Terms returns the words of a text by which it is searched, each once: folded,
// and i for y where both are taught. What is longer than any word is cut.
func Terms(text string) []string {
	var terms []string
	for _, w := range Words(yToI(Fold(text))) {
		if len(w) > longestTerm {
			w = strings.ToValidUTF8(w[:longestTerm], "")
		}
		if !slices.Contains(terms, w) {
			terms = append(terms, w)
		}
	}
	return terms
}

// longestTerm is how many bytes of a word tell it apart.
const longestTerm = 24
