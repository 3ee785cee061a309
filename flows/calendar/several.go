package calendar

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows/viet"
)

// An hour and a day of the week as they are said, without marks.
const (
	oneHour    = `\d{1,2}(?::\d{2}| ?gio(?: \d{2})?|[hg](?:\d{2})?)(?: (?:sang|trua|chieu|toi))?`
	oneWeekday = `(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|chu nhat|cn)`
)

// The lists in "thứ 2, thứ 5 hằng tuần lúc 7:30". Hours are taken out before days are
// looked for, so that no hour is taken for a day; behind "thứ 2" and "ngày 1" digits
// are enough.
var (
	hourList    = listOf(`(?:vao )?(?:luc )?`+oneHour, `(?:luc )?`+oneHour)
	weekdayList = listOf(oneWeekday, `(?:`+oneWeekday+`|[2-7])`)
	dayList     = listOf(`ngay \d{1,2}`, `(?:ngay )?\d{1,2}`)

	between  = regexp.MustCompile(`, ?(?:va )?| va `)
	bareHour = regexp.MustCompile(`^(?:vao )?(?:luc )?(\d{1,2})(?::| ?gio ?|[hg])(\d{2})?$`)
	anHour   = regexp.MustCompile(`\b(\d{1,3})(?::| ?gio ?|[hg])(\d{2})?\b`)
	aDay     = regexp.MustCompile(`\bngay (?:\d{1,2}(?:, ?(?:va )?| va ))*(\d{1,4})\b`)
	aWeekday = regexp.MustCompile(`\bthu (\d{1,4})\b`)
)

// mostListed is how many there are in such a list at most, and mostCommon the last
// day that every month has.
const (
	mostListed = 31
	mostCommon = 28
)

func listOf(first, other string) *regexp.Regexp {
	return regexp.MustCompile(`\b(?:` + first + `)(?:(?:, ?(?:va )?| va )` + other + `\b)*`)
}

// parseSeveral reads several days of the week or the month, or several hours, in one
// rule: a cron line says that simply. Hours in such a text are those of the day's
// twenty-four. What no one line says, as two hours with other minutes or a day that
// some month lacks, is ErrSeveral, with the first of them. ok is false where the text
// is nothing of that kind.
func parseSeveral(text string, now time.Time) (r Rule, err error, ok bool) {
	rest := strings.Join(strings.Fields(viet.Fold(text)), " ")
	hours, rest := listed(hourList, rest)
	weekdays, rest := listed(weekdayList, rest)
	days, rest := listed(dayList, rest)
	most := max(len(hours), len(weekdays), len(days))
	if most < 2 || most > mostListed || len(weekdays) > 0 && len(days) > 0 {
		return r, nil, false
	}
	for i, hour := range hours {
		if h := bareHour.FindStringSubmatch(hour); h != nil {
			hours[i] = fmt.Sprintf("%02s:%02s", h[1], cmp.Or(h[2], "00"))
		}
	}
	for i := range days {
		days[i] = "ngay " + strings.TrimPrefix(days[i], "ngay ")
	}
	for i, day := range weekdays {
		if len(day) == 1 {
			weekdays[i] = "thu " + day
		}
	}
	found := map[string]bool{}
	var all []viet.Every
	for i := range most {
		words := strings.Join([]string{rest, one(weekdays, i), one(days, i), one(hours, 0)}, " ")
		for _, said := range []string{words, strings.Join([]string{rest, one(weekdays, 0), one(days, 0), one(hours, i)}, " ")} {
			if found[said] {
				continue
			}
			e, ok := often(said, len(weekdays) > 0, now)
			if !ok {
				return r, nil, false
			}
			found[said], all = true, append(all, e)
		}
	}
	return together(all, now)
}

// one is one of a list, or its first where it is shorter; "" of none.
func one(all []string, i int) string {
	switch {
	case len(all) == 0:
		return ""
	case i < len(all):
		return all[i]
	}
	return all[0]
}

// listed takes the first list of a kind out of a text.
func listed(kind *regexp.Regexp, said string) (items []string, rest string) {
	at := kind.FindStringIndex(said)
	if at == nil {
		return nil, said
	}
	rest = strings.TrimRight(said[:at[0]], ", ") + " " + strings.TrimLeft(said[at[1]:], ", ")
	return between.Split(said[at[0]:at[1]], -1), strings.TrimSpace(rest)
}

// often reads one of several, which need not say that it repeats each week or month.
func often(said string, weekly bool, now time.Time) (viet.Every, bool) {
	if e, ok := repeats(said, now); ok {
		return e, true
	}
	if weekly {
		return repeats("hang tuan "+said, now)
	}
	return repeats("hang thang "+said, now)
}

// together makes one line of several repetitions that differ by their day or their
// hour only.
func together(all []viet.Every, now time.Time) (Rule, error, bool) {
	first := usually(all[0])
	var hours, days, weekdays []int
	for _, e := range all {
		e = usually(e)
		if e.Often != first.Often || e.Minute != first.Minute || e.Months != first.Months || e.Month != first.Month || e.Often == viet.Monthly && (e.Day < 1 || e.Day > mostCommon) {
			return Rule{Every: first}, ErrSeveral, true
		}
		hours, days, weekdays = append(hours, e.Hour), append(days, e.Day), append(weekdays, int(e.On()))
	}
	line := []string{strconv.Itoa(first.Minute), numbers(hours), "*", "*", "*"}
	switch first.Often {
	case viet.Weekly:
		line[4] = numbers(weekdays)
	case viet.Monthly:
		line[2] = numbers(days)
		if first.Months > 1 {
			var months []int
			for m := range 12 {
				if (m+13-int(first.In()))%first.Months == 0 {
					months = append(months, m+1)
				}
			}
			line[3] = numbers(months)
		}
	}
	r, err := parseLine(strings.Join(line, " "), now)
	if err == nil && !all[0].Timed {
		err = ErrHour
	}
	return r, err, true
}

// numbers are some numbers as a cron line lists them.
func numbers(all []int) string {
	slices.Sort(all)
	var said []string
	for _, n := range slices.Compact(all) {
		said = append(said, strconv.Itoa(n))
	}
	return strings.Join(said, ",")
}

// impossible says why words cannot be read that name an hour or a day that there is
// not: "ngày 32", "25:00", "thứ 8". nil is that they name none.
func impossible(text string) error {
	said := viet.Fold(text)
	beyond := func(kind *regexp.Regexp, least, most int) bool {
		return slices.ContainsFunc(kind.FindAllStringSubmatch(said, -1), func(m []string) bool {
			n, _ := strconv.Atoi(m[1])
			minute := 0
			if len(m) > 2 {
				minute, _ = strconv.Atoi(m[2])
			}
			return n < least || n > most || minute > 59
		})
	}
	switch {
	case beyond(anHour, 0, 24):
		return ErrClock
	case beyond(aDay, 1, 31) || beyond(aWeekday, 2, 7):
		return ErrDay
	}
	return nil
}
