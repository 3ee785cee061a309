package flows

import "time"

// MonthOn returns the month that a day belongs to, counted since the year 0, for
// people whose months begin on the first day given: where that is the 16th, the
// 16th of October is of November (the domain notes, 11.2). local is in the zone of
// the place.
func MonthOn(local time.Time, first int) int {
	m := local.Year()*12 + int(local.Month()) - 1
	if first > 1 && local.Day() >= first {
		m++
	}
	return m
}
