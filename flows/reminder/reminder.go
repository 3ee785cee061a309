// Package reminder says what must be said on time, once, to those whom it still
// concerns (conversations 8; reliability.md P40–P44). A reminder has a rule, by
// which its next time is found and stored; whatever happens to the program, each
// time comes to each team once, or is known to have been missed.
package reminder

import (
	"slices"
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/flows/calendar"
	"caunoi/flows/directive"
	"caunoi/store"
)

// A State is how far a reminder is.
type State uint8

// The states.
const (
	Active State = 1
	Paused State = 2
	Ended  State = 3
)

// Name is the last part of the catalog's key.
func (s State) Name() string { return [...]string{"", "active", "paused", "ended"}[s] }

// A Reminder is what is said again and again to teams or people.
type Reminder struct {
	Number  int64         `cbor:"1,keyasint"`
	Name    string        `cbor:"2,keyasint,omitempty"` // of one that the configuration has; "" of one that somebody set
	By      string        `cbor:"3,keyasint,omitempty"` // who set it
	Set     time.Time     `cbor:"4,keyasint"`
	Text    string        `cbor:"5,keyasint"`
	Places  []string      `cbor:"6,keyasint"`
	Whom    Whom          `cbor:"7,keyasint"`
	Said    string        `cbor:"8,keyasint"` // when, in the words it was set with
	Rule    calendar.Rule `cbor:"9,keyasint"`
	Useful  time.Duration `cbor:"10,keyasint"`           // how long after its time it is worth saying
	Task    string        `cbor:"17,keyasint,omitempty"` // what it lets its teams begin; who has done it is not reminded
	Report  bool          `cbor:"11,keyasint,omitempty"` // only read, of those that were stored before there was Task: it is the report (whole)
	State   State         `cbor:"12,keyasint"`
	Next    time.Time     `cbor:"13,keyasint,omitempty"` // when it comes due; zero while it does not
	Zone    string        `cbor:"14,keyasint,omitempty"` // in which Next was found
	Last    time.Time     `cbor:"15,keyasint,omitempty"` // its last time that was said or missed
	Workday bool          `cbor:"16,keyasint,omitempty"` // on a day without work it waits for the next one with
	Rested  time.Time     `cbor:"19,keyasint,omitempty"` // of one that is paused: since when; its times from then on are looked for when it goes on
	Night   bool          `cbor:"18,keyasint,omitempty"` // it is said at its own hour, also outside the hours in which people are reminded
}

// Code is how people name it.
func (r Reminder) Code() string { return strconv.FormatInt(r.Number, 10) }

func key(number int64) string { return store.Key(number) }

// Reminders holds all of them, in the order they were set. "going" lists those that
// have not ended, "place" the same by each place they were set for, and "name" those
// of the configuration, also ended.
var Reminders = store.NewTable("reminder", func(r Reminder) string { return key(r.Number) }).
	Index("going", func(r Reminder) []string {
		if r.State == Ended {
			return nil
		}
		return []string{store.Key("")}
	}).
	Index("place", func(r Reminder) (places []string) {
		for _, place := range r.Places {
			if term := store.Key(place); r.State != Ended && !slices.Contains(places, term) {
				places = append(places, term)
			}
		}
		return places
	}).
	Index("name", func(r Reminder) []string {
		if r.Name == "" {
			return nil
		}
		return []string{store.Key(r.Name)}
	})

// Tables are those of reminders that have indexes, for the start of the program.
func Tables() []store.Indexed { return []store.Indexed{Reminders} }

// Find returns the reminder of a number as people write it.
func Find(tx store.Tx, code string) (Reminder, bool) {
	n, err := strconv.ParseInt(code, 10, 64)
	if err != nil {
		return Reminder{}, false
	}
	r, ok := Reminders.Get(tx, key(n))
	return r.whole(), ok
}

// A Fate is what became of one time of a reminder.
type Fate uint8

