package flows

import "time"

// Settings is what an operator decides and flows need to know. It does not
// change while the bot runs.
type Settings struct {
	Organisation string         // who keeps the data, as the notice names it
	Zone         *time.Location // whose clock people read
	Months       int            // how long what people send is kept
	Admin        struct{ Name, Phone string }
	DutyPhone    string // the number to call where a unit has none of its own

	Gather        time.Duration // how long after the last message another one still joins the report
	DangerSilence time.Duration // how long a danger question waits before the duty officer is told
	UrgentSilence time.Duration // how long the urgent button waits before it asks once

	Secret []byte // what numbers to call are sealed with; empty: none is kept
}

// Defaults returns the settings of conversations.md, for what an operator left
// out.
func Defaults() Settings {
	return Settings{
		Zone:          time.FixedZone("+07", 7*60*60),
		Months:        24,
		Gather:        90 * time.Second,
		DangerSilence: 3 * time.Minute,
		UrgentSilence: 2 * time.Minute,
	}
}

// Traits is what flows need to know of a channel.
type Traits struct {
	Buttons bool // it shows buttons
	Edits   bool // a card can be changed where it stands
	Phones  bool // it vouches for a person's own number, when asked by a WantContact button

	// Via is the key of the words that say which way messages go; "" is "join.via.own".
	Via string

	// Link makes the address that opens the bot with a code, in private or, if
	// group, with a choice of groups to put the bot into; without a code it only
	// opens the bot. It returns "" while the
	// channel does not know its own name. nil: the channel has no such links.
	Link func(code string, group bool) string
}

// TraitsOf returns what is known of the channel of an address.
func TraitsOf(t *Turn, a Address) Traits { return t.desk.traits[a.Channel()] }
