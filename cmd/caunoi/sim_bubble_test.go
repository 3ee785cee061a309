package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"caunoi/bot"
	"caunoi/bot/telegram"
	"caunoi/flows"
	"caunoi/store"
	"caunoi/store/bolt"
)

// A simCall is one message that was handed to a simulated service.
type simCall struct {
	at   time.Time
	chat string
	act  flows.Act
}

// A simService is a chat service for the running bot under fake time, with
// Telegram's paces. answer decides what becomes of a call; no result works.
type simService struct {
	name    string
	limits  bot.Limits
	batches chan bot.Batch
	answer  func(chat string, act flows.Act) flows.Outcome
	takes   func() time.Duration

	mu    sync.Mutex
	calls []simCall
	seq   int64
}

// newSimService makes one that works, and takes so long for each call.
func newSimService(t testing.TB, takes func() time.Duration) *simService {
	line, err := telegram.New(telegram.Options{Token: benchToken, API: "http://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	return &simService{name: "test", limits: line.Limits(), batches: make(chan bot.Batch, 1000), takes: takes}
}

// Name is that of the addresses of simulated people.
func (s *simService) Name() string { return s.name }

// Limits are those of Telegram.
func (s *simService) Limits() bot.Limits { return s.limits }

// Open opens nothing.
func (s *simService) Open(context.Context, flows.File) (io.ReadCloser, error) {
	return nil, errors.New("no files here")
}

// Receive gives what people say.
func (s *simService) Receive(ctx context.Context, _ string, take func(bot.Batch) error) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case b := <-s.batches:
			for ctx.Err() == nil && take(b) != nil {
				time.Sleep(time.Second)
			}
		}
	}
}

// Do notes what is shown.
func (s *simService) Do(ctx context.Context, chat string, act flows.Act) flows.Outcome {
	s.mu.Lock()
	s.calls = append(s.calls, simCall{time.Now(), chat, act})
	n := len(s.calls)
	s.mu.Unlock()
	select {
	case <-time.After(s.takes()):
	case <-ctx.Done():
		return flows.Outcome{Result: flows.Unsure, Why: "cut off"}
	}
	if s.answer != nil {
		if o := s.answer(chat, act); o.Result != 0 {
			return o
		}
	}
	return flows.Outcome{Result: flows.Done, Shown: "b" + strconv.Itoa(n)}
}

// says lets a person write, and returns when that was handed to the bot.
func (s *simService) says(who, words string) time.Time {
	s.mu.Lock()
	s.seq++
	n := s.seq
	s.mu.Unlock()
	now := time.Now()
	s.batches <- bot.Batch{Cursor: strconv.FormatInt(n, 10), Events: []flows.Event{{
		ID: fmt.Sprintf("test:u%d", n), Seq: n, Kind: flows.Said, At: now, Said: now, Text: words, Message: fmt.Sprint("u", n),
		By: flows.At("test", who), Chat: flows.At("test", who), Private: true,
	}}}
	return now
}

// shown returns what was handed over so far.
func (s *simService) shown() []simCall {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]simCall(nil), s.calls...)
}

// runSim runs the bot at a service over a world that fill makes, and returns how
// to end it.
func runSim(t testing.TB, dir string, service bot.Channel, set flows.Settings, fill func(tx store.Tx)) (stop func()) {
	t.Helper()
	db, err := bolt.Open(filepath.Join(dir, "db"), bolt.Options{Init: true, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(context.Background(), fill); err != nil {
		t.Fatal(err)
	}
	desk, err := newDesk(set, map[string]flows.Traits{"test": {Buttons: true, Edits: true, Phones: true}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	running := bot.New(bot.Options{DB: db, Desk: desk, Channels: []bot.Channel{service}, Clock: &bot.Clock{}, Urgent: urgent})
	go func() { done <- running.Run(ctx) }()
	return func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}
