package enroll

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// homed returns the member reached in this chat from now on, and speaking there:
// chosen later than everybody with whom the phone is shared.
func homed(t *flows.Turn, m flows.Member) flows.Member {
	chat, since := t.Event.By, t.Event.At
	for _, o := range flows.MembersAt(t.Tx, chat) {
		for _, h := range o.Homes {
			if h.Address == chat && !h.Since.Before(since) {
				since = h.Since.Add(time.Millisecond)
			}
		}
	}
	others := slices.DeleteFunc(slices.Clone(m.Homes), func(h flows.Home) bool { return h.Address == chat })
	m.Homes = append([]flows.Home{{Address: chat, Since: since}}, others...)
	return m
}

// speaks lets a member of a shared phone speak in this chat, after the number
// that opens the member's part, if there is one.
func speaks(t *flows.Turn, m flows.Member) {
	if len(m.Pin) > 0 && m.ID != t.From.ID {
		askPin(t, pinKind, m, "join.pin.ask")
		return
	}
	speakNow(t, m)
}

// speakNow makes a member the one who speaks in this chat: the one chosen last.
func speakNow(t *flows.Turn, m flows.Member) {
	m = homed(t, m)
	flows.Members.Put(t.Tx, m)
	to := m.Reader()
	to.Chat = t.Event.By
	t.Say(to, flows.Note{Key: "join.speaks", Args: text.Args{"name": m.Name}, Choices: menu()})
}
