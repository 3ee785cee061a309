package directive

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// What stands for no moment, and for one that is still to be chosen.
const (
	noDue  = "none"
	choose = "pick"
	atOnce = "now"
)

// someDay is the due date of a draft whose day is still to be chosen.
var someDay = time.Unix(1, 0)

// The hour of a due date or a start of which only the day is said: the end of the
// day, as "chậm nhất ngày 25" has the 25th in it, and the morning.
const (
	lastMinute = 24*time.Hour - time.Minute
	morning    = 7 * time.Hour
	evening    = 18 * time.Hour
)

// offerDue offers the due dates that are asked for most.
func offerDue(t *flows.Turn, _ string, _ draft) []talk.Pick {
	today := midnight(t)
	var all []talk.Pick
	if six := today.Add(evening); six.Sub(t.Event.At) >= 30*time.Minute {
		all = append(all, talk.Pick{Key: "compose.due.evening", Value: stamp(six)})
	}
	return append(all,
		talk.Pick{Key: "compose.due.tomorrow", Value: stamp(today.AddDate(0, 0, 1).Add(lastMinute))},
		talk.Pick{Key: "compose.due.pick", Value: choose}, talk.Pick{Key: "compose.due.none", Value: noDue})
}

// offerDays offers the days after tomorrow.
func offerDays(t *flows.Turn, _ string, _ draft) []talk.Pick {
	var all []talk.Pick
	for n := 2; n <= 7; n++ {
		day := midnight(t).AddDate(0, 0, n)
		all = append(all, talk.Pick{Key: "compose.on", Value: stamp(day.Add(lastMinute)), Args: text.Args{"weekday": weekday(day), "day": day.Format("2/1")}})
	}
	return all
}

// offerStart offers moments to send it at.
func offerStart(t *flows.Turn, _ string, d draft) []talk.Pick {
	var all []talk.Pick
	today := midnight(t)
	for _, at := range []time.Time{today.Add(evening), today.AddDate(0, 0, 1).Add(morning), today.AddDate(0, 0, 1).Add(evening)} {
		if at.Sub(t.Event.At) >= 10*time.Minute && len(all) < 2 {
			all = append(all, talk.Pick{Key: "compose.start.at", Value: stamp(at), Args: text.Args{"time": text.Moment(at)}})
		}
	}
	if !d.start.IsZero() {
		all = append(all, talk.Pick{Key: "compose.start.now", Value: atOnce})
	}
	return all
}

// weekday is the short name of a day of the week: T2, CN.
func weekday(day time.Time) text.Key {
	return text.K("rota.weekday." + [...]string{"cn", "t2", "t3", "t4", "t5", "t6", "t7"}[day.Weekday()])
}

// midnight is the beginning of today where people live.
func midnight(t *flows.Turn) time.Time {
	y, m, d := t.Event.At.In(t.Set.Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Set.Zone)
}

// stamp writes a moment as an answer is kept: what "tomorrow" was stays that day.
func stamp(at time.Time) string { return at.Format(time.RFC3339) }

// fitsDue reads a due date in words.
func fitsDue(t *flows.Turn, _ draft, g *talk.Given) (fault string) {
	return fitsMoment(t, g, 0, noDue, "khong han|khong co han|khong can han|none")
}

// fitsStart reads in words when it is to be sent.
func fitsStart(t *flows.Turn, _ draft, g *talk.Given) (fault string) {
	return fitsMoment(t, g, morning, atOnce, "gui ngay|ngay|bay gio|now")
}

