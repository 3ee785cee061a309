package viet

import (
	"slices"
	"time"
)

// finish makes readings of a plan whose pieces stand from token i up to next.
func (d dating) finish(p plan, i, next int) MomentRead {
	if p.day != nil && p.day.part != NoPart && p.part == NoPart {
		p.part = p.day.part
	}
	var r MomentRead
	switch {
	case p.often > 0:
		r = d.repeats(p)
	case p.at != nil:
		r = sureOf(*p.at)
	case p.partOnly():
		if d.alone(i, next) {
			r = MomentRead{Doubt: LooseTime, Readings: []When{inPart(d.today(0), p.part), inPart(d.today(1), p.part)}}
		}
	case p.day != nil || p.clock != nil:
		r = d.days(p)
	case p.span != nil:
		r = sureOf(*p.span)
		if p.doubt != NoDateDoubt {
			r.Sure, r.Doubt = false, p.doubt
		}
		if p.span.Kind == NoMoment {
			r.Readings = nil
		}
		if p.other != nil {
			r.Readings = append(r.Readings, *p.other)
		}
	}
	return p.due(r)
}

func sureOf(w When) MomentRead { return MomentRead{Sure: true, Readings: []When{w}} }

// inPart is a part of a day.
func inPart(day time.Time, part DayPart) When {
	until := day.Add(time.Duration(partHours[part].until) * time.Hour)
	return When{Kind: InPart, From: day, Until: until, Part: part}
}

// days makes readings of a day with its hour or part, or of an hour alone.
func (d dating) days(p plan) MomentRead {
	r := MomentRead{Sure: true}
	days, night := []time.Time{d.today(0)}, false
	if p.day != nil {
		days, night, r.Doubt = p.day.days, p.day.night, p.day.doubt
		r.Sure = r.Doubt == NoDateDoubt
	}
	for _, day := range days {
		switch {
		case p.clock != nil:
			hours := p.clock.hours(p.part, night)
			var found []When
			for _, h := range hours {
				at := time.Date(day.Year(), day.Month(), day.Day(), 0, int(h/time.Minute), 0, 0, day.Location())
				found = append(found, When{Kind: AtTime, From: at, Until: at})
			}
			if p.day == nil {
				found = d.nextSuch(found)
			}
			r.Readings = append(r.Readings, d.rightSide(found)...)
		case p.part != NoPart:
			r.Readings = append(r.Readings, inPart(day, p.part))
		default:
			r.Readings = append(r.Readings, When{Kind: OnDay, From: day, Until: midnight(day, 1)})
		}
	}
	if p.day != nil && p.day.month > 0 && p.day.weekday > 0 && r.Doubt == TwoDays { // T3
		r.Readings = append(r.Readings[:1], *d.monthOf(p.day.month, 0))
	}
	if r.Sure && len(r.Readings) > 1 {
		r.Sure, r.Doubt = false, TwoHours
	}
	return r
}

// nextSuch moves hours without a day to the side that is looked at: to tomorrow
// where today's are over.
func (d dating) nextSuch(found []When) []When {
	for i, w := range found {
		days := 0
		switch {
		case d.look == Ahead && w.From.Before(d.now):
			days = 1
		case (d.look == Behind || d.look == Reporting) && w.From.After(d.now):
			days = -1
		}
		at := w.From.AddDate(0, 0, days)
		found[i].From, found[i].Until = at, at
	}
	slices.SortStableFunc(found, func(a, b When) int {
		return int(a.From.Sub(d.now).Abs() - b.From.Sub(d.now).Abs())
	})
	return found
}

// rightSide drops the readings of an hour that are over, or to come, where the
// others are not.
func (d dating) rightSide(found []When) []When {
	kept := slices.DeleteFunc(slices.Clone(found), func(w When) bool {
		return d.look == Ahead && w.From.Before(d.now) || (d.look == Behind || d.look == Reporting) && w.From.After(d.now)
	})
	if len(kept) == 0 {
		return found
	}
	return kept
}

// due makes deadlines of the readings where the plan has a limit.
func (p plan) due(r MomentRead) MomentRead {
	if p.limit == noLimit || len(r.Readings) == 0 && r.Doubt == NoDateDoubt {
		return r
	}
	for i, w := range r.Readings {
		if w.Kind == Repeatedly {
			continue
		}
		last := When{Kind: AtLatest, From: w.From, Until: w.Until, Strict: p.limit == before}
		last.Timed = w.Kind == AtTime || w.Kind == InPart
		if last.Strict {
			last.Until = w.From
			if w.Kind == InPart {
				last.Until = w.From.Add(time.Duration(partHours[w.Part].from) * time.Hour)
			}
		}
		r.Readings[i] = last
	}
	return r
}

// repeats makes a repetition of the plan.
func (d dating) repeats(p plan) MomentRead {
	e := Every{}
	switch p.often {
	case 1:
		e.Often = Daily
	case 2:
		e.Often = Weekly
	case 3:
		e.Often, e.Months = Monthly, 1
	case 4:
		e.Often, e.Months = Monthly, 3
	case 5:
		e.Often, e.Months = Monthly, 12
	}
	doubt := e.on(p)
	if doubt == SomeDay || doubt == NoSuchDay {
		return MomentRead{Doubt: doubt}
	}
	if p.clock == nil {
		if p.part != NoPart {
			doubt = LooseTime
		}
		return MomentRead{Sure: doubt == NoDateDoubt, Doubt: doubt, Readings: []When{{Kind: Repeatedly, Every: e}}}
	}
	r := MomentRead{Sure: doubt == NoDateDoubt, Doubt: doubt}
	for _, h := range p.clock.hours(p.part, false) {
		e.Hour, e.Minute, e.Timed = int(h/time.Hour)%24, int(h/time.Minute)%60, true
		r.Readings = append(r.Readings, When{Kind: Repeatedly, Every: e})
	}
	if r.Sure && len(r.Readings) > 1 {
		r.Sure, r.Doubt = false, TwoHours
	}
	return r
}

// on notes on which day of its week, month or year the plan repeats, and says what
// is to be asked about that. Where the two do not go together it is SomeDay: "hằng
// tháng ngày 3/2".
func (e *Every) on(p plan) DateDoubt {
	if p.span != nil && e.Often == Monthly {
		e.Day = -1 // cuối tháng, cuối quý
		if p.span.Kind == InMonth {
			e.Day = 0 // tháng 9 hằng năm
		}
		if e.Months > 1 {
			e.Month = midnight(p.span.Until, -1).Month()
		}
	}
	if p.day == nil {
		return NoDateDoubt
	}
	switch {
	case p.day.doubt == NoSuchDay:
		return NoSuchDay
	case p.day.last && e.Often == Monthly && (e.Months == 1 || p.day.month > 0):
		e.Day = -1
	case p.day.weekday > 0 && e.Often == Weekly:
		e.Weekday, e.OnDay = time.Weekday(p.day.weekday%7), true
	case p.day.dom > 0 && e.Often == Monthly && (p.day.month > 0) == (e.Months == 12):
		e.Day = p.day.dom
	default:
		return SomeDay
	}
	if e.Months > 1 {
		e.Month = time.Month(p.day.month)
	}
	if p.day.doubt == TwoDays && p.day.dom > 0 {
		return TwoDays // mùng 5 hằng tháng: of the moon, or not
	}
	return NoDateDoubt
}
