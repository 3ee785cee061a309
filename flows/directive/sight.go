package directive

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A sight is what somebody may see of a directive: all of it, or the communes over
// which that person may send.
type sight struct {
	d   Directive
	all bool
	may map[string]bool // by commune, as far as they were looked at
	t   *flows.Turn
}

// sightOf returns what whoever acts may see of the directive that the words name;
// ok is false for whoever may see nothing of it.
func sightOf(t *flows.Turn, args []string) (s sight, ok bool) {
	if len(args) > 0 {
		s.d, ok = Find(t.Tx, args[0])
	}
	if !ok {
		return s, false
	}
	s.t, s.all, s.may = t, Manages(t, s.d), map[string]bool{}
	if s.all {
		return s, true
	}
	for _, place := range Places(t.Tx, t.From.ID, t.Event.At) {
		for u := range flows.Up(t.Tx, place) {
			if slices.Contains(s.d.Places, u.Code) {
				return s, len(s.communes()) > 0
			}
		}
	}
	return s, false
}

// sees reports whether what belongs to a commune may be seen.
func (s sight) sees(commune string) bool {
	may, known := s.may[commune]
	if !known {
		may = s.all || MaySend(s.t.Tx, s.t.From.ID, commune, s.t.Event.At)
		s.may[commune] = may
	}
	return may
}

// A share is what has come of a directive in one commune.
type share struct {
	commune string
	name    string
	parties []Party
	failed  []Receiver
}

// shares returns what may be seen of a directive, by commune in the order of the
// names. Nobody is read but those who are asked and those who could not be reached.
func (s sight) shares() []share {
	var all []share
	at := map[string]int{}
	of := func(commune string) *share {
		if i, ok := at[commune]; ok {
			return &all[i]
		}
		u, _ := flows.Units.Get(s.t.Tx, commune)
		at[commune] = len(all)
		all = append(all, share{commune: commune, name: u.Name})
		return &all[len(all)-1]
	}
	from, to := store.Prefix(store.Key(s.d.Number))
	for p := range Parties.Range(s.t.Tx, from, to) {
		if s.sees(p.Commune) {
			c := of(p.Commune)
			c.parties = append(c.parties, p)
		}
	}
	for _, r := range inState(s.t.Tx, s.d.Number, Failed, int(s.d.Count)) {
		if s.sees(r.Commune) {
			c := of(r.Commune)
			c.failed = append(c.failed, r)
		}
	}
	viet.SortByName(all, func(s share) string { return s.name }, func(s share) string { return s.commune })
	return all
}

// arrivals are when receivers got their copy: of a team the first, and of each
// person.
type arrivals struct{ team, person map[string]time.Time }

// arrivals looks at all who have a directive.
func (s sight) arrivals() arrivals {
	a := arrivals{map[string]time.Time{}, map[string]time.Time{}}
	from, to := store.Prefix(store.Key(s.d.Number))
	for r := range Receivers.Range(s.t.Tx, from, to) {
		if r.State != Has || r.At.IsZero() {
			continue
		}
		a.team[r.Unit] = earlier(a.team[r.Unit], r.At)
		if r.Member != "" {
			a.person[r.Member] = r.At
		}
	}
	return a
}

// reached is when a party had a directive; zero is not yet. A team has it when the
// first of it does, also one who got the copy for another team.
func (s sight) reached(p Party, a arrivals) time.Time {
	if p.Member != "" {
		return a.person[p.Member]
	}
	first := a.team[p.Unit]
	for _, role := range people {
		for _, m := range flows.Holders(s.t.Tx, p.Unit, role, s.d.At) {
			first = earlier(first, a.person[m.ID])
		}
	}
	return first
}

// earlier is the earlier of two moments, of which either may not have been.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// A sum is what the answers of some parties come to. Who is silent adds nothing,
// and is not zero.
type sum struct {
	Asked, Read, Answered, Stuck int
	Figure                       int64 // thousandths
	Near                         bool  // one of the figures is near enough only
	Options                      []int
}

func (d Directive) sum(all []Party) sum {
	s := sum{Options: make([]int, len(d.Options))}
	for _, p := range all {
		s.Asked++
		if p.State >= Read {
			s.Read++
		}
		switch p.State {
		case Stuck:
			s.Stuck++
		case Answered:
			s.Answered++
			s.Figure += p.Figure
			s.Near = s.Near || p.Unsure
			if p.Option > 0 && p.Option <= len(s.Options) {
				s.Options[p.Option-1]++
			}
		}
	}
	return s
}

// line says what a sum comes to.
func (d Directive) line(s sum) text.Dotted {
	if !d.Ask.Wants() {
		return text.Dotted{text.Key{Name: "directive.list.know", Args: text.Args{"all": s.Asked}}}
	}
	done := s.Answered
	if d.Ask == ToConfirm {
		done = s.Read - s.Stuck
	}
	parts := text.Dotted{text.Key{Name: "directive.list.done", Args: text.Args{"done": done, "all": s.Asked}}}
	if d.Ask > ToConfirm && s.Read > s.Answered+s.Stuck {
		parts = append(parts, text.Key{Name: "directive.list.read", Args: text.Args{"count": s.Read}})
	}
	if s.Stuck > 0 {
		parts = append(parts, text.Key{Name: "directive.list.stuck", Args: text.Args{"count": s.Stuck}})
	}
	if d.Ask == ForFigure && s.Answered > 0 {
		name := "directive.list.sum"
		if s.Near {
			name = "directive.list.sum.near"
		}
		parts = append(parts, text.Key{Name: name, Args: text.Args{"figure": Figure(s.Figure)}})
	}
	for i, n := range s.Options {
		if n > 0 {
			parts = append(parts, text.Key{Name: "directive.list.option", Args: text.Args{"option": d.Options[i], "count": n}})
		}
	}
	return parts
}

// who is the name of a party: its team's, or the person's and the team's.
func (s sight) who(unit, member string) string {
	u, ok := flows.Units.Get(s.t.Tx, unit)
	name := u.Name
	if !ok {
		name = unit
	}
	if member == "" {
		return name
	}
	m, _ := flows.Members.Get(s.t.Tx, member)
	return strings.TrimSpace(m.Name + " (" + name + ")")
}
