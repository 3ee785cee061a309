package figures

import (
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// graceDays is how many days after its end a month is still the one that is
// asked for.
const graceDays = 10

// farthest is how many months back figures are taken: ten years.
const farthest = 120

// asksFor returns the month that is asked for at a moment: the one that has just
// ended for some days, then the one that runs.
func asksFor(set flows.Settings, at time.Time) Month {
	m := MonthAt(set, at)
	if at.Before((m - 1).Due(set)) {
		return m - 1
	}
	return m
}

// Due is the moment from which a month is not asked for any more: whoever has said
// nothing of it by then is late.
func (m Month) Due(set flows.Settings) time.Time {
	_, end := m.Span(set)
	return end.AddDate(0, 0, graceDays)
}

// named tells a month apart: "11/2026", with its days where it does not run with
// the calendar.
func (m Month) named(set flows.Settings) text.Key {
	if set.Period <= 1 {
		return text.Key{Name: "monthly.month", Args: text.Args{"month": m.String()}}
	}
	from, to := m.Span(set)
	day := func(at time.Time) string { return at.In(set.Zone).Format("02/01") }
	return text.Key{Name: "monthly.month.days", Args: text.Args{"month": m.String(), "from": day(from), "to": day(to.Add(-time.Second))}}
}

// ReadMonth reads a month at the head of words, "10/2026", "tháng 10", "tháng
// trước", and returns what follows. A month without a year is the last of that
// name that has begun.
func ReadMonth(set flows.Settings, at time.Time, words []string) (m Month, rest []string, ok bool) {
	if len(words) == 0 {
		return 0, words, false
	}
	now, said := MonthAt(set, at), false
	if viet.Fold(words[0]) == "thang" && len(words) > 1 {
		words, said = words[1:], true
		switch viet.Fold(words[0]) {
		case "truoc", "vua":
			return now - 1, words[1:], true
		case "nay":
			return now, words[1:], true
		}
	}
	month, year, whole := strings.Cut(strings.ReplaceAll(words[0], "-", "/"), "/")
	n, err := strconv.Atoi(month)
	if err != nil || n < 1 || n > 12 || !whole && !said {
		return 0, words, false
	}
	if whole {
		y, err := strconv.Atoi(year)
		if err != nil || y < 1900 || y > 9999 {
			return 0, words, false
		}
		return MonthOf(y, time.Month(n)), words[1:], true
	}
	for m = MonthOf(now.Year(), time.Month(n)); m > now; m -= 12 {
	}
	return m, words[1:], true
}
