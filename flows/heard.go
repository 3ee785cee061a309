package flows

import (
	"time"

	"caunoi/store"
)

// A heardOf is when a team last told something that is no case: a result of a day, or
// the figures of a month. Who looks for silence and who reminds of reporting know
// none of those flows, and ask here.
type heardOf struct {
	Unit string    `cbor:"1,keyasint"`
	At   time.Time `cbor:"2,keyasint"`
}

var heardTable = store.NewTable("heard", func(h heardOf) string { return h.Unit })

// NoteHeard notes that a team has just told something that is no case.
func NoteHeard(t *Turn, unit string) {
	heardTable.Put(t.Tx, heardOf{Unit: unit, At: t.Event.At})
}

// LastHeard returns when a team, or one that became part of it, last told something
// that is no case; zero if it never has.
func LastHeard(tx store.Tx, team string) (last time.Time) {
	for _, unit := range append(Merged(tx, team), team) {
		if h, ok := heardTable.Get(tx, unit); ok && h.At.After(last) {
			last = h.At
		}
	}
	return last
}
