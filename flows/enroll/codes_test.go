package enroll

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// invites gives out a code for the owner of a number.
func (h *hall) invites(number string, make func(store.Tx, flows.Settings, string, time.Time) (string, time.Time, error)) string {
	h.t.Helper()
	var code string
	m := h.member(number)
	update(h.t, h.db, func(tx store.Tx) {
		var err error
		if code, _, err = make(tx, h.desk.Set, m.ID, h.now); err != nil {
			h.t.Error(err)
		}
	})
	return code
}

// at makes an event of a chat at the hall's moment.
func (h *hall) at(chat string, e flows.Event) flows.Event {
	h.seq++
	e.ID, e.Seq, e.At = fmt.Sprintf("telegram:u%d", h.seq), h.seq, h.now
	e.By = flows.At("telegram", chat)
	e.Chat, e.Private = e.By, true
	return e
}

// texts returns what chats of a name's beginning were told, with how many were
// told it.
func (h *hall) texts(from string) map[string]int {
	h.t.Helper()
	told := map[string]int{}
	h.view(func(tx store.Tx) {
		for m := range flows.Outbox.All(tx) {
			if strings.HasPrefix(m.To.Chat(), from) {
				told[m.Text]++
			}
		}
	})
	return told
}

// TestOneLink is reliability S04: of a hundred people who open one link at the
// same moment one joins, and the others are all told the same.
func TestOneLink(t *testing.T) {
	for _, batch := range []bool{true, false} {
		h := newHall(t)
		h.joins("quan", "0900000014")
		code := h.invites(headPhone, Invite)
		var events []flows.Event
		for i := range 100 {
			events = append(events, h.at(fmt.Sprintf("la%d", i), flows.Event{Kind: flows.Said, Text: "/start " + code}))
		}
		if batch {
			update(t, h.db, func(tx store.Tx) { h.desk.Take(tx, events) })
		} else {
			together(t, len(events), func(i int) {
				update(t, h.db, func(tx store.Tx) { h.desk.Take(tx, events[i:i+1]) })
			})
		}
		told := h.texts("la")
		cards, refusals, refusal := 0, 0, ""
		for text, n := range told {
			if strings.Contains(text, "Giàng A Mẫu") {
				cards += n
			} else {
				refusals, refusal = refusals+n, text
			}
		}
		if len(told) != 2 || cards != 1 || refusals != 99 {
			t.Errorf("in one batch %v: %d cards, %d refusals, texts %v", batch, cards, refusals, told)
		}
		m := h.member(headPhone)
		for i := range 100 {
			chat := fmt.Sprintf("la%d", i)
			h.presses(chat, "join.yes "+m.ID)
			h.presses(chat, "join.agree "+m.ID+" "+noticeVersion)
		}
		joined := strings.Count(h.bindings(), "Giàng A Mẫu=")
		unknown := h.says("khac", "/start "+strings.Repeat("a", codeLetters))
		if joined != 1 || len(unknown) != 1 || unknown[0].Text != refusal {
			t.Errorf("in one batch %v: %d joined; an unknown code is answered %v", batch, joined, unknown)
		}
		again := len(h.outbox("quan", "thêm người khác mở"))
		if again != 1 {
			t.Errorf("the administrator was told %d times", again)
		}
		t.Logf("one batch %v: 100 opened one link: %d joined, %d told one and the same, administrator told %d time", batch, joined, refusals, again)
	}
}

// together runs something many times at the same moment.
func together(t *testing.T, n int, f func(i int)) {
	t.Helper()
	var all sync.WaitGroup
	begin := make(chan struct{})
	for i := range n {
		all.Go(func() {
			<-begin
			f(i)
		})
	}
	close(begin)
	all.Wait()
}

