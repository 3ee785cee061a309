package rota

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// HourlyEvery is how often the rota is looked at. It comes on the full hour.
const HourlyEvery = time.Hour

// tellAt is the hour at which holes of the coming week are told, once a day.
const tellAt = 8

// evening is the hour at which shifts that begin in the night are announced:
// nobody is woken to read that duty has begun.
const evening, night = 20, 6

// Hourly tells of holes in the coming week once a day, and drops what is older
// than what people send is kept.
func (b *Book) Hourly(t *flows.Turn) {
	at := t.Event.At.In(t.Set.Zone)
	next := time.Date(at.Year(), at.Month(), at.Day(), at.Hour()+1, 0, 0, 0, t.Set.Zone)
	t.Wake("duty.hourly", "", next.Sub(t.Event.At))
	outlived := t.Event.At.AddDate(0, -t.Set.Months, 0)
	flows.SweepTable(t.Tx, Shifts, func(s Shift) bool { return t.Set.Months > 0 && s.To.Before(outlived) })
	flows.SweepTable(t.Tx, Leaves, func(l Leave) bool { return t.Set.Months > 0 && l.To.Before(outlived) })
	eight := dayOf(at, t.Set.Zone).Add(tellAt * time.Hour)
	if !eight.After(t.Event.At) && !t.Event.Timer.Due.After(eight) {
		tellHoles(t)
	}
}

// tellHoles tells those who look after the rotas of the hours of the coming week
// in which nobody has duty: each person all places in one message.
func tellHoles(t *flows.Turn) {
	lines, order := map[string]text.List{}, []flows.Member{}
	for _, unit := range withDuty(t.Tx, t.Event.At) {
		u, ok := flows.Units.Get(t.Tx, unit)
		found := holes(t, unit, t.Event.At)
		if !ok || !u.Open(t.Event.At) || len(found) == 0 {
			continue
		}
		line := text.Key{Name: "rota.hole.line", Args: text.Args{"unit": u.Name, "holes": said(found, t)}}
		for _, m := range overseers(t, unit) {
			order = add(order, m)
			lines[m.ID] = append(lines[m.ID], line)
		}
	}
	for _, m := range order {
		all := lines[m.ID]
		if len(all) > listed {
			all = append(slices.Clone(all[:listed]), text.Key{Name: "rota.hole.more", Args: text.Args{"n": len(all) - listed}})
		}
		t.Say(m.Reader(), flows.Note{Key: "rota.hole.told", Args: text.Args{"lines": all}, Lane: flows.Reminder,
			Choices: []flows.Choice{{Key: "rota.button.show", Do: "truc"}}})
	}
}

// withDuty returns the units that have a rota, or somebody who has duty without one.
// Where there is neither the unit above answers, and it is no news every day.
func withDuty(tx store.Tx, at time.Time) []string {
	var units []string
	for u := range flows.Units.All(tx) {
		if !u.Team && (hasRota(tx, u.Code, at) || len(flows.Holders(tx, u.Code, flows.Duty, at)) > 0) {
			units = append(units, u.Code)
		}
	}
	return units
}

// announced is when who has a shift is told that it begins: as it does, but on
// the evening before if it begins in the night.
func (s Shift) announced(zone *time.Location) time.Time {
	from := s.From.In(zone)
	if from.Hour() < night {
		return time.Date(from.Year(), from.Month(), from.Day()-1, evening, 0, 0, 0, zone)
	}
	return s.From
}

// foretell sets the timer for the next shift of a unit that is to be announced,
// or takes it away. Whoever changes shifts calls it afterwards, in the same
// transaction.
func foretell(tx store.Tx, unit string, at time.Time, zone *time.Location) {
	var next time.Time
	for _, s := range shiftsIn(tx, unit, at, at.AddDate(0, 0, longestAhead)) {
		if due := s.announced(zone); due.After(at) && (next.IsZero() || due.Before(next)) {
			next = due
		}
	}
	if next.IsZero() {
		flows.Timers.Delete(tx, store.Key("rota.begins", unit))
		return
	}
	flows.Timers.Put(tx, flows.Timer{Name: "rota.begins", ID: unit, Due: next})
}

// Starts tells those whose shift begins, and those who are there in their place,
// that it does. unit is where.
func (b *Book) Starts(t *flows.Turn, unit string) {
	u, _ := flows.Units.Get(t.Tx, unit)
	for _, s := range shiftsIn(t.Tx, unit, t.Event.At, t.Event.At.AddDate(0, 0, 2)) {
		due := s.announced(t.Set.Zone)
		if due.After(t.Event.At) || due.Before(t.Event.Timer.Due) {
			continue
		}
		on := among(t.Tx, shiftsIn(t.Tx, unit, s.From, s.From.Add(time.Microsecond)), s.From)
		if !slices.ContainsFunc(on, func(m flows.Member) bool { return m.ID == s.Member }) {
			continue // another serves that day
		}
		m, _ := flows.Members.Get(t.Tx, s.Member)
		for _, o := range InPlaceOf(t.Tx, m, s.From) {
			lines := text.List{text.Key{Name: "rota.begins", Args: text.Args{"unit": u.Name, "when": s.when(t.Set.Zone)}}}
			if n := b.cases.Urgent(t, unit); n > 0 {
				lines = append(lines, text.Key{Name: "rota.begins.urgent", Args: text.Args{"n": n}})
			}
			t.Say(o.Reader(), flows.Note{Key: "rota.lines", Args: text.Args{"lines": lines}, Lane: flows.Reminder,
				Choices: []flows.Choice{{Key: "rota.button.cases", Do: "viec"}}})
		}
	}
	foretell(t.Tx, unit, t.Event.At, t.Set.Zone)
}

// tellShifts tells those who have new shifts of them, but for whoever acts.
func tellShifts(t *flows.Turn, u flows.Unit, changed []Shift) {
	lines, order := map[string]text.List{}, []string{}
	for _, s := range changed {
		if s.Member == t.From.ID {
			continue
		}
		if !slices.Contains(order, s.Member) {
			order = append(order, s.Member)
		}
		lines[s.Member] = append(lines[s.Member], s.when(t.Set.Zone))
	}
	for _, id := range order {
		all := lines[id]
		if len(all) > week {
			all = append(slices.Clone(all[:week]), "…")
		}
		tell(t, []string{id}, flows.Note{Key: "rota.given", Args: text.Args{"unit": u.Name, "lines": all}})
	}
}
