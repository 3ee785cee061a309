package figures

import (
	"slices"

	"caunoi/flows"
	"caunoi/store"
)

// A Place is where the sheets of a unit are added up in today's tree.
type Place struct {
	Unit string   `cbor:"1,keyasint"`
	Path []string `cbor:"2,keyasint,omitempty"` // the units above, nearest first
	Team bool     `cbor:"3,keyasint,omitempty"`
}

// Places holds, by unit, where its sheets are added up: what the totals of Now
// were made by, which a change of the tree leaves behind until settle.
var Places = store.NewTable("figure.place", func(p Place) string { return store.Key(p.Unit) })

// over are the units whose totals the sheets are part of: those above, and for
// what a commune counts itself the commune too.
func (p Place) over(team bool) []string {
	if team {
		return p.Path
	}
	return append([]string{p.Unit}, p.Path...)
}

// settle moves all that a unit ever filed to where the unit is today.
func settle(tx store.Tx, unit string) (moved bool) {
	old, there := Places.Get(tx, store.Key(unit))
	u, _ := flows.Units.Get(tx, unit)
	now := Place{Unit: unit, Path: above(tx, unit), Team: u.Team}
	if there && slices.Equal(old.Path, now.Path) {
		return false
	}
	Places.Put(tx, now)
	if !there {
		return false
	}
	from, to := store.Prefix(store.Key(unit))
	for s := range Sheets.Range(tx, from, to) {
		for _, code := range old.over(s.Team) {
			change(tx, Now, code, s, Sheet{})
		}
		for _, code := range now.over(s.Team) {
			change(tx, Now, code, Sheet{}, s)
		}
	}
	return true
}

// How many units are looked at in one turn, and how many of them moved at most:
// sixty months of one are sixty sheets, and three totals of each before and after.
const (
	looked   = 500
	mostMove = 10
)

// TreeTimer names the timer that goes on with the tree of today.
const TreeTimer = "solieu.tree"

// LookAtTree begins to move what was filed to where its units are today.
func LookAtTree(t *flows.Turn) { FollowTree(t, "") }

// FollowTree goes on behind a unit.
func FollowTree(t *flows.Turn, after string) {
	n, moved := 0, 0
	for p := range Places.Range(t.Tx, store.Next(store.Key(after)), "") {
		if n == looked || moved == mostMove {
			t.Wake(TreeTimer, after, 0)
			return
		}
		if n, after = n+1, p.Unit; settle(t.Tx, p.Unit) {
			moved++
		}
	}
}
