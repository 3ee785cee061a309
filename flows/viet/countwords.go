package viet

import "strconv"

// tensAt reads a number below a hundred in words at token i: "mười lăm", "bốn
// mươi tư", "hăm lăm", "hai lăm". behind says that a larger part stands before
// it, where "tư" is a number too.
func (s sheet) tensAt(i int, behind bool) (n int, used int) {
	if _, used := s.word("ten", i); used > 0 {
		return s.withLast(10, i, used)
	}
	if _, used := s.word("twenty", i); used > 0 {
		if n, all := s.withLast(20, i, used); all > used {
			return n, all
		}
		return 0, 0
	}
	n, used = s.word("digit", i)
	if last, also := s.word("last", i); used == 0 && behind {
		n, used = last, also
	}
	next := i + used
	if used == 0 || n < 2 || !s.near(next) {
		return n, used
	}
	if _, more := s.word("tens", next); more > 0 {
		return s.withLast(10*n, i, used+more)
	}
	if short, more := s.word("short", next); more > 0 && !s.tensFollow(next+more) {
		return 10*n + short, used + more
	}
	return n, used
}

// withLast adds the digit behind tens, if there is one.
func (s sheet) withLast(tens, i, used int) (int, int) {
	next := i + used
	n, more := s.word("last", next)
	if more == 0 || !s.near(next) || s.tensFollow(next+more) {
		return tens, used
	}
	if scale, follows := s.word("scale", next+more); follows > 0 && scale == 2 && s.near(next+more) {
		return tens, used // the digit belongs to the hundreds behind it
	}
	return tens + n, used + more
}

// tensFollow reports whether token i makes tens of the digit before it.
func (s sheet) tensFollow(i int) bool {
	_, used := s.word("tens", i)
	return used > 0 && s.near(i)
}

// fraction reads what stands behind "phẩy": a zero, or a number below a
// thousand.
func (s sheet) fraction(i int) (digits string, used int) {
	if s.number(i) {
		return s.tokens[i].fold, 1
	}
	n, used := s.tensAt(i, true)
	if used == 0 {
		return "", 0
	}
	if scale, more := s.word("scale", i+used); more > 0 && scale == 2 && n < 10 && s.near(i+used) {
		n, used = 100*n, used+more
		_, zero := s.word("zero", i+used)
		if rest, more := s.tensAt(i+used+zero, true); more > 0 && s.near(i+used) {
			return strconv.Itoa(n + rest), used + zero + more
		}
	}
	return strconv.Itoa(n), used
}
