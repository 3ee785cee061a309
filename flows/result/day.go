package result

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/viet"
)

// How many days back a result is told: a day that is only spoken of is as likely
// one of another month, and older ones are the head's to put right with /solieu.
const (
	recently = 31
	longAgo  = 60
)

// A wrongDay says why a day is none of a result.
type wrongDay string

// The sentences about them.
const (
	rightDay wrongDay = ""
	ahead    wrongDay = "result.ahead"
	tooOld   wrongDay = "result.old"
	noDay    wrongDay = "result.day.which" // 31/2, "hôm trước": which one is asked
)

// A when is on which day something was done, as words say it.
type when struct {
	day   time.Time   // today where none is named
	since time.Time   // where a month or some days are named: the first of them, and day is the last
	or    []time.Time // the other days that the words may mean
	named bool
	wrong wrongDay
}

// dayOf is the day on which something was done, today where none is named, and the
// last one of some days or a month. One that is still to come tells of no result,
// nor does one too long ago, unless it belongs to what was spoken of.
func dayOf(t *flows.Turn, told string) when {
	now := t.Event.At.In(t.Set.Zone)
	if w := dayIn(told, now); w.wrong == rightDay && !w.day.Before(midnight(now).AddDate(0, 0, -recently)) {
		return w
	}
	return dayIn(figures.Beside(told), now)
}

func dayIn(told string, now time.Time) when {
	today := midnight(now)
	r := viet.Moment(told, now, viet.Behind)
	var all []when
	for _, reading := range r.Readings {
		w := dayBehind(reading, today)
		same := func(o when) bool { return o.day.Equal(w.day) }
		if w.wrong == rightDay && !slices.ContainsFunc(all, same) || r.Sure {
			all = append(all, w)
		}
	}
	switch {
	case len(all) > 0:
		w := all[0]
		for _, o := range all[1:] {
			w.or = append(w.or, o.day)
		}
		return w
	case r.Doubt == viet.NoSuchDay || r.Doubt == viet.SomeDay:
		return when{day: today, named: true, wrong: noDay}
	case len(r.Readings) > 0 && r.Doubt != viet.LooseTime:
		return dayBehind(r.Readings[0], today)
	}
	return when{day: today}
}

// dayBehind is the day of one reading, and what is wrong with it: today of one that
// names none, as "trong 3 ngày".
func dayBehind(reading viet.When, today time.Time) (w when) {
	w.day, w.named = today, true
	switch reading.Kind {
	default:
		w.named = false
	case viet.OnDay, viet.InPart, viet.AtTime:
		w.day = midnight(reading.From.In(today.Location()))
	case viet.InMonth, viet.InSpan:
		w.since = midnight(reading.From.In(today.Location()))
		w.day = midnight(reading.Until.In(today.Location()).Add(-time.Second))
		if w.day.After(today) && !w.since.After(today) {
			w.day = today
		}
	}
	switch {
	case w.day.After(today):
		w.wrong = ahead
	case w.day.Before(today.AddDate(0, 0, -longAgo)):
		w.wrong = tooOld
	}
	return w
}

func midnight(at time.Time) time.Time {
	return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, at.Location())
}

// A part is what was told of one day.
type part struct {
	text string
	when when
}

// parts divides what was told by the days that its clauses name: "30/10 1 buổi, 2/11
// 3 buổi". A clause that names none belongs to the day before it, or to the one behind
// it where the days stand behind what was done.
func parts(t *flows.Turn, told string) []part {
	now := t.Event.At.In(t.Set.Zone)
	var texts []string
	days, trails, pending := 0, false, ""
	for _, clause := range figures.Clauses(told) {
		counts := !figures.Read(t.Set.Indicators, clause).Empty()
		beside := figures.Beside(clause)
		w := dayIn(beside, now)
		starts := w.named && w.wrong != ahead && (counts || viet.Moment(beside, now, viet.Behind).Whole)
		if starts {
			days++
		}
		trails = trails || counts && days == 0
		switch {
		case trails && !starts:
			pending += clause
		case trails:
			texts, pending = append(texts, pending+clause), ""
		case starts && days > 1 || len(texts) == 0:
			texts = append(texts, clause)
		default:
			texts[len(texts)-1] += clause
		}
	}
	if days < 2 {
		return []part{{told, dayOf(t, told)}}
	}
	texts[len(texts)-1] += pending
	var all []part
	for _, words := range texts {
		w := dayOf(t, words)
		if n := len(all) - 1; n >= 0 && all[n].when.day.Equal(w.day) && all[n].when.wrong == w.wrong {
			all[n].text += words
			continue
		}
		all = append(all, part{words, w})
	}
	return all
}