// fitsMoment turns words into a moment; a day alone is that hour of it, and zero
// is its end. What two people would read in two ways becomes the readings to ask
// for. The words of never stand for the value none.
func fitsMoment(t *flows.Turn, g *talk.Given, hour time.Duration, none, never string) (fault string) {
	if _, err := time.Parse(time.RFC3339, g.Text); err == nil || len([]rune(g.Text)) > longWords {
		return ""
	}
	if slices.Contains(strings.Split(never, "|"), viet.Fold(g.Text)) {
		g.Text = none
		return ""
	}
	read := viet.Moment(g.Text, t.Event.At.In(t.Set.Zone), viet.Ahead)
	g.Text, fault = "", "unread"
	var kept []string
	for _, w := range read.Readings {
		at, ok := momentOf(w, hour)
		switch {
		case !ok || !read.Whole:
		case !at.After(t.Event.At):
			fault = "past"
		case len(kept) < mostReadings:
			kept = append(kept, stamp(at))
		}
	}
	if len(kept) == 0 {
		return fault
	}
	g.Text = kept[0]
	if !read.Sure {
		g.Text = doubted + strings.Join(kept, " ")
	}
	return ""
}

// doubted begins an answer that names several moments, of which one is meant, and
// mostReadings is how many of them are offered.
const (
	doubted      = "? "
	mostReadings = 3
)

// momentOf is the moment a reading means for whoever has to do something by it, or
// from it on. What comes again and again is none.
func momentOf(w viet.When, hour time.Duration) (at time.Time, ok bool) {
	switch {
	case w.Kind == viet.NoMoment || w.Kind == viet.Repeatedly:
		return at, false
	case w.Kind == viet.AtTime:
		return w.From, true
	case hour > 0 && w.Kind == viet.OnDay:
		return w.From.Add(hour), true
	case hour > 0 && w.Kind == viet.InPart:
		return startOf(w), true
	case w.Until.Hour() == 0 && w.Until.Minute() == 0: // the end of a day is its last minute
		return w.Until.Add(-time.Minute), true
	}
	return w.Until, true
}

// startOf is when something begins that is to be in a part of a day.
func startOf(w viet.When) time.Time {
	hours := map[viet.DayPart]time.Duration{viet.Dawn: 5, viet.Morning: 7, viet.Noon: 11, viet.Afternoon: 14, viet.Evening: 19, viet.Night: 20}
	return w.From.Add(hours[w.Part] * time.Hour)
}

// readings reads an answer that names several moments; nil is that it does not.
func readings(said string) []time.Time {
	all, ok := strings.CutPrefix(said, doubted)
	if !ok {
		return nil
	}
	var found []time.Time
	for _, s := range strings.Fields(all) {
		if at, err := time.Parse(time.RFC3339, s); err == nil {
			found = append(found, at)
		}
	}
	return found
}

// meantOne reads the one moment that was meant: words that can mean several again are
// asked for again.
func meantOne(fits func(*flows.Turn, draft, *talk.Given) string) func(*flows.Turn, draft, *talk.Given) string {
	return func(t *flows.Turn, d draft, g *talk.Given) string {
		fault := fits(t, d, g)
		if len(readings(g.Text)) > 0 {
			g.Text, fault = "", "unread"
		}
		return fault
	}
}

// offerReadings offers the moments of which one is meant.
func offerReadings(_ *flows.Turn, _ string, d draft) []talk.Pick {
	var all []talk.Pick
	moments := d.doubt
	if len(moments) == 0 {
		moments = d.doubtStart
	}
	for _, at := range moments {
		all = append(all, talk.Pick{Key: "compose.start.at", Value: stamp(at), Args: text.Args{"time": text.Moment(at)}})
	}
	return all
}

func takeDue(d *draft, g talk.Given) string {
	d.due, d.doubt = time.Time{}, readings(g.Text)
	if len(d.doubt) > 0 {
		return ""
	}
	switch g.Text {
	case noDue:
		return ""
	case choose:
		d.due = someDay
		return ""
	}
	at, err := time.Parse(time.RFC3339, g.Text)
	if err != nil {
		return "added"
	}
	d.due = at
	return ""
}

func takeStart(d *draft, g talk.Given) string {
	d.start, d.doubtStart = time.Time{}, readings(g.Text)
	if g.Text == atOnce || len(d.doubtStart) > 0 {
		return ""
	}
	at, err := time.Parse(time.RFC3339, g.Text)
	if err != nil {
		return "added"
	}
	d.start = at
	return ""
}
