package model

import (
	"strconv"
	"time"

	"caunoi/flows"
)

// notice names what is said of a model as it stands: by its state, since when it is in
// it, and the day by which something is to be done. The model is one as it was stored.
func (m Model) notice() flows.About {
	about := m.card()
	about.View = m.State.Name() + "/" + strconv.FormatInt(m.since().UnixMicro(), 10) + "/" + strconv.FormatInt(m.Due.Unix(), 10)
	return about
}

// Still reports whether what waits is still true, and of somebody's part: a card that
// stands in a chat is always put right; what is said of a model only while it stands as
// it did then.
func Still(t *flows.Turn, msg flows.Message) bool {
	m, ok := Find(t.Tx, msg.About.Code)
	switch {
	case !ok:
		return false
	case msg.Card:
		return msg.Shown != "" || m.sees(t, msg.Member)
	}
	return m.sees(t, msg.Member) && (msg.About.View == "" || msg.About.View == m.notice().View)
}

// Hold keeps what nobody waits for out of the hours in which people are not reminded:
// it comes in the morning. What somebody asked for comes at once.
func Hold(t *flows.Turn, msg flows.Message) time.Time {
	if msg.Lane != flows.Reminder {
		return time.Time{}
	}
	return t.Set.Chase.Hours.Next(t.Event.At, t.Set.Zone)
}
