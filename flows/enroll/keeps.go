package enroll

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// Keeper answers for the consent, for the codes that were given out and for
// what is left of the time before somebody joined.
func Keeper() flows.Keeper {
	return flows.Keeper{
		Withdrawn: func(t *flows.Turn, _ flows.Member) { Withdraw(t) },
		Erase:     erase,
	}
}

// erase drops the codes of a member and what was kept of the member's chats
// and number as a stranger's.
func erase(t *flows.Turn, m flows.Member) {
	Uninvite(t.Tx, m.ID)
	revocations.Delete(t.Tx, m.ID)
	missed.Delete(t.Tx, m.ID)
	t.Wake("join.proof", m.ID, keepProof)
	alone := flows.Alone(t.Tx, m)
	for _, chat := range alone {
		visitors.Delete(t.Tx, string(chat))
	}
	for v := range visitors.Under(t.Tx, "phone", store.Key(m.Phone)) {
		if slices.Contains(alone, v.Chat) || !sharedNumber(t.Tx, m) {
			visitors.Delete(t.Tx, string(v.Chat))
			t.Rest("join.forget", string(v.Chat))
			t.Rest("join.listed", string(v.Chat))
			t.Rest("join.move", string(v.Chat))
		}
	}
}

// keepProof is how long the answers of somebody who was erased are kept (the
// domain notes, 10.4.13). They hold neither name nor number nor chat.
const keepProof = 5 * 365 * 24 * time.Hour

// DropProof drops the answers of somebody who was erased long ago. member is
// the id.
func DropProof(t *flows.Turn, member string) {
	m, ok := flows.Members.Get(t.Tx, member)
	if !ok || m.Name != "" {
		return
	}
	from, to := store.Prefix(store.Key(member))
	for key := range proofs.Pairs(t.Tx, from, to) {
		proofs.Delete(t.Tx, key)
	}
	m.Consent = flows.Consent{}
	flows.Members.Put(t.Tx, m)
}

// sharedNumber reports whether another member has the same number.
func sharedNumber(tx store.Tx, m flows.Member) bool {
	for o := range flows.Members.Under(tx, "phone", store.Key(m.Phone)) {
		if o.ID != m.ID {
			return true
		}
	}
	return false
}
