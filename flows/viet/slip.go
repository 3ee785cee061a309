package viet

import (
	"regexp"
	"slices"
	"strings"
)

// A Slip is an act, or a word that is none, with what stands where the code of a
// case belongs but is not written like one: "nhận 2611.1", "NHAN2611-1",
// "nhan 26-1".
type Slip struct {
	Name   string // the act; "" if the word is none that the bot knows
	Said   string // what stands where the code belongs, as it was typed
	Code   string // the code that it can be read as; "" if it says no month
	Number string // the running number in it
	Rest   string // the words after it, in their own spelling

	// Glued says that nothing divides month and number, so that words behind it
	// can make it an amount.
	Glued bool
	// Plain says that nobody could have meant anything but a code: nothing but
	// courtesy follows, the act is in capitals and the rest is not, or month and
	// number are divided as a code's are.
	Plain bool
}

// digitsThere finds what may be a code: digits, and perhaps a sign with further digits.
var digitsThere = regexp.MustCompile(`^#?([0-9]{1,9})(?:( *[-–—‐‑−.,:/_] *| )([0-9]{1,6}))?`)

// hyphens are the signs that stand for the hyphen of a code.
const hyphens = "-–—‐‑−"

// ReadSlip reads an act on a case whose code is not written as codes are. It
// says nothing of whether there is such a case, and false for what has a proper
// code and for what is more likely an amount, a date or a number to call.
func ReadSlip(text string) (s Slip, ok bool) {
	m := scan(text)
	name, used := actAtHead(m)
	if used == 0 {
		if m, ok = unglued(m); ok {
			name, used = actAtHead(m)
		}
	}
	if used == 0 {
		return oddWord(scan(text))
	}
	tail := m.after(used)
	if code, rest, proper := Code(tail); proper { // only the space before it was missing
		if !ok {
			return s, false // nor was that
		}
		return Slip{Name: name, Said: code, Code: code, Rest: rest, Plain: true}, true
	}
	return s.digits(m, name, tail)
}

// actAtHead finds the act with which a message begins, and how many words that and
// what adds nothing take; none if no digit follows.
func actAtHead(m message) (name string, used int) {
	words := m.words[:min(len(m.words), 12)]
	folded := make([]word, len(words))
	for i, w := range words {
		folded[i] = word{w.fold, w.fold, w.start, w.end}
	}
	for _, left := range [][]word{skip("doer", folded), folded} {
		e, ok := anyAct(left)
		if !ok {
			continue
		}
		if left = skip("filler", left[len(e.words):]); len(left) > 0 && isDigit(left[0].fold[0]) {
			return e.says.name, len(words) - len(left)
		}
	}
	return "", 0
}

// unglued puts the space back that is missing between a word and the digits after
// it, in the first words only.
func unglued(m message) (apart message, ok bool) {
	for _, w := range m.words[:min(len(m.words), 4)] {
		typed := m.text[w.start:w.end]
		at := strings.IndexAny(typed, "0123456789")
		if at == 0 {
			return m, false
		}
		if at > 0 {
			return scan(m.text[:w.start+at] + " " + m.text[w.start+at:]), true
		}
	}
	return m, false
}

// digits reads what stands where the code belongs.
func (s Slip) digits(m message, name, tail string) (Slip, bool) {
	found := digitsThere.FindStringSubmatch(tail)
	if found == nil || found[1][0] == '0' || !edge(tail[len(found[0]):]) {
		return s, false
	}
	rest := strings.TrimLeft(tail[len(found[0]):], " \n:;,.!?-–—)]\"”")
	if name == "gop" {
		rest = withoutJoiner(rest)
	}
	s = Slip{Name: name, Said: strings.TrimPrefix(found[0], "#"), Rest: rest}
	alone := OnlyCourtesy(rest)
	if alone {
		s.Rest = ""
	}
	typed := m.text[m.words[0].start:m.words[0].end]
	commanded := strings.ToUpper(typed) == typed && !(rest != "" && strings.ToUpper(rest) == rest)
	s.Plain = alone || commanded
	month, sign, number := found[1], strings.TrimSpace(found[2]), strings.TrimLeft(found[3], "0")
	switch dated := month4(month); {
	case found[2] != "" && number == "":
		return s, false
	case found[2] != "" && dated && len(number) <= 5:
		s.Code, s.Number = month+"-"+number, number
		s.Plain = s.Plain || sign != "" && strings.Contains(hyphens, sign)
		return s, true
	case found[2] != "": // "26-1": a month that is none, or half of one
		strange := len(month) <= 4 && (sign != "" && strings.Contains(hyphens, sign) || sign == "." && name != "giahan")
		s.Number = number
		return s, strange && s.Plain
	case len(month) > 4 && month4(month[:4]) && month[4] != '0':
		s.Code, s.Number, s.Glued = month[:4]+"-"+month[4:], month[4:], true
		return s, true
	}
	s.Number = month
	return s, alone && len(month) <= 5 && countsNothing(name)
}

// countsNothing reports whether a number alone behind an act can be nothing but the
// number of a case: a level has one too, and everyday words name people and
// things by number.
func countsNothing(name string) bool {
	switch name {
	case "muc", "them", "tiep":
		return false
	}
	for _, entries := range groups["verb"].byFirst {
		if slices.ContainsFunc(entries, func(e entry[keyword]) bool { return e.says.name == name }) {
			return true
		}
	}
	return false
}

// month4 reports whether four digits are a year and month as codes have it.
func month4(s string) bool {
	return len(s) == 4 && s[:2] >= "21" && s[2:] >= "01" && s[2:] <= "12"
}

// OnlyCourtesy reports whether what follows the code of a case adds nothing to it:
// how one addresses somebody, and the small words at the end of a sentence.
func OnlyCourtesy(rest string) bool {
	words := scan(rest).words
	for len(words) > 0 {
		n := max(endsWith("tail", words), endsWith("address", words), endsWith("filler", words))
		if n == 0 {
			return false
		}
		words = words[:len(words)-n]
	}
	return true
}

// oddWord reads a word or two that are no act, with the code of a case behind them
// and nothing else: "xóa 2611-1".
func oddWord(m message) (s Slip, ok bool) {
	for i := range m.words[:min(len(m.words), 4)] {
		if !isDigit(m.words[i].fold[0]) {
			continue
		}
		code, rest, ok := Code(m.text[m.words[i].start:])
		words := len(m.words[:i])
		for words > 0 && has("filler", m.words[words-1:i]) {
			words--
		}
		if !ok || words == 0 || words > 2 || !OnlyCourtesy(rest) {
			return s, false
		}
		_, number, _ := strings.Cut(code, "-")
		return Slip{Said: m.text[m.words[0].start:m.words[words-1].end], Code: code, Number: number, Plain: true}, true
	}
	return s, false
}
