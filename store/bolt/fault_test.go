package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"caunoi/store"
)

var ctx = context.Background()

func TestCommitError(t *testing.T) {
	for _, c := range []struct {
		err  error
		want error
	}{
		{syscall.EIO, store.ErrUnknown},
		{syscall.ENOSPC, store.ErrUnknown}, // fdatasync says this bare: it is too late to know
		{&fs.PathError{Op: "write", Path: "db", Err: syscall.EIO}, store.ErrUnknown},
		{&fs.PathError{Op: "write", Path: "db", Err: syscall.ENOSPC}, store.ErrFull},
		{&fs.PathError{Op: "write", Path: "db", Err: syscall.EDQUOT}, store.ErrFull},
		{&fs.PathError{Op: "sync", Path: "db", Err: syscall.ENOSPC}, store.ErrUnknown},
		{berrors.ErrMaxSizeReached, store.ErrFull},
		{fmt.Errorf("file sync error: %s", syscall.EIO), store.ErrUnknown},
	} {
		got := commitError("db", c.err)
		if !errors.Is(got, c.want) || errors.Is(got, store.ErrFull) == errors.Is(got, store.ErrUnknown) {
			t.Errorf("%#v is %q, want %v", c.err, got, c.want)
		}
	}
}

func TestUnknownEndsUse(t *testing.T) {
	for name, commit := range map[string]func(*bbolt.Tx) error{
		"error": func(*bbolt.Tx) error { return syscall.EIO },
		"panic": func(*bbolt.Tx) error { panic("page 7: a page that is not one") },
	} {
		t.Run(name, func(t *testing.T) {
			db := fresh(t, Options{})
			db.commit = commit
			for range 2 {
				err := db.Update(ctx, func(tx store.Tx) { tx.Put("t", "k", nil) })
				if !errors.Is(err, store.ErrUnknown) {
					t.Errorf("update returned %v, want ErrUnknown", err)
				}
			}
			if err := db.View(ctx, func(store.Tx) {}); !errors.Is(err, store.ErrUnknown) {
				t.Errorf("view returned %v, want ErrUnknown", err)
			}
			if err := db.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
			open(t, db.path, Options{}) // the lock is free
		})
	}
}

func TestFull(t *testing.T) {
	db := fresh(t, Options{MaxSize: 12 << 20})
	value := bytes.Repeat([]byte("x"), 64<<10)
	kept := 0
	var err error
	for ; err == nil && kept < 1000; kept++ {
		err = db.Update(ctx, func(tx store.Tx) { tx.Put("t", fmt.Sprint(kept), value) })
	}
	if kept--; !errors.Is(err, store.ErrFull) || kept < 50 {
		t.Fatalf("after %d rows: %v, want ErrFull", kept, err)
	}
	for i := 0; err == nil || i == 0; i++ { // use up single pages too
		err = db.Update(ctx, func(tx store.Tx) { tx.Put("small", fmt.Sprint(i), value[:page/2]) })
	}
	for i := range kept / 2 {
		if err := db.Update(ctx, func(tx store.Tx) { tx.Delete("t", fmt.Sprint(i)) }); err != nil {
			t.Fatalf("delete at the limit: %v", err)
		}
	}
	if err := db.Update(ctx, func(tx store.Tx) { tx.Put("t", "again", value) }); err != nil {
		t.Errorf("put when there is room again: %v", err)
	}
	err = db.View(ctx, func(tx store.Tx) {
		rows := 0
		for range tx.Scan("t", "", "") {
			rows++
		}
		if want := kept - kept/2 + 1; rows != want {
			t.Errorf("%d rows, want %d", rows, want)
		}
	})
	if err != nil {
		t.Error(err)
	}
	if err := db.Check(ctx, true); err != nil {
		t.Errorf("check: %v", err)
	}
}

// rows fills a table with enough rows for many pages.
func rows(t *testing.T, db *DB) {
	t.Helper()
	update(t, db, func(x *tx) {
		for i := range 2000 {
			x.Put("t", fmt.Sprintf("%05d", i), bytes.Repeat([]byte("v"), 100))
		}
		x.Put("small", "k", []byte("v"))
	})
}

// row returns where a row of table t is in the bytes of the file.
func row(t *testing.T, b []byte, key string) int {
	t.Helper()
	from := 0
	for {
		i := bytes.Index(b[from:], []byte(key))
		if i < 0 {
			t.Fatalf("row %s is not in the file", key)
		}
		if from += i; bytes.HasPrefix(b[from+len(key)+sealSize:], []byte("vvvv")) {
			return from
		}
		from++ // a branch page holds the key too
	}
}

// read reads all of table t.
func read(tx store.Tx) {
	for range tx.Scan("t", "", "") {
	}
}

