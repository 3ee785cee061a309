package store_test

import (
	"testing"

	"caunoi/store"
)

// TestNumbers: under each name they run by themselves, none is given twice, and
// what a transaction that failed was given is given again.
func TestNumbers(t *testing.T) {
	db, numbers := open(t), store.NewNumbers("job.number")
	next := func(name string, want int64) {
		t.Helper()
		update(t, db, func(tx store.Tx) {
			if got := numbers.Next(tx, name); got != want {
				t.Errorf("the next number of a %s is %d; want %d", name, got, want)
			}
		})
	}
	next("job", 1)
	next("job", 2)
	next("draft", 1)
	update(t, db, func(tx store.Tx) {
		_ = tx.Try(func() {
			numbers.Next(tx, "job")
			panic("a fault of the program")
		})
		if got := numbers.Last(tx, "job"); got != 2 {
			t.Errorf("after a fault the last number is %d; want 2", got)
		}
		numbers.Gave(tx, "job", 40)
		if got := numbers.Last(tx, "nothing"); got != 0 {
			t.Errorf("of what never had one the last number is %d; want 0", got)
		}
	})
	next("job", 41)
}

// TestNumbersStoredBefore: a row that a flow wrote when each kept its own is
// read as it was.
func TestNumbersStoredBefore(t *testing.T) {
	type counter struct {
		Name string `cbor:"1,keyasint"`
		Last int64  `cbor:"2,keyasint"`
	}
	db := open(t)
	update(t, db, func(tx store.Tx) {
		store.NewTable("model.number", func(c counter) string { return c.Name }).Put(tx, counter{"model", 17})
		if got := store.NewNumbers("model.number").Next(tx, "model"); got != 18 {
			t.Errorf("after 17 comes %d", got)
		}
	})
}
