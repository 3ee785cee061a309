package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/reminder"
	"caunoi/store"
)

// judge compares what was said and recorded with what was due.
func (y *yearly) judge(days int) {
	y.t.Helper()
	for number := range y.rests {
		if n := len(y.rests[number]); y.rests[number][n-1][1].IsZero() {
			y.rest(number)
		}
	}
	if y.now.Before(y.latest) {
		y.passes(y.latest.Sub(y.now)) // until the clock is where it has been
	}
	y.passes(24 * time.Hour)
	for i := range yearLines {
		y.update(func(tx store.Tx) { y.judgeOne(tx, int64(i+1)) })
	}
	n := y.tally
	y.t.Logf("%d days, %d starts, %d outages, clock set back %d times: %d times due, %d said, %d known as missed or merged into a later one, %d not said because of a pause, %d broken off by one; "+
		"missed silently %d, doubled %d; to teams: %d spared that had reported (%d times looked at closely), %d messages too late, %d no longer true; %d wrong",
		days, y.starts, y.down, len(y.backs), n.due, n.told, n.missed, n.rested, n.broken, n.silent, n.doubled, n.exempt, n.looked, n.late, n.stale, n.wrong)
}

// dueTimes are all moments at which a reminder was due, also while it was paused, up to
// six hours before the end, which are not judged yet.
func (y *yearly) dueTimes(number int64) (all []time.Time) {
	for day := y.from.AddDate(0, 0, -1); day.Before(y.latest); day = day.AddDate(0, 0, 1) {
		hour, minute, ok := yearLines[number-1].due(day)
		at := time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, y.from.Location())
		if ok && at.After(y.from) && at.Before(y.latest.Add(-6*time.Hour)) {
			all = append(all, at.UTC())
		}
	}
	return all
}

// judgeOne looks that each time of a reminder that was due is recorded, and none that
// was not.
func (y *yearly) judgeOne(tx store.Tx, number int64) {
	due := y.dueTimes(number)
	known := map[time.Time]bool{}
	var all []reminder.Occurrence
	from, to := store.Prefix(store.Key(number))
	for o := range reminder.Occurrences.Range(tx, from, to) {
		if o.At.Before(y.latest.Add(-6 * time.Hour)) {
			all, known[o.At.UTC()] = append(all, o), true
		}
	}
	slices.Reverse(all)
	for _, o := range all {
		i, was := slices.BinarySearchFunc(due, o.At.UTC(), time.Time.Compare)
		if !was {
			y.wrong("reminder %d came at %s, when it was not due", number, o.At)
		}
		y.count(number, o)
		for n := o.Others; n > 0 && i > 0; i-- { // those before it that were never begun
			if !known[due[i-1]] {
				known[due[i-1]] = true
				n--
			}
		}
	}
	for _, at := range due {
		y.tally.due++
		if !known[at] {
			y.tally.silent++
			y.wrong("reminder %d was due at %s, and nobody knows what became of it", number, at.In(y.from.Location()))
		}
	}
	y.heard(tx, number)
}

// count looks at what is recorded of one time.
func (y *yearly) count(number int64, o reminder.Occurrence) {
	switch o.Fate {
	case reminder.Missed:
		y.tally.missed += 1 + o.Others
	case reminder.Rested:
		y.tally.rested += 1 + o.Others
		if !y.rested(number, o.At) {
			y.wrong("reminder %d of %s is known as paused, and was not", number, o.At)
		}
	case reminder.Told:
		y.tally.told++
		y.tally.missed += o.Others
		y.told(number, o)
	case reminder.Broken:
		y.tally.broken += 1 + o.Others
		if len(y.rests[number]) == 0 {
			y.wrong("reminder %d of %s was broken off, and was never paused", number, o.At)
		}
	default:
		y.wrong("reminder %d of %s is %s", number, o.At, o.Fate.Name())
	}
}

func (y *yearly) wrong(format string, args ...any) {
	y.tally.wrong++
	y.t.Errorf(format, args...)
}

// told looks that a time was said only to teams that had not reported since the time
// before, and within the hours and the days that its reminder is for. Where the clock
// was set back nearby it is not known what came first.
func (y *yearly) told(number int64, o reminder.Occurrence) {
	line, began := yearLines[number-1], o.Began.In(y.from.Location())
	if o.Told+o.Exempt != 3 {
		y.wrong("reminder %d of %s: %d told and %d spared of three teams", number, o.At, o.Told, o.Exempt)
	}
	if !line.night && !y.desk.Set.Chase.Hours.In(began, y.from.Location()) || line.work && !y.desk.Set.Holidays.Working(began) {
		y.wrong("reminder %d of %s was said at %s", number, o.At, began)
	}
	if slices.ContainsFunc(y.backs, func(at time.Time) bool {
		return at.After(o.Since.AddDate(0, 0, -6)) && at.Before(o.Began.AddDate(0, 0, 6))
	}) {
		return
	}
	exempt := 0
	for _, team := range []string{"NH-01", "NH-02", "MC-01"} {
		if line.task != "" && slices.ContainsFunc(y.reported[team], func(at time.Time) bool { return !at.Before(o.Since) && !at.After(o.Began) }) {
			exempt++
		}
	}
	if o.Exempt != exempt {
		y.wrong("reminder %d of %s: %d spared; %d had reported", number, o.At, o.Exempt, exempt)
	}
	y.tally.exempt += exempt
	y.tally.looked++
}

// heard counts what each head was shown against what is recorded.
func (y *yearly) heard(tx store.Tx, number int64) {
	code := strconv.FormatInt(number, 10)
	shown, recorded, late, stale := 0, 0, 0, 0
	for who, all := range y.seen {
		for _, s := range all {
			if strings.HasPrefix(who, "h") && strings.Contains(s, "lời nhắc số "+code+"\n") {
				shown++
			}
		}
	}
	from, to := store.Prefix(store.Key(number))
	for o := range reminder.Occurrences.Range(tx, from, to) {
		recorded += o.Told
		late += o.Late
	}
	for m := range flows.Outbox.All(tx) {
		if m.About.Kind == "reminder" && strings.HasPrefix(m.About.Code, code+" ") && m.State == flows.Dropped && m.Why == "stale" {
			stale++
		}
	}
	y.tally.late, y.tally.stale, y.tally.doubled = y.tally.late+late, y.tally.stale+stale, y.tally.doubled+max(0, shown-recorded)
	if shown+late+stale != recorded {
		y.wrong("reminder %d was shown %d times, %d too late, %d no longer true; %d are recorded", number, shown, late, stale, recorded)
	}
}
