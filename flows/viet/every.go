package viet

import (
	"fmt"
	"strings"
	"time"
)

// Every says how something repeats: each day, on a day of each week, or on a day
// of each month or of each third or twelfth one. Without an hour it is for the
// caller to choose one.
type Every struct {
	Often   Often
	Months  int          // of Monthly: 1 each month, 3 each quarter, 12 each year
	Month   time.Month   // of Monthly in more than one month: a month in which it is; 0 was not said, which is January
	Day     int          // of Monthly: the day; 31 is the last where there is none; -1 the last; 0 was not said, which is the first
	Weekday time.Weekday // of Weekly, if OnWeekday
	OnDay   bool         // of Weekly: a day was said; else it is Monday
	Hour    int          // if Timed
	Minute  int
	Timed   bool
}

// Often is the step of a repetition.
type Often int

// The steps.
const (
	Never Often = iota
	Daily
	Weekly
	Monthly
)

// Next is the first time after a moment, in its zone; without an hour, the first
// midnight. A day that its month does not have is the last one: the 29th of February
// is the 28th in a year of 365 days.
func (e Every) Next(after time.Time) time.Time {
	at := func(day time.Time) time.Time {
		return time.Date(day.Year(), day.Month(), day.Day(), e.Hour, e.Minute, 0, 0, after.Location())
	}
	switch e.Often {
	case Daily, Weekly:
		for n := range 9 {
			day := midnight(after, n)
			if e.Often == Weekly && day.Weekday() != e.On() {
				continue
			}
			if t := at(day); t.After(after) {
				return t
			}
		}
	case Monthly:
		for n := range 26 {
			first := time.Date(after.Year(), after.Month()+time.Month(n), 1, 0, 0, 0, 0, after.Location())
			if (int(first.Month())+12-int(e.In()))%max(e.Months, 1) != 0 {
				continue
			}
			if t := at(midnight(first, e.dayIn(first)-1)); t.After(after) {
				return t
			}
		}
	}
	return time.Time{}
}

// On is the day of the week of what repeats weekly: the one that was said, or Monday.
func (e Every) On() time.Weekday {
	if e.OnDay {
		return e.Weekday
	}
	return time.Monday
}

// In is a month in which something is that is not in every one: the one that was
// said, or January.
func (e Every) In() time.Month { return max(e.Month, time.January) }

// dayIn is the day of the month that begins on first.
func (e Every) dayIn(first time.Time) int {
	last := midnight(first.AddDate(0, 1, 0), -1).Day()
	if e.Day < 0 || e.Day > last {
		return last
	}
	return max(e.Day, 1)
}

// String writes the repetition as calendars exchange it (RFC 5545).
func (e Every) String() string {
	parts := []string{}
	add := func(format string, a ...any) { parts = append(parts, fmt.Sprintf(format, a...)) }
	switch e.Often {
	case Never:
		return ""
	case Daily:
		add("FREQ=DAILY")
	case Weekly:
		add("FREQ=WEEKLY")
		if e.OnDay {
			add("BYDAY=%s", strings.ToUpper(e.Weekday.String()[:2]))
		}
	case Monthly:
		switch e.Months {
		case 12:
			add("FREQ=YEARLY")
		default:
			add("FREQ=MONTHLY")
			if e.Months > 1 {
				add("INTERVAL=%d", e.Months)
			}
		}
		if e.Month > 0 {
			add("BYMONTH=%d", e.Month)
		}
		if e.Day != 0 {
			add("BYMONTHDAY=%d", e.Day)
		}
	}
	if e.Timed {
		add("BYHOUR=%d", e.Hour)
		if e.Minute > 0 {
			add("BYMINUTE=%d", e.Minute)
		}
	}
	return strings.Join(parts, ";")
}
