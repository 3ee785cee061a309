package directive

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/rota"
	"caunoi/store"
)

// ClimbTimer fires when those who have not answered a directive are chased one
// step further.
const ClimbTimer = "cd.climb"

// A Climb is how far the chase of a directive has come: which rung was gone
// through, and of the next one behind whom it goes on.
type Climb struct {
	Done int    `cbor:"1,keyasint,omitempty"`
	From string `cbor:"2,keyasint,omitempty"` // a key of the index; "" begins the rung
}

// The rungs (conversations 7).
const (
	toAsked   = 1
	toHead    = 2
	toCommune = 3
)

// climb sets when the chase of a directive goes on. Rungs that were slept through
// do not come on the same day.
func (d *Directive) climb(t *flows.Turn) {
	if !d.Ask.Wants() || d.Climb.Done >= flows.Rungs {
		return
	}
	at := t.Set.Chase.At(d.Climb.Done+1, d.Begun, d.Due, t.Set.Zone)
	if d.Climb.Done > 0 && at.Before(t.Event.At) {
		at = t.Set.Chase.Tomorrow(t.Event.At, t.Set.Zone)
	}
	t.Wake(ClimbTimer, d.Code(), max(0, at.Sub(t.Event.At)))
}

// Further takes the chase of a directive one step further, a slice of those who
// are silent at a time. One that is stopped waits, outside the hours too.
func Further(t *flows.Turn, code string) {
	d, ok := Find(t.Tx, code)
	if !ok || !d.State.Begun() || d.State == Withdrawn || d.Climb.Done >= flows.Rungs {
		return
	}
	if now := t.Set.Chase.Hours.Next(t.Event.At, t.Set.Zone); now.After(t.Event.At) || d.State == Stopped {
		t.Wake(ClimbTimer, code, max(time.Hour, now.Sub(t.Event.At)))
		return
	}
	if d.formGone(t) { // nobody can do what is asked until the form is there again
		t.Wake(ClimbTimer, code, 24*time.Hour)
		return
	}
	silent, more := d.silent(t.Tx, d.Climb.From)
	for _, p := range silent {
		d.Climb.From = behind(p)
		if p.Chases <= d.Climb.Done {
			d.chase(t, p, d.Climb.Done+1, today(t))
		}
	}
	t.Wake(ErrandTimer, "", errandAfter)
	if more {
		t.Wake(ClimbTimer, code, 0)
	} else {
		d.Climb, d.Chased = Climb{Done: d.Climb.Done + 1}, t.Event.At
		d.climb(t)
	}
	Directives.Put(t.Tx, d)
}

// silent returns the next slice of those who have not answered a directive, in
// the order of their teams, and whether there are more. Some may have done what it
// asks, as reading may be all.
func (d Directive) silent(tx store.Tx, from string) (found []Party, more bool) {
	first, last := store.Prefix(store.Key(d.Number))
	if from != "" {
		first = from
	}
	n := 0
	for _, p := range Parties.By(tx, "silent", first, last) {
		if n++; n > atATime {
			return found, true
		}
		found = append(found, p)
	}
	return found, false
}

// behind is the place after a party among those who are silent.
func behind(p Party) string { return store.Next(store.Key(p.Directive, p.Unit, p.Member)) }

// chase notes whom a rung tells about a party that is silent, and on which day. Whoever cannot be
// told, or is on leave, is not waited for: the head is told. It reports whether
// anybody is.
func (d Directive) chase(t *flows.Turn, p Party, rung int, day string) (told bool) {
	if p.done(d) {
		return false
	}
	for ; rung <= flows.Rungs; rung++ {
		who := d.tells(t, p, rung)
		about := errand{Directive: d.Number, Rung: rung, Unit: p.Unit, Member: p.Member}
		if rung == toCommune {
			about.Unit, about.Member = p.Commune, ""
		}
		for _, about.To = range who {
			about.send(t, day)
		}
		if told = len(who) > 0; told || rung >= toHead {
			break // the commune is told in its own time
		}
	}
	p.Chases, p.ChaseAt = rung, t.Event.At
	Parties.Put(t.Tx, p)
	return told
}

// tells returns whom a rung tells about a party: those who can be told and are
// there.
func (d Directive) tells(t *flows.Turn, p Party, rung int) []string {
	switch rung {
	case toAsked:
		to, _, _ := d.asked(t, p)
		return to
	case toHead:
		if d.Whom == ToHeads || d.Whom == ToCharge {
			return nil // no head stands over them
		}
		return reachable(rota.There(t.Tx, flows.Holders(t.Tx, Now(t.Tx, p.Unit), flows.Head, t.Event.At), t.Event.At), p.Member)
	}
	for _, role := range []flows.Role{flows.Leader, flows.Coordinator} {
		if who := reachable(rota.There(t.Tx, flows.Holders(t.Tx, Now(t.Tx, p.Commune), role, t.Event.At), t.Event.At), ""); len(who) > 0 {
			return who
		}
	}
	return nil
}

// asked returns who of a party can be told: the person; of a team its group, or
// its people. away and apart say why there is nobody: all who could be are on
// leave, or nobody can be reached.
func (d Directive) asked(t *flows.Turn, p Party) (to []string, away, apart bool) {
	var members []flows.Member
	if p.Member != "" {
		if m, ok := flows.Members.Get(t.Tx, p.Member); ok {
			members = append(members, m)
		}
	} else if g, ok := groupOf(t.Tx, p.Unit); ok {
		return []string{"group/" + g.Unit}, false, false
	} else {
		_, members = OfTeam(t.Tx, t.Event.At, Now(t.Tx, p.Unit), ToTeam)
	}
	for _, m := range members {
		if m.Home() == "" {
			continue
		}
		if _, gone := rota.Away(t.Tx, m.ID, t.Event.At); gone {
			away = true
			continue
		}
		to = append(to, m.ID)
	}
	return to, away && len(to) == 0, !away && len(to) == 0
}

// reachable returns of the members who can be told, but for one.
func reachable(members []flows.Member, but string) []string {
	var ids []string
	for _, m := range members {
		if m.Home() != "" && m.ID != but {
			ids = append(ids, m.ID)
		}
	}
	return ids
}
