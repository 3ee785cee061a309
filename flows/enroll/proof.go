package enroll

import (
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// What somebody answered to the notice of consent.
const (
	agreed    = "agreed"
	refused   = "refused"
	withdrawn = "withdrawn"
)

// The ways in which somebody came to the notice.
const (
	byLink     = "link"
	byDigits   = "digits"
	byContact  = "contact"
	byApproval = "approved" // by contact, after an administrator had let the person in
	byChat     = "chat"     // of a withdrawal: from the member's own chat
	byUnknown  = ""         // of an answer that was given before the ways were noted
)

// A proof is one answer to the notice of consent. Who keeps data has to show
// who agreed to what and when (Decree 356/2025, art. 6; the domain notes, 10.3),
// so proofs are only ever added.
type proof struct {
	Member  string    `cbor:"1,keyasint"`
	At      time.Time `cbor:"2,keyasint"`
	Event   string    `cbor:"3,keyasint"`
	Version string    `cbor:"4,keyasint"` // of the notice
	Notice  string    `cbor:"5,keyasint"` // the words that were shown
	Answer  string    `cbor:"6,keyasint"`
	Way     string    `cbor:"7,keyasint,omitempty"`
	Channel string    `cbor:"8,keyasint,omitempty"` // the name of the service it was answered on
}

var proofs = store.NewTable("consent", func(p proof) string { return store.Key(p.Member, p.At, p.Event) })

// prove keeps the answer that stands in m.Consent. One that was given before
// answers were kept apart is kept first.
func prove(t *flows.Turn, m flows.Member, answer, way string) {
	from, to := store.Prefix(store.Key(m.ID))
	none := true
	for range proofs.Range(t.Tx, from, to) {
		none = false
		break
	}
	if old, ok := flows.Members.Get(t.Tx, m.ID); none && ok && !old.Consent.At.IsZero() {
		first := proof{Member: m.ID, At: old.Consent.At, Version: old.Consent.Version, Notice: old.Consent.Notice, Answer: refused, Way: byUnknown}
		if old.Consent.Agreed {
			first.Answer = agreed
		}
		proofs.Put(t.Tx, first)
	}
	proofs.Put(t.Tx, proof{
		Member: m.ID, At: t.Event.At, Event: t.Event.ID, Version: m.Consent.Version, Notice: m.Consent.Notice,
		Answer: answer, Way: way, Channel: t.Event.By.Channel(),
	})
}

// way is how the visitor proved to be the member.
func (v *visitor) way(t *flows.Turn, m flows.Member) string {
	i, ok := opened(t, v.Chat, m.ID)
	switch {
	case ok && i.Digits:
		return byDigits
	case ok:
		return byLink
	case v.Approved || v.Move == m.ID:
		return byApproval
	}
	return byContact
}

// Withdraw takes back the consent of whoever acts: it stands in the proof, the
// member is reached nowhere from now on, no code opens a way back but a new one,
// and what still waited for the member is dropped. All that is kept is the
// refusal. t.Reader still leads to the chat, for the last word there.
func Withdraw(t *flows.Turn) {
	m := t.From
	if m.ID == "" {
		return
	}
	m.Consent.Agreed, m.Consent.At = false, t.Event.At
	prove(t, m, withdrawn, byChat)
	unsay(t.Tx, m)
	m.Homes = nil
	m.Unpin()
	flows.Members.Put(t.Tx, m)
	Uninvite(t.Tx, m.ID)
}
