// Package rota says who is there: who has duty at a unit this week, who is on
// leave, and who stands in for whom.
//
// Its law: it gives nobody a right that is not in the roster or given by the
// person who goes away; whoever is asked to call somebody in need learns at once
// that there is nobody.
package rota

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// A Shift is one person's duty at a unit, from a moment up to and without
// another. Who has one also holds a post at that unit or above it; without the
// post the shift counts for nothing.
type Shift struct {
	Unit   string    `cbor:"1,keyasint"`
	Member string    `cbor:"2,keyasint"`
	From   time.Time `cbor:"3,keyasint"`
	To     time.Time `cbor:"4,keyasint"`
	By     string    `cbor:"5,keyasint,omitempty"` // who set it; "" is the operator at the machine
	Over   bool      `cbor:"6,keyasint,omitempty"` // set for a day, and stands before the week's table
	Asked  string    `cbor:"7,keyasint,omitempty"` // who was asked to take it over, and has not answered
}

// key is the place of a shift in its table: by unit, then by when it begins.
func (s Shift) key() string {
	if s.Over {
		return store.Key(s.Unit, s.From, s.Member, "over")
	}
	return store.Key(s.Unit, s.From, s.Member)
}

// Shifts holds the duty rota, by unit and beginning. "member" lists a person's.
var Shifts = store.NewTable("shift", Shift.key).
	Index("member", func(s Shift) []string { return []string{store.Key(s.Member, s.From)} })

// A Leave is a time in which a person is not called, and who is called instead.
type Leave struct {
	Member   string    `cbor:"1,keyasint"`
	From     time.Time `cbor:"2,keyasint"`
	To       time.Time `cbor:"3,keyasint"` // the first moment the person is back
	StandIns []string  `cbor:"4,keyasint,omitempty"`
	By       string    `cbor:"5,keyasint,omitempty"` // who noted it, if not the person
	Agreed   []string  `cbor:"6,keyasint,omitempty"` // of the stand-ins, who said yes
}

// leaveKey is the place of a leave in its table: by person, then by when it begins.
func leaveKey(l Leave) string { return store.Key(l.Member, l.From) }

// Leaves holds who is away, by person and beginning. "standin" lists for whom a
// person stands in.
var Leaves = store.NewTable("leave", leaveKey).
	Index("standin", func(l Leave) []string {
		terms := make([]string, len(l.StandIns))
		for i, m := range l.StandIns {
			terms[i] = store.Key(m)
		}
		return terms
	})

// Away returns the leave that a person is on at the moment.
func Away(tx store.Tx, member string, at time.Time) (leave Leave, ok bool) {
	from, to := store.Prefix(store.Key(member))
	for l := range Leaves.Range(tx, from, to) {
		if !at.Before(l.From) && at.Before(l.To) {
			return l, true
		}
	}
	return Leave{}, false
}

// longestChain bounds how many stand-ins of stand-ins are followed.
const longestChain = 4

// InPlaceOf returns who is to be called for a person at the moment: the person,
// or during a leave those who stand in and are there themselves. A stand-in who
// is away too is replaced in turn; a circle ends. There may be nobody.
func InPlaceOf(tx store.Tx, m flows.Member, at time.Time) []flows.Member {
	var there []flows.Member
	passed := []string{m.ID}
	next := []flows.Member{m}
	for depth := 0; len(next) > 0 && depth <= longestChain; depth++ {
		var after []flows.Member
		for _, n := range next {
			leave, away := Away(tx, n.ID, at)
			if !away {
				there = append(there, n)
				continue
			}
			for _, id := range leave.StandIns {
				s, ok := flows.Members.Get(tx, id)
				if ok && s.Ended.IsZero() && !slices.Contains(passed, id) {
					passed, after = append(passed, id), append(after, s)
				}
			}
		}
		next = after
	}
	return there
}

// StandsFor returns the ids of those in whose place a person is called at the
// moment. What they may do about cases, the person may do for as long.
func StandsFor(tx store.Tx, member string, at time.Time) []string {
	var all []string
	next := []string{member}
	for depth := 0; len(next) > 0 && depth < longestChain; depth++ {
		var after []string
		for _, id := range next {
			for l := range Leaves.Under(tx, "standin", store.Key(id)) {
				if !at.Before(l.From) && at.Before(l.To) && l.Member != member && !slices.Contains(all, l.Member) {
					all, after = append(all, l.Member), append(after, l.Member)
				}
			}
		}
		next = after
	}
	return all
}

// OnDuty returns the duty officers of exactly this unit at the moment: those
// whose shift it is, or, where the rota has nobody who is there, all who hold the
// post. Who is on leave is replaced by who stands in.
func OnDuty(tx store.Tx, unit string, at time.Time) []flows.Member {
	if there := There(tx, onShift(tx, unit, at), at); len(there) > 0 {
		return there
	}
	return There(tx, flows.Holders(tx, unit, flows.Duty, at), at)
}

// There replaces those who are on leave by those who stand in for them, each
// person once.
func There(tx store.Tx, members []flows.Member, at time.Time) []flows.Member {
	var there []flows.Member
	for _, m := range members {
		for _, s := range InPlaceOf(tx, m, at) {
			if !slices.ContainsFunc(there, func(o flows.Member) bool { return o.ID == s.ID }) {
				there = append(there, s)
			}
		}
	}
	return there
}

// longestShift bounds how far back a shift that still runs may have begun.
const longestShift = 31 * 24 * time.Hour

// onShift returns those whose shift it is and who may have it; a shift set for a
// day stands before the week's table.
func onShift(tx store.Tx, unit string, at time.Time) []flows.Member {
	return among(tx, shiftsIn(tx, unit, at, at.Add(time.Microsecond)), at)
}

// shiftsIn returns the shifts of a unit that run at some moment from one up to
// and without another.
func shiftsIn(tx store.Tx, unit string, from, to time.Time) []Shift {
	var all []Shift
	for s := range Shifts.Range(tx, store.Key(unit, from.Add(-longestShift)), store.Key(unit, to)) {
		if s.Unit == unit && s.To.After(from) && s.From.Before(to) {
			all = append(all, s)
		}
	}
	return all
}

// among returns of the shifts those who serve at the moment and may.
func among(tx store.Tx, shifts []Shift, at time.Time) []flows.Member {
	var week, over []flows.Member
	for _, s := range shifts {
		if at.Before(s.From) || !at.Before(s.To) || !MayServe(tx, s.Member, s.Unit, at) {
			continue
		}
		m, ok := flows.Members.Get(tx, s.Member)
		switch {
		case !ok:
		case s.Over:
			over = append(over, m)
		default:
			week = append(week, m)
		}
	}
	if len(over) > 0 {
		return over
	}
	return week
}

// MayServe reports whether a person may have duty at a unit: who holds a post of
// duty, coordination or leadership there or above it.
func MayServe(tx store.Tx, member, unit string, at time.Time) bool {
	m, ok := flows.Members.Get(tx, member)
	return ok && m.Ended.IsZero() && flows.Holds(tx, member, unit, at, flows.Duty, flows.Coordinator, flows.Leader)
}
