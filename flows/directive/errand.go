package directive

import (
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// ErrandTimer fires when those are told who are to be told of silence, each in
// one message for all directives together.
const ErrandTimer = "cd.errand"

// errandAfter is how long it is waited until all directives of a morning have
// said whom they chase.
const errandAfter = 30 * time.Second

// An errand is that somebody is to be told of a party that is silent, on a day:
// whoever was told of something today is told of the rest tomorrow.
type errand struct {
	Day       string `cbor:"1,keyasint"` // as "2006-01-02", on the clock of the people; or forthwith
	To        string `cbor:"2,keyasint"` // a member, or "group/" and the team it serves
	Directive int64  `cbor:"3,keyasint"`
	Rung      int    `cbor:"4,keyasint"`
	Unit      string `cbor:"5,keyasint"` // the team; of the last rung the commune, once for all of it
	Member    string `cbor:"6,keyasint,omitempty"`
}

func (e errand) key() string { return store.Key(e.Day, e.To, e.Directive, e.Rung, e.Unit, e.Member) }

var errands = store.NewTable("directive.errand", errand.key)

// forthwith is the day of an errand that somebody has asked for now: it comes before
// all others, and at any hour.
const forthwith = ""

// send notes an errand for a day, or for tomorrow if it is too late for today.
func (e errand) send(t *flows.Turn, day string) {
	if e.Day = day; chasedToday(t, e.To) {
		e.Day = t.Event.At.In(t.Set.Zone).AddDate(0, 0, 1).Format(time.DateOnly)
	}
	errands.Put(t.Tx, e)
}

// asks returns the directive of an errand that is for whoever is asked, if its
// party has still not done what it asks.
func (e errand) asks(tx store.Tx) (d Directive, ok bool) {
	if e.Rung != toAsked {
		return d, false
	}
	d, _ = Directives.Get(tx, key(e.Directive))
	p, ok := Parties.Get(tx, Party{Directive: e.Directive, Unit: e.Unit, Member: e.Member}.key())
	return d, ok && d.chased() && !p.done(d)
}

// A chased is the day on which somebody was last told of silence, as "2006-01-02"
// on the clock of the people: one message a day, from all directives together.
type chased struct {
	To  string `cbor:"1,keyasint"`
	Day string `cbor:"2,keyasint"`
}

var chaseds = store.NewTable("directive.chased", func(c chased) string { return c.To })

// today is the day of the turn.
func today(t *flows.Turn) string { return t.Event.At.In(t.Set.Zone).Format(time.DateOnly) }

// chasedToday reports whether somebody was told today.
func chasedToday(t *flows.Turn, to string) bool {
	c, _ := chaseds.Get(t.Tx, to)
	return c.Day == today(t)
}

// mostErrands is of how many silent parties one person is told in one message.
const mostErrands = 500

// RunErrands tells the next of those who are to be told now, as fast as the outbox
// sends. Outside the hours of the chase only those are told whom somebody asks to
// be told; what is left for tomorrow is told in the morning.
func RunErrands(t *flows.Turn, _ string) {
	for range min(atATime, window-queuedIn(t.Tx, flows.Reminder)) {
		mine := nextErrands(t.Tx, "")
		if len(mine) == 0 || mine[0].when(t).After(t.Event.At) {
			break
		}
		if mine[0].Day == forthwith { // in the same message as what would be told later today
			mine = append(mine, nextErrands(t.Tx, store.Key(today(t), mine[0].To))...)
		}
		late := chasedToday(t, mine[0].To) // meanwhile
		for _, e := range mine {
			errands.Delete(t.Tx, e.key())
			if late {
				e.send(t, today(t))
			}
		}
		if !late {
			tellErrands(t, mine)
		}
	}
	if mine := nextErrands(t.Tx, ""); len(mine) > 0 {
		t.Wake(ErrandTimer, "", max(walkEvery, mine[0].when(t).Sub(t.Event.At)))
	}
}

// when is when an errand may be told: at once, or at the moment of the turn if the
// hours are those of the chase, else in the next morning.
func (e errand) when(t *flows.Turn) time.Time {
	now, chase := t.Event.At, t.Set.Chase
	switch {
	case e.Day == forthwith:
		return now
	case e.Day > today(t):
		return chase.Tomorrow(now, t.Set.Zone).Add(errandAfter)
	case chase.Hours.In(now, t.Set.Zone):
		return now
	}
	return chase.Hours.Next(chase.FirstMorning(now, t.Set.Zone), t.Set.Zone).Add(errandAfter)
}

// nextErrands returns the errands of a day to the person who is next, of those
// whose keys begin in a way.
func nextErrands(tx store.Tx, prefix string) (mine []errand) {
	from, to := store.Prefix(prefix)
	for e := range errands.Range(tx, from, to) {
		if len(mine) > 0 && (e.To != mine[0].To || e.Day != mine[0].Day) || len(mine) == mostErrands {
			break
		}
		mine = append(mine, e)
	}
	return mine
}

// readerOf returns somebody who is told of silence as a reader, who has no chat
// if nobody can be told any more.
func readerOf(t *flows.Turn, to string) flows.Reader {
	if unit, ok := strings.CutPrefix(to, "group/"); ok {
		g, _ := flows.GroupOf(t.Tx, unit)
		return g.Reader()
	}
	m, _ := flows.Members.Get(t.Tx, to)
	return m.Reader()
}

// waiting returns the newest directives that wait for a word of somebody and are
// chased still, with the parties for which the word is waited.
func waiting(t *flows.Turn, to string) (all []Directive, parties []Party) {
	whos := []string{to}
	if unit, ok := strings.CutPrefix(to, "group/"); ok {
		whos = nil
		for _, team := range oneWith(t.Tx, unit) {
			whos = append(whos, "team/"+team)
		}
	} else {
		whos = append(whos, groupless(t, to)...)
	}
	for _, who := range whos {
		n := 0
		from, last := store.Prefix(store.Key(who))
		for _, p := range Parties.By(t.Tx, "silent", from, last) {
			if n++; n > mostWaiting {
				break
			}
			d, _ := Directives.Get(t.Tx, key(p.Directive))
			if d.chased() && !d.formGone(t) && d.Climb.Done < flows.Rungs && !p.done(d) {
				all, parties = append(all, d), append(parties, p)
			}
		}
	}
	return all, parties
}

// chased reports whether anybody may be told of silence about a directive.
func (d Directive) chased() bool { return (d.State == Sending || d.State == Sent) && d.Ask.Wants() }

// mostWaiting is how many directives of one party are looked through.
const mostWaiting = 50

// groupless returns the teams of a person that have no group, and are asked
// through their people, as parties are named.
func groupless(t *flows.Turn, member string) (teams []string) {
	for _, team := range teamsOf(t, member) {
		if _, ok := groupOf(t.Tx, team); !ok {
			teams = append(teams, "team/"+team)
		}
	}
	return teams
}

// groupOf returns the group through which a team is asked: its own, or that of the
// team it became part of.
func groupOf(tx store.Tx, team string) (g flows.Group, ok bool) {
	for _, unit := range onward(tx, team) {
		if g, ok = flows.GroupOf(tx, unit); ok {
			break
		}
	}
	return g, ok
}
