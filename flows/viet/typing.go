package viet

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// undoTyping reads words such as khaanr (Telex) or khan63 (VNI), left when the
// input method was off, as the words that were meant (the domain notes, 11).
// Only a text without any mark can hold them; ok is false if none was found.
func (m message) undoTyping() (undone message, ok bool) {
	if len(m.text) > 400 {
		return m, false
	}
	for _, w := range m.words {
		if !w.plain() || !ascii(w.fold) {
			return m, false
		}
	}
	undone = message{text: m.text, words: append([]word(nil), m.words...)}
	for i, w := range undone.words {
		mark, changed := undoWord(w.fold)
		if !changed {
			continue
		}
		undone.words[i].mark, undone.words[i].fold = place(mark), Fold(mark)
		ok = true
	}
	return undone, ok
}

// ascii reports whether a word has plain letters and digits only.
func ascii(w string) bool {
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// A syllable is a word on its way back to what was meant: letters, and a tone.
type syllable struct {
	letters []rune
	tone    rune // a combining mark, or 0
	changed bool
}

// The tones by their Telex keys; VNI numbers them 1 to 5.
var tones = map[byte]rune{
	's': 0x0301, 'f': 0x0300, 'r': 0x0309, 'x': 0x0303, 'j': 0x0323,
	'1': 0x0301, '2': 0x0300, '3': 0x0309, '4': 0x0303, '5': 0x0323,
}

// The letters that a key turns others into.
var (
	hats   = map[rune]rune{'a': 'â', 'e': 'ê', 'o': 'ô'}
	horned = map[rune]rune{'o': 'ơ', 'u': 'ư'}
	breve  = map[rune]rune{'a': 'ă'}
	struck = map[rune]rune{'d': 'đ'}
)

// undoWord takes one lower-case word of plain letters back. A word that begins
// with a digit, or is too long for a syllable, is left as it is.
func undoWord(w string) (string, bool) {
	if len(w) < 2 || len(w) > 10 || isDigit(w[0]) {
		return w, false
	}
	s := syllable{letters: make([]rune, 0, len(w))}
	for i := range len(w) {
		s.key(w[i])
	}
	if !s.changed {
		return w, false
	}
	return s.String(), true
}

// key takes the next key of the word.
func (s *syllable) key(c byte) {
	switch {
	case tones[c] != 0 && s.vowel() >= 0:
		s.tone, s.changed = tones[c], true
	case (c == 'a' || c == 'e' || c == 'o') && s.turn(hats, rune(c)):
	case c == 'w' && (s.turn(horned, 0) || s.turn(breve, 0)):
	case c == 'd' && len(s.letters) > 0 && s.letters[0] == 'd' && s.turn(struck, 'd'):
	case c == '6' && s.turn(hats, 0), c == '7' && s.turn(horned, 0):
	case c == '8' && s.turn(breve, 0), c == '9' && s.turn(struck, 0):
	default:
		s.letters = append(s.letters, rune(c))
	}
}

// turn changes the last letter that the table knows, only that one letter
// unless it is 0; uo becomes ươ as a whole.
func (s *syllable) turn(table map[rune]rune, only rune) bool {
	for i := len(s.letters) - 1; i >= 0; i-- {
		r := s.letters[i]
		if only != 0 && r != only || table[r] == 0 {
			continue
		}
		s.letters[i], s.changed = table[r], true
		if r == 'o' && table['u'] != 0 && i > 0 && s.letters[i-1] == 'u' {
			s.letters[i-1] = 'ư'
		}
		return true
	}
	return false
}

// vowel is where the tone belongs: on the vowel that carries a hat or horn, on
// the last of several before a consonant, else on the first of two and the
// middle of three. It is -1 if there is no vowel.
func (s *syllable) vowel() int {
	first, last := -1, -1
	for i, r := range s.letters {
		if !strings.ContainsRune("aăâeêioôơuưy", r) {
			continue
		}
		if i == 1 && (s.letters[0] == 'q' && r == 'u') && len(s.letters) > 2 {
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
	}
	for i := last; i >= 0 && i >= first; i-- {
		if strings.ContainsRune("ăâêôơư", s.letters[i]) {
			return i
		}
	}
	switch {
	case last < len(s.letters)-1 || last == first:
		return last
	case last-first == 2:
		return first + 1
	}
	return first
}

// String writes the syllable with its marks.
func (s *syllable) String() string {
	at := s.vowel()
	var b strings.Builder
	for i, r := range s.letters {
		b.WriteRune(r)
		if i == at && s.tone != 0 {
			b.WriteRune(s.tone)
		}
	}
	return norm.NFC.String(b.String())
}
