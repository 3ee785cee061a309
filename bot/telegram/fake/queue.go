package fake

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"time"
)

// A queue holds the updates that are not confirmed.
type queue struct {
	waiting []queued
	next    int64         // the id of the next update
	tail    int64         // one above the id of the newest update
	allowed []string      // kinds that are queued; empty is all
	webhook string        // where a webhook is set
	newest  time.Time     // when the newest update came
	asked   asking        // the last poll
	fought  time.Time     // when a poll last ended in a conflict
	grown   chan struct{} // closed when an update comes
	kick    chan struct{} // closed to end the poll that waits
}

// A queued update waits to be confirmed.
type queued struct {
	id   int64
	at   time.Time
	data json.RawMessage
}

// An asking is a poll as far as the next one is held against it.
type asking struct {
	offset int64
	at     time.Time
}

// How long Telegram keeps an update, and after how long without any the ids go
// on from one chosen at random (A1).
const (
	keepUpdates = 24 * time.Hour
	quietWeek   = 7 * 24 * time.Hour
)

// rare are the kinds that a bot gets only if it names them.
var rare = []string{"chat_member", "message_reaction", "message_reaction_count"}

func newQueue() queue { return queue{next: 1000, grown: make(chan struct{})} }

// push queues an update of a kind. The lock is held.
func (s *Server) push(kind string, fields any) {
	q := &s.queue
	if len(q.allowed) > 0 && !slices.Contains(q.allowed, kind) || len(q.allowed) == 0 && slices.Contains(rare, kind) {
		return
	}
	s.quiet()
	data, err := json.Marshal(map[string]any{"update_id": q.next, kind: fields})
	if err != nil {
		panic(err) // a test gave something that is not JSON
	}
	s.pushRaw(data)
}

// quiet goes on from another id after a week without an update: from a lower
// one, since that is what harms. The lock is held.
func (s *Server) quiet() {
	q := &s.queue
	if !q.newest.IsZero() && s.opt.Now().Sub(q.newest) > quietWeek && q.next > 1 {
		q.next = 1 + rand.Int64N(q.next-1)
	}
}

// pushRaw queues an update as it is. The lock is held.
func (s *Server) pushRaw(data []byte) {
	q := &s.queue
	q.newest = s.opt.Now()
	q.waiting = append(q.waiting, queued{q.next, q.newest, data})
	q.next++
	q.tail = q.next
	close(q.grown)
	q.grown = make(chan struct{})
}

// Raw queues an update as it is, which must be JSON but may be anything else,
// and returns its id. "%d" in it becomes the id.
func (s *Server) Raw(text string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.queue.next
	s.pushRaw(numbered(text, id))
	return id
}

// Update queues an update of a kind with the fields given, and returns its id.
func (s *Server) Update(kind string, fields map[string]any) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.queue.next
	s.push(kind, fields)
	return id
}

// NextUpdate sets the id of the next update, as Telegram does after a quiet
// week: it may be lower than those before.
func (s *Server) NextUpdate(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.next = id
}

// Pending returns the ids of the updates that are not confirmed.
func (s *Server) Pending() []int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	ids := make([]int64, len(s.queue.waiting))
	for i, u := range s.queue.waiting {
		ids[i] = u.id
	}
	return ids
}
