package flows

import (
	"strings"

	"caunoi/flows/viet"
)

// route hands an event to the flow it is for. What was typed is understood in
// the order of conversations.md 0.7: cancel, urgent, a verb with a code, the
// answer to an open question, a command, and else it is a report.
func (d *Desk) route(t *Turn) {
	switch {
	case t.Event.Kind == Due || t.Event.Private:
		d.private(t)
	case d.group != nil:
		d.group(t)
	}
	d.menu(t)
	t.repeat()
}

// private handles an event of a person's own chat with the bot, or of none.
func (d *Desk) private(t *Turn) {
	switch t.Event.Kind {
	case Due:
		if h := d.timers[t.Event.Timer.Name]; h != nil {
			h(t, t.Event.Timer.ID)
		}
	case Blocked:
		closeChat(t.Tx, t.Event.By, "blocked")
		d.left(t, t.Event.By)
	case Opened:
		openChat(t.Tx, t.Event.By)
	case Pressed:
		d.press(t, t.Event.Press)
	case Edited:
		if t.From.ID != "" && d.edited != nil {
			d.edited(t)
		}
	case Said:
		d.said(t)
	}
}

// Privately turns what happened in a group into something of the person's own
// chat with the bot. The ids of the group's messages get the group before them,
// so that they are never taken for those of the person's chat.
func Privately(t *Turn) {
	if t.Event.Private {
		return
	}
	e := &t.Event
	if e.Message != "" {
		e.Message = string(e.Chat) + "/" + e.Message
	}
	if e.ReplyTo != "" {
		e.ReplyTo = string(e.Chat) + "/" + e.ReplyTo
	}
	e.Chat, e.Private, t.outside = e.By, true, true
}

// InGroup reports whether what is handled was said or pressed in a group.
func InGroup(t *Turn) bool { return t.outside || !t.Event.Private }

// InPrivate handles what was said or pressed in a group as if it had been in
// the person's own chat with the bot: that is where the answers go. It answers
// nothing that was asked there, since it was not written with that before the
// eyes.
func InPrivate(t *Turn) {
	Privately(t)
	t.desk.private(t)
}

// open returns what the person was asked and may be answering now.
func (t *Turn) open() (q, menu *Question) {
	if t.outside {
		return nil, nil
	}
	return open(t.Tx, t.Event.Chat, t.Event.At)
}

// left tells the flows that the people of a chat cannot be reached any more.
func (d *Desk) left(t *Turn, chat Address) {
	for _, m := range MembersAt(t.Tx, chat) {
		t.Gone(m.ID)
	}
}

// Gone tells the flows that a member cannot be reached any more, or may no longer
// do what a post allowed: what that member had in hand looks for somebody else.
// Whoever ends posts calls it afterwards, in a turn.
func (t *Turn) Gone(member string) {
	if t.desk.gone != nil {
		t.desk.gone(t, member)
	}
}

// said handles a message.
func (d *Desk) said(t *Turn) {
	if t.From.ID != "" && t.Event.Contact == nil && d.first != nil && d.first(t) {
		return
	}
	q, menu := t.open()
	if n, ok := digit(t.Event.Text); ok && t.Event.Contact == nil {
		if do, ok := numbered(q, menu, n); ok {
			d.press(t, do)
			return
		}
	}
	if c := t.Event.Contact; c != nil && t.From.ID != "" {
		d.contact(t, q, *c)
		return
	}
	if t.From.ID == "" || t.Event.Contact != nil {
		if d.stranger != nil {
			d.stranger(t)
		}
		return
	}
	if t.From.Home() != t.Event.By && !t.outside {
		openChat(t.Tx, t.Event.By) // whoever writes can be written to
	}
	if q == nil && !t.outside && d.coded != nil && len(t.Event.Files) == 0 && d.coded(t) {
		return
	}
	d.mean(t, q)
}

// Coded registers who takes what a member typed if it is the code of an
// invitation and nothing is asked. It reports whether it was one.
func (d *Desk) Coded(h func(t *Turn) bool) { d.coded = h }

// First registers who looks at what a member writes before anything else does: at
// what answers a message by the service's own means, or names its thing in a way
// that only its flow can know. It reports whether that was all there is to it.
func (d *Desk) First(h func(t *Turn) bool) { d.first = h }

// contact handles a contact card of a member: the answer to a question for a
// number, or else what joining makes of it.
func (d *Desk) contact(t *Turn, q *Question, c Contact) {
	if q != nil && q.Phone && !c.Forwarded {
		t.Event.Text = c.Phone
		d.answer(t, q, viet.Meaning{Kind: viet.Answer})
		return
	}
	if d.stranger != nil {
		d.stranger(t)
	}
	if len(t.spoke) == 0 {
		t.Reply("desk.contact", nil)
	}
}

// press does what a button says, for members and, at the doors, for others.
func (d *Desk) press(t *Turn, do string) {
	words := strings.Fields(do)
	if len(words) == 0 {
		return
	}
	if h := d.doors[words[0]]; h != nil {
		h(t, words[1:])
		return
	}
	if words[0] == "huy" && t.From.ID != "" {
		q, _ := t.open()
		d.cancel(t, q)
		return
	}
	if t.From.ID == "" {
		if d.stranger != nil {
			d.stranger(t)
		}
		return
	}
	if h := d.verbs[words[0]]; h != nil {
		h(t, words[1:])
	} else if h := d.commands[words[0]]; h != nil {
		h(t, words[1:])
	} else {
		t.Reply("desk.old", nil)
	}
}

// digit reads a message that is one small number and nothing else.
func digit(said string) (int, bool) {
	said = strings.TrimSpace(said)
	if len(said) != 1 || said[0] < '1' || said[0] > '9' {
		return 0, false
	}
	return int(said[0] - '0'), true
}

// numbered finds what a number chooses: in the newest menu, or in the question
// that was put after it. A question that wants a number or words is never
// answered by an older menu's number.
func numbered(q, menu *Question, n int) (do string, ok bool) {
	if q != nil && (q.Open == viet.Number || q.Digits) {
		return "", false // a question that wants a number takes every number
	}
	from := menu
	if q != nil && (menu == nil || menu.At.Before(q.At)) {
		from = q
	}
	if from == nil || n > len(from.Buttons) {
		return "", false
	}
	return from.Buttons[n-1].Do, true
}
