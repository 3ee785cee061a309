package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
	"caunoi/store/bolt"
)

// A call is one thing that was shown at the fake service.
type call struct {
	at   time.Time
	chat string
	text string
	edit string

	files   int
	caption bool
	gone    []string
}

// fake is a chat service inside the test. answer decides what becomes of a
// call; nil, or no result, works, and takes so long.
type fake struct {
	limits  Limits
	batches chan Batch
	takes   time.Duration
	answer  func(chat string, act flows.Act) flows.Outcome

	mu      sync.Mutex
	calls   []call
	open    map[string]int
	flying  int
	highest int
	doubled int // calls that were made while another was open in the same chat
	refused int // batches that the bot did not take
	cursor  string
}

func newFake() *fake {
	return &fake{
		limits: Limits{Text: 4096, Caption: 1024, Buttons: true, Edits: true, Deletes: true}, takes: 50 * time.Millisecond,
		batches: make(chan Batch, 10000), open: map[string]int{},
	}
}

func (f *fake) Name() string   { return "fake" }
func (f *fake) Limits() Limits { return f.limits }
func (f *fake) Open(context.Context, flows.File) (io.ReadCloser, error) {
	return nil, errors.New("no files here")
}

func (f *fake) Receive(ctx context.Context, cursor string, take func(Batch) error) error {
	f.mu.Lock()
	f.cursor = cursor
	f.mu.Unlock()
	for {
		select {
		case <-ctx.Done():
			return nil
		case b := <-f.batches:
			for ctx.Err() == nil && take(b) != nil {
				f.mu.Lock()
				f.refused++
				f.mu.Unlock()
			}
		}
	}
}

func (f *fake) Do(ctx context.Context, chat string, act flows.Act) flows.Outcome {
	f.mu.Lock()
	f.calls = append(f.calls, call{time.Now(), chat, act.Text, act.Edit, len(act.Files), act.Caption, act.Gone})
	n := len(f.calls)
	if f.open[chat]++; f.open[chat] > 1 {
		f.doubled++
	}
	f.flying++
	f.highest = max(f.highest, f.flying)
	f.mu.Unlock()
	defer func() {
		f.mu.Lock()
		f.open[chat]--
		f.flying--
		f.mu.Unlock()
	}()
	if f.answer != nil {
		if out := f.answer(chat, act); out.Result != 0 {
			return out
		}
	}
	if !sleep(ctx, f.takes) {
		return flows.Outcome{Result: flows.Unsure, Why: "cut off"}
	}
	if act.Edit != "" {
		return flows.Outcome{Result: flows.Done, Shown: act.Edit}
	}
	return flows.Outcome{Result: flows.Done, Shown: strconv.Itoa(n)}
}

// sleep sleeps inside a bubble.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-ctx.Done():
		return false
	}
}

// shown returns what was shown so far.
func (f *fake) shown() []call {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.calls)
}

// read returns one of the counters.
func (f *fake) read(counter *int) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return *counter
}

// texts returns what was shown so far, without when and where.
func (f *fake) texts() []string {
	var texts []string
	for _, c := range f.shown() {
		texts = append(texts, c.text)
	}
	return texts
}

// A rig is a bot with a real desk and a real store, and a fake service.
type rig struct {
	t    testing.TB
	path string
	db   store.DB
	fake *fake
	as   Channel // what the bot takes the fake for; nil: itself
	log  *record
	opt  Options
	bot  *Bot
	seq  int64
	stop context.CancelFunc
	done chan error
}

// A record keeps what was logged.
type record struct {
	mu    sync.Mutex
	lines bytes.Buffer
}

func (r *record) Write(line []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.lines.Write(line)
}

func (r *record) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.lines.String()
}

func newRig(t testing.TB) *rig {
	t.Helper()
	r := &rig{t: t, path: filepath.Join(t.TempDir(), "db"), fake: newFake(), log: &record{}}
	r.opt = Options{Clock: &Clock{}, Log: slog.New(slog.NewTextHandler(r.log, nil))}
	r.open()
	return r
}

func (r *rig) open() {
	db, err := bolt.Open(r.path, bolt.Options{Init: true, NoSync: true})
	if err != nil {
		r.t.Fatal(err)
	}
	r.db = db
}

// start runs the bot.
func (r *rig) start() {
	o := r.opt
	if o.DB == nil {
		o.DB = r.db
	}
	if o.Channels = []Channel{r.fake}; o.Desk == nil {
		o.Desk = tinyDesk(r.t)
	}
	if r.as != nil {
		o.Channels = []Channel{r.as}
	}
	r.bot = New(o)
	ctx, stop := context.WithCancel(r.t.Context())
	r.stop, r.done = stop, make(chan error, 1)
	go func() { r.done <- r.bot.Run(ctx) }()
}

// end stops the bot and returns how long that took.
func (r *rig) end() time.Duration {
	r.t.Helper()
	began := time.Now()
	r.stop()
	if err := <-r.done; err != nil {
		r.t.Errorf("run: %v", err)
	}
	return time.Since(began)
}

// close ends the bot and the store.
func (r *rig) close() {
	r.t.Helper()
	r.end()
	r.shut()
}

func (r *rig) shut() {
	if err := r.db.Close(); err != nil {
		r.t.Error(err)
	}
}

// say puts what a person writes into one batch for each text.
func (r *rig) say(chat string, texts ...string) {
	var events []flows.Event
	for _, s := range texts {
		events = append(events, r.event(chat, s))
	}
	r.fake.batches <- Batch{Events: events, Cursor: strconv.FormatInt(r.seq, 10)}
}

func (r *rig) event(chat, s string) flows.Event {
	r.seq++
	return flows.Event{
		ID: fmt.Sprintf("fake:u%d", r.seq), Seq: r.seq, Kind: flows.Said, Private: true,
		By: flows.At("fake", chat), Chat: flows.At("fake", chat), Text: s,
	}
}

// put writes a row into the outbox, as an earlier run left it.
func (r *rig) put(rows ...flows.Message) {
	r.t.Helper()
	err := r.db.Update(r.t.Context(), func(tx store.Tx) {
		for _, m := range rows {
			flows.Outbox.Put(tx, m)
		}
	})
	if err != nil {
		r.t.Fatal(err)
	}
}

func row(id, chat string, lane flows.Lane, at time.Time) flows.Message {
	return flows.Message{ID: id, To: flows.At("fake", chat), Lane: lane, Text: id, At: at}
}

// states counts the rows of the outbox by their state.
func (r *rig) states() map[flows.State]int {
	count := map[flows.State]int{}
	err := r.db.View(r.t.Context(), func(tx store.Tx) {
		clear(count)
		for m := range flows.Outbox.All(tx) {
			count[m.State]++
		}
	})
	if err != nil {
		r.t.Error(err)
	}
	return count
}
