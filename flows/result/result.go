// Package result is what a team did, told in a message on the day: two sessions
// yesterday, 85 who came. It becomes items beside the monthly figures, and never a
// matter that somebody has to settle (the domain notes, 12.5).
//
// Its law: what is kept was echoed in digits with its day and its month; what is
// doubtful is asked after the sure ones are kept; a report is never lost to it.
package result

import (
	"iter"
	"slices"
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A State says what has become of what was told.
type State int

// The states.
const (
	Kept    State = iota // its items stand beside the figures
	Offered              // it was read out of a report, and its person has not said yet that it is right
	Gone                 // taken back
)

// A Telling is one message that told results.
type Telling struct {
	Member string        `cbor:"1,keyasint"`
	Seq    int           `cbor:"2,keyasint"`           // its number among those of the member, from 1
	Chat   flows.Address `cbor:"3,keyasint,omitempty"` // where it was said, and
	Said   string        `cbor:"4,keyasint,omitempty"` // the service's id of the message, for edits of it
	Unit   string        `cbor:"5,keyasint"`
	Month  figures.Month `cbor:"6,keyasint"`
	Day    time.Time     `cbor:"7,keyasint"` // when it was done, at midnight of the place
	At     time.Time     `cbor:"8,keyasint"` // when it was told
	Text   string        `cbor:"9,keyasint"` // masked
	State  State         `cbor:"10,keyasint,omitempty"`
	Case   string        `cbor:"11,keyasint,omitempty"` // the report that it is as well
	Sure   []Figure      `cbor:"12,keyasint,omitempty"`
	Asked  []Doubt       `cbor:"13,keyasint,omitempty"` // what is still to be asked, the next first
	Items  []int         `cbor:"14,keyasint,omitempty"` // the numbers of its items in their month
	Added  time.Time     `cbor:"15,keyasint,omitempty"` // when the head added it to a month that was closed
	// 16 was whether its month was closed when it was told, which each figure says now.
	Since time.Time   `cbor:"17,keyasint,omitempty"` // where it is of some days or a month: the first of them
	Or    []time.Time `cbor:"18,keyasint,omitempty"` // the other days that its words may mean
	NoDay bool        `cbor:"19,keyasint,omitempty"` // the day that its words name is none: Or are offered
	Apart bool        `cbor:"20,keyasint,omitempty"` // its person said that it is not what was told before
}

// A Figure is what was told of one indicator.
type Figure struct {
	Code  string   `cbor:"1,keyasint"`
	Value viet.Num `cbor:"2,keyasint"`
	Near  bool     `cbor:"3,keyasint,omitempty"`
	Words string   `cbor:"4,keyasint,omitempty"`
	Late  bool     `cbor:"5,keyasint,omitempty"` // the month was closed before it was certain: it is in no sheet
}

// A Doubt is a figure that is asked back: of which of several indicators it is,
// which number it is, what goods were worth, or whether so much is right.
type Doubt struct {
	Codes  []string   `cbor:"1,keyasint"`
	Values []viet.Num `cbor:"2,keyasint,omitempty"` // none: the number is asked for
	Near   bool       `cbor:"3,keyasint,omitempty"`
	Words  string     `cbor:"4,keyasint"`
	Worth  bool       `cbor:"5,keyasint,omitempty"`
	Much   bool       `cbor:"6,keyasint,omitempty"` // it is more than one unit has in one month
}

// Tellings holds what members told, by member and number; "said" finds the one of
// a message.
var Tellings = store.NewTable("result.telling", func(k Telling) string { return store.Key(k.Member, k.Seq) }).
	Index("said", func(k Telling) []string {
		if k.Said == "" {
			return nil
		}
		return []string{store.Key(string(k.Chat), k.Said)}
	})

// Tables are those that have indexes.
func Tables() []store.Indexed { return []store.Indexed{Tellings} }

// ToldIn returns what a message of this chat told: the first of it, where it told of
// several days.
func ToldIn(t *flows.Turn, message string) (k Telling, ok bool) {
	if message == "" {
		return Telling{}, false
	}
	for k = range Tellings.Under(t.Tx, "said", store.Key(string(t.Event.Chat), message)) {
		return k, true
	}
	return Telling{}, false
}

// standing is what a message of this chat told and was not taken back.
func standing(t *flows.Turn, message string) (all []Telling) {
	if message == "" {
		return nil
	}
	for k := range Tellings.Under(t.Tx, "said", store.Key(string(t.Event.Chat), message)) {
		if k.State != Gone {
			all = append(all, k)
		}
	}
	return all
}

// own returns the telling of whoever acts that a button names, the newest where
// none is named. Without one it says so.
func own(t *flows.Turn, args []string) (k Telling, ok bool) {
	if len(args) > 0 {
		seq, _ := strconv.Atoi(args[0])
		k, ok = Tellings.Get(t.Tx, store.Key(t.From.ID, seq))
	} else {
		k, ok = newest(t.Tx, t.From.ID)
	}
	if ok && k.State == Gone {
		ok = false
	}
	if !ok {
		t.Reply("result.none", nil)
	}
	return k, ok
}

// mine is own for what changes it: only while whoever acts belongs to where it is
// counted, and there is such a place. Else it says so.
func mine(t *flows.Turn, args []string) (k Telling, ok bool) {
	if k, ok = own(t, args); ok {
		ok = !k.left(t)
	}
	return k, ok
}

// left reports whether who told it belongs no longer to where it is counted, or
// that place is one no longer, and says who can change it then.
func (k Telling) left(t *flows.Turn) bool {
	u, _ := flows.Units.Get(t.Tx, k.Unit)
	here := slices.Contains(teams(t), k.Unit) || !u.Team && flows.Holds(t.Tx, t.From.ID, k.Unit, t.Event.At, flows.Coordinator)
	if here && u.Open(t.Event.At) {
		return false
	}
	t.Reply("result.left", text.Args{"unit": text.Lower(u.Name), "month": k.Month.String()})
	return true
}

// late are the figures that came when the month was closed.
func (k Telling) late() []Figure {
	return slices.DeleteFunc(slices.Clone(k.Sure), func(f Figure) bool { return !f.Late })
}

// newest is what a member told last and did not take back.
func newest(tx store.Tx, member string) (Telling, bool) {
	for k := range last(tx, member) {
		if k.State != Gone {
			return k, true
		}
	}
	return Telling{}, false
}

// last yields what a member told, the newest first: however much that was in all the
// years, only what is looked at is read.
func last(tx store.Tx, member string) iter.Seq[Telling] {
	from, to := store.Prefix(store.Key(member))
	return Tellings.Back(tx, from, to)
}

// next is the number of the next telling of a member.
func next(tx store.Tx, member string) int {
	for k := range last(tx, member) {
		return k.Seq + 1
	}
	return 1
}

// closed reports whether the head of the unit has closed the month.
func (k Telling) closed(tx store.Tx) bool {
	s, _ := figures.SheetOf(tx, k.Unit, k.Month)
	return !s.Closed.IsZero()
}

// args fill the texts about a telling.
func (k Telling) args(t *flows.Turn) text.Args { return k.argsOf(t, k.Sure) }

// argsOf fill the texts about some figures of a telling.
func (k Telling) argsOf(t *flows.Turn, all []Figure) text.Args {
	unit, _ := flows.Units.Get(t.Tx, k.Unit)
	lines := text.List{}
	for _, f := range all {
		lines = append(lines, line(t.Set.Indicators, f))
	}
	return text.Args{"unit": text.Lower(unit.Name), "day": text.Day(k.Day), "month": k.Month.String(), "lines": lines}
}

// line is one figure as it is echoed.
func line(all []flows.Indicator, f Figure) text.Key {
	i, _ := figures.Find(all, f.Code)
	name := "result.line"
	if f.Near {
		name = "result.line.near"
	}
	return text.Key{Name: name, Args: text.Args{"label": label(all, f.Code), "figure": figures.Digits(i, f.Value)}}
}

// do is what a button about a telling does.
func (k Telling) do(verb string, more ...string) string {
	words := verb + " " + strconv.Itoa(k.Seq)
	for _, w := range more {
		words += " " + w
	}
	return words
}

// ways are what can be done about results that are kept: of those of which some are in
// a month that is closed, only the others are taken back.
func (k Telling) ways(t *flows.Turn) []flows.Choice {
	choices := []flows.Choice{{Key: "result.change", Do: k.do("kqsua")}, {Key: "result.drop", Do: k.do("kqbo")}}
	if late := len(k.late()); late > 0 && late < len(k.Sure) {
		return choices[1:]
	}
	choices = append(choices, k.days(t)...)
	if len(teams(t)) > 1 {
		choices = append(choices, flows.Choice{Key: "result.team", Do: k.do("kqto"), Row: true})
	}
	if k.Case == "" {
		choices = append(choices, flows.Choice{Key: "result.report", Do: k.do("kqviec"), Row: true})
	}
	return choices
}

// teams are those of which whoever acts is one of the people, each once.
func teams(t *flows.Turn) []string {
	var all []string
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		switch p.Role {
		case flows.Plain, flows.Secretary, flows.Deputy, flows.Head:
			if !slices.Contains(all, p.Unit) {
				all = append(all, p.Unit)
			}
		}
	}
	return all
}

// place is for which unit whoever acts tells results, and which figures are its
// to fill: the team that the member chose, else the first; else the commune that
// the member coordinates.
func place(t *flows.Turn) (unit string, fills flows.Source) {
	all := teams(t)
	switch {
	case slices.Contains(all, t.From.Team):
		return t.From.Team, flows.FromTeam
	case len(all) > 0:
		return all[0], flows.FromTeam
	}
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		if p.Role == flows.Coordinator {
			return p.Unit, flows.FromCommune
		}
	}
	return "", ""
}
