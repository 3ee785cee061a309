package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// slice is how many rows one commit of a rebuild writes: few enough that the
// commit is short and its pages fit into memory.
const slice = 1000

// Rebuild does what Indexed says. It goes index by index: the rows of one are
// gathered in memory and sorted, then written in slices, so that a million
// records cost a million writes in order and not at random places.
func (t *Table[T]) Rebuild(ctx context.Context, db DB, progress func(table string, rows int)) error {
	if progress == nil {
		progress = func(string, int) {}
	}
	stale, err := t.begin(ctx, db)
	if err != nil {
		return fmt.Errorf("rebuild %s: %w", t.name, err)
	}
	for _, name := range stale {
		if err := clearTable(ctx, db, name); err != nil {
			return fmt.Errorf("clear %s: %w", name, err)
		}
	}
	for _, x := range t.indexes {
		if err := t.fillIndex(ctx, db, x, progress); err != nil {
			return fmt.Errorf("rebuild %s: %w", x.name, err)
		}
	}
	for _, c := range t.counts {
		if err := t.fillCount(ctx, db, c, progress); err != nil {
			return fmt.Errorf("rebuild %s: %w", c.name, err)
		}
	}
	err = db.Update(ctx, func(tx Tx) { tx.Put(versions, t.name, []byte(t.shape())) })
	if err != nil {
		return fmt.Errorf("rebuild %s: %w", t.name, err)
	}
	return nil
}

// begin notes that a rebuild is under way and returns the tables to clear:
// those of now and those of the stored shape, which may be gone from the
// program.
func (t *Table[T]) begin(ctx context.Context, db DB) (stale []string, err error) {
	err = db.Update(ctx, func(tx Tx) {
		stored, _ := tx.Get(versions, t.name)
		stale = t.lookups()
		if names := strings.Fields(string(stored)); len(names) > 1 {
			stale = append(stale, names[1:]...)
		}
		slices.Sort(stale)
		stale = slices.Compact(stale)
		tx.Put(versions, t.name, []byte("rebuilding "+strings.Join(stale, " ")))
	})
	return stale, err
}

// clearTable removes all rows of a table in slices.
func clearTable(ctx context.Context, db DB, table string) error {
	for done := false; !done; {
		err := db.Update(ctx, func(tx Tx) {
			n := 0
			done = true
			for key := range tx.Scan(table, "", "") {
				if n++; n > slice {
					done = false
					return
				}
				tx.Delete(table, key)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// eachRecord calls f with every record, reading a slice in each View so that
// none is long.
func (t *Table[T]) eachRecord(ctx context.Context, db DB, f func(T)) error {
	for from, more := "", true; more; {
		var records []T
		var next string
		err := db.View(ctx, func(tx Tx) {
			records, next = nil, ""
			for record := range t.Range(tx, from, "") {
				if len(records) == slice {
					next = t.key(record)
					return
				}
				records = append(records, record)
			}
		})
		if err != nil {
			return err
		}
		for _, r := range records {
			f(r)
		}
		from, more = next, next != ""
	}
	return nil
}

// fillIndex writes the rows of an empty index.
func (t *Table[T]) fillIndex(ctx context.Context, db DB, x lookup[T], progress func(string, int)) error {
	var rows []string
	err := t.eachRecord(ctx, db, func(record T) {
		for _, term := range x.terms(record) {
			rows = append(rows, indexKey(term, t.key(record)))
		}
	})
	if err != nil {
		return err
	}
	slices.Sort(rows)
	return inSlices(ctx, db, slices.Compact(rows), func(tx Tx, row string) {
		tx.Put(x.name, row, nil)
	}, func(done int) { progress(x.name, done) })
}

// fillCount writes the cells of an empty count.
func (t *Table[T]) fillCount(ctx context.Context, db DB, c lookup[T], progress func(string, int)) error {
	sums := map[string]int64{}
	err := t.eachRecord(ctx, db, func(record T) {
		for _, cell := range c.terms(record) {
			sums[cell]++
		}
	})
	if err != nil {
		return err
	}
	return inSlices(ctx, db, slices.Sorted(maps.Keys(sums)), func(tx Tx, cell string) {
		setCount(tx, c.name, cell, sums[cell])
	}, func(done int) { progress(c.name, done) })
}

// inSlices calls put for each row, a slice in each commit, and done after it.
func inSlices(ctx context.Context, db DB, rows []string, put func(Tx, string), done func(int)) error {
	n := 0
	for part := range slices.Chunk(rows, slice) {
		err := db.Update(ctx, func(tx Tx) {
			for _, row := range part {
				put(tx, row)
			}
		})
		if err != nil {
			return err
		}
		n += len(part)
		done(n)
	}
	return nil
}
