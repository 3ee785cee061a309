package channeltest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"caunoi/flows"
)

// last returns what the person sees last.
func (r Rig) last(t *testing.T) Seen {
	t.Helper()
	seen := r.Seen()
	if len(seen) == 0 {
		t.Fatal("the person sees nothing")
	}
	return seen[len(seen)-1]
}

func textShown(t *testing.T, r Rig) {
	want := "Đã ghi 2611-42 <b>&amp; *gấp* _x_ lúc 07:05."
	o := r.show(t, flows.Act{Text: want})
	got := r.last(t)
	if got.Text != want {
		t.Errorf("shown %q, want %q", got.Text, want)
	}
	if got.Message != o.Shown {
		t.Errorf("the outcome names message %q, the person has %q", o.Shown, got.Message)
	}
}

func longOut(t *testing.T, r Rig) {
	want := long(r.Channel.Limits().Text)
	r.show(t, flows.Act{Text: want})
	if got := r.last(t).Text; got != want {
		t.Errorf("%d bytes were shown of %d", len(got), len(want))
	}
}

func buttonsShown(t *testing.T, r Rig) {
	need(t, r.Channel.Limits().Buttons, "buttons")
	want := []flows.Button{{Label: "✋ Nhận xử lý", Do: "nhan 2611-42"}, {Label: "❓ Hỏi thêm", Do: "hoi 2611-42"}, {Label: "Chuyển", Do: "chuyen 2611-42", Row: true}}
	r.show(t, flows.Act{Text: "KHẨN 2611-42", Buttons: want})
	got := r.last(t).Buttons
	same := slices.EqualFunc(got, want, func(a, b flows.Button) bool { return a.Label == b.Label && a.Do == b.Do })
	if !same {
		t.Errorf("shown %+v, want %+v", got, want)
	}
}

func editShown(t *testing.T, r Rig) {
	need(t, r.Channel.Limits().Edits, "changing what was shown")
	o := r.show(t, flows.Act{Text: "Chưa có người nhận"})
	again := r.show(t, flows.Act{Edit: o.Shown, Text: "Đã nhận lúc 06:27"})
	seen := r.Seen()
	if len(seen) != 1 || seen[0].Text != "Đã nhận lúc 06:27" || !seen[0].Edited {
		t.Errorf("the person sees %+v, want the one message edited", seen)
	}
	if again.Shown != o.Shown {
		t.Errorf("after the edit the message is called %q, before %q", again.Shown, o.Shown)
	}
}

func sameEdit(t *testing.T, r Rig) {
	need(t, r.Channel.Limits().Edits, "changing what was shown")
	o := r.show(t, flows.Act{Text: "Đã nhận"})
	r.show(t, flows.Act{Edit: o.Shown, Text: "Đã nhận"})
	if seen := r.Seen(); len(seen) != 1 || seen[0].Text != "Đã nhận" {
		t.Errorf("the person sees %+v", seen)
	}
}

func manyAtOnce(t *testing.T, r Rig) {
	const n = 64
	shown := make([]string, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			o := r.do(t.Context(), t, flows.Act{Text: fmt.Sprintf("tin %d", i)})
			if o.Result != flows.Done {
				t.Errorf("message %d ended as %s (%s)", i, resultName(o.Result), o.Why)
			}
			shown[i] = o.Shown
		})
	}
	wg.Wait()
	seen := map[string]string{}
	for _, s := range r.Seen() {
		seen[s.Text] = s.Message
	}
	for i := range n {
		if id, ok := seen[fmt.Sprintf("tin %d", i)]; !ok || id != shown[i] {
			t.Errorf("message %d was shown as %q, want %q", i, id, shown[i])
		}
	}
}

func outcomes(t *testing.T, r Rig) {
	for result, force := range r.Force {
		t.Run(resultName(result), func(t *testing.T) {
			act := flows.Act{Text: "Nhắc đồng chí nộp báo cáo"}
			if result == flows.Lost {
				act.Edit = r.show(t, flows.Act{Text: "Chưa nộp"}).Shown
			}
			force()
			o := r.do(t.Context(), t, act)
			if o.Result != result {
				t.Fatalf("ended as %s (%s), want %s", resultName(o.Result), o.Why, resultName(result))
			}
			switch {
			case result == flows.Later && o.After <= 0:
				t.Error("later does not say when")
			case result == flows.Moved && (o.To.Channel() != r.Channel.Name() || o.To.Chat() == "" || o.To == r.home()):
				t.Errorf("moved to %q", o.To)
			case (result == flows.Gone || result == flows.Never) && o.Why == "":
				t.Error("the outcome does not say why")
			}
		})
	}
}

// resultName is a result in words, for the names of checks.
func resultName(r flows.Result) string {
	return map[flows.Result]string{
		flows.Done: "done", flows.Later: "later", flows.Moved: "moved", flows.Gone: "gone",
		flows.Never: "never", flows.Lost: "lost", flows.Unsure: "unsure",
	}[r]
}

func sendStops(t *testing.T, r Rig) {
	need(t, r.Hang != nil, "taking a request and not answering")
	r.Hang()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan flows.Outcome, 1)
	go func() { done <- r.do(ctx, t, flows.Act{Text: "một"}) }()
	cancel()
	select {
	case o := <-done:
		if o.Result != flows.Later && o.Result != flows.Unsure {
			t.Errorf("a send that was stopped ended as %s", resultName(o.Result))
		}
	case <-time.After(time.Second):
		t.Error("a send did not stop within a second")
	}
}

func downSaysLater(t *testing.T, r Rig) {
	need(t, r.Down != nil && r.Up != nil, "being unreachable")
	r.Down()
	if o := r.do(t.Context(), t, flows.Act{Text: "một"}); o.Result != flows.Later || o.After <= 0 {
		t.Errorf("ended as %s after %v", resultName(o.Result), o.After)
	}
	r.Up()
	r.show(t, flows.Act{Text: "hai"})
}

func badAddress(t *testing.T, r Rig) {
	for _, chat := range []string{"", "khong co", "12:34", "\x00"} {
		o := r.Channel.Do(t.Context(), chat, flows.Act{Text: "một"})
		if o.Result != flows.Never && o.Result != flows.Gone {
			t.Errorf("a send to %q ended as %s", chat, resultName(o.Result))
		}
	}
}

// deeds: what is done and not shown is done, and nobody sees anything of it.
func deeds(t *testing.T, r Rig) {
	r.show(t, flows.Act{Text: "Đã ghi"})
	menu := []flows.Button{{Label: "Cách dùng", Do: "trogiup"}}
	if o := r.Channel.Do(t.Context(), r.Chat, flows.Act{Deed: flows.Menu, Buttons: menu}); o.Result != flows.Done {
		t.Errorf("setting the menu came to %+v", o)
	}
	if seen := r.Seen(); len(seen) != 1 || seen[0].Text != "Đã ghi" {
		t.Errorf("the person sees %+v", seen)
	}
}
