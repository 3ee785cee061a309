package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"caunoi/bot"
	"caunoi/bot/channeltest"
	"caunoi/flows"
)

func TestChannel(t *testing.T) {
	channeltest.Run(t, func(t *testing.T) channeltest.Rig { return rig(t, Options{}) })
}

func TestChannelWithoutButtons(t *testing.T) {
	channeltest.Run(t, func(t *testing.T) channeltest.Rig { return rig(t, Options{NoButtons: true, NoEdits: true}) })
}

// png is the shortest beginning that is taken for a picture.
const png = "\x89PNG\x0D\x0A\x1A\x0A"

// A page is a browser with the page open in front of a channel.
type page struct {
	t    *testing.T
	ch   *Channel
	keys atomic.Int64
}

// open makes a channel on a directory, which is closed when the test ends.
func open(t *testing.T, o Options) *page {
	t.Helper()
	ch, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ch.Close() })
	return &page{t: t, ch: ch}
}

// post sends JSON as the page does and returns what is answered.
func (p *page) post(path string, v any) *httptest.ResponseRecorder {
	body, err := json.Marshal(v)
	if err != nil {
		p.t.Error(err)
	}
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1:8088"+path, bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Origin", "http://127.0.0.1:8088")
	return p.serve(r)
}

func (p *page) serve(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	p.ch.Handler().ServeHTTP(w, r.WithContext(p.t.Context()))
	return w
}

// started does a deed without waiting for the bot, and returns what the
// journal made of it. The post itself ends with the test.
func (p *page) started(do func(key string)) entry {
	key := fmt.Sprint("k", p.keys.Add(1))
	ear, hush := p.ch.rooms.listen([]string{"an"})
	defer hush()
	var wg sync.WaitGroup
	p.t.Cleanup(wg.Wait)
	wg.Go(func() { do(key) })
	for {
		past := p.ch.rooms.since([]string{"an"}, 0)
		for i := len(past) - 1; i >= 0; i-- {
			if past[i].Key == key {
				return past[i]
			}
		}
		select {
		case <-ear:
		case <-p.t.Context().Done():
			p.t.Error("the deed did not reach the journal")
			return entry{}
		}
	}
}

// do posts a deed of An's.
func (p *page) do(path string, v map[string]any) entry {
	return p.started(func(key string) {
		v["chat"], v["key"] = "an", key
		p.post(path, v)
	})
}

// form is the body of an upload.
func form(t *testing.T, fields map[string]string, name, content string) (body *bytes.Buffer, kind string) {
	t.Helper()
	body = &bytes.Buffer{}
	m := multipart.NewWriter(body)
	for k, v := range fields {
		if err := m.WriteField(k, v); err != nil {
			t.Fatal(err)
		}
	}
	w, err := m.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, content); err != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	return body, m.FormDataContentType()
}

// upload posts a file.
func (p *page) upload(fields map[string]string, name, content string) *httptest.ResponseRecorder {
	body, kind := form(p.t, fields, name, content)
	r := httptest.NewRequest(http.MethodPost, "http://localhost:8088/api/upload", body)
	r.Header.Set("Content-Type", kind)
	return p.serve(r)
}

// seen folds what happened in An's chat into what An sees of the bot.
func (p *page) seen() []channeltest.Seen {
	var list []channeltest.Seen
	for _, e := range p.ch.rooms.since([]string{"an"}, 0) {
		if e.Deed == erased {
			list = slices.DeleteFunc(list, func(s channeltest.Seen) bool { return s.Message == e.ID })
		}
		if e.Deed != showed && e.Deed != redrew {
			continue
		}
		s := channeltest.Seen{Message: e.ID, Text: e.Text, Files: len(e.Files), Edited: e.Deed == redrew}
		for _, b := range e.Buttons {
			s.Buttons = append(s.Buttons, flows.Button{Label: b.Label, Do: b.Do})
		}
		if e.Deed == showed {
			list = append(list, s)
			continue
		}
		for i := range list {
			if list[i].Message == e.ID {
				list[i] = s
			}
		}
	}
	return list
}

// rig joins a fresh channel to the suite.
func rig(t *testing.T, o Options) channeltest.Rig {
	var log lockedBuffer
	o.Dir, o.Log = t.TempDir(), slog.New(slog.NewTextHandler(&log, nil))
	p := open(t, o)
	r := channeltest.Rig{Channel: p.ch, Chat: "an", Log: log.String, Seen: p.seen}
	r.Again = func() bot.Channel {
		if err := p.ch.Close(); err != nil {
			t.Error(err)
		}
		again := open(t, o)
		return again.ch
	}
	r.People = channeltest.People{
		Say:  func(text string) string { return p.do("/api/say", map[string]any{"text": text}).ID },
		Edit: func(id, text string) { p.do("/api/edit", map[string]any{"id": id, "text": text}) },
		Photo: func(caption string) []byte {
			p.started(func(key string) {
				p.upload(map[string]string{"chat": "an", "key": key, "kind": "photo", "text": caption}, "a.png", png)
			})
			return []byte(png)
		},
		Place:   func(lat, lon float64) { p.do("/api/place", map[string]any{"lat": lat, "lon": lon}) },
		Block:   func() { p.do("/api/block", map[string]any{"on": true}) },
		Unblock: func() { p.do("/api/block", map[string]any{"on": false}) },
	}
	if !o.NoButtons {
		r.Press = func(id, do string) { p.do("/api/press", map[string]any{"id": id, "do": do, "label": do}) }
	}
	r.Force = map[flows.Result]func(){
		flows.Gone: func() {
			if _, err := p.ch.rooms.write(entry{Chat: "an", Deed: blocked}); err != nil {
				t.Error(err)
			}
		},
	}
	return r
}

// A lockedBuffer is a log that several goroutines write.
type lockedBuffer struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestOnlyNewcomersAreInvited(t *testing.T) {
	person := func(chat string) (Person, bool) { return Person{ID: chat, Joined: chat == "an"}, chat != "nobody" }
	invite := func(_ context.Context, chat string, digits bool) (string, error) {
		return fmt.Sprint(chat, " ", digits), nil
	}
	p := open(t, Options{Dir: t.TempDir(), Stage: Stage{Person: person, Invite: invite}})
	for chat, want := range map[string]int{"an": http.StatusBadRequest, "nobody": http.StatusBadRequest, "binh": http.StatusOK} {
		w := p.post("/api/invite", map[string]any{"chat": chat, "digits": true})
		if w.Code != want || want == http.StatusOK && !strings.Contains(w.Body.String(), "binh true") {
			t.Errorf("%s: %d %s, want %d", chat, w.Code, w.Body, want)
		}
	}
}
