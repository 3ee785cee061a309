package telegram

import (
	"encoding/json"
	"io"
	"strings"
	"testing"
)

// FuzzUpdate reads anything: it must not panic, must keep the order of ids in
// mind and must tell bad ones briefly.
func FuzzUpdate(f *testing.F) {
	for _, text := range badUpdates() {
		f.Add([]byte(strings.ReplaceAll(text, "%d", "1000")))
	}
	f.Add([]byte(`{"update_id":1000,"message":{` + an + `,"text":"/đăngký@bot x"}}`))
	f.Add([]byte(`{"update_id":1000,"callback_query":{"id":"c","from":{"id":7},"message":{"message_id":5,"chat":{"id":7,"type":"private"}},"data":"x"}}`))
	c := offline(f, io.Discard)
	f.Fuzz(func(t *testing.T, data []byte) {
		b, next := c.read([]json.RawMessage{data}, place{next: 1000})
		if len(b.Events)+len(b.Bad) > 1 || next.next < 1 {
			t.Errorf("%d events, %d bad, next %d", len(b.Events), len(b.Bad), next.next)
		}
		for _, e := range b.Events {
			if e.ID == "" || e.By == "" || e.Chat == "" || e.Kind == 0 || e.By.Channel() != name {
				t.Errorf("half an event: %+v", e)
			}
		}
		for _, x := range b.Bad {
			if x.Why == "" || len(x.Why) > 100 {
				t.Errorf("told as %q", x.Why)
			}
		}
	})
}
