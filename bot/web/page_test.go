package web

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"caunoi/bot"
	"caunoi/flows"
)

// receive takes everything the page brings until the test ends, and returns
// what came.
func (p *page) receive(cursor string) chan flows.Event {
	events := make(chan flows.Event, 100)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		done <- p.ch.Receive(ctx, cursor, func(b bot.Batch) error {
			for _, e := range b.Events {
				events <- e
			}
			return nil
		})
	}()
	p.t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			p.t.Errorf("receive ended with %v", err)
		}
	})
	return events
}

// status fails the test if an answer has another status.
func (p *page) status(what string, w *httptest.ResponseRecorder, want int) {
	p.t.Helper()
	if w.Code != want {
		p.t.Errorf("%s: status %d, want %d: %s", what, w.Code, want, w.Body)
	}
}

func TestForeignRequestsAreRefused(t *testing.T) {
	p := open(t, Options{Dir: t.TempDir()})
	for _, c := range []struct {
		host, origin, site string
		want               int
	}{
		{"127.0.0.1:8088", "http://127.0.0.1:8088", "same-origin", http.StatusUnsupportedMediaType},
		{"localhost", "", "", http.StatusUnsupportedMediaType}, // let through as far as its missing type
		{"[::1]:8088", "", "", http.StatusUnsupportedMediaType},
		{"127.0.0.1:8088", "http://evil.example", "cross-site", http.StatusForbidden},
		{"127.0.0.1:8088", "http://evil.example", "", http.StatusForbidden},
		{"127.0.0.1:8088", "http://127.0.0.1:9999", "", http.StatusForbidden},
		{"127.0.0.1:8088", "null", "", http.StatusForbidden},
		{"evil.example:8088", "http://evil.example:8088", "same-origin", http.StatusForbidden},
		{"127.0.0.1.evil.example", "", "", http.StatusForbidden},
		{"192.168.1.4:8088", "", "", http.StatusForbidden},
		{"", "", "", http.StatusForbidden},
	} {
		r := httptest.NewRequest(http.MethodPost, "/api/say", strings.NewReader("{}"))
		r.Host = c.host
		r.Header.Set("Content-Type", "text/plain")
		for k, v := range map[string]string{"Origin": c.origin, "Sec-Fetch-Site": c.site} {
			if v != "" {
				r.Header.Set(k, v)
			}
		}
		p.status(fmt.Sprintf("%+v", c), p.serve(r), c.want)
	}
	r := httptest.NewRequest(http.MethodGet, "/api/stream?chat=an", nil)
	r.Host = "evil.example"
	p.status("a stream under a foreign name", p.serve(r), http.StatusForbidden)
}

func TestPostsAreBounded(t *testing.T) {
	p := open(t, Options{Dir: t.TempDir()})
	p.receive("")
	big := strings.Repeat("a", largestPost)
	p.status("a post over the limit", p.post("/api/say", map[string]any{"chat": "an", "text": big}), http.StatusRequestEntityTooLarge)
	p.status("a text over the limit", p.post("/api/say", map[string]any{"chat": "an", "text": big[:5000]}), http.StatusRequestEntityTooLarge)
	p.status("no text", p.post("/api/say", map[string]any{"chat": "an", "text": " \n"}), http.StatusBadRequest)
	p.status("no JSON", p.post("/api/say", "nonsense"), http.StatusBadRequest)
	p.status("a chat that cannot be", p.post("/api/say", map[string]any{"chat": "../an", "text": "a"}), http.StatusNotFound)
	p.status("a place beyond the earth", p.post("/api/place", map[string]any{"chat": "an", "lat": 91, "lon": 0}), http.StatusBadRequest)
	p.status("an edit of nothing", p.post("/api/edit", map[string]any{"chat": "an", "id": "u9", "text": "a"}), http.StatusBadRequest)
	p.status("a press on nothing", p.post("/api/press", map[string]any{"chat": "an", "id": "b9", "do": "nhan 1"}), http.StatusBadRequest)
	p.status("a phone nobody knows", p.post("/api/contact", map[string]any{"chat": "an"}), http.StatusBadRequest)
	huge := p.upload(map[string]string{"chat": "an", "kind": "document"}, "a.bin", strings.Repeat("a", largest+1))
	p.status("a file over the limit", huge, http.StatusRequestEntityTooLarge)
	left, err := os.ReadDir(filepath.Join(filepath.Dir(p.ch.rooms.book.file.Name()), filesName))
	if err != nil || len(left) != 0 {
		t.Errorf("the file over the limit left %v behind (%v)", left, err)
	}
}

