package flows

import (
	"encoding/binary"
	"hash/fnv"
	"iter"
	"strings"
	"time"

	"caunoi/flows/viet"
	"caunoi/store"
)

// queue puts a message into the outbox and tells delivery of it.
func (t *Turn) queue(m Message) {
	Outbox.Put(t.Tx, m)
	t.queued = append(t.queued, queued(m))
}

// show puts the live card of an About into a chat. A chat holds one row for
// it: shown again it waits again, and leaves as an edit of what was sent.
func (t *Turn) show(to Reader, n Note) string {
	id := cardID(n.About, to.Chat)
	m, ok := Outbox.Get(t.Tx, id)
	if !ok {
		m = Message{ID: id, Member: to.Member, To: to.Chat, About: n.About, Card: true, At: t.Event.At}
	}
	if m.State == Failed && m.Shown == "" {
		m.At = t.Event.At // it is tried anew
	}
	if n.Fresh {
		m.At = t.Event.At
		if m.State == Claimed {
			m.Anew = true
		} else {
			m.anew()
		}
	}
	if ok && m.Shown != "" && !t.desk.traits[to.Chat.Channel()].Edits {
		return id
	}
	m.Member, m.Lang, m.Form, m.Lane, m.Until = to.Member, to.Lang, to.Form, n.Lane, n.Until
	if n.ReplyTo != "" {
		m.ReplyTo = n.ReplyTo
	}
	if m.Shown == "" {
		m.Topic = to.Topic
	}
	m.Deed = Show // also of one that was to be taken back
	m.Fence++
	if m.State != Claimed {
		// What is on its way is shown again when it has arrived: see Settle.
		m.State, m.Tries, m.Due, m.Why = Waiting, 0, time.Time{}, ""
	}
	if m.Shown == "" {
		t.spoke = append(t.spoke, spoken{to, id})
	}
	t.queue(m)
	return id
}

// Redirect says in another chat what still waits for one, as far as it is
// meant. What is on its way already stays as it is.
func (t *Turn) Redirect(from, to Address, meant func(Message) bool) {
	var waits []string
	for q := range Unsent(t.Tx) {
		if q.To == from {
			waits = append(waits, q.ID)
		}
	}
	for _, id := range waits {
		if m, ok := Outbox.Get(t.Tx, id); ok && m.State == Waiting && m.Deed != Delete && meant(m) {
			t.redirect(m, to)
		}
	}
}

// redirect says a message in another chat. It gets a row of its own
// there, and the one that waited is dropped: delivery keeps with a row the chat
// it was said to, and would take its reader back there. A card that nobody has
// seen yet is shown in the other chat; one that was shown belongs to the old.
func (t *Turn) redirect(m Message, to Address) {
	if m.Card && m.Shown == "" {
		t.Say(Reader{Member: m.Member, Chat: to, Lang: m.Lang, Form: m.Form}, Note{Card: true, About: m.About, Lane: m.Lane, Until: m.Until})
	}
	drop(t.Tx, m, "moved")
	if m.Card {
		return
	}
	t.said++
	m.ID, m.To, m.Topic = messageID(t.Event.ID, t.said), to, ""
	m.State, m.Why, m.Due, m.Tries, m.ReplyTo = Waiting, "", time.Time{}, 0, "" // no message of the old chat stands in the new one
	t.queue(m)
}

// Claim prepares a message for sending: it asks whether the message is still
// true, draws it in its reader's words and marks it as on its way, so that a
// crash from now on is known to be able to send it twice. ok is false if there
// is nothing to send: it was settled meanwhile, or is dropped here.
func (d *Desk) Claim(tx store.Tx, id string, at time.Time) (s Sending, ok bool) {
	m, ok := Outbox.Get(tx, id)
	if !ok || !m.Open() {
		return Sending{}, false
	}
	t := &Turn{Event: Event{ID: "claim:" + id, At: at}, Tx: tx, Set: d.Set, desk: d}
	if m.Deed == Delete {
		return Sending{}.claimed(tx, m), true
	}
	if m.Anew { // asked for while it was on its way, whatever became of that
		m.anew()
	}
	subject := d.subjects[m.About.Kind]
	if !m.Until.IsZero() && m.Until.Before(at) {
		return Sending{}, t.late(subject, m)
	}
	if subject.Still != nil && !subject.Still(t, m) && !d.stands(t, &m) {
		return Sending{}, drop(tx, m, "stale")
	}
	if s, held := t.keep(subject, m); held {
		return s, false
	}
	s = Sending{Text: m.Text, Buttons: m.Buttons, Files: m.Files, Numbered: m.Numbered}
	if m.Card {
		n, ok := subject.Card(t, m)
		if !ok {
			return Sending{}, drop(tx, m, "stale")
		}
		s.Text, s.Buttons = d.render(m.Lang, m.Form, n)
		s.Files, s.Numbered = n.Files, n.Numbered
	}
	if !d.mayLeave(tx, s.Files, at) {
		// What was said with the file was said of what may not be seen any more either.
		m.Text, m.Buttons, m.Files = d.Texts.Say(m.Lang, m.Form, "file.closed", nil), nil, nil
		s = Sending{Text: m.Text}
	}
	s.Text = d.headed(t, subject, m, s.Text)
	if m.Card {
		// What was on its way when the process was killed is not known to have
		// arrived, so it leaves again even if it was drawn like this before.
		if digest := s.digest(); digest == m.Digest && m.Shown != "" && m.State != Claimed {
			m.State = Sent
			Outbox.Put(tx, m)
			return Sending{}, false
		} else {
			m.Digest, s.Edit = digest, m.Shown
		}
	}
	if len(s.Buttons) > 0 && m.Deed == Show && !d.traits[m.To.Channel()].Buttons {
		s.Hint = d.Texts.Say(m.Lang, m.Form, "menu.hint", nil)
		if s.Edit == "" {
			ask(tx, m.To, Question{Kind: menuKind, Open: viet.Menu, Buttons: s.Buttons, At: at, Until: at.Add(fresh), Said: m.ID})
		}
	}
	return s.claimed(tx, m), true
}

