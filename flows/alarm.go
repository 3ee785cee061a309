package flows

import (
	"strconv"
	"time"

	"caunoi/flows/text"
	"caunoi/store"
)

// An AlarmKind says what happened to a channel.
type AlarmKind uint8

// The kinds of alarms.
const (
	Away  AlarmKind = iota + 1 // nobody listened for so long that the service may have dropped what people wrote (reliability P35)
	Rival                      // another program takes what people write (S33)
)

// An Alarm is something that happened to a channel as a whole, which nobody in
// a chat can see, and of which the administrators are told.
type Alarm struct {
	Kind  AlarmKind
	Since time.Time // of Away, when what may be lost begins; of Rival, since when it is noticed
	Till  time.Time // of Away, when what may be lost ends
}

// Alarm tells the administrators, inside the caller's transaction. The same
// alarm told again is the same messages.
func (d *Desk) Alarm(tx store.Tx, channel string, a Alarm, at time.Time) Taken {
	var taken Taken
	id := "alarm:" + channel + "." + strconv.Itoa(int(a.Kind)) + "." + strconv.FormatInt(a.Since.Unix(), 10)
	t := d.turn(tx, Event{ID: id, At: at})
	n := Note{Key: "fault.rival", Lane: Directive}
	if a.Kind == Away {
		n = Note{Key: "fault.away", Args: text.Args{"from": text.Moment(a.Since), "till": text.Moment(a.Till)}, Lane: Directive}
	}
	for _, m := range Admins(tx, at) {
		t.Say(m.Reader(), n)
	}
	taken.add(t)
	return taken
}
