package viet

import (
	"slices"
	"strings"
)

// A draft is a figure while it is read: its numbers as they stand, before the
// unit turns them.
type draft struct {
	low, high []decimal // the ways to read it; high is nil where it is no range
	of        *decimal
	unit      Unit
	doubt     Doubt
	near      Nearness
	scale     int
	to        int // the token after it
}

// figureAt reads the figure at token i; from is where the one before ended.
func (s sheet) figureAt(from, i int, asked Unit) (Found, bool) {
	c := s.count(i)
	if c.used == 0 {
		return Found{}, false
	}
	d := draft{low: c.values, scale: c.scale, to: i + c.used}
	if len(c.values) > 1 {
		d.doubt = TwoWays
	}
	second := s.pair(&d, c) || s.ratio(&d, c) || s.shorthand(&d, asked)
	s.unitOf(&d)
	if !second {
		s.span(&d, c)
	}
	s.nearness(&d, from, i)
	if !s.number(i) && !s.acceptable(c, d, i) {
		return Found{}, false
	}
	if d.unit == Bare {
		s.bare(&d, from, i, asked)
	}
	if _, below := s.negative(from, i); below && d.doubt != NotPlain {
		d.low = nil // no number of people, work or land is below zero
	}
	return d.found(), true
}

// negative finds the minus right before the number at token i, and where it begins:
// a word, or a sign that neither stands between the ends of a range nor before each
// line of a list.
func (s sheet) negative(from, i int) (start int, below bool) {
	if says, used := s.before("minus", from, i); used > 0 && s.near(i) {
		return s.tokens[i-used].start, says > 0
	}
	head := s.text[:s.tokens[i].start]
	sign := strings.TrimRight(head, dashes)
	switch {
	case sign == head || !s.number(i):
		return 0, false
	case sign == "" || strings.HasSuffix(sign, "\n"):
		return len(sign), !listed(s.text)
	}
	return len(sign), strings.ContainsRune(" ,;:=(", rune(sign[len(sign)-1]))
}

// dashes are the signs that are a minus, or stand before a line of a list.
const dashes = "-–—−"

// listed reports whether at least two lines of a text begin with a dash.
func listed(text string) bool {
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimLeft(line, dashes) != line {
			n++
		}
	}
	return n > 1
}

// bare judges a figure without a unit behind it: a label before it may have one
// ("số hộ: 5"), and triệu and tỷ alone are money.
func (s sheet) bare(d *draft, from, i int, asked Unit) {
	_, again := s.word("scale", d.to)
	switch {
	case again > 0 && s.near(d.to):
		d.low = nil // 99 tỷ tỷ
	case s.dateLike(i) && (d.of != nil || d.high != nil && d.scale == 0):
		d.doubt = DateOrPart
	case i == 0 && s.tokens[0].start > 0 && strings.HasSuffix(s.text[:s.tokens[0].start], "-") && s.alone(i, d.to):
		d.doubt = NotPlain // below zero, or a dash before it
	}
	d.unit = s.label(from, i)
	if d.unit != Bare || d.scale < 6 || asked != Bare && asked.Divided() || d.of != nil || len(d.low) == 0 {
		return
	}
	if n, ok := d.low[0].num(); ok && n%1000 == 0 {
		d.unit = Dong
	}
}

// label reads a unit that stands before its number, as in a list: "Số hộ: 5".
func (s sheet) label(from, i int) Unit {
	if i > from && s.near(i) && s.tokens[i-1].mark == "là" {
		i--
	} else if i == from || strings.Trim(s.gap(i-1), " ") != ":" && strings.Trim(s.gap(i-1), " ") != "=" {
		return Bare
	}
	for n := min(4, i-from); n > 0; n-- {
		switch u, ok := unitWords.whole(s.tokens[i-n : i]); {
		case ok && u == none:
			return Bare // "công bà con: 150" counts no animals
		case ok:
			return u
		}
	}
	return Bare
}

// acceptable reports whether a number in words is one, and not words that only
// look alike: with a unit, long enough, or nothing else in the text.
func (s sheet) acceptable(c count, d draft, i int) bool {
	if s.alone(i, d.to) {
		return true
	}
	if d.unit == Bare {
		return c.scale >= 3 && c.words >= 2 || c.words >= 3
	}
	switch w := s.tokens[i]; {
	case c.words >= 2:
		return true
	case s.plain:
		return w.fold == "hai" || w.fold == "mot"
	default:
		return !w.plain() || w.mark == "hai" || w.mark == "ba"
	}
}

