package reminder

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/calendar"
	"caunoi/flows/talk"
	"caunoi/flows/text"
)

// A reading is when something repeats as it is kept among the answers: the words,
// and the rule they were read as, or why not and what may have been meant.
type reading struct {
	Said string
	Rule calendar.Rule
	Also calendar.Rule // the other way to read the words, where there are two
	Why  string
	Off  bool // one of its next times is on a day without work
	Dark bool // one of them is outside the hours in which people are reminded
}

// What is looked at for that: its times of the next day or so, at least one an hour;
// and its days of the next year, of what is rarer as many as there are months.
const (
	hoursAhead = 24
	daysAhead  = 12
)

// look notes what has to be asked about the times of a rule.
func (r *reading) look(t *flows.Turn) {
	rule, zone := dueOf(t, r.Rule), t.Set.Zone
	for _, at := range rule.Following(t.Event.At, zone, hoursAhead) {
		r.Dark = r.Dark || !t.Set.Chase.Hours.In(at, zone)
	}
	at, year := t.Event.At, t.Event.At.AddDate(1, 0, 0)
	for n := 0; !r.Off && (n < daysAhead || at.Before(year)); n++ {
		if at = rule.Next(at, zone); at.IsZero() {
			return
		}
		r.Off = !t.Set.Holidays.Working(at.In(zone))
		y, m, d := at.In(zone).Date()
		at = time.Date(y, m, d+1, 0, 0, 0, 0, zone).Add(-1) // Next is after it: midnight itself counts
	}
}

// whys are the parts of keys for why a rule is refused.
var whys = []struct {
	err  error
	name string
}{
	{calendar.ErrZone, "zone"}, {calendar.ErrNever, "never"}, {calendar.ErrOften, "often"}, {calendar.ErrHour, "hour"}, {calendar.ErrAsk, "ask"}, {calendar.ErrDeadline, "deadline"}, {calendar.ErrAhead, "ahead"}, {calendar.ErrUnread, "unread"},
	{calendar.ErrMore, "more"}, {calendar.ErrDay, "day"}, {calendar.ErrClock, "clock"}, {calendar.ErrMoon, "moon"}, {calendar.ErrSeveral, "several"},
}

// fitsWhen reads when it repeats. What cannot be kept as it was said becomes what
// may have been meant, to be offered with its next times.
func fitsWhen(t *flows.Turn, _ draft, g *talk.Given) (fault string) {
	now := t.Event.At.In(t.Set.Zone)
	rule, err := calendar.Parse(g.Text, now)
	if errors.Is(err, calendar.ErrDeadline) && t.Set.Period > 1 {
		rule.Every.Day = t.Set.Period - 1 // the month of figures ends then
	}
	r := reading{Said: strings.Join(strings.Fields(g.Text), " "), Rule: rule}
	for _, w := range whys {
		if errors.Is(err, w.err) {
			r.Why = w.name
		}
	}
	if ways := calendar.Ways(g.Text, now); errors.Is(err, calendar.ErrAsk) && len(ways) > 1 {
		r.Also = ways[1]
	}
	fault = wrongOrder(t, rule)
	switch {
	case fault != "":
	case r.Why == "day" || r.Why == "clock":
		fault = r.Why
	case err != nil && rule.Order == 0 && rule.Next(t.Event.At, t.Set.Zone).IsZero():
		fault = "unread"
	}
	if fault != "" {
		g.Text = ""
		return fault
	}
	r.look(t)
	kept, err := json.Marshal(r)
	if err != nil {
		panic(err) // it is made of words and numbers
	}
	g.Text = string(kept)
	return ""
}

// fitsMeant is fitsWhen after an offer: what cannot be kept as it was said is asked
// for again, with the reason, and the offer stands.
func fitsMeant(t *flows.Turn, d draft, g *talk.Given) (fault string) {
	var r reading
	if g.Text == "yes" || g.Text == "other" {
		return ""
	}
	if fault = fitsWhen(t, d, g); fault == "" && json.Unmarshal([]byte(g.Text), &r) == nil && r.Why != "" {
		g.Text, fault = "", r.Why
	}
	return fault
}

func takeWhen(d *draft, g talk.Given) string {
	switch g.Text {
	case "yes":
		d.rule, d.why, d.said = d.meant, "", "" // the words were refused: the rule says it itself
		return ""
	case "other":
		d.rule, d.why, d.said = d.also, "", ""
		return ""
	}
	var r reading
	if err := json.Unmarshal([]byte(g.Text), &r); err != nil {
		return "unread"
	}
	d.off, d.dark = r.Off, r.Dark
	if d.said, d.why = r.Said, r.Why; r.Why != "" {
		d.meant, d.also, d.rule = r.Rule, r.Also, calendar.Rule{}
		return ""
	}
	d.rule = r.Rule
	return ""
}

// offerMeant offers what may have been meant, each by its next time.
func offerMeant(t *flows.Turn, _ string, d draft) (all []talk.Pick) {
	for _, way := range []struct {
		value string
		rule  calendar.Rule
	}{{"yes", d.meant}, {"other", d.also}} {
		if next := dueOf(t, way.rule).Next(t.Event.At, t.Set.Zone); !next.IsZero() {
			all = append(all, talk.Pick{Key: "remind.new.meant.yes", Value: way.value, Args: text.Args{"time": text.Moment(next)}})
		}
	}
	return all
}

// meantTimes are the next times of what may have been meant; where that is one of
// two, the first ones of each.
func (d draft) meantTimes(t *flows.Turn) text.List {
	first, other := Reminder{Rule: d.meant}, Reminder{Rule: d.also}
	if d.also == (calendar.Rule{}) {
		return first.upcoming(t, coming)
	}
	return append(first.upcoming(t, comingEach), other.upcoming(t, comingEach)...)
}

// comingEach is how many times each of two ways shows.
const comingEach = 2
