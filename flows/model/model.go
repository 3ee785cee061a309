// Package model keeps the dân vận khéo models of the units: what somebody sets out
// to do, by when, what shows that it is done, and what becomes of it up to its
// being taken over elsewhere (the domain notes, 2.1 and 4).
//
// Its laws: none is kept without a unit, a target and a day of review; nothing is
// reviewed or assessed before something shows it; rights are looked up at the moment
// of the act; whoever belongs to the team does not judge it.
package model

import (
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/directive"
	"caunoi/flows/text"
	"caunoi/store"
)

// A State is how far a model has come. Numbers are stored and never reused.
type State uint8

// The states (the domain notes, 2.1).
const (
	Registered State = 1 // đăng ký
	Accepted   State = 2 // được duyệt
	Running    State = 3 // đang thực hiện
	Reviewed   State = 4 // sơ kết
	Met        State = 5 // đánh giá: đạt
	NotMet     State = 6 // đánh giá: chưa đạt
	Recognised State = 7 // công nhận, biểu dương
	Replicated State = 8 // nhân rộng: another unit has begun it
	Stopped    State = 9 // dừng
)

// Name is the last part of the catalog's key.
func (s State) Name() string {
	return [...]string{"", "registered", "accepted", "running", "reviewed", "met", "notmet", "recognised", "replicated", "stopped"}[s]
}

// pending reports whether the model has a day on which something is to be done.
func (s State) pending() bool { return s >= Registered && s <= Reviewed }

// fields are the fields of work by their codes (the domain notes, 2.1): economy and
// society, new-style countryside, culture and society, defence and security, building
// the political system, administrative reform.
var fields = []string{"KTX", "NTM", "VHX", "QPA", "HTC", "CCH"}

// An Amount is a number of something: a target, or what was reached of it.
type Amount struct {
	Number int64  `cbor:"1,keyasint"`           // thousandths
	Unit   string `cbor:"2,keyasint,omitempty"` // of viet's table of units; "" if it has none such
	Label  string `cbor:"3,keyasint"`           // the unit in words
	Near   bool   `cbor:"4,keyasint,omitempty"` // it was said to be near enough
}

// A Model is one of them, from its registration on.
type Model struct {
	Number  int64     `cbor:"1,keyasint"` // as people say it: MH-12
	State   State     `cbor:"2,keyasint"`
	Name    string    `cbor:"3,keyasint"` // masked
	Field   string    `cbor:"4,keyasint"`
	Unit    string    `cbor:"5,keyasint"`           // its owner when it was registered; see owner
	Path    []string  `cbor:"6,keyasint"`           // the owner and the units above it, as they were last seen
	Place   string    `cbor:"7,keyasint,omitempty"` // where in the unit, masked; "" is all of it
	By      string    `cbor:"8,keyasint,omitempty"` // who registered it
	At      time.Time `cbor:"9,keyasint"`
	Target  Amount    `cbor:"10,keyasint"`
	Start   time.Time `cbor:"11,keyasint"`           // midnight
	Due     time.Time `cbor:"12,keyasint,omitempty"` // the midnight of the day of the review, after it of the assessment; zero: none
	Reached Amount    `cbor:"13,keyasint,omitempty"` // at the last review
	From    int64     `cbor:"14,keyasint,omitempty"` // the model it was made after
	Shown   int64     `cbor:"15,keyasint,omitempty"` // how often something was shown of it, see Evidences
	Latest  time.Time `cbor:"16,keyasint,omitempty"` // when last
	Why     string    `cbor:"17,keyasint,omitempty"` // why it was stopped or is not met, masked
	Marks   []Mark    `cbor:"18,keyasint,omitempty"` // what is counted of it
	Log     []Entry   `cbor:"19,keyasint,omitempty"`
	Nudges  int       `cbor:"20,keyasint,omitempty"` // how often those concerned were told that Due has come, in this state
	Owner   string    `cbor:"21,keyasint,omitempty"` // the unit it belongs to, as it was last seen; see owner
	Refused bool      `cbor:"22,keyasint,omitempty"` // it was not accepted, and so stopped
}

// An Entry is a line of a model's log: codes and ids, never a text.
type Entry struct {
	At  time.Time `cbor:"1,keyasint"`
	To  State     `cbor:"2,keyasint"`
	By  string    `cbor:"3,keyasint,omitempty"`
	Due time.Time `cbor:"4,keyasint,omitempty"`
}

// longestLog is how many lines of a log are kept: the newest.
const longestLog = 50

// Code is how messages and buttons name a model.
func (m Model) Code() string { return strconv.FormatInt(m.Number, 10) }

// owner is the unit that a model belongs to now: its team, or what that has become
// part of since.
func (m Model) owner(tx store.Tx) flows.Unit {
	u, _ := flows.Units.Get(tx, directive.Now(tx, m.Unit))
	return u
}

