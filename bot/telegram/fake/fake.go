// Package fake is a Telegram on loopback: the server side of the Bot API as far
// as the bot uses it, the people who write to the bot, and the true record of
// what each of them saw. It checks every request against the published spec,
// keeps Telegram's rule of confirming updates, and fails on demand: before a
// request has its effect, after it, or in place of it.
//
// It runs inside a test (New) or as a process of its own (cmd/faketelegram),
// where people are moved over HTTP under /control/. All is kept in memory.
package fake

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Options is what a Server is made of. The zero value is usable.
type Options struct {
	Addr    string           // "" is a free port of the loopback
	Token   string           // "" is "1:test"; never a real one
	Name    string           // of the bot; "" is "CauNoiBot"
	Now     func() time.Time // nil is time.Now
	Latency time.Duration    // added to each call
	Rates   Rates            // Telegram's limits, TelegramRates as a rule; zero is none
	Strict  bool             // lower ids than the offset stay hidden until a poll without one
	Slow    bool             // polls that come too fast, and repeated conflicts, are held up as at Telegram
}

// A Server is a fake Telegram. It is safe for use by several goroutines.
type Server struct {
	URL string // "http://127.0.0.1:8081"

	opt  Options
	spec *spec
	ln   net.Listener
	http *http.Server
	done chan struct{} // closed when the server closes

	mu         sync.Mutex
	queue      queue
	chats      map[int64]*chat
	people     map[int64]*Person
	files      map[string]*blob
	callbacks  map[string]time.Time // presses that were not answered yet
	commands   map[string]string    // menus by scope and language, as JSON
	log        []Entry
	violations []string
	faults     []*Fault
	lifted     chan struct{} // closed when silences are lifted
	beat       chan struct{} // closed when a call was answered
	flood      map[int64]closure
	rates      *pacer
	stats      Stats
	lastID     int64 // of messages, files and presses
}

// Stats counts what happened.
type Stats struct {
	Calls       map[string]int `json:"calls"`       // by method
	Connections int            `json:"connections"` // that the bot opened
	Floods      int            `json:"floods"`      // answers 429
	Early       int            `json:"early"`       // calls to a chat before the time that a 429 named
	Pending     int            `json:"pending"`     // updates not confirmed
	Unanswered  int            `json:"unanswered"`  // presses whose clock still runs
	Failed      int            `json:"failed"`      // calls that a fault met
	Counted     int            `json:"counted"`     // messages that counted against the limits, shown or not
	Wasted      int            `json:"wasted"`      // messages of calls that a fault met before they had an effect, or counted
	Lost        int            `json:"lost"`        // answers that a fault kept from the bot after the effect
}

// New starts a Server.
func New(o Options) (*Server, error) {
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Token == "" {
		o.Token = "1:test"
	}
	if o.Name == "" {
		o.Name = "CauNoiBot"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	spec, err := loadSpec()
	if err != nil {
		return nil, err
	}
	s := &Server{
		opt: o, spec: spec, done: make(chan struct{}), lifted: make(chan struct{}), beat: make(chan struct{}),
		queue: newQueue(), chats: map[int64]*chat{}, people: map[int64]*Person{}, files: map[string]*blob{},
		callbacks: map[string]time.Time{}, commands: map[string]string{}, flood: map[int64]closure{},
		rates: newPacer(o.Rates), stats: Stats{Calls: map[string]int{}}, lastID: 100,
	}
	if err := s.listen(o.Addr); err != nil {
		return nil, err
	}
	s.URL = "http://" + s.ln.Addr().String()
	return s, nil
}

// listen opens the port and serves it.
func (s *Server) listen(addr string) error {
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	srv := &http.Server{
		Handler: s, ReadHeaderTimeout: 10 * time.Second,
		ConnContext: func(ctx context.Context, _ net.Conn) context.Context {
			return context.WithValue(ctx, onConnection{}, new(atomic.Bool))
		},
	}
	s.mu.Lock()
	s.ln, s.http = ln, srv
	s.mu.Unlock()
	go func() { _ = srv.Serve(ln) }() // it ends with the listener; there is nobody to tell
	return nil
}

// Close stops the server and ends every call.
func (s *Server) Close() error {
	select {
	case <-s.done:
		return nil
	default:
	}
	close(s.done)
	return s.Down()
}

// Down makes the server unreachable: connections are cut and refused. People
// can still be moved.
func (s *Server) Down() error {
	s.mu.Lock()
	srv, ln := s.http, s.ln
	s.mu.Unlock()
	err := srv.Close()
	// The server does not know its listener yet if it was just started.
	if closed := ln.Close(); closed != nil && !errors.Is(closed, net.ErrClosed) {
		return closed
	}
	return err
}

// Up makes the server reachable again where it was.
func (s *Server) Up() error { return s.listen(strings.TrimPrefix(s.URL, "http://")) }

// onConnection is the key of a mark on a connection: whether the bot has called
// over it. Connections to the control are not the bot's.
type onConnection struct{}

// count counts the connection of a call, if this is the first over it.
func (s *Server) count(ctx context.Context) {
	mark, ok := ctx.Value(onConnection{}).(*atomic.Bool)
	if !ok || mark.Swap(true) {
		return
	}
	s.mu.Lock()
	s.stats.Connections++
	s.mu.Unlock()
}

// Token returns the token that the server takes.
func (s *Server) Token() string { return s.opt.Token }

// Stats returns the counts so far.
func (s *Server) Stats() Stats {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.stats
	out.Calls = make(map[string]int, len(s.stats.Calls))
	for method, n := range s.stats.Calls {
		out.Calls[method] = n
	}
	out.Pending, out.Unanswered = len(s.queue.waiting), len(s.callbacks)
	return out
}

// Violations returns what requests had in them that the Bot API does not know
// or allow, in words, oldest first. A right client causes none.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.violations...)
}

// SetWebhook sets a webhook as somebody else with the token would; "" takes it
// away. Updates are not delivered to it.
func (s *Server) SetWebhook(url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.webhook = url
}

// Wait waits until ok holds, asking again after each call that was answered. It
// reports false if ctx ended first.
func (s *Server) Wait(ctx context.Context, ok func() bool) bool {
	for {
		s.mu.Lock()
		beat := s.beat
		s.mu.Unlock()
		if ok() {
			return true
		}
		select {
		case <-beat:
		case <-ctx.Done():
			return false
		}
	}
}

// answered tells those who wait that a call was answered.
func (s *Server) answered() {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.beat)
	s.beat = make(chan struct{})
}

// id returns a new number. The lock is held.
func (s *Server) id() int64 {
	s.lastID++
	return s.lastID
}

// errNoChat is what people cannot do because the thing is not there.
var errNoChat = errors.New("fake: no such chat, message or button")
