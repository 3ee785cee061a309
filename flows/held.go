package flows

import (
	"time"

	"caunoi/store"
)

// Held is what a person sent that is not filed yet, because the person was
// asked what is meant by it. It is masked, and gone with the next one that is
// held for the same purpose, or after a day.
type Held struct {
	Chat  Address   `cbor:"1,keyasint"`
	Text  string    `cbor:"2,keyasint"`
	Files []File    `cbor:"3,keyasint,omitempty"`
	At    time.Time `cbor:"4,keyasint"`
	For   string    `cbor:"5,keyasint"`
}

var held = store.NewTable("held", func(h Held) string { return store.Key(string(h.Chat), h.For) })

// Unclear is the purpose of what was held because its meaning was not clear.
const Unclear = "unclear"

// Hold keeps a masked text and its files for a purpose until the person says
// what is meant.
func Hold(t *Turn, purpose, masked string, files []File) {
	held.Put(t.Tx, Held{Chat: t.Event.Chat, For: purpose, Text: masked, Files: files, At: t.Event.At})
}

// TakeHeld returns what was held in this chat for a purpose and forgets it.
func TakeHeld(t *Turn, purpose string) (Held, bool) {
	key := store.Key(string(t.Event.Chat), purpose)
	h, ok := held.Get(t.Tx, key)
	if ok {
		held.Delete(t.Tx, key)
	}
	return h, ok
}
