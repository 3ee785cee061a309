package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"caunoi/store"
	"caunoi/store/bolt"
	"caunoi/store/storetest"
)

var ctx = context.Background()

// A job is the record of these tests.
type job struct {
	ID   string    `cbor:"1,keyasint"`
	Unit string    `cbor:"2,keyasint,omitempty"`
	Due  time.Time `cbor:"3,keyasint,omitzero"`
	Note string    `cbor:"4,keyasint,omitempty"`
}

// plain is the table without indexes.
func plain() *store.Table[job] {
	return store.NewTable("jobs", func(j job) string { return j.ID })
}

// byDue indexes jobs that are due, the latest first.
func byDue(t *store.Table[job]) *store.Table[job] {
	return t.Index("due", func(j job) []string {
		if j.Due.IsZero() {
			return nil
		}
		return []string{store.Key(store.Desc(j.Due))}
	})
}

// byUnit counts jobs of a unit.
func byUnit(t *store.Table[job]) *store.Table[job] {
	return t.Count("unit", func(j job) []string { return []string{j.Unit} })
}

// open returns a new database.
func open(t testing.TB) *bolt.DB {
	t.Helper()
	db, err := bolt.Open(filepath.Join(t.TempDir(), "db"), bolt.Options{Init: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// update runs an Update that must succeed.
func update(t testing.TB, db store.DB, f func(store.Tx)) {
	t.Helper()
	if err := db.Update(ctx, f); err != nil {
		t.Fatal(err)
	}
}

// at is a moment some seconds after 1970.
func at(s int64) time.Time { return time.Unix(s, 0).UTC() }

// rows returns all rows of a table as text.
func rows(t *testing.T, db store.DB, table string) (all []string) {
	t.Helper()
	err := db.View(ctx, func(tx store.Tx) {
		for k, v := range tx.Scan(table, "", "") {
			all = append(all, fmt.Sprintf("%q=%x", k, v))
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestPutWritesOnlyWhatDiffers(t *testing.T) {
	db := storetest.Counting(open(t))
	jobs := byUnit(byDue(plain()))
	for _, c := range []struct {
		name          string
		put           job
		puts, deletes int
	}{
		{"new", job{ID: "a", Unit: "u", Due: at(5)}, 3, 0},
		{"the same", job{ID: "a", Unit: "u", Due: at(5)}, 0, 0},
		{"a field of no index", job{ID: "a", Unit: "u", Due: at(5), Note: "n"}, 1, 0},
		{"another term", job{ID: "a", Unit: "u", Due: at(6), Note: "n"}, 2, 1},
		{"no term", job{ID: "a", Unit: "u", Note: "n"}, 1, 1},
		{"another cell", job{ID: "a", Unit: "v", Note: "n"}, 2, 1},
		{"a second record", job{ID: "b", Unit: "v"}, 2, 0},
	} {
		update(t, db, func(tx store.Tx) { jobs.Put(tx, c.put) })
		if w := db.Last(); w.Puts != c.puts || w.Deletes != c.deletes {
			t.Errorf("%s: %d puts and %d deletes, want %d and %d", c.name, w.Puts, w.Deletes, c.puts, c.deletes)
		}
	}
	if w := db.All(); w.Total() != 14 || w.Tables["jobs#unit"] != 4 {
		t.Errorf("in all %d writes, %v", w.Total(), w.Tables)
	}
	update(t, db, func(tx store.Tx) { jobs.Delete(tx, "a"); jobs.Delete(tx, "b"); jobs.Delete(tx, "never") })
	for _, table := range []string{"jobs", "jobs/due", "jobs#unit"} {
		if left := rows(t, db, table); len(left) > 0 {
			t.Errorf("%s keeps %q after all was deleted", table, left)
		}
	}
}

func TestScansOfAnIndex(t *testing.T) {
	db := storetest.Twice(open(t))
	jobs := byUnit(byDue(plain()))
	update(t, db, func(tx store.Tx) {
		for i, id := range []string{"a", "b", "c", "d"} {
			jobs.Put(tx, job{ID: id, Due: at(int64(i / 2)), Unit: fmt.Sprint("u", i%2)})
		}
	})
	err := db.View(ctx, func(tx store.Tx) {
		var order, under, keys string
		for _, j := range jobs.By(tx, "due", "", "") {
			order += j.ID
		}
		for j := range jobs.Under(tx, "due", store.Key(store.Desc(at(0)))) {
			under += j.ID
		}
		for _, key := range jobs.Keys(tx, "due", "", store.Next(store.Key(store.Desc(at(1))))) {
			keys += key
		}
		if order != "cdab" || under != "ab" || keys != "cd" {
			t.Errorf("By %q, Under %q, Keys %q, want cdab, ab, cd", order, under, keys)
		}
		for term := range jobs.By(tx, "due", "", "") {
			if term != store.Key(store.Desc(at(1))) {
				t.Errorf("the first term is %x", term)
			}
			break
		}
		if n, none := jobs.Counted(tx, "unit", "u1"), jobs.Counted(tx, "unit", "u"); n != 2 || none != 0 {
			t.Errorf("counted %d and %d, want 2 and 0", n, none)
		}
		for cell, n := range jobs.CountedRange(tx, "unit", "u0\x00", "u2") {
			if cell != "u1" || n != 2 {
				t.Errorf("counted %d of %s", n, cell)
			}
		}
		if jobs.Has(tx, "e") || !jobs.Has(tx, "a") {
			t.Error("Has is wrong")
		}
	})
	if err != nil {
		t.Error(err)
	}
}

func TestBadRowsStopNothing(t *testing.T) {
	db := open(t)
	jobs := byUnit(byDue(plain()))
	update(t, db, func(tx store.Tx) {
		for i, id := range []string{"a", "b", "c", "d"} {
			jobs.Put(tx, job{ID: id, Due: at(int64(-i))})
		}
		tx.Delete("jobs", "b")                      // its index row stays
		tx.Put("jobs", "c", []byte("not a record")) // but sealed
		tx.Put("jobs/due", "no end", nil)
		tx.Put("jobs#unit", "=", []byte{0xff})
	})
	got, all := "", ""
	update(t, db, func(tx store.Tx) {
		for _, j := range jobs.By(tx, "due", "", "") {
			got += j.ID
		}
		for j := range jobs.All(tx) {
			all += j.ID
		}
		jobs.Put(tx, job{ID: "e"})
		if n := jobs.Counted(tx, "unit", ""); n != 1 {
			t.Errorf("a bad count went on from %d, want 1", n)
		}
	})
	if got != "ad" || all != "ad" {
		t.Errorf("By gave %q and All %q, want ad", got, all)
	}
	var noted []string
	for _, d := range db.Damaged() {
		noted = append(noted, d.Table+" "+d.Key)
	}
	slices.Sort(noted)
	if want := []string{"jobs b", "jobs c", "jobs#unit =", "jobs/due no end"}; !slices.Equal(noted, want) {
		t.Errorf("noted %q, want %q", noted, want)
	}
}

func TestUnreadableIsNotStored(t *testing.T) {
	db := open(t)
	err := db.Update(ctx, func(tx store.Tx) { plain().Put(tx, job{ID: "a", Due: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}) })
	if err == nil {
		t.Error("a time that cannot be read again was stored")
	}
}
