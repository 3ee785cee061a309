package bolt

import (
	"errors"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"caunoi/store"
	"caunoi/store/storetest"
)

// open opens the database in a directory, making it if need be.
func open(t testing.TB, path string, o Options) *DB {
	t.Helper()
	o.Init = true
	db, err := Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}

// fresh opens a new database in a directory of its own.
func fresh(t testing.TB, o Options) *DB {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "db"), o)
}

// flip changes one bit of the sealed value under a key.
func flip(t *testing.T, d *DB, table, key string) {
	t.Helper()
	err := d.bolt.Update(func(btx *bbolt.Tx) error {
		b := btx.Bucket([]byte(table))
		v := clone(b.Get([]byte(key)))
		v[len(v)-1] ^= 1
		return b.Put([]byte(key), v)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// engine is how the suite gets at this package.
func engine() storetest.Engine {
	return storetest.Engine{
		Open: func(t *testing.T) store.DB { return fresh(t, Options{}) },
		Reopen: func(t *testing.T, db store.DB) store.DB {
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			return open(t, db.(*DB).path, Options{})
		},
		Damage: func(t *testing.T, db store.DB, table, key string) { flip(t, db.(*DB), table, key) },
	}
}

func TestSuite(t *testing.T) {
	storetest.Test(t, engine())
}

// TestNestedInAnother opens a transaction inside one of another database: it is
// refused as one inside the same is, and what goes on elsewhere is not.
func TestNestedInAnother(t *testing.T) {
	outer, inner := fresh(t, Options{}), fresh(t, Options{})
	nothing := func(store.Tx) {}
	update(t, outer, func(*tx) {
		if err := inner.View(ctx, nothing); !errors.Is(err, store.ErrNested) {
			t.Errorf("inside a transaction of another database: %v, want ErrNested", err)
		}
		elsewhere := make(chan error)
		go func() { elsewhere <- inner.Update(ctx, nothing) }()
		if err := <-elsewhere; err != nil {
			t.Errorf("another goroutine meanwhile: %v", err)
		}
	})
	if err := inner.Update(ctx, nothing); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}
