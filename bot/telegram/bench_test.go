package telegram

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"caunoi/bot"
	"caunoi/bot/telegram/fake"
	"caunoi/flows"
)

// A bench is a channel on a fake, whose waits end at once and are told, and
// whose clock is the test's.
type bench struct {
	t      *testing.T
	fake   *fake.Server
	ch     *Channel
	an     *fake.Person
	waits  chan time.Duration
	events chan flows.Event
	done   chan error
	alarms chan flows.Alarm
	cursor atomic.Value // string: the last that was given
	ahead  atomic.Int64 // how far the clock is ahead
	passes atomic.Bool  // a wait moves the clock

	mu  sync.Mutex
	log bytes.Buffer
}

// Write takes the log.
func (b *bench) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.log.Write(p)
}

// logged returns the log so far.
func (b *bench) logged() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.log.String()
}

// newBench makes a bench. Its channel does not run yet.
func newBench(t *testing.T, o fake.Options) *bench {
	t.Helper()
	if o.Token == "" {
		o.Token = "99:canary"
	}
	s := fake.Test(t, o)
	b := &bench{t: t, fake: s, waits: make(chan time.Duration, 100_000), events: make(chan flows.Event, 10_000), done: make(chan error, 1), alarms: make(chan flows.Alarm, 1000)}
	b.an = s.Person(7, "An")
	var err error
	b.ch, err = New(Options{
		Token: "99:canary", API: s.URL, Poll: time.Second, Log: slog.New(slog.NewTextHandler(b, nil)),
		Now:      func() time.Time { return time.Now().Add(time.Duration(b.ahead.Load())) },
		Commands: map[string][]Command{"": {{Name: "start", Text: "Start"}}, "vi": {{Name: "start", Text: "Bắt đầu"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	b.ch.pause = func(ctx context.Context, d time.Duration) bool {
		b.waits <- d
		if b.passes.Load() {
			b.ahead.Add(int64(d))
		}
		return ctx.Err() == nil
	}
	t.Cleanup(func() {
		if strings.Contains(b.logged(), "canary") {
			t.Errorf("the log holds the token: %s", b.logged())
		}
	})
	return b
}

// run starts Receive until the test ends.
func (b *bench) run(cursor string) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		b.done <- b.ch.Receive(ctx, cursor, func(x bot.Batch) error {
			for _, e := range x.Events {
				b.events <- e
			}
			if x.Alarm != nil {
				b.alarms <- *x.Alarm
			}
			if x.Cursor != "" {
				b.cursor.Store(x.Cursor)
			}
			return nil
		})
	}()
	b.t.Cleanup(func() {
		cancel()
		<-b.done
	})
}

// next returns the text of the next event.
func (b *bench) next() string {
	b.t.Helper()
	select {
	case e := <-b.events:
		return e.Text
	case <-time.After(20 * time.Second):
		b.t.Fatalf("no event came; the log: %s", b.logged())
	}
	return ""
}

// until waits until something holds at the fake.
func (b *bench) until(ok func() bool) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), 20*time.Second)
	defer cancel()
	if !b.fake.Wait(ctx, ok) {
		b.t.Fatal("what was waited for did not come")
	}
}

// alarm returns the next alarm.
func (b *bench) alarm() flows.Alarm {
	b.t.Helper()
	select {
	case a := <-b.alarms:
		return a
	case <-time.After(20 * time.Second):
		b.t.Fatalf("nobody was told; the log: %s", b.logged())
	}
	return flows.Alarm{}
}

// now is what the channel's clock shows.
func (b *bench) now() time.Time { return time.Now().Add(time.Duration(b.ahead.Load())) }

// since is the cursor of a place that has taken updates, the last of them and
// the last poll so long ago.
func since(last, heard time.Duration) string {
	now := time.Now()
	return place{next: 1000, last: now.Add(-last), heard: now.Add(-heard)}.cursor()
}

// wait returns the next wait.
func (b *bench) wait() time.Duration {
	b.t.Helper()
	select {
	case d := <-b.waits:
		return d
	case <-time.After(20 * time.Second):
		b.t.Fatal("nothing waited")
	}
	return 0
}
