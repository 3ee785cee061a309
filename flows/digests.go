package flows

import "time"

// Digests says when those who answer for a part of the tree are sent its numbers
// without having asked.
type Digests struct {
	Week  DigestTime // the day is that of the week, 0 for Sunday
	Month DigestTime // the day is that of the month, 1 to 28
}

// A DigestTime is a day and a time of day; off, nothing is sent.
type DigestTime struct {
	On  bool
	Day int
	At  time.Duration // since midnight
}

// Last returns the last moment at or before now at which a digest was due, by the
// clock of a place; ok is false for one that is off.
func (d Digests) Last(week bool, now time.Time, zone *time.Location) (due time.Time, ok bool) {
	t := d.Month
	if week {
		t = d.Week
	}
	if !t.On {
		return time.Time{}, false
	}
	local := now.In(zone)
	for back := range 32 {
		day := local.AddDate(0, 0, -back)
		if week && int(day.Weekday()) != t.Day || !week && day.Day() != t.Day {
			continue
		}
		due = time.Date(day.Year(), day.Month(), day.Day(), 0, int(t.At/time.Minute), 0, 0, zone)
		if !due.After(now) {
			return due, true
		}
	}
	return time.Time{}, false
}
