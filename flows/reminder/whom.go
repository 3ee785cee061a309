package reminder

import (
	"strings"

	"caunoi/flows"
	"caunoi/flows/directive"
	"caunoi/flows/rota"
	"caunoi/store"
)

// A Whom says who is told: of teams, as of a directive; or those who hold a post,
// each person for himself (issue 6, line 1: tree and roles).
type Whom uint8

// Whom a reminder can go to. Up to ToCharge they are those of a directive.
const (
	ToTeam         Whom = 1 // the team as one: its group, or its people where it has none
	ToHeads        Whom = 2 // tổ trưởng
	ToMembers      Whom = 3 // each person of a team
	ToCharge       Whom = 4 // those in charge of teams
	ToDuty         Whom = 5 // who has duty when it is said
	ToCoordinators Whom = 6
	ToLeaders      Whom = 7
)

// whoms are all of them, as they are offered.
var whoms = []Whom{ToTeam, ToHeads, ToMembers, ToCharge, ToDuty, ToCoordinators, ToLeaders}

// Name is the last part of the catalog's key, and how the configuration says it.
func (w Whom) Name() string {
	return [...]string{"", "team", "heads", "members", "charge", "duty", "coordinators", "leaders"}[w]
}

// whomNamed returns who is meant by a name.
func whomNamed(name string) (Whom, bool) {
	for _, w := range whoms {
		if w.Name() == name {
			return w, true
		}
	}
	return 0, false
}

// over reports whether it goes to people who stand over teams: they are told for
// themselves, and do nothing in a team's place.
func (w Whom) over() bool { return w >= ToCharge }

// post is the post that those hold who are found by it; "" of a team's own people
// and of those in charge, who are found by their teams.
func (w Whom) post() flows.Role {
	switch w {
	case ToDuty:
		return flows.Duty
	case ToCoordinators:
		return flows.Coordinator
	case ToLeaders:
		return flows.Leader
	}
	return ""
}

// units are those that a reminder goes to now: teams, or where the post is held.
func (r Reminder) units(t *flows.Turn) (codes []string) {
	role := r.Whom.post()
	if role == "" {
		for _, u := range r.teams(t) {
			codes = append(codes, u.Code)
		}
		return codes
	}
	seen := map[string]bool{}
	for p := range flows.Posts.Under(t.Tx, "role", store.Key(string(role))) {
		if p.Held(t.Event.At) && !seen[p.Unit] && r.covers(t, p.Unit) {
			codes, seen[p.Unit] = append(codes, p.Unit), true // a post that has ended says nothing of the others there
		}
	}
	return codes
}

// readers are those of a unit who are told.
func (r Reminder) readers(t *flows.Turn, unit string) (all []flows.Reader) {
	var members []flows.Member
	switch role := r.Whom.post(); {
	case role == flows.Duty:
		members = rota.OnDuty(t.Tx, unit, t.Event.At)
	case role != "":
		members = flows.Holders(t.Tx, unit, role, t.Event.At)
	default:
		var group flows.Address
		if group, members = directive.OfTeam(t.Tx, t.Event.At, unit, directive.Whom(r.Whom)); group != "" {
			if g, ok := flows.GroupOf(t.Tx, unit); ok {
				return []flows.Reader{g.Reader()}
			}
		}
	}
	for _, m := range members {
		if to := m.Reader(); to.Chat != "" {
			all = append(all, to)
		}
	}
	return all
}

// person begins the name of a party that is one person.
const person = "@"

// party names those who are told as one, and once for each time: a team, where its
// group is told or it is asked to do something; else the person, who may be found
// by several teams.
func (r Reminder) party(unit string, to flows.Reader) string {
	if to.Member == "" || r.Task != "" || r.Rule.Order != 0 && !r.Whom.over() {
		return unit
	}
	return person + to.Member
}

// partyReaders are those who are told as one party.
func (r Reminder) partyReaders(t *flows.Turn, party string) []flows.Reader {
	id, alone := strings.CutPrefix(party, person)
	if !alone {
		return r.readers(t, party)
	}
	if m, ok := flows.Members.Get(t.Tx, id); ok && m.Ended.IsZero() && m.Home() != "" && r.reaches(t, id) {
		return []flows.Reader{m.Reader()}
	}
	return nil
}

// concerned reports whether whoever acts is the person of a party, or one of the
// team's own people, who answer for it.
func (r Reminder) concerned(t *flows.Turn, party string) bool {
	if id, alone := strings.CutPrefix(party, person); alone {
		return t.From.ID == id && r.reaches(t, id)
	}
	for _, team := range teams(t) {
		if team == party {
			return true
		}
	}
	return false
}

// toldBefore reports whether a party was told of a time already, in whatever chat.
func toldBefore(t *flows.Turn, about flows.About) bool {
	for range flows.Cards(t.Tx, about, "") {
		return true
	}
	return false
}
