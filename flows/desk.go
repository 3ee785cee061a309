package flows

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A Handler does what a command, a press or a typed verb asks for. args are the
// words after it: of a verb the code first, then the rest as typed.
type Handler func(t *Turn, args []string)

// An Answerer takes what a person answered to a question that was put with
// Turn.Ask. The question has been taken off the stack; an answer that will not
// do is answered by asking again.
type Answerer func(t *Turn, q Question, m viet.Meaning)

// A Desk takes events in and sees to it that the right flow handles them. What
// the bot can do is what was registered with it, in one function of the
// program. It holds no state but that; it is safe for use by several
// goroutines once registration is over.
type Desk struct {
	Texts *text.Catalog
	Set   Settings

	traits   map[string]Traits
	commands map[string]Handler
	verbs    map[string]Handler
	doors    map[string]Handler
	timers   map[string]func(t *Turn, id string)
	answers  map[string]Answerer
	subjects map[string]Subject

	makers  map[string]workshop
	keepers []Keeper
	tasks   []Task
	did     func(t *Turn, team, task string)
	calls   FormCalls

	stranger func(t *Turn)
	coded    func(t *Turn) bool
	first    func(t *Turn) bool
	group    func(t *Turn)
	free     func(t *Turn, m viet.Meaning)
	edited   func(t *Turn)
	waiting  func(t *Turn) []string
	fits     func(t *Turn, verb string, waiting []string) []string
	declined func(t *Turn) bool
	sees     func(t *Turn, code string) bool
	reported func(t *Turn, code string) bool
	numbered func(t *Turn, number string) []string
	gone     func(t *Turn, member string)
	noTopic  func(t *Turn, m Message)
	filed    map[string]func(t *Turn) bool
	menus    func(t *Turn) []Choice
	always   map[string]time.Duration
	soon     map[string]bool // timers that wait no longer because a clock was set back
}

// NewDesk returns a desk at which nothing is registered yet. traits tells of
// each channel by its name.
func NewDesk(texts *text.Catalog, set Settings, traits map[string]Traits) *Desk {
	d := &Desk{
		Texts: texts, Set: set, traits: traits,
		commands: map[string]Handler{},
		verbs:    map[string]Handler{},
		doors:    map[string]Handler{},
		timers:   map[string]func(*Turn, string){},
		answers:  map[string]Answerer{},
		subjects: map[string]Subject{},
		always:   map[string]time.Duration{},
		soon:     map[string]bool{},
		filed:    map[string]func(*Turn) bool{},
		makers:   map[string]workshop{},
	}
	d.Always(sweepName, sweepEvery, sweep)
	return d
}

// Command registers what a command such as "viec" does for a member.
func (d *Desk) Command(name string, h Handler) { d.commands[name] = h }

// Verb registers what a member's press or typed verb does. Rights are the
// handler's to check.
func (d *Desk) Verb(name string, h Handler) { d.verbs[name] = h }

// Door registers a press that also somebody who is not a member yet may make.
func (d *Desk) Door(name string, h Handler) { d.doors[name] = h }

// Timer registers what happens when a timer of this name comes due.
func (d *Desk) Timer(name string, h func(t *Turn, id string)) { d.timers[name] = h }

// Soon registers what happens when a timer of this name comes due that is always
// set for a while after something happened, and never for an hour of the day: if
// the clock is set back meanwhile, it waits no longer than it was to wait.
func (d *Desk) Soon(name string, h func(t *Turn, id string)) {
	d.timers[name] = h
	d.soon[name] = true
}

// Always registers what happens again and again while the bot runs: a timer
// that is set at every start and sets itself anew.
func (d *Desk) Always(name string, every time.Duration, h func(t *Turn)) {
	d.always[name] = every
	d.timers[name] = func(t *Turn, _ string) {
		t.Wake(name, "", every)
		h(t)
	}
}

// Gone registers who is told that a member cannot be reached any more.
func (d *Desk) Gone(h func(t *Turn, member string)) { d.gone = h }

// Answer registers who takes the answers to questions of a kind.
func (d *Desk) Answer(kind string, a Answerer) { d.answers[kind] = a }

// About registers a kind of thing that messages are about.
func (d *Desk) About(kind string, s Subject) { d.subjects[kind] = s }

// Stranger registers what happens when somebody who is no member writes.
func (d *Desk) Stranger(h func(t *Turn)) { d.stranger = h }

// Group registers what happens to everything in a group: what is said and
// pressed there, and what becomes of the group itself. nil drops it.
func (d *Desk) Group(h func(t *Turn)) { d.group = h }

// Free registers what happens to whatever a member sends that is nothing else.
func (d *Desk) Free(h func(t *Turn, m viet.Meaning)) { d.free = h }

// Edited registers what happens when a member changes a message.
func (d *Desk) Edited(h func(t *Turn)) { d.edited = h }

// Waiting registers who knows the codes of what waits for t.From, most
// pressing first: a verb without a code means the only one.
func (d *Desk) Waiting(h func(t *Turn) []string) { d.waiting = h }

// Taken is what a batch of events caused, for those who act on it after the
// commit.
type Taken struct {
	Queued []Queued  // messages to deliver, in the order they were said
	Aside  []Aside   // events that could not be handled and were put aside
	Wake   time.Time // the earliest timer set; zero if none
}

