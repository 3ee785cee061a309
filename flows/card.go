package flows

import (
	"iter"
	"strings"

	"caunoi/store"
)

// cardID names the row of a card: what it is about and where.
func cardID(a About, chat Address) string {
	return "card/" + a.Kind + "/" + a.Code + "/" + a.View + "/" + string(chat)
}

// Card returns the row of a card in a chat, for those who want to know when
// it was shown.
func Card(tx store.Tx, a About, chat Address) (Message, bool) {
	return Outbox.Get(tx, cardID(a, chat))
}

// Cards yields the cards of one view of something that come after an id, each with
// the chat that it was put into.
func Cards(tx store.Tx, about About, after string) iter.Seq2[Address, Message] {
	first := cardID(about, "")
	end := strings.TrimSuffix(first, "/") + "0" // the byte after the stroke
	return func(yield func(Address, Message) bool) {
		for m := range Outbox.Range(tx, max(first, after+"\x00"), end) {
			if !yield(Address(strings.TrimPrefix(m.ID, first)), m) {
				return
			}
		}
	}
}

// ShownIn returns the message that a chat shows under the service's id, or that
// the group shows which the id names (see Privately).
func ShownIn(tx store.Tx, chat Address, shown string) (Message, bool) {
	if group, id, ok := strings.Cut(shown, "/"); ok {
		chat, shown = Address(group), id
	}
	for m := range Outbox.Under(tx, "shown", store.Key(string(chat), shown)) {
		return m, true
	}
	return Message{}, false
}
