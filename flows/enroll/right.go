package enroll

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// Over reports whether somebody may decide on which phone a member acts.
// Whoever can, could act with every right of that member: so it wants an
// administrator over every post the member holds or will hold. "" is the
// operator at the machine.
func Over(tx store.Tx, by, member string, at time.Time) bool {
	posts := flows.PostsToCome(tx, member, at)
	return by == "" || len(posts) > 0 && !slices.ContainsFunc(posts, func(p flows.Post) bool {
		return !flows.Administers(tx, by, p.Unit, at)
	})
}

// MayInvite reports whether somebody may give a member a way in: whoever is
// Over the member, or a coordinator over one who has only posts in teams, and
// so no right the coordinator has not.
func MayInvite(tx store.Tx, by, member string, at time.Time) bool {
	if Over(tx, by, member, at) {
		return true
	}
	posts := flows.PostsToCome(tx, member, at)
	return len(posts) > 0 && !slices.ContainsFunc(posts, func(p flows.Post) bool {
		coordinates := flows.Holds(tx, by, p.Unit, at, flows.Coordinator)
		return !p.Role.InTeam() || !coordinates && !flows.Administers(tx, by, p.Unit, at)
	})
}
