package flows

import (
	"hash/fnv"

	"caunoi/store"
)

// A menu is what a chat's menu of commands was last set to, so that it is set
// again only when it becomes another: when its reader joins, gets another post
// or another language, or with a version that can do more.
type menu struct {
	Chat   Address `cbor:"1,keyasint"`
	Digest uint64  `cbor:"2,keyasint"`
}

var menus = store.NewTable("menu", func(m menu) string { return string(m.Chat) })

// Menus registers which commands stand in the menu of t.From. It is asked after
// everything a member says or presses in private, so it reads little; it is a
// row, and no more, that the menu is as it was.
func (d *Desk) Menus(h func(t *Turn) []Choice) { d.menus = h }

// Knows reports whether a command does anything.
func (d *Desk) Knows(command string) bool { return command == "huy" || d.commands[command] != nil }

// MenuOf returns which commands stand in the menu of whoever acts.
func MenuOf(t *Turn) []Choice {
	if t.desk.menus == nil {
		return nil
	}
	return t.desk.menus(t)
}

// menu sets the menu of the chat if it is not that of its reader. Somebody who
// has joined in this very turn is a member now.
func (d *Desk) menu(t *Turn) {
	e := t.Event
	if d.menus == nil || !e.Private || t.outside || e.Kind != Said && e.Kind != Pressed {
		return
	}
	if t.From.ID == "" {
		m, ok := actingAt(t.Tx, e.By)
		if !ok {
			return
		}
		t.From, t.Reader = m, m.Reader()
		t.Reader.Chat = e.By
	}
	choices := d.menus(t)
	h := fnv.New64a()
	h.Write([]byte(t.From.Lang))
	for _, c := range choices {
		h.Write([]byte{0})
		h.Write([]byte(c.Do))
	}
	digest := h.Sum64()
	if was, _ := menus.Get(t.Tx, string(e.Chat)); was.Digest == digest {
		return
	}
	menus.Put(t.Tx, menu{Chat: e.Chat, Digest: digest})
	t.Say(t.Reader, Note{Choices: choices, Deed: Menu, Lane: Reminder})
}
