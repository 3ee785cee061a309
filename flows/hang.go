package flows

import (
	"time"

	"caunoi/store"
)

// A Hanging is where a unit hung in the tree until it was hung elsewhere. A unit that
// became part of another needs none: its own record says when, and of which.
type Hanging struct {
	Unit   string    `cbor:"1,keyasint"`
	Parent string    `cbor:"2,keyasint"`
	To     time.Time `cbor:"3,keyasint"` // the first moment it hung there no longer
}

// Hangings holds where units hung before, each unit's oldest first.
var Hangings = store.NewTable("unit.hung", func(s Hanging) string { return store.Key(s.Unit, s.To) })

// Hang stores a unit as it is from a moment on, and keeps where it hung until then:
// what the tree was like stays known. A unit that hung nowhere has only got its place.
func Hang(tx store.Tx, u Unit, at time.Time) {
	if old, known := Units.Get(tx, u.Code); known && old.Parent != "" && old.Parent != u.Parent {
		Hangings.Put(tx, Hanging{Unit: u.Code, Parent: old.Parent, To: at})
	}
	Units.Put(tx, u)
}

// A Span is some time: from its first moment, zero for always, until the first one
// after it, zero for still.
type Span struct{ From, To time.Time }

// within is what two spans have in common; ok is false where that is nothing.
func (s Span) within(o Span) (both Span, ok bool) {
	if s.From.Before(o.From) {
		s.From = o.From
	}
	if s.To.IsZero() || !o.To.IsZero() && o.To.Before(s.To) {
		s.To = o.To
	}
	return s, s.To.IsZero() || s.From.Before(s.To)
}

// A Stood is a unit, and when it was at or below another.
type Stood struct {
	Unit  Unit
	Spans []Span
}

// At reports whether it was there at a moment.
func (s Stood) At(at time.Time) bool {
	for _, span := range s.Spans {
		if !at.Before(span.From) && (span.To.IsZero() || at.Before(span.To)) {
			return true
		}
	}
	return false
}

// Below returns a unit and all that are or ever were below it, by the tree of each
// time. A chain longer than eight, which only a damaged tree has, is cut there.
func Below(tx store.Tx, unit Unit) []Stood {
	left, former := map[string]time.Time{}, map[string][]Stood{} // when a unit came to where it hangs; who hung below one
	for s := range Hangings.All(tx) {
		if u, ok := Units.Get(tx, s.Unit); ok {
			former[s.Parent] = append(former[s.Parent], Stood{u, []Span{{left[s.Unit], s.To}}})
			left[s.Unit] = s.To
		}
	}
	type piece struct {
		code string
		span Span
		deep int
	}
	all, at := []Stood{{unit, []Span{{}}}}, map[string]int{unit.Code: 0}
	for next := []piece{{unit.Code, Span{}, 1}}; len(next) > 0; next = next[1:] {
		above := next[0]
		add := func(u Unit, span Span) {
			span, some := span.within(above.span)
			if !some || u.Code == above.code || above.deep == 8 {
				return
			}
			i, known := at[u.Code]
			if !known {
				i, at[u.Code] = len(all), len(all)
				all = append(all, Stood{Unit: u})
			}
			all[i].Spans = append(all[i].Spans, span)
			next = append(next, piece{u.Code, span, above.deep + 1})
		}
		for u := range Units.Under(tx, "parent", store.Key(above.code)) {
			span := Span{From: left[u.Code]}
			if u.Into != "" {
				span.To = u.To
			}
			add(u, span)
		}
		for u := range Units.Under(tx, "into", store.Key(above.code)) {
			add(u, Span{From: u.To})
		}
		for _, f := range former[above.code] {
			add(f.Unit, f.Spans[0])
		}
	}
	return all
}
