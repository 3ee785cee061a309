package calendar

import (
	"errors"
	"strings"
	"time"

	"caunoi/flows/viet"
)

// Why a rule is refused. The set is closed: each is a sentence for whoever writes
// rules.
var (
	ErrUnread = errors.New("the line or the words cannot be read")
	ErrZone   = errors.New("there is no such zone")
	ErrNever  = errors.New("it never comes due")
	ErrOften  = errors.New("it comes due too often")
	ErrHour   = errors.New("no time of the day is named")
	ErrAsk    = errors.New("it can be read in two ways")
	ErrMore   = errors.New("some of the words cannot be read")
	ErrDay    = errors.New("it names a day that there is not")
	ErrClock  = errors.New("it names a time of the day that there is not")
	ErrMoon   = errors.New("its day is one of the moon")

	ErrSeveral = errors.New("no one rule says all of it")

	ErrDeadline = errors.New("it is before a deadline that is not named")
	ErrAhead    = errors.New("it is too many days before a deadline")
)

// least is how long lies between two moments of a rule at least: what thousands
// of teams are told may come once an hour, and not every minute.
const least = time.Hour

// usual is the time of the day for a rule that names none, or too many.
const usual = 7

// sample is how many moments of a rule are looked at for one that follows too soon.
const sample = 50

// Parse reads when something repeats: a cron line, also with TZ=Zone or
// CRON_TZ=Zone before it, or Vietnamese words as "hằng tháng ngày 25 lúc 7:00"
// or "trước hạn 3 ngày, hạn ngày 25 hằng tháng".
// With an error the rule is what may have been meant, to be offered with its next
// times, or the zero rule. now and its zone say from when the moments are counted.
func Parse(text string, now time.Time) (Rule, error) {
	text = strings.TrimSpace(text)
	if looksLikeLine(text) {
		return parseLine(text, now)
	}
	if rule, err, ok := parseAhead(text, now); ok {
		return rule, err
	}
	if rule, err, ok := parseSeveral(text, now); ok {
		return rule, err
	}
	r := viet.Moment(text, now, viet.Ahead)
	if said := viet.Fold(text); len(repeated(r)) == 0 && endOfMonth.MatchString(said) {
		r = viet.Moment(endOfMonth.ReplaceAllString(said, "ngay cuoi thang hang thang"), now, viet.Ahead)
	}
	rules, wrong := repeated(r), impossible(text)
	switch {
	case wrong != nil && !(r.Sure && r.Whole):
		return Rule{}, wrong
	case r.Doubt == viet.NoSuchDay:
		return Rule{}, ErrDay
	case len(rules) == 0:
		return Rule{}, ErrUnread
	}
	rule := rules[0]
	switch timed := rule.Every.Timed; {
	case !r.Whole && (!timed || strings.ContainsAny(r.Before+r.After, "0123456789")):
		return Rule{}, ErrUnread // what is left says when
	case !r.Whole:
		return rule, ErrMore
	case r.Doubt == viet.TwoHours:
		return rule, ErrAsk
	case !timed:
		rule.Every = usually(rule.Every)
		return rule, ErrHour
	case !r.Sure:
		return rule, ErrMoon
	}
	return rule, nil
}

// Ways are the two rules that words can be read as where Parse says ErrAsk.
func Ways(text string, now time.Time) []Rule {
	return repeated(viet.Moment(text, now, viet.Ahead))
}

// repeated are the readings of words that say a repetition.
func repeated(r viet.MomentRead) (rules []Rule) {
	for _, w := range r.Readings {
		if w.Kind == viet.Repeatedly {
			rules = append(rules, Rule{Every: w.Every})
		}
	}
	return rules
}

// looksLikeLine reports whether a text is meant as a cron line.
func looksLikeLine(text string) bool {
	first, _, _ := strings.Cut(text, " ")
	return strings.ContainsAny(first, "*=@") || len(strings.Fields(text)) == 5 && strings.Trim(text, "0123456789,-/* ?LW") == ""
}

func parseLine(text string, now time.Time) (Rule, error) {
	var r Rule
	for _, name := range []string{"CRON_TZ=", "TZ="} {
		if rest, ok := strings.CutPrefix(text, name); ok {
			r.Zone, text, _ = strings.Cut(rest, " ")
			if _, err := time.LoadLocation(r.Zone); err != nil || r.Zone == "" || r.Zone == "Local" {
				return Rule{Line: strings.TrimSpace(text)}.orNothing(now), ErrZone
			}
		}
	}
	r.Line = strings.Join(strings.Fields(text), " ")
	if _, err := read(r.Line); err != nil {
		return Rule{}, err
	}
	moments := r.Following(now, now.Location(), sample)
	if len(moments) == 0 {
		return r.lastDay().orNothing(now), ErrNever
	}
	for i := range moments[1:] {
		if moments[i+1].Sub(moments[i]) < least {
			return r.onceADay().orNothing(now), ErrOften
		}
	}
	return r, nil
}

// orNothing is the rule if it comes due, and else none.
func (r Rule) orNothing(now time.Time) Rule {
	if r.Next(now, now.Location()).IsZero() {
		return Rule{}
	}
	return r
}

// lastDay is what a rule means that names a day which its month does not have.
func (r Rule) lastDay() Rule {
	all := strings.Fields(r.Line)
	if len(all) != 5 {
		return Rule{}
	}
	for _, day := range []string{"30", "28"} {
		all[2] = day
		if last := (Rule{Line: strings.Join(all, " "), Zone: r.Zone}); !last.Next(time.Time{}, time.UTC).IsZero() {
			return last
		}
	}
	return Rule{}
}

// onceADay is a rule with its days, at the hour that it names first or else at the
// usual one.
func (r Rule) onceADay() Rule {
	all := strings.Fields(r.Line)
	if len(all) != 5 {
		return Rule{}
	}
	all[0] = "0"
	if strings.ContainsAny(all[1], "*,-/") {
		all[1] = "7"
	}
	return Rule{Line: strings.Join(all, " "), Zone: r.Zone}
}
