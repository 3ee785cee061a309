package bolt

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"

	"go.etcd.io/bbolt"
	"golang.org/x/sys/unix"

	"caunoi/store"
)

// about is the engine's own table: the form of the file, its id, the schema of
// what is in it.
const about = own + "caunoi"

// formVersion is the form of the file that this package writes.
const formVersion = 1

// firstTx is the transaction that a new file is at.
const firstTx = 2

// makeIfAsked makes a new database at path if Init asks for it and there is
// none: no file, or an empty one, and no sidecar of a file that was lost.
func makeIfAsked(path string, o Options) error {
	info, err := os.Stat(path)
	exists := err == nil
	switch {
	case !o.Init:
		return nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("open the database: %w", err)
	case exists && (!info.Mode().IsRegular() || info.Size() > 0):
		return nil
	}
	if _, known, err := readMark(path); err != nil || known {
		return errors.Join(err, fmt.Errorf("%s: %w: there was one here before, as %s says; restore the newest backup to it, or remove that file if a new empty database is really wanted", path, store.ErrMissing, sidePath(path)))
	}
	if exists {
		err = createOver(path, o.Schema)
	} else {
		err = create(path, false, o.Schema)
	}
	if err != nil {
		return fmt.Errorf("make a database at %s: %w", path, err)
	}
	return nil
}

// createOver makes a database in place of an empty file. It holds the lock of
// that file meanwhile, and looks again under it, so that no other process can
// have made its own there and be at work on it.
func createOver(path string, schema int) error {
	empty, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer letGo(empty)
	if err := lock(path, empty); err != nil {
		return err
	}
	held, err := empty.Stat()
	if err != nil {
		return err
	}
	named, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !os.SameFile(held, named) || named.Size() > 0 {
		return nil // another process was faster, and its database is as good
	}
	return create(path, true, schema)
}

// create makes a whole database under another name and then gives it its own,
// so that after a power cut there is a whole one or none.
func create(path string, over bool, schema int) (err error) {
	dir, pattern := filepath.Dir(path), filepath.Base(path)+".new-*"
	temp, err := os.CreateTemp(dir, pattern)
	if err != nil {
		return err
	}
	name := temp.Name()
	defer func() {
		if err != nil {
			os.Remove(name)
		}
	}()
	if err := fill(name, temp, schema); err != nil {
		temp.Close()
		return err
	}
	err = rename(name, path, over)
	if errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
		os.Remove(name) // another process was faster, and may have swept this already
		return nil
	}
	if err != nil {
		return err
	}
	// What a power cut left of earlier tries is of no use to anybody.
	rest, _ := filepath.Glob(path + ".new-*")
	for _, name := range rest {
		os.Remove(name)
	}
	return syncDir(dir)
}

// fill writes an empty database into a new file, brings it to disk and closes
// it.
func fill(name string, f *os.File, schema int) error {
	b, err := openBolt(name, f, Options{})
	if err != nil {
		return err
	}
	d := &DB{path: name, bolt: b, log: slog.New(slog.DiscardHandler)}
	id := make([]byte, 16)
	if _, err := rand.Read(id); err != nil {
		return err
	}
	err = b.Update(func(btx *bbolt.Tx) error {
		t := newTx(context.Background(), d, btx)
		t.set(about, "form", sealNumber("form", formVersion))
		t.set(about, "schema", sealNumber("schema", schema))
		t.set(about, "id", seal(about, "id", []byte(hex.EncodeToString(id))))
		return t.Err()
	})
	return errors.Join(err, f.Sync(), b.Close())
}

// rename gives a new file its name. Unless it may go over an empty file it must
// not replace one: another process may have been faster.
func rename(from, to string, over bool) error {
	if over {
		return os.Rename(from, to)
	}
	err := unix.Renameat2(unix.AT_FDCWD, from, unix.AT_FDCWD, to, unix.RENAME_NOREPLACE)
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) { // not every file system can
		return os.Rename(from, to)
	}
	return err
}

// syncDir brings the names in a directory to disk.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// sealNumber returns a number as it stands in the engine's own table.
func sealNumber(key string, n int) []byte {
	return seal(about, key, strconv.AppendInt(nil, int64(n), 10))
}

// decimal reads a number of the engine's own table; none is 0.
func decimal(b []byte) int {
	n, err := strconv.Atoi(string(b))
	if err != nil {
		return 0
	}
	return n
}
