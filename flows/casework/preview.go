package casework

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/rota"
	"caunoi/store"
)

// A Callee is one person whom a rung of the ladder would call.
type Callee struct {
	Member flows.Member
	Role   string         // catalog key of what the person is to the case
	Unit   flows.Unit     // where the person holds that; no code: nowhere, the person stands in for somebody
	For    []flows.Member // for whom, if the person is called in the place of others who are on leave
	Home   bool           // can be told, as far as is known
	Joined bool           // has joined
}

// A Gap is a target of a rung of whom nobody can be told.
type Gap struct {
	Target flows.Target
	Why    string // "nobody", "on leave" or "no address"
}

// A Stair is a rung of a ladder as it would be called.
type Stair struct {
	Rung    flows.Rung
	Due     time.Time // when it is called, if everybody before it is called and nobody takes the case
	Callees []Callee
	Gaps    []Gap
}

// Empty reports whether the rung would reach nobody.
func (s Stair) Empty() bool {
	return !slices.ContainsFunc(s.Callees, func(c Callee) bool { return c.Home })
}

// A Chase is who would be called for a report from a unit, and when.
type Chase struct {
	Unit   flows.Unit
	Level  Level
	Ladder flows.Ladder
	Steps  []Stair
	Admins []Callee // who would be told that nobody answers
}

// Reaches reports whether some rung of the ladder would reach somebody.
func (p Chase) Reaches() bool {
	return slices.ContainsFunc(p.Steps, func(s Stair) bool { return !s.Empty() })
}

// Callees says who would be called for a report from a unit, if nobody took it:
// as the chase itself would find them when each rung is due, on duty or on leave
// then. It changes nothing.
func Callees(tx store.Tx, set flows.Settings, c Case, at time.Time) Chase {
	t := &flows.Turn{Event: flows.Event{At: at}, Tx: tx, Set: set}
	c.State, c.Offices = New, routed(t, c)
	unit, _ := flows.Units.Get(tx, c.Unit)
	p := Chase{Unit: unit, Level: c.Level, Ladder: ladderOf(set, c)}
	due := began(t, c, p.Ladder)
	for i, r := range p.Ladder.Rungs {
		after := r.After
		if i > 0 {
			after -= p.Ladder.Rungs[i-1].After
		}
		due = p.Ladder.Hours.Add(due, after, set.Zone)
		s := Stair{Rung: r, Due: due}
		t.Event.At = due
		who, holes := targets(t, c, r.To)
		s.Callees = calleesOf(t, c, who)
		for _, h := range holes {
			s.Gaps = append(s.Gaps, Gap{h.target, h.why})
		}
		p.Steps = append(p.Steps, s)
	}
	admins, _ := seek(t, c, flows.ToAdmin)
	p.Admins = calleesOf(t, c, admins)
	return p
}

// began is when a chase for a case that is raised now begins.
func began(t *flows.Turn, c Case, l flows.Ladder) time.Time {
	from := t.Event.At
	if c.Clock.Due.IsZero() {
		setDue(t, &c)
	}
	if l.AtDue && c.Clock.Due.After(from) {
		from = c.Clock.Due
	}
	return l.Hours.Next(from, t.Set.Zone)
}

// routed returns the offices that the settings name for a case: for its category,
// or where it has none yet, for every one.
func routed(t *flows.Turn, c Case) []string {
	var found []string
	for u := range flows.Up(t.Tx, c.Unit) {
		for _, r := range t.Set.Routes {
			if r.Unit == u.Code && (r.Category == "" || r.Category == c.Category) && !slices.Contains(found, r.Office) {
				found = append(found, r.Office)
			}
		}
	}
	return found
}

// calleesOf says of each of those who would be called who that is; somebody who
// may not handle the case would not be.
func calleesOf(t *flows.Turn, c Case, who []flows.Member) []Callee {
	var all []Callee
	for _, m := range who {
		role, may := roleOf(t, m.ID, c)
		if !may {
			continue
		}
		one := Callee{Member: m, Role: role, Home: tellable(c, m), Joined: m.Consent.Agreed && len(m.Homes) > 0}
		one.Unit = postAt(t, m.ID, c)
		if role == flows.RoleKey(flows.StandIn, "") {
			for _, id := range rota.StandsFor(t.Tx, m.ID, t.Event.At) {
				if away, ok := flows.Members.Get(t.Tx, id); ok {
					one.For = append(one.For, away)
				}
			}
		}
		all = append(all, one)
	}
	return all
}

// postAt returns the unit, the nearest to a case, at which a member holds a post
// by which the case may be handled.
func postAt(t *flows.Turn, member string, c Case) (at flows.Unit) {
	posts := flows.PostsOf(t.Tx, member, t.Event.At)
	held := func(u flows.Unit) bool {
		return slices.ContainsFunc(posts, func(p flows.Post) bool { return p.Unit == u.Code && slices.Contains(handlers[:], p.Role) })
	}
	for u := range flows.Up(t.Tx, c.Unit) {
		if held(u) {
			return u
		}
	}
	for _, office := range c.Offices {
		if u, ok := flows.Units.Get(t.Tx, office); ok && held(u) {
			return u
		}
	}
	return at
}
