package fake

import (
	"context"
	"encoding/json"
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
	grown   chan struct{} // closed when an update comes
	kick    chan struct{} // closed to end the poll that waits
}

// A queued update waits to be confirmed.
type queued struct {
	id   int64
	data json.RawMessage
}

func newQueue() queue { return queue{next: 1000, grown: make(chan struct{})} }

// push queues an update of a kind. The lock is held.
func (s *Server) push(kind string, fields any) {
	q := &s.queue
	if len(q.allowed) > 0 && !slices.Contains(q.allowed, kind) {
		return
	}
	data, err := json.Marshal(map[string]any{"update_id": q.next, kind: fields})
	if err != nil {
		panic(err) // a test gave something that is not JSON
	}
	s.pushRaw(data)
}

// pushRaw queues an update as it is. The lock is held.
func (s *Server) pushRaw(data []byte) {
	q := &s.queue
	q.waiting = append(q.waiting, queued{q.next, data})
	q.next++
	q.tail = q.next
	close(q.grown)
	q.grown = make(chan struct{})
}

// Raw queues an update as it is, which must be JSON but may be anything else,
// and returns its id. "%d" in it
// becomes the id.
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

// getUpdates confirms what lies below the offset and returns what waits, or
// waits for it (A1). An offset above the newest id confirms nothing and starts
// at the head, except where the server is Strict.
func (s *Server) getUpdates(ctx context.Context, r *request) (any, *refusal) {
	if f := s.beginPoll(r); f != nil {
		return nil, f
	}
	s.mu.Lock()
	kick := make(chan struct{})
	if s.queue.kick != nil {
		close(s.queue.kick)
	}
	s.queue.kick = kick
	s.mu.Unlock()
	timer := time.NewTimer(time.Duration(min(r.number("timeout"), 50)) * time.Second)
	defer timer.Stop()
	for {
		s.mu.Lock()
		list, grown, webhook := s.offer(r), s.queue.grown, s.queue.webhook
		s.mu.Unlock()
		if webhook != "" {
			return nil, refuse(409, "Conflict: terminated by setWebhook request")
		}
		if len(list) > 0 {
			return list, nil
		}
		select {
		case <-grown:
		case <-kick:
			return nil, refuse(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
		case <-timer.C:
			return list, nil
		case <-ctx.Done():
			return list, nil
		case <-s.done:
			return list, nil
		}
	}
}

// beginPoll takes over the setting of a poll and confirms.
func (s *Server) beginPoll(r *request) *refusal {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.queue.webhook != "" {
		return refuse(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	if text, ok := r.values["allowed_updates"]; ok {
		if err := json.Unmarshal([]byte(text), &s.queue.allowed); err != nil {
			return bad("allowed_updates")
		}
	}
	offset := r.number("offset")
	if offset <= s.queue.tail {
		s.queue.waiting = slices.DeleteFunc(s.queue.waiting, func(u queued) bool { return u.id < offset })
	}
	return nil
}

// offer is what a poll can have now. The lock is held.
func (s *Server) offer(r *request) []json.RawMessage {
	limit := int(r.number("limit"))
	if limit <= 0 || limit > 100 {
		limit = 100
	}
	list := make([]json.RawMessage, 0, min(limit, len(s.queue.waiting)))
	for _, u := range s.queue.waiting {
		if len(list) == limit {
			break
		}
		if !s.opt.Strict || u.id >= r.number("offset") {
			list = append(list, u.data)
		}
	}
	return list
}
