package bolt

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"syscall"

	berrors "go.etcd.io/bbolt/errors"

	"caunoi/store"
)

// catch makes an error of a panic in bbolt. It must be deferred directly. A
// page that is not what it should be fails the transaction that met it; a page
// that cannot be read at all means that the file was cut or taken away, and
// ends the use of the database.
func (d *DB) catch(err *error) {
	v := recover()
	if v == nil {
		return
	}
	*err = panicError(d.path, v)
	if _, fault := v.(interface{ Addr() uintptr }); fault {
		d.breakDown(*err)
	}
}

// panicError makes an error of what bbolt or the processor panicked with.
func panicError(path string, v any) error {
	if f, ok := v.(interface{ Addr() uintptr }); ok {
		return fmt.Errorf("%s: %w: a page could not be read (fault at %#x), so the file was cut or replaced under the running program, or its disk fails", path, store.ErrDamaged, f.Addr())
	}
	if e, ok := v.(runtime.Error); ok {
		return fmt.Errorf("%s: %w: %w", path, store.ErrDamaged, e)
	}
	return fmt.Errorf("%s: %w: %v", path, store.ErrDamaged, v)
}

// commitError says what an error of bbolt's Commit means. Only a want of room
// that was met while writing is known to leave nothing behind; after anything
// else, above all a failed fdatasync, nobody knows what the disk holds.
func commitError(path string, err error) error {
	var written *fs.PathError
	noRoom := errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
	switch {
	case errors.Is(err, berrors.ErrMaxSizeReached):
		return fmt.Errorf("%s has reached its greatest size: %w; raise the limit or delete what is old", path, store.ErrFull)
	case noRoom && errors.As(err, &written) && written.Op == "write":
		return fmt.Errorf("write %s: %w: %w; make room on its disk", path, store.ErrFull, err)
	}
	return fmt.Errorf("commit to %s: %w (it may or may not be kept); check the disk and start again: %w", path, store.ErrUnknown, err)
}
