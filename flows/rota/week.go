package rota

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// week is how many days a table of duty shows, today first.
const week = 7

// A stretch is a time in which the same people have duty: those of the rota, and
// those who are there, by themselves or in their place.
type stretch struct {
	from, to time.Time
	on       []flows.Member
	there    []flows.Member
}

// hole reports whether nobody can be told in the stretch.
func (s stretch) hole() bool {
	return !slices.ContainsFunc(s.there, func(m flows.Member) bool { return m.Home() != "" })
}

// stretches divides a time into stretches, by shifts that may not be stored yet.
func stretches(tx store.Tx, shifts []Shift, from, to time.Time) []stretch {
	edges := []time.Time{from, to}
	edge := func(at time.Time) {
		if at.After(from) && at.Before(to) {
			edges = append(edges, at)
		}
	}
	for _, s := range shifts {
		edge(s.From)
		edge(s.To)
		for _, id := range append([]string{s.Member}, standInsOf(tx, s.Member)...) {
			for _, l := range leavesOf(tx, id, from) {
				edge(l.From)
				edge(l.To)
			}
		}
	}
	slices.SortFunc(edges, time.Time.Compare)
	edges = slices.CompactFunc(edges, time.Time.Equal)
	var all []stretch
	for i := range len(edges) - 1 {
		s := stretch{from: edges[i], to: edges[i+1], on: among(tx, shifts, edges[i])}
		s.there = There(tx, s.on, s.from)
		if n := len(all); n > 0 && same(all[n-1].on, s.on) && same(all[n-1].there, s.there) {
			all[n-1].to = s.to
			continue
		}
		all = append(all, s)
	}
	return all
}

// standInsOf are those who stand in for a member in any leave.
func standInsOf(tx store.Tx, member string) []string {
	var all []string
	from, to := store.Prefix(store.Key(member))
	for l := range Leaves.Range(tx, from, to) {
		all = append(all, l.StandIns...)
	}
	return all
}

// same reports whether two lists name the same people in the same order.
func same(a, b []flows.Member) bool {
	return slices.EqualFunc(a, b, func(x, y flows.Member) bool { return x.ID == y.ID })
}

// hasRota reports whether a unit has a rota at all: a shift this week, the one
// before, or to come. One that was given up long ago is none.
func hasRota(tx store.Tx, unit string, at time.Time) bool {
	return len(shiftsIn(tx, unit, at.AddDate(0, 0, -week), at.AddDate(0, 0, longestAhead))) > 0
}

// longestAhead is how many days ahead a rota is looked at.
const longestAhead = 60

// table shows some days of a rota, each on its line.
func table(t *flows.Turn, shifts []Shift, first time.Time, days int) text.List {
	lines := text.List{}
	for i := range days {
		day := first.AddDate(0, 0, i)
		next := day.AddDate(0, 0, 1)
		var who text.Dotted
		for _, s := range stretches(t.Tx, shifts, day, next) {
			who = append(who, duty(t, s, day, next))
		}
		lines = append(lines, text.Key{Name: "rota.day", Args: text.Args{"weekday": weekday(day), "day": day.Format("2/1"), "who": who}})
	}
	return lines
}

// weekday is the short name of a day of the week: T2, CN.
func weekday(day time.Time) text.Key {
	return text.K("rota.weekday." + [...]string{"cn", "t2", "t3", "t4", "t5", "t6", "t7"}[day.Weekday()])
}

// duty says who has duty in a stretch of a day, and its hours unless it is the
// whole day.
func duty(t *flows.Turn, s stretch, day, next time.Time) any {
	who := text.Joined{}
	for _, m := range s.on {
		if slices.ContainsFunc(s.there, func(o flows.Member) bool { return o.ID == m.ID }) {
			who = append(who, m.Name)
			continue
		}
		instead := text.Joined{}
		for _, o := range InPlaceOf(t.Tx, m, s.from) {
			instead = append(instead, o.Name)
		}
		if len(instead) == 0 {
			who = append(who, text.Key{Name: "rota.away", Args: text.Args{"name": m.Name}})
		} else {
			who = append(who, text.Key{Name: "rota.instead", Args: text.Args{"name": m.Name, "who": instead}})
		}
	}
	if len(who) == 0 {
		who = append(who, text.K("rota.open"))
	}
	if s.from.Equal(day) && s.to.Equal(next) {
		return who
	}
	return text.Key{Name: "rota.hours", Args: text.Args{"who": who, "from": hour(s.from, t.Set.Zone), "to": hourTo(s.to, t.Set.Zone)}}
}

// hour is a time of day in words; hourTo writes midnight as the end of the day.
func hour(at time.Time, zone *time.Location) string { return at.In(zone).Format("15:04") }

func hourTo(at time.Time, zone *time.Location) string {
	if h := hour(at, zone); h != "00:00" {
		return h
	}
	return "24:00"
}

// holes returns the stretches of the coming week in which nobody of a unit's
// rota can be told. Where there is no rota everybody who holds the post has
// duty all the time, and it is a hole only while nobody of them can be told.
func holes(t *flows.Turn, unit string, from time.Time) []stretch {
	to := dayOf(from, t.Set.Zone).AddDate(0, 0, week)
	shifts := shiftsIn(t.Tx, unit, from, to)
	if !hasRota(t.Tx, unit, t.Event.At) {
		for _, m := range flows.Holders(t.Tx, unit, flows.Duty, from) {
			shifts = append(shifts, Shift{Unit: unit, Member: m.ID, From: from, To: to})
		}
	}
	var found []stretch
	for _, s := range stretches(t.Tx, shifts, from, to) {
		if !s.hole() {
			continue
		}
		if n := len(found); n > 0 && found[n-1].to.Equal(s.from) {
			found[n-1].to = s.to
			continue
		}
		found = append(found, s)
	}
	return found
}

// said names a hole: its day, or from when to when.
func (s stretch) said(zone *time.Location) text.Key {
	from, to := s.from.In(zone), s.to.In(zone)
	args := text.Args{
		"weekday": weekday(from), "day": from.Format("2/1"), "from": hour(from, zone),
		"lastweekday": weekday(to.Add(-time.Minute)), "lastday": to.Add(-time.Minute).Format("2/1"), "to": hourTo(to, zone),
	}
	whole := hour(from, zone) == "00:00" && hour(to, zone) == "00:00"
	switch sameDay := dayOf(from, zone).Equal(dayOf(to.Add(-time.Minute), zone)); {
	case whole && sameDay:
		return text.Key{Name: "rota.hole.day", Args: args}
	case whole:
		return text.Key{Name: "rota.hole.days", Args: args}
	case sameDay:
		return text.Key{Name: "rota.hole.hours", Args: args}
	}
	return text.Key{Name: "rota.hole.span", Args: args}
}
