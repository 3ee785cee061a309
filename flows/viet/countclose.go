package viet

import "strings"

// multiply reads a word that multiplies what stands before it: "trăm", "triệu".
// It multiplies all that is smaller: "một nghìn hai trăm tỷ".
func (r *reckoner) multiply() bool {
	scale, used := r.s.word("scale", r.at)
	if used == 0 {
		return r.dozen()
	}
	if r.part == nil && len(r.terms) == 0 {
		return false
	}
	keep := len(r.terms)
	for keep > 0 && r.terms[keep-1].scale < scale {
		keep--
	}
	if keep > 0 && r.terms[keep-1].scale == scale || !r.together(r.terms[keep:], scale) {
		return false
	}
	values := []decimal{{}}
	if r.part != nil {
		values = r.part.read(scale)
	}
	for _, t := range r.terms[keep:] {
		values = sums(values, t.values)
	}
	for i := range values {
		values[i] = values[i].shift(scale)
	}
	r.terms = append(r.terms[:keep], term{values, scale})
	r.at, r.part, r.half = r.at+used, nil, false
	r.words, r.largest = r.words+1, max(r.largest, scale)
	return true
}

// together reports whether a scale multiplies these terms and the part behind
// them as one number. Thousands are only multiplied by tỷ, and by triệu, and
// with hundreds or nothing behind them: "20 triệu 3 tỷ" are two numbers.
func (r *reckoner) together(terms []term, scale int) bool {
	for i, t := range terms {
		if t.scale > 3 || t.scale == 3 && scale < 6 {
			return false
		}
		if t.scale != 3 || r.part == nil || i+1 < len(terms) {
			continue
		}
		values := r.part.read(scale)
		if len(values) == 0 || !r.part.fixed && values[0].less(decimal{100, 0}) {
			return false
		}
	}
	return true
}

// dozen reads "tá", which is no power of ten.
func (r *reckoner) dozen() bool {
	n, used := r.s.word("dozen", r.at)
	if used == 0 || r.part == nil || len(r.terms) > 0 {
		return false
	}
	var values []decimal
	for _, v := range r.part.read(0) {
		if v, ok := v.times(int64(n)); ok {
			values = append(values, v)
		}
	}
	r.part = &part{values: values, fixed: true}
	r.at, r.words = r.at+used, r.words+1
	return true
}

// close ends the number and gives the ways to read it.
func (r *reckoner) close(start int) count {
	c := count{used: r.at - start, scale: r.largest, words: r.words}
	switch {
	case r.part == nil && len(r.terms) == 0:
		return count{}
	case r.part != nil && len(r.terms) == 0:
		c.values, c.written = r.part.read(0), r.part.written
		return c
	case r.part != nil:
		r.closePart()
	}
	c.values = []decimal{{}}
	for _, t := range r.openHundreds() {
		c.values = sums(c.values, t.values)
	}
	return c
}

// closePart adds the last part, which no word multiplies: tenths of the scale
// before it where it is one digit ("1tr5", "triệu hai"), thousandths where it
// is three ("2tr350"), else what it says.
func (r *reckoner) closePart() {
	scale := r.terms[len(r.terms)-1].scale
	values := r.part.read(0)
	digits := 0
	if groups := r.part.written.groups; len(groups) == 1 {
		digits = len(groups[0])
	} else if groups == nil && !r.part.fixed && len(values) == 1 && values[0].n > 0 {
		digits = 1
		if values[0].n >= 10 {
			digits = 2
		}
	}
	if digits > 0 && len(values) == 0 { // digits such as 0350, or 050 behind tr
		values, _ = zeroed(r.part.written.groups[0])
	}
	spaced := r.s.gap(r.partAt-1) != ""
	switch {
	case digits == 0, scale < 2, digits > scale:
	case digits == 2 && r.part.written.groups == nil && scale <= 3:
	case digits == 2 && spaced && scale >= 3:
		tail := values[0].shift(scale - digits)
		values = []decimal{tail, values[0]}
		if scale == 3 {
			values[0], values[1] = values[1], values[0]
		}
	default:
		values = []decimal{values[0].shift(scale - digits)}
	}
	r.terms = append(r.terms, term{values, 0})
}

// zeroed reads digits that begin with zeros, as the tail of a scale may.
func zeroed(digits string) ([]decimal, bool) {
	d, ok := readDecimal(strings.TrimLeft(digits, "0"), "")
	return []decimal{d}, ok
}

// openHundreds gives a last group of hundreds behind triệu or tỷ the two ways
// to read it: "hai triệu năm trăm" is 2.500.000 as people speak, and 2.000.500
// by the book. "không nghìn" before the group settles it.
func (r *reckoner) openHundreds() []term {
	n := len(r.terms)
	for n > 0 && r.terms[n-1].scale < 3 {
		n--
	}
	group := r.terms[n:]
	if n == 0 || len(group) == 0 || group[0].scale != 2 || r.terms[n-1].scale < 6 {
		return r.terms
	}
	values := []decimal{{}}
	for _, t := range group {
		values = sums(values, t.values)
	}
	both := make([]decimal, 0, 2*len(values))
	for _, v := range values {
		both = append(both, v.shift(r.terms[n-1].scale-3))
	}
	return append(r.terms[:n:n], term{append(both, values...), 2})
}
