package fake

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

// How polls are held up that come too fast, and conflicts that repeat, where
// the server is Slow (A1, A2).
const (
	tooSoon    = 3 * time.Second        // the same offset again within this waits as long
	farTooSoon = 500 * time.Millisecond // and within this brings one update only
)

// getUpdates confirms what lies below the offset and returns what waits, or
// waits for it (A1). An offset above the newest id confirms nothing and starts
// at the head, except where the server is Strict.
func (s *Server) getUpdates(ctx context.Context, r *request) (any, *refusal) {
	patience := time.Duration(min(r.number("timeout"), 50)) * time.Second
	patience, f := s.beginPoll(ctx, r, patience)
	if f != nil {
		return nil, f
	}
	s.mu.Lock()
	kick := make(chan struct{})
	if s.queue.kick != nil {
		close(s.queue.kick)
	}
	s.queue.kick = kick
	s.mu.Unlock()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for {
		s.mu.Lock()
		list, grown, webhook := s.offer(r), s.queue.grown, s.queue.webhook
		s.mu.Unlock()
		if webhook != "" {
			return nil, s.conflict(ctx, "terminated by setWebhook request")
		}
		if len(list) > 0 {
			return list, nil
		}
		select {
		case <-grown:
		case <-kick:
			return nil, s.conflict(ctx, "terminated by other getUpdates request; make sure that only one bot instance is running")
		case <-timer.C:
			return list, nil
		case <-ctx.Done():
			return list, nil
		case <-s.done:
			return list, nil
		}
	}
}

// conflict is the answer to one of two who want the updates. Where the server
// is Slow, one that comes soon after another is held up.
func (s *Server) conflict(ctx context.Context, why string) *refusal {
	s.mu.Lock()
	now := s.opt.Now()
	again := s.opt.Slow && now.Sub(s.queue.fought) < 2*tooSoon
	s.queue.fought = now
	s.mu.Unlock()
	if again {
		pass(ctx, tooSoon)
	}
	return refuse(409, "Conflict: "+why)
}

// beginPoll takes over the setting of a poll and confirms. It returns how long
// the poll waits.
func (s *Server) beginPoll(ctx context.Context, r *request, patience time.Duration) (time.Duration, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := &s.queue
	if q.webhook != "" {
		s.mu.Unlock()
		defer s.mu.Lock()
		return 0, s.conflict(ctx, "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	if text, ok := r.values["allowed_updates"]; ok {
		if err := json.Unmarshal([]byte(text), &q.allowed); err != nil {
			return 0, bad("allowed_updates")
		}
	}
	now, offset := s.opt.Now(), r.number("offset")
	if since := now.Sub(q.asked.at); s.opt.Slow && q.asked.offset == offset && since < tooSoon {
		patience = max(patience, tooSoon)
		if since < farTooSoon {
			r.values["limit"] = "1"
		}
	}
	q.asked = asking{offset, now}
	if offset < 0 { // only the last so many are kept
		q.waiting = q.waiting[max(len(q.waiting)+int(offset), 0):]
	}
	q.waiting = slices.DeleteFunc(q.waiting, func(u queued) bool {
		return offset <= q.tail && u.id < offset || now.Sub(u.at) > keepUpdates
	})
	return patience, nil
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
