package bolt

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math/bits"
	"os"
	"runtime/debug"

	"go.etcd.io/bbolt"

	"caunoi/store"
)

// mapSize is how much address space is set aside for the file at first. Growing
// beyond it makes the writer wait for all readers. It is not memory.
const mapSize = 1 << (20 + bits.UintSize/64*10) // 1 GiB, or 1 MiB where addresses are short

// growStep is by how much the file grows at a time. bbolt grows it only by a
// whole step, so the last step below MaxSize stays free; it is kept for
// transactions that make room (see finish).
const growStep = 4 << 20

// wayOut ends the messages about files that cannot be used.
const wayOut = "restore the newest backup over it"

// Open opens the database in the file at path, and only if it is safe to. It
// never changes a file that it refuses. A refusal is one of store.ErrMissing,
// ErrForeign, ErrDamaged, ErrOlder, ErrNewer and ErrLocked, and its text is a
// sentence for the operator. Beside the file lie "<path>.tx" (see sidecar),
// which belongs to it, and "<path>.pid" while it is open.
//
// Open reads the head of the file and the list of free pages, whatever the size
// of the file. Damage elsewhere is found when it is read, or by Check.
func Open(path string, o Options) (*DB, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if err := makeIfAsked(path, o); err != nil {
		return nil, err
	}
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	d, err := openLocked(path, f, o)
	if err != nil {
		_ = letGo(f) // bbolt has closed it already, or has panicked
		return nil, err
	}
	return d, nil
}

// openFile opens the file and takes the lock.
func openFile(path string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: %w: the file is not there; restore the newest backup to it, or ask for a new empty database with --init", path, store.ErrMissing)
	case err != nil:
		return nil, fmt.Errorf("open the database: %w", err)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is %w: it is not a file; give the path of the database file", path, store.ErrForeign)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w; let its owner run the program", err)
	}
	if err := lock(path, f); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// openLocked opens a file that is ours alone.
func openLocked(path string, f *os.File, o Options) (*DB, error) {
	m, err := inspect(path, f, o)
	if err != nil {
		return nil, err
	}
	d := &DB{path: path, file: f, log: o.Log, now: o.Now, writer: make(chan struct{}, 1), commit: (*bbolt.Tx).Commit}
	d.writer <- struct{}{}
	if d.bolt, err = openBolt(path, f, o); err != nil {
		return nil, err
	}
	id, err := d.identify(o.Schema)
	if err == nil {
		err = compare(path, mark{id, m.tx}, o)
	}
	if err == nil {
		d.side, err = openSidecar(path, mark{id, m.tx}, o.Log)
	}
	if err == nil {
		err = d.raiseSchema(o.Schema)
	}
	if err != nil {
		return nil, errors.Join(err, d.bolt.Close())
	}
	if err := writePid(path); err != nil {
		o.Log.Warn("pid is not written", "err", err)
	}
	return d, nil
}

// inspect reads the head of the file before bbolt does.
func inspect(path string, f *os.File, o Options) (meta, error) {
	info, err := f.Stat()
	if err != nil {
		return meta{}, fmt.Errorf("open the database: %w", err)
	}
	if info.Size() == 0 {
		return meta{}, fmt.Errorf("%s: %w: the file is empty; restore the newest backup over it, or ask for a new empty database with --init", path, store.ErrMissing)
	}
	if info.Mode().Perm()&0o077 != 0 {
		o.Log.Warn("database can be read by other users; make its mode 0600", "path", path, "mode", info.Mode().Perm())
	}
	m, torn, err := readMeta(f)
	if err == nil {
		err = m.checkPages(f, info.Size())
	}
	switch {
	case errors.Is(err, store.ErrForeign):
		return m, fmt.Errorf("%s is %w; give the path of the database file, or %s", path, err, wayOut)
	case err != nil:
		return m, fmt.Errorf("%s: %w; %s", path, err, wayOut)
	case torn:
		o.Log.Warn("one of the two meta pages is not whole; the other is used", "path", path, "tx", m.tx)
	}
	return m, nil
}

// openBolt lets bbolt open the file that is already open and locked.
func openBolt(path string, f *os.File, o Options) (b *bbolt.DB, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%w; %s", panicError(path, v), wayOut)
		}
	}()
	b, err = bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout:         lockPause,
		FreelistType:    bbolt.FreelistMapType,
		InitialMmapSize: mapSize,
		MaxSize:         int(o.MaxSize),
		NoSync:          o.NoSync,
		OpenFile:        func(string, int, os.FileMode) (*os.File, error) { return f, nil },
	})
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	b.AllocSize = growStep
	return b, nil
}

// compare refuses a database that is not the one last used here, or is older.
func compare(path string, is mark, o Options) error {
	was, ok, err := readMark(path)
	switch {
	case err != nil:
		return fmt.Errorf("open %s: %w", path, err)
	case !ok && is.tx <= firstTx:
		return nil
	case !ok:
		o.Log.Warn("there is no sidecar, so a lost commit cannot be noticed", "path", sidePath(path))
		return nil
	case o.Restored:
		return nil
	case was.id != is.id:
		return fmt.Errorf("%s is %w: it is another one than was used here before; put that one back, or say that it was restored", path, store.ErrForeign)
	case was.tx > is.tx:
		return fmt.Errorf("%s is %w: it is at transaction %d and %d had been stored; %s", path, store.ErrOlder, is.tx, was.tx, wayOut)
	}
	return nil
}

// identify reads the engine's own table: which database this is, and whether
// this program may use it.
func (d *DB) identify(schema int) (id string, err error) {
	err = d.viewOwn(func(t *tx) error {
		form, ok := t.Get(about, "form")
		if !ok && t.Err() == nil {
			return fmt.Errorf("%s is %w, though a bbolt file; give the path of the database file", d.path, store.ErrForeign)
		}
		if n := decimal(form); n > formVersion {
			return fmt.Errorf("%s was %w: it has form %d and this one knows %d; run the newer program", d.path, store.ErrNewer, n, formVersion)
		}
		stored, _ := t.Get(about, "schema")
		if n := decimal(stored); n > schema {
			return fmt.Errorf("%s was %w: it has schema %d and this one knows %d; run the newer program", d.path, store.ErrNewer, n, schema)
		}
		name, _ := t.Get(about, "id")
		id = string(name)
		return nil
	})
	return id, err
}

// viewOwn runs f in a View of an own table before the database is in use.
func (d *DB) viewOwn(f func(*tx) error) error {
	var refusal error
	err := d.View(context.Background(), func(t store.Tx) { refusal = f(t.(*tx)) })
	if err != nil {
		return fmt.Errorf("%w; %s", err, wayOut)
	}
	return refusal
}

// raiseSchema marks the file with the schema of the program.
func (d *DB) raiseSchema(schema int) error {
	var stored []byte
	err := d.viewOwn(func(t *tx) error {
		stored, _ = t.Get(about, "schema")
		return nil
	})
	if err != nil || decimal(stored) >= schema {
		return err
	}
	return d.Update(context.Background(), func(t store.Tx) {
		t.(*tx).set(about, "schema", sealNumber("schema", schema))
	})
}
