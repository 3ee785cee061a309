package directive

import (
	"caunoi/flows"
	"caunoi/store"
)

// Awaits reports whether a directive still waits for a unit: for a team, or one of its
// people, that was asked and has not done it; above the teams for anybody there. Of
// one that was withdrawn nothing is waited for.
func Awaits(t *flows.Turn, code, unit string) bool {
	d, ok := Find(t.Tx, code)
	if !ok || d.State == Withdrawn || !d.Ask.Wants() {
		return false
	}
	if u, known := flows.Units.Get(t.Tx, unit); known && u.Team {
		for _, team := range oneWith(t.Tx, unit) {
			for p := range Parties.Range(t.Tx, store.Key(d.Number, team), store.Next(store.Key(d.Number, team))) {
				if p.Unit == team && !p.done(d) {
					return true
				}
			}
		}
		return false
	}
	if Parties.Counted(t.Tx, "place", store.Key(d.Number)+unit) > 0 {
		return d.missing(t.Tx, unit) > 0
	}
	all := ReactionsTo(t.Tx, d.Number)
	return all.None > 0 || d.Ask > ToConfirm && all.Read > 0
}
