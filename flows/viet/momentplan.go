package viet

import (
	"slices"
	"strings"
	"time"
)

// A plan gathers the pieces of one moment as they are said, in any order: a
// day, an hour, a part of the day, how often, how late.
type plan struct {
	day    *dayRead // which day
	span   *When    // a month, a year or some days in its place
	other  *When    // another way to read these
	at     *When    // a time that is reckoned from now: "2 giờ nữa"
	clock  *clockTime
	part   DayPart
	doubt  DateDoubt // of a span
	often  int       // how often, as dates.tsv numbers it; 0 once
	limit  limit
	pieces int
}

type limit int

const (
	noLimit limit = iota
	latest
	before
)

// mostPieces is more pieces than a moment has.
const mostPieces = 10

// gather reads the pieces of a moment from token i on; used is how many tokens
// they take, 0 if there is none.
func (d dating) gather(i int, p *plan) (used int) {
	at := i
	for p.pieces < mostPieces && at < len(d.tokens) {
		start := at
		if p.pieces > 0 {
			if !d.joined(at) {
				break
			}
			for link := 1; link > 0 && start < len(d.tokens); {
				_, link = d.word("link", start)
				if link > 0 && d.piece(start, &plan{limit: p.limit, clock: p.clock, part: p.part, day: p.day}) > 0 {
					break // "ngày 25", "hôm nay": the word belongs to what follows
				}
				start += link
			}
		}
		n := d.piece(start, p)
		if n == 0 {
			break
		}
		p.pieces++
		at = start + n
	}
	return at - i
}

// joined reports whether token i may go on with the moment before it.
func (d dating) joined(i int) bool {
	switch strings.TrimLeft(d.gap(i-1), "'’′") {
	case " ", "", ", ", ",", ": ", ":", " - ", "(", " (":
		return true
	}
	return false
}

// piece reads the next piece at token i into the plan; 0 if there is none, or
// the plan has one like it.
func (d dating) piece(i int, p *plan) int {
	if i >= len(d.tokens) {
		return 0
	}
	for _, read := range []func(int, *plan) int{
		d.everyPiece, d.agoPiece, d.rangePiece, d.spanPiece, d.limitPiece, d.dayPiece, d.clockPiece, d.partPiece,
	} {
		if n := read(i, p); n > 0 {
			return n
		}
	}
	return 0
}

// everyPiece reads how often: "hằng tháng", "mỗi thứ hai".
func (d dating) everyPiece(i int, p *plan) int {
	_, n := d.word("every", i)
	if n == 0 || p.often > 0 || !d.near(i+n) {
		return 0
	}
	if often, more := d.word("often", i+n); more > 0 {
		p.often = often
		return n + more
	}
	if _, more := d.weekdayName(i + n); more > 0 {
		p.often = 2
		return n
	}
	return 0
}

// limitPiece reads what makes a deadline of the moment: "chậm nhất", "trước".
func (d dating) limitPiece(i int, p *plan) int {
	if p.limit != noLimit || p.day != nil || p.span != nil || p.clock != nil {
		return 0
	}
	if _, n := d.word("latest", i); n > 0 {
		next := plan{limit: latest}
		if d.thisPeriod(i+n, &next) > 0 || d.joined(min(i+n, len(d.tokens))) && d.piece(i+n, &next) > 0 || d.linked(i+n) {
			p.limit = latest
			return n
		}
	}
	if _, n := d.word("before", i); n > 0 && d.joined(i+n) && d.piece(i+n, &plan{limit: before}) > 0 {
		p.limit = before
		return n
	}
	return 0
}

// linked reports whether a piece stands behind a linking word at token i: "hạn
// là 25/3".
func (d dating) linked(i int) bool {
	_, n := d.word("link", i)
	return n > 0 && i+n < len(d.tokens) && d.piece(i+n, &plan{limit: latest}) > 0
}

// thisPeriod reads the name of a period alone, which behind a limit is this one:
// "hết tháng", "trong ngày".
func (d dating) thisPeriod(i int, p *plan) int {
	often, n := d.word("often", i)
	if n == 0 || p.limit != latest || p.span != nil || p.day != nil {
		return 0
	}
	if i+n < len(d.tokens) && d.near(i+n) && (d.number(i+n) || d.tokens[i+n].fold == "toi" || d.tokens[i+n].fold == "nay") {
		return 0
	}
	if often == 1 {
		p.day = &dayRead{days: []time.Time{d.today(0)}}
	} else {
		p.span = d.period(often, 0)
	}
	return n
}