// claimed marks a message as on its way.
func (s Sending) claimed(tx store.Tx, m Message) Sending {
	m.State = Claimed
	Outbox.Put(tx, m)
	s.Message = m
	return s
}

// headed puts the line above a text that its subject wants there.
func (d *Desk) headed(t *Turn, subject Subject, m Message, said string) string {
	if subject.Head == nil || m.Deed != Show {
		return said
	}
	key := subject.Head(t, m)
	if key == "" {
		return said
	}
	return strings.TrimSpace(d.Texts.Say(m.Lang, m.Form, key, nil) + "\n" + said)
}

// stands reports whether a card that is not worth being shown anew is still worth
// being put right where it stood before: what people see must not stay untrue.
func (d *Desk) stands(t *Turn, m *Message) bool {
	if m.Was == "" || !d.traits[m.To.Channel()].Edits {
		return false
	}
	m.Shown, m.Parts, m.Was, m.WasParts = m.Was, m.WasParts, "", nil
	return d.subjects[m.About.Kind].Still(t, *m)
}

// Unclaim lets all wait again that was on its way when the process ended, and
// returns the ids of it: what a start has named once is not in danger again
// until it leaves again.
func Unclaim(tx store.Tx) []string {
	var ids []string
	for q := range Unsent(tx) {
		// A row that cannot be read must not keep those behind it from leaving.
		_ = tx.Try(func() {
			m, ok := Outbox.Get(tx, q.ID)
			if !ok || m.State != Claimed {
				return
			}
			m.State, m.Digest = Waiting, 0 // whether a card was drawn is not known
			m.Doubt = m.Doubt || m.Shown == "" && m.Deed == Show
			Outbox.Put(tx, m)
			ids = append(ids, m.ID)
		})
	}
	return ids
}

// drop settles a message as not worth sending.
func drop(tx store.Tx, m Message, why string) bool {
	m.State, m.Why = Dropped, why
	Outbox.Put(tx, m)
	return false
}

// Sending is a claimed message in its final words: what delivery hands to a
// channel and settles afterwards.
type Sending struct {
	Message Message // as claimed
	Text    string  // drawn for the reader
	Buttons []Button
	Files   []File // shown before the text or above it; not with an edit
	Edit    string // the service's id of the card to replace; "" shows a new message
	Hint    string // how to choose where there are no buttons; "" where there are

	Numbered bool // the parts of a text that takes several are numbered

	Held Queued // of a message that was not claimed because it may not be seen yet: what delivery keeps of it
}

// digest tells two drawings of a card apart.
func (s Sending) digest() uint64 {
	h := fnv.New64a()
	h.Write([]byte(s.Text))
	for _, b := range s.Buttons {
		h.Write([]byte{0})
		h.Write([]byte(b.Label))
		h.Write([]byte{0})
		h.Write([]byte(b.Do))
	}
	for _, f := range s.Files {
		h.Write([]byte{1})
		h.Write([]byte(f.Ref))
	}
	return h.Sum64() | 1 // never zero, which means not drawn yet
}

// term is the place of a message in the index "unsent": its lane, when it was
// said, when it is due and for whom, so that delivery can be set up from the
// keys alone.
func (q Queued) term() string {
	b := make([]byte, 0, 17+len(q.To))
	b = append(b, byte(q.Lane))
	b = binary.BigEndian.AppendUint64(b, uint64(q.At.UnixMicro()))
	due := int64(0)
	if !q.Due.IsZero() {
		due = q.Due.UnixMicro()
	}
	b = binary.BigEndian.AppendUint64(b, uint64(due))
	return string(b) + string(q.To)
}

func queued(m Message) Queued {
	return Queued{ID: m.ID, To: m.To, Lane: m.Lane, At: m.At, Due: m.Due}
}

// Unsent yields all that still has to be dealt with, by lane and then in the
// order it was said, from the keys of the index alone.
func Unsent(tx store.Tx) iter.Seq[Queued] {
	return func(yield func(Queued) bool) {
		for term, id := range Outbox.Keys(tx, "unsent", "", "") {
			if len(term) < 17 {
				continue
			}
			q := Queued{ID: id, Lane: Lane(term[0]), To: Address(term[17:])}
			q.At = time.UnixMicro(int64(binary.BigEndian.Uint64([]byte(term[1:9])))).UTC()
			if due := int64(binary.BigEndian.Uint64([]byte(term[9:17]))); due != 0 {
				q.Due = time.UnixMicro(due).UTC()
			}
			if !yield(q) {
				return
			}
		}
	}
}
