package viet

import (
	"strings"
	"time"
)

// A dayRead is a day as it was said, and the days that it can be.
type dayRead struct {
	days    []time.Time // midnights, the likeliest first
	doubt   DateDoubt
	dom     int // the number of the day in its month, if it was said
	month   int // the same for the month and the year
	year    int
	weekday int  // 1 on Monday to 7 on Sunday, 0 if none was said
	last    bool // the last day of the month was said
	fixed   bool // the week of the day of the week was said
	night   bool // said as "đêm qua": its small hours are of the next day
	part    DayPart
	used    int
}

// dayAt reads a day at token i. What is already planned decides how far a word
// that is also another may be taken for one.
func (d dating) dayAt(i int, p *plan) dayRead {
	if i >= len(d.tokens) {
		return dayRead{}
	}
	for _, read := range []func(int, *plan) dayRead{d.nearDay, d.moonDay, d.weekDay, d.endDay, d.monthDay, d.looseDay} {
		if r := read(i, p); r.used > 0 {
			return r
		}
	}
	return dayRead{}
}

// nearDay reads "hôm nay", "mai", "ngày kia", and a part of a day with its day:
// "sáng nay", "tối hôm qua".
func (d dating) nearDay(i int, p *plan) dayRead {
	if d.tokens[i].fold == "hom" && i+1 < len(d.tokens) && d.tokens[i+1].mark == "kia" && d.near(i+1) && d.tokens[i].mark != "hôm" {
		return dayRead{days: []time.Time{d.today(-2), d.today(-3)}, doubt: TwoDays, used: 2} // without its mark it may be hôm kìa
	}
	if d.since(i) {
		return dayRead{}
	}
	if n, used := d.word("day", i); used > 0 {
		return dayRead{days: []time.Time{d.today(n)}, used: used}
	}
	part, used := d.word("part", i)
	if next := i + used; used > 0 && d.near(next) && p.part == NoPart {
		r := dayRead{part: DayPart(part), night: DayPart(part) == Night}
		if n, more := d.word("shift", next); more > 0 {
			r.days, r.used = []time.Time{d.today(n)}, used+more
		} else if n, more := d.word("day", next); more > 0 {
			r.days, r.used = []time.Time{d.today(n)}, used+more
		}
		if r.used > 0 && !(d.tokens[i].fold == "toi" && d.tokens[i].plain() && d.tokens[next].mark == "qua" && !d.alone(i, next+1)) {
			return r // "toi qua" in a sentence is "tôi qua"
		}
	}
	w := d.tokens[i]
	switch {
	case w.mark == "nay" && (d.alone(i, i+1) || p.limit == latest || p.part != NoPart):
		return dayRead{days: []time.Time{d.today(0)}, used: 1}
	case w.mark == "mai" && (d.alone(i, i+1) || p.limit != noLimit || p.clock != nil || p.part != NoPart || d.meets(i)) && !d.properName(i):
		return dayRead{days: []time.Time{d.today(1)}, used: 1}
	}
	return dayRead{}
}

// since reports whether "hôm nay" at token i is counted, "3 hôm nay", and so is
// how long something has lasted.
func (d dating) since(i int) bool {
	if i == 0 || !d.near(i) || d.tokens[i].fold != "hom" && d.tokens[i].fold != "ngay" && d.tokens[i].fold != "bua" {
		return false
	}
	_, digit := d.before("digit", 0, i)
	_, many := d.before("vague", 0, i)
	return d.number(i-1) || digit+many > 0
}

// meets reports whether the word before token i says that "mai" is a day.
func (d dating) meets(i int) bool {
	_, used := d.before("meet", 0, i)
	return used > 0 && d.near(i)
}

// properName reports whether token i is written as a name is, in the middle of
// a text or before another name.
func (d dating) properName(i int) bool {
	return d.capital(i) || i+1 < len(d.tokens) && d.near(i+1) && d.capital(i+1)
}

// weekdayName reads the name of a day of the week, 1 on Monday to 7 on Sunday.
// What is second, and not on a Monday, is none: "lần thứ hai".
func (d dating) weekdayName(i int) (day, used int) {
	if i >= len(d.tokens) || d.listed {
		return 0, 0
	}
	n, used := d.word("weekday", i)
	if used == 0 {
		return 0, 0
	}
	if i > 0 && d.near(i) && d.tokens[i].fold == "thu" && strings.Contains(" lan nguoi vu ho dot hang to ban so thang ky lop nha vi buoi muc ", " "+d.tokens[i-1].fold+" ") {
		return 0, 0
	}
	return (n+6)%7 + 1, used
}

