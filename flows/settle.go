package flows

import (
	"time"

	"caunoi/store"
)

// keepTrying is how long a message is tried again before it is given up. It is
// kept then, as failed, and counted.
const keepTrying = 24 * time.Hour

// Settle notes what became of an attempt to send, and what follows from it: a
// message that must be tried again waits, a chat that moved or closed is noted
// with its people, and the flow it belongs to is told of the end.
func (d *Desk) Settle(tx store.Tx, s Sending, o Outcome, at time.Time) (taken Taken) {
	m, ok := Outbox.Get(tx, s.Message.ID)
	if !ok || m.State != Claimed {
		return taken
	}
	t := &Turn{Event: Event{ID: "settle:" + m.ID + "." + at.UTC().Format("150405.000000"), At: at}, Tx: tx, Set: d.Set, desk: d}
	flew := s.Message
	again := m.Fence != flew.Fence // a card was shown again meanwhile, or the message taken back
	alive := !groupDead(tx, m.To)
	end := after
	if flew.Deed == Delete {
		end = afterRemoval
	}
	m, settled := end(tx, m, o, at)
	told := m // what the flow is told: this attempt's end
	told.Deed = flew.Deed
	if o.Result == Done && flew.Shown == "" {
		told.Was, told.WasParts = flew.Was, flew.WasParts // what it was shown anew in place of: see Past
	}
	if again && m.Deed == Delete && flew.Deed != Delete {
		if m.recall() {
			told, settled = m, true
		}
	} else if settled && again && (m.State == Sent || o.Result == Never || flew.Deed == Delete) {
		// The card changed while it was on its way: as it is now, it leaves again.
		m.State, m.Why = Waiting, ""
	}
	Outbox.Put(tx, m)
	if m.State == Waiting {
		taken.Queued = append(taken.Queued, queued(m))
	}
	switch {
	case o.Result == Gone && o.Why == TopicClosed && alive:
		defer func() { d.topicless(tx, t, flew, &taken) }()
	case o.Result == Gone:
		defer func() { d.closed(tx, t, s.Message.To, &taken) }()
	}
	if settle := d.subjects[m.About.Kind].Settled; settled && settle != nil {
		// A flow's mistake here must not undo what is known of the message.
		if err := tx.Try(func() { settle(t, told); t.repeat() }); err != nil {
			t = &Turn{Event: t.Event, Tx: tx, Set: d.Set, desk: d}
			taken.Aside = append(taken.Aside, d.putAside(t, err))
		}
	}
	taken.add(t)
	return taken
}

// after works out what a message is after an attempt, and whether that is its
// end. What it says of chats is noted with their people.
func after(tx store.Tx, m Message, o Outcome, at time.Time) (_ Message, settled bool) {
	switch o.Result {
	case Done:
		m.State, m.Why, m.Was, m.WasParts = Sent, "", "", nil
		if m.Shown == "" {
			m.SentAt = at
		}
		if o.To != "" && o.To != m.To { // it went to where the chat lives now
			moveChat(tx, m.To, o.To)
			m.To = o.To
		}
		m.shownAs(o)
		return m, true
	case Later, Unsure:
		m = retry(m, o, at)
		m.Doubt = m.Doubt || o.Result == Unsure && m.Shown == ""
		if len(o.Parts) > 0 {
			m.Parts = o.Parts // what has arrived of it is not shown twice
		}
		return m, m.State == Failed
	case Moved:
		if !moveChat(tx, m.To, o.To) { // a group of another team lives there
			closeChat(tx, m.To, "moved")
			m.State, m.Why = Failed, "moved"
			return m, true
		}
		m.State, m.To, m.Due, m.Topic = Waiting, o.To, time.Time{}, ""
		m.unshown() // the new chat shows nothing of the old one
		m.Was, m.WasParts = "", nil
		return m, false
	case Lost:
		m.State, m.Due = Waiting, time.Time{}
		m.unshown()
		return m, false
	case Gone:
		if o.Why == TopicClosed && m.leaveTopic() {
			return m, false
		}
		closeChat(tx, m.To, o.Why)
	}
	m.State, m.Why = Failed, o.Why
	return m, true
}

// closed tells the flows of a chat that was found closed. What they do about
// other cases must not undo what is known of the message.
func (d *Desk) closed(tx store.Tx, was *Turn, chat Address, taken *Taken) {
	t := &Turn{Event: was.Event, Tx: tx, Set: d.Set, desk: d, said: was.said}
	if err := tx.Try(func() { d.left(t, chat) }); err != nil {
		t = &Turn{Event: was.Event, Tx: tx, Set: d.Set, desk: d, said: was.said}
		taken.Aside = append(taken.Aside, d.putAside(t, err))
	}
	taken.add(t)
}

// retry makes a message wait for another try, or gives it up when its own chat
// has not taken it for a day. While the whole service is away nothing is given
// up, nor is a card, but for the copy of a directive that was never shown: its
// sender waits for the end of all.
func retry(m Message, o Outcome, at time.Time) Message {
	kept := m.Deed == Delete || m.Lane.Pressing() || m.Card && (m.Lane != Directive || m.Shown != "")
	if at.Sub(m.At) > keepTrying && !o.Wide && !kept {
		m.State, m.Why = Failed, "given up"
		return m
	}
	m.State, m.Why = Waiting, o.Why
	m.Tries++
	m.Due, m.Wait = at.Add(o.After), o.After
	if m.Card {
		m.Digest = 0 // whether it was drawn is not known
	}
	return m
}

// MembersAt returns the members who are reached at an address.
func MembersAt(tx store.Tx, chat Address) []Member {
	var members []Member
	for m := range Members.Under(tx, "address", store.Key(string(chat))) {
		members = append(members, m)
	}
	return members
}

// closeChat notes that nothing can be sent to a chat any more.
func closeChat(tx store.Tx, chat Address, why string) {
	if why == "" {
		why = "closed"
	}
	setHome(tx, chat, func(h *Home) { h.Dead = why })
	if g, ok := Groups.Get(tx, string(chat)); ok {
		g.Dead = why
		Groups.Put(tx, g)
	}
}

// openChat notes that a chat can be sent to again.
func openChat(tx store.Tx, chat Address) {
	setHome(tx, chat, func(h *Home) { h.Dead = "" })
}

// moveChat notes that a chat lives elsewhere now. It reports false if it cannot
// be there.
func moveChat(tx store.Tx, from, to Address) bool {
	setHome(tx, from, func(h *Home) { h.Address = to })
	return MoveGroup(tx, from, to)
}

func setHome(tx store.Tx, chat Address, change func(*Home)) {
	for _, m := range MembersAt(tx, chat) {
		homes := make([]Home, len(m.Homes))
		copy(homes, m.Homes)
		for i := range homes {
			if homes[i].Address == chat {
				change(&homes[i])
			}
		}
		m.Homes = homes
		Members.Put(tx, m)
	}
}
