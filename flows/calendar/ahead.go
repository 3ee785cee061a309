package calendar

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"caunoi/flows/viet"
)

// How many days ahead of a deadline a rule may come due. Of a monthly one it is so
// few that no reminder comes before the deadline before: the shortest month has 28
// days.
const (
	mostAhead     = 27
	mostAheadOnce = 60
)

// The parts of "trước hạn 3 ngày, hạn ngày 25 hằng tháng lúc 7:00", without marks.
var (
	aheadWords  = regexp.MustCompile(`\btruoc (?:han )?(\d{1,3}|[a-z]{2,4}) ngay\b|\b(\d{1,3}|[a-z]{2,4}) ngay truoc han\b`)
	orderWords  = regexp.MustCompile(`\bchi dao (?:so )?(\d{1,9})\b`)
	deadline    = regexp.MustCompile(`\bhan\b|\bcua\b|\bnhac\b`)
	endOfMonth  = regexp.MustCompile(`\b(?:ngay )?cuoi thang(?: hang thang)?\b`)
	smallNumber = map[string]int{"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
)

// parseAhead reads when something comes so many days before a deadline: of a
// directive, or of each month. Days that a month does not have are its last one, and
// from that the days are counted back: three days before the 31st are the 28th in
// March, the 27th in April, and the 25th in February of 28 days. Without an hour it is
// the usual one. ok is false where the text is nothing of that kind.
func parseAhead(text string, now time.Time) (r Rule, err error, ok bool) {
	said := strings.Join(strings.FieldsFunc(viet.Fold(text), func(c rune) bool { return strings.ContainsRune(" ,;.()\n", c) }), " ")
	found := aheadWords.FindStringSubmatch(said)
	if found == nil {
		return r, nil, false
	}
	if r.Ahead = dayCount(found[1] + found[2]); r.Ahead < 1 {
		return Rule{}, ErrUnread, true
	}
	said = cut(aheadWords, said)
	if order := orderWords.FindStringSubmatch(said); order != nil {
		r.Order, _ = strconv.ParseInt(order[1], 10, 64) // nine digits fit
		said = cut(deadline, cut(orderWords, said))
		every, ok := repeats("hang ngay "+said, now)
		if !ok || every.Often != viet.Daily {
			return Rule{}, ErrUnread, true
		}
		r.Every = usually(every)
		return r.limited(mostAheadOnce)
	}
	return r.monthly(cut(deadline, said), now)
}

// monthly reads of which day of the month the deadline is, and at which hour it comes
// due.
func (r Rule) monthly(said string, now time.Time) (Rule, error, bool) {
	said = endOfMonth.ReplaceAllString(said, "ngay cuoi thang hang thang")
	for _, words := range []string{said, "hang thang " + said} {
		if every, ok := repeats(words, now); ok && every.Often == viet.Monthly && every.Day != 0 {
			r.Every = usually(every)
			return r.limited(mostAhead)
		}
	}
	every, ok := repeats("hang ngay "+said, now)
	if !ok || every.Often != viet.Daily {
		return Rule{}, ErrUnread, true
	}
	r.Every = usually(every)
	r.Every.Often, r.Every.Months, r.Every.Day = viet.Monthly, 1, -1
	if r.Ahead > mostAhead {
		return r.limited(mostAhead)
	}
	return r, ErrDeadline, true
}

// limited is the rule, or what is offered in its place where it is too far ahead.
func (r Rule) limited(most int) (Rule, error, bool) {
	if r.Ahead > most {
		r.Ahead = most
		return r, ErrAhead, true
	}
	return r, nil, true
}

// repeats reads words that say a repetition and nothing else, which nobody would
// read in another way.
func repeats(words string, now time.Time) (viet.Every, bool) {
	m := viet.Moment(words, now, viet.Ahead)
	w, ok := m.One()
	return w.Every, ok && m.Whole && w.Kind == viet.Repeatedly
}

// usually is a repetition at its hour, or at the usual one.
func usually(e viet.Every) viet.Every {
	if !e.Timed {
		e.Timed, e.Hour = true, usual
	}
	return e
}

// dayCount reads a small number in digits or in words; 0 is none.
func dayCount(said string) int {
	if n, err := strconv.Atoi(said); err == nil {
		return n
	}
	return smallNumber[said]
}

// cut takes out what a part of a text says.
func cut(part *regexp.Regexp, said string) string {
	return strings.Join(strings.Fields(part.ReplaceAllString(said, " ")), " ")
}

// ahead is what says on the wall when a rule comes due that is so many days before
// each deadline.
func (r Rule) ahead(after time.Time) time.Time {
	if at := r.Every.Next(after.AddDate(0, 0, r.Ahead)); !at.IsZero() {
		return at.AddDate(0, 0, -r.Ahead)
	}
	return time.Time{}
}

// once is when a rule comes due that is so many days before one deadline; zero after
// it, and where the deadline is not known.
func (r Rule) once(after time.Time, zone *time.Location) time.Time {
	if r.Due.IsZero() {
		return time.Time{}
	}
	y, m, d := r.Due.In(zone).Date()
	at := inTime(time.Date(y, m, d-r.Ahead, r.Every.Hour, r.Every.Minute, 0, 0, time.UTC), zone)
	if !at.After(after) || !at.Before(r.Due) {
		return time.Time{}
	}
	return at
}

// Ends is the deadline before which a moment of the rule lies: of a monthly one the
// end of its day. It is zero for a rule that is not ahead of one.
func (r Rule) Ends(at time.Time, zone *time.Location) time.Time {
	switch {
	case r.Order != 0:
		return r.Due
	case r.Ahead == 0:
		return time.Time{}
	}
	y, m, d := at.In(zone).Date()
	return time.Date(y, m, d+r.Ahead+1, 0, 0, 0, 0, zone)
}
