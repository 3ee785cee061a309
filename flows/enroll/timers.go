package enroll

import (
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// Leave ends a member whose last post is over, as the roster foretold, and
// comes again when another post ends later. member is the id.
func Leave(t *flows.Turn, member string) {
	m, ok := flows.Members.Get(t.Tx, member)
	if !ok || !m.Ended.IsZero() {
		return
	}
	if len(posts(t, member)) == 0 {
		m.Ended = t.Event.At
		flows.Members.Put(t.Tx, m)
		return
	}
	if end := nextEnd(t.Tx, member, t.Event.At); !end.IsZero() {
		t.Wake("roster.ended", member, end.Sub(t.Event.At))
	}
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

// Listed greets somebody whose number was unknown and now stands in the
// roster. chat is the stranger's.
func Listed(t *flows.Turn, chat string) {
	v, ok := visitors.Get(t.Tx, chat)
	if !ok {
		return
	}
	if found := v.proved(t); len(found) > 0 {
		to := reader(t, found)
		to.Chat = v.Chat
		greet(t, &v, to, found)
		v.keep(t)
	}
}

// Forget drops what is known of a stranger who has not come back. chat is the
// stranger's.
func Forget(t *flows.Turn, chat string) { visitors.Delete(t.Tx, chat) }

// forgetAfter is how long a stranger is remembered.
const forgetAfter = 30 * 24 * time.Hour
