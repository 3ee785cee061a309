package viet

import (
	"strings"
	"time"
)

// moonDay reads a day of the lunar calendar: "mùng 1 Tết", "rằm tháng Giêng",
// "15/7 âm lịch", "mùng 3 tháng Chạp".
func (d dating) moonDay(i int, _ *plan) dayRead {
	at, dom := i, 0
	if d.tokens[i].fold == "ram" {
		at, dom = i+1, 15
	} else {
		for n := 0; n < 2 && d.near(at+1) && strings.Contains(" ngay mong mung ", " "+d.tokens[at].fold+" "); n++ {
			at++
		}
		n, used := d.dayNumber(at, at > i)
		if used == 0 || n > 30 {
			return dayRead{}
		}
		at, dom = at+used, n
	}
	full := d.tokens[i].fold == "ram"
	month, used := d.moonMonth(at, dom, full)
	if used == 0 {
		if full && d.tokens[i].mark != "ram" {
			return dayRead{days: d.nearestMoon(dom), used: 1}
		}
		return dayRead{}
	}
	if _, eve := d.word("newyear", at); eve > 0 && dom == 30 {
		dom = 0 // the last day of the year is called so even where it is the 29th
	}
	days := lunarDays(dom, month, d.now)
	if len(days) == 0 {
		return dayRead{doubt: NoSuchDay, used: at + used - i}
	}
	return dayRead{days: []time.Time{d.choose(days)}, used: at + used - i}
}

// moonMonth reads the month of a lunar day, which something must call lunar.
func (d dating) moonMonth(i, dom int, moon bool) (month, used int) {
	if i >= len(d.tokens) || i == 0 {
		return 0, 0
	}
	if _, n := d.word("newyear", i); n > 0 && d.near(i) {
		if dom > 10 {
			return 12, n // 29 Tết, 30 Tết
		}
		return 1, n
	}
	if m, n := d.word("lunarmonth", i); n > 0 && d.near(i) {
		month, used = m, n
		moon = true
	} else if d.is(i, "thang") {
		m, n := d.dayNumber(i+1, true)
		month, used = m, n+1
		if n == 0 || d.tokens[i+1].mark == "sau" {
			return 0, 0
		}
	} else if m, ok := d.upTo(i, 12); ok && (d.gap(i-1) == "/" || d.gap(i-1) == "-") {
		month, used = m, 1
	} else {
		return 0, 0
	}
	if _, n := d.word("lunar", i+used); n > 0 && d.near(i+used) {
		return month, used + n
	}
	if !moon || month > 12 {
		return 0, 0
	}
	return month, used
}

// nearestMoon is the lunar day of that number which is nearest on the side
// looked at.
func (d dating) nearestMoon(dom int) []time.Time {
	var all []time.Time
	for month := 1; month <= 12; month++ {
		all = append(all, lunarDays(dom, month, d.now)...)
	}
	if len(all) == 0 {
		return nil
	}
	return []time.Time{d.choose(all)}
}
