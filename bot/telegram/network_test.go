package telegram

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"caunoi/bot/telegram/fake"
)

// A wire is the network between a channel and a fake. Where it is dead, what is
// written into it is gone without a word: no RST, as when a router loses power.
type wire struct {
	to   string
	ln   net.Listener
	live sync.RWMutex // held to write while the wire is dead
	dead bool
	lost chan struct{} // something was, just now
	mu   sync.Mutex
	open map[net.Conn]bool
}

// newWire lays a wire to the server at an address.
func newWire(t *testing.T, to string) *wire {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{to: u.Host, ln: ln, open: map[net.Conn]bool{}, lost: make(chan struct{}, 10_000)}
	go w.accept()
	t.Cleanup(func() {
		_ = ln.Close()
		w.revive()
		w.mu.Lock()
		defer w.mu.Unlock()
		for c := range w.open {
			_ = c.Close()
		}
	})
	return w
}

// accept carries connections until the listener is closed.
func (w *wire) accept() {
	for {
		in, err := w.ln.Accept()
		if err != nil {
			return
		}
		out, err := net.Dial("tcp", w.to)
		if err != nil {
			_ = in.Close()
			continue
		}
		w.mu.Lock()
		w.open[in], w.open[out] = true, true
		w.mu.Unlock()
		go w.carry(in, out)
		go w.carry(out, in)
	}
}

// carry copies from one end to the other. What comes while the wire is dead is
// lost, and so is everything after it on this connection: it stays half open.
func (w *wire) carry(from, to net.Conn) {
	buf := make([]byte, 4096)
	for lost := false; ; {
		n, err := from.Read(buf)
		if err != nil {
			_ = to.Close()
			return
		}
		w.live.RLock()
		lost = lost || w.dead
		if lost {
			w.lost <- struct{}{}
		} else {
			_, err = to.Write(buf[:n])
		}
		w.live.RUnlock()
		if err != nil {
			return
		}
	}
}

func (w *wire) kill()   { w.set(true) }
func (w *wire) revive() { w.set(false) }

func (w *wire) set(dead bool) {
	w.live.Lock()
	defer w.live.Unlock()
	w.dead = dead
}

// TestDeadConnection drops everything in the middle of a poll, again and again,
// and receives by itself once the network is back (P32). The patience with a
// poll is shortened; what the real one comes to is worked out below.
func TestDeadConnection(t *testing.T) {
	b := newBench(t, fake.Options{})
	w := newWire(t, b.fake.URL)
	b.ch.line.base = "http://" + w.ln.Addr().String()
	const patience = 100 * time.Millisecond
	b.ch.line.poll = patience - pollMargin
	b.an.Say("đầu")
	b.run("")
	b.next()
	b.until(func() bool { return b.fake.Commands("vi") != "" && b.fake.Commands("") != "" }) // only polls from here on
	var worst time.Duration
	for round := range 50 {
		w.kill()
		b.an.Say("tin") // it gets lost on its way down the dead wire
		<-w.lost
		if round%2 == 0 { // in the odd ones it is back at once, and the poll hangs on by itself
			b.wait()
		}
		w.revive()
		began := time.Now()
		b.next()
		worst = max(worst, time.Since(began))
		for len(b.waits)+len(w.lost) > 0 {
			select {
			case <-b.waits:
			case <-w.lost:
			}
		}
	}
	t.Logf("50 of 50 dead connections: receiving again at the latest %v after the network was back, with a patience of %v", worst.Round(time.Millisecond), patience)
	if worst > 50*patience {
		t.Errorf("it took %v with a patience of %v", worst, patience)
	}
}

// TestDeadConnectionInEarnest works out what TestDeadConnection comes to with
// the times of the program as it is run: the longest way back, from the moment
// at which the network works again.
func TestDeadConnectionInEarnest(t *testing.T) {
	c, err := New(Options{Token: "99:canary"})
	if err != nil {
		t.Fatal(err)
	}
	poll := c.line.patience("getUpdates", &http.Request{Header: http.Header{}})
	tr, ok := c.line.polls.Transport.(*http.Transport)
	if !ok {
		t.Fatal("the polls have another transport")
	}
	dial := 5 * time.Second
	wait, patience := time.Duration(0), newBackoff(time.Second, 30*time.Second)
	for range 20 {
		wait = max(wait, patience.next())
	}
	for what, way := range map[string]time.Duration{
		"back just after a poll was sent into the dead line": poll + 2*time.Second + dial + tr.TLSHandshakeTimeout,
		"back just after a try failed":                       dial + tr.TLSHandshakeTimeout + 30*time.Second + dial + tr.TLSHandshakeTimeout,
	} {
		t.Logf("%s: at most %v", what, way)
		if way > 90*time.Second || wait > 30*time.Second {
			t.Errorf("%s: %v, and waits of %v; want at most 90 s and 30 s", what, way, wait)
		}
	}
}

// TestNoName fails to find the name of the service, says so, and finds it again.
func TestNoName(t *testing.T) {
	b := newBench(t, fake.Options{})
	tr, ok := b.ch.line.polls.Transport.(*http.Transport)
	if !ok {
		t.Fatal("the polls have another transport")
	}
	dial, failures := tr.DialContext, 5
	tr.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		if failures--; failures >= 0 {
			return nil, &net.DNSError{Err: "no such host", Name: "api.telegram.org", IsNotFound: true}
		}
		return dial(ctx, network, addr)
	}
	b.an.Say("một")
	b.run("")
	for range 5 {
		b.wait()
	}
	if got := b.next(); got != "một" {
		t.Errorf("got %q", got)
	}
	if !strings.Contains(b.logged(), "why=unreachable") {
		t.Errorf("the log does not say that it is unreachable: %s", b.logged())
	}
}

// TestNoHandshake ends a TLS handshake that nobody answers after five seconds,
// of which the transport is asked, and not the clock.
func TestNoHandshake(t *testing.T) {
	for name, c := range map[string]*http.Client{"calls": newClient(1), "polls": newClient(mostConns)} {
		if tr, ok := c.Transport.(*http.Transport); !ok || tr.TLSHandshakeTimeout != 5*time.Second {
			t.Errorf("%s: a handshake may hang", name)
		}
	}
	mute, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer mute.Close()
	b := newBench(t, fake.Options{})
	tr, ok := b.ch.line.polls.Transport.(*http.Transport)
	if !ok {
		t.Fatal("the polls have another transport")
	}
	tr.TLSHandshakeTimeout = 50 * time.Millisecond
	b.ch.line.base = "https://" + mute.Addr().String()
	if _, err := b.ch.poll(t.Context(), 0); err == nil || !strings.Contains(err.Error(), "handshake") {
		t.Errorf("the poll ended with %v", err)
	}
}
