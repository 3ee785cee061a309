package flows

import (
	"strings"
	"time"
)

// An Address is one chat at one chat service, written "telegram:12345". The
// part before the first colon is the channel's name; the rest is the channel's
// own name for the chat and means nothing to a flow.
type Address string

// At makes the address of a chat at a channel.
func At(channel, chat string) Address { return Address(channel + ":" + chat) }

// Channel returns the name of the channel, "telegram" for "telegram:12345".
func (a Address) Channel() string {
	channel, _, _ := strings.Cut(string(a), ":")
	return channel
}

// Chat returns the channel's own name for the chat, "12345" for "telegram:12345".
func (a Address) Chat() string {
	_, chat, _ := strings.Cut(string(a), ":")
	return chat
}

// A Kind says what sort of thing happened.
type Kind uint8

// The kinds of events. A text may come with files and files with a text: Said
// is anything a person sent. Each other kind fills the field of its name.
const (
	Said     Kind = iota + 1 // a message: Text, Files, Place, Contact, Album, ReplyTo
	Edited                   // the same, for a message that was sent before (Message)
	Pressed                  // a button: Press, and Message is what it stood on
	Blocked                  // the person closed the chat to the bot
	Opened                   // the person opened it again
	Due                      // a stored timer came due: Timer
	Entered                  // the bot is in a group, or may do something else there from now on: Standing
	Removed                  // the bot is no longer in the group
	Migrated                 // the group lives elsewhere from now on: To
)

// A Standing is what the bot may do in a group.
type Standing string

// The standings.
const (
	MayWrite Standing = "writes" // it may write, and is handed commands and answers to itself
	MayRead  Standing = "reads"  // and besides is handed all that people write
	Muted    Standing = "muted"  // it may not write
)

// An Event is one thing that happened, as a channel or the clock reports it.
// It is a value: a channel fills it, nobody changes it afterwards.
type Event struct {
	ID   string    // unique for ever, also after a restart: "telegram:u1234"; of a timer: name, id and number
	Seq  int64     // the channel's number of the event, which the table of seen events is kept by; 0 for a timer
	Kind Kind      // what happened
	At   time.Time // when we took it; all deadlines count from here
	Said time.Time // the service's time of the message, whole seconds; zero if it gives none

	By      Address // who did it: the private address of the person; "" for a timer
	Chat    Address // where; equal to By in private
	Private bool    // whether Chat is the person's own chat with the bot
	Topic   string  // the service's id of the topic of the group in which it was said or pressed; "" where there is none
	Name    string  // what the service calls the person; shown to administrators only, never stored with a report
	Lang    string  // language of the person's app, "vi" or "en"; a hint

	Message string // the service's id of the message said, edited or pressed on
	ReplyTo string // the service's id of the message it answers; "" if none
	Text    string // as typed; a caption if there are files
	Press   string // the Do of the button pressed
	Files   []File
	Album   string   // items of one album share it
	Contact *Contact // a contact card
	Place   *Place   // a place pin

	Timer Timer // for Due: which timer

	Standing Standing // for Entered; "" if the service does not say
	To       Address  // for Migrated: where the group lives now
	Hidden   bool     // the service hides who it was, as an anonymous administrator of a group; By is ""
}

// A FileKind says what a file is to people.
type FileKind string

// The kinds of files.
const (
	Photo    FileKind = "photo"
	Voice    FileKind = "voice"
	Video    FileKind = "video"
	Document FileKind = "document"
	Sticker  FileKind = "sticker" // told apart because a sticker alone is a courtesy
)

// A File is something a person sent, which stays where it is: Ref is the
// channel's own reference, good for sending it again on the same channel.
type File struct {
	Kind    FileKind `cbor:"1,keyasint"`
	Channel string   `cbor:"2,keyasint"`
	Ref     string   `cbor:"3,keyasint"`
	Name    string   `cbor:"4,keyasint,omitempty"` // as the sender called it; never used as a path
	Size    int64    `cbor:"5,keyasint,omitempty"` // bytes; 0 if unknown
	Seconds int      `cbor:"6,keyasint,omitempty"` // length of a voice or video
}

// A Contact is a contact card that somebody sent.
type Contact struct {
	Phone     string // as the service gives it
	Own       bool   // the service vouches that it is the sender's own
	Forwarded bool   // it was forwarded from another chat
}

// A Place is a point on the map, in degrees.
type Place struct {
	Lat float64 `cbor:"1,keyasint"`
	Lon float64 `cbor:"2,keyasint"`
}
