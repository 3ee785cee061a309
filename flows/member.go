package flows

import (
	"strconv"
	"time"

	"caunoi/flows/text"
	"caunoi/store"
)

// A Member is a person of the roster: never a resident.
type Member struct {
	ID       string    `cbor:"1,keyasint"`
	Name     string    `cbor:"2,keyasint"`
	Title    string    `cbor:"3,keyasint,omitempty"` // office outside the team, as the roster says it
	Phone    string    `cbor:"4,keyasint,omitempty"` // national form, "0900000001"
	Shares   string    `cbor:"5,keyasint,omitempty"` // the member whose phone this one uses
	Homes    []Home    `cbor:"6,keyasint,omitempty"` // the chats the person is reached in, the last used first
	Lang     text.Lang `cbor:"7,keyasint,omitempty"`
	Form     string    `cbor:"8,keyasint,omitempty"` // form of address, a key under "form."; "" is đồng chí
	Consent  Consent   `cbor:"9,keyasint,omitempty"`
	Ended    time.Time `cbor:"10,keyasint,omitempty"` // zero: belongs to the organisation
	Pin      []byte    `cbor:"11,keyasint,omitempty"` // keyed hash of the number that opens this member's part of a shared phone
	PinAt    time.Time `cbor:"13,keyasint,omitempty"` // when Pin was set
	NoDigest bool      `cbor:"21,keyasint,omitempty"` // wants no numbers that were not asked for
	Team     string    `cbor:"12,keyasint,omitempty"` // the team whose reports these are, chosen by who belongs to several; "" if never asked
}

// A Home is a chat in which a member is reached.
type Home struct {
	Address Address   `cbor:"1,keyasint"`
	Since   time.Time `cbor:"2,keyasint"`
	Dead    string    `cbor:"3,keyasint,omitempty"` // why nothing can be sent there: "blocked", "gone"; "" is alive
}

// Consent is the proof of what a person was told and answered.
type Consent struct {
	Version string    `cbor:"1,keyasint"` // of the notice that was shown
	Agreed  bool      `cbor:"2,keyasint"`
	At      time.Time `cbor:"3,keyasint"`
	Notice  string    `cbor:"4,keyasint"` // the words that were shown
}

// Members holds the people of the roster. The address of a shared phone leads
// to several.
var Members = store.NewTable("member", func(m Member) string { return m.ID }).
	Index("address", func(m Member) []string {
		terms := make([]string, len(m.Homes))
		for i, h := range m.Homes {
			terms[i] = store.Key(string(h.Address))
		}
		return terms
	}).
	Index("phone", func(m Member) []string {
		if m.Phone == "" {
			return nil
		}
		return []string{store.Key(m.Phone)}
	})

// memberNumbers are never given out again, so that an id means one person for
// ever. The table has the name of the package that first kept it.
var memberNumbers = store.NewNumbers("enroll")

// LastMember returns the last number given out to a member.
func LastMember(tx store.Tx) int64 { return memberNumbers.Last(tx, "member") }

// GaveMember notes the last number given out to a member.
func GaveMember(tx store.Tx, last int64) { memberNumbers.Gave(tx, "member", last) }

// NewMember gives out the id of a member who is not stored yet.
func NewMember(tx store.Tx) string { return MemberID(memberNumbers.Next(tx, "member")) }

// MemberID is the id of the member of a number.
func MemberID(n int64) string { return "m" + strconv.FormatInt(n, 10) }

// Home returns the address the member is best reached at, the last used that
// is not dead; "" if there is none or the member has not agreed to be kept.
func (m Member) Home() Address {
	if !m.Consent.Agreed || !m.Ended.IsZero() {
		return ""
	}
	for _, h := range m.Homes {
		if h.Dead == "" {
			return h.Address
		}
	}
	return ""
}

// Back returns a member who had left as one who belongs again and has yet to
// join: the old chat may be somebody else's by now.
func (m Member) Back() Member {
	m.Ended, m.Homes, m.Consent.Agreed = time.Time{}, nil, false
	m.Unpin()
	return m
}

// Unpin takes the member's number away.
func (m *Member) Unpin() { m.Pin, m.PinAt = nil, time.Time{} }

// Reader returns the member as somebody to be told something.
func (m Member) Reader() Reader {
	return Reader{Member: m.ID, Chat: m.Home(), Lang: m.Lang, Form: m.Form}
}

// A Reader is who is told: a chat, and how its person wants to be spoken to.
type Reader struct {
	Member string // "" for a stranger
	Chat   Address
	Topic  string    // of a group that has several: the one to be told in; "" is the one that all have
	Lang   text.Lang // "" is Vietnamese
	Form   string
}

// actingAt returns the member who acts from an address: on a phone that
// several share, whoever was chosen last.
func actingAt(tx store.Tx, by Address) (acting Member, ok bool) {
	var since time.Time
	for m := range Members.Under(tx, "address", store.Key(string(by))) {
		for _, h := range m.Homes {
			if h.Address != by || !m.Consent.Agreed || !m.Ended.IsZero() || ok && !h.Since.After(since) {
				continue
			}
			acting, since, ok = m, h.Since, true
		}
	}
	return acting, ok
}
