package viet

import "strings"

// Code reads the code of a case at the head of a text, such as 2611-42: year
// and month, a hyphen or en dash with or without spaces, a running number. The
// rest is what follows, without the signs that divide it from the code. Years
// before 2021 are refused, so that 2010-2015 stays a span of years.
func Code(s string) (code, rest string, ok bool) {
	t := strings.TrimLeft(s, " \n#")
	if len(t) < 6 || !digitsOnly(t[:4]) || t[:2] < "21" || t[2:4] < "01" || t[2:4] > "12" {
		return "", s, false
	}
	tail, dash := cutDash(t[4:])
	if !dash {
		return "", s, false
	}
	n := 0
	for n < len(tail) && isDigit(tail[n]) {
		n++
	}
	if n == 0 || n > 5 || tail[0] == '0' || !edge(tail[n:]) {
		return "", s, false
	}
	rest = strings.TrimLeft(tail[n:], " \n:;,.!?-–—)]\"”")
	return t[:4] + "-" + tail[:n], rest, true
}

// cutDash removes a dash and the spaces around it.
func cutDash(s string) (string, bool) {
	s = strings.TrimLeft(s, " ")
	for _, dash := range []string{"-", "–", "\u2010", "\u2011"} {
		if tail, ok := strings.CutPrefix(s, dash); ok {
			return strings.TrimLeft(tail, " "), true
		}
	}
	return s, false
}

// edge reports whether a number may end before s: no letter or digit follows,
// nor a sign with a digit behind it, as in a date or an amount.
func edge(s string) bool {
	for i, r := range s {
		if i > 0 {
			return !isDigit(s[i])
		}
		if inWord(r) {
			return false
		}
		if !strings.ContainsRune("-–.,/", r) {
			return true
		}
	}
	return true
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func digitsOnly(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}
