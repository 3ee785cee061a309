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
	Until   time.Time `cbor:"6,keyasint"`           // not taken as asked after; zero: for ever
	Said    string    `cbor:"7,keyasint,omitempty"` // the message that put it, which is repeated when something else was said
	Item    string    `cbor:"9,keyasint,omitempty"` // which question of a conversation it was
	Soft    bool      `cbor:"8,keyasint,omitempty"` // nothing was asked, but words that are nothing else belong to it
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
	if len(a.Items) > maxAsked {
		a.Items = a.Items[:maxAsked]
	}
	askedTable.Put(tx, a)
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
// apart, and the newest menu.
func open(tx store.Tx, chat Address, at time.Time) (q, menu *Question) {
	a, _ := askedTable.Get(tx, string(chat))
	for i := range a.Items {
		item := &a.Items[i]
		if !item.Until.IsZero() && item.Until.Before(at) {
			continue
		}
		switch {
		case item.Kind == menuKind && menu == nil:
			menu = item
		case item.Kind != menuKind && q == nil:
			q = item
		}
	}
	return q, menu
}

// Asked returns the newest question put to the reader of the chat.
func Asked(t *Turn, chat Address) (Question, bool) {
	q, _ := open(t.Tx, chat, t.Event.At)
	if q == nil {
		return Question{}, false
	}
	return *q, true
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
