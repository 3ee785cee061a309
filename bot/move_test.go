package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
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

// TestRedirected: what waits for the chat that a member has left goes to the new
// one, and takes nobody back to the old.
func TestRedirected(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.fake.answer = func(chat string, _ flows.Act) flows.Outcome {
			if chat == "old" {
				return flows.Outcome{Result: flows.Later, After: time.Minute}
			}
			return flows.Outcome{}
		}
		m := row("m0", "old", flows.Answer, time.Now())
		m.Member = "an"
		r.put(m)
		r.start()
		time.Sleep(time.Second)
		an := flows.Member{ID: "an", Consent: flows.Consent{Agreed: true}, Homes: []flows.Home{{Address: flows.At("fake", "new")}}}
		if err := r.db.Update(t.Context(), func(tx store.Tx) { flows.Members.Put(tx, an) }); err != nil {
			t.Fatal(err)
		}
		before := len(r.fake.shown())
		r.say("new", "redirect old new")
		time.Sleep(10 * time.Minute)
		if after := r.fake.shown()[before:]; len(after) != 1 || after[0].chat != "new" || after[0].text != "m0" {
			t.Errorf("shown %+v", after)
		}
		err := r.db.View(t.Context(), func(tx store.Tx) {
			if m, _ := flows.Members.Get(tx, "an"); m.Home() != flows.At("fake", "new") {
				t.Errorf("the member lives at %s", m.Home())
			}
		})
		if err != nil {
			t.Error(err)
		}
		r.close()
	})
}

// TestSaidAsItMoves: what is said to a chat in the very poll that tells of its
// move is shown once.
func TestSaidAsItMoves(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.fake.answer = func(chat string, _ flows.Act) flows.Outcome {
			if chat == "old" {
				return flows.Outcome{Result: flows.Moved, To: flows.At("fake", "new")}
			}
			return flows.Outcome{}
		}
		r.start()
		time.Sleep(time.Second)
		e := r.event("ha", "say 2 old chao")
		r.seq++
		r.fake.batches <- Batch{Cursor: "moved", Events: []flows.Event{e, {
			ID: "fake:moved", Seq: r.seq, Kind: flows.Migrated, Chat: flows.At("fake", "old"), To: flows.At("fake", "new"),
		}}}
		time.Sleep(time.Minute)
		var all []string
		for _, c := range r.fake.shown() {
			all = append(all, c.chat+":"+c.text)
		}
		if got := strings.Join(all, " "); got != "new:chao" {
			t.Errorf("shown %s", got)
		}
		r.close()
	})
}
