package telegram_test

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"caunoi/bot/telegram"
	"caunoi/bot/telegram/fake"
	"caunoi/flows"
)

// TestNeverCalled refuses what Telegram would refuse, without a call.
func TestNeverCalled(t *testing.T) {
	s := serve(t, fake.Options{})
	s.Person(7, "An")
	c := channel(t, s, &notebook{})
	button := func(b flows.Button) flows.Act { return flows.Act{Text: "a", Buttons: []flows.Button{b}} }
	photo := flows.File{Kind: flows.Photo, Channel: "telegram", Ref: "x"}
	for why, act := range map[string]flows.Act{
		"empty":                        {},
		"too long":                     {Text: strings.Repeat("ạ", 4097)},
		"button too long":              button(flows.Button{Label: "a", Do: strings.Repeat("ạ", 22)}),
		"button without act":           button(flows.Button{Label: "a"}),
		"button without label":         button(flows.Button{Do: "a"}),
		"bad message":                  {Text: "a", Edit: "x"},
		"an edit cannot ask the phone": {Text: "a", Edit: "5", Buttons: []flows.Button{{Label: "a", Want: flows.WantContact}}},
		"an edit cannot bring files":   {Text: "a", Edit: "5", Files: []flows.File{photo}},
		"file of another channel":      {Text: "a", Files: []flows.File{{Kind: flows.Photo, Channel: "zalo", Ref: "x"}}},
		"bad file":                     {Text: "a", Files: []flows.File{{Kind: "odd", Channel: "telegram", Ref: "x"}}},
	} {
		if got := c.Do(t.Context(), "7", act); got.Result != flows.Never || got.Why != why {
			t.Errorf("%s: ended as %d (%q)", why, got.Result, got.Why)
		}
	}
	if n := len(s.Stats().Calls); n != 0 {
		t.Errorf("%d methods were called", n)
	}
}

// TestPhoneKeyboard asks the phone for its number and its place.
func TestPhoneKeyboard(t *testing.T) {
	s := serve(t, fake.Options{})
	an := s.Person(7, "An")
	c := channel(t, s, &notebook{})
	o := c.Do(t.Context(), "7", flows.Act{Text: "Số của đồng chí?", Buttons: []flows.Button{
		{Label: "📱 Gửi số", Want: flows.WantContact}, {Label: "📍 Gửi vị trí", Want: flows.WantPlace}, {Label: "Bỏ", Do: "bo"},
	}})
	if o.Result != flows.Done {
		t.Fatalf("ended as %+v", o)
	}
	var wants []string
	for _, row := range s.Seen(7)[0].Buttons {
		for _, b := range row {
			wants = append(wants, b.Label+"="+b.Want)
		}
	}
	if want := "📱 Gửi số=contact 📍 Gửi vị trí=place Bỏ="; strings.Join(wants, " ") != want {
		t.Errorf("shown %q, want %q", wants, want)
	}
	if err := an.Press(0, "📱 Gửi số"); err != nil {
		t.Error(err)
	}
}

// TestRows puts short buttons side by side, long ones and those that ask for it
// on a row of their own.
func TestRows(t *testing.T) {
	s := serve(t, fake.Options{})
	s.Person(7, "An")
	c := channel(t, s, &notebook{})
	for labels, want := range map[string]string{
		"Có|Không":                "Có Không",
		"1|2|3|4":                 "1 2 3 / 4",
		"✋ Nhận xử lý|❓ Hỏi thêm": "✋ Nhận xử lý ❓ Hỏi thêm",
		"Có|/Không":               "Có / Không",
		"Thiên tai, sự cố, tai nạn|Có|Không": "Thiên tai, sự cố, tai nạn / Có Không",
		"Gửi|Sửa tất cả các câu|Bỏ":          "Gửi / Sửa tất cả các câu / Bỏ",
	} {
		var buttons []flows.Button
		for _, l := range strings.Split(labels, "|") {
			label, row := strings.CutPrefix(l, "/")
			buttons = append(buttons, flows.Button{Label: label, Do: "x", Row: row})
		}
		if o := c.Do(t.Context(), "7", flows.Act{Text: "a", Buttons: buttons}); o.Result != flows.Done {
			t.Fatalf("ended as %+v", o)
		}
		var rows []string
		seen := s.Seen(7)
		for _, row := range seen[len(seen)-1].Buttons {
			var line []string
			for _, b := range row {
				line = append(line, b.Label)
			}
			rows = append(rows, strings.Join(line, " "))
		}
		if got := strings.Join(rows, " / "); got != want {
			t.Errorf("%s: rows %q, want %q", labels, got, want)
		}
	}
}

