package reminder

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/rota"
	"caunoi/flows/text"
)

// roles are those by which somebody is told.
func (w Whom) roles() []flows.Role {
	switch w {
	case ToHeads:
		return []flows.Role{flows.Head}
	case ToCharge:
		return []flows.Role{flows.Charge}
	case ToDuty, ToCoordinators, ToLeaders:
		return []flows.Role{w.post()}
	}
	return []flows.Role{flows.Head, flows.Deputy, flows.Secretary, flows.Plain}
}

// reaches reports whether a reminder is still for a person: who lost the post by
// which it came is not reminded any more. Of those who have duty it is also for who
// stands in at the moment.
func (r Reminder) reaches(t *flows.Turn, member string) bool {
	for _, p := range flows.PostsOf(t.Tx, member, t.Event.At) {
		u, ok := flows.Units.Get(t.Tx, p.Unit)
		if ok && u.Open(t.Event.At) && slices.Contains(r.Whom.roles(), p.Role) && r.covers(t, p.Unit) {
			return true
		}
	}
	return r.Whom == ToDuty && slices.ContainsFunc(r.units(t), func(unit string) bool {
		return slices.ContainsFunc(rota.OnDuty(t.Tx, unit, t.Event.At), func(m flows.Member) bool { return m.ID == member })
	})
}

// reads reports whether a member is one of those who are told as a party; "" is the
// group of a team.
func (r Reminder) reads(t *flows.Turn, party, member string) bool {
	switch {
	case strings.HasPrefix(party, person):
		return r.reaches(t, strings.TrimPrefix(party, person))
	case member == "":
		return true
	}
	return slices.ContainsFunc(r.readers(t, party), func(to flows.Reader) bool { return to.Member == "" || to.Member == member })
}

// mostCounted is in how many units people are counted one by one for a screen: in
// all communes of a province, not in all its teams.
const mostCounted = 250

// audience says to whom a reminder goes, and to how many: to how many people, or,
// where that would be a look at too many units, those of how many units.
func (r Reminder) audience(t *flows.Turn) (line text.Key, n int) {
	units := r.units(t)
	name := "remind.whom." + r.Whom.Name()
	switch n = len(units); {
	case !r.Whom.over():
	case n > mostCounted:
		name = "remind.whom.at." + r.Whom.Name()
	default:
		people := map[string]bool{}
		for _, u := range units {
			for _, to := range r.readers(t, u) {
				people[to.Member] = true
			}
		}
		n = len(people)
	}
	return text.Key{Name: name, Args: text.Args{"n": n}}, n
}
