package enroll

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// A probe is something a stranger tries, and something of the same form that
// cannot mean anything: whoever sees both answers must not tell them apart.
type probe struct {
	name           string
	real, nonsense flows.Event
}

// probes are tries of all kinds against the people of the sample.
func probes(h *hall) []probe {
	said := func(words string) flows.Event { return flows.Event{Kind: flows.Said, Text: words} }
	press := func(do string) flows.Event { return flows.Event{Kind: flows.Pressed, Press: do, Message: "1"} }
	card := func(phone string, own, forwarded bool) flows.Event {
		return flows.Event{Kind: flows.Said, Contact: &flows.Contact{Phone: phone, Own: own, Forwarded: forwarded}}
	}
	id := h.member(headPhone).ID
	used, frozen, old := h.invites(deputyPhone, Invite), h.invites("0900000005", Invite), h.invites(headPhone, Invite)
	h.says("first", "/start "+used)
	h.says("second", "/start "+frozen)
	h.presses("second", "join.no "+h.member("0900000005").ID)
	digits := h.invites(headPhone, InviteByDigits)
	h.invites(headPhone, Invite) // so that the old one is taken back
	group := h.invites("NH-01", func(tx store.Tx, set flows.Settings, _ string, at time.Time) (string, time.Time, error) {
		return InviteGroup(tx, set, "NH-01", at)
	})
	h.now = h.now.Add(digitsFor)
	none := strings.Repeat("b", codeLetters)
	return []probe{
		{"a used code", said("/start " + used), said("/start " + none)},
		{"a used code typed", said(groups(strings.ToUpper(used), 4)), said(groups(none, 4))},
		{"a frozen code", said("/start " + frozen), said("/start " + none)},
		{"a code taken back", said(old), said(none)},
		{"the code of a group", said("/start " + group), said("/start " + none)},
		{"digits too late", said(digits), said("000000")},
		{"a code that is none", said("/start x"), said("/start " + none)},
		{"a number typed", said(headPhone), said("0911111111")},
		{"a name typed", said("Giàng A Mẫu"), said("Xyz Xyz Xyz")},
		{"words of a member", said("khẩn sạt lở Bản Mẫu"), said("abc abc abc")},
		{"the verb of a case", said("NHAN 2611-1"), said("abc 2611-1")},
		{"a command of members", said("/viec"), said("/abcdef")},
		{"letting in", said("/duyet 1 NH-01"), said("/abcdef 1 NH-01")},
		{"this is me", press("join.yes " + id), press("join.yes m999")},
		{"a name on a phone", press("join.pick " + id), press("join.pick x")},
		{"not me", press("join.no " + id), press("join.no")},
		{"agreeing", press("join.agree " + id + " " + noticeVersion), press("join.agree m999 9")},
		{"refusing", press("join.refuse " + id + " " + noticeVersion), press("join.refuse")},
		{"inviting", press("moilai " + id), press("moilai m999")},
		{"moving", press("doimay 1 " + id), press("doimay 999 m999")},
		{"approving", press("duyet 1 NH-01 dung"), press("abc")},
		{"taking a case", press("nhan 2611-1"), press("abc 2611-1")},
		{"another's card", card(headPhone, false, false), card("0911111111", false, false)},
		{"a forwarded card", card(headPhone, true, true), card("0911111111", true, true)},
		{"another's forwarded card", card(headPhone, false, true), card("12", false, true)},
	}
}

// TestProbes is reliability S30: a thousand tries of strangers teach nothing of
// who is in the organisation, and leave little behind.
func TestProbes(t *testing.T) {
	h := newHall(t)
	h.joins("an", headPhone)
	all, secrets := probes(h), h.secrets()
	rows := h.rows()
	tries, answers, different, leaked := 0, 0, 0, 0
	for tries < 1000 {
		for i, p := range all {
			h.now = h.now.Add(triesWithin / 20)
			a := h.takes(fmt.Sprintf("a%d.%d", i, tries), p.real)
			b := h.takes(fmt.Sprintf("b%d.%d", i, tries), p.nonsense)
			tries, answers = tries+2, answers+len(a)+len(b)
			if shape(a) != shape(b) || len(a) != 1 {
				different++
				t.Errorf("%s is answered %q, and nonsense %q", p.name, shape(a), shape(b))
			}
			for _, secret := range secrets {
				if strings.Contains(shape(a)+shape(b), secret) {
					leaked++
					t.Errorf("%s is answered with %q", p.name, secret)
				}
			}
		}
		if t.Failed() {
			t.FailNow()
		}
	}
	// One row of a stranger, one answer and one timer each; what else there is
	// does not grow with them.
	if grown := h.rows() - rows; grown > 3*tries+10 {
		t.Errorf("%d tries left %d rows behind", tries, grown)
	}
	if got := h.bindings(); got != "Giàng A Mẫu=an" {
		t.Errorf("bound %s", got)
	}
	t.Logf("%d probes of %d kinds, %d answers: %d told apart from nonsense, %d with a name, place or number", tries, len(all), answers, different, leaked)
}

// TestOneProberIsAnsweredSeldom is the same of one who will not stop.
func TestOneProberIsAnsweredSeldom(t *testing.T) {
	h := newHall(t)
	all := probes(h)
	rows, answers := h.rows(), 0
	for i := range 1000 {
		answers += len(h.takes("la", all[i%len(all)].real))
	}
	if grown := h.rows() - rows; answers > answersADay || grown > 15 {
		t.Errorf("a thousand tries of one: %d answers and %d rows", answers, grown)
	}
	t.Logf("1000 probes of one stranger: %d answers, %d rows", answers, h.rows()-rows)
}

// shape is all that somebody sees of what they were told.
func shape(told []flows.Message) string {
	var all []string
	for _, m := range told {
		all = append(all, fmt.Sprintf("%s %v %v", m.Text, m.Buttons, m.Lane))
	}
	return strings.Join(all, "\n")
}

// secrets are the names, numbers and places of the roster.
func (h *hall) secrets() (all []string) {
	h.t.Helper()
	h.view(func(tx store.Tx) {
		for m := range flows.Members.All(tx) {
			all = append(all, m.Name)
			if m.Phone != "" {
				all = append(all, m.Phone)
			}
		}
		for u := range flows.Units.All(tx) {
			all = append(all, u.Name)
			if len(u.Code) > 3 { // "11" is in the number of the police
				all = append(all, u.Code)
			}
		}
	})
	return all
}

// rows counts what joining and telling keep.
func (h *hall) rows() (n int) {
	h.t.Helper()
	h.view(func(tx store.Tx) {
		for range visitors.All(tx) {
			n++
		}
		for range flows.Outbox.All(tx) {
			n++
		}
		for range flows.Timers.All(tx) {
			n++
		}
		for range tried.All(tx) {
			n++
		}
	})
	return n
}
