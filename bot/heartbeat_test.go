package bot

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"caunoi/store"
)

// beatURL has a path that nobody but its owner may see.
const beatURL = "https://beats.example.org/CANARY-path"

// A watcher is the service outside that waits for the heartbeat.
type watcher struct {
	mu     sync.Mutex
	calls  []time.Time
	takes  time.Duration // before it answers
	status int
	to     string // where it sends the caller on to
	body   *unread
}

// An unread body fails the test if somebody reads it.
type unread struct{ read, closed atomic.Int32 }

func (u *unread) Read([]byte) (int, error) { u.read.Add(1); return 0, io.EOF }
func (u *unread) Close() error             { u.closed.Add(1); return nil }

func (w *watcher) RoundTrip(r *http.Request) (*http.Response, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls = append(w.calls, time.Now())
	select {
	case <-time.After(w.takes):
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	header := http.Header{}
	if w.to != "" {
		header.Set("Location", w.to)
	}
	return &http.Response{StatusCode: w.status, Header: header, Body: w.body, Request: r}, nil
}

// count returns how many calls there were since it was last asked.
func (w *watcher) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := len(w.calls)
	w.calls = nil
	return n
}

// An inspector is an audit that says what the test wants.
type inspector struct {
	mu    sync.Mutex
	last  time.Time
	dirty bool
	stuck bool // it says nothing new
}

func (i *inspector) set(f func(*inspector)) {
	i.mu.Lock()
	defer i.mu.Unlock()
	f(i)
}

func (i *inspector) audited(store.Tx) (time.Time, bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if !i.stuck {
		i.last = time.Now().Add(-30 * time.Second)
	}
	return i.last, !i.dirty
}

// beating starts a bot that calls a watcher.
func beating(r *rig, set func(*watcher)) (*watcher, *inspector) {
	w, i := &watcher{status: http.StatusOK, body: &unread{}}, &inspector{}
	set(w)
	r.opt.Heartbeat, r.opt.Audited = Beater{URL: Hide(beatURL), Round: w}, i.audited
	r.start()
	return w, i
}

// TestHeartbeat: a call each minute, for as long as all is well and no longer.
func TestHeartbeat(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		w, i := beating(r, func(*watcher) {})
		expect := func(what string, after time.Duration, least, most int) {
			t.Helper()
			time.Sleep(after)
			if n := w.count(); n < least || n > most {
				t.Errorf("%s: %d calls in %v, want %d to %d", what, n, after, least, most)
			}
		}
		expect("all is well", time.Hour+time.Second, 60, 60)
		i.set(func(i *inspector) { i.dirty = true })
		expect("the audit found what it cannot mend", 10*time.Minute, 0, 0)
		i.set(func(i *inspector) { i.dirty = false })
		expect("it is mended", 10*time.Minute, 10, 10)
		i.set(func(i *inspector) { i.stuck = true })
		expect("the audit stands still", 10*time.Minute, 2, 3)
		i.set(func(i *inspector) { i.stuck, i.last = true, time.Now().Add(24*time.Hour) })
		expect("the clock was set back by a day", 5*time.Minute, 0, 0)
		i.set(func(i *inspector) { i.stuck = false })
		expect("it goes on", 5*time.Minute, 5, 5)
		r.fake.batches <- Batch{} // from now on the channel is held to giving some
		expect("a loop stands still", 12*time.Minute, 1, 3)
		if read, closed := w.body.read.Load(), w.body.closed.Load(); read != 0 || closed == 0 {
			t.Errorf("of what it answers %d times was read, %d closed", read, closed)
		}
		r.close()
		for _, want := range []string{"the audit is not clean", "a loop stands still", "goes out again"} {
			if !strings.Contains(r.log.String(), want) {
				t.Errorf("the log does not say %q:\n%s", want, r.log)
			}
		}
	})
}

// TestHeartbeatMeetsABadAddress: nothing that the other side does harms the bot,
// and no line of the log holds the address.
func TestHeartbeatMeetsABadAddress(t *testing.T) {
	for name, bad := range map[string]struct {
		set  func(*watcher)
		says string
	}{
		"hangs":           {func(w *watcher) { w.takes = time.Hour }, "did not answer in time"},
		"is gone":         {func(w *watcher) { w.status = http.StatusNotFound }, "answered 404"},
		"sends elsewhere": {func(w *watcher) { w.status, w.to = http.StatusFound, "https://elsewhere.example.org/" }, "answered 302"},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, r *rig) {
				w, _ := beating(r, bad.set)
				time.Sleep(10*time.Minute + 30*time.Second)
				if n := w.count(); n != 10 {
					t.Errorf("%d calls in ten minutes", n)
				}
				if h, code := health(t, r.bot); code != http.StatusOK || !h.Audit.OK {
					t.Errorf("health is %d: %+v", code, h)
				}
				if took := r.end(); took > 2*time.Second {
					t.Errorf("it took %v to stop", took)
				}
				r.shut()
				said := r.log.String()
				if n := strings.Count(said, bad.says); n != 1 || strings.Contains(said, "CANARY") || strings.Contains(said, "beats.example") {
					t.Errorf("said %d times, or with the address:\n%s", n, said)
				}
			})
		})
	}
}

// TestNoHeartbeatUnasked: without an address nothing is called, and health still
// tells of the audit.
func TestNoHeartbeatUnasked(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		w, i := &watcher{status: http.StatusOK, body: &unread{}}, &inspector{dirty: true}
		r.opt.Heartbeat, r.opt.Audited = Beater{Round: w}, i.audited
		r.start()
		time.Sleep(5*time.Minute + time.Second)
		if h, code := health(t, r.bot); w.count() != 0 || code != http.StatusOK || h.Audit.OK || h.Audit.Last.IsZero() {
			t.Errorf("health is %d: %+v", code, h)
		}
		r.close()
	})
}
