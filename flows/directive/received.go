package directive

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// lateCells are the cells of a count: those who did what a directive asks after
// its time, of all and of a commune.
func lateCells(p Party) []string {
	if !p.Late || p.State != Read && p.State != Answered {
		return nil
	}
	return []string{store.Key(p.Directive), store.Key(p.Directive, p.Commune)}
}

// Received tells how many directives came to the teams at or below a unit that
// were begun from one moment until another, each counted for each team, and how
// many of them were done by their date. What goes to single members or to those in
// charge is no directive to a team, and one that was taken back is none. Nobody is
// read: it comes from kept counters, a few for each directive of the time.
func Received(tx store.Tx, unit flows.Unit, from, to time.Time) (got, done int) {
	for _, d := range Directives.By(tx, "begun", store.Key(from), store.Key(to)) {
		if d.State == Withdrawn || d.Whom != ToTeam && d.Whom != ToHeads {
			continue
		}
		g, n := d.doneIn(tx, unit)
		got, done = got+g, done+n
	}
	return got, done
}

// doneIn is how many at or below a unit were sent a directive, and how many did
// what it asks by its date.
func (d Directive) doneIn(tx store.Tx, unit flows.Unit) (got, done int) {
	if unit.Team {
		first, last := store.Prefix(store.Key(d.Number, unit.Code))
		for p := range Parties.Range(tx, first, last) {
			if got++; d.Ask == ToKnow || p.State != Stuck && p.done(d) && !p.Late {
				done++
			}
		}
		return got, done
	}
	within := func(code string) bool {
		for u := range flows.Up(tx, code) {
			if u.Code == unit.Code {
				return true
			}
		}
		return false
	}
	if !slices.ContainsFunc(d.Places, func(place string) bool { return !within(place) }) {
		return d.inTime(ReactionsTo(tx, d.Number), Parties.Counted(tx, "late", store.Key(d.Number)))
	}
	first, last := store.Prefix(store.Key(d.Number))
	for cell := range Parties.CountedRange(tx, "place", first, last) {
		commune := cell[len(first):]
		if !within(commune) {
			continue
		}
		n := func(s Reaction) int64 { return Parties.Counted(tx, "commune", store.Key(d.Number, commune, uint8(s))) }
		g, k := d.inTime(Reactions{n(None), n(Read), n(Answered), n(Stuck)}, Parties.Counted(tx, "late", store.Key(d.Number, commune)))
		got, done = got+g, done+k
	}
	return got, done
}

// inTime is how many were asked, and how many of them did it by the date. Who is
// only told has nothing to do.
func (d Directive) inTime(r Reactions, late int64) (got, done int) {
	switch {
	case d.Ask == ToKnow:
		return int(r.All()), int(r.All())
	case d.Ask == ToConfirm:
		return int(r.All()), int(max(0, r.Read+r.Answered-late))
	}
	return int(r.All()), int(max(0, r.Answered-late))
}
