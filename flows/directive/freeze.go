package directive

import (
	"time"

	"caunoi/flows"
)

// freezeTeams is for how many teams receivers are written down in one turn, so
// that a report never waits for a whole province.
const freezeTeams = 50

// writeTeams writes down the teams a directive goes to, once; a version before
// this did so when it began.
func (d *Directive) writeTeams(t *flows.Turn) {
	if len(d.Left) > 0 {
		return
	}
	for _, u := range Teams(t.Tx, d.At, d.Places) {
		d.Left = append(d.Left, u.Code)
	}
}

// freeze writes down the receivers of the next teams. Who they are is asked of
// the moment at which the directive was confirmed, as posts are kept with their
// times: what is changed since changes nothing. A team whose group is there no
// longer is reached through its people.
func (d *Directive) freeze(t *flows.Turn) {
	n, before := min(len(d.Left), freezeTeams), d.Count
	for _, team := range d.Left[:n] {
		d.freezeTeam(t, team)
	}
	d.Left, d.Ahead = d.Left[n:], max(0, d.Ahead-(d.Count-before))
	if len(d.Left) == 0 {
		d.Ahead = 0 // a team may have got its group meanwhile
	}
}

func (d *Directive) freezeTeam(t *flows.Turn, team string) {
	u, ok := flows.Units.Get(t.Tx, team)
	if !ok {
		return
	}
	group, members := OfTeam(t.Tx, d.At, team, d.Whom)
	if d.Whom == ToTeam {
		Parties.Put(t.Tx, Party{Directive: d.Number, Unit: team, Commune: u.Parent, State: None})
	}
	switch {
	case group != "":
		d.add(t, Receiver{Group: group, Unit: team, Commune: u.Parent, State: Waits})
	case len(members) == 0:
		d.add(t, Receiver{Unit: team, Commune: u.Parent, State: Failed, Why: "nobody"})
	}
	for _, m := range members {
		if !d.add(t, Receiver{Member: m.ID, Unit: team, Commune: u.Parent, State: Waits}) || d.Whom == ToTeam {
			continue
		}
		Parties.Put(t.Tx, Party{Directive: d.Number, Unit: team, Member: m.ID, Commune: u.Parent, State: None})
	}
}

// add writes a receiver down, unless who it is has a copy coming already: a
// person with two posts gets one.
func (d *Directive) add(t *flows.Turn, r Receiver) bool {
	r.Directive = d.Number
	if _, twice := receiver(t.Tx, d.Number, r.who()); twice {
		return false
	}
	d.Count++
	r.N = d.Count
	Receivers.Put(t.Tx, r)
	return true
}

// instead writes down the people of a team whose group could not be written to,
// so that the team is reached all the same. It returns how many they are.
func (d *Directive) instead(t *flows.Turn, r Receiver) (added int) {
	if d.Whom != ToTeam || r.Group == "" {
		return 0 // nobody else is meant by it
	}
	for _, role := range people {
		for _, m := range flows.Holders(t.Tx, r.Unit, role, t.Event.At) {
			if d.add(t, Receiver{Member: m.ID, Unit: r.Unit, Commune: r.Commune, State: Waits, Instead: true}) {
				added++
			}
		}
	}
	return added
}

// found writes down who is there now of a team that had nobody when the directive was
// confirmed: its group or the first of its people in the place that was kept for it,
// the others behind. It returns how many of them can be reached.
func (d *Directive) found(t *flows.Turn, kept Receiver) (n int) {
	group, members := OfTeam(t.Tx, t.Event.At, kept.Unit, d.Whom)
	if group != "" {
		kept.Group, kept.State, kept.Why = group, Waits, ""
		Receivers.Put(t.Tx, kept)
		return 1
	}
	for _, m := range members {
		if _, twice := receiver(t.Tx, d.Number, m.ID); twice {
			continue
		}
		r := Receiver{Directive: d.Number, N: kept.N, Member: m.ID, Unit: kept.Unit, Commune: kept.Commune, State: Waits}
		if _, why := r.reader(t); why != "" {
			r.State, r.Why, r.At = Failed, why, t.Event.At
		} else {
			n++
		}
		if kept.N > 0 {
			Receivers.Put(t.Tx, r)
			kept.N = 0
		} else {
			d.add(t, r)
		}
		if d.Whom != ToTeam {
			Parties.Put(t.Tx, Party{Directive: d.Number, Unit: r.Unit, Member: m.ID, Commune: r.Commune, State: None})
		}
	}
	return n
}

// reader returns to whom a receiver's copy goes now, or why it cannot.
func (r Receiver) reader(t *flows.Turn) (to flows.Reader, why string) {
	switch {
	case r.Member == "" && r.Group == "":
		return to, "nobody" // of those it is for the team has none
	case r.Member == "":
		g, ok := flows.GroupOf(t.Tx, r.Unit)
		if !ok {
			return to, "no group"
		}
		return g.Reader(), ""
	}
	m, ok := flows.Members.Get(t.Tx, r.Member)
	if to = m.Reader(); to.Chat != "" {
		return to, ""
	}
	return to, Unreachable(m, ok, t.Event.At)
}

// Unreachable says in a short code why a person cannot be written to.
func Unreachable(m flows.Member, known bool, at time.Time) string {
	switch {
	case !known || !m.Ended.IsZero() && !m.Ended.After(at):
		return "left"
	case len(m.Homes) == 0:
		return "never joined"
	case !m.Consent.Agreed:
		return "no consent"
	default:
		return "blocked"
	}
}