// unitOf reads the percent sign or the unit behind the number, with what may
// follow it: "10 ngày rưỡi", "2km5", "1 ha 2000 m2".
func (s sheet) unitOf(d *draft) {
	rest := s.text[s.tokens[d.to-1].end:]
	if strings.HasPrefix(rest, "%") || strings.HasPrefix(rest, " %") {
		d.unit = Percent
		return
	}
	u, used := s.unit(d.to)
	if used == 0 || u == none || !s.near(d.to) && !(d.to < len(s.tokens) && s.gap(d.to-1) == "." && s.tokens[d.to-1].fold == "tr") {
		return
	}
	d.unit, d.to = u, d.to+used
	if d.of != nil {
		return
	}
	if n, more := s.word("more", d.to); more > 0 && s.near(d.to) {
		d.low, d.to = sums(d.low, []decimal{{int64(n), -1}}), d.to+more
		return
	}
	if s.number(d.to) && s.gap(d.to-1) == "" && (u == Metre || u.turned()) {
		if tail, ok := readDecimal("", s.tokens[d.to].fold); ok {
			d.low, d.to = sums(d.low, []decimal{tail}), d.to+1
		}
		return
	}
	s.smaller(d)
}

// smaller adds what follows in smaller units of the same kind, "1 ha 2000 m2",
// "2 tấn 3 tạ", or without any: "1 tấn 2", "1 km 500".
func (s sheet) smaller(d *draft) {
	for range 4 {
		if !d.unit.turned() || !s.number(d.to) || !s.near(d.to) {
			return
		}
		c := s.count(d.to)
		next := d.to + c.used
		u, used := s.unit(next)
		if used == 0 || u == none || !s.near(next) {
			s.tenths(d, c)
			return
		}
		big, small := measures[d.unit], measures[u]
		if small.kind != big.kind || len(big.factors) != 1 || len(small.factors) != 1 || small.factors[0] >= big.factors[0] {
			return
		}
		d.low = sums(turn(d.low, big.factors[0]), turn(c.values, small.factors[0]))
		if len(d.low) > 1 {
			d.doubt = TwoWays
		}
		d.unit, d.to = big.kind, next+used
		if u.turned() {
			return
		}
	}
}

// tenths adds a bare number behind a unit: tenths of it where it is one digit,
// thousandths where it is three and the unit has a thousand parts. Other
// numbers there cannot be read.
func (s sheet) tenths(d *draft, c count) {
	if len(c.written.groups) != 1 {
		return
	}
	digits, factors := c.written.groups[0], measures[d.unit].factors
	tail, ok := readDecimal("", digits)
	if d.to += c.used; ok && (len(digits) == 1 || len(digits) == 3 && factors[0] == 1000) {
		d.low = sums(d.low, []decimal{tail})
	} else {
		d.low = nil
	}
}

// turn multiplies readings by the factor of a unit.
func turn(values []decimal, factor int64) []decimal {
	all := make([]decimal, 0, len(values))
	for _, v := range values {
		if v, ok := v.times(factor); ok {
			all = append(all, v)
		}
	}
	return all
}

// nearness reads what makes the figure near enough, before it and behind.
func (s sheet) nearness(d *draft, from, i int) {
	if n, used := s.before("near", from, i); used > 0 {
		place := d.unit.kind() == "ban" || d.unit == "xa" || d.unit == "tuyen"
		if (s.tokens[i-1].fold != "tren" || !place) && !s.where(from, i) {
			d.near = Nearness(n)
		}
	}
	if n, used := s.word("after", d.to); used > 0 && s.near(d.to) {
		d.near, d.to = Nearness(n), d.to+used
	}
}

// found makes a figure of the draft: its numbers in the kind's own unit.
func (d draft) found() Found {
	f := Found{Status: SureFigure, Near: d.near, Doubt: d.doubt, scale: d.scale, to: d.to}
	f.Unit = d.unit
	factors := []int64{1}
	if d.unit.turned() {
		f.Unit, factors = d.unit.kind(), measures[d.unit].factors
	}
	var all []Amount
	for _, low := range d.low {
		for _, factor := range factors {
			if a, ok := d.amount(low, factor, f.Unit); ok && !slices.Contains(all, a) {
				all = append(all, a)
			}
		}
	}
	switch {
	case len(all) == 0:
		f.Doubt = Unreadable
	case len(factors) > 1 && f.Doubt == NoDoubt:
		f.Doubt = LocalUnit
	case len(pickWhole(slices.Clone(all[:1]))) == 0 && f.Doubt == NoDoubt:
		f.Doubt = NotPlain // half a household
	}
	if len(all) > 0 {
		f.Amount = all[0]
	}
	if f.Doubt != NoDoubt {
		f.Status, f.Readings = AskFigure, pickWhole(all)
	} else if d.near != Exactly {
		f.Status = NearFigure
	}
	return f
}

// amount turns one reading into an amount.
func (d draft) amount(low decimal, factor int64, unit Unit) (Amount, bool) {
	v, ok := low.times(factor)
	if !ok {
		return Amount{}, false
	}
	a := Amount{Unit: unit}
	if a.Low, ok = v.num(); !ok {
		return Amount{}, false
	}
	a.High = a.Low
	if len(d.high) > 0 {
		if v, ok = d.high[0].times(factor); ok {
			a.High, ok = v.num()
		}
	}
	if d.of != nil && ok {
		a.Of, ok = d.of.num()
	}
	return a, ok
}
