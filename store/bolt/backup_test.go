package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// TestBackup copies a database under load and opens the copy.
func TestBackup(t *testing.T) {
	db := fresh(t, Options{})
	put(t, db, fmt.Sprintf("%08d", 0))
	done := make(chan int)
	go func() {
		n := 1
		for ; n < 200; n++ {
			put(t, db, fmt.Sprintf("%08d", n))
		}
		done <- n
	}()
	for copies := 0; ; copies++ {
		select {
		case <-done:
			if copies == 0 {
				t.Error("no copy was made under load")
			}
			return
		default:
		}
		before := last(t, db)
		path := filepath.Join(t.TempDir(), "db")
		var b bytes.Buffer
		at, err := db.Backup(ctx, &b)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if is := stands(t, path); is != at {
			t.Errorf("the copy is at transaction %d, Backup said %d", is, at)
		}
		restored := open(t, path, Options{Restored: true})
		if is := last(t, restored); is < before {
			t.Errorf("the copy ends at row %d, and %d was stored before it", is, before)
		}
		if err := restored.Check(ctx, true); err != nil {
			t.Errorf("check of the copy: %v", err)
		}
		if err := restored.Close(); err != nil {
			t.Error(err)
		}
	}
}

// brokenDisk refuses what is written to it.
type brokenDisk struct{}

var errDisk = errors.New("disk")

// Write fails.
func (brokenDisk) Write([]byte) (int, error) { return 0, errDisk }

func TestBackupToBrokenDisk(t *testing.T) {
	db := fresh(t, Options{})
	if _, err := db.Backup(ctx, brokenDisk{}); err == nil {
		t.Error("a copy to a broken disk succeeded")
	}
	put(t, db, "a")
}
