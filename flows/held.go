package flows

import (
	"time"

	"caunoi/store"
)

// Held is what a person sent that is not filed yet, because the person was
// asked what is meant by it. It is masked, and gone with the next such message.
type Held struct {
	Chat  Address   `cbor:"1,keyasint"`
	Text  string    `cbor:"2,keyasint"`
	Files []File    `cbor:"3,keyasint,omitempty"`
	At    time.Time `cbor:"4,keyasint"`
}

var held = store.NewTable("held", func(h Held) string { return string(h.Chat) })

// Hold keeps a masked text and its files until the person says what is meant.
func Hold(t *Turn, masked string, files []File) {
	held.Put(t.Tx, Held{Chat: t.Event.Chat, Text: masked, Files: files, At: t.Event.At})
}

// TakeHeld returns what was held in this chat and forgets it.
func TakeHeld(t *Turn) (Held, bool) {
	h, ok := held.Get(t.Tx, string(t.Event.Chat))
	if ok {
		held.Delete(t.Tx, string(t.Event.Chat))
	}
	return h, ok
}
