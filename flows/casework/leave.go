package casework

import (
	"caunoi/flows"
	"caunoi/store"
)

// Held returns how many open cases a member has taken: to somebody else, of
// those that this one may know of.
func Held(t *flows.Turn, member string) int {
	n := 0
	for _, code := range handledBy(t.Tx, member) {
		c, ok := Cases.Get(t.Tx, code)
		_, may := roleOf(t, t.From.ID, c)
		if ok && (may || t.From.ID == member || t.From.ID == "") {
			n++
		}
	}
	return n
}

// HandAll hands the open cases that a member has taken on to who stands in, and
// returns how many: of those that whoever acts or the stand-in may not have none.
func HandAll(t *flows.Turn, from, to string) int {
	m, ok := flows.Members.Get(t.Tx, to)
	if !ok {
		return 0
	}
	n := 0
	for _, code := range handledBy(t.Tx, from) {
		c, ok := Cases.Get(t.Tx, code)
		if _, may := roleOf(t, t.From.ID, c); !ok || !may || notToReceive(t, c, m) != "" {
			continue
		}
		handOver(t, c, []flows.Member{m}, Part{Text: t.Word("leave.reason")})
		n++
	}
	return n
}

// mostCounted bounds how many cases are counted for a sentence.
const mostCounted = 99

// UrgentUnder returns how many urgent cases of a unit and those below it nobody
// has taken, of the first of them.
func UrgentUnder(t *flows.Turn, unit string) int {
	n := 0
	for s := range shelves {
		if s&inWork != 0 {
			continue
		}
		from, to := store.Prefix(shelfKey(unit, s) + store.Key(uint8(LifeAndDanger)))
		for _, c := range Cases.By(t.Tx, "open", from, to) {
			if !c.Above && !c.Drill { // of which not everybody who reads the number may know
				n++
			}
			if n == mostCounted {
				return n
			}
		}
	}
	return n
}
