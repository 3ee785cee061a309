package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"caunoi/store"
	"caunoi/store/storetest"
)

// many puts jobs through a table.
func many(t *testing.T, db store.DB, table *store.Table[job], n int) {
	t.Helper()
	update(t, db, func(tx store.Tx) {
		for i := range n {
			table.Put(tx, job{ID: fmt.Sprintf("%05d", i), Due: at(int64(i * 7919 % n)), Unit: fmt.Sprint(i % 10)})
		}
	})
}

// lookups returns the rows of both the index and the count.
func lookups(t *testing.T, db store.DB) []string {
	t.Helper()
	return slices.Concat(rows(t, db, "jobs/due"), rows(t, db, "jobs#unit"))
}

func TestMigrateMakesWhatIsNew(t *testing.T) {
	const n = 2345
	kept := open(t)
	many(t, kept, byUnit(byDue(plain())), n)
	want := lookups(t, kept)
	if len(want) != n+10 {
		t.Fatalf("%d rows, want %d", len(want), n+10)
	}

	db := storetest.Counting(storetest.Twice(open(t)))
	many(t, db, plain(), n)
	var told []string
	m := store.Migration{Progress: func(table string, rows int) { told = append(told, fmt.Sprint(table, " ", rows)) }}
	table := byUnit(byDue(plain()))
	if err := m.Run(ctx, db, table); err != nil {
		t.Fatal(err)
	}
	if got := lookups(t, db); !slices.Equal(got, want) {
		t.Errorf("the rebuilt rows are not those that Put keeps: %d, want %d", len(got), len(want))
	}
	if got := strings.Join(told, ", "); got != "jobs/due 1000, jobs/due 2000, jobs/due 2345, jobs#unit 10" {
		t.Errorf("progress was %q", got)
	}
	before := db.All().Total()
	if err := store.Migrate(ctx, db, table); err != nil || db.All().Total() != before {
		t.Errorf("a second Migrate wrote %d rows (%v)", db.All().Total()-before, err)
	}
}

func TestMigrateFollowsVersionAndNames(t *testing.T) {
	db := open(t)
	migrate := func(table *store.Table[job]) {
		t.Helper()
		if err := store.Migrate(ctx, db, table); err != nil {
			t.Fatal(err)
		}
	}
	migrate(byUnit(byDue(plain())))
	many(t, db, byUnit(byDue(plain())), 30)
	late := plain().Version(2).Index("due", func(j job) []string { return []string{"always"} })
	migrate(late)
	if got := rows(t, db, "jobs/due"); len(got) != 30 || !strings.Contains(got[0], "always") {
		t.Errorf("the index of version 2 has %d rows, the first %q", len(got), got)
	}
	if got := rows(t, db, "jobs#unit"); len(got) > 0 {
		t.Errorf("the count that is gone keeps %d rows", len(got))
	}
	migrate(plain().Version(2))
	if got := lookups(t, db); len(got) > 0 {
		t.Errorf("the index that is gone keeps %d rows", len(got))
	}
}

// cutShort is a database whose updates fail after some.
type cutShort struct {
	store.DB
	left int
}

// Update fails when none is left.
func (c *cutShort) Update(ctx context.Context, f func(store.Tx)) error {
	if c.left--; c.left < 0 {
		return errors.New("cut short")
	}
	return c.DB.Update(ctx, f)
}

func TestMigrateCutShortBeginsAgain(t *testing.T) {
	db := open(t)
	many(t, db, byUnit(byDue(plain())), 1500)
	want := lookups(t, db)
	table := byUnit(byDue(plain())).Version(7)
	for left := range 20 {
		if err := store.Migrate(ctx, &cutShort{db, left}, table); err == nil {
			if left < 5 {
				t.Errorf("rebuilt in %d commits", left)
			}
			break
		}
	}
	if got := lookups(t, db); !slices.Equal(got, want) {
		t.Errorf("%d rows after all, want %d", len(got), len(want))
	}
}
