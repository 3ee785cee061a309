// Package storetest holds what every storage engine must do, as a test, and two
// databases for the tests of others: Twice runs every update twice, Counting
// counts what is written.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"caunoi/store"
)

// An Engine is how the suite gets at the engine under test.
type Engine struct {
	// Open returns a new, empty database. The suite closes it.
	Open func(t *testing.T) store.DB

	// Reopen closes a database and opens it again. Without it, what stays after
	// a restart is not tested.
	Reopen func(t *testing.T, db store.DB) store.DB

	// Damage changes a stored value behind the engine's back. Without it, what
	// is done about damage is not tested.
	Damage func(t *testing.T, db store.DB, table, key string)
}

// errMade is the failure that the suite brings about.
var errMade = errors.New("made by the suite")

// Test runs the suite.
func Test(t *testing.T, e Engine) {
	for _, c := range []struct {
		name string
		run  func(t *testing.T, db store.DB)
	}{
		{"order is bytewise", testOrder},
		{"edges of ranges", testEdges},
		{"own writes are seen", testOwnWrites},
		{"values of all sizes", testSizes},
		{"bytes belong to the caller", testBytes},
		{"an error undoes everything", testError},
		{"a panic undoes everything", testPanic},
		{"after a failure nothing is found", testSticky},
		{"what cannot be written", testInvalid},
		{"a cancelled context", testCancelled},
		{"scanning while writing", testScanWrite},
		{"nothing is lost between writers", testConcurrent},
		{"no transaction inside another", testNested},
		{"after the end", testEnd},
		{"poisoned Try of many", testTryMany},
		{"Try undoes all kinds of writes", testTryKinds},
		{"Try inside Try", testTryNested},
		{"a panic in Try", testTryPanic},
		{"an engine failure in Try", testTryEngine},
		{"random work against a model", testModel},
		{"tables against a model", testTables},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(t, opened(t, e)) })
	}
	t.Run("stays after a restart", func(t *testing.T) { testReopen(t, e) })
	t.Run("damaged values", func(t *testing.T) { testDamage(t, e) })
}

// opened opens a database and closes it at the end of the test.
func opened(t *testing.T, e Engine) store.DB {
	db := e.Open(t)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}

// update runs f in an Update that must succeed.
func update(t *testing.T, db store.DB, f func(tx store.Tx)) {
	t.Helper()
	if err := db.Update(context.Background(), f); err != nil {
		t.Fatalf("update: %v", err)
	}
}

// view runs f in a View that must succeed.
func view(t *testing.T, db store.DB, f func(tx store.Tx)) {
	t.Helper()
	if err := db.View(context.Background(), f); err != nil {
		t.Fatalf("view: %v", err)
	}
}

// fill puts each key with itself as the value.
func fill(tx store.Tx, table string, keys ...string) {
	for _, k := range keys {
		tx.Put(table, k, []byte(k))
	}
}

// dump returns all of a table as "key=value key=value".
func dump(tx store.Tx, table string) string {
	var b strings.Builder
	for k, v := range tx.Scan(table, "", "") {
		fmt.Fprintf(&b, "%s=%s ", k, v)
	}
	return strings.TrimSpace(b.String())
}

// wantDump compares all of a table.
func wantDump(t *testing.T, tx store.Tx, table, want string) {
	t.Helper()
	if got := dump(tx, table); got != want {
		t.Errorf("table %s holds %q, want %q", table, got, want)
	}
}

// wantStored compares all of a table in a View of its own.
func wantStored(t *testing.T, db store.DB, table, want string) {
	t.Helper()
	view(t, db, func(tx store.Tx) { wantDump(t, tx, table, want) })
}
