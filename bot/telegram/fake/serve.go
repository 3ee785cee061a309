package fake

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// ServeHTTP serves the Bot API, its files, and the control of the people.
func (s *Server) ServeHTTP(w http.ResponseWriter, in *http.Request) {
	parts := strings.SplitN(strings.TrimPrefix(in.URL.Path, "/"), "/", 3)
	switch {
	case in.URL.Path == "/" && in.Method == http.MethodGet:
		servePage(w)
	case parts[0] == "control":
		s.control(w, in, strings.Join(parts[1:], "/"))
	case parts[0] == "file" && len(parts) == 3 && parts[1] == "bot"+s.opt.Token:
		s.download(w, in, parts[2])
	case strings.HasPrefix(parts[0], "bot") && len(parts) == 2:
		if parts[0] != "bot"+s.opt.Token {
			refuse(401, "Unauthorized").write(w)
			return
		}
		s.serveMethod(w, in, parts[1])
	default:
		refuse(404, "Not Found").write(w)
	}
}

// serveMethod serves one call of the Bot API.
func (s *Server) serveMethod(w http.ResponseWriter, in *http.Request, method string) {
	s.count(in.Context())
	defer s.answered()
	r, err := readRequest(method, in)
	if err != nil {
		s.violated(method + ": the request cannot be read")
		refuse(400, "Bad Request: the request cannot be read").write(w)
		return
	}
	if s.opt.Latency > 0 {
		pass(in.Context(), s.opt.Latency)
	}
	fault := s.meet(r)
	if fault != nil && !fault.after() {
		s.mu.Lock()
		s.stats.Wasted += r.weight()
		s.mu.Unlock()
		s.fail(w, in, fault)
		return
	}
	result, refused := s.answer(in.Context(), r)
	if refused != nil && refused.broken {
		s.violated(method + ": " + refused.Desc)
	}
	switch {
	case fault != nil:
		s.mu.Lock()
		s.stats.Lost++
		s.mu.Unlock()
		s.fail(w, in, fault)
	case refused != nil:
		refused.write(w)
	default:
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"ok": true, "result": result}) // a client that went away is no matter
	}
}

// pass lets time go by, or less if ctx ends.
func pass(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// violated notes a violation.
func (s *Server) violated(what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violations = append(s.violations, what)
}

// answer carries out a call.
func (s *Server) answer(ctx context.Context, r *request) (any, *refusal) {
	if wrong := s.spec.check(r); wrong != "" {
		return nil, bad(wrong)
	}
	if !uses(r.method) {
		return nil, bad(r.method + ": this bot has no use for it")
	}
	if r.method == "getUpdates" {
		return s.getUpdates(ctx, r)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, sends := r.values["chat_id"]; sends {
		if f := s.paced(r); f != nil {
			return nil, f
		}
	}
	switch r.method {
	case "getMe":
		id := s.botID()
		return map[string]any{"id": id, "is_bot": true, "first_name": s.opt.Name, "username": s.opt.Name, "can_join_groups": true, "can_read_all_group_messages": false}, nil
	case "deleteWebhook":
		if r.values["drop_pending_updates"] == "true" {
			return nil, bad("drop_pending_updates would lose what people wrote")
		}
		s.queue.webhook = ""
		return true, nil
	case "getWebhookInfo":
		return map[string]any{"url": s.queue.webhook, "has_custom_certificate": false, "pending_update_count": len(s.queue.waiting)}, nil
	case "setMyCommands":
		return s.setCommands(r)
	case "leaveChat":
		return s.leave(r)
	case "answerCallbackQuery":
		return s.answerPress(r)
	case "getFile":
		return s.getFile(r)
	case "deleteMessage", "deleteMessages":
		return s.remove(r)
	}
	return s.show(r)
}

// answerPress stops the clock on a button. After 15 seconds it is too late (A9).
func (s *Server) answerPress(r *request) (any, *refusal) {
	if units(r.values["text"]) > 200 {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	id := r.values["callback_query_id"]
	at, ok := s.callbacks[id]
	delete(s.callbacks, id)
	if !ok || s.opt.Now().Sub(at) > 15*time.Second {
		return nil, refuse(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
	}
	return true, nil
}

// getFile tells where a file can be fetched.
func (s *Server) getFile(r *request) (any, *refusal) {
	b, ok := s.files[r.values["file_id"]]
	switch {
	case !ok:
		return nil, refuse(400, "Bad Request: invalid file_id")
	case b.size > 20<<20:
		return nil, refuse(400, "Bad Request: file is too big")
	}
	return map[string]any{"file_id": b.id, "file_unique_id": "u" + b.id, "file_size": b.size, "file_path": b.path()}, nil
}

// download gives out the bytes of a file.
func (s *Server) download(w http.ResponseWriter, _ *http.Request, path string) {
	s.mu.Lock()
	var found *blob
	if _, id, ok := strings.Cut(path, "/"); ok {
		found = s.files[id]
	}
	s.mu.Unlock()
	if found == nil {
		refuse(404, "Not Found").write(w)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	_, _ = w.Write(found.data) // a client that went away is no matter
}
