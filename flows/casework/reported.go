package casework

import (
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// farBack is how many of a person's reports are looked through for one of a team.
const farBack = 50

// LastReport returns when somebody of a team last filed a report for it; zero if
// nobody has.
func LastReport(tx store.Tx, team string, now time.Time) (last time.Time) {
	for p := range flows.Posts.Range(tx, store.Key(team), store.Next(store.Key(team))) {
		if !p.Role.InTeam() || !p.Held(now) {
			continue
		}
		n := 0
		from, to := store.Prefix(store.Key(p.Member))
		for _, c := range Cases.By(tx, "own", from, to) { // the newest come first
			if n++; n > farBack || c.At.Before(last) {
				break
			}
			if c.Unit == team && !c.Drill {
				last = c.At
				break
			}
		}
	}
	return last
}