// enter brings a model into a state and writes it down. What is to be done by the day
// of review is another thing from then on, of which those concerned are told anew.
func (m *Model) enter(t *flows.Turn, to State) {
	m.State, m.Nudges = to, 0
	m.Log = append(m.Log, Entry{At: t.Event.At, To: to, By: t.From.ID, Due: m.Due})
	m.Log = m.Log[max(0, len(m.Log)-longestLog):]
}

// status is how far a model has come, in words.
func (m Model) status() text.Key {
	if m.State == Stopped && m.Refused {
		return text.K("model.state.refused")
	}
	return text.K("model.state." + m.State.Name())
}

// since is when a model came into its state.
func (m Model) since() time.Time {
	if len(m.Log) == 0 {
		return m.At
	}
	return m.Log[len(m.Log)-1].At
}

func key(number int64) string { return store.Key(store.Desc(number)) }

// Models holds all of them, the newest first. "place" lists those of a unit and
// below it, "shelf" the same by how far they are, "due" those of which something is
// to be done, by the day; "from" those that were made after another, "by" those in
// which a member acted. The count "shelf" says how many stand on each shelf of a
// unit, and "mark" how many marks of a sort a unit got on a day (see Count).
var Models = store.NewTable("model", func(m Model) string { return key(m.Number) }).
	Index("place", func(m Model) []string {
		return m.each(func(unit string) string { return store.Key(unit, store.Desc(m.Number)) })
	}).
	Index("shelf", func(m Model) []string {
		return m.each(func(unit string) string { return store.Key(unit, string(m.shelf()), store.Desc(m.Number)) })
	}).
	Index("due", func(m Model) []string {
		if !m.State.pending() || m.Due.IsZero() {
			return nil
		}
		return m.each(func(unit string) string { return store.Key(unit, m.Due) })
	}).
	Index("from", func(m Model) []string {
		if m.From == 0 {
			return nil
		}
		return []string{store.Key(m.From)}
	}).
	Index("by", func(m Model) []string {
		var who []string
		for _, id := range append([]string{m.By}, m.actors()...) {
			if id != "" {
				who = append(who, store.Key(id))
			}
		}
		return who
	}).
	Count("shelf", func(m Model) []string {
		return m.each(func(unit string) string { return store.Key(unit, string(m.shelf())) })
	}).
	Count("mark", func(m Model) []string {
		var cells []string
		for _, mark := range m.Marks {
			if mark.Kind == WasStopped && !m.marked(WasShown) {
				continue // noted by versions that took one from those kept up when a model was refused
			}
			cells = append(cells, store.Key(mark.Unit, uint8(mark.Kind), int64(mark.Day)))
		}
		return cells
	}).
	Version(1)

// alone stands in the indexes for a unit without those below it.
func alone(unit string) string { return "=" + unit }

// each returns a term for every unit on the model's path, and one for its owner alone.
func (m Model) each(term func(unit string) string) []string {
	var terms []string
	for _, unit := range m.Path {
		terms = append(terms, term(unit))
	}
	if m.Owner != "" {
		terms = append(terms, term(alone(m.Owner)))
	}
	return terms
}

// actors are those who stand in the log.
func (m Model) actors() []string {
	var who []string
	for _, e := range m.Log {
		who = append(who, e.By)
	}
	return who
}

// A shelf is a part of the list.
type shelf string

// The shelves.
const (
	waiting  shelf = "wait" // for being accepted
	going    shelf = "run"
	judged   shelf = "judged"
	honoured shelf = "good"
	ended    shelf = "end"
	late     shelf = "late" // not of its own: what is past its day
)

// shelf is where a model stands.
func (m Model) shelf() shelf {
	switch m.State {
	case Registered:
		return waiting
	case Accepted, Running, Reviewed:
		return going
	case Met, NotMet:
		return judged
	case Recognised, Replicated:
		return honoured
	}
	return ended
}

// Find returns the model of a number as people type it: 12, MH-12, mh12.
func Find(tx store.Tx, code string) (Model, bool) {
	n, ok := parseCode(code)
	if !ok {
		return Model{}, false
	}
	return Models.Get(tx, key(n))
}

// parseCode reads the number of a model, whether there is one or not.
func parseCode(code string) (n int64, ok bool) {
	digits := strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(code), "mh"), "-")
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return n, err == nil && n > 0
}

// put stores a model with the units it belongs to as they are now.
func put(tx store.Tx, m Model) {
	m.Path, m.Owner = nil, m.owner(tx).Code
	for u := range flows.Up(tx, m.Unit) {
		m.Path = append(m.Path, u.Code)
	}
	Models.Put(tx, m)
}

var numbers = store.NewNumbers("model.number")

// Tables are those whose indexes and counts are made anew when they change.
func Tables() []store.Indexed { return []store.Indexed{Models, Evidences} }
