package flows

import (
	"slices"
	"strings"

	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A Keeper is how a flow answers for what it keeps of a person. Every flow that
// keeps anything about a member, or in a member's chat, registers one: privacy
// itself knows no flow. A field that is nil has nothing to do.
type Keeper struct {
	// Tell says in a line or two what is kept, for the screen and at the head of
	// the copy.
	Tell func(tx store.Tx, m Member) text.List

	// Copy says what is kept in full, for the file a person asks for; it comes
	// after what Tell says. It names no other person.
	Copy func(tx store.Tx, m Member) text.List

	// Withdrawn is called when the member has taken the consent back, with the
	// member as it was.
	Withdrawn func(t *Turn, m Member)

	// Erase drops all that could lead to the member, who is still as before.
	Erase func(t *Turn, m Member)
}

// Keeps registers what a flow keeps of people. Keepers are asked in the order
// of their registration.
func (d *Desk) Keeps(k Keeper) { d.keepers = append(d.keepers, k) }

// Kept says what is kept of a member: in a few lines, or all of it.
func (d *Desk) Kept(tx store.Tx, m Member, all bool) text.List {
	var lines text.List
	for _, k := range d.keepers {
		if k.Tell != nil {
			lines = append(lines, k.Tell(tx, m)...)
		}
		if all && k.Copy != nil {
			lines = append(lines, k.Copy(tx, m)...)
		}
	}
	return lines
}

// Kept says in a few lines what the flows keep of a member.
func (t *Turn) Kept(m Member) text.List { return t.desk.Kept(t.Tx, m, false) }

// Withdraw takes back the consent of whoever acts: every flow lets go of the
// member, and nothing that was asked is asked again.
func Withdraw(t *Turn, m Member) {
	for _, chat := range Alone(t.Tx, m) {
		askedTable.Delete(t.Tx, string(chat))
	}
	for _, k := range t.desk.keepers {
		if k.Withdrawn != nil {
			k.Withdrawn(t, m)
		}
	}
}

// Erase drops everything that could lead to a member. The id stays, so that
// what others did with the member stays explained; nobody can be found by it
// any more. Of the consent the version of the notice and the time stay, as the
// proof that the law wants kept (Decree 356/2025, art. 6).
func Erase(t *Turn, m Member) {
	m = withFormerHomes(t.Tx, m)
	for _, k := range t.desk.keepers {
		if k.Erase != nil {
			k.Erase(t, m)
		}
	}
	for p := range Posts.Under(t.Tx, "member", store.Key(m.ID)) {
		if p.To.IsZero() || t.Event.At.Before(p.To) {
			p.To = t.Event.At
			Posts.Put(t.Tx, p)
		}
	}
	for o := range Members.All(t.Tx) {
		if o.Shares == m.ID {
			o.Shares = ""
			Members.Put(t.Tx, o)
		}
	}
	eraseChats(t, m)
	gone := Member{ID: m.ID, Ended: t.Event.At}
	gone.Consent = Consent{Version: m.Consent.Version, Agreed: m.Consent.Agreed, At: m.Consent.At}
	Members.Put(t.Tx, gone)
}

// withFormerHomes adds the chats a member was told something in, which are no
// homes any more: of a phone that was lost, or of a consent that was taken back.
func withFormerHomes(tx store.Tx, m Member) Member {
	m.Homes = slices.Clone(m.Homes)
	for o := range Outbox.All(tx) {
		if o.Member == m.ID && !slices.ContainsFunc(m.Homes, func(h Home) bool { return h.Address == o.To }) {
			m.Homes = append(m.Homes, Home{Address: o.To, Dead: "former"})
		}
	}
	return m
}

// Alone returns the chats that only this member uses: on a phone that several
// share, the chat is still the others'.
func Alone(tx store.Tx, m Member) []Address {
	var alone []Address
	for _, h := range m.Homes {
		if at := MembersAt(tx, h.Address); len(at) == 0 || len(at) == 1 && at[0].ID == m.ID {
			alone = append(alone, h.Address)
		}
	}
	return alone
}

// eraseChats drops what the desk itself keeps of a member: what was said and
// asked in the member's chats, and what was said of the member elsewhere.
func eraseChats(t *Turn, m Member) {
	var chats []string
	for _, chat := range Alone(t.Tx, m) {
		chats = append(chats, string(chat))
		askedTable.Delete(t.Tx, string(chat))
		menus.Delete(t.Tx, string(chat))
		from, to := store.Prefix(store.Key(string(chat)))
		for h := range held.Range(t.Tx, from, to) {
			held.Delete(t.Tx, store.Key(string(h.Chat), h.For))
		}
	}
	for o := range Outbox.All(t.Tx) {
		switch {
		case o.Member == m.ID || o.Member == "" && slices.Contains(chats, string(o.To)):
			Outbox.Delete(t.Tx, o.ID)
		case !names(o.Text, m):
		case o.Open(): // it may call for help, and leaves without the name
			o.Text = unnamed(o.Text, m)
			Outbox.Put(t.Tx, o)
		default:
			o.Text, o.Buttons = "", nil
			Outbox.Put(t.Tx, o)
		}
	}
	for tm := range Timers.All(t.Tx) {
		if slices.ContainsFunc(chats, func(chat string) bool { return strings.Contains(tm.ID, chat) }) {
			Timers.Delete(t.Tx, store.Key(tm.Name, tm.ID))
		}
	}
	for b := range brooms.All(t.Tx) {
		for _, chat := range chats {
			if strings.Contains(b.At, chat) { // where a sweep stands is the key of a row
				b.At = ""
				brooms.Put(t.Tx, b)
			}
		}
	}
}

// names reports whether a text holds what a member is called or called by.
func names(said string, m Member) bool { return unnamed(said, m) != said }

// unnamed is a text without what a member is called or called by.
func unnamed(said string, m Member) string {
	for _, what := range []string{m.Name, m.Phone, viet.HiddenPhone(m.Phone)} {
		if what != "" {
			said = strings.ReplaceAll(said, what, "…")
		}
	}
	return said
}
