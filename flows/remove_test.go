package flows

import (
	"fmt"
	"strings"
	"testing"

	"caunoi/store"
)

// removing is a desk of a channel that deletes, with a card and somebody who is
// told what became of it.
func removing(t *testing.T) (r *rig, an Address, told *[]string) {
	r, told = newRig(t), new([]string)
	r.desk.traits = map[string]Traits{"rich": {Buttons: true, Edits: true, Deletes: true}, "plain": {Edits: true}}
	r.desk.About("matter", Subject{
		Card: func(*Turn, Message) (Note, bool) { return Note{Key: "w"}, true },
		Settled: func(_ *Turn, m Message) {
			*told = append(*told, strings.TrimSpace(fmt.Sprint(map[Deed]string{Show: "show", Delete: "delete"}[m.Deed], " ", map[State]string{Sent: "sent", Failed: "failed"}[m.State], " ", m.Why)))
		},
	})
	return r, r.person("an", "rich"), told
}

// remove takes a message back in a turn.
func (r *rig) remove(by Address, id string) (to Removal) {
	r.Helper()
	r.turn(by, func(t *Turn) { to = t.Remove(id) })
	return to
}

// out lets what waits leave, and settles it.
func (r *rig) out(id string, o Outcome) string {
	r.Helper()
	s, ok := r.claim(id)
	if !ok {
		return "nothing"
	}
	r.settle(s, o)
	var gone []string
	for _, p := range s.Message.Standing() {
		gone = append(gone, p.IDs...)
	}
	return fmt.Sprint(map[Deed]string{Show: "show", Delete: "delete"}[s.Message.Deed], gone)
}

// A removal is a message that is taken back, and what becomes of it.
type removal struct {
	name    string
	play    func(r *rig, an Address, id string) Removal
	o       Outcome // of the attempt after it
	to      Removal
	left    string // what left then
	told    string // all that the flow was told
	stands  string
	endedAs State
}

// check takes a message back and looks at what became of it.
func (c removal) check(t *testing.T) {
	t.Helper()
	r, an, told := removing(t)
	id, _ := r.shows(an, 1, false)
	if to := c.play(r, an, id); to != c.to {
		t.Errorf("%s: comes to %d, want %d", c.name, to, c.to)
	}
	if left := r.out(id, c.o); left != c.left {
		t.Errorf("%s: there left %s, want %s", c.name, left, c.left)
	}
	m := r.message(id)
	if got := strings.Join(*told, ", "); got != c.told || m.Shown != c.stands || m.State != c.endedAs {
		t.Errorf("%s: told %q, stands as %q, state %d; want %q, %q, %d", c.name, got, m.Shown, m.State, c.told, c.stands, c.endedAs)
	}
}

// TestRemove: what becomes of a message that is taken back, by how far it has
// come, and what its flow is told.
func TestRemove(t *testing.T) {
	done, files := Outcome{Result: Done, Shown: "b4"}, Outcome{Result: Done, Shown: "b4", Parts: parts}
	for _, c := range []removal{
		{"before it left", func(r *rig, an Address, id string) Removal { return r.remove(an, id) }, done, Unsaid, "nothing", "", "", Dropped},
		{"where it stands", func(r *rig, an Address, id string) Removal {
			r.send(id, "b1")
			return r.remove(an, id)
		}, done, Removing, "delete[b1]", "show sent, delete sent", "", Sent},
		{"with its files", func(r *rig, an Address, id string) Removal {
			r.out(id, files)
			return r.remove(an, id)
		}, done, Removing, "delete[b1 b2 b3 b4]", "show sent, delete sent", "", Sent},
		{"after a kill on its way", func(r *rig, an Address, id string) Removal {
			r.claim(id)
			r.do(func(tx store.Tx) { Unclaim(tx) })
			return r.remove(an, id)
		}, done, Stays, "nothing", "", "", Dropped},
		{"too late", func(r *rig, an Address, id string) Removal {
			r.send(id, "b1")
			return r.remove(an, id)
		}, Outcome{Result: Never, Why: TooOld}, Removing, "delete[b1]", "show sent, delete failed too old", "b1", Failed},
		{"the chat is closed", func(r *rig, an Address, id string) Removal {
			r.send(id, "b1")
			return r.remove(an, id)
		}, Outcome{Result: Gone, Why: "blocked"}, Removing, "delete[b1]", "show sent, delete failed blocked", "b1", Failed},
		{"the chat has moved", func(r *rig, an Address, id string) Removal {
			r.send(id, "b1")
			return r.remove(an, id)
		}, Outcome{Result: Moved, To: "rich:new"}, Removing, "delete[b1]", "show sent, delete failed moved", "", Failed},
	} {
		c.check(t)
	}
}

