package figures

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A draft is what somebody has said of a unit's month and not yet stored: it was
// read back, and waits for the word to keep it. It outlives restarts, and no total
// knows of it.
type draft struct {
	Member string        `cbor:"1,keyasint"`
	Unit   string        `cbor:"2,keyasint"`
	Month  Month         `cbor:"3,keyasint"`
	Chat   flows.Address `cbor:"4,keyasint"`
	Said   []entry       `cbor:"5,keyasint,omitempty"`
	Doubts []doubt       `cbor:"6,keyasint,omitempty"` // to be asked back, the first first
	Asking string        `cbor:"7,keyasint,omitempty"` // the indicator that is asked for now
	Enough bool          `cbor:"8,keyasint,omitempty"` // nothing more is asked for: only what is said is taken
	Mark   int           `cbor:"9,keyasint,omitempty"` // counts the changes, so that an old summary keeps nothing
	Fresh  []string      `cbor:"10,keyasint,omitempty"`
	At     time.Time     `cbor:"11,keyasint"`
	Nudged bool          `cbor:"12,keyasint,omitempty"` // its person was told once that it is not stored
}

// An entry is one figure that was said, or left out on purpose.
type entry struct {
	Code  string   `cbor:"1,keyasint"`
	Value viet.Num `cbor:"2,keyasint,omitempty"` // NotGiven: what stands in the sheet is taken back
	Near  bool     `cbor:"3,keyasint,omitempty"`
	Out   bool     `cbor:"4,keyasint,omitempty"`
	Sure  bool     `cbor:"5,keyasint,omitempty"` // beyond its bound, and its person said that it is right
}

// A doubt is a figure that is asked back before it is taken.
type doubt struct {
	Codes  []string   `cbor:"1,keyasint"`
	Values []viet.Num `cbor:"2,keyasint,omitempty"`
	Near   bool       `cbor:"3,keyasint,omitempty"`
	Words  string     `cbor:"4,keyasint,omitempty"` // masked
	Large  bool       `cbor:"5,keyasint,omitempty"` // only whether so much is meant
}

// drafts holds what was said and not yet stored, by who said it.
var drafts = store.NewTable("figure.draft", func(d draft) string { return d.key() })

func (d draft) key() string { return store.Key(d.Member, d.Unit, int(d.Month)) }

// code is what questions and buttons call the month of a unit.
func (d draft) code() string { return code(d.Unit, d.Month) }

func code(unit string, month Month) string { return unit + " " + month.String() }

// draftOf returns what whoever acts has said of a month so far, or an empty one.
func draftOf(t *flows.Turn, unit string, month Month) (d draft, there bool) {
	if d, there = drafts.Get(t.Tx, store.Key(t.From.ID, unit, int(month))); there {
		d.Chat = t.Reader.Chat
		return d, true
	}
	return draft{Member: t.From.ID, Unit: unit, Month: month, Chat: t.Reader.Chat}, false
}

// empty reports whether nothing is in it that would be lost.
func (d draft) empty() bool { return len(d.Said) == 0 && len(d.Doubts) == 0 }

// of returns what was said of an indicator.
func (d draft) of(code string) (e entry, said bool) {
	if i := slices.IndexFunc(d.Said, func(e entry) bool { return e.Code == code }); i >= 0 {
		return d.Said[i], true
	}
	return entry{}, false
}

// set notes what was said of an indicator in place of what was said before, and
// that it has to be read back. Whatever was doubtful of it alone is no longer.
func (d *draft) set(e entry) {
	d.unset(e.Code)
	d.Said = append(d.Said, e)
	d.Doubts = slices.DeleteFunc(slices.Clone(d.Doubts), func(o doubt) bool { return len(o.Codes) == 1 && o.Codes[0] == e.Code })
	if d.Asking == e.Code {
		d.Asking = ""
	}
	if !e.Out && !e.gone() {
		d.Fresh = append(d.Fresh, e.Code)
	}
	d.Mark++
}

// gone reports whether the entry takes back what stands in the sheet.
func (e entry) gone() bool { return !e.Out && e.Value == NotGiven }

// unset forgets what was said of an indicator.
func (d *draft) unset(code string) {
	d.Said = slices.DeleteFunc(slices.Clone(d.Said), func(o entry) bool { return o.Code == code })
	d.Fresh = slices.DeleteFunc(slices.Clone(d.Fresh), func(c string) bool { return c == code })
	d.Mark++
}

// value is what would stand of an indicator if the draft were stored.
func (d draft) value(s Sheet, numbers Numbers, code string) (v viet.Num, given bool) {
	if e, said := d.of(code); said && !e.Out {
		return max(e.Value, 0), !e.gone()
	}
	return s.ofCode(numbers, code)
}

// nearly reports whether what value returns was said to be near enough only.
func (d draft) nearly(s Sheet, numbers Numbers, code string) bool {
	if e, said := d.of(code); said {
		return e.Near
	}
	return s.IsNear(numbers[code])
}

// ofCode returns what was said of the indicator of that code.
func (s Sheet) ofCode(numbers Numbers, code string) (v viet.Num, given bool) {
	if n, known := numbers[code]; known {
		return s.Value(n)
	}
	return 0, false
}

// missing are the indicators that are asked for and of which nothing was said, nor
// that they are left out.
func (d draft) missing(s Sheet, numbers Numbers, all []flows.Indicator) []flows.Indicator {
	return slices.DeleteFunc(slices.Clone(all), func(i flows.Indicator) bool {
		_, said := d.of(i.Code)
		_, given := s.ofCode(numbers, i.Code)
		return !i.Asked || said || given || slices.Contains(s.Skipped, numbers[i.Code])
	})
}

// keep stores the draft, and sets when its person is told that it is not stored in
// the sheet, or an empty one is dropped.
func (d draft) keep(t *flows.Turn) {
	d.At, d.Nudged = t.Event.At, false
	drafts.Put(t.Tx, d)
	t.Wake(IdleTimer, d.timer(), idleAfter)
}

// drop takes the draft away, and what was asked about it.
func (d draft) drop(t *flows.Turn) {
	drafts.Delete(t.Tx, d.key())
	t.Rest(IdleTimer, d.timer())
	t.Answered(d.Chat, askKind, d.code())
}

func (d draft) timer() string { return d.Member + " " + d.code() }

// others yields what other people have said of the same month and not yet stored.
func (d draft) others(t *flows.Turn) []draft {
	var all []draft
	for _, m := range givers(t, d.Unit) {
		if o, there := drafts.Get(t.Tx, store.Key(m.ID, d.Unit, int(d.Month))); there && m.ID != d.Member && !o.empty() {
			all = append(all, o)
		}
	}
	return all
}

// givers are those who may give a unit's figures now.
func givers(t *flows.Turn, unit string) []flows.Member {
	var all []flows.Member
	units := onward(t.Tx, unit)
	for _, role := range slices.Concat(teamGivers, communeGivers) {
		for _, m := range flows.Holders(t.Tx, units[len(units)-1], role, t.Event.At) {
			if !slices.ContainsFunc(all, func(o flows.Member) bool { return o.ID == m.ID }) {
				all = append(all, m)
			}
		}
	}
	return all
}

// ofCode reads what a question or a button calls the month of a unit.
func readCode(set flows.Settings, at time.Time, words []string) (unit string, month Month, rest []string, ok bool) {
	if len(words) < 2 {
		return "", 0, words, false
	}
	month, rest, ok = ReadMonth(set, at, words[1:])
	return words[0], month, rest, ok && strings.Contains(words[1], "/")
}
