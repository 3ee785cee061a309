package bolt

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"

	"go.etcd.io/bbolt"

	"caunoi/store"
)

// own begins the names of the engine's own tables, which a Tx does not reach.
const own = "\x00"

// A tx is one transaction, for one goroutine.
type tx struct {
	ctx      context.Context
	db       *DB
	bolt     *bbolt.Tx
	buckets  map[string]*bucket
	newest   found
	writes   int // how many there were, so that a scan knows whether its place is still good
	deletes  int
	putBytes int
	journal  []undo // what Try must put back, oldest first
	tries    int    // how many Try are open

	// Two kinds of failure: what f or a value brought about ends with the Try
	// it is in; what the engine met stays.
	failed error
	engine error
}

// A bucket is a table as bbolt has it, with a cursor to find keys by: one that
// is kept needs no room of its own for each key.
type bucket struct {
	*bbolt.Bucket
	finder *bbolt.Cursor
}

// A found is what was looked up last. Who writes a row has mostly just read it,
// and a write reads what it replaces.
type found struct {
	table, key string
	raw        []byte
	writes     int // how many writes there were then: after another one it is worth nothing
}

// An undo is a value as it was before a write.
type undo struct {
	table, key string
	value      []byte // sealed; nil if there was none
}

var (
	_ store.Tx    = (*tx)(nil)
	_ store.Noter = (*tx)(nil)
)

// newTx wraps a transaction of bbolt.
func newTx(ctx context.Context, db *DB, b *bbolt.Tx) *tx {
	return &tx{ctx: ctx, db: db, bolt: b, buckets: map[string]*bucket{}, newest: found{writes: -1}}
}

// end makes every later use of t fail, also of its scans.
func (t *tx) end() {
	if t.engine == nil {
		t.engine = fmt.Errorf("use a transaction after its end: %w", store.ErrClosed)
	}
}

// check reports whether t may go on.
func (t *tx) check() bool {
	if t.engine == nil {
		t.engine = t.ctx.Err()
	}
	return t.engine == nil && t.failed == nil
}

// Err does what store.Tx says.
func (t *tx) Err() error {
	if t.engine != nil {
		return t.engine
	}
	return t.failed
}

// Fail does what store.Tx says.
func (t *tx) Fail(err error) {
	if t.failed == nil {
		t.failed = err
	}
}

// Note does what store.Noter says.
func (t *tx) Note(d store.Damage) {
	t.db.damages.add(t.db.log, d)
}

// Get does what store.Tx says.
func (t *tx) Get(table, key string) (value []byte, ok bool) {
	if !t.check() {
		return nil, false
	}
	raw := t.raw(table, key)
	if raw == nil {
		return nil, false
	}
	value, ok = unseal(table, key, raw)
	if !ok {
		t.Note(store.Damage{Table: table, Key: key, Why: "checksum"})
		t.Fail(fmt.Errorf("read %s %q in %s: %w", table, key, t.db.path, store.ErrDamaged))
		return nil, false
	}
	return clone(value), true
}

// raw returns the sealed value under key as bbolt has it, valid until the next
// write; nil if there is none.
func (t *tx) raw(table, key string) (raw []byte) {
	if n := &t.newest; n.writes == t.writes && n.key == key && n.table == table {
		return n.raw
	}
	defer t.db.catch(&t.engine)
	if b := t.bucket(table, false); b != nil {
		if at, value := b.finder.Seek([]byte(key)); string(at) == key {
			raw = value
		}
	}
	t.newest = found{table, key, raw, t.writes}
	return raw
}

// bucket returns the bucket of a table, nil if there is none or it could not
// be made.
func (t *tx) bucket(table string, create bool) *bucket {
	if b := t.buckets[table]; b != nil {
		return b
	}
	b := t.bolt.Bucket([]byte(table))
	if b == nil && create {
		var err error
		if b, err = t.bolt.CreateBucket([]byte(table)); err != nil {
			t.engine = fmt.Errorf("make table %q in %s: %w", table, t.db.path, err)
			return nil
		}
	}
	if b == nil {
		return nil
	}
	t.buckets[table] = &bucket{b, b.Cursor()}
	return t.buckets[table]
}

// Put does what store.Tx says.
func (t *tx) Put(table, key string, value []byte) {
	if !t.mayWrite(table) {
		return
	}
	if key == "" || len(key) > bbolt.MaxKeySize {
		t.Fail(fmt.Errorf("put into %s: a key of %d bytes: %w", table, len(key), store.ErrInvalid))
		return
	}
	t.remember(table, key)
	t.set(table, key, seal(table, key, value))
}

// Delete does what store.Tx says.
func (t *tx) Delete(table, key string) {
	if !t.mayWrite(table) || t.raw(table, key) == nil {
		return
	}
	t.remember(table, key)
	t.set(table, key, nil)
}

// mayWrite reports whether t may write to a table, and fails t if it may not.
func (t *tx) mayWrite(table string) bool {
	switch {
	case !t.check():
		return false
	case !t.bolt.Writable():
		t.Fail(fmt.Errorf("write to %s in a View: %w", table, store.ErrInvalid))
		return false
	case table == "" || strings.HasPrefix(table, own):
		t.Fail(fmt.Errorf("write to a table called %q: %w", table, store.ErrInvalid))
		return false
	}
	return true
}

// set writes a sealed value, or removes the key if it is nil.
func (t *tx) set(table, key string, sealed []byte) {
	if t.engine != nil {
		return
	}
	defer t.db.catch(&t.engine)
	b := t.bucket(table, true)
	if b == nil {
		return
	}
	t.writes++
	var err error
	if sealed == nil {
		t.deletes++
		err = b.Delete([]byte(key))
	} else {
		t.putBytes += len(key) + len(sealed)
		err = b.Put([]byte(key), sealed)
	}
	if err != nil {
		t.engine = fmt.Errorf("write %s %q in %s: %w", table, key, t.db.path, err)
	}
}

// remember keeps the value under key for the Try that t is in.
func (t *tx) remember(table, key string) {
	if t.tries > 0 {
		t.journal = append(t.journal, undo{table, key, clone(t.raw(table, key))})
	}
}

// Try does what store.Tx says. It costs one read for every write.
func (t *tx) Try(f func()) (err error) {
	if !t.check() {
		return t.Err()
	}
	start := len(t.journal)
	t.tries++
	returned := false
	defer func() {
		t.tries--
		if !returned {
			// recover returns nil if f left by runtime.Goexit, as t.Fatal does.
			if v := recover(); v != nil {
				t.Fail(&store.Panic{Value: v, Stack: debug.Stack()})
			} else {
				t.Fail(fmt.Errorf("try in %s: the goroutine ended", t.db.path))
			}
		}
		err = t.Err()
		if t.failed != nil {
			t.undo(start)
			t.failed = nil
		}
		if t.tries == 0 {
			clear(t.journal)
			t.journal = t.journal[:0]
		}
	}()
	f()
	returned = true
	return nil
}

// undo puts back what the journal holds from start on, newest first.
func (t *tx) undo(start int) {
	for i := len(t.journal) - 1; i >= start; i-- {
		u := t.journal[i]
		t.set(u.table, u.key, u.value)
	}
	t.journal = t.journal[:start]
}