func TestCutWhileRunning(t *testing.T) {
	db := fresh(t, Options{})
	rows(t, db)
	if err := os.Truncate(db.path, int64(4*page)); err != nil {
		t.Fatal(err)
	}
	if err := db.Check(ctx, false); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("check returned %v, want ErrDamaged", err)
	}
	if err := db.View(ctx, read); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("view returned %v, want ErrDamaged", err)
	}
	if err := db.Update(ctx, read); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("update after it returned %v, want ErrDamaged", err)
	}
}

func TestReplacedWhileRunning(t *testing.T) {
	db := fresh(t, Options{})
	if err := db.Check(ctx, false); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(db.path, db.path+".old"); err != nil {
		t.Fatal(err)
	}
	if err := db.Check(ctx, false); !errors.Is(err, store.ErrForeign) {
		t.Errorf("check returned %v, want ErrForeign", err)
	}
}

func TestPageDamage(t *testing.T) {
	db := fresh(t, Options{})
	rows(t, db)
	b, err := os.ReadFile(db.path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(db.path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	leaf := row(t, b, "01000") / page
	if _, err := f.WriteAt(make([]byte, page), int64(leaf*page)); err != nil {
		t.Fatal(err)
	}
	if err := db.View(ctx, read); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("view returned %v, want ErrDamaged", err)
	}
	err = db.Update(ctx, func(tx store.Tx) {
		err := tx.Try(func() { read(tx) })
		if !errors.Is(err, store.ErrDamaged) || tx.Err() == nil {
			t.Errorf("Try returned %v and left %v: a lost page must fail the whole", err, tx.Err())
		}
	})
	if !errors.Is(err, store.ErrDamaged) {
		t.Errorf("update returned %v, want ErrDamaged", err)
	}
	update(t, db, func(x *tx) { x.Put("small", "k", []byte("still")) })
	if err := db.Check(ctx, true); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("deep check returned %v, want ErrDamaged", err)
	}
}

func TestBitDamage(t *testing.T) {
	var log bytes.Buffer
	db := fresh(t, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	rows(t, db)
	b, err := os.ReadFile(db.path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(db.path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	const flips = 200
	for i := range flips { // one bit each in key, checksum or value
		bit := byte(1) << (i % 8)
		if i%100 < 5 {
			bit = 0x80 // in a key: another bit might make it the key of another row
		}
		at := row(t, b, fmt.Sprintf("%05d", i*10)) + i%100
		if _, err := f.WriteAt([]byte{b[at] ^ bit}, int64(at)); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.View(ctx, read); err != nil {
		t.Errorf("view: %v", err)
	}
	if n := len(db.Damaged()); n != flips {
		t.Errorf("%d damages found, want %d", n, flips)
	}
	if n := strings.Count(log.String(), "damaged value skipped"); n != flips {
		t.Errorf("%d damages logged, want %d", n, flips)
	}
}

func TestScrub(t *testing.T) {
	db := fresh(t, Options{})
	rows(t, db)
	if err := db.Scrub(ctx); err != nil {
		t.Fatal(err)
	}
	flip(t, db, "t", "01999")
	if err := db.Scrub(ctx); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("scrub returned %v, want ErrDamaged", err)
	}
	want := store.Damage{Table: "t", Key: "01999", Why: "checksum"}
	if got := db.Damaged(); len(got) != 1 || got[0] != want {
		t.Errorf("damaged is %v, want %v", got, want)
	}
	if err := db.Check(ctx, true); err != nil {
		t.Errorf("a deep check names a known damage again: %v", err)
	}
}

func TestLongView(t *testing.T) {
	var log bytes.Buffer
	now := time.Unix(0, 0)
	db := fresh(t, Options{Log: slog.New(slog.NewTextHandler(&log, nil)), Now: func() time.Time { return now }})
	for took, want := range map[time.Duration]bool{time.Second: false, 2 * time.Second: true} {
		log.Reset()
		if err := db.View(ctx, func(store.Tx) { now = now.Add(took) }); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(log.String(), "took"); got != want {
			t.Errorf("a View of %v was reported: %t, want %t", took, got, want)
		}
	}
}

func TestWaitingWriterGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := fresh(t, Options{})
		waiting, cancel := context.WithCancel(ctx)
		done := make(chan error, 1)
		update(t, db, func(*tx) {
			go func() { done <- db.Update(waiting, func(store.Tx) {}) }()
			synctest.Wait()
			cancel()
			synctest.Wait()
			select {
			case err := <-done:
				if !errors.Is(err, context.Canceled) {
					t.Errorf("the waiting update returned %v", err)
				}
			default:
				t.Error("the update still waits")
			}
		})
	})
}
