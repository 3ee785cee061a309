package viet

import (
	"slices"
	"testing"
	"time"
)

// TestLunarNewYears: the first day of the year, as the calendars of Viet Nam
// have it; in 1985, 2007 and 2030 it is a day or a month before that of China.
func TestLunarNewYears(t *testing.T) {
	for year, want := range map[int]string{
		1968: "01-29", 1976: "01-31", 1985: "01-21", 2000: "02-05", 2007: "02-17", 2015: "02-19", 2016: "02-08", 2017: "01-28",
		2018: "02-16", 2019: "02-05", 2020: "01-25", 2021: "02-12", 2022: "02-01", 2023: "01-22", 2024: "02-10",
		2025: "01-29", 2026: "02-17", 2027: "02-06", 2028: "01-26", 2029: "02-13", 2030: "02-02", 2033: "01-31", 2034: "02-19",
	} {
		now := time.Date(year, 2, 10, 0, 0, 0, 0, time.UTC)
		ok := slices.ContainsFunc(lunarDays(1, 1, now), func(d time.Time) bool { return d.Format("2006-01-02") == now.Format("2006-")+want })
		if !ok {
			t.Errorf("%d begins on none of %v; want %s", year, lunarDays(1, 1, now), want)
		}
	}
}

// TestLeapMonths: which month was doubled.
func TestLeapMonths(t *testing.T) {
	for year, want := range map[int]int{
		2001: 4, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11,
		2024: 0, 2026: 0, 2027: 0,
	} {
		got := 0
		for _, m := range append(lunarRound(year), lunarRound(year + 1)[:2]...) {
			if m.leap && (m.month < 11 || m.begin > julian(time.Date(year, 6, 1, 0, 0, 0, 0, time.UTC))) {
				got = m.month
			}
		}
		if got != want {
			t.Errorf("in %d month %d was doubled; want %d", year, got, want)
		}
	}
}

// TestLunarMonthsJoin: each month begins where the one before ended, has 29 or
// 30 days, and a year has each number once.
func TestLunarMonthsJoin(t *testing.T) {
	for year := 1950; year <= 2150; year++ {
		all := lunarRound(year)
		for i, m := range all {
			if days := m.end - m.begin; days < 29 || days > 30 || i > 0 && all[i-1].end != m.begin {
				t.Errorf("%d: month %d has %d days or does not join", year, m.month, days)
			}
		}
		now := time.Date(year, 6, 1, 0, 0, 0, 0, time.UTC)
		for month := 1; month <= 12; month++ {
			if days := lunarDays(1, month, now); len(days) != 4 {
				t.Errorf("%d: day 1 of month %d is on %v; want one in each of four years", year, month, days)
			}
		}
	}
}