// dayPiece reads a day.
func (d dating) dayPiece(i int, p *plan) int {
	if p.day != nil && p.span == nil {
		return d.sameDay(i, p)
	}
	if p.span != nil {
		return 0
	}
	if n := d.thisPeriod(i, p); n > 0 {
		return n
	}
	r := d.dayAt(i, p)
	if r.used == 0 {
		return 0
	}
	p.day = &r
	return r.used
}

// sameDay reads the day again, said by its number where it was said by its name,
// or the other way round: "thứ hai, ngày 23/3". Where they do not agree it is to
// be asked which is meant.
func (d dating) sameDay(i int, p *plan) int {
	first := *p.day
	if (first.weekday > 0) == (first.month > 0) || p.often > 0 || len(first.days) == 0 {
		return 0
	}
	next := d.dayAt(i, &plan{limit: latest})
	if next.used == 0 || len(next.days) == 0 || (next.weekday > 0) == (first.weekday > 0) || (next.month > 0) == (first.month > 0) {
		return 0
	}
	numbered, named := first, next
	if first.weekday > 0 {
		numbered, named = next, first
	}
	if int(numbered.days[0].Weekday()+6)%7+1 != named.weekday {
		numbered.days, numbered.doubt = []time.Time{numbered.days[0], named.days[0]}, TwoDays
	}
	numbered.weekday = 0
	p.day = &numbered
	return next.used
}

// today is the midnight of the day so many days from now.
func (d dating) today(days int) time.Time { return midnight(d.now, days) }

// rangePiece reads some days in a row: "từ ngày 1 đến ngày 15/3", "16/2 - 15/3",
// "từ đầu năm đến nay".
func (d dating) rangePiece(i int, p *plan) int {
	if p.day != nil || p.span != nil || p.clock != nil {
		return 0
	}
	at := i
	if slices.Contains([]string{"từ", "tu", "kể", "ke"}, d.tokens[i].mark) {
		if at++; at < len(d.tokens) && d.tokens[at].mark == "từ" {
			at++
		}
	}
	first := d.firstDay(at)
	if first.used == 0 {
		return 0
	}
	sep := at + first.used
	if sep >= len(d.tokens) {
		return 0
	}
	next := sep
	switch gap := strings.TrimSpace(d.gap(sep - 1)); {
	case gap == "-" || gap == "–" || gap == "—":
	case d.near(sep) && slices.Contains([]string{"đến", "den", "tới", "toi"}, d.tokens[sep].mark):
		if next++; next < len(d.tokens) && d.tokens[next].mark == "hết" {
			next++
		}
	default:
		return 0
	}
	last := dayRead{}
	if next < len(d.tokens) && d.tokens[next].mark == "nay" {
		last = dayRead{days: []time.Time{d.today(0)}, used: 1}
	} else if next < len(d.tokens) {
		last = d.dayAt(next, &plan{limit: latest})
	}
	if last.used == 0 || len(last.days) == 0 || last.doubt != NoDateDoubt && last.doubt != JustOver {
		return 0
	}
	from, ok := d.startOf(first, last.days[0])
	if !ok {
		return 0
	}
	p.span = &When{Kind: InSpan, From: from, Until: midnight(last.days[0], 1)}
	return next + last.used - i
}

// firstDay reads the first day of a range, which may be a number alone whose
// month follows with the last: "21-25/11".
func (d dating) firstDay(i int) dayRead {
	if i >= len(d.tokens) {
		return dayRead{}
	}
	if d.tokens[i].fold == "dau" && d.near(i+1) {
		if often, n := d.word("often", i+1); n > 0 {
			return dayRead{days: []time.Time{d.period(often, 0).From}, used: 1 + n}
		}
	}
	if r := d.dayAt(i, &plan{limit: latest}); r.used > 0 && !(r.month > 0 && d.gap(i) == "-") {
		return r
	}
	if n, ok := d.upTo(i, 31); ok && i+1 < len(d.tokens) && d.gap(i) != "/" {
		return dayRead{dom: n, used: 1, days: []time.Time{d.today(0)}}
	}
	return dayRead{}
}

// startOf settles the first day of a range by its last: the latest such day
// before it.
func (d dating) startOf(first dayRead, last time.Time) (time.Time, bool) {
	switch {
	case len(first.days) == 0 || first.doubt == NoSuchDay:
		return time.Time{}, false
	case first.dom > 0 && first.year == 0:
		back := dating{now: last, look: Behind}
		if r := back.resolve(first.dom, first.month, 0); len(r.days) > 0 {
			return r.days[0], true
		}
		return time.Time{}, false
	case first.weekday > 0 && !first.fixed:
		monday := midnight(last, -(int(last.Weekday())+6)%7)
		return midnight(monday, first.weekday-1), !midnight(monday, first.weekday-1).After(last)
	}
	return first.days[0], !first.days[0].After(last)
}
