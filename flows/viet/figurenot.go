package viet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// noFigure reads at token i what holds a number and is no figure: a date, a
// time, a name, the number of a document, the code of a case. used is how many
// tokens it takes, 0 if it is none of these.
func (s sheet) noFigure(from, i int) (used int) {
	if _, found := s.before("never", from, i); found > 0 && s.near(i) {
		if used = s.numberWords(i); used > 0 {
			return used
		}
	}
	if !s.number(i) {
		return 0
	}
	for _, read := range []func(from, i int) int{s.code, s.document, s.clock, s.date, s.called} {
		if used = read(from, i); used > 0 {
			return used
		}
	}
	return 0
}

// numberWords is how many tokens a number in digits takes, or one digit in
// words.
func (s sheet) numberWords(i int) int {
	if s.number(i) {
		return 1
	}
	if _, used := s.word("last", i); used > 0 {
		return used
	}
	_, used := s.word("digit", i)
	return used
}

// code reads the code of a case.
func (s sheet) code(_, i int) int {
	tail := s.text[s.tokens[i].start:]
	tail = tail[:min(len(tail), 24)]
	if _, _, ok := Code(strings.ToValidUTF8(tail, "")); ok && s.number(i+1) {
		return 2
	}
	return 0
}

// document reads the number of a document: 05-NQ/HU, 315-KL/TU, 12/KH-UBND.
func (s sheet) document(_, i int) int {
	if i+1 >= len(s.tokens) || s.gap(i) != "-" && s.gap(i) != "/" {
		return 0
	}
	next := s.text[s.tokens[i+1].start:s.tokens[i+1].end]
	if len(next) < 2 || strings.ToUpper(next) != next || s.number(i+1) {
		return 0
	}
	used := 2
	for i+used < len(s.tokens) && (s.gap(i+used-1) == "-" || s.gap(i+used-1) == "/") {
		used++
	}
	return used
}

// clock reads a time of day: 14h30, 08:00, 7 giờ rưỡi. A bare "3 giờ" is one
// too, and not how long something took.
func (s sheet) clock(_, i int) int {
	if len(s.tokens[i].fold) > 2 || i+1 >= len(s.tokens) {
		return 0
	}
	if s.gap(i) == ":" && s.number(i+1) && len(s.tokens[i+1].fold) == 2 {
		return 2
	}
	switch w := s.tokens[i+1]; {
	case w.fold == "h" && s.near(i+1), w.fold == "g" && s.gap(i) == "":
	case w.mark == "giờ" && s.near(i+1) && (s.timeAfter(i+2) || i+2 < len(s.tokens) && s.number(i+2)):
	default:
		return 0
	}
	used := 2
	if s.number(i+used) && s.near(i+used) && len(s.tokens[i+used].fold) == 2 {
		used++
	}
	return used
}

// timeAfter reports whether a word for a part of the day stands at token i.
func (s sheet) timeAfter(i int) bool {
	if i >= len(s.tokens) || !s.near(i) {
		return false
	}
	switch s.tokens[i].fold {
	case "sang", "trua", "chieu", "toi", "dem", "ruoi", "kem":
		return true
	}
	return false
}

// date reads 15/3, 5-3-2026, 15.12.2021. With a unit behind it 8/12 is eight of
// twelve; ascending numbers with a dash are a range.
func (s sheet) date(from, i int) int {
	day, ok := s.upTo(i, 31)
	if !ok || i+1 >= len(s.tokens) {
		return 0
	}
	sign := s.gap(i)
	month, ok := s.upTo(i+1, 12)
	if !ok || sign != "/" && sign != "-" && sign != "." {
		return 0
	}
	used := 2
	if s.number(i+2) && s.gap(i+1) == sign && (len(s.tokens[i+2].fold) == 4 || len(s.tokens[i+2].fold) == 2) {
		return 3
	}
	if u, more := s.unit(i + used); more > 0 && u != none && s.near(i+used) && day <= month {
		return 0
	}
	_, named := s.before("calendar", from, i)
	switch {
	case named > 0, sign == "/" && (day > month || !s.alone(i, i+used)), sign == "-" && day > month:
		return used
	}
	return 0
}

// upTo reads a number of one or two digits, from 1 to most.
func (s sheet) upTo(i, most int) (int, bool) {
	return message{words: s.tokens}.small(i, most)
}

// The naming words of the table: behind those that also end the name of what is
// counted ("công của tổ", "họp bản") a number with a fraction is no name.
const (
	namesAny   = 0
	namesWhole = 1
)

// called reads a number that belongs to a name or a date: tổ 7, Nậm Chim 1,
// năm 2025, ngày 15. All of its digits belong to it: the 2 of "mục 1.2" is no
// figure by itself.
func (s sheet) called(from, i int) int {
	if i == 0 || !s.near(i) {
		return 0
	}
	used := s.glued(i)
	u, unit := s.unit(i + used)
	counts := unit > 0 && u != none && s.near(i+used)
	_, calendar := s.before("calendar", from, i)
	year := len(s.tokens[i].fold) == 4 && (s.tokens[i].fold[:2] == "20" || s.tokens[i].fold[:2] == "19")
	if calendar > 0 && (year || !counts) {
		return 1
	}
	if counts {
		return 0
	}
	kind, naming := s.before("naming", from, i)
	switch {
	case naming > 0 && len(s.tokens[i].fold) <= 3:
		if kind == namesWhole && used == 2 {
			return 0
		}
		return used
	case naming == 0 && s.capital(i-1) && len(s.tokens[i].fold) <= 2 && i-1 >= from:
		return used
	}
	return 0
}

// glued is how many tokens the digits at token i take with those that a dot or a
// comma joins to them.
func (s sheet) glued(i int) int {
	used := 1
	for s.number(i+used) && (s.gap(i+used-1) == "." || s.gap(i+used-1) == ",") {
		used++
	}
	return used
}

// capital reports whether token i begins with a capital as a name does, and not
// because a sentence begins there or all is in capitals.
func (s sheet) capital(i int) bool {
	raw := s.text[s.tokens[i].start:s.tokens[i].end]
	first, n := utf8.DecodeRuneInString(raw)
	if !unicode.IsUpper(first) || i == 0 || strings.ToLower(raw[n:]) != raw[n:] {
		return false
	}
	return !strings.ContainsAny(s.gap(i-1), ".!?\n")
}

// where reports whether the word before token i says which of two places is
// meant, and not how many: "bản dưới 3 hộ mất nước" are three, while "mỗi bản dưới
// 3 hộ" has fewer.
func (s sheet) where(from, i int) bool {
	_, side := s.before("side", from, i)
	if side == 0 {
		return false
	}
	site, _ := s.before("site", from, i-side)
	return site > 0 && s.near(i-side)
}
