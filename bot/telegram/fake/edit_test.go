package fake_test

import (
	"fmt"
	"strings"
	"testing"

	"caunoi/bot/telegram/fake"
)

// TestEditKinds: a text is edited as a text and what stands under a file as a
// caption, and neither as the other.
func TestEditKinds(t *testing.T) {
	c := start(t, fake.Options{})
	c.s.Person(7, "An").Photo("ảnh")
	ref := "photo=" + c.s.LogFrom(0)[0].Files[0].ID
	if a := c.call("sendMessage", "chat_id=7", "text=a"); !a.OK {
		t.Fatalf("%+v", a)
	}
	if a := c.call("sendPhoto", "chat_id=7", ref, "caption=a"); !a.OK {
		t.Fatalf("%+v", a)
	}
	shown := c.s.Seen(7)
	at := func(i int) string { return fmt.Sprint("message_id=", shown[i].Message) }
	for _, x := range []struct {
		method, message, words string
		want                   string // in what is answered; "" is ok
	}{
		{"editMessageText", at(0), "text=b", ""},
		{"editMessageCaption", at(1), "caption=b", ""},
		{"editMessageText", at(1), "text=c", "no text in the message to edit"},
		{"editMessageCaption", at(0), "caption=c", "no caption in the message to edit"},
		{"editMessageCaption", at(1), "caption=b", "message is not modified"},
		{"editMessageCaption", at(1), "text=b", "unknown parameter text"},
		{"editMessageCaption", at(1), "caption=" + strings.Repeat("a", 1025), "caption is too long"},
		{"editMessageCaption", "message_id=1", "caption=b", "message to edit not found"},
	} {
		if a := c.call(x.method, "chat_id=7", x.message, x.words); a.OK != (x.want == "") || !strings.Contains(a.Desc, x.want) {
			t.Errorf("%s of %s, %.20s: %+v, want %q", x.method, x.message, x.words, a, x.want)
		}
	}
	for i, s := range c.s.Seen(7) {
		if s.Text != "b" || len(s.Files) != i {
			t.Errorf("message %d shows %+v", i, s)
		}
	}
	c.s.Forgive()
}
