package viet

import (
	"slices"
	"time"
)

// monthDay reads a day by its number: "15/3", "15.12.2021", "ngày 15", "ngày 15
// tháng 12 năm 2021", "mồng 8 tháng 3".
func (d dating) monthDay(i int, p *plan) dayRead {
	at, named, moon := i, false, false
	for n := 0; n < 2 && at+1 < len(d.tokens) && d.near(at+1) && slices.Contains([]string{"ngay", "mong", "mung", "hom"}, d.tokens[at].fold); n++ {
		moon = moon || d.tokens[at].fold[0] == 'm'
		at, named = at+1, true
	}
	dom, used := d.dayNumber(at, named)
	if used == 0 || d.ofDocument(at) {
		return dayRead{}
	}
	at += used
	if month, year, more := d.monthAfter(at, named); more > 0 {
		if !named && d.unitAfter(at+more, dom, month) {
			return dayRead{} // 8/12 bản
		}
		if month > 12 && !named && !d.alone(i, at+more) {
			return dayRead{}
		}
		r := d.resolve(dom, month, year)
		r.used = at + more - i
		return r
	}
	if !named {
		return dayRead{}
	}
	if w, more := d.periodAt(at); more > 0 && w.Kind == InMonth {
		r := d.resolve(dom, int(w.From.Month()), w.From.Year())
		if d.plain && d.is(at+1, "sau") { // tháng sau, or tháng sáu
			r.doubt, r.days = TwoDays, append(r.days, d.resolve(dom, 6, 0).days...)
		}
		r.used = at + more - i
		return r
	}
	if d.unitNext(at) {
		return dayRead{}
	}
	r := d.resolve(dom, 0, 0)
	r.used = at - i
	if moon { // of the moon, or not
		r.doubt, r.days = TwoDays, append(r.days, d.nearestMoon(dom)...)
	}
	return r
}

// dayNumber reads the number of a day, in digits, or in words where it is named
// so.
func (d dating) dayNumber(i int, named bool) (dom, used int) {
	if n, ok := d.upTo(i, 31); ok {
		return n, 1
	}
	if !named || d.number(i) || i >= len(d.tokens) {
		return 0, 0
	}
	if dom, used = d.tensAt(i, false); dom < 1 || dom > 31 {
		return 0, 0
	}
	return dom, used
}

// ofDocument reports whether the number at token i is part of a longer one: of
// a document, a ratio, a decimal.
func (d dating) ofDocument(i int) bool {
	return d.document(0, i) > 0 || i > 0 && i < len(d.tokens) && d.number(i-1) && slices.Contains([]string{"/", ".", ","}, d.gap(i-1))
}

// unitAfter reports whether numbers that could be a day and a month are so many
// of a whole, because a unit follows.
func (d dating) unitAfter(i, dom, month int) bool {
	return dom <= month && d.unitNext(i)
}

func (d dating) unitNext(i int) bool {
	u, used := d.unit(i)
	return used > 0 && u != none && d.near(i)
}

// monthAfter reads the month, and the year if it is said, behind the number of
// a day: "/3", "-3-2026", ".12.2021", "tháng 12 năm 2021". A month of 13 to 31
// is read too, to be refused.
func (d dating) monthAfter(i int, named bool) (month, year, used int) {
	if i == 0 || i >= len(d.tokens) {
		return 0, 0, 0
	}
	if d.is(i, "thang") {
		n, more := d.dayNumber(i+1, true)
		if more == 0 || d.tokens[i+1].mark == "sau" {
			return 0, 0, 0
		}
		year, used = d.yearAfter(i + 1 + more)
		return n, year, 1 + more + used
	}
	sign := d.gap(i - 1)
	n, ok := d.upTo(i, 31)
	if !ok || sign != "/" && sign != "-" && sign != "." {
		return 0, 0, 0
	}
	if i+1 < len(d.tokens) && d.gap(i) == sign {
		if y := d.yearNumber(i + 1); y > 0 {
			return n, y, 2
		}
		return 0, 0, 0
	}
	if sign == "." || sign == "-" && !named && n > 12 {
		return 0, 0, 0
	}
	if year, used = d.yearAfter(i + 1); year > 0 {
		return n, year, 1 + used
	}
	return n, 0, 1
}

// yearNumber reads a year of two digits or four.
func (d dating) yearNumber(i int) int {
	return message{words: d.tokens}.year(i)
}

// yearAfter reads the year behind a month or a quarter: "năm 2021", "/2021",
// "2021", "năm ngoái".
func (d dating) yearAfter(i int) (year, used int) {
	if i == 0 || i >= len(d.tokens) {
		return 0, 0
	}
	if d.gap(i-1) == "/" || d.gap(i-1) == "-" {
		if y := d.yearNumber(i); y > 0 && len(d.tokens[i].fold) == 4 {
			return y, 1
		}
		return 0, 0
	}
	if !d.near(i) {
		return 0, 0
	}
	if d.number(i) && len(d.tokens[i].fold) == 4 {
		return d.yearNumber(i), 1
	}
	if d.tokens[i].fold != "nam" || !d.near(i+1) {
		return 0, 0
	}
	if d.number(i+1) && d.yearNumber(i+1) > 0 {
		return d.yearNumber(i + 1), 2
	}
	if n, more := d.word("ofperiod", i+1); more > 0 {
		return d.now.Year() + n, 1 + more
	}
	return 0, 0
}

// justBehind is how many days ago a day without its year may be and still be
// meant where one ahead is looked for.
const justBehind = 30

// resolve finds the day of these numbers; 0 is a month or a year that was not
// said.
func (d dating) resolve(dom, month, year int) dayRead {
	r := dayRead{dom: dom, month: month, year: year}
	if month > 12 {
		r.doubt = NoSuchDay
		return r
	}
	var all []time.Time
	add := func(y, m int) {
		if t := time.Date(y, time.Month(m), dom, 0, 0, 0, 0, d.now.Location()); t.Day() == dom {
			all = append(all, t)
		}
	}
	switch {
	case year > 0:
		add(year, month)
	case month > 0:
		for y := d.now.Year() - 8; y <= d.now.Year()+8; y++ {
			add(y, month)
		}
	default:
		for m := -3; m <= 3; m++ {
			add(d.now.Year(), int(d.now.Month())+m)
		}
	}
	if len(all) == 0 {
		r.doubt = NoSuchDay
		return r
	}
	r.days = []time.Time{d.choose(all)}
	if d.look == Ahead && month > 0 && year == 0 {
		for _, t := range all {
			if t.Before(d.today(0)) && !t.Before(d.today(-justBehind)) {
				r.days, r.doubt = []time.Time{t, r.days[0]}, JustOver
			}
		}
	}
	return r
}

// choose picks the day on the side of today that is looked at; of both sides
// the nearest.
func (d dating) choose(all []time.Time) time.Time {
	today := d.today(0)
	best := all[0]
	better := func(a, b time.Time) bool {
		x, y := a.Sub(today).Abs(), b.Sub(today).Abs()
		wrong := func(t time.Time) bool {
			return d.look == Ahead && t.Before(today) || (d.look == Behind || d.look == Reporting) && t.After(today)
		}
		if wrong(a) != wrong(b) {
			return wrong(b)
		}
		return x < y
	}
	for _, t := range all[1:] {
		if better(t, best) {
			best = t
		}
	}
	return best
}
