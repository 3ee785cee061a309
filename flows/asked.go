package flows

import (
	"slices"
	"time"

	"caunoi/flows/viet"
	"caunoi/store"
)

// A Question is something put to a person in a chat that has no answer yet.
type Question struct {
	Kind    string    `cbor:"1,keyasint"`           // who takes the answer: the name given to Desk.Answer
	Code    string    `cbor:"2,keyasint,omitempty"` // about what
	Open    viet.Open `cbor:"3,keyasint"`           // what sort of answer it wants
	Buttons []Button  `cbor:"4,keyasint,omitempty"` // the choices as they were offered, for numbers
	At      time.Time `cbor:"5,keyasint"`
	Until   time.Time `cbor:"6,keyasint"`            // not taken as asked after; zero: for ever
	Said    string    `cbor:"7,keyasint,omitempty"`  // the message that put it, which is repeated when something else was said
	Item    string    `cbor:"9,keyasint,omitempty"`  // which question of a conversation it was
	Phone   bool      `cbor:"10,keyasint,omitempty"` // wants a telephone number, which a contact card is too
	Digits  bool      `cbor:"12,keyasint,omitempty"` // takes every number as words; none of them is a choice
	Soft    bool      `cbor:"8,keyasint,omitempty"`  // nothing was asked, but words that are nothing else belong to it
}

// asked is what one chat has been asked, newest first.
type asked struct {
	Chat  Address    `cbor:"1,keyasint"`
	Items []Question `cbor:"2,keyasint"`
}

// menuKind is the question every message with choices puts on a channel
// without buttons: which number?
const menuKind = "menu"

// fresh is how long a numbered menu takes a number.
const fresh = 24 * time.Hour

// maxAsked bounds what one chat can be asked at a time.
const maxAsked = 8

var askedTable = store.NewTable("asked", func(a asked) string { return string(a.Chat) })

// Ask notes that the reader was asked something with the message of that id,
// so that the next fitting words are taken as the answer. A question of the
// same kind and code replaces the earlier one.
func (t *Turn) Ask(to Reader, q Question) {
	q.At = t.Event.At
	if to.Chat != "" {
		ask(t.Tx, to.Chat, q)
	}
}

// Answered takes a question away.
func (t *Turn) Answered(chat Address, kind, code string) {
	a, ok := askedTable.Get(t.Tx, string(chat))
	if !ok {
		return
	}
	n := len(a.Items)
	a.Items = slices.DeleteFunc(a.Items, func(q Question) bool { return q.Kind == kind && q.Code == code })
	keepAsked(t.Tx, a, n)
}

func ask(tx store.Tx, chat Address, q Question) {
	a, _ := askedTable.Get(tx, string(chat))
	a.Chat = chat
	a.Items = slices.DeleteFunc(a.Items, func(old Question) bool {
		return old.Kind == q.Kind && (old.Code == q.Code || q.Kind == menuKind) ||
			!old.Until.IsZero() && old.Until.Before(q.At)
	})
	a.Items = slices.Insert(a.Items, 0, q)
	a.Items = trim(a.Items)
	askedTable.Put(tx, a)
}

// trim keeps what one chat is asked within bounds: what was never asked in
// words goes first, the oldest before the others.
func trim(items []Question) []Question {
	for len(items) > maxAsked {
		drop := len(items) - 1
		for i := len(items) - 1; i > 0; i-- {
			if items[i].Soft || items[i].Kind == menuKind {
				drop = i
				break
			}
		}
		items = slices.Delete(items, drop, drop+1)
	}
	return items
}

// Over takes away everything a chat was asked about a code: it has come to an
// end, and an answer now would be about something else.
func Over(t *Turn, chat Address, code string) {
	a, ok := askedTable.Get(t.Tx, string(chat))
	if !ok {
		return
	}
	n := len(a.Items)
	a.Items = slices.DeleteFunc(a.Items, func(q Question) bool { return q.Code == code && q.Kind != menuKind })
	keepAsked(t.Tx, a, n)
}

// choiceKind is the question whose answer is one of its buttons, said in words:
// yes is the first and no the last.
const choiceKind = "choice"

// AskChoice says a note with choices and takes yes, no or a number for one of
// them while it is fresh.
func AskChoice(t *Turn, to Reader, code string, n Note, fresh time.Duration) {
	AskedChoice(t, to, code, t.Say(to, n), n.Choices, fresh)
}

