package storetest_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"caunoi/store"
	"caunoi/store/bolt"
	"caunoi/store/storetest"
)

// open returns a new database.
func open(t *testing.T) store.DB {
	t.Helper()
	db, err := bolt.Open(filepath.Join(t.TempDir(), "db"), bolt.Options{Init: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestTwice(t *testing.T) {
	db := storetest.Twice(open(t))
	runs := 0
	err := db.Update(context.Background(), func(tx store.Tx) {
		runs++
		if _, there := tx.Get("t", "k"); there {
			t.Error("the second run sees what the first wrote")
		}
		tx.Put("t", "k", nil)
	})
	if err != nil || runs != 2 {
		t.Errorf("%d runs, %v", runs, err)
	}
	made := errors.New("made")
	if err := db.Update(context.Background(), func(tx store.Tx) { tx.Fail(made) }); !errors.Is(err, made) {
		t.Errorf("a failure came out as %v", err)
	}
}

func TestWrappersAreEngines(t *testing.T) {
	for name, wrap := range map[string]func(store.DB) store.DB{
		"Twice":    storetest.Twice,
		"Counting": func(db store.DB) store.DB { return storetest.Counting(db) },
	} {
		t.Run(name, func(t *testing.T) {
			db := wrap(open(t))
			err := db.Update(context.Background(), func(tx store.Tx) {
				_ = tx.Try(func() { tx.Put("t", "undone", nil); tx.Fail(errors.New("made")) })
				tx.Put("t", "k", nil)
				tx.Put("t", "gone", nil)
				tx.Delete("t", "gone")
			})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if err := db.View(context.Background(), func(tx store.Tx) {
				for k := range tx.Scan("t", "", "") {
					got += k
				}
			}); err != nil || got != "k" {
				t.Errorf("stored %q, %v", got, err)
			}
			if c, ok := db.(*storetest.Counter); ok && (c.Last().Puts != 3 || c.Last().Deletes != 1 || c.Last().Tables["t"] != 4) {
				t.Errorf("counted %+v", c.Last())
			}
		})
	}
}
