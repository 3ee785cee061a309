package bolt

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"caunoi/store"
)

// victim names the database of the process that is to be killed.
const victim = "CAUNOI_TEST_VICTIM"

// TestVictim is the process that TestKill kills: it stores one number after the
// other and prints each when it is stored.
func TestVictim(t *testing.T) {
	path := os.Getenv(victim)
	if path == "" {
		t.Skip("run by TestKill")
	}
	db, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for n := last(t, db) + 1; ; n++ {
		put(t, db, fmt.Sprintf("%08d", n))
		fmt.Println(n)
	}
}

// last returns the highest number stored, and checks that all below are there.
func last(t *testing.T, db *DB) int {
	t.Helper()
	n := -1
	err := db.View(ctx, func(tx store.Tx) {
		for k := range tx.Scan("t", "", "") {
			if n++; k != fmt.Sprintf("%08d", n) {
				t.Errorf("row %d is %s", n, k)
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestKill kills a process in the middle of its commits and looks whether all
// that it called stored is there.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts many processes")
	}
	path := filepath.Join(t.TempDir(), "db")
	open(t, path, Options{}).Close()
	for round := range 15 {
		said := kill(t, path, 1+rand.IntN(60))
		db := open(t, path, Options{})
		if is := last(t, db); is < said {
			t.Fatalf("round %d: %d was called stored, and %d is the last that is", round, said, is)
		}
		if err := db.Check(ctx, true); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// kill starts a victim, kills it after it has stored so many, and returns the
// last number it called stored.
func kill(t *testing.T, path string, after int) (said int) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestVictim$")
	cmd.Env = append(os.Environ(), victim+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said = -1
	lines := bufio.NewScanner(out)
	for seen := 0; lines.Scan(); seen++ {
		n, err := strconv.Atoi(lines.Text())
		if err != nil {
			t.Fatalf("the victim said %q", lines.Text())
		}
		said = n
		if seen == after {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); !isKilled(err) {
		t.Fatalf("the victim ended with %v", err)
	}
	return said
}

// isKilled tells whether a process ended by a signal.
func isKilled(err error) bool {
	exit, ok := errors.AsType[*exec.ExitError](err)
	return ok && exit.ExitCode() == -1
}
