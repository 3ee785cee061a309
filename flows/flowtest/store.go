package flowtest

import (
	"path/filepath"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
	"caunoi/store/bolt"
)

// Store returns a new and empty database that is closed at the end of the test.
// It does not wait for the disk: what outlives a lost power supply is tested
// where the engine is.
func Store(t testing.TB) store.DB {
	t.Helper()
	db, err := bolt.Open(filepath.Join(t.TempDir(), "db"), bolt.Options{Init: true, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}

// Bare returns a desk with the program's texts at which nothing is registered,
// for a service called test that has buttons and can change what it has shown.
// Its people live in the zone.
func Bare(t testing.TB, zone *time.Location) *flows.Desk {
	t.Helper()
	texts, err := text.Load(zone)
	if err != nil {
		t.Fatal(err)
	}
	set := flows.Defaults()
	set.Zone = zone
	return flows.NewDesk(texts, set, map[string]flows.Traits{channel: {Buttons: true, Edits: true}})
}
