package flows

import (
	"time"

	"caunoi/flows/text"
	"caunoi/store"
)

// A Lane is how pressing a message is. Lanes are stored by number; Call stands
// before all others.
type Lane uint8

// The lanes, the most pressing first.
const (
	Call      Lane = 5 // the first word of danger to whoever is called first: nothing that many cases still say stands before it
	Urgent    Lane = 1 // further alerts of life and danger, and what belongs to them
	Answer    Lane = 2 // what somebody is waiting for
	Directive Lane = 3 // a word from above to many
	Reminder  Lane = 4 // what can wait
)

// Pressing reports whether life and danger are what is spoken of.
func (l Lane) Pressing() bool { return l == Call || l == Urgent }

// A Note is what a flow wants to say to one reader: a key of the catalogs and
// what fills its blanks, never a sentence.
type Note struct {
	Key     string    // a key of the catalogs
	Args    text.Args // what fills {name} in it
	Choices []Choice
	Files   []File    // shown with it; an edit of a card brings none
	Lane    Lane      // zero: Answer
	About   About     // the long-lived thing it is about, if any
	Card    bool      // the one live card of About in this chat: drawn when it leaves, edited in place afterwards
	Fresh   bool      // for a card: shown anew at the end of the chat, as somebody asked for it
	ReplyTo string    // the service's id of a message in that chat which it answers
	Until   time.Time // not worth sending after; zero: always worth
	Deed    Deed      // what it does where it is not to be read; then Key is ""

	// Numbered writes (1/3) and so on under the parts of a text that is too long
	// for one message.
	Numbered bool
}

// A Choice is one thing a reader may do next.
type Choice struct {
	Key  string    // of its label, at most 24 characters
	Args text.Args // for the label
	Do   string    // what it does, as a verb and words: "nhan 2611-42"; at most 64 bytes
	Want Want      // for a choice that asks the phone for something
	Row  bool      // starts a new row
}

// A Want is something only the phone can give.
type Want string

// What a choice may want of the phone.
const (
	WantContact Want = "contact"
	WantPlace   Want = "place"
)

// About names the long-lived thing a message is about. For a case, Kind is
// "case" and Code is the code people say.
type About struct {
	Kind string `cbor:"1,keyasint,omitempty"`
	Code string `cbor:"2,keyasint,omitempty"`
	View string `cbor:"3,keyasint,omitempty"` // which of its cards or notices, where it has several: "alert", "own"
}

// A Button is a choice in the words of its reader.
type Button struct {
	Label string `cbor:"1,keyasint"`
	Do    string `cbor:"2,keyasint,omitempty"`
	Want  Want   `cbor:"3,keyasint,omitempty"`
	Row   bool   `cbor:"4,keyasint,omitempty"`
}

// A State is what has become of a message.
type State uint8

// The states. A message ends as Sent, Failed or Dropped; until then it is in
// the index of what is unsent.
const (
	Waiting State = 0
	Claimed State = 1 // on its way: a crash now may send it twice
	Sent    State = 2
	Failed  State = 3 // Why says why
	Dropped State = 4 // no longer true or no longer useful before it left
)

