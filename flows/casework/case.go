// Package casework is what becomes of a report: somebody is told of it, takes
// it, asks about it, settles it, and the reporter says whether it is settled.
//
// Its law: an urgent case always ends with a person, or with an administrator
// who knows that nobody answered; whoever reported hears of every step; rights
// are looked up at the moment of the act.
package casework

import (
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// A State is how far a case has come. Numbers are stored and never reused.
type State uint8

// The states, in the order of a case's life.
const (
	New       State = 1 // nobody has taken it
	Taken     State = 2 // somebody has
	Working   State = 3 // and says so
	Done      State = 4 // settled, says whoever took it
	Closed    State = 5 // settled, says the reporter
	Withdrawn State = 6 // taken back by the reporter
	Merged    State = 7 // became part of another case
	Rejected  State = 8 // not taken on, with a reason; the reporter may open it again
)

// Name is the last part of the catalog's key for the state.
func (s State) Name() string {
	return [...]string{"", "new", "taken", "working", "done", "closed", "withdrawn", "merged", "rejected"}[s]
}

// Open reports whether there is still something to be done.
func (s State) Open() bool { return s == New || s == Taken || s == Working }

// A Level is how pressing a case is (the domain notes, 12.4).
type Level uint8

// The levels.
const (
	LifeAndDanger Level = 1
	Soon          Level = 2
	Ordinary      Level = 3
	ToKnow        Level = 4
)

// A Danger is what is known of danger to people in a case whose words speak of
// it. Where nobody answered, silence counts as danger.
type Danger uint8

// What is known.
const (
	NotAsked Danger = 0
	AskedFor Danger = 1 // the question stands open
	Yes      Danger = 2
	Unsure   Danger = 3
	No       Danger = 4
	Silent   Danger = 5 // nobody answered in time; the duty officer was told
)

// A Part is one message of a case.
type Part struct {
	At    time.Time    `cbor:"1,keyasint"`
	Text  string       `cbor:"2,keyasint,omitempty"` // masked
	Files []flows.File `cbor:"3,keyasint,omitempty"`
	Said  string       `cbor:"4,keyasint,omitempty"` // the service's id of the message in the reporter's chat
	By    string       `cbor:"5,keyasint,omitempty"` // who, if not the reporter
	Kind  PartKind     `cbor:"6,keyasint,omitempty"`
	Album string       `cbor:"7,keyasint,omitempty"`
}

// A PartKind says what a message is in its case.
type PartKind uint8

// The kinds of parts.
const (
	Told     PartKind = 0  // what happened
	Question PartKind = 1  // a handler asked
	Reply    PartKind = 2  // the reporter answered
	Remarked PartKind = 3  // a handler told the reporter
	Result   PartKind = 4  // what was done
	Objects  PartKind = 5  // the reporter says it is not settled
	Replaced PartKind = 6  // what a part said before it was put right
	Memo     PartKind = 7  // a note among those who handle it; the reporter does not read it
	Visit    PartKind = 8  // what somebody saw who went there: evidence that it is settled
	Written  PartKind = 9  // a voice, written up by who listened to it
	Reason   PartKind = 10 // why it was handed on, put off or not taken on
)

// An Alert is one handler told of a case, and what became of it.
type Alert struct {
	Member string    `cbor:"1,keyasint"`
	Role   string    `cbor:"2,keyasint"` // catalog key of what the handler is to this case
	At     time.Time `cbor:"3,keyasint"`
	Sent   time.Time `cbor:"4,keyasint,omitempty"`  // when the service had it
	Failed string    `cbor:"5,keyasint,omitempty"`  // why it could not be sent; a short code
	Last   bool      `cbor:"6,keyasint,omitempty"`  // an administrator, called because nobody else could be reached
	Shut   bool      `cbor:"61,keyasint,omitempty"` // it failed because the chat was closed, so that it is tried again once one is open
	Rung   int       `cbor:"60,keyasint,omitempty"` // by which rung of the ladder last, from 1; 0: not by the ladder

	anew  bool // in this turn the handler was called again and must notice it
	first bool // in this turn the handler was called for the first time, perhaps after a look at the card
}

// An Entry is a line of a case's log: codes and ids, never a text.
type Entry struct {
	At   time.Time `cbor:"1,keyasint"`
	Act  string    `cbor:"2,keyasint"`
	By   string    `cbor:"3,keyasint,omitempty"`
	Note string    `cbor:"4,keyasint,omitempty"`
	Why  string    `cbor:"60,keyasint,omitempty"` // of a step that failed: a short code
}

// A Case is one matter of the residents, from the message that reported it to
// its end. It holds an issue, a place and counts, and nothing of residents.
type Case struct {
	Code       string        `cbor:"1,keyasint"`
	Reporter   string        `cbor:"2,keyasint"` // member id
	Chat       flows.Address `cbor:"3,keyasint"` // where it was reported
	Unit       string        `cbor:"4,keyasint"`
	Path       []string      `cbor:"5,keyasint,omitempty"` // the units above, nearest first, as they were then
	At         time.Time     `cbor:"6,keyasint"`
	Parts      []Part        `cbor:"7,keyasint"`
	Category   string        `cbor:"8,keyasint"`
	Level      Level         `cbor:"9,keyasint"`
	Chosen     bool          `cbor:"10,keyasint,omitempty"` // a person, not the words, chose the category
	Households int           `cbor:"11,keyasint,omitempty"`
	State      State         `cbor:"12,keyasint"`
	Danger     Danger        `cbor:"13,keyasint,omitempty"`
	Unheard    bool          `cbor:"14,keyasint,omitempty"` // nothing but voice or pictures, and nobody has listened or looked
	Masked     bool          `cbor:"15,keyasint,omitempty"`
	Alerts     []Alert       `cbor:"16,keyasint,omitempty"`
	Taker      string        `cbor:"17,keyasint,omitempty"`
	TakerRole  string        `cbor:"18,keyasint,omitempty"` // catalog key
	TakenAt    time.Time     `cbor:"19,keyasint,omitempty"`
	DoneAt     time.Time     `cbor:"20,keyasint,omitempty"`
	Other      string        `cbor:"21,keyasint,omitempty"` // the case it was merged into
	Wish       bool          `cbor:"22,keyasint,omitempty"` // the reporter asked to take it back after it was taken
	Place      *flows.Place  `cbor:"23,keyasint,omitempty"` // of a level-1 case only, until it is closed
	CallBack   []byte        `cbor:"24,keyasint,omitempty"` // sealed; see seal
	Log        []Entry       `cbor:"25,keyasint,omitempty"`

	Above bool `cbor:"40,keyasint,omitempty"` // went to the level above: nobody of its team sees it
	Known bool `cbor:"41,keyasint,omitempty"` // and somebody of them had been sent it before

	Since    string `cbor:"42,keyasint,omitempty"` // since when, in the reporter's words
	Proposal string `cbor:"43,keyasint,omitempty"` // what the team proposes
	Counted  bool   `cbor:"44,keyasint,omitempty"` // the reporter, not the words, said how many households

	Where     bool       `cbor:"45,keyasint,omitempty"` // which village it is about is asked
	Several   bool       `cbor:"46,keyasint,omitempty"` // its reporter reports for several
	Same      string     `cbor:"47,keyasint,omitempty"` // the case it may be the same as, while that is asked
	Followers []Follower `cbor:"48,keyasint,omitempty"`

	Kept []string `cbor:"90,keyasint,omitempty"` // of one that went to the level above: the units it was moved from, whose people it stays kept from

	Given    Handover `cbor:"65,keyasint,omitempty"` // to whom it was handed on, until somebody takes it
	Draft    *Part    `cbor:"66,keyasint,omitempty"` // a result that still lacks its evidence
	Extended int      `cbor:"67,keyasint,omitempty"` // how often its deadline was put off
	Mute     bool     `cbor:"68,keyasint,omitempty"` // closed because its reporter did not answer

	Clock   Clock    `cbor:"49,keyasint,omitempty"` // what time will do to it
	Drill   bool     `cbor:"50,keyasint,omitempty"` // an exercise: marked as such everywhere and counted nowhere
	Offices []string `cbor:"51,keyasint,omitempty"` // units besides its own that handle it, by routing or by a coordinator
	Storm   string   `cbor:"52,keyasint,omitempty"` // the code under which a coordinator grouped the cases of one storm
	Hot     bool     `cbor:"53,keyasint,omitempty"` // was part of a hot spot that was signalled
	Wished  Level    `cbor:"54,keyasint,omitempty"` // the level its reporter gave it, kept beside the coordinator's; 0: the same

	Area   string `cbor:"80,keyasint,omitempty"` // the commune it counts in for hot spots; "" where it cannot be part of one
	Heat   *Heat  `cbor:"81,keyasint,omitempty"` // the hot spot it is flagged as part of
	Former string `cbor:"60,keyasint,omitempty"` // who had it and gave no sign of work, until somebody takes it

	Directive int64 `cbor:"95,keyasint,omitempty"` // the directive it keeps its team from doing

	Ahead  int   `cbor:"96,keyasint,omitempty"` // how many minutes the clock of its place was ahead of Vietnam's (+07:00)
	First  int   `cbor:"97,keyasint,omitempty"` // on which day a month of its place began; 0: on the first
	NoTeam bool  `cbor:"98,keyasint,omitempty"` // it was reported at a unit that is no team, and is counted there from the start
	Life   []Met `cbor:"99,keyasint,omitempty"` // of one that was emptied: what its log said that is counted

	Today []string `cbor:"100,keyasint,omitempty"` // its place by the tree of today and the units above, nearest first, where they are others than Unit and Path

	loud  bool // in this turn it became urgent: who saw it before must notice it anew
	quiet bool // in this turn it was taken or handed on as one of many: who has it opens its card when it is wanted
}

// Cases holds all cases by code. "own" lists a member's, the newest first;
// "open" what is not settled in a unit and below it, by shelf, the most pressing
// first; "watch" what must not be without a person; "hands" what waits for a handler. The counts are those of
// tally.go: what was reported, and what became of it.
var Cases = store.NewTable("case", func(c Case) string { return c.Code }).
	Index("own", func(c Case) []string {
		if c.Reporter == "" {
			return nil // its time is over, and nobody's name is with it
		}
		return []string{store.Key(c.Reporter, store.Desc(c.At))}
	}).
	Index("open", shelved).
	Index("watch", func(c Case) []string {
		if !c.State.Open() || c.Level > Soon {
			return nil
		}
		return []string{store.Key(uint8(c.Level), c.At)}
	}).
	Index("hands", inHands).
	Index("settled", settledTerms).
	Count("month", received).
	Count("life", lived).
	Count("moved", moved).
	Version(3)

// note adds a line to the log.
func (c *Case) note(t *flows.Turn, act, why string) {
	c.Log = append(c.Log, Entry{At: t.Event.At, Act: act, By: t.From.ID, Note: why})
}

// noteWhy adds a line to the log that says why something failed.
func (c *Case) noteWhy(t *flows.Turn, act, what, why string) {
	c.Log = append(c.Log, Entry{At: t.Event.At, Act: act, By: t.From.ID, Note: what, Why: why})
}

// Add appends a message of the reporter.
func (c *Case) Add(p Part) { c.Parts = append(c.Parts, p) }

// told returns the messages that say what happened.
func (c Case) told() []Part {
	var told []Part
	for _, p := range c.Parts {
		if p.Kind == Told {
			told = append(told, p)
		}
	}
	return told
}

// toldBy returns the messages that say what happened of one of its reporters;
// "" is the first.
func (c Case) toldBy(member string) []Part {
	var told []Part
	for _, p := range c.told() {
		if p.By == member {
			told = append(told, p)
		}
	}
	return told
}

// about names the case's card of a view.
func about(code, view string) flows.About {
	return flows.About{Kind: "case", Code: code, View: view}
}

// OwnCard names the reporter's card of a case.
func OwnCard(code string) flows.About { return about(code, "own") }

// AlertCard names the handlers' card of a case.
func AlertCard(code string) flows.About { return about(code, "alert") }

// Notice names a message about a case that is no card.
func Notice(code string) flows.About { return about(code, "") }
