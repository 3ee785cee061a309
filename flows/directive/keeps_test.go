package directive

import (
	"testing"
	"time"

	"caunoi/flows/text"
)

// TestKept says of each copy in the copy of one's own data what is true of it.
func TestKept(t *testing.T) {
	texts, err := text.Load(zone)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 21, 6, 12, 0, 0, zone)
	for want, r := range map[string]Receiver{
		"Chỉ đạo 1, nhận lúc 06:12 21/11/2026":                               {State: Has, At: at},
		"Chỉ đạo 1, nhận lúc 06:12 21/11/2026, sau đó đã thu hồi":            {State: Has, At: at, Taken: Recalled},
		"Chỉ đạo 1, có thể đã nhận trước khi thu hồi":                        {State: Has, Taken: Remains, Why: "unsure"},
		"Chỉ đạo 1, chưa nhận":                                               {State: Waits},
		"Chỉ đạo 1, không gửi được lúc 06:12 21/11/2026: đã chặn bot":        {State: Failed, At: at, Why: "blocked"},
		"Chỉ đạo 1, không gửi được lúc 06:12 21/11/2026: dịch vụ không nhận": {State: Failed, At: at, Why: "odd"},
	} {
		r.Directive = 1
		if k := r.kept(); texts.Say(text.Vietnamese, "", k.Name, k.Args) != want {
			t.Errorf("%+v is told as %q; want %q", r, texts.Say(text.Vietnamese, "", k.Name, k.Args), want)
		}
	}
	r := Receiver{Directive: 1, State: Leaves}
	if r.kept().Name != "directive.keeps.waits" {
		t.Errorf("what is on its way is told as %s", r.kept().Name)
	}
}
