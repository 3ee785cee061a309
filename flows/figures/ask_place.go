package figures

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// Who gives the figures of a team's month, and what a commune counts itself. The
// head closes it; where there is none the deputy does, so that a month is not
// left open for want of a head. Of a commune the coordinator or its leader
// closes, and where there is neither, its duty officer.
var (
	teamGivers    = []flows.Role{flows.Head, flows.Deputy, flows.Secretary}
	communeGivers = []flows.Role{flows.Coordinator, flows.Leader, flows.Duty}
	teamViewers   = []flows.Role{flows.Head, flows.Deputy, flows.Secretary, flows.Plain, flows.Charge, flows.StandIn}
)

// A standing is what somebody may do about the months of a unit at a moment.
type standing struct {
	unit    flows.Unit
	team    bool // may give what the team counts
	commune bool // may give what the unit counts itself, above its teams
	close   bool // may say that it is all, and put right what was closed
	see     bool // may look at it, and at what was put right
}

// gives reports whether anything may be given.
func (s standing) gives() bool { return s.team || s.commune }

// standingAt looks up what a member may do about a unit's months now. What a unit
// that has ended did is given by those of the one that it became part of.
func standingAt(tx store.Tx, member string, unit string, at time.Time) (s standing, known bool) {
	s.unit, known = flows.Units.Get(tx, unit)
	if !known || member == "" {
		return s, known
	}
	units := onward(tx, unit)
	now := units[len(units)-1]
	has := func(roles ...flows.Role) bool { return holdsOne(tx, member, units, at, roles) }
	if s.unit.Team {
		s.team = has(teamGivers...)
		s.close = has(flows.Head) || has(flows.Deputy) && !anybody(tx, now, at, flows.Head)
		s.see = has(teamViewers...)
	}
	if overTeams(tx, unit) && has(communeGivers...) {
		s.commune, s.see = true, true
		s.close = s.close || has(flows.Coordinator, flows.Leader) || !anybody(tx, now, at, flows.Coordinator, flows.Leader)
	}
	s.see = s.see || flows.Holds(tx, member, unit, at, communeGivers...)
	return s, known
}

// holdsOne reports whether a member holds one of the roles at exactly one of the
// units.
func holdsOne(tx store.Tx, member string, units []string, at time.Time, roles []flows.Role) bool {
	return slices.ContainsFunc(flows.PostsOf(tx, member, at), func(p flows.Post) bool {
		return slices.Contains(units, p.Unit) && slices.Contains(roles, p.Role)
	})
}

// anybody reports whether somebody holds one of the roles at a unit.
func anybody(tx store.Tx, unit string, at time.Time, roles ...flows.Role) bool {
	return slices.ContainsFunc(roles, func(r flows.Role) bool { return len(flows.Holders(tx, unit, r, at)) > 0 })
}

// longestLine is how many units may have become part of one another in a row.
const longestLine = 8

// onward are a unit and those that it became part of, one after the other.
func onward(tx store.Tx, unit string) []string {
	all := []string{unit}
	for len(all) < longestLine {
		u, ok := flows.Units.Get(tx, all[len(all)-1])
		if !ok || u.Into == "" || slices.Contains(all, u.Into) {
			break
		}
		all = append(all, u.Into)
	}
	return all
}

// overTeams reports whether teams hang directly below a unit: it is the one that
// counts for itself what no team does.
func overTeams(tx store.Tx, unit string) bool {
	for u := range flows.Units.Under(tx, "parent", store.Key(unit)) {
		if u.Team {
			return true
		}
	}
	return false
}

// mostPlaces is how many units one is asked to choose from.
const mostPlaces = 6

// placesOf are the units for which somebody may give a month: where the posts
// are, and what became part of these and was there in that month.
func placesOf(t *flows.Turn, month Month) []standing {
	var all []standing
	add := func(code string) {
		s, known := standingAt(t.Tx, t.From.ID, code, t.Event.At)
		been := slices.ContainsFunc(all, func(o standing) bool { return o.unit.Code == code })
		if known && !been && s.gives() && there(t.Set, s.unit, month) && len(all) < mostPlaces {
			all = append(all, s)
		}
	}
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		if !slices.Contains(teamGivers, p.Role) && !slices.Contains(communeGivers, p.Role) {
			continue
		}
		add(p.Unit)
		for _, old := range flows.Merged(t.Tx, p.Unit) {
			add(old)
		}
	}
	return all
}

// there reports whether a unit was one at some moment of a month.
func there(set flows.Settings, u flows.Unit, month Month) bool {
	from, to := month.Span(set)
	return u.From.Before(to) && (u.To.IsZero() || u.To.After(from))
}

// counted are the indicators that somebody fills at a unit, in their order. A ratio
// is reckoned of two others, and nobody fills it.
func (s standing) counted(set flows.Settings) []flows.Indicator {
	return slices.DeleteFunc(slices.Clone(set.Indicators), func(i flows.Indicator) bool {
		return i.Adds == flows.Ratio || !(i.Source == flows.FromTeam && s.team || i.Source == flows.FromCommune && s.commune)
	})
}

// countedAt are the indicators that anybody fills at a unit.
func countedAt(tx store.Tx, set flows.Settings, u flows.Unit) []flows.Indicator {
	return standing{team: u.Team, commune: overTeams(tx, u.Code)}.counted(set)
}