// TestDigitsAreFew holds the limits of guessing: five wrong codes of one person
// on a day and a hundred of all in a quarter of an hour, and then a right one
// is answered like a wrong one.
func TestDigitsAreFew(t *testing.T) {
	h := newHall(t)
	code := h.invites(headPhone, InviteByDigits)
	wrong := "000000"
	if code == wrong {
		wrong = "000001"
	}
	refusal := h.says("la", wrong)[0].Text
	for range triesADay - 1 {
		h.now = h.now.Add(time.Minute)
		h.says("la", wrong)
	}
	h.now = h.now.Add(time.Minute)
	if told := h.says("la", code); len(told) != 0 {
		t.Errorf("after five wrong ones the right one is answered %q", told[0].Text)
	}
	code = h.invites(headPhone, InviteByDigits)
	for i := range triesOfAll {
		h.says(fmt.Sprintf("other%d", i), wrong)
	}
	if told := h.says("em", code); len(told) != 1 || told[0].Text != refusal {
		t.Errorf("after a hundred wrong ones of all the right one is answered %+v", told)
	}
	h.now = h.now.Add(triesWithin)
	code = h.invites(headPhone, InviteByDigits)
	if told := h.says("em", code[:3]+" "+code[3:]); len(told) != 1 || !strings.Contains(told[0].Text, "Giàng A Mẫu") {
		t.Errorf("later the right one is answered %+v", told)
	}
}

// TestSecretsAreNotStored looks into the file of the database for what must not
// stand there: the code of a link, six digits, and the number of a phone's part.
func TestSecretsAreNotStored(t *testing.T) {
	h := newHall(t)
	h.joins("quan", "0900000014")
	m := h.member(headPhone)
	link := h.invites(headPhone, Invite)
	h.presses("quan", "moilai "+m.ID)
	digits := h.invites(headPhone, InviteByDigits)
	h.presses("quan", "moiso "+m.ID)
	h.joins("an", headPhone)
	const pin = "913728"
	h.says("an", "/pin")
	h.says("an", pin)
	if len(h.member(headPhone).Pin) == 0 {
		t.Fatal("no number was set")
	}
	data, err := os.ReadFile(h.path)
	if err != nil {
		t.Fatal(err)
	}
	for name, secret := range map[string]string{"link": link, "digits": digits, "number": pin} {
		for _, form := range []string{secret, groups(secret, 3), groups(strings.ToUpper(secret), 4)} {
			if strings.Contains(string(data), form) {
				t.Errorf("the %s stands in the database", name)
			}
		}
	}
}

// TestRevoke takes a lost phone away: nothing works there, nothing is sent
// there, its number alone leads nowhere, and a new code leads back.
func TestRevoke(t *testing.T) {
	h := newHall(t)
	h.joins("quan", "0900000014")
	m := h.joins("cu", headPhone)
	old := h.invites(headPhone, Invite)
	waits := h.says("cu", "/start")[0].ID
	update(t, h.db, func(tx store.Tx) { Revoke(tx, m.ID, h.now) })
	h.view(func(tx store.Tx) {
		if w, _ := flows.Outbox.Get(tx, waits); w.State != flows.Dropped {
			t.Errorf("what waited is %d", w.State)
		}
	})
	for _, press := range []string{"join.pick " + m.ID, "moilai " + m.ID, "join.agree " + m.ID + " " + noticeVersion} {
		h.now = h.now.Add(time.Hour)
		if told := h.presses("cu", press); len(told) != 1 || strings.Contains(told[0].Text, m.Name) {
			t.Errorf("%s on the lost phone is answered %+v", press, told)
		}
	}
	h.now = h.now.AddDate(0, 0, 1)
	h.contact("cu", headPhone)
	h.presses("cu", "join.yes "+m.ID)
	h.presses("cu", "join.agree "+m.ID+" "+noticeVersion)
	h.now = h.now.AddDate(0, 0, 1)
	h.says("cu", "/start "+old)
	if got := h.bindings(); strings.Contains(got, m.Name) {
		t.Fatalf("bound %s", got)
	}
	if n := len(h.outbox("quan", "đã báo mất")); n != 1 {
		t.Errorf("the administrator was told %d times", n)
	}
	code := h.invites(headPhone, Invite)
	h.says("moi", "/start "+code)
	h.presses("moi", "join.yes "+m.ID)
	h.presses("moi", "join.agree "+m.ID+" "+noticeVersion)
	if got := h.bindings(); !strings.Contains(got, m.Name+"=moi") || strings.Contains(got, m.Name+"=cu") {
		t.Errorf("bound %s", got)
	}
}
