package channeltest

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf16"

	"caunoi/bot"
	"caunoi/flows"
)

// sentence is Vietnamese that uses marks of every kind.
const sentence = "Mưa lớn, đất đá sạt xuống đường vào bản Nậm Chua; bà con chưa qua được. Ưu tiên chở thuốc, gạo. "

// long returns exactly n UTF-16 units of Vietnamese.
func long(n int) string {
	s := []rune(strings.Repeat(sentence, n/len([]rune(sentence))+1))[:n]
	if s[n-1] == ' ' {
		s[n-1] = '.'
	}
	return string(s)
}

func nameAndLimits(t *testing.T, r Rig) {
	name, l := r.Channel.Name(), r.Channel.Limits()
	if name == "" || strings.ContainsAny(name, ": /\x00") {
		t.Errorf("name %q cannot be the first part of an address", name)
	}
	if l.Text < 200 {
		t.Errorf("a message of at most %d units is too short to be useful", l.Text)
	}
	if l != r.Channel.Limits() {
		t.Error("the limits changed")
	}
}

func textArrives(t *testing.T, r Rig) {
	l := listen(t, r.Channel, "", nil)
	before := time.Now().Add(-time.Hour)
	id := r.Say("khẩn sạt lở ở đầu bản")
	e := l.next()
	if e.Kind != flows.Said || e.Text != "khẩn sạt lở ở đầu bản" {
		t.Errorf("got kind %d, text %q", e.Kind, e.Text)
	}
	if e.By != r.home() || e.Chat != r.home() || !e.Private {
		t.Errorf("by %q in %q (private %v), want %q", e.By, e.Chat, e.Private, r.home())
	}
	if e.ID == "" || !strings.HasPrefix(e.ID, r.Channel.Name()+":") || e.At.Before(before) {
		t.Errorf("id %q at %v", e.ID, e.At)
	}
	if id != "" && e.Message != id {
		t.Errorf("message %q, want %q", e.Message, id)
	}
}

func inOrder(t *testing.T, r Rig) {
	l := listen(t, r.Channel, "", nil)
	const n = 250 // more than two polls of a hundred
	for i := range n {
		r.Say(fmt.Sprintf("tin %d", i))
	}
	ids := map[string]bool{}
	for i := range n {
		e := l.next()
		if want := fmt.Sprintf("tin %d", i); e.Text != want {
			t.Fatalf("event %d is %q, want %q", i, e.Text, want)
		}
		if ids[e.ID] {
			t.Fatalf("id %s came twice", e.ID)
		}
		ids[e.ID] = true
	}
}

func longIn(t *testing.T, r Rig) {
	l := listen(t, r.Channel, "", nil)
	want := long(r.Channel.Limits().Text)
	r.Say(want)
	if got := l.next().Text; got != want {
		t.Errorf("%d units arrived of %d", len(utf16.Encode([]rune(got))), len(want))
	}
}

func editArrives(t *testing.T, r Rig) {
	need(t, r.Edit != nil, "people change what they sent")
	l := listen(t, r.Channel, "", nil)
	id := r.Say("ba nhà")
	l.next()
	r.Edit(id, "bốn nhà")
	e := l.next()
	if e.Kind != flows.Edited || e.Text != "bốn nhà" || e.Message != id {
		t.Errorf("got kind %d, text %q, message %q; want an edit of %q", e.Kind, e.Text, e.Message, id)
	}
}

func pressArrives(t *testing.T, r Rig) {
	need(t, r.Press != nil, "buttons")
	l := listen(t, r.Channel, "", nil)
	o := r.show(t, flows.Act{Text: "Ai nhận?", Buttons: []flows.Button{{Label: "✋ Nhận", Do: "nhan 2611-42"}}})
	r.Press(o.Shown, "nhan 2611-42")
	e := l.next()
	if e.Kind != flows.Pressed || e.Press != "nhan 2611-42" || e.Message != o.Shown || e.By != r.home() {
		t.Errorf("got kind %d, press %q on %q by %q", e.Kind, e.Press, e.Message, e.By)
	}
}

func pictureArrives(t *testing.T, r Rig) {
	need(t, r.Photo != nil, "pictures")
	l := listen(t, r.Channel, "", nil)
	want := r.Photo("cầu gãy")
	e := l.next()
	if e.Kind != flows.Said || e.Text != "cầu gãy" || len(e.Files) != 1 || e.Files[0].Kind != flows.Photo {
		t.Fatalf("got kind %d, text %q, files %v", e.Kind, e.Text, e.Files)
	}
	if e.Files[0].Channel != r.Channel.Name() || e.Files[0].Ref == "" {
		t.Errorf("the file names channel %q, reference %q", e.Files[0].Channel, e.Files[0].Ref)
	}
	f, err := r.Channel.Open(t.Context(), e.Files[0])
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	got, err := io.ReadAll(f)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatalf("read: %v", err)
	}
	if string(got) != string(want) {
		t.Errorf("%d bytes were read, want the %d that were sent", len(got), len(want))
	}
	r.show(t, flows.Act{Text: "Ảnh của bà con", Files: e.Files})
	seen := r.Seen()
	if n := len(seen); n == 0 || seen[n-1].Files != 1 {
		t.Errorf("the picture was not shown: %+v", seen)
	}
	_, err = r.Channel.Open(t.Context(), flows.File{Kind: flows.Photo, Channel: r.Channel.Name(), Ref: "nothing"})
	if err == nil {
		t.Fatal("a file that is not there was opened")
	}
	r.keepsSecret(t, "the error of open", err.Error())
}

