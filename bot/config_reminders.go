package bot

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/calendar"
)

// reminderParts is how many parts a reminder of the file has.
const reminderParts = 7

// howReminders is how a reminder is written.
const howReminders = `write it as "month | 0 7 25 * * | team | 11 | 3d | unless-reported | the words": its name, when, to whom (team, heads, members, charge, duty, coordinators or leaders), where, for how long it is of use, always, unless-reported or what it lets teams begin (and workdays, at-night), and what it says`

// Whom a reminder can go to: teams, who can be asked to do something, and people who
// stand over them.
var (
	toTeams  = []string{"team", "heads", "members"}
	toPeople = []string{"charge", "duty", "coordinators", "leaders"}
)

// isTask is the name of what a reminder lets its teams begin, with the words for
// nothing and for a report. Whether there is such a thing the desk knows.
var isTask = regexp.MustCompile(`^(always|unless-reported|[a-z]{3,20})$`)

// allBut reads the words about days off and the night behind who is spared, and
// returns who that is, and the words that it cannot read.
func allBut(part string, one *flows.SetReminder) (who, rest string) {
	who, rest, _ = strings.Cut(part, " ")
	var left []string
	for _, word := range strings.Fields(rest) {
		switch word {
		case "workdays":
			one.Workday = true
		case "at-night":
			one.Night = true
		default:
			left = append(left, word)
		}
	}
	return who, strings.Join(left, " ")
}

// mostAtUnit is how many reminders one unit may have (issue 6).
const mostAtUnit = 50

// crowded reports whether a reminder is one too many at one of its units.
func crowded(all []flows.SetReminder, one flows.SetReminder) bool {
	return slices.ContainsFunc(one.Units, func(unit string) bool {
		n := 0
		for _, o := range all {
			if slices.Contains(o.Units, unit) {
				n++
			}
		}
		return n >= mostAtUnit
	})
}

// spared is what a reminder lets its teams begin, which spares those who have.
func spared(who string) string {
	switch who {
	case "always":
		return ""
	case "unless-reported":
		return "report"
	}
	return who
}

// reminderKeys are the keys of what is said on time.
func reminderKeys() []configKey {
	return []configKey{{"reminders", `reminders: ["month | 0 7 25 * * | team | 11 | 3d | unless-reported | …"]`, true, setReminders}}
}

// setReminders reads the reminders, each a line of parts with | between them.
func setReminders(r *configReader, e given) (wrong, mend string) {
	var all []flows.SetReminder
	for i, line := range e.list {
		one, wrong, mend := readReminder(line)
		if wrong == "" && slices.ContainsFunc(all, func(o flows.SetReminder) bool { return o.Name == one.Name }) {
			wrong, mend = "has the name of another one", "give each reminder a name of its own"
		}
		if wrong == "" && crowded(all, one) {
			wrong, mend = "is the fifty-first at one unit", "leave out those that are needed least"
		}
		if wrong != "" {
			r.faultIn(e, i, wrong, mend)
			continue
		}
		all = append(all, one)
	}
	r.config.Reminders = all
	return "", ""
}

// readReminder reads one reminder, or says what is wrong with it.
func readReminder(line string) (one flows.SetReminder, wrong, mend string) {
	parts := strings.SplitN(line, "|", reminderParts)
	for i := range parts {
		parts[i] = strings.Join(strings.Fields(parts[i]), " ")
	}
	if len(parts) < reminderParts || slices.Contains(parts, "") {
		return one, "is not a reminder", howReminders
	}
	one = flows.SetReminder{Name: parts[0], When: parts[1], Whom: parts[2], Units: strings.Fields(strings.ToUpper(parts[3])), Text: parts[6]}
	who, exceptions := allBut(parts[5], &one)
	one.Task = spared(who)
	useful, ok := span(parts[4])
	one.Useful = useful
	switch {
	case !slices.Contains(toTeams, one.Whom) && !slices.Contains(toPeople, one.Whom):
		return one, "is for nobody known", "write team, heads, members, charge, duty, coordinators or leaders as its third part"
	case !ok || useful < time.Hour || useful > 31*day:
		return one, "does not say for how long it is of use", "write 1h to 31d as its fifth part"
	case !isTask.MatchString(who) || exceptions != "":
		return one, "does not say who is spared", "write always, unless-reported, report or quiet as its sixth part, and after it workdays or at-night if you like"
	case one.Task != "" && slices.Contains(toPeople, one.Whom):
		return one, "lets people begin what only a team does", "write always as its sixth part"
	}
	rule, err := calendar.Parse(one.When, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	switch {
	case rule.Order != 0:
		return one, "is ahead of a directive", "set that one in the bot with /nhac; here write the day of the month as its second part"
	case err == nil:
		return one, "", ""
	case errors.Is(err, calendar.ErrDeadline):
		return one, "is ahead of a deadline that is not named", `write "trước hạn 3 ngày, hạn ngày 25 hằng tháng" as its second part`
	case errors.Is(err, calendar.ErrAhead):
		return one, "is too many days ahead of a deadline", "write 1 to 27 days in its second part"
	case errors.Is(err, calendar.ErrNever):
		return one, "never comes due", "look at the day and the month of its second part"
	case errors.Is(err, calendar.ErrOften):
		return one, "comes due more than once an hour", "name a minute and an hour in its second part"
	case errors.Is(err, calendar.ErrZone):
		return one, "names a time zone that there is not", "write CRON_TZ=Asia/Ho_Chi_Minh, or leave it out"
	case errors.Is(err, calendar.ErrHour):
		return one, "names no hour", "write the hour as 7:00 in its second part"
	}
	return one, "does not say when", `write a cron line as "0 7 25 * *", or words as "hằng tháng ngày 25 lúc 7:00", as its second part`
}
