package store_test

import (
	"slices"
	"testing"

	"caunoi/store"
)

// TestAmendAndPrune: rows of an index that were lost come back, those that are
// wrong go, and what is right is left alone.
func TestAmendAndPrune(t *testing.T) {
	db, jobs := open(t), byDue(plain())
	update(t, db, func(tx store.Tx) {
		jobs.Put(tx, job{ID: "a", Due: at(1)})
		jobs.Put(tx, job{ID: "b", Due: at(2)})
		jobs.Put(tx, job{ID: "c"})
	})
	whole := rows(t, db, "jobs/due")
	update(t, db, func(tx store.Tx) {
		for j := range jobs.All(tx) {
			if n := jobs.Amend(tx, j); n != 0 {
				t.Errorf("of %s %d rows were missing; want none", j.ID, n)
			}
		}
		for key := range tx.Scan("jobs/due", "", "") {
			tx.Delete("jobs/due", key)
		}
		n := 0
		for j := range jobs.All(tx) {
			n += jobs.Amend(tx, j)
		}
		if n != 2 {
			t.Errorf("%d rows were missing; want 2", n)
		}
	})
	if got := rows(t, db, "jobs/due"); !slices.Equal(got, whole) {
		t.Errorf("the index is %q; want %q", got, whole)
	}
	right := store.Key(store.Desc(at(1)))
	update(t, db, func(tx store.Tx) {
		tx.Put("jobs", "d", []byte("damaged"))
		for _, x := range []struct {
			term, key string
			want      bool
		}{{right, "a", false}, {right, "b", true}, {right, "gone", true}, {right, "d", false}} {
			if got := jobs.Prune(tx, "due", x.term, x.key); got != x.want {
				t.Errorf("pruned %s: %v; want %v", x.key, got, x.want)
			}
		}
	})
	if got := rows(t, db, "jobs/due"); !slices.Equal(got, whole) {
		t.Errorf("the index is %q; want %q", got, whole)
	}
}
