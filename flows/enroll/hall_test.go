package enroll

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/roster"
	"caunoi/store"
	"caunoi/store/bolt"
)

// register is what the table of contents of the program says of this package.
func register(d *flows.Desk) {
	d.Stranger(Stranger)
	d.Door("join.pick", Pick)
	d.Door("join.yes", Yes)
	d.Door("join.no", NotMe)
	d.Door("join.agree", Agree)
	d.Door("join.refuse", Refuse)
	d.Command("start", Start(Shared(func(t *flows.Turn, _ []string) { t.Reply("join.already", nil, menu()...) })))
	d.Verb("leave", func(t *flows.Turn, _ []string) { Withdraw(t) }) // as the flow of personal data does
	d.Verb("duyet", Approve)
	d.Verb("khongduyet", Deny)
	d.Answer("newcomer.name", Named)
	d.Verb("doimay", AllowMove)
	d.Verb("khongdoi", StopMove)
	d.Timer("join.move", Move)
	d.Command("duyet", Approve)
	d.Command("pin", Pin)
	d.Answer("pin.said", PinSaid)
	d.Answer("pin.new", PinNew)
	d.Answer("pin.old", PinGone)
	d.Coded(Coded)
	d.Verb("moilai", InviteAgain)
	d.Verb("moiso", InviteDigits)
	d.About("invite", flows.Subject{Card: Sheet})
	d.Always("codes.lapse", LapseEvery, Lapse)
	d.Timer("join.listed", Listed)
	d.Timer("join.forget", Forget)
}

var zone = time.FixedZone("+07", 7*60*60)

// day1 is after every date of the sample.
var day1 = time.Date(2026, 11, 21, 8, 0, 0, 0, zone)

func update(t testing.TB, db store.DB, f func(store.Tx)) {
	t.Helper()
	if err := db.Update(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

// lists imports a file as the program does.
func lists(t *testing.T, db store.DB, file string) roster.Plan {
	t.Helper()
	sheet, err := roster.Read(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	var p roster.Plan
	update(t, db, func(tx store.Tx) {
		p = roster.Compare(tx, sheet, day1)
		roster.Apply(tx, p)
		Listen(tx, p.Members, day1)
	})
	return p
}

// sample is the roster of the domain notes.
func sample(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../roster/testdata/roster-mau.csv")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A hall is a desk with a roster, and a clock.
type hall struct {
	t    *testing.T
	db   store.DB
	path string
	desk *flows.Desk
	now  time.Time
	seq  int64
}

func newHall(t *testing.T) *hall {
	t.Helper()
	set := flows.Defaults()
	set.Zone, set.DutyPhone, set.Organisation = zone, "02150000000", "Xã Mẫu"
	set.Secret = []byte("hall")
	d, err := newDesk(set, map[string]flows.Traits{"telegram": {Buttons: true, Edits: true, Phones: true, Link: link}})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "db")
	db, err := bolt.Open(path, bolt.Options{Init: true, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	h := &hall{t: t, db: db, path: path, desk: d, now: day1}
	lists(t, h.db, sample(t))
	return h
}

// link is the address of a code, as Telegram has it.
func link(code string, _ bool) string { return "https://t.me/bot?start=" + code }

// takes lets the desk take an event of a chat and returns what that chat was
// told.
func (h *hall) takes(chat string, e flows.Event) []flows.Message {
	h.t.Helper()
	h.seq++
	h.now = h.now.Add(time.Second)
	e.ID, e.Seq, e.At = fmt.Sprintf("telegram:u%d", h.seq), h.seq, h.now
	e.By = flows.At("telegram", chat)
	if e.Chat == "" {
		e.Chat, e.Private = e.By, true
	}
	update(h.t, h.db, func(tx store.Tx) {
		if taken := h.desk.Take(tx, []flows.Event{e}); len(taken.Aside) > 0 {
			h.t.Fatalf("put aside: %+v", taken.Aside)
		}
	})
	var told []flows.Message
	h.view(func(tx store.Tx) {
		for m := range flows.Outbox.All(tx) {
			if m.To == e.By && strings.HasPrefix(m.ID, e.ID+".") {
				told = append(told, m)
			}
		}
	})
	return told
}

func (h *hall) view(f func(store.Tx)) {
	h.t.Helper()
	if err := h.db.View(context.Background(), f); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hall) says(chat, words string) []flows.Message {
	h.t.Helper()
	return h.takes(chat, flows.Event{Kind: flows.Said, Text: words})
}

func (h *hall) presses(chat, do string) []flows.Message {
	h.t.Helper()
	return h.takes(chat, flows.Event{Kind: flows.Pressed, Press: do, Message: "1"})
}

func (h *hall) contact(chat, number string) []flows.Message {
	h.t.Helper()
	return h.takes(chat, flows.Event{Kind: flows.Said, Contact: &flows.Contact{Phone: number, Own: true}})
}

// joins takes a chat through joining.
func (h *hall) joins(chat, number string) flows.Member {
	h.t.Helper()
	m := h.member(number)
	h.contact(chat, number)
	h.presses(chat, "join.yes "+m.ID)
	h.presses(chat, "join.agree "+m.ID+" "+noticeVersion)
	m = h.member(number)
	if !here(m, flows.At("telegram", chat)) {
		h.t.Fatalf("%s has not joined: %+v", chat, m)
	}
	return m
}

// member returns the owner of a number.
func (h *hall) member(number string) (found flows.Member) {
	h.t.Helper()
	h.view(func(tx store.Tx) {
		for m := range flows.Members.Under(tx, "phone", store.Key(number)) {
			if m.Shares == "" {
				found = m
			}
		}
	})
	return found
}

// bindings are the chats that members are bound to.
func (h *hall) bindings() string {
	h.t.Helper()
	var all []string
	h.view(func(tx store.Tx) {
		for m := range flows.Members.All(tx) {
			for _, home := range m.Homes {
				all = append(all, m.Name+"="+home.Address.Chat())
			}
		}
	})
	return strings.Join(all, " ")
}

// outbox returns what a chat was told that holds some words.
func (h *hall) outbox(chat, words string) []flows.Message {
	var told []flows.Message
	h.view(func(tx store.Tx) {
		for m := range flows.Outbox.All(tx) {
			if m.To == flows.At("telegram", chat) && strings.Contains(m.Text, words) {
				told = append(told, m)
			}
		}
	})
	return told
}
