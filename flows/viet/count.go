package viet

// A count is a number as it stands in a text, in digits, in words or in both:
// "2.477.180", "hai mươi mốt", "2 tỷ 300 triệu", "1tr5", "triệu rưỡi".
type count struct {
	values  []decimal // the ways to read it, the likeliest first; none if it cannot be read
	used    int       // how many tokens it takes, 0 if there is no number
	written written   // its digits, if it is digits alone: then it may be half of a date, a range, a ratio
	scale   int       // the largest power of ten that a word gave, 0 if none did
	words   int       // how many words of number it has
}

// A part is the piece of a number that no word has multiplied yet.
type part struct {
	written written   // in digits
	values  []decimal // in words: the ways to read it
	fixed   bool      // it counts as it stands, not as tenths of the scale before it
}

// read gives the ways to read the part before a scale.
func (p *part) read(scale int) []decimal {
	if p.written.groups != nil {
		return p.written.values(scale)
	}
	return p.values
}

// A term is a part that a word has multiplied: 2 tỷ, 300 triệu.
type term struct {
	values []decimal
	scale  int
}

// A reckoner reads a count from left to right.
type reckoner struct {
	s       sheet
	at      int // the next token
	terms   []term
	part    *part
	partAt  int  // where the part begins
	half    bool // half of a scale was added, which ends a number
	words   int
	largest int
}

// mostTerms is more words than any number that is read has.
const mostTerms = 40

// count reads the number at token i.
func (s sheet) count(i int) count {
	r := reckoner{s: s, at: i}
	for range mostTerms {
		if r.at >= len(s.tokens) || r.at > i && !s.near(r.at) || !r.step(i) {
			break
		}
	}
	return r.close(i)
}

// step reads the next word of the number; false at its end.
func (r *reckoner) step(start int) bool {
	switch {
	case r.part != nil:
		return r.multiply() || r.point() || r.halfOfPart()
	case r.half:
		return r.multiply()
	}
	return r.halfOfScale() || r.multiply() || r.take() || r.point() || r.bareScale(start)
}

// take reads the next part: digits, "nửa", or words below a hundred.
func (r *reckoner) take() bool {
	s, at := r.s, r.at
	_, zero := s.word("zero", at)
	if len(r.terms) == 0 {
		zero = 0
	}
	at += zero
	p := part{fixed: zero > 0}
	if s.number(at) && zero == 0 {
		x, used := s.written(at)
		if len(r.terms) > 0 && !r.mayFollow(x, at, used) {
			return false
		}
		p.written, at = x, at+used
	} else if n, used := s.word("half", at); used > 0 && len(r.terms) == 0 {
		p.values, p.fixed, at = []decimal{{int64(n), -1}}, true, at+used
		r.words++
	} else {
		n, used := s.tensAt(at, len(r.terms) > 0)
		if used == 0 {
			return false
		}
		p.values, at = []decimal{{int64(n), 0}}, at+used
		r.words += used
	}
	r.part, r.partAt, r.at = &p, r.at, at
	return true
}

// mayFollow reports whether digits behind a scale belong to the number: "2 tỷ
// 300 triệu", "1tr5", "1 triệu 2", and not "2 triệu 3 hộ".
func (r *reckoner) mayFollow(x written, at, used int) bool {
	s, scale, next := r.s, r.terms[len(r.terms)-1].scale, at+used
	if n, more := s.word("scale", next); more > 0 && s.near(next) {
		return n < scale || scale == 2 && n >= 3 // 2 trăm 50 nghìn
	}
	if s.gap(at-1) == "" {
		return len(x.groups) == 1
	}
	if next < len(s.tokens) && s.gap(next-1) == "/" {
		return false
	}
	exact := len(x.groups) == 1 && len(x.groups[0]) == 3 && scale == 3 // 589 behind nghìn
	if u, more := s.unit(next); more > 0 && s.near(next) && u != none && u.kind() != Dong && !exact {
		return false
	}
	if len(x.groups) == 1 {
		return len(x.groups[0]) <= min(scale, 3)
	}
	values := x.values(0)
	return len(values) == 1 && !x.spaced() && values[0].less(decimal{1, scale})
}

// bareScale reads a scale whose "một" is not said: "triệu rưỡi", "trăm hai".
func (r *reckoner) bareScale(start int) bool {
	scale, used := r.s.word("scale", r.at)
	next := r.at + used
	if used == 0 || r.at != start || scale < 2 || len(r.s.tokens[r.at].fold) < 2 || r.s.tokens[r.at].fold == "tr" || !r.s.near(next) {
		return false
	}
	_, half := r.s.word("more", next)
	_, digit := r.s.word("last", next)
	if half == 0 && digit == 0 {
		return false
	}
	r.terms = append(r.terms, term{[]decimal{{1, scale}}, scale})
	r.at, r.words, r.largest = next, r.words+1, max(r.largest, scale)
	return true
}

// halfOfScale reads "rưỡi" behind a scale: half of it more.
func (r *reckoner) halfOfScale() bool {
	n, used := r.s.word("more", r.at)
	if used == 0 || len(r.terms) == 0 {
		return false
	}
	scale := r.terms[len(r.terms)-1].scale - 1
	r.terms = append(r.terms, term{[]decimal{{int64(n), scale}}, scale})
	r.at, r.half, r.words = r.at+used, true, r.words+1
	return true
}

// halfOfPart reads "rưỡi" behind a number: "hai rưỡi", 2½.
func (r *reckoner) halfOfPart() bool {
	n, used := r.s.word("more", r.at)
	if used == 0 || len(r.part.written.signs) > 0 || r.part.fixed {
		return false
	}
	r.part = &part{values: sums(r.part.read(0), []decimal{{int64(n), -1}}), fixed: true}
	r.at, r.words = r.at+used, r.words+1
	return true
}

// point reads a fraction in words: "hai phẩy năm", "không phẩy không năm".
func (r *reckoner) point() bool {
	_, used := r.s.word("point", r.at)
	if used == 0 || r.part == nil && len(r.terms) == 0 {
		return false
	}
	head := []decimal{{}} // "ba trăm phẩy năm"
	if r.part != nil {
		head = r.part.read(0)
	}
	if len(head) != 1 {
		return false
	}
	fraction := ""
	at := r.at + used
	for len(fraction) < 6 && at < len(r.s.tokens) && r.s.near(at) {
		digits, used := r.s.fraction(at)
		fraction, at = fraction+digits, at+used
		if digits != "0" {
			break
		}
	}
	tail, ok := readDecimal("0", fraction)
	if fraction == "" || !ok {
		return false
	}
	if r.part == nil {
		r.partAt = r.at
	}
	r.part = &part{values: sums(head, []decimal{tail}), fixed: true}
	r.at, r.words = at, r.words+2
	return true
}

// sums adds each reading of one part of a number to each of another.
func sums(a, b []decimal) []decimal {
	all := make([]decimal, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			if sum, ok := x.plus(y); ok && len(all) < mostReadings {
				all = append(all, sum)
			}
		}
	}
	return all
}

// mostReadings is as many ways to read one number as can be offered.
const mostReadings = 4