// TestFiles sends files as few messages as they fit into, the text under them
// where it fits and after them where it does not.
func TestFiles(t *testing.T) {
	s := serve(t, fake.Options{})
	an := s.Person(7, "An")
	c := channel(t, s, &notebook{})
	an.Album(10, "")
	an.Voice()
	an.Sticker()
	an.Document("a.pdf", []byte("pdf"))
	kept := map[flows.FileKind][]flows.File{}
	for _, e := range s.Log() {
		for _, f := range e.Files {
			kind := flows.FileKind(f.Kind)
			kept[kind] = append(kept[kind], flows.File{Kind: kind, Channel: "telegram", Ref: f.ID})
		}
	}
	photos := kept[flows.Photo]
	yes := []flows.Button{{Label: "Có", Do: "co"}}
	for what, x := range map[string]struct {
		act  flows.Act
		want string // a message each: its kind, its text, "+" if it has buttons
	}{
		"one photo":               {flows.Act{Text: "a", Files: photos[:1], Buttons: yes}, "photo:a+"},
		"one photo, no text":      {flows.Act{Files: photos[:1]}, "photo:"},
		"one photo, a long text":  {flows.Act{Text: strings.Repeat("a", 1025), Files: photos[:1]}, "photo: text:" + strings.Repeat("a", 1025)},
		"voice":                   {flows.Act{Text: "a", Files: kept[flows.Voice]}, "voice:a"},
		"sticker":                 {flows.Act{Text: "a", Files: kept[flows.Sticker]}, "sticker: text:a"},
		"document":                {flows.Act{Text: "a", Files: kept[flows.Document]}, "document:a"},
		"two photos":              {flows.Act{Text: "a", Files: photos[:2]}, "photo:a photo:"},
		"two photos with buttons": {flows.Act{Text: "a", Files: photos[:2], Buttons: yes}, "photo: photo: text:a+"},
		"eleven photos":           {flows.Act{Text: "a", Files: append(slices.Clone(photos), photos[0])}, strings.Repeat("photo: ", 11) + "text:a"},
		"mixed":                   {flows.Act{Text: "a", Files: append(slices.Clone(photos[:2]), kept[flows.Document][0])}, "photo: photo: document: text:a"},
	} {
		before := len(s.Seen(7))
		o := c.Do(t.Context(), "7", x.act)
		if o.Result != flows.Done || o.Shown == "" {
			t.Errorf("%s: ended as %+v", what, o)
			continue
		}
		var got []string
		for _, m := range s.Seen(7)[before:] {
			kind := "text"
			if len(m.Files) > 0 {
				kind = m.Files[0].Kind
			}
			got = append(got, kind+":"+m.Text+strings.Repeat("+", len(m.Buttons)))
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%s: shown %q, want %q", what, got, x.want)
		}
	}
}

// TestReply answers a message, and shows the text all the same if it is gone.
func TestReply(t *testing.T) {
	s := serve(t, fake.Options{})
	an := s.Person(7, "An")
	c := channel(t, s, &notebook{})
	id := an.Say("một")
	if o := c.Do(t.Context(), "7", flows.Act{Text: "a", ReplyTo: "101", Quiet: true}); o.Result != flows.Done {
		t.Fatalf("ended as %+v", o)
	}
	if got := s.Seen(7)[0]; got.ReplyTo != id || !got.Quiet {
		t.Errorf("shown %+v, want a quiet answer to %d", got, id)
	}
	if o := c.Do(t.Context(), "7", flows.Act{Text: "b", ReplyTo: "99999"}); o.Result != flows.Done || s.Seen(7)[1].ReplyTo != 0 {
		t.Errorf("ended as %+v", o)
	}
	s.Fault(fake.Fault{Kind: "error", Code: 400, Description: "Bad Request: message to be replied not found"})
	if o := c.Do(t.Context(), "7", flows.Act{Text: "c", ReplyTo: "101"}); o.Result != flows.Done || s.Seen(7)[2].ReplyTo != 0 {
		t.Errorf("ended as %+v", o)
	}
}

// TestUploadOnce names the files as Telegram knows them, so that they can be
// sent again without their bytes.
func TestUploadOnce(t *testing.T) {
	s := serve(t, fake.Options{})
	s.Person(7, "An")
	c, err := telegram.New(telegram.Options{Token: s.Token(), API: s.URL, Local: func(f flows.File) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader("a file called " + f.Ref)), nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, files := range [][]flows.File{
		{{Kind: flows.Photo, Ref: "chart"}},
		{{Kind: flows.Document, Ref: "a", Name: "a.xlsx"}, {Kind: flows.Document, Ref: "b", Name: "b.xlsx"}},
	} {
		first := c.Do(t.Context(), "7", flows.Act{Text: "a", Files: files})
		if first.Result != flows.Done || len(first.Files) != len(files) {
			t.Fatalf("ended as %+v", first)
		}
		calls := len(s.Seen(7))
		again := c.Do(t.Context(), "7", flows.Act{Text: "a", Files: first.Files})
		if again.Result != flows.Done || again.Files != nil {
			t.Errorf("sent again, it ended as %+v", again)
		}
		for i, m := range s.Seen(7)[calls:] {
			if m.Files[0].ID != first.Files[i].Ref {
				t.Errorf("file %d is %s, want %s", i, m.Files[0].ID, first.Files[i].Ref)
			}
		}
		f, err := c.Open(t.Context(), first.Files[0])
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(f)
		if err != nil || f.Close() != nil || string(text) != "a file called "+files[0].Ref {
			t.Errorf("the service has %q", text)
		}
	}
}

// TestMadeWhileStopping: a file that could not be made because the bot stops,
// or the database did not answer, is sent after the next start.
func TestMadeWhileStopping(t *testing.T) {
	s := serve(t, fake.Options{})
	s.Person(7, "An")
	for err, want := range map[error]flows.Result{
		context.Canceled: flows.Later, context.DeadlineExceeded: flows.Later, io.ErrUnexpectedEOF: flows.Never,
	} {
		c, wrong := telegram.New(telegram.Options{Token: s.Token(), API: s.URL, Local: func(flows.File) (io.ReadCloser, error) { return nil, fmt.Errorf("make: %w", err) }})
		if wrong != nil {
			t.Fatal(wrong)
		}
		act := flows.Act{Text: "a", Files: []flows.File{{Kind: flows.Document, Ref: "a", Name: "a.txt"}}}
		if o := c.Do(t.Context(), "7", act); o.Result != want {
			t.Errorf("%v came to %+v, want %v", err, o, want)
		}
	}
}