func contactArrives(t *testing.T, r Rig) {
	need(t, r.Contact != nil, "contact cards")
	l := listen(t, r.Channel, "", nil)
	for _, own := range []bool{true, false} {
		r.Contact("+84900000001", own)
		e := l.next()
		if e.Contact == nil || e.Contact.Phone == "" || e.Contact.Own != own {
			t.Errorf("got %+v, want a card with own %v", e.Contact, own)
		}
	}
}

func placeArrives(t *testing.T, r Rig) {
	need(t, r.Place != nil, "places")
	l := listen(t, r.Channel, "", nil)
	r.Place(22.0625, 102.375)
	e := l.next()
	if e.Place == nil || math.Abs(e.Place.Lat-22.0625) > 1e-4 || math.Abs(e.Place.Lon-102.375) > 1e-4 {
		t.Errorf("got %+v", e.Place)
	}
}

func blockArrives(t *testing.T, r Rig) {
	need(t, r.Block != nil && r.Unblock != nil, "closing a chat")
	l := listen(t, r.Channel, "", nil)
	r.Block()
	if e := l.next(); e.Kind != flows.Blocked || e.By != r.home() {
		t.Errorf("got kind %d by %q", e.Kind, e.By)
	}
	r.Unblock()
	if e := l.next(); e.Kind != flows.Opened || e.By != r.home() {
		t.Errorf("got kind %d by %q", e.Kind, e.By)
	}
}

func givenAgain(t *testing.T, r Rig) {
	var calls atomic.Int32
	var first []string
	l := listen(t, r.Channel, "", func(b bot.Batch) error {
		if calls.Add(1) > 2 || len(b.Events) == 0 {
			return nil
		}
		for _, e := range b.Events {
			first = append(first, e.ID)
		}
		return errors.New("the disk is full")
	})
	r.Say("một")
	r.Say("hai")
	one, two := l.next(), l.next()
	if one.Text != "một" || two.Text != "hai" {
		t.Errorf("got %q and %q", one.Text, two.Text)
	}
	if calls.Load() < 3 || len(first) == 0 || first[0] != one.ID {
		t.Errorf("refused were %v, then %s was given after %d calls", first, one.ID, calls.Load())
	}
}

func againAfterRestart(t *testing.T, r Rig) {
	need(t, r.Again != nil, "keeping for a channel that is away")
	refused := make(chan string, 10_000)
	l := listen(t, r.Channel, "", func(b bot.Batch) error {
		for _, e := range b.Events {
			refused <- e.ID
		}
		return errors.New("the disk is full")
	})
	r.Say("một")
	var id string
	select {
	case id = <-refused:
	case <-time.After(patience):
		t.Fatal("no event came")
	}
	l.stop()
	if e := listen(t, r.Again(), "", nil).next(); e.Text != "một" || e.ID != id {
		t.Errorf("after the restart %q (%s) came, want một (%s)", e.Text, e.ID, id)
	}
}

func notAgainAfterRestart(t *testing.T, r Rig) {
	need(t, r.Again != nil, "keeping for a channel that is away")
	l := listen(t, r.Channel, "", nil)
	r.Say("một")
	l.next()
	cursor := l.stop()
	r.Say("hai")
	if e := listen(t, r.Again(), cursor, nil).next(); e.Text != "hai" {
		t.Errorf("after the restart %q came, want hai", e.Text)
	}
}

func spoiltOne(t *testing.T, r Rig) {
	need(t, r.Spoil != nil, "updates that cannot be read")
	l := listen(t, r.Channel, "", nil)
	r.Say("một")
	r.Spoil()
	r.Say("hai")
	if one, two := l.next(), l.next(); one.Text != "một" || two.Text != "hai" {
		t.Errorf("got %q and %q", one.Text, two.Text)
	}
	select {
	case b := <-l.bad:
		r.keepsSecret(t, "why of the bad one", b.Why)
		if b.Why == "" {
			t.Error("the bad one does not say why")
		}
	case <-time.After(patience):
		t.Error("the bad one was not told")
	}
}

func receiveStops(t *testing.T, r Rig) {
	l := listen(t, r.Channel, "", nil)
	r.Say("một")
	l.next()
	l.stop() // fails the test if it takes longer than a second
}

func receiveRecovers(t *testing.T, r Rig) {
	need(t, r.Down != nil && r.Up != nil, "being unreachable")
	r.Down()
	l := listen(t, r.Channel, "", nil)
	r.Up()
	r.Say("một")
	if e := l.next(); e.Text != "một" {
		t.Errorf("got %q", e.Text)
	}
}
