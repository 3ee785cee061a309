package figures

import (
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// Silent returns the teams below a unit, and itself if it is one, that were there
// at the end of a month and have said nothing of it, by name of the tree; and how
// many teams there were. Their silence is no zero (the domain notes, 12.3).
func Silent(tx store.Tx, set flows.Settings, unit string, month Month, now time.Time) (silent []flows.Unit, teams int) {
	_, end := month.Span(set)
	at := end.Add(-time.Second)
	if now.Before(at) {
		at = now
	}
	for _, code := range below(tx, Now, unit) {
		u, ok := flows.Units.Get(tx, code)
		if !ok || !u.Team || !u.Open(at) {
			continue
		}
		teams++
		if !Done(tx, code, month) {
			silent = append(silent, u)
		}
	}
	return silent, teams
}
