package flows

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
