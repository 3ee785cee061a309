package casework

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/rota"
	"caunoi/store"
)

// A Sight is what whoever acts may see of the cases of others: worked out once
// for a list or a search, and good for one turn.
type Sight struct {
	t     *flows.Turn
	units []string        // at and below which cases may be handled
	may   map[string]bool // by unit, of a case that nothing is special about
}

// Look returns the sight of whoever acts.
func Look(t *flows.Turn) *Sight {
	s := &Sight{t: t, may: map[string]bool{}}
	s.add(t.From.ID)
	for _, away := range rota.StandsFor(t.Tx, t.From.ID, t.Event.At) {
		s.add(away)
	}
	return s
}

// add adds the units of a member's posts, and those that became part of them:
// what was reported there stands under them.
func (s *Sight) add(member string) {
	for _, p := range flows.PostsOf(s.t.Tx, member, s.t.Event.At) {
		if !slices.Contains(handlers[:], p.Role) || p.Role == flows.Admin && member != s.t.From.ID {
			continue
		}
		if p.Unit != "" {
			s.reach(p.Unit)
			continue
		}
		for u := range flows.Units.Under(s.t.Tx, "parent", store.Key("")) { // named before there was a tree
			s.reach(u.Code)
		}
	}
}

// reach adds a unit.
func (s *Sight) reach(unit string) {
	for _, code := range append([]string{unit}, flows.Merged(s.t.Tx, unit)...) {
		if !slices.Contains(s.units, code) {
			s.units = append(s.units, code)
		}
	}
}

// Handles reports whether whoever acts handles cases at all.
func (s *Sight) Handles() bool { return len(s.units) > 0 }

// Units returns the units at and below which whoever acts handles cases.
func (s *Sight) Units() []string { return s.units }

// Sees reports whether whoever acts may handle a case. It says what roleOf says,
// and remembers it of a unit.
func (s *Sight) Sees(c Case) bool {
	if !c.Above {
		may, known := s.may[c.Unit]
		if !known {
			_, may = roleOf(s.t, s.t.From.ID, Case{Unit: c.Unit, At: c.At})
			s.may[c.Unit] = may
		}
		if may {
			return true
		}
	}
	_, may := roleOf(s.t, s.t.From.ID, c)
	return may
}

// within returns the unit of a code, if whoever acts handles the cases there.
func (s *Sight) within(code string) (u flows.Unit, ok bool) {
	if u, ok = flows.Units.Get(s.t.Tx, code); !ok {
		return u, false
	}
	for above := range flows.Up(s.t.Tx, code) {
		if slices.Contains(s.units, above.Code) {
			return u, true
		}
	}
	return u, false
}
