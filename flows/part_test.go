package flows

import (
	"slices"
	"testing"

	"caunoi/store"
)

// filed is a desk whose card brings two files, and a person who reads it.
func filed(t *testing.T) (r *rig, an Address, words *string) {
	r, words = newRig(t), new(string)
	*words = "one"
	r.desk.About("matter", Subject{Card: func(*Turn, Message) (Note, bool) {
		return Note{Key: "w " + *words, Files: []File{{Kind: Photo, Channel: "rich", Ref: "p1"}, {Kind: Photo, Channel: "rich", Ref: "p2"}}, Numbered: true}, true
	}})
	return r, r.person("an", "rich"), words
}

// parts of a card that stands in a chat as an album and two messages.
var parts = []Part{{IDs: []string{"b1", "b2"}, Form: PartFiles}, {IDs: []string{"b3"}, Digest: 3}, {IDs: []string{"b4"}, Digest: 4}}

// TestCardBringsFiles: they are drawn when it leaves and lie in no row.
func TestCardBringsFiles(t *testing.T) {
	r, an, _ := filed(t)
	id, _ := r.shows(an, 1, false)
	s, ok := r.claim(id)
	if !ok || len(s.Files) != 2 || !s.Numbered || len(r.message(id).Files) != 0 {
		t.Errorf("claimed %v with %d files, numbered %v, and the row holds %d; want two drawn and none kept", ok, len(s.Files), s.Numbered, len(r.message(id).Files))
	}
	if bare := (Sending{Text: s.Text, Buttons: s.Buttons}); bare.digest() == s.digest() {
		t.Error("the files do not count into the digest")
	}
}

// TestPartsAreKept: by each of the messages it stands as a card is found, and
// an edit of it knows them all.
func TestPartsAreKept(t *testing.T) {
	r, an, words := filed(t)
	id, _ := r.shows(an, 1, false)
	s, _ := r.claim(id)
	r.settle(s, Outcome{Result: Done, Shown: "b4", Parts: parts})
	r.do(func(tx store.Tx) {
		for _, at := range []string{"b1", "b2", "b3", "b4"} {
			if m, ok := ShownIn(tx, an, at); !ok || m.ID != id {
				t.Errorf("by %s the message %q is found; want the card", at, m.ID)
			}
		}
	})
	*words = "two"
	r.shows(an, 1, false)
	if s, ok := r.claim(id); !ok || s.Edit != "b4" || len(s.Message.Standing()) != 3 {
		t.Errorf("claimed %v in place of %q, of which %d parts stand; want b4 and three", ok, s.Edit, len(s.Message.Standing()))
	}
}

// TestPartsThatArrived: what had arrived before a part failed is known at the next
// try, and forgotten where nothing of it stands.
func TestPartsThatArrived(t *testing.T) {
	for _, c := range []struct {
		name string
		o    Outcome
		want int
	}{
		{"later", Outcome{Result: Later, Parts: parts[:1]}, 1},
		{"later, nothing more arrived", Outcome{Result: Later}, 0},
		{"unsure", Outcome{Result: Unsure, Parts: parts[:2]}, 2},
		{"moved", Outcome{Result: Moved, To: "rich:new", Parts: parts[:1]}, 0},
		{"lost", Outcome{Result: Lost, Parts: parts[:1]}, 0},
	} {
		r, an, _ := filed(t)
		id, _ := r.shows(an, 1, false)
		s, _ := r.claim(id)
		r.settle(s, c.o)
		if s, ok := r.claim(id); !ok || len(s.Message.Standing()) != c.want || s.Edit != "" {
			t.Errorf("%s: claimed again %v in place of %q with %d parts; want a new message with %d", c.name, ok, s.Edit, len(s.Message.Standing()), c.want)
		}
	}
}

// TestPartsOfAnOldCard: a card that was to be shown anew and is put right where it
// stood is changed in all its parts.
func TestPartsOfAnOldCard(t *testing.T) {
	r, an, words := filed(t)
	id, _ := r.shows(an, 1, false)
	s, _ := r.claim(id)
	r.settle(s, Outcome{Result: Done, Shown: "b4", Parts: parts})
	r.shows(an, 1, true)
	if m := r.message(id); len(m.Standing()) != 0 || m.Was != "b4" {
		t.Errorf("of the card shown anew %d parts stand, and %q did; want none, and b4", len(m.Standing()), m.Was)
	}
	*words = "two"
	subject := r.desk.subjects["matter"]
	subject.Still = func(_ *Turn, m Message) bool { return m.Shown != "" }
	r.desk.About("matter", subject)
	s, ok := r.claim(id)
	if !ok || s.Edit != "b4" || !slices.EqualFunc(s.Message.Standing(), parts, func(a, b Part) bool { return a.Last() == b.Last() }) {
		t.Errorf("claimed %v in place of %q, which stands as %v; want all of what stood", ok, s.Edit, s.Message.Standing())
	}
	r.settle(s, Outcome{Result: Done, Shown: "b4", Parts: parts})
	if m := r.message(id); m.Was != "" || m.WasParts != nil || len(m.Parts) != 3 {
		t.Errorf("afterwards it stands as %v, and was %q %v", m.Parts, m.Was, m.WasParts)
	}
}

// TestPartsOfANotice: one that is about nothing keeps no ids, since nobody looks
// for it.
func TestPartsOfANotice(t *testing.T) {
	r := newRig(t)
	an := r.person("an", "rich")
	id := ""
	r.turn(an, func(t *Turn) { id = t.Reply("x", nil) })
	s, _ := r.claim(id)
	r.settle(s, Outcome{Result: Later, Parts: parts[:1]})
	s, _ = r.claim(id)
	if len(s.Message.Standing()) != 1 {
		t.Errorf("%d parts are known to have arrived, want one", len(s.Message.Standing()))
	}
	r.settle(s, Outcome{Result: Done, Shown: "b1", Parts: parts})
	if m := r.message(id); m.State != Sent || m.Parts != nil || m.Shown != "" {
		t.Errorf("the row is %+v; want it sent, and no ids", m)
	}
}
