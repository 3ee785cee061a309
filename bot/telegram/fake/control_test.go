package fake_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"caunoi/bot/telegram/fake"
)

// TestControl moves people over HTTP and reads what they saw.
func TestControl(t *testing.T) {
	c := start(t, fake.Options{})
	post := func(what, body string) string {
		resp, err := http.Post(c.s.URL+"/control/"+what, "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != 200 {
			t.Errorf("%s %s: %d %s %v", what, body, resp.StatusCode, text, err)
		}
		return string(text)
	}
	for _, move := range []string{
		`say {"person":7,"name":"An","text":"khẩn"}`, `photo {"person":"An","text":"cầu"}`, `voice {"person":7}`, `sticker {"person":7}`,
		`album {"person":7,"count":3}`, `contact {"person":7,"phone":"+84900000001"}`, `place {"person":7,"lat":21,"lon":103}`,
		`document {"person":7,"name":"a.pdf","text":"x"}`, `edit {"person":7,"message":101,"text":"khẩn cấp"}`, `block {"person":7}`, `unblock {"person":7}`,
		`stranger {"person":8,"name":"Binh"}`, `group {"chat":-5,"text":"Tổ"}`, `say {"person":7,"chat":-5,"text":"/x"}`,
		`fault {"kind":"502","count":2}`, `lift`, `raw {"text":"{\"update_id\":%d}"}`, `send {"person":7,"fields":{"text":"x"}}`,
	} {
		what, body, _ := strings.Cut(move, " ")
		post(what, body)
	}
	if n := len(c.updates()); n != 16 {
		t.Errorf("%d updates", n)
	}
	if a := c.call("sendMessage", "chat_id=7", "text=Đã ghi", `reply_markup={"inline_keyboard":[[{"text":"Nhận","callback_data":"nhan"}]]}`); !a.OK {
		t.Fatalf("%+v", a)
	}
	post("press", `{"person":7,"button":"Nhận"}`)
	for path, want := range map[string]string{
		"seen?person=An": `"text":"Đã ghi"`, "seen?chat=7": `"label":"Nhận"`, "seen?person=7": `"data":"nhan"`, "log": `"what":"press"`,
		"violations": `[]`, "stats": `"unanswered":1`, "pending": `1000`, "transcript": "→ An",
		"people": `[{"id":7,"name":"An"},{"id":8,"name":"Binh"},{"id":-5,"name":"Tổ"}]`,
	} {
		resp, err := http.Get(c.s.URL + "/control/" + path)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s: %s does not hold %s", path, text, want)
		}
	}
}
