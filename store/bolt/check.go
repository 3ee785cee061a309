package bolt

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"time"

	"go.etcd.io/bbolt"

	"caunoi/store"
)

// longView is from when on a View is reported.
const longView = time.Second

// scrubStep is how many values Scrub reads in one View.
const scrubStep = 1000

// maxFaults is how many faults of pages Check tells.
const maxFaults = 20

// A Size tells how much room a database takes.
type Size struct {
	File int64 // bytes of the file
	Free int64 // bytes of it that are free to be used again
}

// Size tells how much room the database takes now.
func (d *DB) Size() (Size, error) {
	info, err := d.file.Stat()
	if err != nil {
		return Size{}, fmt.Errorf("size of %s: %w", d.path, err)
	}
	stats := d.bolt.Stats()
	pages := int64(stats.FreePageN + stats.PendingPageN)
	return Size{File: info.Size(), Free: pages * int64(d.bolt.Info().PageSize)}, nil
}

// Check looks for damage and returns what it found as one error. It always
// looks at the head of the file, and whether the file at the path is still the
// one that is open. With deep it also reads every page and every value, in one
// View for the pages: not for a database that is in use.
func (d *DB) Check(ctx context.Context, deep bool) error {
	if err := d.usable(); err != nil {
		return err
	}
	if err := d.checkFile(); err != nil || !deep {
		return err
	}
	return errors.Join(d.checkPages(ctx), d.Scrub(ctx))
}

// checkFile looks at the file from outside.
func (d *DB) checkFile() error {
	opened, err := d.file.Stat()
	if err != nil {
		return fmt.Errorf("check %s: %w", d.path, err)
	}
	named, err := os.Stat(d.path)
	if err != nil || !os.SameFile(opened, named) {
		return fmt.Errorf("%s: %w: the file was replaced or removed while it was open; stop the program and %s", d.path, store.ErrForeign, wayOut)
	}
	<-d.writer // bbolt writes the meta pages, which must not be read half
	defer func() { d.writer <- struct{}{} }()
	m, torn, err := readMeta(d.file)
	if err == nil {
		err = m.checkPages(d.file, opened.Size())
	}
	if err == nil && torn {
		err = fmt.Errorf("%w: one of its two meta pages is not whole", store.ErrDamaged)
	}
	if err != nil {
		return fmt.Errorf("%s: %w; %s", d.path, err, wayOut)
	}
	return nil
}

// checkPages lets bbolt look at every page.
func (d *DB) checkPages(ctx context.Context) error {
	var found []error
	err := d.View(ctx, func(t store.Tx) {
		for err := range t.(*tx).bolt.Check() {
			if len(found) < maxFaults {
				found = append(found, fmt.Errorf("%s: %w: %w", d.path, store.ErrDamaged, err))
			}
		}
	})
	return errors.Join(append(found, err)...)
}

// Scrub reads every value and verifies its checksum, a thousand in each View,
// so that it can run beside the work. What it finds is in Damaged, and its
// error says how many.
func (d *DB) Scrub(ctx context.Context) error {
	tables, err := d.tables(ctx)
	if err != nil {
		return err
	}
	before := len(d.Damaged())
	for _, table := range tables {
		for from, more := "", true; more; {
			err := d.View(ctx, func(t store.Tx) { from, more = scrub(t, table, from) })
			if err != nil {
				return fmt.Errorf("scrub %s: %w", d.path, err)
			}
		}
	}
	if n := len(d.Damaged()); n > before {
		return fmt.Errorf("%s: %w: %d values more than were known", d.path, store.ErrDamaged, n-before)
	}
	return nil
}

// scrub reads a thousand values from one key on, and returns where to go on.
func scrub(t store.Tx, table, from string) (next string, more bool) {
	n := 0
	for key := range t.Scan(table, from, "") {
		if n++; n > scrubStep {
			return key, true
		}
	}
	return "", false
}

// tables returns the names of all tables, the engine's own too.
func (d *DB) tables(ctx context.Context) (names []string, err error) {
	err = d.View(ctx, func(t store.Tx) {
		x := t.(*tx)
		defer d.catch(&x.engine)
		names = nil
		for name := range buckets(x.bolt) {
			names = append(names, name)
		}
	})
	return names, err
}

// buckets yields the names of all buckets.
func buckets(b *bbolt.Tx) iter.Seq[string] {
	return func(yield func(string) bool) {
		c := b.Cursor()
		for k, _ := c.First(); k != nil && yield(string(k)); k, _ = c.Next() {
		}
	}
}

// watch reports a View that took too long.
func (d *DB) watch() (done func()) {
	if d.now == nil {
		return func() {}
	}
	start := d.now()
	return func() {
		if took := d.now().Sub(start); took > longView {
			d.log.Warn("a View took long", "path", d.path, "took", took)
		}
	}
}
