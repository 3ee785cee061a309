package roster

import (
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// Foretell sets the timer for the end of the next of a member's posts, or takes
// it away where none ends. Whoever changes posts calls it afterwards, in the
// same transaction.
func Foretell(tx store.Tx, member string, now time.Time) {
	if end := nextEnd(tx, member, now); !end.IsZero() {
		flows.Timers.Put(tx, flows.Timer{Name: "roster.ended", ID: member, Due: end})
	} else {
		flows.Timers.Delete(tx, store.Key("roster.ended", member))
	}
}

// Leave ends a member whose last post is over, as the roster foretold, and
// comes again when another post ends later. What that member had in hand by the
// post looks for somebody else. member is the id.
func Leave(t *flows.Turn, member string) {
	m, ok := flows.Members.Get(t.Tx, member)
	if !ok {
		return
	}
	switch {
	case !m.Ended.IsZero():
	case len(flows.PostsToCome(t.Tx, member, t.Event.At)) == 0:
		m.Ended = t.Event.At
		flows.Members.Put(t.Tx, m)
	default:
		Foretell(t.Tx, member, t.Event.At)
	}
	t.Gone(member)
}

// nextEnd returns when the next post of a member ends; zero if none does.
func nextEnd(tx store.Tx, member string, now time.Time) (end time.Time) {
	for p := range flows.Posts.Under(tx, "member", store.Key(member)) {
		if p.To.After(now) && !p.To.Equal(p.From) && (end.IsZero() || p.To.Before(end)) {
			end = p.To
		}
	}
	return end
}