// shortWeekday reads T2 to T7.
func (d dating) shortWeekday(i int) int {
	if w := d.tokens[i].fold; len(w) == 2 && w[0] == 't' && w[1] >= '2' && w[1] <= '7' {
		return int(w[1] - '1')
	}
	return 0
}

// weekDay reads a day of a week: "thứ hai tuần sau", "chủ nhật này", "T6". T2
// to T7 are months too, unless something else says which.
func (d dating) weekDay(i int, p *plan) dayRead {
	r := dayRead{}
	r.weekday, r.used = d.weekdayName(i)
	short := false
	if r.used == 0 {
		if r.weekday = d.shortWeekday(i); r.weekday == 0 || d.monthShort(i, p) {
			return dayRead{}
		}
		r.used, short = 1, true
	}
	today := (int(d.now.Weekday())+6)%7 + 1
	away := r.weekday - today // from today, in this week
	next, last := (away+7)%7, -((7 - away) % 7)
	if n, more := d.word("ofweek", i+r.used); more > 0 && d.near(i+r.used) {
		r.used, r.fixed = r.used+more, true
		switch n {
		case 2:
			away = (away+6)%7 + 1
		case -2:
			away = -((6-away)%7 + 1)
		case 3:
			if away < 0 && d.look == Ahead {
				away = next
			}
		default:
			away += 7 * n
		}
		r.days = []time.Time{d.today(away)}
		return r
	}
	back := d.look == Behind || d.look == Reporting
	switch {
	case p.often > 0 || d.everyAfter(i+r.used):
		r.days = []time.Time{d.today(next)}
	case away == 0 && back:
		r.days, r.doubt = []time.Time{d.today(0), d.today(-7)}, TwoDays
	case away == 0:
		r.days, r.doubt = []time.Time{d.today(0), d.today(7)}, TwoDays
	case back:
		r.days = []time.Time{d.today(last)}
	default:
		r.days = []time.Time{d.today(next)}
	}
	if short && p.part == NoPart && p.clock == nil && p.often == 0 && p.limit == noLimit && !d.everyAfter(i+r.used) && !d.timeAfterDay(i+r.used) {
		r.doubt = TwoDays
		r.month = r.weekday + 1
	}
	return r
}

// everyAfter reports whether "hằng tuần" stands at token i.
func (d dating) everyAfter(i int) bool {
	return i < len(d.tokens) && d.everyPiece(i, &plan{}) > 0
}

// timeAfterDay reports whether an hour or a part of the day stands at token i.
func (d dating) timeAfterDay(i int) bool {
	if i >= len(d.tokens) || !d.joined(i) {
		return false
	}
	_, part := d.word("part", i)
	_, used := d.clockAt(i)
	return part+used > 0
}

// endDay reads the last day of the month: "ngày cuối tháng", "ngày cuối cùng của
// tháng".
func (d dating) endDay(i int, _ *plan) dayRead {
	if d.tokens[i].fold != "ngay" || !d.is(i+1, "cuoi") {
		return dayRead{}
	}
	at := i + 2
	if d.is(at, "cung") {
		at++
	}
	if d.is(at, "cua") {
		at++
	}
	if !d.is(at, "thang") {
		return dayRead{}
	}
	r := dayRead{last: true}
	w, used := d.periodAt(at)
	if used == 0 {
		w, used = d.period(3, 0), 1
	} else {
		r.month = int(w.From.Month())
	}
	r.days, r.used = []time.Time{midnight(w.Until, -1)}, at+used-i
	return r
}

// is reports whether token i follows the one before as this word, without
// marks.
func (d dating) is(i int, fold string) bool {
	return i < len(d.tokens) && d.near(i) && d.tokens[i].fold == fold
}

// looseDay reads "hôm trước", some day.
func (d dating) looseDay(i int, _ *plan) dayRead {
	if _, used := d.word("someday", i); used > 0 {
		return dayRead{doubt: SomeDay, used: used}
	}
	return dayRead{}
}
