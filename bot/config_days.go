package bot

import (
	"strings"
	"time"

	"caunoi/flows"
)

// longestHoliday bounds a row of days off: more is a slip of the pen.
const longestHoliday = 31

// Years of which somebody may write holidays.
const firstYear, lastYear = 2020, 2100

// setHolidays reads the days on which offices do not work: one day, a row of
// days with two dots between, or after a + a day that is worked in exchange.
func setHolidays(r *configReader, e given) (wrong, mend string) {
	days := flows.Holidays{}
	for i, text := range e.list {
		if wrong, mend := addHoliday(days, strings.TrimSpace(text)); wrong != "" {
			r.faultIn(e, i, wrong, mend)
		}
	}
	r.config.Holidays = days
	if len(days) == 0 {
		r.config.Holidays = nil
	}
	return "", ""
}

// addHoliday puts what one item says among the days.
func addHoliday(days flows.Holidays, text string) (wrong, mend string) {
	text, worked := strings.CutPrefix(text, "+")
	first, last, row := strings.Cut(text, "..")
	if !row {
		last = first
	}
	from, ok := dateOf(first)
	to, also := dateOf(last)
	count := int(to.Sub(from)/day) + 1
	switch {
	case !ok || !also:
		return "is not a day of the calendar", "write 2027-02-05, 2027-02-05..2027-02-11, or +2027-02-13 for a day that is worked in exchange"
	case worked && row:
		return "names several days that are worked", "write each by itself with its +"
	case count < 1:
		return "ends before it begins", "write the earlier day first"
	case count > longestHoliday:
		return "is longer than a month", "write the days one holiday at a time"
	case worked && from.Weekday() != time.Saturday && from.Weekday() != time.Sunday:
		return "is no Saturday or Sunday, and is worked anyway", "leave it out"
	}
	for d := from; !d.After(to); d = d.AddDate(0, 0, 1) {
		key := d.Format(time.DateOnly)
		if _, named := days[key]; named {
			return "names " + key + " a second time", "name each day once"
		}
		days[key] = !worked
	}
	return "", ""
}

// dateOf reads a day.
func dateOf(text string) (time.Time, bool) {
	d, err := time.Parse(time.DateOnly, text)
	return d, err == nil && d.Year() >= firstYear && d.Year() <= lastYear
}
