package bolt

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"caunoi/store"
)

// page is the size of a page in the files of these tests.
var page = os.Getpagesize()

// stored makes a closed database with some rows and free pages, and returns
// its path.
func stored(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "db")
	db, err := Open(path, Options{Init: true, Schema: 3})
	if err != nil {
		t.Fatal(err)
	}
	for round := range 6 {
		err := db.Update(context.Background(), func(tx store.Tx) {
			for i := range 300 {
				tx.Put("t", fmt.Sprintf("%04d", i), bytes.Repeat([]byte{byte(round)}, 100))
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// A wreck does a kind of damage to the bytes of a file.
type wreck func(b []byte) []byte

// at overwrites bytes.
func at(offset int, with ...byte) wreck {
	return func(b []byte) []byte { copy(b[offset:], with); return b }
}

// cut shortens the file to part/of its pages in use.
func cut(part, of int) wreck {
	return func(b []byte) []byte {
		m, _ := newest(b)
		return b[:int(m.pages)*page*part/of]
	}
}

// newest returns the meta page that counts.
func newest(b []byte) (m meta, offset int) {
	first, _ := parseMeta(b)
	second, _ := parseMeta(b[page:])
	if first.tx > second.tx {
		return first, 0
	}
	return second, page
}

// remeta changes a field of both meta pages and makes their checksums right.
func remeta(field int, with uint64) wreck {
	return func(b []byte) []byte {
		for _, offset := range []int{0, page} {
			m := b[offset+pageHeader:]
			binary.NativeEndian.PutUint64(m[field:], with)
			sum := fnv.New64a()
			sum.Write(m[:metaSum])
			binary.NativeEndian.PutUint64(m[metaSum:], sum.Sum64())
		}
		return b
	}
}

// inFreelist changes the page with the list of free pages.
func inFreelist(f func(p []byte)) wreck {
	return func(b []byte) []byte {
		m, _ := newest(b)
		f(b[int(m.freelist)*page:])
		return b
	}
}

func TestOpenRefusesDamage(t *testing.T) {
	zero := make([]byte, page)
	for _, c := range []struct {
		name string
		do   wreck
		want error
	}{
		{"empty", cut(0, 1), store.ErrMissing},
		{"cut to 100 bytes", func(b []byte) []byte { return b[:100] }, store.ErrDamaged},
		{"cut after a meta page", func(b []byte) []byte { return b[:page] }, store.ErrDamaged},
		{"cut to a quarter", cut(1, 4), store.ErrDamaged},
		{"cut to a half", cut(1, 2), store.ErrDamaged},
		{"cut in the last page in use", func(b []byte) []byte { m, _ := newest(b); return b[:int(m.pages)*page-1] }, store.ErrDamaged},
		{"all zero", func(b []byte) []byte { return make([]byte, len(b)) }, store.ErrForeign},
		{"text", func([]byte) []byte { return bytes.Repeat([]byte("Xin chào. "), 2000) }, store.ErrForeign},
		{"SQLite", at(0, append([]byte("SQLite format 3\x00"), bytes.Repeat(zero, 2)...)...), store.ErrForeign},
		{"both metas zeroed", at(0, make([]byte, 2*page)...), store.ErrForeign},
		{"a bit in both metas", func(b []byte) []byte { b[pageHeader+48] ^= 1; b[page+pageHeader+48] ^= 1; return b }, store.ErrDamaged},
		{"newest meta zeroed", func(b []byte) []byte { _, o := newest(b); return at(o, zero...)(b) }, store.ErrOlder},
		{"a bit in the newest meta", func(b []byte) []byte { _, o := newest(b); b[o+pageHeader+20] ^= 4; return b }, store.ErrOlder},
		{"no list of free pages", remeta(32, noFreelist), store.ErrDamaged},
		{"list of free pages outside", remeta(32, 1<<40), store.ErrDamaged},
		{"root outside", remeta(16, 1<<40), store.ErrDamaged},
		{"more pages than the file", remeta(40, 1<<30), store.ErrDamaged},
		{"list of free pages zeroed", inFreelist(func(p []byte) { copy(p, zero) }), store.ErrDamaged},
		{"list of free pages too long", inFreelist(func(p []byte) { p[10], p[11] = 0xfe, 0xff }), store.ErrDamaged},
		{"a free page that is the root", func(b []byte) []byte {
			m, _ := newest(b)
			return inFreelist(func(p []byte) { binary.NativeEndian.PutUint64(p[pageHeader:], m.root) })(b)
		}, store.ErrDamaged},
		{"a bit in a free page's number", inFreelist(func(p []byte) { p[pageHeader+7] ^= 0x80 }), store.ErrDamaged},
		{"root page zeroed", func(b []byte) []byte { m, _ := newest(b); return at(int(m.root)*page, zero...)(b) }, store.ErrDamaged},
		{"root page of another number", func(b []byte) []byte { m, _ := newest(b); b[int(m.root)*page] ^= 1; return b }, store.ErrDamaged},
		{"own table's keys", func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("form"), []byte("from")) }, store.ErrForeign},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := stored(t)
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			refused(t, path, c.do(b), c.want)
		})
	}
}

