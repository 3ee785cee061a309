// Package bolt keeps tables in one bbolt file.
//
// It adds to bbolt what a database that people rely on must do and bbolt does
// not: it opens only a file that is whole, its own and not older than what was
// stored; every value carries a checksum that is verified on reading; a panic
// or a page fault inside bbolt becomes an error; a commit whose outcome nobody
// knows ends the use of the file; part of a transaction can be undone.
package bolt

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"caunoi/store"
)

// Options say how Open opens a file.
type Options struct {
	// Init allows Open to make a new database where there is none. It is not
	// needed, and does nothing, where there is one. Open refuses to make one
	// where the sidecar says that there was one before.
	Init bool

	// Restored accepts a file that is older than what was stored, or another
	// one than before: a backup was put there on purpose.
	Restored bool

	// Schema is the version of the records the program knows. A file of a
	// higher one is refused; one of a lower is marked with this at open.
	Schema int

	// MaxSize is how large the file may become; 0 means without limit. At the
	// limit writes fail with store.ErrFull. The last 4 MiB below it are only for
	// transactions that delete and put hardly anything, so that room can be
	// made; MaxSize should be well above that.
	MaxSize int64

	// Log is told of damage and of what Open passed over. It may be nil.
	Log *slog.Logger

	// Now, if set, is the clock by which a View that takes over a second is
	// reported to Log, since while a View is open the file grows and the
	// writer may have to wait.
	Now func() time.Time

	// NoSync leaves commits to the mercy of the power supply. It exists for
	// the tests that must fail with it.
	NoSync bool
}

// DB is a database in one bbolt file. It is a store.DB.
type DB struct {
	bolt    *bbolt.DB
	path    string
	file    *os.File // bbolt's own, kept to let the lock go when bbolt cannot
	log     *slog.Logger
	now     func() time.Time
	side    *sidecar
	writer  chan struct{} // holds one token; whoever has it is the writer
	damages damages
	closed  atomic.Bool
	broken  atomic.Pointer[error] // why nothing goes on, once something has gone so wrong
	commit  func(*bbolt.Tx) error // bbolt's Commit; the tests make it fail
}

var _ store.DB = (*DB)(nil)

// View does what store.DB says. A View should be short: no channel, network or
// person is waited for inside one.
func (d *DB) View(ctx context.Context, f func(store.Tx)) error {
	leave, err := d.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	defer d.watch()()
	btx, err := d.begin(false)
	if err != nil {
		return err
	}
	defer d.rollback(btx)
	t := newTx(ctx, d, btx)
	defer t.end()
	f(t)
	return t.Err()
}

// Update does what store.DB says. If f wrote nothing, nothing is written to
// disk either.
func (d *DB) Update(ctx context.Context, f func(store.Tx)) error {
	leave, err := d.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	select {
	case <-d.writer:
		defer func() { d.writer <- struct{}{} }()
	case <-ctx.Done():
		return ctx.Err()
	}
	btx, err := d.begin(true)
	if err != nil {
		return err
	}
	defer d.rollback(btx)
	t := newTx(ctx, d, btx)
	defer t.end()
	f(t)
	if t.check() && t.writes > 0 {
		return d.finish(t)
	}
	return t.Err()
}

// littlePut is how many bytes a transaction may put for each row it deletes and
// still count as one that makes room: enough to keep a count right.
const littlePut = 64

// enter begins the stay of a goroutine in a transaction. It refuses a second
// one inside the first, because the two would wait for each other for ever.
// The mark of being inside is the goroutine's own, and of whichever database:
// that a fault becomes a panic, which nothing else here asks for, and which Go
// tells when it is asked for again.
func (d *DB) enter(ctx context.Context) (leave func(), err error) {
	if err := d.usable(); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if debug.SetPanicOnFault(true) { // a truncated file is then an error and not the end of the process
		return nil, fmt.Errorf("use %s: %w", d.path, store.ErrNested)
	}
	return func() { debug.SetPanicOnFault(false) }, nil
}

// isInside reports whether the running goroutine is in a transaction.
func isInside() bool {
	in := debug.SetPanicOnFault(true)
	debug.SetPanicOnFault(in)
	return in
}

// usable tells why the database cannot be used any more.
func (d *DB) usable() error {
	if err := d.broken.Load(); err != nil {
		return *err
	}
	if d.closed.Load() {
		return fmt.Errorf("use %s: %w", d.path, store.ErrClosed)
	}
	return nil
}

// begin starts a transaction of bbolt.
func (d *DB) begin(writable bool) (btx *bbolt.Tx, err error) {
	defer d.catch(&err)
	btx, err = d.bolt.Begin(writable)
	if errors.Is(err, berrors.ErrDatabaseNotOpen) {
		err = store.ErrClosed
	}
	if err != nil {
		return nil, fmt.Errorf("begin in %s: %w", d.path, err)
	}
	return btx, nil
}

// rollback ends a transaction that was not committed.
func (d *DB) rollback(btx *bbolt.Tx) {
	var err error
	func() {
		defer d.catch(&err)
		err = btx.Rollback()
	}()
	if err != nil && !errors.Is(err, berrors.ErrTxClosed) {
		d.breakDown(fmt.Errorf("roll back in %s: %w", d.path, err))
	}
}

// finish commits. A tree of pages that are never overwritten needs new pages
// even for deleting, so a transaction that makes room may use the last ones.
func (d *DB) finish(t *tx) error {
	d.bolt.AllocSize = growStep
	if t.putBytes <= littlePut*t.deletes {
		d.bolt.AllocSize = os.Getpagesize()
	}
	btx := t.bolt
	id := uint64(btx.ID())
	var err error
	func() {
		defer d.catch(&err)
		err = d.commit(btx)
	}()
	if err == nil {
		d.side.committed(id)
		return nil
	}
	err = commitError(d.path, err)
	if !errors.Is(err, store.ErrFull) {
		d.breakDown(err)
	}
	return err
}

// breakDown ends the use of the database: from now on everything fails with
// err.
func (d *DB) breakDown(err error) {
	if d.broken.CompareAndSwap(nil, &err) {
		d.log.Error("database can no longer be used", "path", d.path, "err", err)
	}
}

// Close does what store.DB says. A second Close does nothing.
func (d *DB) Close() error {
	if isInside() {
		return fmt.Errorf("close %s: %w", d.path, store.ErrNested)
	}
	if d.closed.Swap(true) {
		return nil
	}
	if d.broken.Load() != nil {
		// bbolt may hold its own locks for ever; letting the file go is enough.
		removePid(d.path)
		return errors.Join(d.side.close(), letGo(d.file))
	}
	<-d.writer
	defer func() { d.writer <- struct{}{} }()
	sideErr := d.side.close()
	removePid(d.path)
	if err := errors.Join(sideErr, d.bolt.Close()); err != nil {
		return fmt.Errorf("close %s: %w", d.path, err)
	}
	return nil
}