// TestRemoveWhatChanges: what becomes of it when something else was done to it
// before.
func TestRemoveWhatChanges(t *testing.T) {
	done, files := Outcome{Result: Done, Shown: "b4"}, Outcome{Result: Done, Shown: "b4", Parts: parts}
	for _, c := range []removal{
		{"twice", func(r *rig, an Address, id string) Removal {
			r.send(id, "b1")
			r.remove(an, id)
			return r.remove(an, id)
		}, done, Removing, "delete[b1]", "show sent, delete sent", "", Sent},
		{"after it is gone", func(r *rig, an Address, id string) Removal {
			r.send(id, "b1")
			r.remove(an, id)
			r.out(id, done)
			return r.remove(an, id)
		}, done, Unsaid, "nothing", "show sent, delete sent", "", Sent},
		{"while an edit of it waits", func(r *rig, an Address, id string) Removal {
			r.send(id, "b1")
			r.shows(an, 1, false)
			return r.remove(an, id)
		}, done, Removing, "delete[b1]", "show sent, delete sent", "", Sent},
		{"while it waits to be shown anew", func(r *rig, an Address, id string) Removal {
			r.out(id, files)
			r.shows(an, 1, true)
			return r.remove(an, id)
		}, done, Removing, "delete[b1 b2 b3 b4]", "show sent, delete sent", "", Sent},
		{"when only its files had arrived", func(r *rig, an Address, id string) Removal {
			r.out(id, Outcome{Result: Later, Parts: parts[:1]})
			return r.remove(an, id)
		}, done, Removing, "delete[b1 b2]", "delete sent", "", Sent},
		{"and shown again before it left", func(r *rig, an Address, id string) Removal {
			r.send(id, "b1")
			to := r.remove(an, id)
			r.do(func(tx store.Tx) { m, _ := Outbox.Get(tx, id); m.Digest = 0; Outbox.Put(tx, m) })
			r.shows(an, 1, false)
			return to
		}, Outcome{Result: Done, Shown: "b1"}, Removing, "show[b1]", "show sent, show sent", "b1", Sent},
	} {
		c.check(t)
	}
}

// TestRemoveWhatFlies: what is taken back while it is on its way is removed when it
// has arrived; whatever became of it, the flow is told of the end of the removal.
func TestRemoveWhatFlies(t *testing.T) {
	for _, c := range []struct {
		name string
		o    Outcome
		left string
		told string
	}{
		{"it arrived", Outcome{Result: Done, Shown: "b1"}, "delete[b1]", "show sent, delete sent"},
		{"it has to wait", Outcome{Result: Later}, "nothing", "delete sent"},
		{"a part of it arrived", Outcome{Result: Later, Parts: parts[:1]}, "delete[b1 b2]", "delete sent"},
		{"nobody knows", Outcome{Result: Unsure}, "nothing", "delete failed unsure"},
		{"of the rest nobody knows", Outcome{Result: Unsure, Parts: parts[:1]}, "delete[b1 b2]", "delete failed unsure"},
		{"it was refused", Outcome{Result: Never, Why: "too long"}, "nothing", "delete sent"},
		{"the chat is closed", Outcome{Result: Gone, Why: "blocked"}, "nothing", "delete sent"},
		{"the chat has moved", Outcome{Result: Moved, To: "rich:new"}, "nothing", "delete sent"},
	} {
		r, an, told := removing(t)
		id, _ := r.shows(an, 1, false)
		s, _ := r.claim(id)
		if to := r.remove(an, id); to != Removing {
			t.Errorf("%s: comes to %d", c.name, to)
		}
		r.settle(s, c.o)
		if left := r.out(id, Outcome{Result: Done}); left != c.left {
			t.Errorf("%s: there left %s, want %s", c.name, left, c.left)
		}
		if got := strings.Join(*told, ", "); got != c.told {
			t.Errorf("%s: told %q, want %q", c.name, got, c.told)
		}
	}
}

// TestShownAgainWhileRemoved: a card that is shown while its removal is on its way
// stands there afterwards: anew if it was gone, edited if it still stands.
func TestShownAgainWhileRemoved(t *testing.T) {
	for _, c := range []struct {
		o    Outcome
		want string
	}{
		{Outcome{Result: Done}, "show[]"},
		{Outcome{Result: Never, Why: TooOld}, "show[b1]"},
	} {
		r, an, _ := removing(t)
		id, _ := r.shows(an, 1, false)
		r.send(id, "b1")
		r.do(func(tx store.Tx) { m, _ := Outbox.Get(tx, id); m.Digest = 1; Outbox.Put(tx, m) })
		r.remove(an, id)
		s, _ := r.claim(id)
		r.shows(an, 1, false)
		r.settle(s, c.o)
		if left := r.out(id, Outcome{Result: Done, Shown: "b2"}); left != c.want {
			t.Errorf("after %+v there left %s, want %s", c.o, left, c.want)
		}
	}
}

// TestRemoveWhereItCannotBe: a channel that cannot delete, what nobody finds any
// more, and what was never to be read.
func TestRemoveWhereItCannotBe(t *testing.T) {
	r, an, _ := removing(t)
	binh := r.person("binh", "plain")
	id, _ := r.shows(binh, 1, false)
	r.send(id, "b1")
	if to := r.remove(binh, id); to != Stays {
		t.Errorf("where nothing is deleted it comes to %d", to)
	}
	var bare, leave string
	r.turn(an, func(t *Turn) {
		bare = t.Reply("x", nil)
		leave = t.Say(t.Reader, Note{Deed: Leave, About: matter})
	})
	r.send(bare, "b2")
	for _, id := range []string{bare, leave, "nothing"} {
		if to := r.remove(an, id); to != Stays {
			t.Errorf("of %q it comes to %d", id, to)
		}
	}
}

// TestRemovalAfterARestart: it leaves again, and is not taken to another chat.
func TestRemovalAfterARestart(t *testing.T) {
	r, an, told := removing(t)
	id, _ := r.shows(an, 1, false)
	r.send(id, "b1")
	r.remove(an, id)
	r.turn(an, func(t *Turn) { t.Redirect(an, "rich:other", func(Message) bool { return true }) })
	r.claim(id) // …and here the process is killed
	r.do(func(tx store.Tx) { Unclaim(tx) })
	if left := r.out(id, Outcome{Result: Lost}); left != "delete[b1]" {
		t.Errorf("there left %s", left)
	}
	if got := strings.Join(*told, ", "); got != "show sent, delete sent" {
		t.Errorf("told %q", got)
	}
}
