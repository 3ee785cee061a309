package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// versions is the table in which Migrate keeps what the indexes and counts of
// each table were made from.
const versions = "store/versions"

// A Migration brings indexes and counts to the version of the program. Migrate
// is one with no progress.
type Migration struct {
	// Progress, if set, is told after each commit how many rows of a table, an
	// index or a count are done.
	Progress func(table string, rows int)
}

// An Indexed is a table whose indexes and counts can be made again: *Table[T].
type Indexed interface {
	Name() string

	// Rebuild makes the indexes and counts again from the records. Nothing else
	// may write to the table meanwhile. If it is cut short, the next Migrate
	// starts it again.
	Rebuild(ctx context.Context, db DB, progress func(table string, rows int)) error

	// shape says of which version and names the indexes and counts are.
	shape() string

	// lookups returns the names of the tables that hold indexes and counts.
	lookups() []string
}

// Migrate makes the indexes and counts of those tables again whose Version, or
// whose set of indexes and counts, is not what was stored. Run it at start,
// before anything else uses db.
func Migrate(ctx context.Context, db DB, tables ...Indexed) error {
	return Migration{}.Run(ctx, db, tables...)
}

// Run does what Migrate says.
func (m Migration) Run(ctx context.Context, db DB, tables ...Indexed) error {
	var old, fresh []Indexed
	err := db.View(ctx, func(tx Tx) {
		for _, t := range tables {
			stored, ok := tx.Get(versions, t.Name())
			switch {
			case ok && string(stored) == t.shape():
			case !ok && unused(tx, t):
				fresh = append(fresh, t)
			default:
				old = append(old, t)
			}
		}
	})
	if err != nil {
		return fmt.Errorf("read the versions of the tables: %w", err)
	}
	if len(fresh) > 0 {
		err := db.Update(ctx, func(tx Tx) {
			for _, t := range fresh {
				tx.Put(versions, t.Name(), []byte(t.shape()))
			}
		})
		if err != nil {
			return fmt.Errorf("write the versions of new tables: %w", err)
		}
	}
	for _, t := range old {
		if err := t.Rebuild(ctx, db, m.Progress); err != nil {
			return err
		}
	}
	return nil
}

// unused tells whether a table has no rows at all, so that nothing need be made.
func unused(tx Tx, t Indexed) bool {
	for _, name := range append(t.lookups(), t.Name()) {
		for range tx.Scan(name, "", "") {
			return false
		}
	}
	return true
}

// shape says of which version and names the indexes and counts are. Names are
// in it, so that a new index needs no new version.
func (t *Table[T]) shape() string {
	return fmt.Sprintf("%d %s", t.version, strings.Join(t.lookups(), " "))
}

// lookups returns the names of the tables that hold indexes and counts.
func (t *Table[T]) lookups() []string {
	var names []string
	for _, l := range slices.Concat(t.indexes, t.counts) {
		names = append(names, l.name)
	}
	slices.Sort(names)
	return names
}
