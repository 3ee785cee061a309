package roster

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// What a file may cost (the reliability notes, S17 and P62). Two seconds is what
// 70 MiB of bare markup take where two take 0.06; on any machine, busy or not, the
// work is measured by that of reading these two.
const (
	bombMemory = 64 << 20
	bombWork   = 35 // times what reading bareMarkup takes
	bareMarkup = 2 << 20
)

// costs reads a bomb and measures time of the processor, and memory above what
// the process had.
//
// It is what the file needs that is measured, and not how far the collector lags
// behind on a machine that others use too: so it collects early.
func costs(t *testing.T, file []byte) {
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	debug.FreeOSMemory()
	before, ok := fromNow(t)
	var err error
	most, took := time.Duration(0), time.Duration(1)
	for try := 0; try < 3 && took > most; try++ { // others on the machine make it slower, and never faster
		began := busy(t)
		_, err = Read(bytes.NewReader(file))
		took = busy(t) - began
		more := peak(t) - before
		if ok && more > bombMemory {
			t.Errorf("it takes %d MiB, at most %d", more>>20, bombMemory>>20)
		}
		if err == nil {
			t.Error("it is read")
		}
		most = bombWork * tokens(t)
	}
	if took > most {
		t.Errorf("it takes %v, at most %v", took, most)
	}
	runtime.KeepAlive(file)
}

// tokens is how long this machine takes for markup of which nothing is kept.
func tokens(t *testing.T) time.Duration {
	t.Helper()
	const tag = `<mergeCell ref="A1:A1048576"/>`
	in := xml.NewDecoder(strings.NewReader(strings.Repeat(tag, bareMarkup/len(tag))))
	began := busy(t)
	for {
		if _, err := in.RawToken(); errors.Is(err, io.EOF) {
			return busy(t) - began
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// fromNow lets the peak of memory begin anew, where the system can, and returns
// what is in use.
func fromNow(t *testing.T) (int, bool) {
	if os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o600) != nil {
		return 0, false
	}
	return status(t, "VmRSS:"), true
}

// peak is the most memory that was in use.
func peak(t *testing.T) int { return status(t, "VmHWM:") }

// status reads one line of what the system knows of this process, in bytes; 0
// where there is no such system.
func status(t *testing.T, name string) int {
	t.Helper()
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(data)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == name {
			kib, _ := strconv.Atoi(fields[1])
			return kib << 10
		}
	}
	return 0
}

// busy is how long the processor has worked for this process.
func busy(t *testing.T) time.Duration {
	t.Helper()
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		t.Fatal(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}
