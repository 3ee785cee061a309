// Package store keeps records in an ordered key-value database.
//
// It knows nothing of bots. Two interfaces, DB and Tx, are the seam under
// which engines live; Table, Index and Count are written once above it. Laws:
// everything read and written inside one View or Update is one serializable
// transaction; what Update returned nil for is on disk; a value that was
// damaged is never handed out as if it were whole.
package store

import (
	"context"
	"iter"
)

// A DB is an ordered key-value database with serializable transactions. It is
// safe for use by several goroutines. Neither View nor Update nor Close may be
// called inside a View or Update, nor inside one of another DB: in the same
// goroutine they return ErrNested, and waiting inside one for another goroutine
// that is in one may never end.
type DB interface {
	// View runs f in a read-only transaction and returns the first failure.
	View(ctx context.Context, f func(Tx)) error

	// Update runs f in a read-write transaction. All that f wrote is on disk
	// when it returns nil, and none of it is kept if anything failed or f
	// panicked (the panic goes on to the caller after the rollback). The engine
	// may run f more than once, so f must change nothing but tx. An error that
	// Is ErrUnknown means that the disk refused in the middle of the commit:
	// nobody knows whether the work was kept, and the process must stop. One
	// that Is ErrFull means that there was no room: nothing was kept, and the
	// database goes on.
	Update(ctx context.Context, f func(Tx)) error

	// Close waits for running transactions and releases the database.
	Close() error
}

// A Tx reads and writes tables of key-value pairs. It sees its own writes, and
// the bytes it returns belong to the caller and stay valid after it. Keys are
// ordered bytewise. A table need not be made before it is used.
//
// Once something in a Tx has failed it finds nothing and writes nothing, and
// View or Update returns the first failure. So f need not check as it goes.
type Tx interface {
	// Get returns the value under key. A damaged value is a failure.
	Get(table, key string) (value []byte, ok bool)

	// Put sets the value under key, which must not be empty.
	Put(table, key string, value []byte)

	// Delete removes the key, which need not be there.
	Delete(table, key string)

	// Scan yields the pairs with from <= key < to in bytewise order; an empty
	// to means the end of the table. The loop may write to the table, also to
	// the pair at hand. A damaged value is skipped and noted, so that one bad
	// record never stops those after it.
	Scan(table, from, to string) iter.Seq2[string, []byte]

	// Back is Scan from the last pair to the first.
	Back(table, from, to string) iter.Seq2[string, []byte]

	// Try runs f and undoes what f wrote if f panicked or called Fail; the
	// transaction then goes on as if f had not been called, and Try returns why
	// (a *Panic for a panic). A damaged value that Get met is caught too.
	// Failures of the engine itself (I/O, a page that cannot be read, no space,
	// a cancelled context) are not: they fail the whole transaction, and Try
	// returns them too. Try may be nested.
	Try(f func()) error

	// Fail makes the transaction fail with err, which must not be nil. The
	// first failure stands.
	Fail(err error)

	// Err returns what the transaction, or the Try it is in, failed with.
	Err() error
}
