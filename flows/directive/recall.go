package directive

import "caunoi/flows"

// recalled notes what became of taking a copy back.
func (r Receiver) recalled(t *flows.Turn, m flows.Message) {
	switch m.State {
	case flows.Sent:
		r.Taken = Recalled
	case flows.Failed:
		r.Taken, r.Why = Remains, m.Why
	default:
		return
	}
	Receivers.Put(t.Tx, r)
}
