package directive

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// The views of what is shown of a directive besides the cards of its receivers.
const (
	copyView = "copy"  // to somebody who was not sent it: one in a chat
	pastView = "past/" // what stood in a chat before it was shown anew there
)

// isPast reports whether a view is of what stood in a chat before.
func isPast(view string) bool { return strings.HasPrefix(view, pastView) }

// isCopy reports whether a view is not that of a receiver.
func isCopy(view string) bool { return view == copyView || isPast(view) }

// copy names the card of somebody who was not sent a directive.
func (d Directive) copy() flows.About {
	return flows.About{Kind: "directive", Code: d.Code(), View: copyView}
}

// drawCopy draws a directive for somebody who was not sent it: as the own team has
// it, or its text alone for those who are over such teams.
func (d Directive) drawCopy(t *flows.Turn, member string) (flows.Note, bool) {
	if p, asked := PartyOf(t, d, member); asked {
		return d.draw(t, &p), true
	}
	note := d.draw(t, nil)
	note.Choices = nil
	return note, d.below(t, member)
}

// showCopies brings the copies up to date that those hold who answer for a party.
func showCopies(t *flows.Turn, d Directive, members []string) {
	for _, id := range members {
		m, _ := flows.Members.Get(t.Tx, id)
		lane := flows.Reminder
		if id == t.From.ID {
			lane = flows.Answer
		}
		for _, h := range m.Homes {
			if card, ok := flows.Card(t.Tx, d.copy(), h.Address); ok && card.Member == id && card.Shown != "" && h.Dead == "" {
				t.Say(shownTo(card, h.Address), flows.Note{Card: true, About: d.copy(), Lane: lane})
			}
		}
	}
}

// shownTo is the reader of a card in the chat that it was put into.
func shownTo(m flows.Message, chat flows.Address) flows.Reader {
	return flows.Reader{Member: m.Member, Chat: chat, Lang: m.Lang, Form: m.Form}
}

// copies carries a change to the next of those copies, once all receivers have it,
// and reports whether there are more.
func (d *Directive) copies(t *flows.Turn, room int) (more bool) {
	type held struct {
		chat flows.Address
		card flows.Message
	}
	var next []held
	for chat, m := range flows.Cards(t.Tx, d.copy(), d.Walk.Copy) {
		if len(next) >= room {
			more = true
			break
		}
		next = append(next, held{chat, m})
	}
	for _, c := range next {
		d.Walk.Copy = c.card.ID
		if d.Walk.What == withdrawing {
			d.takeCopyBack(t, c.card, c.chat)
		} else {
			d.again(t, c.card, c.chat)
		}
	}
	return more
}

// takeCopyBack takes a copy back as those of the receivers: deleted with its files,
// struck out where it stands, or its reader is told.
func (d Directive) takeCopyBack(t *flows.Turn, m flows.Message, chat flows.Address) {
	switch {
	case len(filesIn(d.Files, m.To)) > 0 && t.Remove(m.ID) != flows.Stays:
	case flows.TraitsOf(t, m.To).Edits:
		d.again(t, m, chat)
	default:
		d.tellCopy(t, m)
	}
}

// again shows a copy as the directive is now: where it stands, or at the end of a
// chat where nothing can be changed.
func (d Directive) again(t *flows.Turn, m flows.Message, chat flows.Address) {
	t.Say(shownTo(m, chat), flows.Note{Card: true, Fresh: !flows.TraitsOf(t, m.To).Edits, About: m.About, Lane: flows.Directive})
}

// tellCopy tells the holder of a copy that cannot be taken back that it holds no
// longer.
func (d Directive) tellCopy(t *flows.Turn, m flows.Message) {
	t.Say(shownTo(m, m.To), flows.Note{Key: "chase.withdrawn", Args: text.Args{"n": d.Number, "time": text.Moment(d.Ended)}, Lane: flows.Directive, About: aboutAnswer(d)})
}

// leave puts a short line in place of what stood in a chat before a card was shown
// anew there, or deletes it with its files: so the text stands there once, and what
// becomes of the directive becomes of all of it.
func (d Directive) leave(t *flows.Turn, m flows.Message) {
	if m.State != flows.Sent || m.Was == "" || m.Deed != flows.Show {
		return
	}
	traits := flows.TraitsOf(t, m.To)
	files := len(filesIn(d.Files, m.To)) > 0
	if !traits.Edits && !(files && traits.Deletes) {
		return
	}
	about := flows.About{Kind: "directive", Code: d.Code(), View: pastView + m.Was}
	if id := t.Past(m, about); files && t.Remove(id) != flows.Stays {
		return
	}
	t.Say(shownTo(m, m.To), flows.Note{Card: true, About: about, Lane: flows.Reminder})
}

// copySettled goes on with what was to be deleted: a line says why a copy is gone, or
// at least that what still stands holds no longer or stands below. The files that
// stay are known of its receiver.
func (d Directive) copySettled(t *flows.Turn, m flows.Message) {
	stays, copied := m.State == flows.Failed, m.About.View == copyView
	if m.Deed != flows.Delete || !stays && !copied {
		return
	}
	if flows.TraitsOf(t, m.To).Edits {
		d.again(t, m, m.To)
	}
	if copied {
		if stays {
			d.tellCopy(t, m)
		}
		return
	}
	who := m.Member
	if who == "" {
		g, _ := flows.Groups.Get(t.Tx, string(m.To))
		who = "group/" + g.Unit
	}
	if r, ok := receiver(t.Tx, d.Number, who); ok {
		r.Files = true
		Receivers.Put(t.Tx, r)
	}
}

// side are the members who answer for a party now.
func (p Party) side(t *flows.Turn) (members []string) {
	if p.Member != "" {
		return []string{p.Member}
	}
	for _, unit := range onward(t.Tx, p.Unit) {
		from, to := store.Prefix(store.Key(unit))
		for post := range flows.Posts.Range(t.Tx, from, to) {
			if post.Held(t.Event.At) && !slices.Contains(members, post.Member) {
				members = append(members, post.Member)
			}
		}
	}
	return members
}
