package flows

import (
	"time"

	"caunoi/store"
)

// TopicClosed is why a message cannot be shown in a topic of a group: it was
// closed or deleted. The group itself may well take messages.
const TopicClosed = "topic closed"

// leaveTopic lets a message that could not be shown in a topic be shown in the one
// that every group has. It reports false if that is where it could not be shown.
func (m *Message) leaveTopic() bool {
	if m.Topic == "" {
		return false
	}
	m.State, m.Due, m.Why = Waiting, time.Time{}, ""
	m.Topic, m.ReplyTo = "", "" // what it answers stands in the topic
	m.unshown()
	return true
}

// groupDead reports whether it is known already that a group takes nothing.
func groupDead(tx store.Tx, chat Address) bool {
	g, _ := Groups.Get(tx, string(chat))
	return g.Dead != ""
}

// Topicless registers who is told that nothing can be shown any more in the topic
// in which a message was to be shown.
func (d *Desk) Topicless(h func(t *Turn, m Message)) { d.noTopic = h }

// topicless tells of a topic that was found closed. What is done about it must not
// undo what is known of the message.
func (d *Desk) topicless(tx store.Tx, was *Turn, m Message, taken *Taken) {
	if d.noTopic == nil {
		return
	}
	t := &Turn{Event: was.Event, Tx: tx, Set: d.Set, desk: d, said: was.said}
	if err := tx.Try(func() { d.noTopic(t, m) }); err != nil {
		t = &Turn{Event: was.Event, Tx: tx, Set: d.Set, desk: d, said: was.said}
		taken.Aside = append(taken.Aside, d.putAside(t, err))
	}
	taken.add(t)
}
