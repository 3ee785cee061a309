package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A standing is the program as it is shipped, with a folder of its own.
type standing struct {
	b      *testing.B
	binary string
	folder string
}

// newStanding builds the program and sets a folder up for it, with the database
// at a path in it, or with an empty one.
func newStanding(b *testing.B, roster string) *standing {
	b.Helper()
	s := &standing{b: b, binary: filepath.Join(b.TempDir(), "caunoi"), folder: b.TempDir()}
	if out, err := exec.Command("go", "build", "-o", s.binary, "caunoi/cmd/caunoi").CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	data := filepath.Join(s.folder, "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		b.Fatal(err)
	}
	config := "organisation: Tỉnh ủy Mẫu\nadmin:\n  name: Bùi Văn Mẫu\n  phone: \"0900000014\"\nhealth: off\nphones:\n  duty: \"02150000000\"\n"
	if err := os.WriteFile(filepath.Join(s.folder, "config.yaml"), []byte(config), 0o600); err != nil {
		b.Fatal(err)
	}
	if roster != "" {
		copyDatabase(b, roster, filepath.Join(data, databaseName))
	}
	return s
}

// start starts the program against an exchange. stop ends it.
func (s *standing) start(api string) (pid int, stop func()) {
	s.b.Helper()
	cmd := exec.Command(s.binary, "run", "--init")
	var out bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.folder, &out, &out
	cmd.Env = []string{"CAUNOI_TELEGRAM_TOKEN=" + benchToken, "CAUNOI_TELEGRAM_API=" + api}
	if err := cmd.Start(); err != nil {
		s.b.Fatal(err)
	}
	return cmd.Process.Pid, func() {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			s.b.Error(err)
		}
		if err := cmd.Wait(); err != nil {
			s.b.Errorf("the program: %v\n%s", err, out.String())
		}
	}
}

// BenchmarkMemory is the memory of the program that is its own: of a process
// with 15,000 members and 2,071 teams in its database, a few seconds after its
// start while nobody writes (idle), and after 3,000 of them have each reported
// once (busy, held to thirty answers a second as always, so most of the answers
// wait).
//
// "private" is what /proc/PID/smaps calls Private_Clean and Private_Dirty, of
// all mappings but that of the database file, whose pages the system takes back
// whenever it likes. It counts the code of the program too. "anonymous" is
// RssAnon of /proc/PID/status: heap, stacks and variables, without the code.
// The goal is 48 MiB idle and 120 MiB on a typhoon morning.
func BenchmarkMemory(b *testing.B) {
	roster := benchRoster(b)
	for b.Loop() {
		x, err := newExchange()
		if err != nil {
			b.Fatal(err)
		}
		pid, stop := newStanding(b, roster).start(x.url())
		<-x.polled
		time.Sleep(3 * time.Second)
		b.ReportMetric(privateMiB(b, pid), "idle-private-MiB")
		b.ReportMetric(anonymousMiB(b, pid), "idle-anonymous-MiB")
		x.begin(crowdMode{People: benchReports, Rate: 3000, Count: 3000})
		time.Sleep(2 * time.Second)
		b.ReportMetric(privateMiB(b, pid), "busy-private-MiB")
		stop()
		x.ln.Close()
	}
	b.ReportMetric(0, "ns/op")
}

// privateMiB reads the private memory of a process.
func privateMiB(b *testing.B, pid int) float64 {
	b.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps", pid))
	if err != nil {
		b.Fatal(err)
	}
	total, counts := 0, false
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		words := strings.Fields(lines.Text())
		switch {
		case len(words) > 0 && !strings.HasSuffix(words[0], ":"): // the head of a mapping
			counts = !strings.HasSuffix(lines.Text(), databaseName)
		case counts && (words[0] == "Private_Clean:" || words[0] == "Private_Dirty:"):
			total += kibibytes(b, words)
		}
	}
	return float64(total) / 1024
}

// anonymousMiB reads the anonymous memory of a process.
func anonymousMiB(b *testing.B, pid int) float64 {
	b.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if words := strings.Fields(line); words[0] == "RssAnon:" {
			return float64(kibibytes(b, words)) / 1024
		}
	}
	b.Fatal("the system does not tell")
	return 0
}

// kibibytes reads a line "Name: 123 kB".
func kibibytes(b *testing.B, words []string) int {
	b.Helper()
	n, err := strconv.Atoi(words[1])
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// BenchmarkStart is the time from the start of the program to its first poll,
// with an empty database and with 15,000 members.
func BenchmarkStart(b *testing.B) {
	for _, c := range []struct{ name, roster string }{{"empty", ""}, {"province", benchRoster(b)}} {
		b.Run(c.name, func(b *testing.B) {
			s := newStanding(b, c.roster)
			var all []float64
			for b.Loop() {
				x, err := newExchange()
				if err != nil {
					b.Fatal(err)
				}
				began := time.Now()
				_, stop := s.start(x.url())
				<-x.polled
				all = append(all, float64(time.Since(began).Microseconds())/1000)
				b.StopTimer()
				stop()
				x.ln.Close()
				b.StartTimer()
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(middle(all), "ms-to-poll")
		})
	}
}
