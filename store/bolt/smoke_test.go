package bolt

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"caunoi/store"
)

type item struct {
	ID   string    `cbor:"1,keyasint"`
	Unit string    `cbor:"2,keyasint"`
	At   time.Time `cbor:"3,keyasint"`
	Open bool      `cbor:"4,keyasint"`
}

func TestSmoke(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	items := store.NewTable("items", func(i item) string { return i.ID }).
		Index("open", func(i item) []string {
			if !i.Open {
				return nil
			}
			return []string{store.Key(store.Desc(i.At))}
		}).
		Count("unit", func(i item) []string { return []string{i.Unit} })
	if _, err := Open(path, Options{}); err == nil {
		t.Fatal("opened nothing")
	} else {
		t.Log(err)
	}
	ctx := context.Background()
	for range 3 {
		db, err := Open(path, Options{Init: true, Schema: 1})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path, Options{}); err == nil {
			t.Fatal("opened twice")
		} else {
			t.Log(err)
		}
		if err := store.Migrate(ctx, db, items); err != nil {
			t.Fatal(err)
		}
		err = db.Update(ctx, func(tx store.Tx) {
			items.Put(tx, item{"a", "u1", time.Unix(5, 0), true})
			items.Put(tx, item{"b", "u1", time.Unix(7, 0), true})
			items.Put(tx, item{"a", "u2", time.Unix(5, 0), true})
		})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		err = db.View(ctx, func(tx store.Tx) {
			for _, i := range items.By(tx, "open", "", "") {
				got += i.ID
			}
			if n := items.Counted(tx, "unit", "u1"); n != 1 {
				t.Errorf("count %d", n)
			}
		})
		if got != "ba" || err != nil {
			t.Fatalf("got %q %v", got, err)
		}
		if err := db.Check(ctx, true); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
