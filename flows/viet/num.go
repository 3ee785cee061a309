package viet

import (
	"math"
	"strconv"
	"strings"
)

// Num is an exact number, in thousandths: 2.500.000 đồng is 2_500_000_000. No
// sum of money or area that people report is ever rounded. It is never negative
// here.
type Num int64

// MaxNum is the largest number that is read or printed, just below a million
// tỷ. Nine thousand of them can be added up.
const MaxNum = Num(1e18 - 1)

// NumOf is the exact form of a whole number, the largest one where n is beyond.
func NumOf(n int64) Num {
	if n < 0 || n > int64(MaxNum)/1000 {
		return MaxNum
	}
	return Num(n) * 1000
}

// Whole is the number if it has no fraction.
func (x Num) Whole() (n int64, ok bool) { return int64(x) / 1000, x%1000 == 0 }

// Digits prints a number as administrative writing has it, dots between the
// thousands and a comma before the fraction: 2.500.000, 1.200,5 (the domain
// notes, 11.1).
func Digits(x Num) string {
	s := Thousands(int64(x) / 1000)
	if part := int64(x) % 1000; part != 0 {
		s += "," + strings.TrimRight(strconv.FormatInt(1000+part, 10)[1:], "0")
	}
	return s
}

// A decimal is a number on its way to a Num: n times a power of ten. All words
// that multiply are powers of ten, so nothing is lost on the way.
type decimal struct {
	n   int64
	exp int
}

// steady is the largest n that may still grow by a power of ten.
const steady = math.MaxInt64 / 10

// align writes the decimal with a lower power of ten.
func (d decimal) align(exp int) (decimal, bool) {
	if d.n == 0 {
		return decimal{0, exp}, true
	}
	for d.exp > exp {
		if d.n > steady {
			return d, false
		}
		d.n, d.exp = d.n*10, d.exp-1
	}
	return d, true
}

// plus adds two decimals.
func (d decimal) plus(o decimal) (decimal, bool) {
	low := min(d.exp, o.exp)
	a, fine := d.align(low)
	b, also := o.align(low)
	if !fine || !also || a.n > math.MaxInt64-b.n {
		return d, false
	}
	return decimal{a.n + b.n, low}, true
}

// times multiplies by a small whole number.
func (d decimal) times(by int64) (decimal, bool) {
	if by > 0 && d.n > math.MaxInt64/by {
		return d, false
	}
	return decimal{d.n * by, d.exp}, true
}

// shift multiplies by a power of ten.
func (d decimal) shift(exp int) decimal { return decimal{d.n, d.exp + exp} }

// num is the decimal in thousandths; false where it is too large, or finer
// than a thousandth.
func (d decimal) num() (Num, bool) {
	for d.n != 0 && d.exp < -3 {
		if d.n%10 != 0 {
			return 0, false
		}
		d.n, d.exp = d.n/10, d.exp+1
	}
	d, ok := d.align(-3)
	return Num(d.n), ok && Num(d.n) <= MaxNum
}

// less compares two decimals; false where they are too far apart to be told.
func (d decimal) less(o decimal) bool {
	low := min(d.exp, o.exp)
	a, fine := d.align(low)
	b, also := o.align(low)
	return fine && also && a.n < b.n
}

// readDecimal makes a decimal of digits before and after the mark; false where
// there are more of them than a Num can hold.
func readDecimal(whole, part string) (decimal, bool) {
	all := strings.TrimLeft(whole+part, "0")
	if len(all) > 18 {
		return decimal{}, false
	}
	n, _ := strconv.ParseInt("0"+all, 10, 64)
	return decimal{n, -len(part)}, true
}
