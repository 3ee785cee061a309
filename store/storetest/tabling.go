package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"caunoi/store"
)

// A note is the record of the suite.
type note struct {
	ID    string   `cbor:"1,keyasint"`
	Words []string `cbor:"2,keyasint"`
	Area  string   `cbor:"3,keyasint"`
}

// notes is a table with an index of many terms and one of none for some.
func notes() *store.Table[note] {
	return store.NewTable("notes", func(n note) string { return n.ID }).
		Index("word", func(n note) []string { return n.Words }).
		Count("area", func(n note) []string {
			if n.Area == "" {
				return nil
			}
			return []string{n.Area, "all"}
		})
}

// testTables changes records at random and compares indexes and counts with
// what follows from the records; then it makes them again and compares again.
func testTables(t *testing.T, db store.DB) {
	table := notes()
	model := map[string]note{}
	for seed := range uint64(15) {
		r := rand.New(rand.NewPCG(seed, 2))
		update(t, db, func(tx store.Tx) {
			for range 30 {
				_ = tx.Try(func() { change(r, tx, table, model) })
			}
		})
		compareTable(t, db, table, model)
	}
	if err := table.Rebuild(context.Background(), db, nil); err != nil {
		t.Fatalf("rebuild: %v", err)
	}
	compareTable(t, db, table, model)
}

// change puts or deletes one record, and sometimes fails instead.
func change(r *rand.Rand, tx store.Tx, table *store.Table[note], model map[string]note) {
	n := note{ID: fmt.Sprint(r.IntN(20)), Area: []string{"", "x", "y"}[r.IntN(3)]}
	for range r.IntN(4) {
		n.Words = append(n.Words, []string{"", "a", "ab", "a\x00", "a\x01b", "đ"}[r.IntN(6)])
	}
	remove := r.IntN(4) == 0
	if remove {
		table.Delete(tx, n.ID)
	} else {
		table.Put(tx, n)
	}
	switch {
	case r.IntN(5) == 0:
		tx.Fail(errors.New("poison"))
	case remove:
		delete(model, n.ID)
	default:
		model[n.ID] = n
	}
}

// compareTable compares records, index and counts with a model.
func compareTable(t *testing.T, db store.DB, table *store.Table[note], model map[string]note) {
	t.Helper()
	var rows []string
	cells := map[string]int64{}
	for _, n := range model {
		for i, w := range n.Words {
			if !slices.Contains(n.Words[:i], w) {
				rows = append(rows, fmt.Sprintf("%q %s", w, n.ID))
			}
		}
		if n.Area != "" {
			cells[n.Area]++
			cells["all"]++
		}
	}
	slices.Sort(rows)
	view(t, db, func(tx store.Tx) {
		var got []string
		for term, n := range table.By(tx, "word", "", "") {
			got = append(got, fmt.Sprintf("%q %s", term, n.ID))
		}
		slices.Sort(got)
		if !slices.Equal(got, rows) {
			t.Errorf("the index gives\n%q, want\n%q", got, rows)
		}
		counts := maps.Collect(table.CountedRange(tx, "area", "", ""))
		if !maps.Equal(counts, cells) {
			t.Errorf("the count gives %v, want %v", counts, cells)
		}
		for key, n := range model {
			if got, ok := table.Get(tx, key); !ok || fmt.Sprint(got) != fmt.Sprint(n) {
				t.Errorf("record %s is %v, %t, want %v", key, got, ok, n)
			}
		}
	})
}
