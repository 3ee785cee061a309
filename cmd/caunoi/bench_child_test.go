package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// exchangeVariable asks the test program to be an exchange.
const exchangeVariable = "CAUNOI_BENCH_EXCHANGE"

// TestServeExchange is no test: it is the exchange of a benchmark in a process
// of its own, so that what it costs is not counted with the bot. It says where
// it listens and ends with its input.
func TestServeExchange(t *testing.T) {
	if os.Getenv(exchangeVariable) == "" {
		t.Skip("only a benchmark needs it")
	}
	x, err := newExchange()
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("exchange at", x.url())
	_, _ = io.Copy(io.Discard, os.Stdin) // it ends when the benchmark does
}

// A counterpart is an exchange in a process of its own.
type counterpart struct {
	b   *testing.B
	url string
	end func()
}

// newCounterpart starts one. end must be called.
func newCounterpart(b *testing.B) *counterpart {
	b.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestServeExchange$")
	cmd.Env = append(os.Environ(), exchangeVariable+"=1")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	c := &counterpart{b: b, end: func() {
		in.Close()
		_ = cmd.Process.Kill() // it has nothing to put in order
		_ = cmd.Wait()
	}}
	line, err := bufio.NewReader(out).ReadString('\n')
	address, ok := strings.CutPrefix(line, "exchange at ")
	if err != nil || !ok {
		c.end()
		b.Fatalf("the exchange does not start: %q, %v", line, err)
	}
	c.url = strings.TrimSpace(address)
	return c
}

// A leg is what one bot did with what one crowd sent.
type leg struct {
	exchangeNotes
	cpu     time.Duration // of this process, all of its threads, also for what was not counted
	updates int           // counted and not
}

// play lets a crowd write and waits until it was answered.
func (c *counterpart) play(m crowdMode) leg {
	c.b.Helper()
	data, err := json.Marshal(m)
	if err != nil {
		c.b.Fatal(err)
	}
	before := processorTime(c.b)
	client := http.Client{Timeout: 2 * time.Minute}
	resp, err := client.PostForm(c.url+"/control/go", url.Values{"mode": {string(data)}})
	if err != nil {
		c.b.Fatal(err)
	}
	defer resp.Body.Close()
	l := leg{cpu: processorTime(c.b) - before, updates: m.Warm + m.Count}
	if err := json.NewDecoder(resp.Body).Decode(&l.exchangeNotes); err != nil {
		c.b.Fatal(err)
	}
	return l
}

// processorTime is what this process has used of the processors.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// A tally is what several legs of one bot come to.
type tally struct {
	answers     int
	seconds     float64
	waits       []time.Duration
	cpu         time.Duration
	updates     int
	polls       int
	commits     int
	connections int // of the leg that opened the most
	extra       int
}

// add adds a leg.
func (t *tally) add(l leg) {
	t.answers += len(l.Waits)
	t.seconds += l.Seconds
	t.waits = append(t.waits, l.Waits...)
	t.cpu += l.cpu
	t.updates += l.updates
	t.polls += l.Polls
	t.connections = max(t.connections, l.Connections)
	t.extra += l.Extra
}

// join adds what another tally holds.
func (t *tally) join(o tally) {
	t.answers += o.answers
	t.seconds += o.seconds
	t.waits = append(t.waits, o.waits...)
	t.cpu += o.cpu
	t.updates += o.updates
	t.polls += o.polls
	t.commits += o.commits
	t.connections = max(t.connections, o.connections)
	t.extra += o.extra
}

// rate is answers a second.
func (t *tally) rate() float64 { return float64(t.answers) / t.seconds }

// cost is processor time for an update.
func (t *tally) cost() time.Duration { return t.cpu / time.Duration(t.updates) }

// share is the wait that a share of the answers did not exceed, in milliseconds.
func (t *tally) share(part float64) float64 {
	slices.Sort(t.waits)
	return float64(t.waits[min(int(part*float64(len(t.waits))), len(t.waits)-1)].Microseconds()) / 1000
}
