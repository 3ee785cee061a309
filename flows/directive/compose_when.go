package directive

import (
	"regexp"
	"strconv"
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
	return fitsMoment(t, g, lastMinute, noDue, "khong han|khong co han|khong can han|none")
}

// fitsStart reads in words when it is to be sent.
func fitsStart(t *flows.Turn, _ draft, g *talk.Given) (fault string) {
	return fitsMoment(t, g, morning, atOnce, "gui ngay|ngay|bay gio|now")
}

// fitsMoment turns words into a moment; a day alone is that hour of it. The
// words of never stand for the value none.
func fitsMoment(t *flows.Turn, g *talk.Given, hour time.Duration, none, never string) (fault string) {
	if _, err := time.Parse(time.RFC3339, g.Text); err == nil || len([]rune(g.Text)) > longWords {
		return ""
	}
	for _, w := range strings.Split(never, "|") {
		if viet.Fold(g.Text) == w {
			g.Text = none
			return ""
		}
	}
	at, ok := moment(g.Text, t.Event.At.In(t.Set.Zone), hour)
	switch {
	case !ok:
		fault = "unread"
	case !at.After(t.Event.At):
		fault = "past"
	}
	g.Text = stamp(at)
	if fault != "" {
		g.Text = ""
	}
	return fault
}

// clockTime matches a time of day: 17h, 17h30, 17:30, 17 giờ 30.
var clockTime = regexp.MustCompile(`(\d{1,2}) ?(?:h|g|gio|:) ?(\d{2})?`)

// moment reads a day, a time of day, or both.
func moment(words string, now time.Time, hour time.Duration) (at time.Time, ok bool) {
	folded := viet.Fold(words)
	if found := clockTime.FindStringSubmatchIndex(folded); found != nil {
		part := clockTime.FindStringSubmatch(folded)
		h, _ := strconv.Atoi(part[1])
		m, _ := strconv.Atoi("0" + part[2])
		if h > 23 || m > 59 {
			return at, false
		}
		hour = time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
		folded = strings.TrimSpace(folded[:found[0]] + " " + folded[found[1]:])
		if folded == "" {
			folded = "hom nay"
		}
	}
	day, ok := viet.Day(folded, now)
	if !ok {
		return at, false
	}
	return day.Add(hour), true
}

func takeDue(d *draft, g talk.Given) string {
	d.due = time.Time{}
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
	d.start = time.Time{}
	if g.Text == atOnce {
		return ""
	}
	at, err := time.Parse(time.RFC3339, g.Text)
	if err != nil {
		return "added"
	}
	d.start = at
	return ""
}