// AskedChoice notes that the reader was asked to choose with the message of
// that id.
func AskedChoice(t *Turn, to Reader, code, id string, choices []Choice, fresh time.Duration) {
	q := Question{Kind: choiceKind, Code: code, Open: viet.YesNo, Until: t.Event.At.Add(fresh), Said: id}
	for _, c := range choices {
		q.Buttons = append(q.Buttons, Button{Do: c.Do})
	}
	if id != "" {
		t.Ask(to, q)
	}
}

// Overtaken ends what was asked in a chat by AskChoice about a code: it is no
// longer for its person to decide.
func (t *Turn) Overtaken(chat Address, code string) { t.Answered(chat, choiceKind, code) }

// choose does what a word says of the choices.
func (d *Desk) choose(t *Turn, q Question, m viet.Meaning) {
	switch {
	case m.Kind == viet.Yes:
		d.press(t, q.Buttons[0].Do)
	case m.Kind == viet.No:
		d.press(t, joinWords(q.Buttons[len(q.Buttons)-1].Do, m.Rest))
	case m.Kind == viet.Cancel || m.Kind == viet.Back:
		t.Reply("talk.cancelled", nil)
	default:
		d.mean(t, nil)
	}
}

// joinWords appends what was said after a word to what the word does.
func joinWords(do, rest string) string {
	if rest == "" {
		return do
	}
	return do + " " + rest
}

func keepAsked(tx store.Tx, a asked, before int) {
	switch {
	case len(a.Items) == before:
	case len(a.Items) == 0:
		askedTable.Delete(tx, string(a.Chat))
	default:
		askedTable.Put(tx, a)
	}
}

// open returns the newest question of the chat that is still asked, menus
// apart, and the newest menu. What was asked goes before what was only shown,
// so that an alert never takes the place of a question.
func open(tx store.Tx, chat Address, at time.Time) (q, menu *Question) {
	a, _ := askedTable.Get(tx, string(chat))
	var soft *Question
	defer func() {
		if q == nil {
			q = soft
		}
	}()
	for i := range a.Items {
		item := &a.Items[i]
		if !item.Until.IsZero() && item.Until.Before(at) {
			continue
		}
		switch {
		case item.Kind == menuKind:
			menu = first(menu, item)
		case item.Soft:
			soft = first(soft, item)
		default:
			q = first(q, item)
		}
	}
	return q, menu
}

// first returns what was found before, if anything was.
func first(found, item *Question) *Question {
	if found != nil {
		return found
	}
	return item
}

// Asked returns the newest question put to the reader of the chat. What is said
// in a group answers none.
func Asked(t *Turn, chat Address) (Question, bool) {
	if t.outside {
		return Question{}, false
	}
	q, _ := open(t.Tx, chat, t.Event.At)
	if q == nil {
		return Question{}, false
	}
	return *q, true
}

// AskedOf returns the newest question of a kind that was put to the reader of the
// chat and has no answer yet, also if something else was asked since.
func AskedOf(t *Turn, chat Address, kind string) (q Question, ok bool) {
	a, _ := askedTable.Get(t.Tx, string(chat))
	i := slices.IndexFunc(a.Items, func(q Question) bool {
		return q.Kind == kind && (q.Until.IsZero() || !q.Until.Before(t.Event.At))
	})
	if t.outside || i < 0 {
		return q, false
	}
	return a.Items[i], true
}

// Awaits reports whether the reader of the chat was asked something of a kind
// that has no answer yet, also if something else was asked since.
func Awaits(t *Turn, chat Address, kind string) bool {
	_, ok := AskedOf(t, chat, kind)
	return ok
}

// repeat puts the question on top before the eyes of everybody whom this turn
// told something else: a notice never makes a question disappear.
func (t *Turn) repeat() {
	last := map[Address]spoken{}
	var order []Address
	for _, s := range t.spoke {
		if _, ok := last[s.to.Chat]; !ok {
			order = append(order, s.to.Chat)
		}
		last[s.to.Chat] = s
	}
	for _, chat := range order {
		q, _ := open(t.Tx, chat, t.Event.At)
		if q == nil || q.Said == "" || q.Said == last[chat].id || !q.At.Before(t.Event.At) {
			continue
		}
		m, ok := Outbox.Get(t.Tx, q.Said)
		if !ok || m.Card || m.Text == "" {
			continue
		}
		t.said++
		again := Message{
			ID: messageID(t.Event.ID, t.said), Member: m.Member, To: m.To, Lang: m.Lang, Form: m.Form, Lane: m.Lane,
			Text: m.Text, Buttons: m.Buttons, About: m.About, At: t.Event.At,
		}
		t.queue(again)
		q.Said, q.At = again.ID, t.Event.At
		ask(t.Tx, chat, *q)
	}
}
