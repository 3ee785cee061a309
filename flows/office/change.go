package office

import (
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// An Act is what was done about a person. The words are stored.
type Act string

// The acts.
const (
	Added   Act = "add"    // became a member of the roster, or came back
	Given   Act = "give"   // got a post
	Ended   Act = "end"    // lost a post
	Left    Act = "left"   // lost the last one, and left
	Revoked Act = "revoke" // the phone is lost: nothing there counts any more
	Invited Act = "invite" // was given a link or a code
	Digits  Act = "digits" // was given six digits
	Grouped Act = "group"  // a link was made for the group of a team
)

// A Change is one line of the log of the office. It holds ids only, and is
// never changed and never deleted.
type Change struct {
	Number int64      `cbor:"1,keyasint"`
	At     time.Time  `cbor:"2,keyasint"`
	By     string     `cbor:"3,keyasint,omitempty"` // the member who did it; "" is an operator at the machine
	Act    Act        `cbor:"4,keyasint"`
	Member string     `cbor:"5,keyasint,omitempty"` // whom it is about
	Unit   string     `cbor:"6,keyasint,omitempty"`
	Role   flows.Role `cbor:"7,keyasint,omitempty"`
	From   time.Time  `cbor:"8,keyasint,omitempty"` // of Given: when the post begins
	To     time.Time  `cbor:"9,keyasint,omitempty"` // of Given: when it ends; zero: open
}

// changes holds the log, the newest first.
var changes = store.NewTable("office", func(c Change) string { return store.Key(store.Desc(c.Number)) })

// toldTimer wakes who tells of a change.
var toldTimer = flows.Timer{Name: "office.told"}

// note appends a change to the log and sees to it that those concerned are
// told, wherever it was made.
func note(tx store.Tx, c Change) {
	for last := range changes.All(tx) {
		c.Number = last.Number
		break
	}
	c.Number++
	changes.Put(tx, c)
	if c.Act != Added { // the post that comes with it is told
		flows.Timers.Put(tx, flows.Timer{Name: toldTimer.Name, ID: strconv.FormatInt(c.Number, 10), Due: c.At})
	}
}

// Changes returns the last changes, the newest first, that a member may read:
// those in the part of the tree under the member's posts. "" may read all.
func Changes(tx store.Tx, by string, at time.Time, most int) []Change {
	var found []Change
	for c := range changes.All(tx) {
		if by != "" && !over(tx, by, c.Unit, at) {
			continue
		}
		if found = append(found, c); len(found) == most {
			break
		}
	}
	return found
}
