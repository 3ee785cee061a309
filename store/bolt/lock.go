package bolt

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"caunoi/store"
)

// How long Open waits for another process to let the file go: a new process is
// often started before the old one is quite gone.
const (
	lockTries = 20
	lockPause = 50 * time.Millisecond
)

// lock takes the file for this process. The lock is the kernel's and ends with
// the process; the file with the pid beside the database only tells the second
// process whom to name.
func lock(path string, f *os.File) error {
	for try := 0; ; try++ {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, syscall.EINTR):
		case !errors.Is(err, syscall.EWOULDBLOCK):
			return fmt.Errorf("lock %s: %w", path, err)
		case try == lockTries:
			return fmt.Errorf("%s is %w%s; stop that one first, or ask it", path, store.ErrLocked, holder(path))
		}
		time.Sleep(lockPause)
	}
}

// letGo gives the file back. Closing it alone would not do if bbolt could not
// take its map of the file down: the map keeps the lock alive.
func letGo(f *os.File) error {
	_ = unix.Flock(int(f.Fd()), unix.LOCK_UN) // it fails only if the file is closed
	return f.Close()
}

// holder names the process that has the lock, as far as it can be known.
func holder(path string) string {
	data, err := os.ReadFile(pidPath(path))
	if err != nil {
		return ""
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(data)))
	if err != nil {
		return ""
	}
	return fmt.Sprintf(" (pid %d)", pid)
}

// pidPath returns where the pid of the holder is written.
func pidPath(path string) string { return path + ".pid" }

// writePid writes who holds the lock. It is for people, so a failure stops
// nothing.
func writePid(path string) error {
	return os.WriteFile(pidPath(path), []byte(strconv.Itoa(os.Getpid())+"\n"), 0o600)
}

// removePid removes it. If it stays, the next holder overwrites it.
func removePid(path string) {
	_ = os.Remove(pidPath(path))
}
