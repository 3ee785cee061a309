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

	Terms    [5]Terms      // what is promised of cases, by level; the first is unused
	Holidays Holidays      // when offices do not work
	Silence  time.Duration // how long after a settlement silence of the reporter closes the case
	Silent   time.Duration // how long nothing is heard of a team until its person in charge is told; 0: never
	Bundle   time.Duration // within which several alerts to one person come as one list, but for level 1
	Leave    int           // how many days at most a person may be on leave without an administrator
	Hot      map[string]Hot
	Routes   []Route

	Reminders []SetReminder // what the operator lets be said on time

	Indicators []Indicator // what is counted every month, in the order in which it is asked and shown
	Period     int         // on which day, 1 to 28, a month of figures begins; above 1 it is named by the month it ends in

	Forms []Form // what teams and communes can fill in besides

	Digests Digests // what is sent of the numbers without being asked for; none where an operator says nothing else

	Directives Directives
	Chase      Chase // how those are chased who have not acknowledged a directive

	Rate float64 // how many messages leave in a second at most, for saying how long many of them take

	Secret []byte // what numbers to call are sealed with; empty: none is kept
}

// Hot says how many reports of a category from one commune within a time are a
// hot spot. N of 0 is never.
type Hot struct {
	N      int
	Within time.Duration
}

// A SetReminder is a reminder of the configuration.
type SetReminder struct {
	Name   string        // tells it from the others, and is never changed
	When   string        // a cron line, or Vietnamese words
	Whom   string        // "team", "heads", "members", "charge", "duty", "coordinators" or "leaders"
	Units  []string      // codes of units; all teams there and below
	Useful time.Duration // how long after its time it is worth saying
	Task   string        // the Task that it lets its teams begin; whoever has done it is spared. "" is none
	Text   string

	Workday bool // on a day without work it waits for the next one with
	Night   bool // it is said at its own hour, also at night
}

// Directives says what holds of directives.
type Directives struct {
	Consent int           // to how many receivers one goes without a second person or the sender's number
	Delay   time.Duration // how long one that was confirmed with the number waits, and can be stopped
	Again   time.Duration // how long a sender waits between two with more receivers than that (S07)
}

// A Route says which office, a unit of the tree, gets the cases of a category
// from a unit and all below it. An empty category is every one.
type Route struct {
	Category string
	Unit     string
	Office   string
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
		Terms:         DefaultTerms(),
		Silence:       7 * 24 * time.Hour,
		Silent:        4 * 7 * 24 * time.Hour,
		Bundle:        time.Minute,
		Rate:          29,
		Chase:         DefaultChase(),
		Leave:         60,
		Hot:           DefaultHot(),
		Indicators:    DefaultIndicators(),
		Forms:         DefaultForms(),
		Period:        1,
		Directives:    Directives{Consent: 50, Delay: time.Minute, Again: 10 * time.Minute},
	}
}

// DefaultHot returns how many reports of each category make a hot spot: few
// where people are in danger, more where much is reported anyway, and never
// where a report concerns persons or what people think (conversations 0.11).
func DefaultHot() map[string]Hot {
	week := 7 * 24 * time.Hour
	return map[string]Hot{
		"TAI": {3, 24 * time.Hour}, "YTE": {3, week}, "MTR": {3, week}, "HTA": {5, week},
		"SXU": {5, week}, "CSX": {5, week}, "GDU": {5, week}, "THC": {8, week},
	}
}

// Traits is what flows need to know of a channel.
type Traits struct {
	Buttons bool // it shows buttons
	Edits   bool // a card can be changed where it stands
	Deletes bool // what was shown can be taken away again, at least for some time
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

// Knows reports whether a verb does something in this version, so that nothing
// is offered that is not there.
func Knows(t *Turn, verb string) bool { return t.desk.verbs[verb] != nil }
