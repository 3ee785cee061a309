package telegram

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
)

// noon is when the tests take updates.
func noon() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

// offline is a channel that reads updates but calls nobody.
func offline(t testing.TB, log io.Writer) *Channel {
	t.Helper()
	c, err := New(Options{Token: "99:test", Now: noon, Log: slog.New(slog.NewTextHandler(log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	c.introduced(account{ID: 99, Name: "CauNoiBot"})
	return c
}

// an is the sender in most cases, in private.
const an = `"message_id":5,"date":1700000000,"from":{"id":7,"first_name":"An","last_name":"Lò","language_code":"vi"},"chat":{"id":7,"type":"private"}`

// group is the same in a group.
const group = `"message_id":5,"date":1700000000,"from":{"id":7,"first_name":"An"},"chat":{"id":-100,"type":"supergroup"}`

// whole is the event of a message of an, with more in it.
func whole(kind flows.Kind, more func(*flows.Event)) *flows.Event {
	e := &flows.Event{
		ID: "telegram:3", Seq: 3, Kind: kind, At: noon(), Said: time.Unix(1700000000, 0), Private: true,
		By: "telegram:7", Chat: "telegram:7", Name: "An Lò", Lang: "vi", Message: "5",
	}
	more(e)
	return e
}

// TestNormal turns updates into events.
func TestNormal(t *testing.T) {
	text := func(s string) *flows.Event { return whole(flows.Said, func(e *flows.Event) { e.Text = s }) }
	file := func(f flows.File) *flows.Event {
		f.Channel = "telegram"
		return whole(flows.Said, func(e *flows.Event) { e.Files = []flows.File{f} })
	}
	for what, c := range map[string]struct {
		update string
		want   *flows.Event
	}{
		"text":          {`"message":{` + an + `,"text":"sạt lở"}`, text("sạt lở")},
		"edit":          {`"edited_message":{` + an + `,"edit_date":1700000060,"text":"sạt lở"}`, whole(flows.Edited, func(e *flows.Event) { e.Text, e.Said = "sạt lở", time.Unix(1700000060, 0) })},
		"edit, no date": {`"edited_message":{` + an + `,"text":"sạt lở"}`, whole(flows.Edited, func(e *flows.Event) { e.Text = "sạt lở" })},
		"reply":         {`"message":{` + an + `,"text":"a","reply_to_message":{"message_id":4,"from":{"id":99}}}`, whole(flows.Said, func(e *flows.Event) { e.Text, e.ReplyTo = "a", "4" })},
		"largest photo": {`"message":{` + an + `,"caption":"cầu","media_group_id":"g","photo":[{"file_id":"s","width":9,"height":9},{"file_id":"l","width":90,"height":90,"file_size":8},{"file_id":"m","width":50,"height":50}]}`, whole(flows.Said, func(e *flows.Event) {
			e.Text, e.Album, e.Files = "cầu", "g", []flows.File{{Kind: flows.Photo, Channel: "telegram", Ref: "l", Size: 8}}
		})},
		"voice":              {`"message":{` + an + `,"voice":{"file_id":"v","duration":7,"file_size":3}}`, file(flows.File{Kind: flows.Voice, Ref: "v", Seconds: 7, Size: 3})},
		"audio":              {`"message":{` + an + `,"audio":{"file_id":"v","duration":7}}`, file(flows.File{Kind: flows.Voice, Ref: "v", Seconds: 7})},
		"video":              {`"message":{` + an + `,"video":{"file_id":"v"}}`, file(flows.File{Kind: flows.Video, Ref: "v"})},
		"video note":         {`"message":{` + an + `,"video_note":{"file_id":"v"}}`, file(flows.File{Kind: flows.Video, Ref: "v"})},
		"animation":          {`"message":{` + an + `,"animation":{"file_id":"v"},"document":{"file_id":"v"}}`, file(flows.File{Kind: flows.Document, Ref: "v"})},
		"document":           {`"message":{` + an + `,"document":{"file_id":"v","file_name":"a.pdf"}}`, file(flows.File{Kind: flows.Document, Ref: "v", Name: "a.pdf"})},
		"sticker":            {`"message":{` + an + `,"sticker":{"file_id":"v"}}`, file(flows.File{Kind: flows.Sticker, Ref: "v"})},
		"odd sizes":          {`"message":{` + an + `,"voice":{"file_id":"v","duration":-7,"file_size":-3}}`, file(flows.File{Kind: flows.Voice, Ref: "v"})},
		"place":              {`"message":{` + an + `,"location":{"latitude":21.5,"longitude":103}}`, whole(flows.Said, func(e *flows.Event) { e.Place = &flows.Place{Lat: 21.5, Lon: 103} })},
		"venue":              {`"message":{` + an + `,"venue":{"location":{"latitude":21.5,"longitude":103}}}`, whole(flows.Said, func(e *flows.Event) { e.Place = &flows.Place{Lat: 21.5, Lon: 103} })},
		"dice":               {`"message":{` + an + `,"dice":{"value":6}}`, text("")},
		"poll":               {`"message":{` + an + `,"poll":{}}`, text("")},
		"command":            {`"message":{` + an + `,"text":"/start 7Q4K"}`, text("/start 7Q4K")},
		"command, our name":  {`"message":{` + an + `,"text":"/start@caunoiBOT 7Q4K"}`, text("/start 7Q4K")},
		"command with marks": {`"message":{` + an + `,"text":"/đăngký@CauNoiBot tên tôi","entities":[{"type":"bot_command","offset":0,"length":900}]}`, text("/đăngký tên tôi")},
		"command, a line":    {`"message":{` + an + `,"text":"/gửi@CauNoiBot\ntin"}`, text("/gửi\ntin")},
		"no command":         {`"message":{` + an + `,"text":"/ an@OtherBot"}`, text("/ an@OtherBot")},
		"an address":         {`"message":{` + an + `,"text":"/an@x.vn"}`, text("/an@x.vn")},
	} {
		got := readOne(t, what, c.update)
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %+v, want %+v", what, got, c.want)
		}
	}
}

// TestNotForUs drops updates that are not for us before anything can be stored.
func TestNotForUs(t *testing.T) {
	for what, update := range map[string]string{
		"live place":           `"edited_message":{` + an + `,"location":{"latitude":1,"longitude":2,"live_period":60}}`,
		"service note":         `"message":{` + an + `,"pinned_message":{"message_id":1}}`,
		"unknown kind":         `"message_reaction":{"chat":7}`,
		"bot":                  `"message":{"message_id":5,"from":{"id":8,"is_bot":true},"chat":{"id":8,"type":"private"},"text":"a"}`,
		"no sender":            `"message":{"message_id":5,"chat":{"id":-8,"type":"channel"},"text":"a"}`,
		"telegram itself":      `"message":{"message_id":5,"from":{"id":777000},"chat":{"id":777000,"type":"private"},"text":"a"}`,
		"command, other's":     `"message":{` + an + `,"text":"/start@OtherBot 7Q4K"}`,
		"command, longer":      `"message":{` + an + `,"text":"/start@CauNoiBot2 a"}`,
		"group talk":           `"message":{` + group + `,"text":"hôm nay họp"}`,
		"group talk of us":     `"message":{` + group + `,"text":"hỏi @CauNoiBot xem"}`,
		"group photo":          `"message":{` + group + `,"photo":[{"file_id":"s"}]}`,
		"group edit":           `"edited_message":{` + group + `,"text":"hôm nay họp"}`,
		"group other's":        `"message":{` + group + `,"text":"/nhan@OtherBot 1"}`,
		"group linked":         `"message":{` + group + `,"is_automatic_forward":true,"text":"/x"}`,
		"group reply, other's": `"message":{` + group + `,"text":"a","reply_to_message":{"message_id":4,"from":{"id":8}}}`,
		"press of a game":      `"callback_query":{"id":"c","from":{"id":7},"message":{"message_id":5,"chat":{"id":7,"type":"private"}},"game_short_name":"g"}`,
		"press elsewhere":      `"callback_query":{"id":"c","from":{"id":7},"inline_message_id":"i","data":"x"}`,
		"left":                 `"my_chat_member":{"chat":{"id":7,"type":"private"},"from":{"id":7},"new_chat_member":{"status":"restricted"}}`,
	} {
		if got := readOne(t, what, update); got != nil {
			t.Errorf("%s: got %+v", what, got)
		}
	}
}

// readOne reads an update, which must not be bad, and returns its event.
func readOne(t *testing.T, what, fields string) *flows.Event {
	t.Helper()
	b, next := offline(t, io.Discard).read([]json.RawMessage{json.RawMessage(`{"update_id":3,` + fields + `}`)}, place{next: 3})
	if len(b.Bad) > 0 || next.next != 4 {
		t.Errorf("%s: bad %v, next %d", what, b.Bad, next.next)
	}
	if len(b.Events) == 0 {
		return nil
	}
	return &b.Events[0]
}

// TestNormalElsewhere looks at the events that are not a message of an in
// private.
func TestNormalElsewhere(t *testing.T) {
	for what, c := range map[string]struct {
		update string
		fits   func(e *flows.Event) bool
	}{
		"command in a group": {`"message":{` + group + `,"text":"/nhan@CauNoiBot 2611-42"}`, func(e *flows.Event) bool {
			return e.Text == "/nhan 2611-42" && e.Chat == "telegram:-100" && e.By == "telegram:7" && !e.Private
		}},
		"bare command in a group": {`"message":{` + group + `,"text":"/nhan 2611-42"}`, func(e *flows.Event) bool { return e.Text == "/nhan 2611-42" }},
		"reply to us in a group": {`"message":{` + group + `,"text":"một","reply_to_message":{"message_id":4,"from":{"id":99,"is_bot":true}}}`, func(e *flows.Event) bool {
			return e.Text == "một" && e.ReplyTo == "4"
		}},
		"press": {`"callback_query":{"id":"c","from":{"id":7,"first_name":"An"},"message":{"message_id":5,"date":0,"chat":{"id":7,"type":"private"}},"data":"nhan 2611-42"}`, func(e *flows.Event) bool {
			return e.Kind == flows.Pressed && e.Press == "nhan 2611-42" && e.Message == "5" && e.Private && e.Said.IsZero()
		}},
		"press in a group": {`"callback_query":{"id":"c","from":{"id":7},"message":{"message_id":5,"chat":{"id":-100,"type":"group"}},"data":"x"}`, func(e *flows.Event) bool {
			return e.By == "telegram:7" && e.Chat == "telegram:-100" && !e.Private
		}},
		"blocked": {`"my_chat_member":{"date":9,"chat":{"id":7,"type":"private"},"from":{"id":7},"new_chat_member":{"status":"kicked"}}`, func(e *flows.Event) bool { return e.Kind == flows.Blocked }},
		"opened":  {`"my_chat_member":{"date":9,"chat":{"id":7,"type":"private"},"from":{"id":7},"new_chat_member":{"status":"member"}}`, func(e *flows.Event) bool { return e.Kind == flows.Opened }},
	} {
		if e := readOne(t, what, c.update); e == nil || !c.fits(e) {
			t.Errorf("%s: got %+v", what, e)
		}
	}
}

// TestContacts is who a contact card is taken to be of (S05): own only with the
// sender's own id, in private; forwarded is told apart.
func TestContacts(t *testing.T) {
	for _, c := range []struct {
		card, more     string
		own, forwarded bool
	}{
		{`"phone_number":"84900000001","user_id":7`, ``, true, false},
		{`"phone_number":"84900000001","user_id":8`, ``, false, false},
		{`"phone_number":"84900000001"`, ``, false, false},
		{`"phone_number":"84900000001","user_id":0`, ``, false, false},
		{`"phone_number":"84900000001","user_id":7`, `,"forward_origin":{"type":"user"}`, true, true},
		{`"phone_number":"84900000001","user_id":7`, `,"forward_date":5`, true, true},
		{`"phone_number":"84900000001","user_id":8`, `,"forward_origin":{"type":"hidden_user"}`, false, true},
	} {
		e := readOne(t, c.card, `"message":{`+an+`,"contact":{`+c.card+`}`+c.more+`}`)
		if e == nil || e.Contact == nil || e.Contact.Own != c.own || e.Contact.Forwarded != c.forwarded {
			t.Errorf("%s%s: got %+v", c.card, c.more, e)
		}
	}
	toUs := `,"reply_to_message":{"message_id":4,"from":{"id":99}}`
	e := readOne(t, "group", `"message":{`+group+toUs+`,"contact":{"phone_number":"84900000001","user_id":7}}`)
	if e == nil || e.Contact == nil || e.Contact.Own {
		t.Errorf("in a group a card is nobody's own: %+v", e)
	}
}

// badUpdates is updates that cannot be read. %d is the id where there is one.
func badUpdates() []string {
	bad := []string{
		`null`, `7`, `"x"`, `[]`, `[1]`, `true`, `{}`, `{"update_id":null}`, `{"update_id":"x"}`, `{"update_id":-4}`, `{"update_id":1.5}`,
		`{"update_id":99999999999999999999}`, `{"update_id":[3]}`, `{"message":{"text":"a"}}`,
		`{"update_id":%d,"message":{"message_id":5,"from":{"id":7},"chat":{"id":8,"type":"private"},"text":"a"}}`,
		`{"update_id":%d,"message":{"from":{"id":7},"chat":{"id":7,"type":"private"},"text":"a"}}`,
		`{"update_id":%d,"message":{"message_id":5,"from":{"id":-7},"chat":{"id":7,"type":"private"},"text":"a"}}`,
		`{"update_id":%d,"callback_query":{"id":"c","from":{},"message":{"message_id":5},"data":"x"}}`,
		`{"update_id":%d,"callback_query":{"id":"c","from":{"id":7},"message":{"message_id":5,"chat":{"id":9,"type":"private"}},"data":"x"}}`,
		`{"update_id":%d,"my_chat_member":{"chat":{"id":7,"type":"private"},"new_chat_member":{"status":"kicked"}}}`,
	}
	for _, wrong := range []string{`7`, `"x"`, `[7]`, `true`, `{"a":[]}`, `-1.5e300`} {
		for _, field := range []string{
			`"message":%s`, `"edited_message":%s`, `"callback_query":%s`, `"my_chat_member":%s`,
			`"message":{` + an + `,"text":%s}`, `"message":{` + an + `,"photo":%s}`, `"message":{` + an + `,"voice":%s}`,
			`"message":{` + an + `,"contact":%s}`, `"message":{` + an + `,"location":%s}`, `"message":{` + an + `,"reply_to_message":%s}`,
			`"message":{` + an + `,"date":%s}`, `"message":{"message_id":%s}`, `"message":{"from":%s}`, `"message":{"chat":%s}`,
			`"message":{"from":{"id":%s}}`, `"message":{"chat":{"type":%s}}`, `"callback_query":{"id":%s}`, `"callback_query":{"data":%s}`,
			`"callback_query":{"message":%s}`, `"message":{` + an + `,"document":{"file_size":%s}}`,
			`"message":{` + an + `,"media_group_id":%s}`, `"message":{` + an + `,"photo":[%s]}`, `"message":{` + an + `,"is_automatic_forward":%s}`,
			`"message":{` + an + `,"venue":{"location":%s}}`, `"my_chat_member":{"new_chat_member":%s}`, `"my_chat_member":{"date":%s}`,
		} {
			bad = append(bad, `{"update_id":%d,`+strings.ReplaceAll(field, "%s", wrong)+`}`)
		}
	}
	return bad
}

// TestBadAmongHundred puts each bad update in the middle of a hundred: the
// others arrive, the order stays, the place moves behind the last, and the bad
// one is told without its text (P30).
func TestBadAmongHundred(t *testing.T) {
	var log bytes.Buffer
	c, told := offline(t, &log), 0
	for _, text := range badUpdates() {
		for _, at := range []int{0, 50, 99} {
			raw := make([]json.RawMessage, 100)
			for i := range raw {
				raw[i] = json.RawMessage(strings.ReplaceAll(`{"update_id":%d,"message":{`+an+`,"text":"t"}}`, "%d", strconv.Itoa(1000+i)))
			}
			raw[at] = json.RawMessage(strings.ReplaceAll(text, "%d", strconv.Itoa(1000+at)))
			b, next := c.read(raw, place{next: 1000})
			if len(b.Events) < 99 || next.next != 1100 {
				t.Fatalf("%s at %d: %d events, next %d", text, at, len(b.Events), next.next)
			}
			told += len(b.Bad)
			if len(b.Bad) > 0 && (b.Bad[0].Seq != int64(1000+at) || b.Bad[0].Why == "" || len(b.Bad[0].Why) > 100 || len(b.Bad) > 1) {
				t.Errorf("%s at %d: told as %+v", text, at, b.Bad[0])
			}
		}
	}
	// The rest says nothing that is of an unexpected type, and is passed over.
	if told < 3*130 {
		t.Errorf("%d were told as bad of %d", told, 3*len(badUpdates()))
	}
	if strings.Contains(log.String(), "7,8") || strings.Contains(log.String(), "Lò") {
		t.Error("the log quotes an update")
	}
}

// TestIdsUnreadable moves on where it can, and never backwards, when no id can be read.
func TestIdsUnreadable(t *testing.T) {
	c := offline(t, io.Discard)
	for _, x := range []struct {
		raw  []string
		from int64
		next int64
	}{
		{[]string{`7`}, 50, 51},
		{[]string{`7`, `8`}, 50, 52},
		{[]string{`7`, `{"update_id":60}`}, 0, 61},
		{[]string{`{"update_id":60}`, `7`}, 50, 62},
		{[]string{`{"update_id":5}`}, 900, 6},
	} {
		var raw []json.RawMessage
		for _, r := range x.raw {
			raw = append(raw, json.RawMessage(r))
		}
		if _, next := c.read(raw, place{next: x.from}); next.next != x.next {
			t.Errorf("%v from %d: next %d, want %d", x.raw, x.from, next.next, x.next)
		}
	}
}
