package directive

import (
	"fmt"
	"strings"
	"testing"

	"caunoi/flows"
	"caunoi/store"
)

// TestManyAreCountedInSlices: whom a draft to many goes to is counted a slice at a
// time, each person once, and nothing is sent before its sender has seen the number.
func TestManyAreCountedInSlices(t *testing.T) {
	o := newOffice(t, 170)
	o.composing()
	o.desk.Timer(CountTimer, Count)
	o.do(func(tx store.Tx) {
		o.member(tx, "hai", "11", flows.Admin)
		flows.Posts.Put(tx, flows.Post{Member: "m7.0", Role: flows.Head, Unit: "T99"})
		flows.Posts.Put(tx, flows.Post{Member: "m99.0", Role: flows.Head, Unit: "T7"})
		flows.Posts.Put(tx, flows.Post{Member: "m8.0", Role: flows.Plain, Unit: "T1"}) // as which nobody is sent this one
		m, _ := flows.Members.Get(tx, "m169.0")
		m.Homes[0].Dead = "blocked"
		flows.Members.Put(tx, m)
	})
	last := func() string {
		o.deliver(40, false)
		said := o.notes[flows.At("test", "quan")]
		return said[len(said)-1]
	}
	code := o.write("quan")
	if said := last(); said != "⏳ Đang đếm nơi nhận, vài giây nữa có số." {
		t.Errorf("at first the sender reads %q", said)
	}
	o.take(o.event("quan", pressing("talk.chidao "+code+" review send")))
	if said := last(); !strings.HasSuffix(said, "hãy bấm Gửi.") {
		t.Errorf("who presses before reads %q", said)
	}
	for range 4 {
		o.tick()
	}
	if said := last(); !strings.HasPrefix(said, "170 người, khoảng") || !strings.Contains(said, "1 người chưa vào") {
		t.Errorf("then the sender reads %q; want 170 people, one of whom cannot be reached", said)
	}
	o.take(o.event("quan", pressing("talk.chidao "+code+" review send")), o.event("quan", pressing("cdmoi "+code)))
	o.do(func(tx store.Tx) {
		d, ok := Find(tx, "1")
		if !ok || d.State != Asking || !d.Wide {
			t.Fatalf("it is %+v", d)
		}
		if kept, want := fmt.Sprint(d.audience(tx)), fmt.Sprint(survey(tx, d.At, d.Left, d.Whom)); kept != want {
			t.Errorf("in slices it was %s, at once %s", kept, want)
		}
	})
}
