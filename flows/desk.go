package flows

import (
	"time"

	"caunoi/store"
)

// Taken is what a batch of events caused, for those who act on it after the
// commit.
type Taken struct {
	Queued []Queued // messages to deliver, in the order they were said
	Aside  []Aside  // events that could not be handled and were put aside
	Wake   time.Time // the earliest timer set; zero if none
}

// Aside is an event whose handling failed: everything it did was undone, and
// the person was told that it was not recorded.
type Aside struct {
	ID   string    `cbor:"1,keyasint"`
	At   time.Time `cbor:"2,keyasint"`
	Kind Kind      `cbor:"3,keyasint"`
	Why  string    `cbor:"4,keyasint"` // what failed, without any text of the person
	Text string    `cbor:"5,keyasint,omitempty"` // masked; empty if masking failed
}

// Sending is a claimed message in its final words: what delivery hands to a
// channel and settles afterwards.
type Sending struct {
	Message Message // as claimed
	Text    string  // drawn for the reader
	Buttons []Button
	Edit    string // the service's id of the card to replace; "" shows a new message
}
