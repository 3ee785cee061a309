package flows

import (
	"testing"
	"time"

	"caunoi/store"
)

// A kill between the claim of an edit and its sending must not lose the edit.
func TestKilledEdit(t *testing.T) {
	r, an, words := carded(t, "rich")
	id, _ := r.shows(an, 1, false)
	r.send(id, "b1")
	*words = "two"
	r.shows(an, 1, false)
	if _, ok := r.claim(id); !ok { // …and here the process is killed
		t.Fatal("not claimed")
	}
	if s, ok := r.claim(id); !ok || s.Text != "w two" || s.Edit != "b1" {
		t.Errorf("after the restart it is claimed: %v, %q in place of %q; want w two in place of b1", ok, s.Text, s.Edit)
	}
}

// A card whose edit met Moved must be shown in the new chat.
func TestMovedEdit(t *testing.T) {
	r, an, words := carded(t, "rich")
	id, _ := r.shows(an, 1, false)
	r.send(id, "b1")
	*words = "two"
	r.shows(an, 1, false)
	s, _ := r.claim(id)
	r.settle(s, Outcome{Result: Moved, To: "rich:new"})
	if s, ok := r.claim(id); !ok || s.Edit != "" || s.Message.To != "rich:new" {
		t.Errorf("claimed %v to %s in place of %q; want a new message in rich:new", ok, s.Message.To, s.Edit)
	}
}

// A card asked for anew while an edit of it is on its way must come anew: also if
// that edit has to be tried again, or is cut off by a kill.
func TestFreshWhileClaimed(t *testing.T) {
	for name, ends := range map[string]func(*rig, Sending){
		"arrived":     func(r *rig, s Sending) { r.settle(s, Outcome{Result: Done, Shown: "b1"}) },
		"tried again": func(r *rig, s Sending) { r.settle(s, Outcome{Result: Later, Why: "busy"}) },
		"killed":      func(r *rig, _ Sending) { r.do(func(tx store.Tx) { Unclaim(tx) }) },
	} {
		t.Run(name, func(t *testing.T) {
			r, an, words := carded(t, "rich")
			id, _ := r.shows(an, 1, false)
			r.send(id, "b1")
			*words = "two"
			r.shows(an, 1, false)
			s, _ := r.claim(id)
			r.shows(an, 1, true)
			ends(r, s)
			if s, ok := r.claim(id); !ok || s.Edit != "" || s.Message.Was != "b1" {
				t.Errorf("claimed %v in place of %q, of %q before; want a new message at the end of the chat", ok, s.Edit, s.Message.Was)
			}
		})
	}
}

// A card that was refused, and has changed meanwhile, must be tried again.
func TestNeverButChanged(t *testing.T) {
	r, an, words := carded(t, "rich")
	id, _ := r.shows(an, 1, false)
	s, _ := r.claim(id)
	*words = "two"
	r.shows(an, 1, false)
	r.settle(s, Outcome{Result: Never, Why: "too long"})
	if s, ok := r.claim(id); !ok || s.Text != "w two" {
		t.Errorf("claimed %v, %q; want w two", ok, s.Text)
	}
}

// Two firings of one timer that sets itself again at once need two ids.
func TestTimerNumbers(t *testing.T) {
	r := newRig(t)
	an := r.person("an", "rich")
	ids := map[string]bool{}
	r.desk.Timer("again", func(t *Turn, id string) {
		ids[t.Event.ID] = true
		t.Wake("again", id, 0)
	})
	r.turn(an, func(t *Turn) { t.Wake("again", "x", 0) })
	fire(r)
	fire(r)
	if len(ids) != 2 {
		t.Errorf("two firings have the ids %v; want two", ids)
	}
}

// A damaged row of what was seen must not stop the channel for ever.
func TestDamagedSeen(t *testing.T) {
	r := newRig(t)
	an := r.person("an", "rich")
	r.do(func(tx store.Tx) { tx.Put("seen", store.Key("rich", int64(0)), []byte{0xff}) })
	err := r.db.Update(t.Context(), func(tx store.Tx) { r.desk.Take(tx, []Event{r.event(an, Event{Text: "x"})}) })
	if err != nil {
		t.Errorf("the batch fails: %v; want it taken", err)
	}
	r.pass(3 * 24 * time.Hour)
	r.do(func(tx store.Tx) { ForgetSeen(tx, r.now) })
	err = r.db.Update(t.Context(), func(tx store.Tx) { r.desk.Take(tx, []Event{r.event(an, Event{Text: "x"})}) })
	if err != nil {
		t.Errorf("the batch still fails three days later: %v; want it taken", err)
	}
}
