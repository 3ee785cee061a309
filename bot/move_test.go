package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
)

func TestMovedChat(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.fake.answer = func(chat string, _ flows.Act) flows.Outcome {
			if chat == "old" {
				return flows.Outcome{Result: flows.Moved, To: flows.At("fake", "new")}
			}
			return flows.Outcome{}
		}
		for i := range 5 {
			r.put(row(fmt.Sprint("m", i), "old", flows.Answer, time.Now().Add(time.Duration(i)*time.Second)))
		}
		r.start()
		time.Sleep(time.Minute)
		if got := strings.Join(r.fake.texts(), " "); got != "m0 m0 m1 m2 m3 m4" {
			t.Errorf("shown %s", got)
		}
		for i, c := range r.fake.shown() {
			if i > 0 && c.chat != "new" {
				t.Errorf("%q still went to %s", c.text, c.chat)
			}
		}
		r.close()
	})
}

// TestToldOfAMove: what waits for a chat goes to where it lives now as soon as
// that is heard, and nothing goes to the old place any more.
func TestToldOfAMove(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.fake.answer = func(chat string, _ flows.Act) flows.Outcome {
			if chat == "old" {
				return flows.Outcome{Result: flows.Later, After: time.Hour}
			}
			return flows.Outcome{}
		}
		for i := range 3 {
			r.put(row(fmt.Sprint("m", i), "old", flows.Answer, time.Now().Add(time.Duration(i)*time.Second)))
		}
		r.start()
		time.Sleep(time.Minute)
		before := len(r.fake.shown())
		r.seq++
		r.fake.batches <- Batch{Cursor: "moved", Events: []flows.Event{{
			ID: "fake:moved", Seq: r.seq, Kind: flows.Migrated, Chat: flows.At("fake", "old"), To: flows.At("fake", "new"),
		}}}
		time.Sleep(time.Minute)
		for _, c := range r.fake.shown()[before:] {
			if c.chat != "new" {
				t.Errorf("%q still went to %s", c.text, c.chat)
			}
		}
		if got := strings.Join(r.fake.texts()[before:], " "); got != "m0 m1 m2" {
			t.Errorf("the new place was shown %q", got)
		}
		time.Sleep(2 * time.Hour)
		if n := len(r.fake.shown()) - before; n != 3 {
			t.Errorf("%d were shown after the move; want 3", n)
		}
		r.close()
	})
}
