// Package calendar says when what repeats comes due: by a cron line or by
// Vietnamese words, on the days of a zone. Lines are read by robfig/cron, behind a
// guard for what it takes and should not (reliability.md C1–C15); the moments are
// found on the calendar that hangs on the wall, and only then in time, so that a
// daily time comes once on every day that the zone has, whatever its clocks do.
package calendar

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"caunoi/flows/viet"
)

// A Rule says when something repeats. The zero value never does.
type Rule struct {
	Line  string     `cbor:"1,keyasint,omitempty"` // a cron line of five fields, or "" where Every says it
	Zone  string     `cbor:"2,keyasint,omitempty"` // where its days are, as "Asia/Ho_Chi_Minh"; "" in the zone of the settings
	Every viet.Every `cbor:"3,keyasint,omitempty"` // read from words; where Order is set its hour and minute only
	Ahead int        `cbor:"4,keyasint,omitempty"` // how many days before the deadlines that Every says it comes due
	Order int64      `cbor:"5,keyasint,omitempty"` // of the directive before whose deadline it comes due
	Due   time.Time  `cbor:"-" json:"-"`           // that deadline: filled in by whoever knows directives
}

// fields are what a line has: minute, hour, day of the month, month, day of the
// week; or a name for them, as "@monthly".
const fields = cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow | cron.Descriptor

// turns is how many moments that a clock skipped or went through twice are passed
// over before a rule is taken for one that never comes due.
const turns = 10000

// Next is the first moment after another at which the rule comes due, in the
// rule's own zone or else in the one given; zero if there is none within five
// years. A time that a clock skips comes due as much later as the clock was set
// forward, on the same day in any case; one that it goes through twice, the first
// time only.
func (r Rule) Next(after time.Time, zone *time.Location) time.Time {
	if own, err := time.LoadLocation(r.Zone); err == nil && r.Zone != "" {
		zone = own
	}
	if r.Order != 0 {
		return r.once(after, zone)
	}
	next := r.onTheWall()
	if next == nil {
		return time.Time{}
	}
	wall := onWall(after.In(zone))
	for range turns {
		if wall = next(wall); wall.IsZero() {
			return time.Time{}
		}
		if at := inTime(wall, zone); at.After(after) {
			return at
		}
	}
	return time.Time{}
}

// Following are the next n moments after another; fewer where it ends.
func (r Rule) Following(after time.Time, zone *time.Location, n int) []time.Time {
	var all []time.Time
	for range n {
		if after = r.Next(after, zone); after.IsZero() {
			break
		}
		all = append(all, after)
	}
	return all
}

// onTheWall returns what says which time of the wall follows another; nil if the
// rule cannot be read.
func (r Rule) onTheWall() func(time.Time) time.Time {
	if r.Line == "" {
		switch {
		case r.Every.Often == viet.Never:
			return nil
		case r.Ahead > 0:
			return r.ahead
		}
		return r.Every.Next
	}
	spec, err := read(r.Line)
	if err != nil {
		return nil
	}
	return spec.Next
}

// read reads a cron line of five fields, to be counted on the wall. What the
// library takes with a meaning of its own, or panics at, does not come to it.
func read(line string) (spec *cron.SpecSchedule, err error) {
	defer func() {
		if recover() != nil { // there are lines it panics at (C3)
			spec, err = nil, ErrUnread
		}
	}()
	line = strings.Join(strings.Fields(line), " ")
	if strings.Contains(line, "=") || strings.HasPrefix(strings.ToLower(line), "@every") || odd(strings.Split(line, " ")) {
		return nil, ErrUnread // a zone is said apart; an interval would begin anew with each start (C7)
	}
	s, err := cron.NewParser(fields).Parse(week(line))
	if err != nil {
		return nil, ErrUnread
	}
	spec, ok := s.(*cron.SpecSchedule)
	if !ok {
		return nil, ErrUnread
	}
	spec.Location = time.UTC
	return spec, nil
}

// widest is the widest step of each field that says anything.
var widest = [...]int{59, 23, 31, 12, 7}

// odd reports whether a line has a field that the library takes, though it says
// nothing: a list with a gap, or a step that is wider than what it steps through.
func odd(line []string) bool {
	for i, field := range line {
		for part := range strings.SplitSeq(field, ",") {
			_, step, stepped := strings.Cut(part, "/")
			if n, err := strconv.Atoi(step); part == "" || stepped && (err != nil || n < 1 || n > widest[min(i, len(widest)-1)]) {
				return true
			}
		}
	}
	return false
}

// week lets a line say 7 for Sunday, as crontab(5) does and the library does not.
func week(line string) string {
	all := strings.Split(line, " ")
	if len(all) != 5 {
		return line
	}
	days := strings.Split(all[4], ",")
	for i, day := range days {
		switch {
		case day == "7":
			days[i] = "0"
		case strings.HasSuffix(day, "-7"):
			days[i] = strings.TrimSuffix(day, "7") + "6,0"
		}
	}
	all[4] = strings.Join(days, ",")
	return strings.Join(all, " ")
}

// onWall is a moment as its clock shows it, without its zone.
func onWall(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// farthest is how far from Greenwich a clock is, and a good deal more: between
// these two sides of a moment lies the change of its clock, if there is one.
const farthest = 26 * time.Hour

// inTime is the moment at which the clocks of a zone show a time: the first of
// two; and where they skip it, what they would show had they not, unless that is
// another day: then as much earlier.
func inTime(wall time.Time, zone *time.Location) time.Time {
	var found []time.Time
	offset := func(at time.Time) time.Duration {
		_, seconds := at.In(zone).Zone()
		return time.Duration(seconds) * time.Second
	}
	before, behind := offset(wall.Add(-farthest)), offset(wall.Add(farthest))
	for _, off := range []time.Duration{before, behind, offset(wall.Add(-before)), offset(wall.Add(-behind))} {
		if at := wall.Add(-off); onWall(at.In(zone)).Equal(wall) {
			found = append(found, at)
		}
	}
	if len(found) > 0 {
		return slices.MinFunc(found, time.Time.Compare).In(zone)
	}
	if later := wall.Add(-before).In(zone); later.Day() == wall.Day() {
		return later
	}
	return wall.Add(-behind).In(zone)
}