func TestNamesOfFilesLeadNowhere(t *testing.T) {
	dir := t.TempDir()
	p := open(t, Options{Dir: dir})
	events := p.receive("")
	if err := os.WriteFile(filepath.Join(dir, "secret"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.status("an upload", p.upload(map[string]string{"chat": "an", "kind": "document"}, `..\..\../secret`, "<script>"), http.StatusOK)
	sent := (<-events).Files[0]
	if sent.Name != "secret" || !isRef(sent.Ref) {
		t.Errorf("the file is called %q and lies under %q", sent.Name, sent.Ref)
	}
	for _, name := range []string{"..%2fsecret", "%2e%2e%2fsecret", "..%5csecret", "w" + strings.Repeat("A", 26), "%00", journalName} {
		r := httptest.NewRequest(http.MethodGet, "http://localhost/api/file/"+name, nil)
		p.status(name, p.serve(r), http.StatusNotFound)
		ref, err := p.ch.Open(t.Context(), flows.File{Channel: "web", Ref: strings.ReplaceAll(name, "%2f", "/")})
		if err == nil {
			_ = ref.Close()
			t.Errorf("%s was opened", name)
		}
	}
	w := p.serve(httptest.NewRequest(http.MethodGet, "http://localhost/api/file/"+sent.Ref, nil))
	p.status("the file itself", w, http.StatusOK)
	if got := w.Header().Get("Content-Disposition"); got != "attachment" || w.Header().Get("Content-Type") != "application/octet-stream" {
		t.Errorf("a document is handed over as %q, %q", got, w.Header().Get("Content-Type"))
	}
}

func TestJournalIsReadAgain(t *testing.T) {
	dir := t.TempDir()
	p := open(t, Options{Dir: dir})
	events := p.receive("")
	p.status("a text", p.post("/api/say", map[string]any{"chat": "an", "key": "k", "text": "cầu gãy"}), http.StatusOK)
	first := <-events
	shown := p.ch.Do(t.Context(), "an", flows.Act{Text: "đã ghi", Buttons: []flows.Button{{Label: "Sửa", Do: "sua 1"}}})
	p.ch.Do(t.Context(), "an", flows.Act{Edit: shown.Shown, Text: "đã nhận"})
	before := p.ch.rooms.all()
	if err := p.ch.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, journalName)
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString("no entry\n" + `{"n":99,"chat":"an","deed":"sh`)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	again := open(t, Options{Dir: dir})
	after := again.ch.rooms.all()
	if a, b := asJSON(t, before), asJSON(t, after); a != b {
		t.Errorf("after a restart the page shows\n%s\nbefore\n%s", b, a)
	}
	if again.ch.rooms.book.cut != 2 {
		t.Errorf("%d lines were left out, want the damaged and the torn one", again.ch.rooms.book.cut)
	}
	events = again.receive(fmt.Sprint(first.Seq))
	again.status("the same post again", again.post("/api/say", map[string]any{"chat": "an", "key": "k", "text": "cầu gãy"}), http.StatusOK)
	again.status("another", again.post("/api/say", map[string]any{"chat": "an", "text": "mưa"}), http.StatusOK)
	if e := <-events; e.Text != "mưa" || e.Seq <= first.Seq {
		t.Errorf("after the restart %q came under %d, want mưa after %d", e.Text, e.Seq, first.Seq)
	}
	if o := again.ch.Do(t.Context(), "an", flows.Act{Edit: shown.Shown, Text: "đã xong"}); o.Result != flows.Done {
		t.Errorf("a card of before the restart cannot be changed: %+v", o)
	}
}

func TestNumbersGoOnAfterTheCursor(t *testing.T) {
	p := open(t, Options{Dir: t.TempDir()}) // a journal that was lost
	events := p.receive("500")
	p.status("a text", p.post("/api/say", map[string]any{"chat": "an", "text": "mưa"}), http.StatusOK)
	if e := <-events; e.Seq <= 500 || e.ID != eventID(e.Seq) {
		t.Errorf("event %s has number %d, want one over 500", e.ID, e.Seq)
	}
}

func TestPostWaitsForTheBot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := open(t, Options{Dir: t.TempDir()})
		begun := time.Now()
		p.status("a post that nobody takes", p.post("/api/say", map[string]any{"chat": "an", "text": "a"}), http.StatusServiceUnavailable)
		if waited := time.Since(begun); waited != patience {
			t.Errorf("it was refused after %v, want %v", waited, patience)
		}
		if past := p.ch.rooms.all(); len(past) != 0 {
			t.Errorf("it left %v", past)
		}
	})
}

