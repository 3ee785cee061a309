package flows

import (
	"errors"
	"strings"
	"testing"
	"time"

	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// breakable is a desk whose filing fails at certain words, after it has
// written, said and set a timer.
func breakable(r *rig) {
	r.desk.Free(func(t *Turn, _ viet.Meaning) {
		Units.Put(t.Tx, Unit{Code: t.Event.Text, Level: "village"})
		t.Say(t.Reader, Note{Key: "kept " + t.Event.Text})
		t.Wake("later", t.Event.Text, time.Hour)
		switch {
		case strings.HasPrefix(t.Event.Text, "panic"):
			panic("a secret of the person: " + t.Event.Text)
		case strings.HasPrefix(t.Event.Text, "fail"):
			t.Tx.Fail(errors.New("made by the test"))
		}
	})
}

// TestOneFails: the event whose handling fails is undone alone and put aside;
// those before and after it are kept, and its sender is told.
func TestOneFails(t *testing.T) {
	for _, word := range []string{"panic", "fail"} {
		t.Run(word, func(t *testing.T) {
			r := newRig(t)
			breakable(r)
			an, binh := r.person("an", "rich"), r.person("binh", "rich")
			bad := r.event(binh, Event{Text: word + " số 0912345678 cầu gãy rồi"})
			taken := r.take(r.event(an, Event{Text: "một nhịp cầu"}), bad, r.event(an, Event{Text: "hai nhịp cầu"}))
			said := strings.Join(r.deliver(taken), " | ")
			if want := "kept một nhịp cầu | Tin này chưa ghi được. Đồng chí gửi lại giúp, hoặc gọi 02153 000 000. | kept hai nhịp cầu"; said != want {
				t.Errorf("said %q; want %q", said, want)
			}
			r.do(func(tx store.Tx) {
				for code, want := range map[string]bool{"một nhịp cầu": true, "hai nhịp cầu": true, bad.Text: false} {
					if got := Units.Has(tx, code); got != want {
						t.Errorf("what %q wrote is there: %v; want %v", code, got, want)
					}
					if got := Timers.Has(tx, store.Key("later", code)); got != want {
						t.Errorf("the timer of %q is set: %v; want %v", code, got, want)
					}
				}
			})
			if len(taken.Aside) != 1 || taken.Aside[0].ID != bad.ID {
				t.Fatalf("put aside %+v; want %s alone", taken.Aside, bad.ID)
			}
			if again := r.take(bad); len(again.Queued)+len(again.Aside) != 0 {
				t.Errorf("the same event again caused %+v; want nothing", again)
			}
		})
	}
}

// TestAside: what is put aside says what failed and where, and nothing that a
// person wrote but the masked text.
func TestAside(t *testing.T) {
	r := newRig(t)
	breakable(r)
	e := r.event(r.person("an", "rich"), Event{Text: "panic gọi 0912345678 cầu gãy rồi"})
	r.take(e)
	var a Aside
	var ok bool
	r.do(func(tx store.Tx) { a, ok = Asides.Get(tx, e.ID) })
	if !ok {
		t.Fatal("nothing is kept of the event")
	}
	if strings.Contains(a.Text, "0912345678") || !strings.Contains(a.Text, "cầu gãy") {
		t.Errorf("kept the text %q; want it with its number masked", a.Text)
	}
	if strings.Contains(a.Why, "secret") || !strings.HasPrefix(a.Why, "panic at flows/take_test.go:") {
		t.Errorf("kept the reason %q; want the place of the panic and not its value", a.Why)
	}
	if a.Kind != Said || !a.At.Equal(r.now) {
		t.Errorf("kept %+v; want the kind and the time of the event", a)
	}
}

// TestTimerFails: a timer whose handling fails is put aside like a message, and
// does not fire again.
func TestTimerFails(t *testing.T) {
	r := newRig(t)
	an := r.person("an", "rich")
	r.desk.Timer("bad", func(*Turn, string) { panic("x") })
	r.turn(an, func(t *Turn) { t.Wake("bad", "1", time.Minute) })
	r.pass(time.Minute)
	if taken := fire(r); len(taken.Aside) != 1 || len(taken.Queued) != 0 {
		t.Errorf("caused %+v; want one put aside and nobody told", taken)
	}
	if taken := fire(r); len(taken.Aside) != 0 {
		t.Errorf("the timer failed once more: %+v", taken.Aside)
	}
}

// TestWhoIsWho: From is the member at an address who has agreed and belongs to
// the organisation; others are strangers.
func TestWhoIsWho(t *testing.T) {
	r := newRig(t)
	home := []Home{{Address: "rich:x"}}
	for name, m := range map[string]Member{
		"stranger": {ID: "a", Homes: home},
		"member":   {ID: "b", Homes: home, Consent: Consent{Agreed: true}, Lang: text.English},
		"left":     {ID: "c", Homes: home, Consent: Consent{Agreed: true}, Ended: r.now},
	} {
		r.do(func(tx store.Tx) {
			for _, id := range []string{"a", "b", "c"} {
				Members.Delete(tx, id)
			}
			Members.Put(tx, m)
		})
		who := ""
		r.desk.Stranger(func(t *Turn) { who = "stranger in " + string(t.Reader.Lang) })
		r.desk.Free(func(t *Turn, _ viet.Meaning) { who = t.From.ID + " in " + string(t.Reader.Lang) })
		e := r.event("rich:x", Event{Text: "cầu treo ở bản bị gãy", Lang: "vi-VN"})
		r.take(e)
		want := map[string]string{"stranger": "stranger in vi", "member": "b in en", "left": "stranger in vi"}[name]
		if who != want {
			t.Errorf("%s: %q acts; want %q", name, who, want)
		}
	}
}

// TestGroupsAreNotRead: what is said in a group reaches nobody.
func TestGroupsAreNotRead(t *testing.T) {
	r := newRig(t)
	breakable(r)
	e := r.event(r.person("an", "rich"), Event{Text: "một nhịp cầu"})
	e.Chat, e.Private = "rich:group", false
	if taken := r.take(e); len(taken.Queued) != 0 {
		t.Errorf("a message in a group caused %+v; want nothing", taken.Queued)
	}
}

// TestFlooded: only a member is told, and until when messages were recorded.
func TestFlooded(t *testing.T) {
	r := newRig(t)
	an := r.person("an", "rich")
	for by, want := range map[Address]int{an: 1, "rich:nobody": 0} {
		var taken Taken
		e := r.event(by, Event{Text: "x"})
		r.do(func(tx store.Tx) { taken = r.desk.Flooded(tx, e) })
		said := r.deliver(taken)
		if len(said) != want || want == 1 && !strings.Contains(said[0], "06:12") {
			t.Errorf("%s was told %q; want %d messages with the time", by, said, want)
		}
	}
}

// TestAdminsAreTold: of the first event that is put aside in an hour, and not
// of a text.
func TestAdminsAreTold(t *testing.T) {
	r := newRig(t)
	breakable(r)
	an := r.person("an", "rich")
	r.person("admin", "rich", Post{Role: Admin, Unit: "11"})
	for _, x := range []struct {
		after time.Duration
		want  int
	}{{0, 1}, {time.Minute, 0}, {time.Hour, 1}} {
		r.pass(x.after)
		told := 0
		e := r.event(an, Event{Text: "panic cầu gãy rồi"})
		for _, q := range r.take(e).Queued {
			m := r.message(q.ID)
			if m.Member != "admin" {
				continue
			}
			told++
			if !strings.Contains(m.Text, e.ID) || strings.Contains(m.Text, "cầu") {
				t.Errorf("the administrator was told %q; want the id %s and no text", m.Text, e.ID)
			}
		}
		if told != x.want {
			t.Errorf("after %v the administrator was told %d times; want %d", x.after, told, x.want)
		}
	}
}
