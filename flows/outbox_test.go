package flows

import (
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/flows/text"
	"caunoi/store"
)

// matter is what the cards of these tests are about.
var matter = About{Kind: "matter", Code: "1", View: "own"}

// carded is a rig with cards that show what *words says at the moment they
// leave.
func carded(t *testing.T, channel string) (r *rig, an Address, words *string) {
	r, words = newRig(t), new(string)
	*words = "one"
	r.desk.About("matter", Subject{Card: func(*Turn, Message) (Note, bool) {
		return Note{Key: "w " + *words, Choices: []Choice{{Key: "button.yes", Do: "yes"}}}, *words != ""
	}})
	return r, r.person("an", channel), words
}

// shows makes a person's turn show the card so many times.
func (r *rig) shows(by Address, times int, fresh bool) (id string, taken Taken) {
	r.Helper()
	taken = r.turn(by, func(t *Turn) {
		for range times {
			id = t.Say(t.Reader, Note{Card: true, Fresh: fresh, About: matter})
		}
	})
	return id, taken
}

// TestCardsCoalesce: shown three times before it leaves, a card is one message,
// drawn as things are when it leaves.
func TestCardsCoalesce(t *testing.T) {
	r, an, words := carded(t, "rich")
	id, first := r.shows(an, 2, false)
	*words = "two"
	_, second := r.shows(an, 1, false)
	*words = "three"
	first.Queued = append(first.Queued, second.Queued...)
	if said := r.deliver(first); !slices.Equal(said, []string{"w three"}) {
		t.Errorf("said %q; want the last state once", said)
	}
	if m := r.message(id); m.State != Sent || m.Text != "" || !m.SentAt.Equal(r.now) {
		t.Errorf("the row is %+v; want it sent now, without stored words", m)
	}
}

// TestCardIsEdited: shown again it replaces what stands in the chat, and SentAt
// stays what it was.
func TestCardIsEdited(t *testing.T) {
	r, an, words := carded(t, "rich")
	id, _ := r.shows(an, 1, false)
	if s := r.send(id, "b1"); s.Edit != "" {
		t.Errorf("the first showing replaces %q; want a new message", s.Edit)
	}
	began := r.now
	r.pass(time.Minute)
	*words = "two"
	r.shows(an, 1, false)
	if s := r.send(id, "b1"); s.Edit != "b1" || s.Text != "w two" {
		t.Errorf("the second showing is %q in place of %q; want w two in place of b1", s.Text, s.Edit)
	}
	if m := r.message(id); !m.SentAt.Equal(began) {
		t.Errorf("it was first shown at %v; want %v", m.SentAt, began)
	}
	r.shows(an, 1, true)
	if s := r.send(id, "b9"); s.Edit != "" || s.Text != "w two" {
		t.Errorf("shown anew it is %q in place of %q; want w two as a new message", s.Text, s.Edit)
	}
	r.do(func(tx store.Tx) {
		if m, ok := ShownIn(tx, an, "b9"); !ok || m.ID != id {
			t.Errorf("b9 is %q, %v; want %q", m.ID, ok, id)
		}
		if _, ok := ShownIn(tx, an, "b1"); ok {
			t.Error("b1 is still known as the card; want b9 only")
		}
		if m, ok := Card(tx, matter, an); !ok || m.ID != id {
			t.Errorf("the card in the chat is %q, %v; want %q", m.ID, ok, id)
		}
	})
}

// TestCardShownWhileClaimed: what changes while a card is on its way is shown
// after it has arrived.
func TestCardShownWhileClaimed(t *testing.T) {
	r, an, words := carded(t, "rich")
	id, _ := r.shows(an, 1, false)
	s, _ := r.claim(id)
	*words = "two"
	r.shows(an, 1, false)
	if m := r.message(id); m.State != Claimed {
		t.Fatalf("the state is %d; want it still claimed", m.State)
	}
	taken := r.settle(s, Outcome{Result: Done, Shown: "b1"})
	if len(taken.Queued) != 1 || taken.Queued[0].ID != id {
		t.Fatalf("settling queued %+v; want the card again", taken.Queued)
	}
	if s := r.send(id, "b1"); s.Edit != "b1" || s.Text != "w two" {
		t.Errorf("afterwards it is %q in place of %q; want w two in place of b1", s.Text, s.Edit)
	}
	if left := r.unsent(); len(left) != 0 {
		t.Errorf("unsent is %v; want nothing", left)
	}
}

// TestSameCardIsNotSent: an edit that changes nothing does not leave.
func TestSameCardIsNotSent(t *testing.T) {
	r, an, _ := carded(t, "rich")
	id, _ := r.shows(an, 1, false)
	r.send(id, "b1")
	r.shows(an, 1, false)
	if s, ok := r.claim(id); ok {
		t.Errorf("an edit leaves with %q; want none", s.Text)
	}
	if m := r.message(id); m.State != Sent {
		t.Errorf("the state is %d; want sent", m.State)
	}
}

// TestCardWhereNothingIsEdited: on a channel that cannot edit, a card that
// stands there stays as it is, unless somebody asks for it.
func TestCardWhereNothingIsEdited(t *testing.T) {
	r, an, words := carded(t, "fixed")
	id, _ := r.shows(an, 1, false)
	r.send(id, "b1")
	*words = "two"
	if _, taken := r.shows(an, 1, false); len(taken.Queued) != 0 {
		t.Errorf("shown again it queued %+v; want nothing", taken.Queued)
	}
	r.shows(an, 1, true)
	if s := r.send(id, "b2"); s.Edit != "" || s.Text != "w two" {
		t.Errorf("asked for it is %q in place of %q; want w two as a new message", s.Text, s.Edit)
	}
}

