// Package form is for what an operator lets teams and communes fill in besides the
// figures: its questions, kinds and bounds are configuration.
//
// Its law: a form asks for no person. Who answers for something is named by the
// post, what looks like a name or a number of somebody is not taken, and the
// answers are seen by those of the unit and those who lead above it.
package form

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A Filled is one time that a form was filled in.
type Filled struct {
	Form   string    `cbor:"1,keyasint"` // its name
	Unit   string    `cbor:"2,keyasint"`
	Seq    int       `cbor:"3,keyasint"` // its number among those of the unit, from 1
	At     time.Time `cbor:"4,keyasint"`
	By     string    `cbor:"5,keyasint,omitempty"`
	Values []Value   `cbor:"6,keyasint"`

	Gone      time.Time `cbor:"7,keyasint,omitempty"`  // when it was taken back: then it says nothing any more
	Directive int64     `cbor:"8,keyasint,omitempty"`  // the one it was filled in for; 0 is none
	Asked     string    `cbor:"9,keyasint,omitempty"`  // of one that asks each person: the member who was asked
	Was       []Change  `cbor:"10,keyasint,omitempty"` // what it said before, the oldest first
}

// A Change is what an answer said until it was put right.
type Change struct {
	By     string    `cbor:"1,keyasint,omitempty"` // who put it right
	At     time.Time `cbor:"2,keyasint"`
	Values []Value   `cbor:"3,keyasint"` // before
}

// last is who has last said what it says, and when.
func (f Filled) last() (by string, at time.Time) {
	if n := len(f.Was); n > 0 {
		return f.Was[n-1].By, f.Was[n-1].At
	}
	return f.By, f.At
}

// A Value is the answer to one field. It keeps the words of the question, so that
// an answer stays readable when an operator changes the form.
type Value struct {
	Label  string    `cbor:"1,keyasint"`
	Text   string    `cbor:"2,keyasint,omitempty"` // of a text, a choice or a post; masked
	Number viet.Num  `cbor:"3,keyasint,omitempty"`
	Unit   viet.Unit `cbor:"4,keyasint,omitempty"`
	Near   bool      `cbor:"5,keyasint,omitempty"`
	Day    time.Time `cbor:"6,keyasint,omitempty"`
	Kind   string    `cbor:"7,keyasint"`
}

// Filleds holds the answers, by form, unit and number. "by" lists what a member
// filled in, put right or took back, "directive" what was filled in for a directive,
// by whom it asked.
var Filleds = store.NewTable("form.filled", Filled.key).
	Index("by", func(f Filled) (by []string) {
		for _, id := range append([]string{f.By}, f.menders()...) {
			if id != "" && !slices.Contains(by, store.Key(id)) {
				by = append(by, store.Key(id))
			}
		}
		return by
	}).
	Index("directive", func(f Filled) []string {
		if f.Directive == 0 {
			return nil
		}
		return []string{store.Key(f.Directive, f.Unit, f.Asked)}
	}).
	Version(2)

// menders are those who put an answer right.
func (f Filled) menders() (ids []string) {
	for _, c := range f.Was {
		ids = append(ids, c.By)
	}
	return ids
}

func (f Filled) key() string { return store.Key(f.Form, f.Unit, f.Seq) }

// Tables are those that have indexes.
func Tables() []store.Indexed { return []store.Indexed{Filleds} }

// last is the newest answer of a unit.
func last(tx store.Tx, form, unit string) (f Filled, ok bool) {
	from, to := store.Prefix(store.Key(form, unit))
	for f = range Filleds.Range(tx, from, to) {
		ok = true
	}
	return f, ok
}

// Task is a form that a team can be reminded to fill in. Who has done so, also for a
// directive, need not be.
func Task(f flows.Form) flows.Task {
	return flows.Task{
		Key: taskOf(f.Name), Label: "form.begin", Args: text.Args{"title": viet.Short(f.Title, 20)}, Do: "bieu " + f.Name, Asks: "bieu",
		Done: func(t *flows.Turn, team string, p flows.Period) (done bool) {
			from, to := store.Prefix(store.Key(f.Name, team))
			for a := range Filleds.Range(t.Tx, from, to) {
				done = done || a.Gone.IsZero() && !a.At.Before(p.Since)
			}
			return done
		},
	}
}

// taskOf is the key of the task of filling in a form.
func taskOf(name string) string { return "form." + name }

// fillers are those who may fill in a form for a commune, and overseers those who
// see all that is below them.
var (
	fillers   = []flows.Role{flows.Coordinator, flows.Leader}
	overseers = []flows.Role{flows.Coordinator, flows.Leader, flows.Admin}
)

// place is the unit for which whoever acts fills in a form, "" if there is none.
func place(t *flows.Turn, f flows.Form) string {
	team := ""
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		u, ok := flows.Units.Get(t.Tx, p.Unit)
		switch {
		case !ok || !u.Open(t.Event.At):
		case f.By == flows.FromCommune && !u.Team && slices.Contains(fillers, p.Role):
			return p.Unit
		case f.By != flows.FromTeam || !u.Team || !inside(p.Role):
		case p.Unit == t.From.Team:
			return p.Unit
		case team == "":
			team = p.Unit
		}
	}
	return team
}

// mayFill returns the form that the words name if whoever acts may fill it in.
func mayFill(t *flows.Turn, name string) (f flows.Form, unit string, ok bool) {
	if f, ok = t.Set.FormOf(name); ok {
		unit = place(t, f)
	}
	return f, unit, ok && unit != ""
}

// A viewer is who looks at answers: what the member's posts let one see.
type viewer struct {
	tx    store.Tx
	posts []flows.Post
	known map[string]bool // by unit
}

func viewing(tx store.Tx, member string, at time.Time) *viewer {
	return &viewer{tx: tx, posts: flows.PostsOf(tx, member, at), known: map[string]bool{}}
}

// sees reports whether the answers of a unit may be seen: by its own people, also
// where it has become part of another, and by those who lead there or above.
func (v *viewer) sees(unit string) bool {
	if seen, ok := v.known[unit]; ok {
		return seen
	}
	seen := false
	for u := range flows.Up(v.tx, unit) {
		own := u.Code == unit || u.Team
		seen = seen || slices.ContainsFunc(v.posts, func(p flows.Post) bool {
			return p.Unit == u.Code && (own && p.Role.InTeam() || slices.Contains(overseers, p.Role))
		})
	}
	v.known[unit] = seen
	return seen
}

// lines are the answers as they are read back.
func lines(values []Value) text.List {
	var all text.List
	for _, v := range values {
		all = append(all, text.Key{Name: "form.line", Args: text.Args{"label": v.Label, "value": v.shown()}})
	}
	return all
}

// shown is an answer as people write it.
func (v Value) shown() any {
	switch flows.FieldKind(v.Kind) {
	case flows.NumberField:
		figure := viet.Amount{Low: v.Number, High: v.Number, Unit: v.Unit}.Digits()
		if v.Near {
			return text.Key{Name: "form.near", Args: text.Args{"figure": figure}}
		}
		return figure
	case flows.DateField:
		return text.Day(v.Day)
	}
	return v.Text
}
