package reminder

import (
	"fmt"
	"time"

	"caunoi/flows/calendar"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// said is when a reminder comes due: in the words it was set with, or, where those
// were refused and what may have been meant was taken, in its reader's.
func (r Reminder) said() any {
	if r.Said != "" {
		return r.Said
	}
	return ruleSaid(r.Rule)
}

// ruleSaid says a rule in words.
func ruleSaid(rule calendar.Rule) text.Key {
	clock := fmt.Sprintf("%02d:%02d", rule.Every.Hour, rule.Every.Minute)
	switch {
	case rule.Line != "" && rule.Zone != "":
		return text.Key{Name: "remind.rule.zone", Args: text.Args{"line": rule.Line, "zone": rule.Zone}}
	case rule.Line != "":
		return text.Key{Name: "remind.rule.line", Args: text.Args{"line": rule.Line}}
	case rule.Order != 0:
		return text.Key{Name: "remind.rule.order", Args: text.Args{"days": rule.Ahead, "order": code(rule.Order), "clock": clock}}
	case rule.Ahead > 0:
		return text.Key{Name: "remind.rule.ahead", Args: text.Args{"days": rule.Ahead, "every": everySaid(rule.Every, clock)}}
	}
	return everySaid(rule.Every, clock)
}

// everySaid says a repetition at a time of the day.
func everySaid(e viet.Every, clock string) text.Key {
	args := text.Args{"clock": clock, "months": e.Months, "month": int(e.In()), "day": text.Key{Name: "remind.rule.day", Args: text.Args{"n": max(e.Day, 1)}}}
	if e.Day < 0 {
		args["day"] = text.K("remind.rule.last")
	}
	switch {
	case e.Often == viet.Weekly:
		args["weekday"] = dayOfWeek(e.On())
		return text.Key{Name: "remind.rule.weekly", Args: args}
	case e.Often == viet.Monthly && e.Months == 12:
		return text.Key{Name: "remind.rule.yearly", Args: args}
	case e.Often == viet.Monthly && e.Months > 1 && e.In() > time.January:
		return text.Key{Name: "remind.rule.from", Args: args}
	case e.Often == viet.Monthly && e.Months > 1:
		return text.Key{Name: "remind.rule.months", Args: args}
	case e.Often == viet.Monthly:
		return text.Key{Name: "remind.rule.monthly", Args: args}
	}
	return text.Key{Name: "remind.rule.daily", Args: args}
}