// A Message is a row of the outbox: something said to somebody, from the
// moment it was said until it is known what became of it. A card stays one row
// for as long as it lives; showing it again makes the row wait again.
type Message struct {
	ID      string    `cbor:"1,keyasint"` // "<event>.<n>", or of a card what it is about and where
	Member  string    `cbor:"2,keyasint,omitempty"`
	To      Address   `cbor:"3,keyasint"`
	Lang    text.Lang `cbor:"4,keyasint,omitempty"`
	Form    string    `cbor:"5,keyasint,omitempty"`
	Lane    Lane      `cbor:"6,keyasint"`
	Text    string    `cbor:"7,keyasint,omitempty"` // in the reader's words; empty for a card
	Buttons []Button  `cbor:"8,keyasint,omitempty"`
	Files   []File    `cbor:"9,keyasint,omitempty"`
	About   About     `cbor:"10,keyasint,omitempty"`
	Card    bool      `cbor:"11,keyasint,omitempty"`
	ReplyTo string    `cbor:"12,keyasint,omitempty"`
	At      time.Time `cbor:"13,keyasint"`           // when it was said; a card, when it was first said or shown anew
	Due     time.Time `cbor:"14,keyasint,omitempty"` // not before
	Until   time.Time `cbor:"15,keyasint,omitempty"`
	State   State     `cbor:"16,keyasint,omitempty"`
	Tries   int       `cbor:"17,keyasint,omitempty"`
	Shown   string    `cbor:"18,keyasint,omitempty"` // the service's id of what was sent, which a card is edited by
	SentAt  time.Time `cbor:"19,keyasint,omitempty"` // when it was first shown
	Why     string    `cbor:"20,keyasint,omitempty"` // a short code, never a text
	Fence   int64     `cbor:"21,keyasint,omitempty"` // raised each time a card is shown again, so that an old outcome settles nothing new
	Digest  uint64    `cbor:"22,keyasint,omitempty"` // of the card as last drawn, so that an edit that changes nothing is not sent
	Deed    Deed      `cbor:"24,keyasint,omitempty"`
	Anew    bool      `cbor:"23,keyasint,omitempty"` // was asked for at the end of the chat while it was on its way
	Was     string    `cbor:"25,keyasint,omitempty"` // the service's id of the card that stood in the chat before it was shown anew, until that has left

	Parts    []Part        `cbor:"26,keyasint,omitempty"` // what stands of it in the chat, if that is more than one plain message
	WasParts []Part        `cbor:"27,keyasint,omitempty"` // the same of Was
	Doubt    bool          `cbor:"29,keyasint,omitempty"` // an attempt to show it had no known end: it may stand there and nobody knows as what
	Wait     time.Duration `cbor:"31,keyasint,omitempty"` // how long it was to wait for Due when that was reckoned; zero where Due is an hour of the day
	Topic    string        `cbor:"30,keyasint,omitempty"` // of the group in which it is shown; "" is the one that every group has
	Numbered bool          `cbor:"28,keyasint,omitempty"` // the parts of its text are numbered; of a card its drawing says so
}

// Open reports whether the message still has to be dealt with.
func (m Message) Open() bool { return m.State == Waiting || m.State == Claimed }

// Outbox holds all that was said. The index "unsent" lists what is still to be
// dealt with, by lane, then by chat, then in the order it was said.
var Outbox = store.NewTable("outbox", func(m Message) string { return m.ID }).
	Index("unsent", func(m Message) []string {
		if !m.Open() {
			return nil
		}
		return []string{queued(m).term()}
	}).
	Index("shown", func(m Message) []string {
		if m.About.Kind == "" {
			return nil
		}
		var at []string
		for _, p := range m.Standing() {
			for _, id := range p.IDs {
				at = append(at, store.Key(string(m.To), id))
			}
		}
		return at
	})

// A Queued names a message that waits in the outbox: all that the delivery
// loop keeps of it in memory.
type Queued struct {
	ID   string
	To   Address
	Lane Lane
	At   time.Time // when it was said
	Due  time.Time // zero: at once
}

// A Timer is a named alarm clock that survives restarts. Setting it again
// replaces it.
type Timer struct {
	Name string    `cbor:"1,keyasint"` // which flow wakes: "report.danger"
	ID   string    `cbor:"2,keyasint"` // about what: a code
	Due  time.Time `cbor:"3,keyasint"`
	Seq  int64     `cbor:"4,keyasint"` // the number of this setting, part of the event's id

	Wait time.Duration `cbor:"5,keyasint,omitempty"` // how long it waits at most, whatever the clock says; zero where it waits for Due
}

// Timers holds the alarm clocks that are set, by what is due first.
var Timers = store.NewTable("timer", func(t Timer) string { return store.Key(t.Name, t.ID) }).
	Index("due", func(t Timer) []string { return []string{store.Key(t.Due)} })
