package flows

import (
	"time"

	"caunoi/store"
)

// TooOld is why a message that was to be taken back still stands: the service
// deletes only what is younger (Telegram: 48 hours). It can still be edited.
const TooOld = "too old"

// A Removal is what Remove comes to.
type Removal uint8

// The removals.
const (
	Stays    Removal = iota // it stands or may: the channel cannot delete, or it is not known as what it stands
	Unsaid                  // nobody sees anything of it, nor will
	Removing                // it is on its way to be gone: the Settled of its subject is told
)

// Remove takes a message back, a card as well as a notice about something. What
// has not left does not leave any more; what stands in the chat is deleted there
// with all that it was shown as, where the channel can.
//
// The row of the message itself becomes the row of its removal: it waits, leaves
// and is tried again as any other, and a message that is on its way right now is
// removed once it has arrived. After Removing, its subject's Settled is told of
// the end with m.Deed Delete: m.State Sent means that nothing of it stands, Failed
// that it still stands or may, and m.Why says why (TooOld). Showing a card again
// makes it a message as before; one that still stands is edited then, so that it
// can at least be struck out.
func (t *Turn) Remove(id string) Removal {
	m, ok := Outbox.Get(t.Tx, id)
	if !ok || m.Deed != Show && m.Deed != Delete || !m.Card && m.About.Kind == "" {
		return Stays
	}
	if m.State == Waiting && len(m.Standing()) == 0 && m.Was != "" { // it was to be shown anew
		m.Shown, m.Parts, m.Was, m.WasParts = m.Was, m.WasParts, "", nil
	}
	flies, stands := m.State == Claimed, len(m.Standing()) > 0
	switch {
	case m.Deed == Delete && m.Open():
		return Removing
	case m.State == Waiting && !stands:
		drop(t.Tx, m, "unsaid")
		return unseen(m)
	case !flies && !stands:
		return unseen(m)
	case !t.desk.traits[m.To.Channel()].Deletes:
		return Stays
	}
	m.Deed, m.Anew = Delete, false
	m.Fence++
	if !flies { // what flies is removed when it has arrived: see Settle
		m.State, m.Tries, m.Due, m.Why = Waiting, 0, time.Time{}, ""
	}
	t.queue(m)
	return Removing
}

// unseen is what Remove comes to where nothing of a message is known to stand.
func unseen(m Message) Removal {
	if m.Doubt {
		return Stays
	}
	return Unsaid
}

// recall goes on with a message that was taken back while it was on its way. It
// reports whether that is the end of it: nothing of it is known to stand.
func (m *Message) recall() (end bool) {
	if len(m.Standing()) > 0 {
		m.State, m.Due, m.Why = Waiting, time.Time{}, ""
		return false
	}
	m.removed()
	return true
}

// removed notes that nothing of a message is known to stand any more. If it was
// once sent without an answer, nobody can say that it is gone.
func (m *Message) removed() {
	m.unshown()
	m.State, m.Why = Sent, ""
	if m.Doubt {
		m.State, m.Why = Failed, "unsure"
	}
}

// afterRemoval works out what a message is after an attempt to delete it, and
// whether that is its end.
func afterRemoval(tx store.Tx, m Message, o Outcome, at time.Time) (_ Message, settled bool) {
	switch o.Result {
	case Done, Lost:
		m.removed()
		return m, true
	case Later, Unsure:
		return retry(m, o, at), false
	case Moved: // what stood in the old chat has other ids in the new one, or none
		if moveChat(tx, m.To, o.To) {
			m.To = o.To
		}
		m.unshown()
		o.Why = "moved"
	case Gone:
		if o.Why != TopicClosed { // another topic of the group may be open
			closeChat(tx, m.To, o.Why)
		}
	}
	m.State, m.Why = Failed, o.Why
	return m, true
}
