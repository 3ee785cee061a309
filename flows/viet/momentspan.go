package viet

import (
	"strings"
	"time"
)

// period is a day, week, month, quarter or year (as "often" in dates.tsv numbers
// them) so many of them from this one.
func (d dating) period(often, away int) *When {
	y, m, loc := d.now.Year(), d.now.Month(), d.now.Location()
	month := func(kind MomentKind, m time.Month, months int) *When {
		return &When{Kind: kind, From: time.Date(y, m, 1, 0, 0, 0, 0, loc), Until: time.Date(y, m+time.Month(months), 1, 0, 0, 0, 0, loc)}
	}
	switch often {
	case 1:
		return &When{Kind: OnDay, From: d.today(away), Until: d.today(away + 1)}
	case 2:
		monday := 7*away - (int(d.now.Weekday())+6)%7
		return &When{Kind: InSpan, From: d.today(monday), Until: d.today(monday + 7)}
	case 3:
		return month(InMonth, m+time.Month(away), 1)
	case 4:
		return month(InSpan, (m-1)/3*3+1+time.Month(3*away), 3)
	}
	return month(InYear, 1+time.Month(12*away), 12)
}

// spanPiece reads a month, a quarter, a year, a week, or a piece of one.
func (d dating) spanPiece(i int, p *plan) int {
	if p.day != nil || p.span != nil || p.often > 0 && d.tokens[i].fold != "cuoi" {
		return 0
	}
	if w, used := d.monthsOf(i); used > 0 {
		p.span = w
		return used
	}
	if w, used := d.pieceOf(i, p); used > 0 {
		p.span, p.doubt = w, LooseTime
		if d.tokens[i].fold == "cuoi" && (d.look == Ahead || p.limit != noLimit) {
			p.doubt = NoDateDoubt
			if p.limit == noLimit {
				p.limit = latest
			}
		}
		return used
	}
	if m, n := d.word("lunarmonth", i); n > 0 {
		p.doubt, p.span = MoonMonth, &When{}
		if days := lunarDays(1, m, d.now); len(days) > 0 {
			first := d.choose(days)
			back := dating{now: first, look: Ahead}
			if ends := lunarDays(0, m, first); len(ends) > 0 {
				p.span = &When{Kind: InSpan, From: first, Until: midnight(back.choose(ends), 1)}
			}
		}
		return n
	}
	w, used := d.periodAt(i)
	if used == 0 || w.Kind == OnDay {
		return 0
	}
	p.span = w
	if d.plain && d.tokens[i].fold == "thang" && d.is(i+1, "sau") { // tháng sau, or tháng sáu
		year, more := d.yearAfter(i + 2)
		p.doubt, p.other = TwoDays, d.monthOf(6, year)
		return used + more
	}
	return used
}

// monthShort reports whether T2 to T7 at token i is a month: a year follows, or
// a word of reports stands before it.
func (d dating) monthShort(i int, p *plan) bool {
	if p.part != NoPart || p.clock != nil {
		return false
	}
	_, year := d.yearAfter(i + 1)
	_, report := d.before("report", 0, i)
	_, week := d.word("ofweek", i+1)
	return year > 0 || report > 0 && d.near(i) && week == 0
}

// periodAt reads a named period at token i: "tháng này", "tháng 12 năm ngoái",
// "T10", "quý I/2026", "năm ngoái", "tuần trước".
func (d dating) periodAt(i int) (*When, int) {
	if i >= len(d.tokens) {
		return nil, 0
	}
	if n := d.tokens[i].fold; len(n) <= 3 && len(n) >= 2 && n[0] == 't' && digitsOnly(n[1:]) && (d.shortWeekday(i) == 0 || d.monthShort(i, &plan{})) {
		if m, ok := month(n[1:]); ok {
			year, used := d.yearAfter(i + 1)
			return d.monthOf(m, year), 1 + used
		}
	}
	often, used := d.word("often", i)
	if used == 0 || !d.near(i+used) {
		return nil, 0
	}
	next := i + used
	if often == 3 || often == 4 {
		if n, more := d.ordinal(next, often); more > 0 && d.tokens[next].mark != "sau" {
			year, also := d.yearAfter(next + more)
			if often == 3 {
				return d.monthOf(n, year), used + more + also
			}
			return d.quarterOf(n, year), used + more + also
		}
	}
	if often == 5 && d.number(next) && len(d.tokens[next].fold) == 4 && d.yearNumber(next) > 0 {
		return d.period(5, d.yearNumber(next)-d.now.Year()), used + 1
	}
	group := "ofperiod"
	if often == 2 {
		group = "ofweek"
	}
	whole := d.tokens[i].fold
	if often == 2 {
		if n, more := d.word(group, i); more > 0 && n >= -1 && n <= 1 {
			return d.period(2, n), more
		}
		return nil, 0
	}
	n, more := d.word(group, next)
	if more == 0 || n == -2 && whole != "nam" || often == 1 {
		return nil, 0
	}
	return d.period(often, n), used + more
}

