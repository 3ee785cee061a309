package bot

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"caunoi/store"
)

// When and how the heartbeat goes out. Whoever watches for it should give the
// alarm after three to five minutes.
const (
	heartbeatEvery = time.Minute
	heartbeatLimit = 10 * time.Second // for the whole call
	auditStale     = 3 * time.Minute  // since the last clean audit
	clockSlack     = time.Minute      // by which the clock may have been set back since
)

// A Beater calls an address outside while all is well, so that somebody learns
// of it when this machine or its network is gone, and nothing here can say so.
type Beater struct {
	URL   Secret            // whole address; none: nothing is called
	Round http.RoundTripper // nil: the true network
}

// audit is what was last known of the audit.
type audit struct {
	mu    sync.Mutex
	last  time.Time
	clean bool
	known bool // it could be read
}

// An Audit is what is known of the looking through of all that must not stand
// still.
type Audit struct {
	Last time.Time `json:"last"` // when it last went through all; zero: never
	OK   bool      `json:"ok"`   // that was within three minutes, and it found nothing it could not mend
}

// heartbeat looks every minute how the audit and the loops are, and calls the
// address outside if all is well. It is a loop of its own: a call that hangs
// delays nothing else, and a database that hangs ends the calls.
func (b *Bot) heartbeat(ctx context.Context) error {
	client := b.beats.client()
	tick := time.NewTicker(heartbeatEvery)
	defer tick.Stop()
	silent := ""
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		b.readAudit(ctx)
		if b.beats.URL == (Secret{}) {
			continue
		}
		why := b.unwell()
		if why == "" {
			why = knock(ctx, client, b.beats.URL)
		}
		switch {
		case ctx.Err() != nil || why == silent:
		case why == "":
			b.log.Info("the heartbeat goes out again")
		default:
			b.log.Warn("no heartbeat goes out", "why", why)
		}
		silent = why
	}
}

// readAudit looks up how the last audit went.
func (b *Bot) readAudit(ctx context.Context) {
	if b.audited == nil {
		return
	}
	var last time.Time
	var clean bool
	err := b.db.View(ctx, func(tx store.Tx) { last, clean = b.audited(tx) })
	b.audit.mu.Lock()
	defer b.audit.mu.Unlock()
	b.audit.last, b.audit.clean, b.audit.known = last, clean, err == nil
}

// auditAt says how the audit is at a moment. A bot that nobody told of an audit
// has none to wait for.
func (b *Bot) auditAt(now time.Time) Audit {
	b.audit.mu.Lock()
	defer b.audit.mu.Unlock()
	age := now.Sub(b.audit.last)
	ok := b.audit.known && b.audit.clean && age >= -clockSlack && age <= auditStale
	return Audit{Last: b.audit.last, OK: ok || b.audited == nil}
}

// unwell says why no heartbeat may go out; "" if all is well.
func (b *Bot) unwell() string {
	h := b.Health()
	switch {
	case !h.OK:
		return "a loop stands still"
	case !h.Audit.OK:
		return "the audit is not clean"
	}
	return ""
}

// client makes what the address is called with. It follows nowhere: the
// address of the operator is the only one that is ever called.
func (o Beater) client() *http.Client {
	return &http.Client{
		Transport:     o.Round,
		Timeout:       heartbeatLimit,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// knock calls the address once and says what went wrong, without the address.
// What is answered is not read.
func knock(ctx context.Context, client *http.Client, address Secret) (wrong string) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address.Reveal(), nil)
	if err != nil {
		return "its address cannot be called"
	}
	r.Header.Set("User-Agent", "caunoi")
	answer, err := client.Do(r)
	var line *url.Error
	switch {
	case errors.As(err, &line) && line.Timeout():
		return "its address did not answer in time"
	case err != nil:
		return "its address cannot be reached"
	}
	_ = answer.Body.Close() // nothing of it was wanted
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return "its address answered " + strconv.Itoa(answer.StatusCode)
	}
	return ""
}
