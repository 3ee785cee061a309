package enroll

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// newDesk is a desk at which one can only join.
func newDesk(set flows.Settings, traits map[string]flows.Traits) (*flows.Desk, error) {
	texts, err := text.Load(set.Zone)
	if err != nil {
		return nil, err
	}
	d := flows.NewDesk(texts, set, traits)
	register(d)
	return d, nil
}

const headPhone, deputyPhone = "0900000002", "0900000003"

// A contactCase is what somebody does to be taken for the team head, and who is
// bound afterwards.
type contactCase struct {
	name string
	act  func(h *hall)
	want string
}

const boundToLa = "Giàng A Mẫu=la"

// agrees presses on, whatever was answered.
func agrees(h *hall) {
	id := h.member(headPhone).ID
	h.presses("la", "join.yes "+id)
	h.presses("la", "join.agree "+id+" "+noticeVersion)
}

// sends sends a contact and presses on.
func sends(c flows.Contact) func(h *hall) {
	return func(h *hall) {
		h.takes("la", flows.Event{Kind: flows.Said, Contact: &c})
		agrees(h)
	}
}

// sendsOwn sends a contact that the service vouches for, and presses on.
func sendsOwn(number string) func(h *hall) { return sends(flows.Contact{Phone: number, Own: true}) }

// contactCases are contacts of all kinds.
func contactCases() []contactCase {
	return []contactCase{
		{"the own number", sendsOwn(headPhone), boundToLa},
		{"with the country's code", sendsOwn("+84900000002"), boundToLa},
		{"without the plus", sendsOwn("84900000002"), boundToLa},
		{"with spaces", sendsOwn("+84 900 000 002"), boundToLa},
		{"somebody else's", sends(flows.Contact{Phone: headPhone}), ""},
		{"forwarded", sends(flows.Contact{Phone: headPhone, Own: true, Forwarded: true}), ""},
		{"somebody else's, forwarded", sends(flows.Contact{Phone: headPhone, Forwarded: true}), ""},
		{"no contact at all", agrees, ""},
		{"a number not in the roster", sendsOwn("0911111111"), ""},
		{"another member's number than the button's", sendsOwn(deputyPhone), ""},
		{"a number with a digit more", sendsOwn("+849000000021"), ""},
		{"a foreign number that ends alike", sendsOwn("+44900000002"), ""},
		{"too short", sendsOwn("900000"), ""},
		{"nothing", sendsOwn(""), ""},
		{"letters", sendsOwn("0900000OO2"), ""},
		{"somebody who left", func(h *hall) { sendsOwn("0900000008")(h); h.presses("la", "join.yes m8") }, ""},
	}
}

// pressCases are ways around the contact.
func pressCases() []contactCase {
	return []contactCase{
		{"typed, not shared", func(h *hall) { h.says("la", headPhone); agrees(h) }, ""},
		{"in a group", func(h *hall) {
			h.takes("la", flows.Event{Kind: flows.Said, Chat: "telegram:-5", Contact: &flows.Contact{Phone: headPhone, Own: true}})
			agrees(h)
		}, ""},
		{"the buttons pressed in a group", func(h *hall) {
			h.contact("la", headPhone)
			id := h.member(headPhone).ID
			for _, do := range []string{"join.yes " + id, "join.agree " + id + " " + noticeVersion} {
				h.takes("la", flows.Event{Kind: flows.Pressed, Press: do, Chat: "telegram:-5"})
			}
		}, ""},
		{"no notice shown", func(h *hall) {
			h.contact("la", headPhone)
			h.presses("la", "join.agree "+h.member(headPhone).ID+" "+noticeVersion)
		}, ""},
		{"an old notice", func(h *hall) {
			h.contact("la", headPhone)
			h.presses("la", "join.yes "+h.member(headPhone).ID)
			h.presses("la", "join.agree "+h.member(headPhone).ID+" 0")
		}, ""},
		{"the number is another chat's", func(h *hall) { h.joins("first", headPhone); sendsOwn(headPhone)(h) }, "Giàng A Mẫu=first"},
		{"after another number", func(h *hall) { h.contact("la", headPhone); sendsOwn(deputyPhone)(h) }, ""},
		{"refused", func(h *hall) {
			h.contact("la", headPhone)
			id := h.member(headPhone).ID
			h.presses("la", "join.yes "+id)
			h.presses("la", "join.refuse "+id+" "+noticeVersion)
			h.presses("la", "join.agree "+id+" "+noticeVersion)
		}, ""},
		{"words after the button", func(h *hall) {
			h.contact("la", headPhone)
			h.presses("la", "join.yes")
			h.presses("la", "join.agree m999 "+noticeVersion)
		}, ""},
	}
}

