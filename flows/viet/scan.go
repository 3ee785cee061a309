package viet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A word is one word of a message, seen twice: with its marks and without.
type word struct {
	mark       string // lower case, tone in its administrative place: hòa, not hoà
	fold       string // the same without marks
	start, end int    // where it stands in the message's text
}

// plain reports whether the word was typed without any mark, so that it may
// stand for several words.
func (w word) plain() bool { return w.mark == w.fold }

// number reports whether the word is all digits.
func (w word) number() bool {
	for i := range len(w.fold) {
		if w.fold[i] < '0' || w.fold[i] > '9' {
			return false
		}
	}
	return w.fold != ""
}

// A message is a cleaned text and its words.
type message struct {
	text  string
	words []word
}

// scan cleans a text and finds its words.
func scan(text string) message {
	m := message{text: Clean(text)}
	m.words = make([]word, 0, 4+len(m.text)/5)
	var low, plain strings.Builder
	low.Grow(len(m.text) + 8)
	plain.Grow(len(m.text))
	start, lowAt, plainAt := -1, 0, 0
	flush := func(end int) {
		if start < 0 {
			return
		}
		if plain.Len() > plainAt { // a mark that stands alone is no word
			m.words = append(m.words, word{place(low.String()[lowAt:]), plain.String()[plainAt:], start, end})
		}
		start, lowAt, plainAt = -1, low.Len(), plain.Len()
	}
	for i, r := range m.text {
		if !inWord(r) {
			flush(i)
			continue
		}
		if start < 0 {
			start = i
		}
		r = unicode.ToLower(r)
		if r == 'ð' || r == 'ɖ' {
			r = 'đ'
		}
		low.WriteRune(r)
		if base, _ := plainRune(r); base != 0 && !unicode.Is(unicode.M, base) {
			plain.WriteRune(base)
		}
	}
	flush(len(m.text))
	return m
}

// placed maps a syllable's ending with the tone on its last vowel to the same
// with the tone where administrative spelling has it (the conversation rules,
// 0.10: hủy, xóa, hòa).
var placed = map[string]string{
	"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
	"oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
	"uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}

// afterQu is the other way round: the u of qu is no vowel.
var afterQu = map[string]string{"ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ"}

// place puts the tone of a lower-case word in its administrative place.
func place(w string) string {
	last, n := utf8.DecodeLastRuneInString(w)
	if last < utf8.RuneSelf && last != 'y' || n == len(w) {
		return w
	}
	_, before := utf8.DecodeLastRuneInString(w[:len(w)-n])
	head, tail := w[:len(w)-n-before], w[len(w)-n-before:]
	if strings.HasSuffix(head, "q") {
		if other, ok := afterQu[tail]; ok {
			return head + other
		}
		return w
	}
	if other, ok := placed[tail]; ok {
		return head + other
	}
	return w
}

// gap is the text between word i and the next, or up to the end.
func (m message) gap(i int) string {
	if i+1 < len(m.words) {
		return m.text[m.words[i].end:m.words[i+1].start]
	}
	return m.text[m.words[i].end:]
}

// after is the text that follows the first n words, without the signs that
// divide it from them.
func (m message) after(n int) string {
	if n == 0 {
		return m.text
	}
	return strings.TrimLeft(m.text[m.words[n-1].end:], " \n:;,.!?-–—…)]}\"”*")
}

// clauseEnds reports whether a clause ends between word i and the next.
func (m message) clauseEnds(i int) bool {
	return strings.ContainsAny(m.gap(i), ".,;:!?\n()…")
}