// month reads the digits of a month.
func month(digits string) (int, bool) {
	m := message{words: []word{{fold: digits, mark: digits}}}
	return m.small(0, 12)
}

// romans are the numbers of quarters as they are written.
var romans = map[string]int{"i": 1, "ii": 2, "iii": 3, "iv": 4}

// ordinal reads the number of a month or a quarter.
func (d dating) ordinal(i, often int) (n, used int) {
	most := 12
	if often == 4 {
		most = 4
		if n := romans[d.tokens[i].fold]; n > 0 {
			return n, 1
		}
	}
	if n, ok := d.upTo(i, most); ok {
		return n, 1
	}
	if d.number(i) {
		return 0, 0
	}
	n, used = d.tensAt(i, true)
	if n < 1 || n > most {
		return 0, 0
	}
	return n, used
}

// monthOf is a month; without its year it is the latest one that has begun, the
// next one that has not ended, or the nearest.
func (d dating) monthOf(m, year int) *When {
	away := m - int(d.now.Month())
	switch {
	case year > 0:
		away += 12 * (year - d.now.Year())
	case d.look == Ahead && away < 0, d.look == Either && away < -6:
		away += 12
	case (d.look == Behind || d.look == Reporting) && away > 0, d.look == Either && away >= 6:
		away -= 12
	}
	return d.period(3, away)
}

// quarterOf is the same for a quarter.
func (d dating) quarterOf(q, year int) *When {
	away := q - (int(d.now.Month())-1)/3 - 1
	switch {
	case year > 0:
		away += 4 * (year - d.now.Year())
	case d.look == Ahead && away < 0, d.look == Either && away < -2:
		away += 4
	case (d.look == Behind || d.look == Reporting) && away > 0, d.look == Either && away >= 2:
		away -= 4
	}
	return d.period(4, away)
}

// monthsOf reads "6 tháng đầu năm", "9 tháng đầu năm 2025", "6 tháng cuối năm".
func (d dating) monthsOf(i int) (*When, int) {
	n, used := d.ordinal(i, 3)
	next := i + used
	if used == 0 || !d.is(next, "thang") || !(d.is(next+1, "dau") || d.is(next+1, "cuoi")) || !d.is(next+2, "nam") {
		return nil, 0
	}
	year, more := d.yearAfter(next + 2)
	if more == 0 {
		year, more = d.now.Year(), 1
	}
	w := d.period(5, year-d.now.Year())
	w.Kind = InSpan
	if d.is(next+1, "dau") {
		w.Until = time.Date(year, time.Month(n+1), 1, 0, 0, 0, 0, d.now.Location())
	} else {
		w.From = time.Date(year, time.Month(13-n), 1, 0, 0, 0, 0, d.now.Location())
	}
	return w, next + 2 + more - i
}

// pieceOf reads the beginning, the middle or the end of a period: "cuối tháng",
// "đầu tuần sau". A third of it is meant, more or less; its end, where something
// is due.
func (d dating) pieceOf(i int, _ *plan) (*When, int) {
	which := d.tokens[i].fold
	if !strings.Contains(" dau giua cuoi ", " "+which+" ") || i+1 >= len(d.tokens) || !d.near(i+1) {
		return nil, 0
	}
	w, used := d.periodAt(i + 1)
	if used == 0 {
		often, n := d.word("often", i+1)
		if n == 0 || often == 1 {
			return nil, 0
		}
		w, used = d.period(often, 0), n
	}
	third := int(w.Until.Sub(w.From).Hours()/24) / 3
	end := w.Until
	piece := &When{Kind: InSpan, From: w.From, Until: midnight(w.From, third)}
	switch which {
	case "giua":
		piece.From, piece.Until = midnight(w.From, third), midnight(w.From, 2*third)
	case "cuoi":
		piece.From, piece.Until = midnight(w.From, 2*third), end
	}
	return piece, 1 + used
}
