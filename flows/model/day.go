package model

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// farthest is how many years ahead a model may be planned.
const farthest = 5

// fitsDay brings a day into the form in which it is kept, "2027-06-30": the last of a
// month that is named, and the last day on which something may be done.
func fitsDay(t *flows.Turn, g *talk.Given, look viet.Look) (fault string) {
	day, ok := readDay(g.Text, t.Event.At.In(t.Set.Zone), look)
	if g.Text = ""; !ok {
		return "unread"
	}
	g.Text = day.Format(time.DateOnly)
	return ""
}

// readDay reads the day that words name and that needs no asking back.
func readDay(words string, now time.Time, look viet.Look) (day time.Time, ok bool) {
	when, ok := viet.Moment(words, now, look).One()
	if !ok {
		return day, false
	}
	switch when.Kind {
	case viet.OnDay, viet.InPart, viet.AtTime:
		return midnight(when.From), true
	case viet.InMonth, viet.InYear, viet.InSpan, viet.AtLatest:
		return midnight(when.Until.Add(-time.Nanosecond)), !when.Until.IsZero()
	}
	return day, false
}

func midnight(at time.Time) time.Time {
	y, m, d := at.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, at.Location())
}

// takeDay takes a day as it is kept.
func takeDay(day *string, g talk.Given) (fault string) {
	if _, err := time.Parse(time.DateOnly, g.Text); err != nil {
		return "unread"
	}
	*day = g.Text
	return ""
}

// dayOf is the midnight of a day as it is kept, on the clock of the people; zero of
// none.
func dayOf(t *flows.Turn, kept string) time.Time {
	day, err := time.ParseInLocation(time.DateOnly, kept, t.Set.Zone)
	if err != nil {
		return time.Time{}
	}
	return day
}

// keptDay is the form in which a day is kept among answers.
func keptDay(t *flows.Turn, day time.Time) string { return day.In(t.Set.Zone).Format(time.DateOnly) }

// today is the midnight with which the day began.
func today(t *flows.Turn) time.Time { return midnight(t.Event.At.In(t.Set.Zone)) }

// checkAhead looks whether a day of review lies ahead, and not too far.
func checkAhead(t *flows.Turn, kept string) (fault string) {
	switch day := dayOf(t, kept); {
	case !day.After(today(t)):
		return "past"
	case day.After(today(t).AddDate(farthest, 0, 0)):
		return "far"
	}
	return ""
}

// askDue asks for a day of review that lies ahead, where it is kept in an answer.
func askDue[T any](kept func(*T) *string) *talk.Question[T] {
	return &talk.Question[T]{
		Name: "due", Open: viet.Text,
		Offer:  func(t *flows.Turn, _ string, _ T) []talk.Pick { return offerAhead(t) },
		Fits:   func(t *flows.Turn, _ T, g *talk.Given) string { return fitsDay(t, g, viet.Ahead) },
		Take:   func(d *T, g talk.Given) string { return takeDay(kept(d), g) },
		Check:  func(t *flows.Turn, d *T) string { return checkAhead(t, *kept(d)) },
		Faults: []string{"unread", "past", "far"},
	}
}

// offerAhead offers days for a review: in three and in six months, and at the end of
// the year if that is more than a month off.
func offerAhead(t *flows.Turn) []talk.Pick {
	now := today(t)
	pick := func(key string, day time.Time) talk.Pick {
		return talk.Pick{Key: key, Value: day.Format(time.DateOnly), Args: text.Args{"day": text.Day(day)}}
	}
	picks := []talk.Pick{pick("model.day.three", monthsOn(now, 3)), pick("model.day.six", monthsOn(now, 6))}
	if end := time.Date(now.Year(), time.December, 31, 0, 0, 0, 0, now.Location()); end.After(monthsOn(now, 1)) { // nearer is no time
		picks = append(picks, pick("model.day.year", end))
	}
	return picks
}

// monthsOn is the same day some months later, or the last of that month if it has no
// such day.
func monthsOn(day time.Time, months int) time.Time {
	y, m, d := day.Date()
	last := time.Date(y, m+time.Month(months)+1, 0, 0, 0, 0, 0, day.Location())
	if d > last.Day() {
		return last
	}
	return time.Date(last.Year(), last.Month(), d, 0, 0, 0, 0, day.Location())
}
