package web

import (
	"slices"
	"time"

	"caunoi/flows"
)

// A deed says what an entry of the journal tells. The words are stored and
// sent to the page; they are never renamed.
type deed string

// The deeds. Those of the bot come through Do, those of people through a post.
const (
	showed  deed = "show"   // the bot showed a message
	redrew  deed = "redraw" // the bot changed a message it had shown
	erased  deed = "erase"  // the bot took away a message it had shown
	said    deed = "say"    // a person sent a message
	changed deed = "change" // a person changed a message of their own
	pressed deed = "press"  // a person pressed a button
	blocked deed = "block"  // a person closed the chat to the bot
	opened  deed = "open"   // a person opened it again
	stored  deed = "stored" // the bot stored the deed of this number
)

// An entry is one line of the journal and one event of the stream: something
// that happened in one chat. N grows for ever; of a person's deed it is also
// the number of the event the bot is given.
type entry struct {
	N       int64     `json:"n"`
	Chat    string    `json:"chat"`
	Deed    deed      `json:"deed"`
	At      time.Time `json:"at"`
	ID      string    `json:"id,omitempty"`  // the message said, shown, changed or pressed on
	Of      int64     `json:"of,omitempty"`  // for stored: the N of the deed
	Key     string    `json:"key,omitempty"` // the page's own name for its post, so that a repeated post is one deed
	Lang    string    `json:"lang,omitempty"`
	Text    string    `json:"text,omitempty"`
	Buttons []button  `json:"buttons,omitempty"`
	Files   []file    `json:"files,omitempty"`
	ReplyTo string    `json:"replyTo,omitempty"`
	Press   string    `json:"press,omitempty"` // the Do of the button
	Label   string    `json:"label,omitempty"` // and what stood on it, for the transcript
	Place   *place    `json:"place,omitempty"`
	Contact bool      `json:"contact,omitempty"` // shared the own phone number, which is not kept here
}

// A button is a flows.Button as the page reads it.
type button struct {
	Label string     `json:"label"`
	Do    string     `json:"do,omitempty"`
	Want  flows.Want `json:"want,omitempty"`
	Row   bool       `json:"row,omitempty"`
}

// A file is a flows.File as the page reads it.
type file struct {
	Kind    flows.FileKind `json:"kind"`
	Ref     string         `json:"ref"`
	Name    string         `json:"name,omitempty"`
	Size    int64          `json:"size,omitempty"`
	Seconds int            `json:"seconds,omitempty"`
}

// A place is a flows.Place as the page reads it.
type place struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

// byPerson reports whether a person did it, so that the bot must be told.
func (e entry) byPerson() bool {
	switch e.Deed {
	case said, changed, pressed, blocked, opened:
		return true
	}
	return false
}

// drawn fills in what an act asks to be shown.
func (e entry) drawn(a flows.Act) entry {
	e.Text, e.ReplyTo = a.Text, a.ReplyTo
	for _, b := range a.Buttons {
		e.Buttons = append(e.Buttons, button{Label: b.Label, Do: b.Do, Want: b.Want, Row: b.Row})
	}
	for _, f := range a.Files {
		e.Files = append(e.Files, file{Kind: f.Kind, Ref: f.Ref, Name: f.Name, Size: f.Size, Seconds: f.Seconds})
	}
	return e
}

// same reports whether two entries show the same to the reader.
func (e entry) same(o entry) bool {
	return e.Text == o.Text && slices.Equal(e.Buttons, o.Buttons) && slices.Equal(e.Files, o.Files)
}

// event turns a person's deed into the event the bot is given. who is looked
// up anew each time, so that no phone number lies in the journal.
func (e entry) event(at time.Time, who Person) flows.Event {
	by := flows.At(name, e.Chat)
	ev := flows.Event{
		ID: eventID(e.N), Seq: e.N, At: at, Said: e.At.Truncate(time.Second),
		By: by, Chat: by, Private: true, Name: who.Name, Lang: e.Lang,
		Message: e.ID, ReplyTo: e.ReplyTo, Text: e.Text, Press: e.Press,
	}
	for _, f := range e.Files {
		ev.Files = append(ev.Files, flows.File{Kind: f.Kind, Channel: name, Ref: f.Ref, Name: f.Name, Size: f.Size, Seconds: f.Seconds})
	}
	if e.Place != nil {
		ev.Place = &flows.Place{Lat: e.Place.Lat, Lon: e.Place.Lon}
	}
	if e.Contact {
		ev.Contact = &flows.Contact{Phone: who.Phone, Own: true}
	}
	switch e.Deed {
	case said:
		ev.Kind = flows.Said
	case changed:
		ev.Kind = flows.Edited
	case pressed:
		ev.Kind = flows.Pressed
	case blocked:
		ev.Kind = flows.Blocked
	case opened:
		ev.Kind = flows.Opened
	}
	return ev
}
