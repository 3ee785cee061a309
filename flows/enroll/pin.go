package enroll

import (
	"crypto/hmac"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// The questions that digits answer: of a member to be switched to, of a new
// secret number, and of the old one that is to be taken away.
const (
	pinKind   = "pin.said"
	newKind   = "pin.new"
	unpinKind = "pin.old"
)

// How often a wrong number is taken before it waits, and how long a question
// for one stands.
const (
	wrongPins = 5
	pinRests  = 15 * time.Minute
	pinStands = time.Hour
)

// misses counts the wrong numbers that were typed for a member.
type misses struct {
	Member string    `cbor:"1,keyasint"`
	Wrong  int       `cbor:"2,keyasint"`
	Until  time.Time `cbor:"3,keyasint,omitempty"` // nothing is taken before
}

var missed = store.NewTable("pin", func(n misses) string { return n.Member })

// pinOf is what is kept of a member's number: who reads the database learns
// none without the secret beside it.
func pinOf(t *flows.Turn, member, digits string) []byte {
	return keyed(t.Set.Secret, "pin", member+"/"+digits)
}

// isPin reports whether something typed is a number of four to six digits.
func isPin(said string) bool { return len(said) >= 4 && len(said) <= 6 && isDigits(said) }

func isDigits(said string) bool {
	return said != "" && strings.Trim(said, "0123456789") == ""
}

// Pin sets the number that opens a member's part of a shared phone, or takes it
// away. args may hold the number.
func Pin(t *flows.Turn, args []string) {
	switch {
	case flows.InGroup(t):
		t.Reply("join.pin.group", nil) // whoever is there has read it
	case len(t.Set.Secret) == 0:
		t.Reply("join.pin.unable", nil)
	case len(t.From.Pin) > 0:
		askPin(t, unpinKind, t.From, "join.pin.old")
	case len(args) == 1 && isPin(args[0]):
		setPin(t, args[0])
	default:
		askPin(t, newKind, t.From, "join.pin.new")
	}
}

// askPin asks for a number. If too many wrong ones were typed, it says when the
// next is looked at; the question stands all the same, so that a number which
// is typed too early is not taken for a report and stored.
func askPin(t *flows.Turn, kind string, m flows.Member, key string) {
	args := text.Args{"name": m.Name}
	if n, _ := missed.Get(t.Tx, m.ID); t.Event.At.Before(n.Until) {
		key, args["time"] = "join.pin.locked", text.Clock(n.Until)
	}
	id := t.Reply(key, args)
	t.Ask(t.Reader, flows.Question{Kind: kind, Code: m.ID, Open: viet.Text, Said: id, Until: t.Event.At.Add(pinStands)})
}

// right reports whether the number of a member was typed. A wrong one is
// counted and asked for again; what is no number at all is something else that
// somebody says.
func right(t *flows.Turn, q flows.Question, m viet.Meaning, owner flows.Member) bool {
	switch proves(t, m, owner) {
	case proven:
		return true
	case wrong:
		askPin(t, q.Kind, owner, "join.pin.wrong")
	}
	return false
}

// Proven reports whether whoever acts answered a question with their own number,
// for a flow that wants it as a word of consent. A wrong one is counted, as
// everywhere, and the same question asked again.
func Proven(t *flows.Turn, q flows.Question, m viet.Meaning) bool {
	switch proves(t, m, t.From) {
	case proven:
		return true
	case wrong:
		key, args := "join.pin.wrong", text.Args{"name": t.From.Name}
		if n, _ := missed.Get(t.Tx, t.From.ID); t.Event.At.Before(n.Until) {
			key, args["time"] = "join.pin.locked", text.Clock(n.Until)
		}
		q.Said = t.Reply(key, args)
		t.Ask(t.Reader, q)
	}
	return false
}

// What typed words prove of somebody's number.
type proving uint8

const (
	nothing proving = iota // they were no number, and are dealt with
	wrong
	proven
)

// proves looks at typed words as the number of a member, and counts a wrong one.
func proves(t *flows.Turn, m viet.Meaning, owner flows.Member) proving {
	said := strings.TrimSpace(t.Event.Text)
	n, _ := missed.Get(t.Tx, owner.ID)
	switch {
	case m.Kind == viet.Cancel:
		t.Reply("talk.cancelled", nil)
		return nothing
	case !isDigits(said):
		flows.Unasked(t)
		return nothing
	case !t.Event.At.Before(n.Until) && hmac.Equal(pinOf(t, owner.ID, said), owner.Pin):
		missed.Delete(t.Tx, owner.ID)
		return proven
	}
	if n.Member = owner.ID; !t.Event.At.Before(n.Until) {
		n.Wrong++
	}
	if n.Wrong >= wrongPins {
		n.Wrong, n.Until = 0, t.Event.At.Add(pinRests)
	}
	missed.Put(t.Tx, n)
	return wrong
}

// PinSaid takes the number of the member who is to speak from now on.
func PinSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	owner, ok := flows.Members.Get(t.Tx, q.Code)
	if !ok || !here(owner, t.Event.By) || len(owner.Pin) == 0 {
		flows.Unasked(t)
		return
	}
	if right(t, q, m, owner) {
		speakNow(t, owner)
	}
}

// PinGone takes the old number, and takes it away.
func PinGone(t *flows.Turn, q flows.Question, m viet.Meaning) {
	if q.Code != t.From.ID || len(t.From.Pin) == 0 {
		flows.Unasked(t)
		return
	}
	if right(t, q, m, t.From) {
		t.From.Unpin()
		flows.Members.Put(t.Tx, t.From)
		t.Reply("join.pin.gone", nil)
	}
}

// PinNew takes a new number.
func PinNew(t *flows.Turn, q flows.Question, m viet.Meaning) {
	said := strings.TrimSpace(t.Event.Text)
	switch {
	case m.Kind == viet.Cancel:
		t.Reply("talk.cancelled", nil)
	case q.Code != t.From.ID || !isDigits(said):
		flows.Unasked(t)
	case !isPin(said):
		askPin(t, newKind, t.From, "join.pin.new")
	default:
		setPin(t, said)
	}
}

func setPin(t *flows.Turn, digits string) {
	t.From.Pin, t.From.PinAt = pinOf(t, t.From.ID, digits), t.Event.At
	flows.Members.Put(t.Tx, t.From)
	t.Reply("join.pin.set", nil)
}

// Shared shows, after what otherwise does, who else has joined on this phone.
func Shared(otherwise flows.Handler) flows.Handler {
	return func(t *flows.Turn, args []string) {
		otherwise(t, args)
		var choices []flows.Choice
		for _, m := range flows.MembersAt(t.Tx, t.Event.By) {
			if m.ID != t.From.ID && here(m, t.Event.By) && len(choices) < maxPick {
				choices = append(choices, flows.Choice{Key: "join.person", Args: text.Args{"name": m.Name}, Do: "join.pick " + m.ID, Row: true})
			}
		}
		if len(choices) > 0 {
			t.Reply("join.shared", text.Args{"name": t.From.Name}, choices...)
		}
	}
}
