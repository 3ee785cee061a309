package directive

import (
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// A Delivery is what has become of one receiver's copy.
type Delivery uint8

// The deliveries (conversations 7: chờ, đang gửi, đã gửi, không gửi được).
const (
	Waits  Delivery = 1
	Leaves Delivery = 2 // it is in the outbox
	Has    Delivery = 3
	Failed Delivery = 4 // Why says why
)

// Name is the last part of the catalog's key.
func (d Delivery) Name() string { return [...]string{"", "waits", "leaves", "has", "failed"}[d] }

// A Receiver is one who is sent a directive: a person, or a team's group.
type Receiver struct {
	Directive int64         `cbor:"1,keyasint"`
	N         int64         `cbor:"2,keyasint"`           // counted from one
	Member    string        `cbor:"3,keyasint,omitempty"` // "" for a group
	Group     flows.Address `cbor:"4,keyasint,omitempty"` // where it was when it was written down; the team is found by Unit
	Unit      string        `cbor:"5,keyasint"`           // the team it was sent it for
	Commune   string        `cbor:"6,keyasint,omitempty"` // the unit above the team
	State     Delivery      `cbor:"7,keyasint"`
	Why       string        `cbor:"8,keyasint,omitempty"` // a short code: "never joined", "blocked"
	Chat      flows.Address `cbor:"9,keyasint,omitempty"` // where it was sent; a chat that has moved since is known there by its message
	At        time.Time     `cbor:"10,keyasint,omitempty"`
	Taken     Recall        `cbor:"11,keyasint,omitempty"` // of one that was withdrawn
	Tries     int           `cbor:"12,keyasint,omitempty"` // chats it was tried in
	Instead   bool          `cbor:"13,keyasint,omitempty"` // a person, in place of a group that could not be written to
	Files     bool          `cbor:"14,keyasint,omitempty"` // the files still stand where it was shown before, and cannot be deleted
}

// A Recall is what has become of taking a receiver's copy back.
type Recall uint8

// What can become of it.
const (
	Stands   Recall = 0
	Recalls  Recall = 1 // it is on its way
	Recalled Recall = 2
	Remains  Recall = 3 // the channel did not take it back; who has it was told
)

func (r Receiver) key() string { return store.Key(r.Directive, r.N) }

// who names a receiver within a directive: a person once, a group once.
func (r Receiver) who() string {
	if r.Member != "" {
		return r.Member
	}
	return "group/" + r.Unit
}

// Receivers holds who is sent each directive, in the order they are sent it.
// "who" finds a person or a group, "state" those of one delivery in order, "failed"
// those of a commune who could not be reached, and "lost" has such communes, "taken"
// those whose copy is being taken back or remains, and the counts are kept with each change, so that they add up at every moment.
var Receivers = store.NewTable("directive.to", Receiver.key).
	Index("who", func(r Receiver) []string { return []string{store.Key(r.Directive, r.who())} }).
	Index("state", func(r Receiver) []string {
		if r.State == Has {
			return nil // the many; nobody asks for them by state
		}
		return []string{store.Key(r.Directive, uint8(r.State), r.N)}
	}).
	Index("taken", func(r Receiver) []string {
		if r.Taken != Recalls && r.Taken != Remains {
			return nil
		}
		return []string{store.Key(r.Directive, uint8(r.Taken), r.N)}
	}).
	Index("failed", func(r Receiver) []string {
		if r.State != Failed {
			return nil
		}
		return []string{store.Key(r.Directive, r.Commune, r.N)}
	}).
	Version(1).
	Count("lost", func(r Receiver) []string {
		if r.State != Failed {
			return nil
		}
		return []string{store.Key(r.Directive) + r.Commune}
	}).
	Index("member", func(r Receiver) []string {
		if r.Member == "" {
			return nil
		}
		return []string{store.Key(r.Member, r.Directive)}
	}).
	Count("delivery", func(r Receiver) []string { return []string{store.Key(r.Directive, uint8(r.State))} }).
	Count("recall", func(r Receiver) []string {
		if r.Taken == Stands {
			return nil
		}
		return []string{store.Key(r.Directive, uint8(r.Taken))}
	})

// A Tally is how many receivers of a directive are in each state. Waits, Leaves,
// Has and Failed add up to all of them.
type Tally struct {
	Waits, Leaves, Has, Failed int64
	Recalls, Recalled, Remains int64
}

// All is how many receivers there are.
func (c Tally) All() int64 { return c.Waits + c.Leaves + c.Has + c.Failed }

// Tally counts the receivers of a directive. Those who are not written down yet
// wait like the others, so that there are as many at every moment; before the first
// has left, all wait.
func (d Directive) Tally(tx store.Tx) Tally {
	c := TallyOf(tx, d.Number)
	if !d.State.Begun() {
		d.Ahead = int64(d.audience(tx).Receivers())
	}
	c.Waits += d.Ahead
	return c
}

// TallyOf counts the receivers of a directive that were written down, from kept
// counters.
func TallyOf(tx store.Tx, number int64) Tally {
	n := func(s Delivery) int64 {
		return Receivers.Counted(tx, "delivery", store.Key(number, uint8(s)))
	}
	taken := func(s Recall) int64 { return Receivers.Counted(tx, "recall", store.Key(number, uint8(s))) }
	return Tally{n(Waits), n(Leaves), n(Has), n(Failed), taken(Recalls), taken(Recalled), taken(Remains)}
}

// inState returns up to most receivers of a directive that are in a state, in
// their order.
func inState(tx store.Tx, number int64, s Delivery, most int) []Receiver {
	var found []Receiver
	from, to := store.Prefix(store.Key(number, uint8(s)))
	for _, r := range Receivers.By(tx, "state", from, to) {
		if len(found) >= most {
			break
		}
		found = append(found, r)
	}
	return found
}

// receiver returns the receiver of a directive who is a person or a group.
func receiver(tx store.Tx, number int64, who string) (Receiver, bool) {
	for r := range Receivers.Under(tx, "who", store.Key(number, who)) {
		return r, true
	}
	return Receiver{}, false
}
