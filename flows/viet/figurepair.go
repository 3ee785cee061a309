package viet

import (
	"slices"
	"strings"
)

// pair reads two digits in words side by side: "hai ba hộ" is two or three as
// people speak, or 23; "hai tám" is 28.
func (s sheet) pair(d *draft, c count) bool {
	if c.words != 1 || c.scale != 0 || len(c.values) != 1 || !s.near(d.to) {
		return false
	}
	next := s.count(d.to)
	if next.words != 1 || next.scale != 0 || len(next.values) != 1 {
		return false
	}
	a, b := c.values[0], next.values[0]
	if a.exp != 0 || b.exp != 0 || a.n > 9 || b.n > 9 || a.n < 1 || b.n < 1 {
		return false
	}
	d.to += next.used
	if b.n == a.n+1 {
		d.high, d.near = next.values, Around
		return true
	}
	d.low, d.doubt = []decimal{{10*a.n + b.n, 0}}, TwoWays
	return true
}

// ratio reads what is part of a whole: "8/12 bản", "2.071/2.071", "8 trên tổng
// số 12 bản".
func (s sheet) ratio(d *draft, c count) bool {
	if c.written.groups == nil || len(c.values) != 1 || d.to >= len(s.tokens) {
		return false
	}
	at := d.to
	switch {
	case s.gap(at-1) == "/":
	case s.near(at) && s.tokens[at].fold == "tren":
		for at++; at < len(s.tokens) && (s.tokens[at].fold == "tong" || s.tokens[at].fold == "so"); at++ {
		}
		if !s.near(at) {
			return false
		}
	default:
		return false
	}
	if !s.number(at) {
		return false
	}
	whole := s.count(at)
	if len(whole.values) != 1 || whole.written.groups == nil || whole.values[0].less(c.values[0]) || whole.values[0].n == 0 {
		return false
	}
	d.to = at + whole.used
	if u, used := s.unit(d.to); used > 0 && s.near(d.to) && u.kind() != Bare && u.Divided() {
		d.doubt = TwoWays // half a hectare, or one of two
		if part, ok := quotient(c.values[0], whole.values[0]); ok {
			d.low = []decimal{part}
		}
		return true
	}
	d.of = &whole.values[0]
	return true
}

// quotient divides where three decimals hold the result.
func quotient(a, b decimal) (decimal, bool) {
	x, fine := a.num()
	y, also := b.num()
	if !fine || !also || y == 0 || x > MaxNum/1000 || x*1000%y != 0 {
		return decimal{}, false
	}
	return decimal{int64(x * 1000 / y), -3}, true
}

// dateLike reports whether the numbers at token i and the next can be a day and
// a month.
func (s sheet) dateLike(i int) bool {
	_, day := s.upTo(i, 31)
	_, month := s.upTo(i+1, 12)
	return day && month && (s.gap(i) == "/" || s.gap(i) == "-")
}

// shorthand reads t behind a number: triệu, tỷ, or tấn where a weight is asked.
func (s sheet) shorthand(d *draft, asked Unit) bool {
	if d.to >= len(s.tokens) || s.tokens[d.to].fold != "t" || s.gap(d.to-1) != "" || len(d.low) != 1 || d.scale != 0 {
		return false
	}
	d.to++
	if s.number(d.to) && s.gap(d.to-1) == "" {
		tail, ok := readDecimal("", s.tokens[d.to].fold)
		if !ok {
			return false
		}
		d.low, d.to = sums(d.low, []decimal{tail}), d.to+1
	}
	if asked.kind() == Kilogram {
		d.low = turn(d.low, measures["tan"].factors[0])
		d.unit = Kilogram
		return true
	}
	d.doubt, d.scale = TwoWays, 6
	all := make([]decimal, 0, 2*len(d.low))
	for _, v := range d.low {
		all = append(all, v.shift(6), v.shift(9))
	}
	d.low = all
	return true
}

// span reads the second number of a range, "20-25 hộ", "từ 7 đến 13 người", or
// of a choice, "2 hay 3 hộ".
func (s sheet) span(d *draft, first count) {
	if d.to >= len(s.tokens) || len(d.low) != 1 || d.doubt != NoDoubt {
		return
	}
	at, choice := d.to, false
	switch gap := strings.TrimSpace(s.gap(at - 1)); {
	case gap == "-" || gap == "–" || gap == "—":
	case s.near(at) && slices.Contains([]string{"đến", "den", "tới", "toi"}, s.tokens[at].mark):
		at++
	case s.near(at) && slices.Contains([]string{"hay", "hoặc", "hoac"}, s.tokens[at].mark):
		at, choice = at+1, true
	default:
		return
	}
	if at >= len(s.tokens) || at > d.to && !s.near(at) {
		return
	}
	c := s.count(at)
	if c.used == 0 || len(c.values) != 1 {
		return
	}
	other := draft{low: c.values, to: at + c.used}
	s.unitOf(&other)
	if other.unit != d.unit && d.unit != Bare || other.unit == Bare && d.unit == Bare && !s.number(at) {
		return
	}
	low, high := d.low[0], other.low[0]
	if first.scale == 0 && c.scale >= 3 && low.less(high.shift(-c.scale)) {
		low = low.shift(c.scale)
	}
	if !low.less(high) {
		return
	}
	d.unit, d.to, d.scale = other.unit, other.to, max(d.scale, c.scale)
	if choice {
		d.low, d.doubt = []decimal{low, high}, OneOfMany
		return
	}
	d.low, d.high = []decimal{low}, []decimal{high}
}
