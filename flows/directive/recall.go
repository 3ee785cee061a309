package directive

import (
	"caunoi/flows"
	"caunoi/store"
)

// recalled notes what became of taking a copy back.
func (d Directive) recalled(t *flows.Turn, r Receiver, m flows.Message) {
	if r.Why != "" {
		return // its receiver is being told that it remains
	}
	arrived := r.State == Has
	if now, ok := flows.Outbox.Get(t.Tx, m.ID); ok && now.Open() { // it leaves once more, as the directive is now
		if !arrived && m.State == flows.Sent && m.Deed == flows.Show {
			r.State, r.At = Has, t.Event.At
			Receivers.Put(t.Tx, r)
		}
		return
	}
	switch {
	case m.Deed == flows.Delete:
		d.deleted(t, r, m)
	case m.State == flows.Failed && arrived:
		d.tellRemains(t, r, m.Why)
	case m.State == flows.Failed:
		r.State, r.Taken, r.Why, r.At = Failed, Stands, m.Why, t.Event.At
		Receivers.Put(t.Tx, r)
	case m.SentAt.Equal(t.Event.At) && m.Was == "": // it could not be edited and was shown anew: what stood there may stand
		r.State, r.Taken, r.Why = Has, Remains, map[bool]string{true: "lost", false: "unsure"}[arrived]
		Receivers.Put(t.Tx, r)
	case len(filesIn(d.Files, m.To)) > 0:
		d.tellRemains(t, r, "files")
	default:
		r.Taken = Recalled
		Receivers.Put(t.Tx, r)
	}
}

// deleted notes what became of deleting a copy. Where it stood, a line says why
// it is gone; one that still stands is at least struck out.
func (d Directive) deleted(t *flows.Turn, r Receiver, m flows.Message) {
	_, to, known := r.shownAs(t)
	switch {
	case m.State == flows.Sent && r.State == Leaves: // it never arrived
		r.State, r.Taken = Waits, Stands
		Receivers.Put(t.Tx, r)
		return
	case m.State == flows.Sent && r.Files:
		d.tellRemains(t, r, "files")
	case m.State == flows.Sent:
		r.Taken = Recalled
		Receivers.Put(t.Tx, r)
	default:
		d.tellRemains(t, r, m.Why)
	}
	if known && flows.TraitsOf(t, m.To).Edits {
		r.again(t, to, false)
	}
}

// mend settles what was taken back and of which no word came, and reports
// whether any of it is still on its way.
func (d Directive) mend(t *flows.Turn) bool {
	open := false
	for _, r := range taken(t.Tx, d.Number, Recalls, 0, window) {
		m, _, _ := r.shownAs(t)
		if open = open || m.Open() || r.Why != ""; !m.Open() {
			d.recalled(t, r, m)
		}
	}
	return open
}

// taken returns up to most receivers of whose copies that has become, after one.
func taken(tx store.Tx, number int64, what Recall, after int64, most int) []Receiver {
	var found []Receiver
	from, to := store.Key(number, uint8(what), after+1), store.Next(store.Key(number, uint8(what)))
	for _, r := range Receivers.By(tx, "taken", from, to) {
		if len(found) == most {
			break
		}
		found = append(found, r)
	}
	return found
}
