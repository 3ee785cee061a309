package flows

import "time"

// A Result is what became of an attempt to send. The set is closed: delivery
// has one branch for each.
type Result uint8

// The results.
const (
	Done   Result = iota + 1 // the service has it
	Later                    // not now: again after After
	Moved                    // the chat lives elsewhere now: To
	Gone                     // the chat is closed to us
	Never                    // the service will never take this message: our mistake
	Lost                     // the card to be edited is no longer there: show it anew
	Unsure                   // the line broke after the request was written: it may have arrived
)

// An Outcome is what became of one attempt to send one message.
type Outcome struct {
	Result Result
	Shown  string        // for Done: the service's id, which a card is edited by
	After  time.Duration // for Later
	To     Address       // for Moved
	Why    string        // a short code for people who operate the bot: "blocked", "too long"; never a text or a token
	Wide   bool          // for Later: the whole service asked us to wait, not only this chat
	Idle   bool          // for Later: nothing was asked of the service, so that it costs nothing and says nothing of it
	Asked  bool          // for Later: the service named the time itself (429)
	IDs    []string      // for Done: the service's ids of all messages that were shown, if that is more than Shown
	Parts  []Part        // what stands of the message in its chat now, if that is more than one plain message; delivery fills it in
	Files  []File        // for Done, if files of ours were sent along: the act's files as the service knows them now, to be sent again without their bytes
}

// A Deed is what a message does besides being read.
type Deed string

// The deeds.
const (
	Show  Deed = ""      // it is shown: all that people read
	Leave Deed = "leave" // the bot leaves the group
	Menu  Deed = "menu"  // the buttons become the chat's menu of commands: Do is the command, Label what it does

	// Delete takes away what stands in the chat: Gone. A message gets it by Turn.Remove.
	Delete Deed = "delete"
)

// An Act is what a channel is asked to do in one chat. A text that comes with
// one file stands under it; with more files there is none. An edit brings no
// files: those that the message has stay.
type Act struct {
	Deed    Deed
	Edit    string // the service's id of the message to replace; "" shows a new one
	Topic   string // of the group in which a new one is shown; "" is the one that every group has
	Text    string
	Buttons []Button
	Files   []File
	ReplyTo string
	Quiet   bool // without a sound
	Caption bool // for Edit: what is replaced stands under a file

	// Gone, for Delete, are the service's ids of the messages to be deleted. That
	// one is not there any more is no failure; one that is too old to be deleted
	// is Never, TooOld.
	Gone []string
}
