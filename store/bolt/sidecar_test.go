package bolt

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"caunoi/store"
)

// put commits one row.
func put(t testing.TB, db *DB, key string) {
	t.Helper()
	update(t, db, func(x *tx) { x.Put("t", key, []byte(key)) })
}

// knows returns the transaction that the sidecar knows.
func knows(t *testing.T, path string) uint64 {
	t.Helper()
	m, ok, err := readMark(path)
	if err != nil || !ok {
		t.Fatalf("no mark in the sidecar: %t, %v", ok, err)
	}
	return m.tx
}

// stands returns the transaction that the file is at.
func stands(t *testing.T, path string) uint64 {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m, _ := newest(b)
	return m.tx
}

func TestSidecarKnowsEachCommit(t *testing.T) {
	db := fresh(t, Options{})
	for i := range 20 {
		put(t, db, fmt.Sprint(i))
		if is, was := knows(t, db.path), stands(t, db.path); is != was {
			t.Fatalf("after commit %d the sidecar knows %d and the file is at %d", i, is, was)
		}
	}
	before := stands(t, db.path)
	update(t, db, func(*tx) {})
	if after := stands(t, db.path); after != before {
		t.Errorf("an update that wrote nothing moved the file from %d to %d", before, after)
	}
}

func TestSidecarMayBeMissing(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"missing": os.Remove,
		"empty":   func(path string) error { return os.Truncate(path, 0) },
		"torn":    func(path string) error { return os.Truncate(path, 30) },
		"damaged": func(path string) error { return os.WriteFile(path, []byte("caunoi abc 99 00000000\n"), 0o600) },
		"longer":  func(path string) error { return os.WriteFile(path, bytes.Repeat([]byte("caunoi "), 90), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			path := stored(t)
			if err := spoil(sidePath(path)); err != nil {
				t.Fatal(err)
			}
			open(t, path, Options{Schema: 3})
			if is, was := knows(t, path), stands(t, path); is != was {
				t.Errorf("the new sidecar knows %d and the file is at %d", is, was)
			}
		})
	}
}

func TestInit(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "db")
	for _, left := range []string{path, path + ".new-123"} { // an empty file may be there, and what a power cut left
		if err := os.WriteFile(left, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	db := open(t, path, Options{})
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file has mode %v, %v", info.Mode(), err)
	}
	put(t, db, "a")
	names := func() string {
		list, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, e := range list {
			b.WriteString(e.Name() + " ")
		}
		return b.String()
	}
	if got := names(); got != "db db.pid db.tx " {
		t.Errorf("while open the directory holds %q", got)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if got := names(); got != "db db.tx " {
		t.Errorf("after Close the directory holds %q", got)
	}
	again := open(t, path, Options{}) // Init again keeps what is there
	if err := again.View(ctx, func(tx store.Tx) {
		if _, ok := tx.Get("t", "a"); !ok {
			t.Error("Init lost what was stored")
		}
	}); err != nil {
		t.Error(err)
	}
}

func TestInitAtOnce(t *testing.T) {
	for _, empty := range []bool{false, true} {
		path := filepath.Join(t.TempDir(), "db")
		if empty {
			if err := os.WriteFile(path, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				if err := makeIfAsked(path, Options{Init: true}); err != nil {
					t.Errorf("make: %v", err)
				}
			})
		}
		wg.Wait()
		open(t, path, Options{})
		if left, _ := filepath.Glob(path + ".new-*"); len(left) > 0 {
			t.Errorf("left behind: %q", left)
		}
	}
}

func TestSchemaRises(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	open(t, path, Options{Schema: 1}).Close()
	open(t, path, Options{Schema: 2}).Close()
	wantRefusal(t, path, Options{Schema: 1}, store.ErrNewer)
}
