package viet

import (
	"math"
	"time"
)

// The lunar calendar of Viet Nam is reckoned here and not kept as a table: a
// month begins on the day of the new moon in the zone of Hanoi, the month of
// the winter solstice is the eleventh, and of thirteen months between two of
// these the first in which the sun enters no new twelfth of its way is a leap
// month. New moons and the sun's place are by the formulas of J. Meeus,
// Astronomical Algorithms, chapters 25 and 49.

// hanoi is how far the days of the calendar begin before those of UTC, in days.
const hanoi = 7.0 / 24

// j2000 is noon of 1 January 2000 as a Julian day.
const j2000 = 2451545.0

func sine(degrees float64) float64 { return math.Sin(math.Mod(degrees, 360) * math.Pi / 180) }

// newMoon is the calendar day, as a Julian day number, on which new moon k
// falls; k is 0 for that of 6 January 2000.
func newMoon(k int) int {
	n := float64(k)
	t := n / 1236.85
	at := 2451550.09766 + 29.530588861*n + 0.00015437*t*t
	e := 1 - 0.002516*t
	sun := 2.5534 + 29.10535670*n
	moon := 201.5643 + 385.81693528*n + 0.0107582*t*t
	node := 160.7108 + 390.67050284*n - 0.0016118*t*t
	for _, term := range []struct{ by, sun, moon, node float64 }{
		{-0.40720, 0, 1, 0}, {0.01608, 0, 2, 0}, {0.01039, 0, 0, 2}, {-0.00111, 0, 1, -2}, {-0.00057, 0, 1, 2}, {-0.00042, 0, 3, 0},
		{0.17241 * e, 1, 0, 0}, {0.00739 * e, -1, 1, 0}, {-0.00514 * e, 1, 1, 0}, {0.00208 * e * e, 2, 0, 0},
		{0.00056 * e, 1, 2, 0}, {0.00042 * e, 1, 0, 2}, {0.00038 * e, 1, 0, -2}, {-0.00024 * e, -1, 2, 0},
	} {
		at += term.by * sine(term.sun*sun+term.moon*moon+term.node*node)
	}
	at += -0.00017*sine(124.7746-1.56375588*n) - 0.0008 // the earth's clock runs late
	return int(math.Floor(at + 0.5 + hanoi))
}

// sector is the twelfth of the sun's way, 0 to 11 from the spring equinox, in
// which it stands when a day begins in Hanoi.
func sector(day int) int {
	t := (float64(day) - 0.5 - hanoi - j2000) / 36525
	m := 357.52911 + 35999.05029*t
	l := 280.46646 + 36000.76983*t + 0.0003032*t*t +
		(1.914602-0.004817*t)*sine(m) + 0.019993*sine(2*m) + 0.000289*sine(3*m) -
		0.00569 - 0.00478*sine(125.04-1934.136*t)
	return int(math.Mod(math.Mod(l, 360)+360, 360) / 30)
}

// julian is the Julian day number of a day of the solar calendar.
func julian(day time.Time) int {
	return int(time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC).Unix()/86400) + 2440588
}

// solstice is the number of the new moon that begins the month of the winter
// solstice of a year.
func solstice(year int) int {
	end := julian(time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC))
	k := int(math.Floor((float64(end) - 2451550) / 29.530588861))
	for newMoon(k+1) <= end {
		k++
	}
	for newMoon(k) > end {
		k--
	}
	if sector(newMoon(k)) >= 9 && sector(newMoon(k)) < 11 { // the sun was past it already
		k--
	}
	return k
}

// lunarMonth is a month of the lunar calendar: its first day and the first of
// the next, as Julian day numbers.
type lunarMonth struct {
	month      int
	leap       bool
	begin, end int
}

// lunarRound lists the months from that of the winter solstice of the year
// before up to that of this year: the eleventh, the twelfth, and the first ten
// of the lunar year that begins in this one.
func lunarRound(year int) []lunarMonth {
	first, last := solstice(year-1), solstice(year)
	all := make([]lunarMonth, 0, 13)
	month, leaps := 10, last-first == 13
	for k := first; k < last; k++ {
		m := lunarMonth{begin: newMoon(k), end: newMoon(k + 1)}
		if leaps && k > first && sector(m.begin) == sector(m.end) {
			m.leap, leaps = true, false
		} else {
			month = month%12 + 1
		}
		m.month = month
		all = append(all, m)
	}
	return all
}

// lunarDays are the days of the solar calendar on which a day of a lunar month
// falls, once in each of four years around now, in order. Day 0 is the month's last. A
// leap month is passed over: people name it when they mean it.
func lunarDays(day, month int, now time.Time) []time.Time {
	var all []time.Time
	for year := now.Year() - 1; year <= now.Year()+2; year++ {
		if year < 1900 || year > 2200 {
			continue
		}
		for _, m := range lunarRound(year) {
			if m.month != month || m.leap {
				continue
			}
			at := m.begin + day - 1
			if day == 0 {
				at = m.end - 1
			}
			if at < m.end {
				d := time.Unix(int64(at-2440588)*86400, 0).UTC()
				all = append(all, time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, now.Location()))
			}
		}
	}
	return all
}
