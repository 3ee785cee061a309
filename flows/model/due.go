package model

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// The timer of the day on which something is to be done about a model, and how often
// the models are gone through.
const (
	DueTimer    = "mohinh.due"
	FollowEvery = 10 * time.Minute
)

// When those concerned are told that the day has come: in the morning, and then each
// week as long as it is not done, twice more. After that the list shows it.
const (
	morning    = 7 // hours
	againAfter = 7 // days
	mostNudges = 3
)

// arm sets the timer of the next word about the day of a model, or takes it away. The
// caller stores the model.
func (m Model) arm(t *flows.Turn) {
	if next := m.nextNudge(t); !next.IsZero() {
		t.Wake(DueTimer, m.Code(), max(0, next.Sub(t.Event.At)))
		return
	}
	t.Rest(DueTimer, m.Code())
}

// nextNudge is when those concerned are told next that the day has come, within the
// hours in which people are reminded; zero: no more. A model that came into its state
// on the day or after it is given a week first.
func (m Model) nextNudge(t *flows.Turn) time.Time {
	if !m.State.pending() || m.Due.IsZero() || m.Nudges >= mostNudges {
		return time.Time{}
	}
	first := m.Due
	if since := midnight(m.since().In(t.Set.Zone)); !since.Before(first) {
		first = since.AddDate(0, 0, againAfter)
	}
	y, month, d := first.In(t.Set.Zone).Date()
	at := time.Date(y, month, d+againAfter*m.Nudges, morning, 0, 0, 0, t.Set.Zone)
	return t.Set.Chase.Hours.Next(at, t.Set.Zone)
}

// Due tells those whom a model concerns that the day has come on which something is to
// be done about it: once, and again a week and two weeks later if it was not. After a
// pause in which several of these days went by they are told once.
func Due(t *flows.Turn, code string) {
	m, ok := Find(t.Tx, code)
	if !ok {
		return
	}
	next := m.nextNudge(t)
	if next.IsZero() {
		return
	}
	if next.After(t.Event.At) || !t.Set.Chase.Hours.In(t.Event.At, t.Set.Zone) { // a clock was set back, or it was slept through into the night
		t.Wake(DueTimer, code, max(t.Set.Chase.Hours.Next(t.Event.At, t.Set.Zone).Sub(t.Event.At), next.Sub(t.Event.At)))
		return
	}
	for !next.IsZero() && !next.After(t.Event.At) {
		m.Nudges++
		next = m.nextNudge(t)
	}
	m.arm(t)
	put(t.Tx, m)
	m.show(t)
	for _, who := range m.concerned(t) {
		t.Say(who.Reader(), flows.Note{
			Key: "model.due." + m.State.Name(), Lane: flows.Reminder, About: m.notice(), Choices: []flows.Choice{m.opens()},
			Args: text.Args{"n": m.Code(), "name": m.Name, "unit": m.owner(t.Tx).Name, "day": text.Day(m.Due)},
		})
	}
}

// overdue reports whether the day of a model is over and nothing was done.
func (m Model) overdue(t *flows.Turn) bool {
	return m.State.pending() && !m.Due.IsZero() && m.Due.Before(today(t))
}
