package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"caunoi/store"
	"caunoi/store/bolt"
)

// TestCrashPower looks at disks as a power cut would leave them: a child writes
// on a file system of its own, is stopped at a moment of chance, and what has
// reached the disk by then is copied, mounted and compared with what had been
// acknowledged (reliability P03). The same without sync must be bad.
//
// It runs if CAUNOI_CUTS says how many disks, needs root, ext4 and loop mounts.
func TestCrashPower(t *testing.T) {
	if os.Getenv("CAUNOI_CUTS") == "" {
		t.Skip("CAUNOI_CUTS is not set")
	}
	cuts, seed := number(t, "CAUNOI_CUTS", 1), number(t, "CAUNOI_SEED", int(time.Now().UnixNano()&0xffffff))
	for _, sync := range []bool{true, false} {
		bad, acknowledged := powerCuts(t, cuts, seed, sync)
		t.Logf("power cuts %d sync %v acknowledged %d bad %d seed %d", cuts, sync, acknowledged, len(bad), seed)
		if len(bad) > 0 {
			t.Logf("the last bad disk: %v", bad[len(bad)-1])
		}
		switch {
		case sync && len(bad) > 0:
			t.Errorf("%d of %d disks are bad, want none; the first: %v", len(bad), cuts, bad[0])
		case !sync && len(bad)*10 < cuts*9:
			t.Errorf("without sync only %d of %d disks are bad, want at least nine of ten: the test sees nothing", len(bad), cuts)
		}
	}
}

// powerCuts cuts the power some times and returns what was wrong with each bad
// disk, and how much had been acknowledged in the end.
func powerCuts(t *testing.T, cuts, seed int, sync bool) (bad []error, acknowledged int64) {
	t.Helper()
	disk, at := filepath.Join(t.TempDir(), "disk"), filepath.Join(t.TempDir(), "at")
	must(t, "truncate", "-s", "96M", disk)
	must(t, "mkfs.ext4", "-q", disk)
	unmount := mount(t, disk, at)
	defer unmount()
	child := exec.Command(os.Args[0], "-test.run=^TestCrashPowerChild$")
	child.Env = append(os.Environ(), "CAUNOI_CUT_AT="+at, "CAUNOI_CUT_SYNC="+strconv.FormatBool(sync))
	in, err1 := child.StdinPipe()
	out, err2 := child.StdoutPipe()
	if err := errors.Join(err1, err2, child.Start()); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = child.Process.Kill() // it writes until it is killed
		_ = child.Wait()
	}()
	var last atomic.Int64
	go acknowledgements(out, &last)
	chance := rand.New(rand.NewPCG(uint64(seed), 3))
	for range cuts {
		more := last.Load() + 1 + chance.Int64N(100)
		fmt.Fprintln(in, more+500) // it is in the middle of its work when it is stopped
		await(t, "the child goes on", func() bool { return last.Load() >= more })
		freeze(t, child.Process.Pid)
		acknowledged = last.Load()
		must(t, "cp", disk, disk+".cut")
		if err := child.Process.Signal(syscall.SIGCONT); err != nil {
			t.Fatal(err)
		}
		if err := wholeDisk(t, disk+".cut", at+".cut", acknowledged); err != nil {
			bad = append(bad, err)
		}
	}
	return bad, acknowledged
}

// acknowledgements keeps the newest number that the child acknowledged.
func acknowledgements(out io.Reader, last *atomic.Int64) {
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if n, err := strconv.ParseInt(lines.Text(), 10, 64); err == nil {
			last.Store(n)
		}
	}
}

// freeze stops all threads of a process. What one is just doing in the kernel
// comes to its end first, so that nothing is written while the disk is copied.
func freeze(t *testing.T, pid int) {
	t.Helper()
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	await(t, "all threads stand still", func() bool {
		threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", pid))
		for _, path := range threads {
			stat, err := os.ReadFile(path)
			_, state, _ := strings.Cut(string(stat), ") ")
			if err != nil || !strings.HasPrefix(state, "T") {
				return false
			}
		}
		return err == nil && len(threads) > 0
	})
}

// wholeDisk says what is wrong with a copy of the disk.
func wholeDisk(t *testing.T, disk, at string, acknowledged int64) error {
	t.Helper()
	unmount := mount(t, disk, at)
	defer unmount()
	db, err := bolt.Open(filepath.Join(at, databaseName), bolt.Options{Schema: schema})
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Check(context.Background(), true); err != nil {
		return err
	}
	var wrong error
	err = db.View(context.Background(), func(tx store.Tx) {
		for n := int64(1); n <= acknowledged && wrong == nil; n++ {
			if got, ok := tx.Get("cut", store.Key(n)); !ok || string(got) != cutValue(n) {
				wrong = fmt.Errorf("number %d of %d is not there", n, acknowledged)
			}
		}
	})
	if err != nil {
		return err
	}
	return wrong
}

// TestCrashPowerChild is the child of TestCrashPower: it stores numbers, some
// in one transaction, and says each when it is stored. How far it may go is
// told to it, since without sync it would soon fill the disk.
func TestCrashPowerChild(t *testing.T) {
	at := os.Getenv("CAUNOI_CUT_AT")
	if at == "" {
		t.Skip("it is started by TestCrashPower")
	}
	db, err := bolt.Open(filepath.Join(at, databaseName), bolt.Options{Init: true, Schema: schema, NoSync: os.Getenv("CAUNOI_CUT_SYNC") == "false"})
	if err != nil {
		t.Fatal(err)
	}
	n := int64(1)
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		far, err := strconv.ParseInt(lines.Text(), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		for n <= far {
			n = cutStep(t, db, n)
			fmt.Println(n - 1)
		}
	}
}

// cutStep stores some numbers from n on and returns the next.
func cutStep(t *testing.T, db store.DB, n int64) int64 {
	t.Helper()
	to := n + 1 + rand.Int64N(20)
	err := db.Update(context.Background(), func(tx store.Tx) {
		for i := n; i < to; i++ {
			tx.Put("cut", store.Key(i), []byte(cutValue(i)))
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return to
}

// cutValue is what is stored under a number.
func cutValue(n int64) string {
	sum := sha256.Sum256([]byte(strconv.FormatInt(n, 10)))
	return strings.Repeat(string(sum[:]), 4)
}

// mount mounts a disk and returns what unmounts it. The file system commits by
// itself so seldom that only what is synced reaches the disk.
func mount(t *testing.T, disk, at string) func() {
	t.Helper()
	if err := os.MkdirAll(at, 0o700); err != nil {
		t.Fatal(err)
	}
	must(t, "mount", "-o", "loop,commit=300", disk, at)
	return func() { must(t, "umount", "-l", at) }
}

// must runs a command that must succeed.
func must(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}
