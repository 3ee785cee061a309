package store

import (
	"errors"
	"fmt"
)

// What an engine's errors are, for errors.Is. The text of an error is for the
// operator: one sentence with the file, the cause and the way out. Programs
// look at these values only.
var (
	// ErrUnknown: the disk refused in the middle of a commit, and nobody knows
	// whether the work was kept. The database refuses everything from then on
	// and the process must stop; a new start finds the work whole or absent.
	ErrUnknown = errors.New("outcome of the commit is unknown")

	// ErrFull: there is no room for what was to be written. Nothing of it was
	// kept, and the database can be used as before.
	ErrFull = errors.New("no space left")

	// ErrDamaged: bytes are not what was written.
	ErrDamaged = errors.New("damaged")

	// ErrNested: View, Update or Close was called inside a transaction.
	ErrNested = errors.New("transaction inside a transaction")

	// ErrClosed: the database, or the transaction, is over.
	ErrClosed = errors.New("closed")

	// ErrMissing: there is no database where one was expected.
	ErrMissing = errors.New("no database")

	// ErrForeign: what is there is not a database of this program.
	ErrForeign = errors.New("not a database of this program")

	// ErrLocked: another process has the database open.
	ErrLocked = errors.New("in use by another process")

	// ErrNewer: the database was written by a newer program.
	ErrNewer = errors.New("written by a newer program")

	// ErrOlder: the database is older than what is known to have been stored.
	ErrOlder = errors.New("older than what was stored")

	// ErrInvalid: a table, index or key was used in a way it cannot be.
	ErrInvalid = errors.New("invalid use of the store")
)

// A Panic is what Try returns when f panicked.
type Panic struct {
	Value any    // what was given to panic
	Stack []byte // the stack of the panicking goroutine
}

// Error says the value, without the stack.
func (p *Panic) Error() string {
	return fmt.Sprintf("panic: %v", p.Value)
}

// Unwrap returns the value if it is an error, so that errors.Is sees it.
func (p *Panic) Unwrap() error {
	err, _ := p.Value.(error)
	return err
}

// A Damage names one pair that was skipped because it could not be trusted.
type Damage struct {
	Table, Key string
	Why        string
}

// A Noter is a Tx that keeps a list of what was skipped. Table tells it of
// rows it could not use; an engine's Tx should be one, and a Tx that wraps
// another must pass Note on.
type Noter interface {
	// Note records that a pair was skipped. It never fails the transaction.
	Note(Damage)
}

// note tells tx of a damage if it keeps a list.
func note(tx Tx, d Damage) {
	if n, ok := tx.(Noter); ok {
		n.Note(d)
	}
}
