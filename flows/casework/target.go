package casework

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/rota"
)

// A hole is a target of a rung of whom nobody can be told, and why.
type hole struct {
	target flows.Target
	why    string
}

// Why nobody of a target can be told, as the log says it.
const (
	noBody    = "nobody"     // nobody is assigned
	onLeaveIs = "on leave"   // all of them are, and nobody stands in
	noReach   = "no address" // they never joined, closed the chat, or the service refused
)

// targets returns who is to be called for the targets of a rung, as it is at the
// moment, each once, and of which of them nobody can be told. In place of the
// person in charge who cannot be told, who stands in is called at once.
func targets(t *flows.Turn, c Case, to []flows.Target) (who []flows.Member, holes []hole) {
	for _, target := range to {
		found, why := seek(t, c, target)
		if why != "" {
			holes = append(holes, hole{target, why})
			if target == flows.ToCharge && !slices.Contains(to, flows.ToStandIn) {
				more, _ := seek(t, c, flows.ToStandIn)
				found = append(found, more...)
			}
		}
		who = appendEach(who, found)
	}
	return who, holes
}

// appendEach appends members, each person once.
func appendEach(all, more []flows.Member) []flows.Member {
	for _, m := range more {
		if !slices.ContainsFunc(all, func(o flows.Member) bool { return o.ID == m.ID }) {
			all = append(all, m)
		}
	}
	return all
}

// seek returns who a target is at the moment. why says what is missing if nobody
// of them can be told. A case that was sealed up is shown to nobody of its team.
func seek(t *flows.Turn, c Case, target flows.Target) (found []flows.Member, why string) {
	if c.Above && (target == flows.ToCharge || target == flows.ToDuty || target == flows.ToCoordinator) {
		found = aboveTeam(t, c)
		return found, missing(t, c, found, false)
	}
	if c.Above && target == flows.ToStandIn {
		return nil, noBody
	}
	over := unitsOver(t, c)
	switch target {
	case flows.ToCharge:
		return nearest(t, c, flows.Charge, teamOf(t, c))
	case flows.ToStandIn:
		return standIns(t, c)
	case flows.ToDuty:
		return nearest(t, c, flows.Duty, unitsUp(t, c))
	case flows.ToLeader:
		return nearest(t, c, flows.Leader, over)
	case flows.ToCoordinator:
		return nearest(t, c, flows.Coordinator, over)
	case flows.ToDutyAbove:
		return nearest(t, c, flows.Duty, higher(over))
	case flows.ToLeaderAbove:
		return nearest(t, c, flows.Leader, higher(over))
	case flows.ToOffice:
		for _, office := range c.Offices {
			for _, role := range []flows.Role{flows.Charge, flows.Duty, flows.Leader} {
				found = appendEach(found, holders(t, office, role))
			}
		}
	case flows.ToAdmin:
		found = flows.AdminsOver(t.Tx, c.Unit, t.Event.At)
	}
	return found, missing(t, c, found, false)
}

// higher returns the units above the first: one level higher.
func higher(over []string) []string { return over[min(1, len(over)):] }

// missing says why nobody of those found can be told; "" if somebody can.
func missing(t *flows.Turn, c Case, found []flows.Member, away bool) string {
	for _, m := range found {
		if _, may := roleOf(t, m.ID, c); may && tellable(c, m) {
			return ""
		}
	}
	switch {
	case len(found) > 0:
		return noReach
	case away:
		return onLeaveIs
	}
	return noBody
}

// nearest returns the holders of a role at the nearest of the units where one
// can be told, and those before it who cannot, so that it is noted of them: one
// who is named and has never joined must not stand between a village and the
// next who would answer.
func nearest(t *flows.Turn, c Case, role flows.Role, units []string) (found []flows.Member, why string) {
	away := false
	for _, unit := range units {
		at := holders(t, unit, role)
		away = away || len(at) == 0 && len(flows.Holders(t.Tx, unit, role, t.Event.At)) > 0
		found = append(found, at...)
		if missing(t, c, at, false) == "" {
			return found, ""
		}
	}
	return found, missing(t, c, found, away)
}

// standIns returns who stands in at a case's team, and for its person in charge
// while that one is on leave.
func standIns(t *flows.Turn, c Case) (found []flows.Member, why string) {
	found, why = nearest(t, c, flows.StandIn, teamOf(t, c))
	for _, unit := range teamOf(t, c) {
		for _, m := range flows.Holders(t.Tx, unit, flows.Charge, t.Event.At) {
			if _, away := rota.Away(t.Tx, m.ID, t.Event.At); away {
				found = appendEach(found, rota.InPlaceOf(t.Tx, m, t.Event.At))
			}
		}
	}
	if missing(t, c, found, false) == "" {
		return found, ""
	}
	return found, why
}

// unitsUp returns the codes of a case's unit and those above it, nearest first.
func unitsUp(t *flows.Turn, c Case) []string {
	var up []string
	for u := range flows.Up(t.Tx, c.Unit) {
		if !c.Above || u.Code != c.Unit {
			up = append(up, u.Code)
		}
	}
	return up
}

// teamOf returns the code of a case's unit, and where that has ended, of those
// that took over from it.
func teamOf(t *flows.Turn, c Case) []string {
	var team []string
	for u := range flows.Up(t.Tx, c.Unit) {
		team = append(team, u.Code)
		if u.Into == "" {
			break
		}
	}
	return team
}

// unitsOver returns the codes of the units above a case's team, nearest first;
// of a case that no team reported, from its own unit on.
func unitsOver(t *flows.Turn, c Case) []string {
	var over []string
	for u := range flows.Up(t.Tx, c.Unit) {
		if u.Team && len(over) == 0 || u.Into != "" || c.Above && u.Code == c.Unit {
			continue
		}
		over = append(over, u.Code)
	}
	return over
}

// onLeave returns those who would be called if they were not on leave: the
// last resort.
func onLeave(t *flows.Turn, c Case) []flows.Member {
	var found []flows.Member
	for u := range flows.Up(t.Tx, c.Unit) {
		for _, role := range handlers {
			for _, m := range flows.Holders(t.Tx, u.Code, role, t.Event.At) {
				if _, away := rota.Away(t.Tx, m.ID, t.Event.At); away {
					found = appendEach(found, []flows.Member{m})
				}
			}
		}
	}
	return found
}
