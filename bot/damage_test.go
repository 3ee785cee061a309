package bot

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// damage flips a bit of every place in the store's file where a word stands,
// as a disk may, and opens the store again.
func (r *rig) damage(word string) {
	r.t.Helper()
	r.shut()
	data, err := os.ReadFile(r.path)
	if err != nil {
		r.t.Fatal(err)
	}
	if !bytes.Contains(data, []byte(word)) {
		r.t.Fatalf("%q is not in the file", word)
	}
	spoilt := strings.ToUpper(word[:1]) + word[1:]
	if err := os.WriteFile(r.path, bytes.ReplaceAll(data, []byte(word), []byte(spoilt)), 0o600); err != nil {
		r.t.Fatal(err)
	}
	r.open()
}

// A row that cannot be read is named, and keeps nothing else from leaving.
func TestStartWithADamagedRow(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		bad, left := row("bad", "1", flows.Answer, time.Now()), row("left", "2", flows.Answer, time.Now())
		bad.Text, bad.State, left.State = "spoilt words", flows.Claimed, flows.Claimed
		r.put(bad, left, row("same", "1", flows.Answer, time.Now()), row("good", "3", flows.Answer, time.Now()))
		r.damage(bad.Text)
		r.start()
		time.Sleep(time.Second)
		if got := strings.Join(r.fake.texts(), ","); len(r.fake.texts()) != 3 || strings.Contains(got, "spoilt") {
			t.Errorf("shown %s", got)
		}
		if log := r.log.String(); !strings.Contains(log, "cannot be read\" message=bad") || !strings.Contains(log, "messages=[left]") {
			t.Errorf("log: %s", log)
		}
		r.say("9", "hello")
		time.Sleep(time.Second)
		if n := len(r.fake.shown()); n != 4 {
			t.Errorf("%d shown after somebody wrote, want 4", n)
		}
		r.close()
	})
}

// A cursor that cannot be read begins anew and is written again.
func TestStartWithADamagedCursor(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		err := r.db.Update(t.Context(), func(tx store.Tx) { cursors.Put(tx, cursor{Channel: "fake", Text: "some place"}) })
		if err != nil {
			t.Fatal(err)
		}
		r.damage("some place")
		r.start()
		r.say("1", "hello")
		time.Sleep(time.Second)
		if got := r.fake.texts(); len(got) != 1 || r.fake.cursor != "" {
			t.Errorf("shown %v from cursor %q", got, r.fake.cursor)
		}
		if !strings.Contains(r.log.String(), "the cursor cannot be read") {
			t.Errorf("log: %s", r.log)
		}
		r.end()
		r.start()
		time.Sleep(time.Second)
		r.close()
		if r.fake.cursor != "1" {
			t.Errorf("the next start began from %q", r.fake.cursor)
		}
	})
}
