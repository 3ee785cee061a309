// Package directive is a word from above to many: who is sent it, whether it
// arrived, and who has acknowledged it.
//
// Its law: the receivers are those of the moment it was confirmed (see Confirm),
// one copy a person; what was sent, what failed and what waits always add up; one that was
// stopped or interrupted goes on with the next receiver and never begins again;
// rights are looked up at the moment of the act.
package directive

import (
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// A State is how far a directive has come. Numbers are stored and never reused.
type State uint8

// The states.
const (
	Asking    State = 1 // a second administrator has not agreed yet
	Delayed   State = 2 // confirmed with the sender's number, and can be stopped before it begins
	Planned   State = 3 // begins at a time
	Sending   State = 4
	Stopped   State = 5 // what has not left stays
	Sent      State = 6 // nothing waits any more
	Withdrawn State = 7
	Cancelled State = 8 // given up before anything left
)

// Name is the last part of the catalog's key for the state.
func (s State) Name() string {
	return [...]string{"", "asking", "delayed", "planned", "sending", "stopped", "sent", "withdrawn", "cancelled"}[s]
}

// Begun reports whether anything of a directive may have left.
func (s State) Begun() bool { return s == Sending || s == Stopped || s == Sent || s == Withdrawn }

// Whom says which people of the places a directive goes to are sent it.
type Whom uint8

// Whom a directive can go to (conversations 7).
const (
	ToTeam    Whom = 1 // the team as one: its group, or its people where it has none
	ToHeads   Whom = 2 // tổ trưởng
	ToMembers Whom = 3 // each person of a team
	ToCharge  Whom = 4 // those in charge of a team
)

// Name is the last part of the catalog's key.
func (w Whom) Name() string { return [...]string{"", "team", "heads", "members", "charge"}[w] }

// An Ask is what receivers are asked to do.
type Ask uint8

// What can be asked.
const (
	ToKnow     Ask = 1 // nothing
	ToConfirm  Ask = 2 // to say that it was read
	ForFigure  Ask = 3 // a number
	ForWords   Ask = 4 // an answer in words
	ForOneOf   Ask = 5 // one of the Options
	ToFillForm Ask = 6 // a form of the deployment
)

// Name is the last part of the catalog's key.
func (a Ask) Name() string {
	return [...]string{"", "know", "confirm", "figure", "words", "oneof", "form"}[a]
}

// Wants reports whether an answer is waited for.
func (a Ask) Wants() bool { return a > ToKnow }

// A Directive is one word from above, as it was confirmed.
type Directive struct {
	Number  int64        `cbor:"1,keyasint"` // as people say it: Chỉ đạo 12
	State   State        `cbor:"2,keyasint"`
	By      string       `cbor:"3,keyasint"`           // the member who sends it
	At      time.Time    `cbor:"4,keyasint"`           // when its sender confirmed it: whose posts count
	Title   string       `cbor:"5,keyasint,omitempty"` // number and title of the document it is about
	Text    string       `cbor:"6,keyasint"`
	Files   []flows.File `cbor:"7,keyasint,omitempty"`
	Places  []string     `cbor:"8,keyasint"` // units; all teams at or below them
	Whom    Whom         `cbor:"9,keyasint"`
	Ask     Ask          `cbor:"10,keyasint"`
	Options []string     `cbor:"11,keyasint,omitempty"` // of ForOneOf
	Due     time.Time    `cbor:"12,keyasint,omitempty"` // zero: none
	Storm   bool         `cbor:"13,keyasint,omitempty"` // 🚨 goes at once, with the sender's number alone
	Start   time.Time    `cbor:"14,keyasint,omitempty"` // of Delayed and Planned: when it begins
	Consent string       `cbor:"15,keyasint,omitempty"` // the administrator who agreed
	Begun   time.Time    `cbor:"16,keyasint,omitempty"`
	Ended   time.Time    `cbor:"17,keyasint,omitempty"` // when nothing waited any more, or it was withdrawn
	Why     string       `cbor:"18,keyasint,omitempty"` // why it was stopped, if not by a person: a short code

	Left   []string   `cbor:"20,keyasint,omitempty"` // teams it goes to whose receivers are still to be written down
	Count  int64      `cbor:"21,keyasint,omitempty"` // receivers that were written down
	Ahead  int64      `cbor:"44,keyasint,omitempty"` // receivers that are still to be, or never were since it was withdrawn
	Was    []Revision `cbor:"22,keyasint,omitempty"` // what it said before, the oldest first
	Log    []Entry    `cbor:"23,keyasint,omitempty"`
	Walk   Walk       `cbor:"24,keyasint,omitempty"` // a change that is carried to those who have it
	From   int64      `cbor:"25,keyasint,omitempty"` // the directive it was made from
	Watch  []string   `cbor:"27,keyasint,omitempty"` // members who are shown how it goes
	Chased time.Time  `cbor:"26,keyasint,omitempty"` // when those who did not answer were last reminded

	Wide      bool      `cbor:"40,keyasint,omitempty"` // when it was confirmed it went to more than need no second word
	Climb     Climb     `cbor:"28,keyasint,omitempty"` // how far those who did not answer were chased
	Hand      Hand      `cbor:"29,keyasint,omitempty"` // a reminder that somebody has asked for
	Late      bool      `cbor:"30,keyasint,omitempty"` // it goes on although its answers were due before: somebody said so
	Fix       Fix       `cbor:"31,keyasint,omitempty"` // a new text that waits for somebody to agree to it
	Crowd     *Audience `cbor:"46,keyasint,omitempty"` // whom it goes to, as they were counted when it was confirmed
	Retry     Retry     `cbor:"45,keyasint,omitempty"` // of those who failed, who is still to be tried again
	Form      string    `cbor:"47,keyasint,omitempty"` // of ToFillForm: the name of the form
	FormTitle string    `cbor:"48,keyasint,omitempty"` // and its title, as it was when this was confirmed
}

// A Revision is what a directive said until it was put right.
type Revision struct {
	Text string    `cbor:"1,keyasint"`
	At   time.Time `cbor:"2,keyasint"` // when it was replaced
	By   string    `cbor:"3,keyasint"`
}

// An Entry is a line of a directive's log: codes and ids, never a text.
type Entry struct {
	At   time.Time `cbor:"1,keyasint"`
	Act  string    `cbor:"2,keyasint"`
	By   string    `cbor:"3,keyasint,omitempty"`
	Note string    `cbor:"4,keyasint,omitempty"`
}

// A Walk is a change on its way to all who have a directive: in slices, from
// the receiver that is next.
type Walk struct {
	What string `cbor:"1,keyasint,omitempty"` // "" is none, "correct", "withdraw"
	Next int64  `cbor:"2,keyasint,omitempty"`
	Copy string `cbor:"3,keyasint,omitempty"` // after all of them: the copy behind which it goes on, see Show
}

// Code is how messages about the directive name it.
func (d Directive) Code() string { return strconv.FormatInt(d.Number, 10) }

// key is the directive's place in its table: the newest first.
func key(number int64) string { return store.Key(store.Desc(number)) }

// Directives holds all directives, the newest first; "by" those of a sender,
// "sending" the few that are on their way, "begun" those that have begun, by when.
var Directives = store.NewTable("directive", func(d Directive) string { return key(d.Number) }).
	Index("by", func(d Directive) []string { return []string{store.Key(d.By)} }).
	Index("sending", func(d Directive) []string {
		if d.State != Sending {
			return nil
		}
		return []string{""}
	}).
	Index("begun", func(d Directive) []string {
		if d.Begun.IsZero() {
			return nil
		}
		return []string{store.Key(d.Begun)}
	})

// Find returns the directive of a number as people type it.
func Find(tx store.Tx, code string) (Directive, bool) {
	n, err := strconv.ParseInt(code, 10, 64)
	if err != nil || n <= 0 {
		return Directive{}, false
	}
	return Directives.Get(tx, key(n))
}

// note writes a line into the directive's log.
func (d *Directive) note(t *flows.Turn, act, note string) {
	d.Log = append(d.Log, Entry{At: t.Event.At, Act: act, By: t.From.ID, Note: note})
}

// numbers are those of directives and of their drafts.
var numbers = store.NewNumbers("directive.number")
