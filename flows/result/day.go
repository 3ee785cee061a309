package result

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/viet"
)

// How many days back a result is told: a day that is only spoken of is as likely
// one of another month, and older ones are the head's to put right with /solieu.
const (
	recently = 31
	longAgo  = 60
)

// A wrongDay says why a day is none of a result.
type wrongDay string

// The sentences about them.
const (
	rightDay wrongDay = ""
	ahead    wrongDay = "result.ahead"
	tooOld   wrongDay = "result.old"
)

// dayOf is the day on which something was done, today where none is named for
// certain, and the last one of some days or a month. One that is still to come
// tells of no result, nor does one too long ago, unless it belongs to what was
// spoken of.
func dayOf(t *flows.Turn, told string) (day time.Time, wrong wrongDay) {
	now := t.Event.At.In(t.Set.Zone)
	if day, wrong = dayIn(told, now); wrong == rightDay && !day.Before(midnight(now).AddDate(0, 0, -recently)) {
		return day, rightDay
	}
	return dayIn(figures.Beside(told), now)
}

func dayIn(told string, now time.Time) (day time.Time, wrong wrongDay) {
	today := midnight(now)
	r := viet.Moment(told, now, viet.Behind)
	when, one := r.One()
	switch {
	case !one && len(r.Readings) > 0 && !slices.ContainsFunc(r.Readings, func(w viet.When) bool { return !w.From.After(now) }):
		return today, ahead
	case !one:
		return today, rightDay
	}
	switch when.Kind {
	case viet.OnDay, viet.InPart, viet.AtTime:
		day = midnight(when.From.In(now.Location()))
	case viet.InMonth, viet.InSpan:
		day = midnight(when.Until.In(now.Location()).Add(-time.Second))
		if day.After(today) && !when.From.After(now) {
			day = today
		}
	default:
		day = today
	}
	switch {
	case day.After(today):
		return day, ahead
	case day.Before(today.AddDate(0, 0, -longAgo)):
		return day, tooOld
	}
	return day, rightDay
}

func midnight(at time.Time) time.Time {
	return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, at.Location())
}
