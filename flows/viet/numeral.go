package viet

import "strings"

// A written is a number in digits as it was typed: its groups, and the sign
// between each two.
type written struct {
	groups []string
	signs  []byte
}

// mostGroups is more groups than any number that is read has.
const mostGroups = 12

// written reads the digits at token i; used is how many tokens they take.
func (s sheet) written(i int) (x written, used int) {
	x.groups = append(x.groups, s.tokens[i].fold)
	for used = 1; used < mostGroups && s.number(i+used); used++ {
		gap, next := s.gap(i+used-1), s.tokens[i+used].fold
		switch gap {
		case ".", ",":
			if len(x.signs) > 0 && x.signs[0] == ' ' && gap == "." {
				return x, used
			}
		case " ":
			if len(next) != 3 || len(x.groups[0]) > 3 || strings.Trim(string(x.signs), " ") != "" || x.groups[0][0] == '0' {
				return x, used
			}
		default:
			return x, used
		}
		x.groups, x.signs = append(x.groups, next), append(x.signs, gap[0])
	}
	return x, used
}

// spaced reports whether spaces divide the groups, which then may also be
// several numbers.
func (x written) spaced() bool { return strings.Contains(string(x.signs), " ") }

// values are the ways to read the digits, the likeliest first, before a word
// that multiplies by ten to the scale (0 if there is none). Dots group and a
// comma begins the fraction; a sign with three digits behind it can be either,
// if people who type as the English do are counted (the domain notes, 11.1).
// There is none where the digits are no number.
func (x written) values(scale int) []decimal {
	if len(x.groups) == 1 {
		d := x.groups[0]
		if len(d) > 3 && d[0] == '0' {
			return nil
		}
		return some(x.joined(1))
	}
	last := len(x.signs) - 1
	sign, tail := x.signs[last], x.groups[last+1]
	grouped := x.grouped(last + 1)
	if last == 0 {
		if sign != ' ' && (len(tail) != 3 || !grouped) {
			return some(x.joined(1))
		}
		return x.oneSign(sign, scale)
	}
	if grouped && strings.Count(string(x.signs), string(sign)) == len(x.signs) {
		return some(x.joined(last + 2))
	}
	if !x.grouped(last) || strings.Count(string(x.signs[:last]), string(x.signs[0])) != last || sign == ' ' || sign == x.signs[0] {
		return nil
	}
	if len(tail) == 3 {
		return append(some(x.joined(last+2)), some(x.joined(last+1))...)
	}
	return some(x.joined(last + 1))
}

// oneSign reads two groups of which the second has three digits.
func (x written) oneSign(sign byte, scale int) []decimal {
	group, point := some(x.joined(2)), some(x.joined(1))
	switch {
	case sign == ' ', sign == '.' && scale != 9:
		return group
	case sign == ',' && scale >= 6:
		return point
	}
	return append(group, point...)
}

// joined reads the first n groups as the whole part, and the rest as the
// fraction.
func (x written) joined(n int) (decimal, bool) {
	return readDecimal(strings.Join(x.groups[:n], ""), strings.Join(x.groups[n:], ""))
}

// grouped reports whether the first n groups behind the first are thousands.
func (x written) grouped(n int) bool {
	if len(x.groups[0]) > 3 || x.groups[0][0] == '0' {
		return false
	}
	for _, g := range x.groups[1 : n+1] {
		if len(g) != 3 {
			return false
		}
	}
	return true
}

// some is a list of one, or of none.
func some(d decimal, ok bool) []decimal {
	if !ok {
		return nil
	}
	return []decimal{d}
}
