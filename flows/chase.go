package flows

import "time"

// Chase says when those who have not acknowledged a directive are chased: the
// one asked first, then the head of the team, then the commune; then it stops
// (conversations 7).
type Chase struct {
	Remind  time.Duration // from the directive to the word to the one asked
	Head    time.Duration // to the word to the team's head
	Commune time.Duration // to the word to the commune
	Morning int           // the hour of the day at which the words leave
	Hours   Hours         // outside which none leaves by itself
}

// DefaultChase returns the chase for what an operator left out.
func DefaultChase() Chase {
	const day = 24 * time.Hour
	return Chase{Remind: day, Head: 2 * day, Commune: 3 * day, Morning: 8, Hours: Hours{6, 21}}
}

// Rungs is how many steps the chase has.
const Rungs = 3

// shortest is the time to the due below which nobody is reminded before it.
const shortest = 20 * time.Minute

// At returns when a rung, counted from one, comes for what was sent at a moment
// and is due at another (zero: it is not).
//
// Without a due time each rung comes on the first morning after its time. With
// one, the one asked is reminded once before it and no earlier than is of use: on
// the last morning that leaves an hour, or, if half of the time is not over by
// then, when it is; outside the hours when they begin, or, if that is too late,
// before they end. The head is told on the morning after the due time, and the
// commune after that as long as lies between the two without a due time.
func (c Chase) At(rung int, sent, due time.Time, zone *time.Location) time.Time {
	if due.IsZero() {
		return c.FirstMorning(sent.Add([...]time.Duration{1: c.Remind, 2: c.Head, 3: c.Commune}[rung]), zone)
	}
	switch rung {
	case 1:
		return c.before(sent, due, zone)
	case 2:
		return c.FirstMorning(due.Add(time.Minute), zone)
	}
	return c.FirstMorning(c.At(2, sent, due, zone).Add(c.Commune-c.Head), zone)
}

// before returns when the one asked is reminded of what is due.
func (c Chase) before(sent, due time.Time, zone *time.Location) time.Time {
	half := sent.Add(due.Sub(sent) / 2)
	last := c.FirstMorning(due.Add(-25*time.Hour+1), zone) // the last one that leaves an hour
	if last.Before(half) {
		last = half
	}
	if due.Sub(sent) < shortest {
		return c.FirstMorning(due, zone)
	}
	if c.Hours.In(last, zone) {
		return last
	}
	if next := c.Hours.Next(last, zone); next.Before(due) {
		return next
	}
	local := last.In(zone)
	end := time.Date(local.Year(), local.Month(), local.Day(), c.Hours.To, 0, 0, 0, zone)
	if end.After(last) {
		end = end.AddDate(0, 0, -1)
	}
	if end = end.Add(-eveningAhead); end.After(sent) {
		return end
	}
	return c.FirstMorning(due, zone)
}

// eveningAhead is how long before the hours end the last words of an evening
// leave.
const eveningAhead = 15 * time.Minute

// FirstMorning returns the first morning hour at or after a moment.
func (c Chase) FirstMorning(at time.Time, zone *time.Location) time.Time {
	local := at.In(zone)
	m := time.Date(local.Year(), local.Month(), local.Day(), c.Morning, 0, 0, 0, zone)
	if m.Before(at) {
		m = m.AddDate(0, 0, 1)
	}
	return m
}

// Tomorrow returns the first morning hour of the next day.
func (c Chase) Tomorrow(at time.Time, zone *time.Location) time.Time {
	local := at.In(zone)
	return time.Date(local.Year(), local.Month(), local.Day()+1, c.Morning, 0, 0, 0, zone)
}