// refused writes a damaged file and checks that Open refuses it with the error
// that is wanted (nil: with any), says so in one sentence, leaves the file as it
// is and does not keep its lock.
func refused(t *testing.T, path string, damaged []byte, want error) {
	t.Helper()
	if err := os.WriteFile(path, damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	damaged = bytes.Clone(damaged)
	for range 2 { // the second time the lock must be free
		wantRefusal(t, path, Options{Init: true, Schema: 3}, want)
	}
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(after, damaged) {
		t.Errorf("the file was changed (%d bytes, were %d; %v)", len(after), len(damaged), err)
	}
}

// wantRefusal checks that Open refuses.
func wantRefusal(t *testing.T, path string, o Options, want error) {
	t.Helper()
	db, err := Open(path, o)
	if err == nil {
		db.Close()
		t.Fatal("it was opened")
	}
	if !errors.Is(err, want) {
		t.Errorf("refused with %q, want %v", err, want)
	}
	if text := err.Error(); !strings.Contains(text, filepath.Base(path)) || strings.Contains(text, "\n") {
		t.Errorf("the message is not one sentence that names the file: %q", text)
	}
}

func TestOpenRefusesOthers(t *testing.T) {
	t.Run("missing", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "db")
		wantRefusal(t, path, Options{}, store.ErrMissing)
		if _, err := os.Stat(path); err == nil {
			t.Error("a file was made")
		}
	})
	t.Run("missing but known", func(t *testing.T) {
		path := stored(t)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		wantRefusal(t, path, Options{Init: true}, store.ErrMissing)
	})
	t.Run("directory", func(t *testing.T) {
		wantRefusal(t, t.TempDir(), Options{Init: true}, store.ErrForeign)
	})
	t.Run("another program's bbolt file", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "db")
		b, err := bbolt.Open(path, 0o600, nil)
		if err != nil {
			t.Fatal(err)
		}
		b.Close()
		wantRefusal(t, path, Options{Init: true}, store.ErrForeign)
	})
	t.Run("newer schema", func(t *testing.T) {
		wantRefusal(t, stored(t), Options{Schema: 2}, store.ErrNewer)
	})
	t.Run("newer form", func(t *testing.T) {
		path := stored(t)
		db := open(t, path, Options{Schema: 3})
		update(t, db, func(x *tx) { x.set(about, "form", sealNumber("form", formVersion+1)) })
		db.Close()
		wantRefusal(t, path, Options{Schema: 3}, store.ErrNewer)
	})
	t.Run("own value damaged", func(t *testing.T) {
		path := stored(t)
		db := open(t, path, Options{Schema: 3})
		flip(t, db, about, "id")
		db.Close()
		wantRefusal(t, path, Options{Schema: 3}, store.ErrDamaged)
	})
	t.Run("another database", func(t *testing.T) {
		path, other := stored(t), stored(t)
		if err := os.Rename(other, path); err != nil {
			t.Fatal(err)
		}
		wantRefusal(t, path, Options{Schema: 3}, store.ErrForeign)
		open(t, path, Options{Schema: 3, Restored: true}).Close()
		open(t, path, Options{Schema: 3})
	})
}

func TestOpenHeld(t *testing.T) {
	path := stored(t)
	open(t, path, Options{Schema: 3})
	if _, err := Open(path, Options{}); !errors.Is(err, store.ErrLocked) || !strings.Contains(err.Error(), fmt.Sprint("pid ", os.Getpid())) {
		t.Errorf("the holder is not named: %v", err)
	}
}

// update runs f in an Update with the engine's own transaction.
func update(t testing.TB, db *DB, f func(*tx)) {
	t.Helper()
	if err := db.Update(context.Background(), func(s store.Tx) { f(s.(*tx)) }); err != nil {
		t.Fatal(err)
	}
}

func TestOpenOlder(t *testing.T) {
	path := stored(t)
	backup, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	db := open(t, path, Options{Schema: 3})
	update(t, db, func(x *tx) { x.Put("t", "new", nil) })
	db.Close()
	refused(t, path, backup, store.ErrOlder)
	open(t, path, Options{Schema: 3, Restored: true}).Close()
	open(t, path, Options{Schema: 3})
}
