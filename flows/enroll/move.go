package enroll

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// A revocation says that a member's phone was lost: who has it may have the
// number too, so that only a code from an administrator leads back.
type revocation struct {
	Member string    `cbor:"1,keyasint"`
	At     time.Time `cbor:"2,keyasint"`
}

var revocations = store.NewTable("revocation", func(r revocation) string { return r.Member })

// Revoke ends all that the lost phone of a member could do, at once: its chats,
// its buttons, the codes that were given out, and what still waits to be sent
// there. Nothing is said to the chat, for it is not the member's any more. The
// member comes back by a new code (Invite), or by an administrator's word.
func Revoke(tx store.Tx, member string, at time.Time) {
	m, ok := flows.Members.Get(tx, member)
	if !ok {
		return
	}
	unsay(tx, m)
	m.Homes = nil
	m.Unpin()
	flows.Members.Put(tx, m)
	Uninvite(tx, member)
	for _, v := range slices.Collect(visitors.Under(tx, "phone", store.Key(m.Phone))) {
		if v.Move == member { // who was let in before the loss was known
			v.Move, v.Notice, v.Offers = "", "", nil
			visitors.Put(tx, v)
		}
	}
	revocations.Put(tx, revocation{Member: member, At: at})
}

// unsay drops what waits to be sent to the chats of a member.
func unsay(tx store.Tx, m flows.Member) {
	for _, w := range waiting(tx, m) {
		w.State, w.Why = flows.Dropped, "revoked"
		flows.Outbox.Put(tx, w)
	}
}

// waiting returns what is still to be sent to the chats of a member.
func waiting(tx store.Tx, m flows.Member) []flows.Message {
	var all []flows.Message
	for q := range flows.Unsent(tx) {
		if w, ok := flows.Outbox.Get(tx, q.ID); ok && w.Member == m.ID && lives(m, w.To) {
			all = append(all, w)
		}
	}
	return all
}

// lives reports whether a chat is one of the member's.
func lives(m flows.Member, chat flows.Address) bool {
	return slices.ContainsFunc(m.Homes, func(h flows.Home) bool { return h.Address == chat })
}

// leave takes a member out of every other chat than this one, where the member
// joins with a code or an administrator's word. The chats that are left and the
// administrators are told: a place in the roster never moves silently
// (reliability S06).
func leave(t *flows.Turn, v *visitor, m flows.Member) flows.Member {
	was := m
	m.Homes = slices.DeleteFunc(slices.Clone(m.Homes), func(h flows.Home) bool { return h.Address != t.Event.By })
	if len(m.Homes) == len(was.Homes) || !m.Consent.Agreed {
		return m
	}
	for _, h := range was.Homes {
		if h.Address != t.Event.By {
			t.Redirect(h.Address, t.Event.By, func(w flows.Message) bool { return w.Member == m.ID && w.Deed == flows.Show })
		}
		if h.Address != t.Event.By && h.Dead == "" {
			t.Say(flows.Reader{Chat: h.Address, Lang: m.Lang, Form: m.Form}, flows.Note{Key: "join.moved", Args: text.Args{"name": m.Name, "phone": t.Set.DutyPhone}})
		}
	}
	report(t, "join.admin.moved", v, m)
	return m
}

// bound reports whether the member has joined in another chat, or has lost the
// phone, and comes with a number only. Then nothing is changed: the
// administrators are told, and so is the other chat (S06).
func bound(t *flows.Turn, v *visitor, m flows.Member) bool {
	elsewhere := m.Consent.Agreed && slices.ContainsFunc(m.Homes, func(h flows.Home) bool { return h.Address != t.Event.By })
	if !elsewhere && !revocations.Has(t.Tx, m.ID) {
		return false
	}
	_, coded := opened(t, v.Chat, m.ID)
	let, now := v.allowed(t, m)
	if coded || now {
		return false
	}
	to := flows.Reader{Chat: t.Event.By, Lang: t.Reader.Lang, Member: t.Reader.Member}
	if let {
		t.Say(to, flows.Note{Key: "join.move.wait", Args: text.Args{"time": text.Moment(v.MoveAt)}})
		return true
	}
	here, over := "join.bound", "join.admin.bound"
	if !elsewhere {
		here, over = "join.lost", "join.admin.lost"
	}
	t.Say(to, flows.Note{Key: here, Args: text.Args{"phone": t.Set.DutyPhone}})
	if v.tell(tellBound) {
		v.number(t)
		report(t, over, v, m, v.moves(m)...)
		t.Say(m.Reader(), flows.Note{Key: "join.tried"})
	}
	v.keep(t)
	return true
}
