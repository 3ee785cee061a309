package bolt

import (
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"log/slog"
	"os"
)

// A sidecar is the small file beside the database, "<path>.tx", that knows the
// last transaction. bbolt has two meta pages, and if the newer is damaged it
// silently goes back to the older one: the last commit is gone and nobody is
// told. The sidecar tells.
//
// It is written after each commit with one write and no fsync, and synced at
// Close. So it never knows a transaction that the database does not have, and
//
//   - after Close or the death of the process it knows the last transaction
//     (the last but one if the process died between the commit and the write);
//   - after a power cut it knows what the kernel had written out by itself,
//     on Linux mostly all but the last half minute.
//
// If it is missing or unreadable it is made anew and says nothing.
type sidecar struct {
	file *os.File
	id   string // of the database
	log  *slog.Logger
	sick bool // a write failed and was logged
}

// A mark is what a sidecar holds.
type mark struct {
	id string // which database
	tx uint64 // its last transaction
}

// sideForm is a line of fixed length, so that a new one covers the old.
const sideForm = "caunoi %-32s %020d"

// sidePath returns where the sidecar of a database is.
func sidePath(path string) string { return path + ".tx" }

// readMark reads a sidecar. No sidecar, and one that was torn, is no mark.
func readMark(path string) (m mark, ok bool, err error) {
	data, err := os.ReadFile(sidePath(path))
	if errors.Is(err, fs.ErrNotExist) {
		return m, false, nil
	}
	if err != nil {
		return m, false, fmt.Errorf("read the sidecar: %w", err)
	}
	if _, err := fmt.Sscanf(string(data), "caunoi %s %d", &m.id, &m.tx); err != nil {
		return mark{}, false, nil
	}
	if m.line() != string(data) {
		return mark{}, false, nil
	}
	return m, true, nil
}

// line returns a mark as it is stored.
func (m mark) line() string {
	text := fmt.Sprintf(sideForm, m.id, m.tx)
	return fmt.Sprintf("%s %08x\n", text, crc32.Checksum([]byte(text), castagnoli))
}

// openSidecar opens or makes the sidecar of a database and writes the mark.
func openSidecar(path string, m mark, log *slog.Logger) (*sidecar, error) {
	f, err := os.OpenFile(sidePath(path), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the sidecar: %w", err)
	}
	s := &sidecar{file: f, id: m.id, log: log}
	if err := errors.Join(f.Truncate(int64(len(m.line()))), s.write(m.tx)); err != nil {
		f.Close()
		return nil, fmt.Errorf("write the sidecar: %w", err)
	}
	return s, nil
}

// committed notes that a transaction is on disk. A failure does not matter to
// the transaction; it is logged once.
func (s *sidecar) committed(tx uint64) {
	err := s.write(tx)
	if err != nil && !s.sick {
		s.log.Warn("sidecar is not written", "err", err)
	}
	s.sick = err != nil
}

// write sets the last transaction.
func (s *sidecar) write(tx uint64) error {
	_, err := s.file.WriteAt([]byte(mark{s.id, tx}.line()), 0)
	return err
}

// close brings the sidecar to disk and closes it.
func (s *sidecar) close() error {
	return errors.Join(s.file.Sync(), s.file.Close())
}
