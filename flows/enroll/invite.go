package enroll

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// How long a code is good. A sheet is printed, carried up the mountain and
// handed out; six digits are read aloud over the phone.
const (
	inviteFor = 14 * 24 * time.Hour
	digitsFor = 15 * time.Minute
)

// An invitation is a code that somebody was given: good once, for one member or
// for the group of one team. The code itself is stored nowhere; it follows from
// the secret beside the database, so that a copy of the database opens nothing.
type invitation struct {
	Mark   string        `cbor:"1,keyasint"` // of the code
	Member string        `cbor:"2,keyasint,omitempty"`
	Unit   string        `cbor:"3,keyasint,omitempty"` // of a group's: the team it links
	Digits bool          `cbor:"4,keyasint,omitempty"` // six digits, and not a link
	Until  time.Time     `cbor:"5,keyasint"`
	Used   flows.Address `cbor:"6,keyasint,omitempty"`  // who opened it: from then on it is good for this chat only
	Frozen bool          `cbor:"7,keyasint,omitempty"`  // whoever opened it said: this is not me
	Number int64         `cbor:"8,keyasint"`            // the how manieth of all, from which the code follows
	At     time.Time     `cbor:"9,keyasint"`            // when it was made
	Told   bool          `cbor:"10,keyasint,omitempty"` // the administrators know that somebody else opened it too
}

// subject is whom an invitation is for: a code replaces the earlier one of its
// subject.
func (i invitation) subject() string {
	return store.Key(i.Member, i.Unit, strconv.FormatBool(i.Digits))
}

var invitations = store.NewTable("invitation", func(i invitation) string { return i.Mark }).
	Index("for", func(i invitation) []string { return []string{i.subject()} })

// givens are the numbers of invitations and of visitors.
var givens = store.NewNumbers("given")

// errSecret says that there is nothing codes could follow from.
var errSecret = errors.New("there is no secret in the data directory, so no code can be made")

// Invite makes a new code for a member, in place of the one before: 128 bits,
// good once and for 14 days (conversations.md 1).
func Invite(tx store.Tx, set flows.Settings, member string, at time.Time) (code string, until time.Time, err error) {
	return invite(tx, set, invitation{Member: member, At: at, Until: at.Add(inviteFor)})
}

// InviteGroup makes a new code that links a group to a team, in place of the
// one before: 128 bits, good once and for 14 days.
func InviteGroup(tx store.Tx, set flows.Settings, unit string, at time.Time) (code string, until time.Time, err error) {
	return invite(tx, set, invitation{Unit: unit, At: at, Until: at.Add(inviteFor)})
}

// InviteByDigits makes a new code of six digits for a member, to be typed where
// a channel opens no links: good once and for 15 minutes.
func InviteByDigits(tx store.Tx, set flows.Settings, member string, at time.Time) (code string, until time.Time, err error) {
	return invite(tx, set, invitation{Member: member, Digits: true, At: at, Until: at.Add(digitsFor)})
}

func invite(tx store.Tx, set flows.Settings, i invitation) (code string, until time.Time, err error) {
	if len(set.Secret) == 0 {
		return "", time.Time{}, errSecret
	}
	drop(tx, i)
	i.Number = givens.Last(tx, "last")
	for {
		i.Number++
		code = codeOf(set.Secret, i)
		i.Mark = mark(set.Secret, code)
		if _, taken := invitations.Get(tx, i.Mark); !taken { // six digits can fall on a code that is given out
			break
		}
	}
	givens.Gave(tx, "last", i.Number)
	invitations.Put(tx, i)
	return code, i.Until, nil
}

// drop takes back the codes that were given out for the same.
func drop(tx store.Tx, i invitation) {
	for _, old := range slices.Collect(invitations.Under(tx, "for", i.subject())) {
		invitations.Delete(tx, old.Mark)
	}
}

// Uninvite takes back every code that was given out for a member.
func Uninvite(tx store.Tx, member string) {
	drop(tx, invitation{Member: member})
	drop(tx, invitation{Member: member, Digits: true})
}

// codeOf is the code of an invitation: letters that can be typed, in lower
// case, or six digits.
func codeOf(secret []byte, i invitation) string {
	sum := keyed(secret, "code", strconv.FormatInt(i.Number, 10))
	if i.Digits {
		return fmt.Sprintf("%06d", binary.BigEndian.Uint64(sum)%1_000_000)
	}
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:16]))
}

// mark is what is stored of a code: who reads the database learns no code.
func mark(secret []byte, code string) string { return string(keyed(secret, "mark", code)[:16]) }

// keyed is an HMAC of a value for one purpose.
func keyed(secret []byte, purpose, value string) []byte {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte("caunoi/" + purpose + "/" + value))
	return h.Sum(nil)
}

// good reports whether an invitation can still be used by whoever has it.
func (i invitation) good(at time.Time) bool { return !i.Frozen && at.Before(i.Until) }

// invited finds the invitation of a code that is good now.
func invited(t *flows.Turn, code string) (invitation, bool) {
	if len(t.Set.Secret) == 0 {
		return invitation{}, false
	}
	i, ok := invitations.Get(t.Tx, mark(t.Set.Secret, code))
	return i, ok && i.good(t.Event.At)
}

// opened returns the invitation of a member that a chat has opened and that is
// still good: it proves the member for this chat and for no other.
func opened(t *flows.Turn, chat flows.Address, member string) (invitation, bool) {
	for _, digits := range []bool{false, true} {
		for i := range invitations.Under(t.Tx, "for", invitation{Member: member, Digits: digits}.subject()) {
			if i.Used == chat && i.good(t.Event.At) {
				return i, true
			}
		}
	}
	return invitation{}, false
}

// LapseEvery is how often codes that are no longer good are dropped.
const LapseEvery = 24 * time.Hour

// Lapse drops the codes that are no longer good.
func Lapse(t *flows.Turn) {
	flows.SweepTable(t.Tx, invitations, func(i invitation) bool { return !t.Event.At.Before(i.Until) })
}