// TestClaimDrops: what is late or no longer true does not leave.
func TestClaimDrops(t *testing.T) {
	r, an, words := carded(t, "rich")
	r.desk.About("old", Subject{Still: func(*Turn, Message) bool { return false }})
	ids := map[string]string{}
	r.turn(an, func(t *Turn) {
		ids["late"] = t.Say(t.Reader, Note{Key: "x", Until: r.now.Add(time.Minute)})
		ids["in time"] = t.Say(t.Reader, Note{Key: "x", Until: r.now.Add(2 * time.Minute)})
		ids["stale"] = t.Say(t.Reader, Note{Key: "x", About: About{Kind: "old"}})
		ids["a card of nothing"] = t.Say(t.Reader, Note{Card: true, About: matter})
		ids["unsaid"] = t.Say(t.Reader, Note{Key: "x"})
		t.Unsay(ids["unsaid"])
	})
	*words = ""
	r.pass(2 * time.Minute)
	for name, want := range map[string]string{"late": "late", "stale": "stale", "a card of nothing": "stale", "unsaid": "unsaid", "in time": ""} {
		_, ok := r.claim(ids[name])
		m := r.message(ids[name])
		if ok != (want == "") || m.Why != want || want != "" && m.State != Dropped {
			t.Errorf("%s: claimed %v, state %d, why %q; want it dropped as %q", name, ok, m.State, m.Why, want)
		}
	}
	if _, ok := r.claim("nothing of that name"); ok {
		t.Error("a message that is not there was claimed")
	}
}

// TestUnsentInOrder: by lane, then in the order it was said, across people; and
// each entry has what delivery needs to know.
func TestUnsentInOrder(t *testing.T) {
	r, an, _ := carded(t, "rich")
	binh := r.person("binh", "plain")
	say := func(by Address, lane Lane) string {
		var id string
		r.turn(by, func(t *Turn) { id = t.Say(t.Reader, Note{Key: "x", Lane: lane}) })
		r.pass(time.Second)
		return id
	}
	reminder, answer, directive := say(an, Reminder), say(an, 0), say(binh, Directive)
	urgent, second, last := say(binh, Urgent), say(binh, Answer), say(an, Urgent)
	if got, want := r.unsent(), []string{urgent, last, answer, second, directive, reminder}; !slices.Equal(got, want) {
		t.Errorf("unsent is %v; want %v", got, want)
	}
	s, _ := r.claim(urgent)
	if got := r.unsent(); !slices.Contains(got, urgent) {
		t.Errorf("unsent is %v; want it with what is claimed, since a crash may come now", got)
	}
	r.settle(s, Outcome{Result: Later, After: time.Minute})
	r.do(func(tx store.Tx) {
		for q := range Unsent(tx) {
			m, _ := Outbox.Get(tx, q.ID)
			if q.To != m.To || q.Lane != m.Lane || !q.At.Equal(m.At) || !q.Due.Equal(m.Due) {
				t.Errorf("the index says %+v of %+v", q, m)
			}
			if q.ID == urgent && !q.Due.Equal(r.now.Add(time.Minute)) {
				t.Errorf("due at %v; want in a minute", q.Due)
			}
		}
	})
}

// TestSayNowhere: who has no chat is not told, and that is no fault.
func TestSayNowhere(t *testing.T) {
	r, an, _ := carded(t, "rich")
	r.turn(an, func(turn *Turn) {
		if id := turn.Say(Reader{Member: "nobody"}, Note{Key: "x"}); id != "" {
			t.Errorf("said %q to nobody; want nothing", id)
		}
	})
}

// TestSayInTheReadersWords: language, form and labels are the reader's, and the
// ids follow from the event.
func TestSayInTheReadersWords(t *testing.T) {
	r, an, _ := carded(t, "rich")
	to := Reader{Chat: "rich:binh", Lang: text.English}
	taken := r.turn(an, func(t *Turn) {
		t.Say(to, Note{Key: "desk.nothing", Choices: []Choice{{Key: "button.cancel", Do: "huy", Row: true}}})
		t.Say(t.Reader, Note{Key: "list.mine", Args: text.Args{"n": 1200}})
	})
	one, two := r.message(taken.Queued[0].ID), r.message(taken.Queued[1].ID)
	if one.Text != "There is nothing open to cancel." || one.Buttons[0] != (Button{Label: "Cancel", Do: "huy", Row: true}) || one.Lane != Answer {
		t.Errorf("an English reader is told %+v", one)
	}
	if !strings.HasSuffix(two.Text, "1.200") || !strings.HasSuffix(two.ID, "u1.2") || two.Member != "an" {
		t.Errorf("a Vietnamese reader is told %+v", two)
	}
}

// TestMenuWithoutButtons: choices are put as a numbered menu, once it leaves.
func TestMenuWithoutButtons(t *testing.T) {
	r, an, words := carded(t, "plain")
	id, _ := r.shows(an, 1, false)
	if s := r.send(id, "b1"); s.Hint == "" {
		t.Error("a message with choices leaves without a hint how to choose")
	}
	menus := func() (n int) {
		r.do(func(tx store.Tx) {
			a, _ := askedTable.Get(tx, string(an))
			n = len(a.Items)
		})
		return n
	}
	if got := menus(); got != 1 {
		t.Errorf("%d menus stand open; want 1", got)
	}
	r.do(func(tx store.Tx) { askedTable.Delete(tx, string(an)) })
	*words = "two"
	r.shows(an, 1, false)
	r.send(id, "b1")
	if got := menus(); got != 0 {
		t.Errorf("an edit put %d menus; want none, for it is not the newest message", got)
	}
}
