package flows

import (
	"time"

	"caunoi/store"
)

// keep lets a message wait that may not be seen yet, and reports whether it does.
func (t *Turn) keep(subject Subject, m Message) (s Sending, held bool) {
	if subject.Hold == nil || m.Shown != "" || m.Deed != Show {
		return s, false
	}
	until := subject.Hold(t, m)
	switch {
	case !until.After(t.Event.At):
		return s, false
	case !m.Until.IsZero() && !until.Before(m.Until):
		t.late(subject, m)
		return s, true
	}
	m.State, m.Due, m.Wait = Waiting, until, 0
	Outbox.Put(t.Tx, m)
	return Sending{Held: queued(m)}, true
}

// late drops a message that is not worth sending any more, and tells its flow if
// nobody was shown it.
func (t *Turn) late(subject Subject, m Message) bool {
	if subject.Late != nil && m.Shown == "" {
		subject.Late(t, m)
	}
	return drop(t.Tx, m, "late")
}

// Postpone lets a message that was claimed and has not left wait for a while from
// a moment on, and returns what delivery keeps of it.
func Postpone(tx store.Tx, s Sending, at time.Time, wait time.Duration) Queued {
	m := s.Message
	m.State, m.Due, m.Wait = Waiting, at.Add(wait), wait
	if m.Card {
		m.Digest = 0 // it was drawn and not shown
	}
	Outbox.Put(tx, m)
	return queued(m)
}

// Sooner returns what delivery keeps of a message whose clock was set back while
// nobody ran: from a start at a moment it waits no longer than it was to wait in
// all, and holds up what stands behind it no longer. ok is false if the message
// is due when its row says.
func (m Message) Sooner(at time.Time) (q Queued, ok bool) {
	if m.State != Waiting || m.Wait <= 0 || m.Due.Sub(at) <= m.Wait {
		return q, false
	}
	m.Due = at.Add(m.Wait)
	return queued(m), true
}
