package casework

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// farBack is how many of a person's reports are looked through for one of a team.
const farBack = 50

// LastReport returns when somebody of a team, or of one that became part of it,
// last filed a report for it; zero if nobody has. What was sealed up is not of the
// team, which must not learn of it, and what was taken back is nothing.
func LastReport(tx store.Tx, team string) (last time.Time) {
	units := append(flows.Merged(tx, team), team)
	for _, unit := range units {
		for p := range flows.Posts.Range(tx, store.Key(unit), store.Next(store.Key(unit))) {
			if p.Role.InTeam() { // also who has left it since
				last = newestOf(tx, p.Member, units, last)
			}
		}
	}
	return last
}

// newestOf is the later of a moment and of a person's newest report for some units.
func newestOf(tx store.Tx, member string, units []string, last time.Time) time.Time {
	n := 0
	from, to := store.Prefix(store.Key(member))
	for _, c := range Cases.By(tx, "own", from, to) { // the newest come first
		if n++; n > farBack || !c.At.After(last) {
			break
		}
		if slices.Contains(units, c.Unit) && !c.Drill && !c.Above && c.State != Withdrawn {
			return c.At
		}
	}
	return last
}

// Reported reports whether whoever acts reported the case of this code, alone or
// with others.
func Reported(t *flows.Turn, code string) bool {
	c, ok := read(t, code)
	_, part := ownPart(t, c)
	return ok && (c.Reporter == t.From.ID || part)
}