// The fates.
const (
	Running Fate = 1 // the teams are being told, a slice at a time
	Told    Fate = 2
	Missed  Fate = 3 // the program was down, and it is no longer of use
	Broken  Fate = 4 // it was paused or ended while it ran
	Rested  Fate = 5 // it was paused, and when it went on it was no longer of use
)

// Name is the last part of the catalog's key.
func (f Fate) Name() string {
	return [...]string{"", "running", "told", "missed", "broken", "rested"}[f]
}

// An Occurrence is one time of a reminder. Told, Exempt and Nobody add up to the
// teams that were gone through; where people are told for themselves, Told counts
// those.
type Occurrence struct {
	Reminder int64     `cbor:"1,keyasint"`
	At       time.Time `cbor:"2,keyasint"` // when it was due
	Began    time.Time `cbor:"3,keyasint,omitempty"`
	Fate     Fate      `cbor:"4,keyasint"`
	Left     []string  `cbor:"5,keyasint,omitempty"` // the units that it has not come to yet
	Told     int       `cbor:"6,keyasint,omitempty"`
	Exempt   int       `cbor:"7,keyasint,omitempty"`  // teams that had done it already
	Nobody   int       `cbor:"8,keyasint,omitempty"`  // units in which nobody can be told
	Until    time.Time `cbor:"12,keyasint,omitempty"` // to when it is worth saying
	Others   int       `cbor:"9,keyasint,omitempty"`  // of one that was missed: how many more before it were
	Failed   int       `cbor:"11,keyasint,omitempty"` // messages that could not be sent after all
	Late     int       `cbor:"13,keyasint,omitempty"` // messages that could only have left when they were of no use any more
	LateTold int       `cbor:"14,keyasint,omitempty"` // of how many of those its watchers were told
	Owed     []string  `cbor:"15,keyasint,omitempty"` // to whom it was to be said again while it was paused: party and chat, as Again names them
	Since    time.Time `cbor:"10,keyasint,omitempty"` // the time before it: who has reported since then is not told
}

func (o Occurrence) key() string { return store.Key(o.Reminder, store.Desc(o.At)) }

// mark names an occurrence where a button or a card has to.
func (o Occurrence) mark() string { return strconv.FormatInt(o.At.Unix(), 36) }

// Occurrences holds the times that have come, those of a reminder from the newest on.
var Occurrences = store.NewTable("reminder.time", Occurrence.key)

// marked returns the occurrence that a mark names.
func marked(tx store.Tx, number int64, mark string) (Occurrence, bool) {
	n, err := strconv.ParseInt(mark, 36, 64)
	if err != nil {
		return Occurrence{}, false
	}
	return Occurrences.Get(tx, Occurrence{Reminder: number, At: time.Unix(n, 0)}.key())
}

// latest returns the newest times of a reminder that have come, newest first.
func latest(tx store.Tx, number int64, most int) []Occurrence {
	var all []Occurrence
	from, to := store.Prefix(store.Key(number))
	for o := range Occurrences.Range(tx, from, to) {
		if all = append(all, o); len(all) == most {
			break
		}
	}
	return all
}

// A Quiet is a team's word that there is nothing new: the latest.
type Quiet struct {
	Unit string    `cbor:"1,keyasint"`
	By   string    `cbor:"2,keyasint"`
	At   time.Time `cbor:"3,keyasint"`
}

// Quiets holds when each team last said so.
var Quiets = store.NewTable("reminder.quiet", func(q Quiet) string { return q.Unit })

var numbers = store.NewNumbers("reminder.number")

// may reports whether a member may see and steer a reminder: whoever may send to
// all the places it goes to.
func (r Reminder) may(t *flows.Turn, member string) bool {
	return len(r.Places) > 0 && !slices.ContainsFunc(r.Places, func(unit string) bool { return !directive.MaySend(t.Tx, member, unit, t.Event.At) })
}