// codeCases are contacts together with codes.
func codeCases() []contactCase {
	return []contactCase{
		{"the code of another and the own number", func(h *hall) {
			h.says("la", "/start "+h.invites(deputyPhone, Invite))
			agrees(h)
		}, ""},
		{"a code that somebody else opened", func(h *hall) {
			code := h.invites(headPhone, Invite)
			h.says("first", "/start "+code)
			h.says("la", "/start "+code)
			agrees(h)
		}, ""},
		{"a code that was frozen here", func(h *hall) {
			h.says("la", "/start "+h.invites(headPhone, Invite))
			h.presses("la", "join.no "+h.member(headPhone).ID)
			agrees(h)
		}, ""},
		{"a code in place of which there is a new one", func(h *hall) {
			h.says("la", "/start "+h.invites(headPhone, Invite))
			h.invites(headPhone, Invite)
			agrees(h)
		}, ""},
		{"the own code", func(h *hall) { h.says("la", "/start "+h.invites(headPhone, Invite)); agrees(h) }, boundToLa},
		{"the number after it was lost", func(h *hall) {
			m := h.member(headPhone)
			update(h.t, h.db, func(tx store.Tx) { Revoke(tx, m.ID, h.now) })
			sendsOwn(headPhone)(h)
		}, ""},
	}
}

// TestTwentyContacts is reliability S05: whatever contact is sent, nobody is
// bound to a member whose number they have not proved.
func TestTwentyContacts(t *testing.T) {
	cases := slices.Concat(contactCases(), pressCases(), codeCases())
	if len(cases) < 20 {
		t.Fatalf("only %d cases", len(cases))
	}
	defer func() { t.Logf("%d cases of contacts; any wrong binding is an error above", len(cases)) }()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			h := newHall(t)
			c.act(h)
			if got := h.bindings(); got != c.want {
				t.Errorf("bound %q, want %q", got, c.want)
			}
		})
	}
}

func TestConsentIsKept(t *testing.T) {
	h := newHall(t)
	m := h.joins("an", headPhone)
	if c := m.Consent; c.Version != noticeVersion || !c.Agreed || c.At.IsZero() || !strings.Contains(c.Notice, "Xã Mẫu") {
		t.Errorf("the proof is %+v", m.Consent)
	}
	h.view(func(tx store.Tx) {
		if visitors.Has(tx, "telegram:an") {
			t.Error("a member is still kept as a stranger")
		}
	})
	m.Ended = day1
	update(t, h.db, func(tx store.Tx) { flows.Members.Put(tx, m) })
	if told := h.says("an", "sạt lở"); len(told) != 1 || told[0].Buttons[0].Want != flows.WantContact {
		t.Errorf("who has left is answered %+v", told)
	}
}

// TestStrangersAreAnsweredSeldom counts answers to somebody who will not stop.
func TestStrangersAreAnsweredSeldom(t *testing.T) {
	h := newHall(t)
	answers := 0
	for range 600 {
		answers += len(h.says("la", "xin chào"))
	}
	if answers != 5 {
		t.Errorf("%d answers in ten minutes, want 5", answers)
	}
	if told := h.contact("la", headPhone); len(told) != 1 {
		t.Errorf("a number of the roster is answered %v", told)
	}
	h.now = h.now.AddDate(0, 0, 1)
	if told := h.says("khac", "xin chào"); len(told) != 1 {
		t.Errorf("the next day another one is told %v", told)
	}
}

// TestUnlisted tells an administrator once of a number, and greets its owner
// when the roster has it.
func TestUnlisted(t *testing.T) {
	h := newHall(t)
	h.joins("quan", "0900000014")
	for _, chat := range []string{"la", "la", "khac"} {
		h.contact(chat, "+84911111111")
		h.now = h.now.Add(time.Hour)
	}
	told := h.outbox("quan", "091…111")
	if len(told) != 1 || strings.Contains(told[0].Text, "0911111111") {
		t.Fatalf("the administrator was told %+v", told)
	}
	lists(t, h.db, strings.ReplaceAll(sample(t), deputyPhone, "0911111111"))
	update(t, h.db, func(tx store.Tx) {
		for _, tm := range flows.DueTimers(tx, h.now, 10) {
			h.desk.Take(tx, []flows.Event{flows.Firing(tm, h.now)})
		}
	})
	if told := h.outbox("la", "Sùng A Mẫu"); len(told) != 1 || len(told[0].Buttons) != 2 {
		t.Errorf("after the import the stranger was told %+v", told)
	}
}

// TestNeverReboundSilently is reliability S06.
func TestNeverReboundSilently(t *testing.T) {
	h := newHall(t)
	h.joins("quan", "0900000014")
	m := h.joins("an", headPhone)
	for i := range 50 {
		chat := fmt.Sprintf("thief%d", i)
		h.contact(chat, headPhone)
		if told := h.presses(chat, "join.yes "+m.ID); len(told) != 1 || strings.Contains(told[0].Text, "Đồng ý") {
			t.Fatalf("told %+v", told)
		}
		h.presses(chat, "join.agree "+m.ID+" "+noticeVersion)
	}
	if got := h.bindings(); !strings.Contains(got, "Giàng A Mẫu=an") || strings.Contains(got, "thief") {
		t.Errorf("bound %s", got)
	}
	if n := len(h.outbox("quan", "tài khoản khác")); n != 50 {
		t.Errorf("the administrator was told %d times", n)
	}
	if n := len(h.outbox("an", "tài khoản khác")); n != 50 {
		t.Errorf("the old account was told %d times", n)
	}
}
