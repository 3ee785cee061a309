package viet

import (
	"strconv"
)

// units are the number words; with marks, because ba is also a father, nam a
// name and sau "behind".
var units = map[string]int64{
	"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
	"sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
	"mot": 1, "bon": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}

// about are the words for a figure that is near enough; it counts as stated.
var about = map[string]bool{
	"khoang": true, "tam": true, "gan": true, "hon": true, "tren": true, "co": true, "chung": true,
	"do": true, "duoc": true, "la": true, "tong": true, "cong": true, "so": true,
}

// value reads a message that is one whole number and little else: 150, khoảng
// 150, 1.200, 12 hộ, hai chục, 2 triệu rưỡi (the domain notes, 11.1). What needs
// more care, such as 15,000 or 20-25, is not read here, so that the asker may
// ask again.
func (m message) value() (int64, bool) {
	if len(m.words) > 8 {
		return 0, false
	}
	s := readSheet(m.text)
	found := s.figures(Bare)
	a, ok := judge(found).One()
	if !ok || !s.alone(found[0].at, len(s.tokens)) || len(Words(found[0].After)) > 2 {
		return 0, false
	}
	n, one := a.Number()
	whole, exact := n.Whole()
	return whole, one && exact && a.Unit != Percent
}

// figure reads a number in digits or words at word i; used is how many words
// it took.
func (m message) figure(i int) (n int64, used int) {
	if i >= len(m.words) {
		return 0, 0
	}
	if m.words[i].number() {
		return m.digits(i)
	}
	if n, used := m.spelled(i); used > 0 {
		return n, used
	}
	return 0, 0
}

// digits reads digits at word i, with dots or spaces between thousands.
func (m message) digits(i int) (n int64, used int) {
	text := m.words[i].fold
	used = 1
	for ; i+used < len(m.words) && used < 5; used++ {
		next, gap := m.words[i+used], m.gap(i+used-1)
		if gap == "," && next.number() {
			return 0, 0 // a decimal, or thousands as English writes them: to be asked
		}
		if gap != "." && gap != " " || !next.number() || len(next.fold) != 3 || len(m.words[i].fold) > 3 {
			break
		}
		text += next.fold
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || len(text) > 15 {
		return 0, 0
	}
	return n, used
}

// spelled reads a number below a hundred in words at word i.
func (m message) spelled(i int) (n int64, used int) {
	one := func(j int) (int64, bool) {
		if j >= len(m.words) {
			return 0, false
		}
		u, ok := units[m.words[j].mark]
		return u, ok && u > 0
	}
	ten := func(j int) bool {
		return j < len(m.words) && m.words[j].fold == "muoi" && m.words[j].mark != "muối"
	}
	switch u, ok := one(i); {
	case ten(i):
		n, used = 10, 1
	case ok && ten(i+1):
		n, used = 10*u, 2
	case ok:
		return u, 1
	default:
		return 0, 0
	}
	if u, ok := one(i + used); ok {
		return n + u, used + 1
	}
	return n, used
}

// choice reads a message that picks from a numbered list: 2, "2.", số 2, chọn 2.
func (m message) choice() (int64, bool) {
	words := m.words
	if len(words) == 2 && (words[0].fold == "so" || words[0].fold == "chon") {
		words = words[1:]
	}
	words = drop("tail", words)
	if len(words) != 1 || len(words[0].fold) > 3 {
		return 0, false
	}
	if u, ok := units[words[0].mark]; ok && u > 0 {
		return u, true
	}
	if !words[0].number() {
		return 0, false
	}
	n, err := strconv.ParseInt(words[0].fold, 10, 64)
	return n, err == nil
}

// Thousands prints a number with dots between its thousands, 1.200, as
// administrative writing has it (the conversation rules, 0.10).
func Thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return sign + s
}
