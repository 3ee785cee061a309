package web

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"caunoi/flows"
)

func TestTranscript(t *testing.T) {
	now := time.Date(2026, 11, 21, 6, 12, 0, 0, time.UTC)
	people := map[string]Person{
		"m1": {ID: "m1", Short: "an", Team: "NH-01", Role: "member", Joined: true},
		"m2": {ID: "m2", Short: "an", Team: "NH-01", Role: "charge", Phone: "0900000002"},
	}
	p := open(t, Options{Dir: t.TempDir(), Now: func() time.Time { return now }, Stage: Stage{
		Person: func(chat string) (Person, bool) { who, ok := people[chat]; return who, ok },
	}})
	events := p.receive("")
	p.status("say", p.post("/api/say", map[string]any{"chat": "m1", "text": "mot\nhai"}), http.StatusOK)
	own := (<-events).Message
	card := p.ch.Do(t.Context(), "m2", flows.Act{Text: "KHAN\nmot", Buttons: []flows.Button{{Label: "Nhan", Do: "nhan 1"}, {Label: "Hoi", Do: "hoi 1"}, {Label: "Xong", Do: "xong 1", Row: true}}})
	now = now.Add(65 * time.Minute)
	p.status("press", p.post("/api/press", map[string]any{"chat": "m2", "id": card.Shown, "do": "nhan 1", "label": "Nhan"}), http.StatusOK)
	p.ch.Do(t.Context(), "m2", flows.Act{Edit: card.Shown, Text: "Da nhan"})
	p.status("edit", p.post("/api/edit", map[string]any{"chat": "m1", "id": own, "text": "ba"}), http.StatusOK)
	p.status("reply", p.post("/api/say", map[string]any{"chat": "m2", "replyTo": card.Shown, "text": "den noi"}), http.StatusOK)
	p.status("pin", p.post("/api/place", map[string]any{"chat": "m1", "lat": 22.5, "lon": 103}), http.StatusOK)
	p.status("block", p.post("/api/block", map[string]any{"chat": "m2", "on": true}), http.StatusOK)
	w := p.serve(httptest.NewRequest(http.MethodGet, "http://localhost/api/transcript", nil))
	want := `at 2026-11-21 06:12
person an NH-01 member
roster an2 NH-01 charge 0900000002
an: mot\nhai
    an2 ← KHAN
          mot
          [Nhan] [Hoi]
          [Xong]
+1h5m
an2: [Nhan]
    an2 ~ Da nhan
an: edit mot | ba
an2: re Da nhan | den noi
an: (place 22.5 103)
an2 blocks
`
	if got := w.Body.String(); got != want {
		t.Errorf("the transcript is\n%s\nwant\n%s", got, want)
	}
}
