package enroll

import (
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// How many wrong codes of six digits are looked at: of one person on a day, and
// of all together in a while. Of a million codes a thief would have to try for
// years to find one of the few that are good for a quarter of an hour.
const (
	triesADay   = 5
	triesOfAll  = 100
	triesWithin = 15 * time.Minute
)

// How long codes are: of a link, in letters of base32, and of digits.
const (
	codeLetters = 26
	codeDigits  = 6
)

// tries counts the wrong codes of six digits of everybody.
type tries struct {
	Name  string    `cbor:"1,keyasint"`
	Since time.Time `cbor:"2,keyasint"`
	Count int       `cbor:"3,keyasint"`
}

var tried = store.NewTable("tries", func(n tries) string { return n.Name })

// Start is what /start does for a member: with a code it opens an invitation,
// and else it does what otherwise does.
func Start(otherwise flows.Handler) flows.Handler {
	return func(t *flows.Turn, args []string) {
		if len(args) > 0 && t.Event.Private {
			enter(t, visit(t), bare(strings.Join(args, "")))
			return
		}
		otherwise(t, args)
	}
}

// Coded takes a code that a member typed alone, as somebody does with whom the
// member shares the phone. It reports whether that is what was typed.
func Coded(t *flows.Turn) bool {
	code, ok := typed(t.Event.Text)
	if !ok || !t.Event.Private || t.Event.ReplyTo != "" { // an answer to a message is a word about that
		return false
	}
	enter(t, visit(t), code)
	return true
}

// bare is a code as it is made: small letters, nothing between them.
func bare(code string) string {
	return strings.ToLower(strings.Join(strings.Fields(code), ""))
}

// typed finds the code in what was said: after /start whatever stands there,
// since every link of ours has that form, and else only what has the form of a
// code and is nothing besides. Groups of letters are told from words by their
// length, which is the same for all but the last.
func typed(said string) (code string, ok bool) {
	words := strings.Fields(said)
	if len(words) == 0 {
		return "", false
	}
	code = strings.ToLower(strings.Join(words, ""))
	if first, _, _ := strings.Cut(words[0], "@"); first == "/start" {
		code = strings.ToLower(strings.Join(words[1:], ""))
		return code, code != ""
	}
	for i, w := range words {
		if len(w) > len(words[0]) || len(w) < len(words[0]) && i < len(words)-1 {
			return "", false
		}
	}
	letters, digits := true, true
	for _, r := range code {
		digits = digits && r >= '0' && r <= '9'
		letters = letters && (r >= 'a' && r <= 'z' || r >= '2' && r <= '7')
	}
	return code, letters && len(code) == codeLetters || digits && len(code) == codeDigits
}

// enter takes a code. Whether it is used, too old, frozen or was never given
// out, the answer is the same, and so it is when too many wrong ones were typed
// (conversations.md 1; reliability S04, S30).
func enter(t *flows.Turn, v *visitor, code string) {
	i, ok := look(t, v, code)
	if ok && open(t, v, i) {
		return
	}
	switch {
	case t.From.ID != "":
		t.Reply("join.code.member", nil, menu()...)
	case v.may(t):
		v.answered(t)
		v.keep(t)
		ask(t, "join.code.bad", "join.code.wrong")
	}
}

// look finds the invitation of a code that is good and for a member. Wrong ones
// of six digits are counted, and beyond their number nothing is looked up.
func look(t *flows.Turn, v *visitor, code string) (invitation, bool) {
	if len(code) != codeDigits {
		i, ok := invited(t, code)
		return i, ok && i.Member != ""
	}
	all, _ := tried.Get(t.Tx, "digits")
	if t.Event.At.Sub(all.Since) >= triesWithin {
		all = tries{Name: "digits", Since: t.Event.At}
	}
	if v.TryDay != day(t) {
		v.TryDay, v.Tries = day(t), 0
	}
	if v.Tries >= triesADay || all.Count >= triesOfAll {
		return invitation{}, false
	}
	i, ok := invited(t, code)
	if ok && i.Member != "" && (i.Used == "" || i.Used == v.Chat) {
		return i, true
	}
	v.Tries, all.Count = v.Tries+1, all.Count+1
	tried.Put(t.Tx, all)
	v.keep(t)
	return invitation{}, false
}

// open takes a good code: the first chat that opens it has it, and nobody else
// from then on. It reports false if the code is not for whoever acts.
func open(t *flows.Turn, v *visitor, i invitation) bool {
	m, _ := flows.Members.Get(t.Tx, i.Member)
	if !belonging(t, m) || m.Consent.Agreed && !i.At.After(m.Consent.At) {
		return false
	}
	if i.Used != "" && i.Used != v.Chat {
		again(t, v, i, m)
		return false
	}
	if here(m, v.Chat) {
		t.Reply("join.already", nil, menu()...)
		return true
	}
	if t.From.ID != "" && !shares(t.From, m) {
		// The head who tries out the link of another has not used it up.
		again(t, v, i, m)
		return false
	}
	if i.Used == v.Chat && !v.may(t) {
		return true // what it opened stands right above
	}
	i.Used = v.Chat
	invitations.Put(t.Tx, i)
	v.Invited, v.Notice, v.Refused = m.ID, "", false
	v.answered(t)
	card(t, v, reader(t, []flows.Member{m}), m)
	v.keep(t)
	return true
}

// again tells the administrators, once for each code, that it was opened by
// somebody whose it cannot be: it went through several hands (reliability S04).
func again(t *flows.Turn, v *visitor, i invitation, m flows.Member) {
	if i.Told {
		return
	}
	i.Told = true
	invitations.Put(t.Tx, i)
	report(t, "join.admin.again", v, m, anew(m))
}

// freeze makes a code useless whose holder says: this is not me.
func freeze(t *flows.Turn, v *visitor, i invitation, m flows.Member) {
	i.Frozen = true
	invitations.Put(t.Tx, i)
	v.Invited = ""
	report(t, "join.admin.frozen", v, m, anew(m))
}

// shares reports whether two members use one phone, as the roster says.
func shares(a, b flows.Member) bool {
	return a.Shares == b.ID || b.Shares == a.ID || a.Shares != "" && a.Shares == b.Shares || a.Phone != "" && a.Phone == b.Phone
}
