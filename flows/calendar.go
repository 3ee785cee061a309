package flows

import "time"

// In reports whether a moment lies within the hours, on the clock of the zone.
func (h Hours) In(at time.Time, zone *time.Location) bool {
	hour := at.In(zone).Hour()
	switch {
	case h.From == h.To:
		return true
	case h.From < h.To:
		return hour >= h.From && hour < h.To
	}
	return hour >= h.From || hour < h.To // over midnight
}

// Next returns the moment itself if it lies within the hours, else when they
// begin the next time.
func (h Hours) Next(at time.Time, zone *time.Location) time.Time {
	if h.In(at, zone) {
		return at
	}
	local := at.In(zone)
	begin := time.Date(local.Year(), local.Month(), local.Day(), h.From, 0, 0, 0, zone)
	if !begin.After(at) {
		begin = begin.AddDate(0, 0, 1)
	}
	return begin
}

// Add returns the moment that lies so much time within the hours after another:
// time outside them does not count.
func (h Hours) Add(at time.Time, d time.Duration, zone *time.Location) time.Time {
	if h.From == h.To {
		return at.Add(d)
	}
	at = h.Next(at, zone)
	for {
		local := at.In(zone)
		end := time.Date(local.Year(), local.Month(), local.Day(), h.To, 0, 0, 0, zone)
		if !end.After(at) {
			end = end.AddDate(0, 0, 1)
		}
		if left := end.Sub(at); d <= left { // what ends with the hours ends on that day
			return at.Add(d)
		} else {
			d -= left
		}
		at = h.Next(end, zone)
	}
}

// Holidays are days on which offices do not work, besides Saturdays and
// Sundays: the key is the day as "2006-01-02". True is a day off, false a
// Saturday or Sunday that is worked in exchange, as the government announces
// each year.
type Holidays map[string]bool

// Working reports whether offices work on the day of a moment in its zone.
func (h Holidays) Working(day time.Time) bool {
	if off, named := h[day.Format(time.DateOnly)]; named {
		return !off
	}
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
}

// longestBreak bounds the search for a working day: no calendar rests longer.
const longestBreak = 366

// After returns the end, on the clock of the zone, of the n-th working day
// after the day of a moment: what has to be settled within n working days has
// time until then. The day itself does not count (Civil Code, art. 147 and 148).
func (h Holidays) After(at time.Time, n int, zone *time.Location) time.Time {
	local := at.In(zone)
	day := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, zone)
	for rest := 0; n > 0 && rest < longestBreak; {
		day = day.AddDate(0, 0, 1)
		if h.Working(day) {
			n, rest = n-1, 0
		} else {
			rest++
		}
	}
	return day.AddDate(0, 0, 1)
}
