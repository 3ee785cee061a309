package casework

import (
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// A saying remembers which case a message of a person went into, for edits of
// it and replies to it.
type saying struct {
	Chat flows.Address `cbor:"1,keyasint"`
	Said string        `cbor:"2,keyasint"` // the service's id of the message
	Code string        `cbor:"3,keyasint"`
	At   time.Time     `cbor:"4,keyasint"`
}

var sayings = store.NewTable("said", func(s saying) string { return store.Key(string(s.Chat), s.Said) })

// NoteSaid remembers that a message of this chat went into a case.
func NoteSaid(t *flows.Turn, said, code string) {
	if said != "" {
		sayings.Put(t.Tx, saying{Chat: t.Event.Chat, Said: said, Code: code, At: t.Event.At})
	}
}

// SaidIn returns the case that a message of this chat, the person's own or the
// bot's, belongs to.
func SaidIn(t *flows.Turn, message string) (code string, ok bool) {
	if message == "" {
		return "", false
	}
	if s, ok := sayings.Get(t.Tx, store.Key(string(t.Event.Chat), message)); ok {
		return s.Code, true
	}
	if m, ok := flows.ShownIn(t.Tx, t.Event.Chat, message); ok && m.About.Kind == "case" {
		return m.About.Code, true
	}
	return "", false
}
