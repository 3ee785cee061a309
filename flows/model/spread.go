package model

import (
	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// Spread begins to take a recognised model over at another unit: whoever answers for
// other units chooses one of them, and what is known of the model need not be written
// again. When it is to be reviewed there is asked anew.
func Spread(t *flows.Turn, args []string) {
	m, ok := pressed(t, args)
	switch {
	case !ok:
	case !m.spreads(t, t.From.ID):
		t.Reply("model.right.spread", text.Args{"n": m.Code()})
	case !m.spreadable():
		m.in(t, Recognised, Replicated)
	default:
		Composing.StartFrom(t, after+m.Code(), m.given())
	}
}

// spreadable reports whether a model is one to be taken over elsewhere.
func (m Model) spreadable() bool { return m.State == Recognised || m.State == Replicated }

// spreads reports whether somebody may take a model over elsewhere: who is in office
// somewhere, or an administrator, and sees the model.
func (m Model) spreads(t *flows.Turn, member string) bool {
	wide, _ := posted(t, member)
	for _, unit := range wide {
		if over(t, member, unit) {
			return true
		}
	}
	return false
}

// takenOver notes with the model that this one was made after that another unit has
// taken it over, and tells those whom that concerns. It has when the new one is
// accepted: that somebody registers it is no replication yet.
func (m Model) takenOver(t *flows.Turn) {
	source, ok := Models.Get(t.Tx, key(m.From))
	if !ok || !source.spreadable() || source.owner(t.Tx).Code == m.owner(t.Tx).Code { // it was stopped, or the units were merged, since
		return
	}
	source.mark(t, WasReplicated)
	if source.State == Recognised {
		source.enter(t, Replicated)
	}
	put(t.Tx, source)
	source.did(t, "replicated", text.Args{"copy": m.Code(), "to": m.owner(t.Tx).Name})
}

// mostCopies is how many of the models made after one its card names.
const mostCopies = 5

// copies returns the newest models made after one, and whether there are more.
func (m Model) copies(tx store.Tx) (all []Model, more bool) {
	for c := range Models.Under(tx, "from", store.Key(m.Number)) {
		if len(all) == mostCopies {
			return all, true
		}
		all = append(all, c)
	}
	return all, false
}