func TestBlockedChatIsGone(t *testing.T) {
	p := open(t, Options{Dir: t.TempDir()})
	events := p.receive("")
	p.status("block", p.post("/api/block", map[string]any{"chat": "an", "on": true}), http.StatusOK)
	if e := <-events; e.Kind != flows.Blocked {
		t.Errorf("the bot was told %d", e.Kind)
	}
	if o := p.ch.Do(t.Context(), "an", flows.Act{Text: "a"}); o.Result != flows.Gone || o.Why != "blocked" {
		t.Errorf("a message to a blocked chat ended as %+v", o)
	}
	p.status("open", p.post("/api/block", map[string]any{"chat": "an", "on": false}), http.StatusOK)
	if o := p.ch.Do(t.Context(), "an", flows.Act{Text: "a"}); o.Result != flows.Done {
		t.Errorf("a message to an opened chat ended as %+v", o)
	}
}

func TestContactIsTheStagesNumber(t *testing.T) {
	person := func(chat string) (Person, bool) { return Person{ID: chat, Phone: "0900000001"}, chat == "an" }
	p := open(t, Options{Dir: t.TempDir(), Stage: Stage{Person: person}})
	events := p.receive("")
	p.status("a contact", p.post("/api/contact", map[string]any{"chat": "an", "phone": "0911111111"}), http.StatusOK)
	if e := <-events; e.Contact == nil || e.Contact.Phone != "0900000001" || !e.Contact.Own {
		t.Errorf("the bot was given %+v", e.Contact)
	}
	if o := p.ch.Do(t.Context(), "binh", flows.Act{Text: "a"}); o.Result != flows.Gone {
		t.Errorf("a message to nobody ended as %+v", o)
	}
	data, err := os.ReadFile(p.ch.rooms.book.file.Name())
	if err != nil || strings.Contains(string(data), "0900000001") {
		t.Errorf("the journal holds the phone number (%v)", err)
	}
}

func TestStreamResumes(t *testing.T) {
	p := open(t, Options{Dir: t.TempDir()})
	server := httptest.NewServer(p.ch.Handler())
	t.Cleanup(server.Close) // after the streams, which it waits for
	p.ch.Do(t.Context(), "an", flows.Act{Text: "một"})
	p.ch.Do(t.Context(), "binh", flows.Act{Text: "của Bình"})
	two := p.ch.Do(t.Context(), "an", flows.Act{Text: "hai"})
	next := p.stream(server.URL+"/api/stream?chat=an", "")
	if a, b := next(), next(); a.Text != "một" || b.Text != "hai" {
		t.Errorf("the backlog is %q and %q", a.Text, b.Text)
	}
	p.ch.Do(t.Context(), "an", flows.Act{Edit: two.Shown, Text: "hai rưỡi"})
	live := next()
	if live.Text != "hai rưỡi" || live.ID != two.Shown {
		t.Errorf("then came %+v", live)
	}
	p.ch.Do(t.Context(), "an", flows.Act{Text: "ba"})
	resumed := p.stream(server.URL+"/api/stream?chat=an", fmt.Sprint(live.N))
	if e := resumed(); e.Text != "ba" {
		t.Errorf("a resumed stream begins with %q, want ba", e.Text)
	}
}

// stream opens a stream and returns a function that waits for its next entry.
func (p *page) stream(url, last string) func() entry {
	r, err := http.NewRequestWithContext(p.t.Context(), http.MethodGet, url, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = answer.Body.Close() })
	lines := bufio.NewScanner(answer.Body)
	return func() entry {
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: {\"n\":"); ok {
				var e entry
				if err := json.Unmarshal([]byte("{\"n\":"+data), &e); err != nil {
					p.t.Error(err)
				}
				return e
			}
		}
		p.t.Errorf("the stream ended: %v", lines.Err())
		return entry{}
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
