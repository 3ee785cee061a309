package enroll

import (
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// Listen sees to it that whoever asked to join with a number that these members
// have now is greeted. Whoever changes the roster calls it in the same
// transaction.
func Listen(tx store.Tx, members []flows.Member, at time.Time) {
	for _, m := range members {
		for v := range visitors.Under(tx, "phone", store.Key(m.Phone)) {
			flows.Timers.Put(tx, flows.Timer{Name: "join.listed", ID: string(v.Chat), Due: at})
		}
	}
}

// Tables are the tables of this package that have to be brought to the version
// of the program at start.
func Tables() []store.Indexed { return []store.Indexed{visitors, invitations} }

// Listed greets somebody whose number was unknown and now stands in the
// roster. chat is the stranger's.
func Listed(t *flows.Turn, chat string) {
	v, ok := visitors.Get(t.Tx, chat)
	if !ok {
		return
	}
	if found := v.proved(t); len(found) > 0 {
		v.Refused = false
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