func (k *Taken) add(t *Turn) {
	k.Queued = append(k.Queued, t.queued...)
	if !t.wake.IsZero() && (k.Wake.IsZero() || t.wake.Before(k.Wake)) {
		k.Wake = t.wake
	}
}

// Aside is an event whose handling failed: everything it did was undone, and
// the person was told that it was not recorded. It is kept for 30 days.
type Aside struct {
	ID   string    `cbor:"1,keyasint"`
	At   time.Time `cbor:"2,keyasint"`
	Kind Kind      `cbor:"3,keyasint"`
	Why  string    `cbor:"4,keyasint"`           // what failed, without any text of the person
	Text string    `cbor:"5,keyasint,omitempty"` // masked; empty if masking failed
}

// Asides holds the events that were put aside.
var Asides = store.NewTable("aside", func(a Aside) string { return a.ID })

// Take handles events in their order, each at most once for ever, inside the
// caller's transaction. An event whose handling fails is undone alone and put
// aside, and its sender told; the others go on. It may run again for the same
// events, as a transaction may.
func (d *Desk) Take(tx store.Tx, events []Event) Taken {
	var taken Taken
	seen := seenBlocks{}
	for _, e := range events {
		if e.Kind == Due {
			if !fires(tx, e.Timer) {
				continue
			}
		} else if !seen.first(tx, e) {
			continue
		}
		t := d.turn(tx, e)
		if err := tx.Try(func() { d.route(t) }); err != nil {
			t = d.turn(tx, e)
			taken.Aside = append(taken.Aside, d.putAside(t, err))
			if e.Kind == Due { // a step that failed is late, never lost
				t.Wake(e.Timer.Name, e.Timer.ID, AfterFailure)
			}
		}
		taken.add(t)
	}
	seen.keep(tx)
	return taken
}

// AfterFailure is how long a timer whose handling failed waits to come again.
const AfterFailure = 5 * time.Minute

// putAside keeps what is known of an event that failed and tells its sender.
func (d *Desk) putAside(t *Turn, why error) Aside {
	a := Aside{ID: t.Event.ID, At: t.Event.At, Kind: t.Event.Kind, Why: cause(why)}
	_ = t.Tx.Try(func() { a.Text, _ = viet.Mask(t.Event.Text) }) // a text that cannot be masked is not kept
	Asides.Put(t.Tx, a)
	_ = t.Tx.Try(func() {
		if t.Event.Private || t.From.ID != "" { // also to a member who said it in a group
			t.Reply("fault.aside", text.Args{"phone": t.Set.DutyPhone})
		}
		tellAside(t, a)
	})
	return a
}

// tellAside tells the administrators of an event that was put aside, the first
// in an hour; the others stand in the log and in the store.
func tellAside(t *Turn, a Aside) {
	hour := t.Event.At.Unix() / int64(time.Hour/time.Second)
	if counters.Last(t.Tx, "aside") == hour {
		return
	}
	counters.Gave(t.Tx, "aside", hour)
	for _, m := range Admins(t.Tx, t.Event.At) {
		t.Say(m.Reader(), Note{Key: "fault.admin", Args: text.Args{"id": a.ID}, Lane: Directive})
	}
}

// Flooded tells a person that what comes now is more than can be recorded. It
// is called instead of Take, at most once a minute for one chat.
func (d *Desk) Flooded(tx store.Tx, e Event) Taken {
	var taken Taken
	t := d.turn(tx, e)
	if t.From.ID != "" {
		t.Reply("fault.flood", text.Args{"time": text.Clock(e.At)})
	}
	taken.add(t)
	return taken
}

// turn opens the turn of an event.
func (d *Desk) turn(tx store.Tx, e Event) *Turn {
	t := &Turn{Event: e, Tx: tx, Set: d.Set, desk: d}
	if e.By == "" {
		return t
	}
	t.Reader = Reader{Chat: e.By, Lang: hinted(e.Lang)}
	t.Event.Files = nameless(e.Files)
	if m, ok := actingAt(tx, e.By); ok {
		t.From, t.Reader = m, m.Reader()
		t.Reader.Chat = e.By
	}
	return t
}

// nameless drops what people call their files: names of people stand in them.
func nameless(files []File) []File {
	var kept []File
	for _, f := range files {
		f.Name = ""
		kept = append(kept, f)
	}
	return kept
}

// hinted turns the language of an app into one of ours: Vietnamese unless it
// is plainly English.
func hinted(lang string) text.Lang {
	if len(lang) >= 2 && lang[:2] == "en" {
		return text.English
	}
	return text.Vietnamese
}

// cause says what failed without repeating anything a person wrote: the kind
// of the failure only, since a panic's value may hold a text.
func cause(err error) string {
	var p *store.Panic
	if !errors.As(err, &p) {
		return "handling failed: " + err.Error()
	}
	for line := range strings.Lines(string(p.Stack)) {
		if at := strings.Index(line, "/flows/"); at >= 0 && strings.HasPrefix(line, "\t") {
			place, _, _ := strings.Cut(line[at+1:], " ")
			return "panic at " + strings.TrimSpace(place)
		}
	}
	return "panic"
}

// messageID names the n-th thing said in an event, so that handling it again
// says the same rows again.
func messageID(event string, n int) string { return event + "." + strconv.Itoa(n) }
