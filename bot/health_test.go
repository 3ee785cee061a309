package bot

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

func health(t *testing.T, b *Bot) (Health, int) {
	t.Helper()
	w := httptest.NewRecorder()
	b.HealthHandler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/healthz", nil))
	var h Health
	if err := json.NewDecoder(w.Body).Decode(&h); err != nil {
		t.Fatal(err)
	}
	return h, w.Code
}

// A day without anything happening is healthy; so is one without a poll of a
// channel that does not promise any.
func TestHealthOfAQuietDay(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.start()
		for range 24 * 60 {
			time.Sleep(time.Minute)
			if h, code := health(t, r.bot); code != http.StatusOK {
				t.Fatalf("%d: %+v", code, h)
			}
		}
		r.close()
	})
}

// A channel that gave empty batches and gives none any more stands still.
func TestHealthOfPolling(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.start()
		r.say("1", "one")
		r.fake.batches <- Batch{}
		time.Sleep(119 * time.Second)
		if _, code := health(t, r.bot); code != http.StatusOK {
			t.Error("bad after 119 seconds")
		}
		time.Sleep(2 * time.Second)
		if h, code := health(t, r.bot); code != http.StatusServiceUnavailable || h.Loops["receive fake"].OK {
			t.Errorf("%d after 121 seconds: %+v", code, h.Loops)
		}
		r.fake.batches <- Batch{}
		time.Sleep(time.Second)
		if _, code := health(t, r.bot); code != http.StatusOK {
			t.Error("not good again")
		}
		r.end()
		r.start()
		time.Sleep(time.Second)
		r.fake.mu.Lock()
		if r.fake.cursor != "1" {
			t.Errorf("cursor %q: an empty batch has moved it", r.fake.cursor)
		}
		r.fake.mu.Unlock()
		r.close()
	})
}

// A poller is a fake that says what is wrong.
type poller struct {
	*fake
	since time.Time // zero: all is well
}

func (p *poller) Trouble() (string, time.Time) {
	if p.since.IsZero() {
		return "", p.since
	}
	return "unreachable", p.since
}

// A service that is never reached is bad health from two minutes after the
// start on, and says what is wrong.
func TestHealthOfAServiceNeverReached(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		began := time.Now().UTC()
		p := &poller{fake: r.fake, since: began}
		r.as = p
		r.start()
		time.Sleep(119 * time.Second)
		h, code := health(t, r.bot)
		if want := (Trouble{"unreachable", began}); code != http.StatusOK || h.Trouble["fake"] != want {
			t.Errorf("%d after 119 seconds: %+v", code, h.Trouble)
		}
		time.Sleep(2 * time.Second)
		if h, code := health(t, r.bot); code != http.StatusServiceUnavailable || h.OK || h.Loops["receive fake"].OK {
			t.Errorf("%d after 121 seconds: %+v", code, h.Loops)
		}
		p.since = time.Time{}
		r.fake.batches <- Batch{}
		time.Sleep(time.Second)
		if h, code := health(t, r.bot); code != http.StatusOK || len(h.Trouble) != 0 {
			t.Errorf("%d when it is reached: %+v", code, h)
		}
		r.close()
	})
}

// A hangingDB hangs in every View while it is told to.
type hangingDB struct {
	store.DB
	hang atomic.Pointer[chan struct{}]
}

func (d *hangingDB) View(ctx context.Context, f func(store.Tx)) error {
	if c := d.hang.Load(); c != nil {
		<-*c
	}
	return d.DB.View(ctx, f)
}

func TestHealthOfAHangingLoop(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		db := &hangingDB{DB: r.db}
		r.opt.DB = db
		r.start()
		time.Sleep(time.Second)
		hang := make(chan struct{})
		db.hang.Store(&hang)
		time.Sleep(standstill + idle)
		if h, code := health(t, r.bot); code != http.StatusServiceUnavailable || h.Loops["wake"].OK || !h.Loops["deliver"].OK {
			t.Errorf("%d: %+v", code, h.Loops)
		}
		db.hang.Store(nil)
		close(hang)
		time.Sleep(30 * time.Second)
		if h, code := health(t, r.bot); code != http.StatusOK {
			t.Errorf("%d when it goes on: %+v", code, h.Loops)
		}
		r.close()
	})
}

// A poll that cannot be stored is bad health, also where no polls are promised.
func TestHealthOfAHeldPoll(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		db := &countingDB{DB: r.db}
		r.opt.DB = db
		r.start()
		time.Sleep(time.Second)
		db.broken(store.ErrFull)
		r.say("1", "one")
		time.Sleep(standstill + time.Second)
		if h, code := health(t, r.bot); code != http.StatusServiceUnavailable || h.Loops["receive fake"].OK {
			t.Errorf("%d: %+v", code, h.Loops)
		}
		db.mended()
		time.Sleep(30 * time.Second)
		if _, code := health(t, r.bot); code != http.StatusOK {
			t.Error("not good again")
		}
		r.close()
	})
}

func TestHealthCounts(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.fake.takes = time.Hour
		for i := range 3 {
			m := row(string(rune('a'+i)), string(rune('a'+i)), flows.Reminder, time.Now().Add(-time.Hour))
			m.Due = time.Now().Add(time.Duration(i) * 24 * time.Hour)
			r.put(m)
		}
		r.start()
		time.Sleep(time.Second)
		h, _ := health(t, r.bot)
		if h.Unsent != [4]int{0, 0, 0, 2} || h.Flying != 1 || h.Oldest < 3600 || h.Oldest > 3602 {
			t.Errorf("%+v", h)
		}
		r.close()
	})
}
