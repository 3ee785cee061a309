package flows

// A Part is one of the messages of the service by which one of ours is shown,
// where it takes several or stands under a file: files first, then the text,
// cut where the service has to have it cut.
type Part struct {
	IDs    []string `cbor:"1,keyasint"`           // the service's ids: several for an album; the last is the one to be edited
	Form   PartForm `cbor:"2,keyasint,omitempty"` // of what
	Digest uint64   `cbor:"3,keyasint,omitempty"` // of the text and the buttons in it, so that a part that has not changed is not sent again
}

// A PartForm says what a part is made of.
type PartForm uint8

// The forms.
const (
	PartText    PartForm = 0
	PartFiles   PartForm = 1 // files and no text: never edited
	PartCaption PartForm = 2 // a file with the text under it
)

// Last is the id a part is edited by; "" if the service told none.
func (p Part) Last() string {
	if len(p.IDs) == 0 {
		return ""
	}
	return p.IDs[len(p.IDs)-1]
}

// Standing is what of a message stands in its chat now, in order: all of it, or
// what arrived of it before a part of it failed.
func (m Message) Standing() []Part {
	if len(m.Parts) > 0 {
		return m.Parts
	}
	if m.Shown == "" {
		return nil
	}
	return []Part{{IDs: []string{m.Shown}}}
}

// anew lets a card be shown at the end of its chat. Where it stands now is
// remembered until that has happened.
func (m *Message) anew() {
	if m.Shown != "" {
		m.Was, m.WasParts = m.Shown, m.Parts
	}
	m.unshown()
	m.Anew = false
}

// Past makes what stood of a card before it was shown anew a card of its own, about
// that, so that no old text stands in the chat where nothing puts it right. It is for
// the card's Settled, whose message knows in place of what it was shown. It returns
// the id of the row, which is to be shown or removed; "" if nothing stood there.
func (t *Turn) Past(m Message, about About) string {
	if m.Was == "" {
		return ""
	}
	past := Message{ID: cardID(about, m.To), Member: m.Member, To: m.To, Lang: m.Lang, Form: m.Form, Lane: m.Lane, About: about, Card: true, At: t.Event.At}
	past.State, past.Shown, past.Parts, past.SentAt = Sent, m.Was, m.WasParts, m.SentAt
	Outbox.Put(t.Tx, past)
	return past.ID
}

// unshown notes that nothing of a message stands in its chat.
func (m *Message) unshown() { m.Shown, m.Parts, m.Digest = "", nil, 0 }

// shownAs notes by which messages of the service it stands in its chat. Nobody
// looks for one that is about nothing.
func (m *Message) shownAs(o Outcome) {
	if !m.Card && m.About.Kind == "" {
		m.Parts = nil
		return
	}
	m.Parts = o.Parts
	if o.Shown != "" {
		m.Shown = o.Shown
	}
}
