package figures

import (
	"iter"
	"time"

	"caunoi/flows/viet"
	"caunoi/store"
)

// An Item is one result as it was told on a day: two sessions yesterday. It
// stands beside the sheet and is offered when the month is asked for (the domain
// notes, 12.5).
type Item struct {
	Unit  string    `cbor:"1,keyasint"`
	Month Month     `cbor:"2,keyasint"`
	Seq   int       `cbor:"3,keyasint"` // its number in the month of its unit, from 1
	Code  string    `cbor:"4,keyasint"` // of the indicator
	Value viet.Num  `cbor:"5,keyasint"`
	Near  bool      `cbor:"6,keyasint,omitempty"`
	Day   time.Time `cbor:"7,keyasint"` // the day of it, at midnight of the place
	At    time.Time `cbor:"8,keyasint"` // when it was told
	By    string    `cbor:"9,keyasint,omitempty"`
	Text  string    `cbor:"10,keyasint,omitempty"` // the words it comes from, masked
	Said  string    `cbor:"11,keyasint,omitempty"` // the service's id of the message
	Case  string    `cbor:"12,keyasint,omitempty"` // the code of the report that it was told in
	Gone  bool      `cbor:"13,keyasint,omitempty"` // taken back by who told it
}

// Items holds results by unit and month. "by" lists what a member told.
var Items = store.NewTable("figure.item", func(i Item) string { return store.Key(i.Unit, int(i.Month), i.Seq) }).
	Index("by", func(i Item) []string {
		if i.By == "" {
			return nil
		}
		return []string{store.Key(i.By)}
	})

// ItemsOf yields the results of a unit in a month, in the order they were told,
// without those that were taken back.
func ItemsOf(tx store.Tx, unit string, month Month) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		from, to := store.Prefix(store.Key(unit, int(month)))
		for i := range Items.Range(tx, from, to) {
			if !i.Gone && !yield(i) {
				return
			}
		}
	}
}

// File keeps a result and returns it with its number.
func File(tx store.Tx, i Item) Item {
	from, to := store.Prefix(store.Key(i.Unit, int(i.Month)))
	for old := range Items.Range(tx, from, to) {
		i.Seq = old.Seq
	}
	i.Seq++
	Items.Put(tx, i)
	return i
}

// Tables are those that have indexes.
func Tables() []store.Indexed { return []store.Indexed{Items, Sheets} }
