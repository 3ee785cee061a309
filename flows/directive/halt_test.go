package directive

import (
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// half sends a directive that is due in two hours to the first of 900.
func half(t *testing.T) *office {
	o := newOffice(t, 300)
	o.desk.Verb("gap", func(t *flows.Turn, _ []string) {
		Confirm(t, Directive{State: Sending, Text: "mưa lớn", Places: []string{"C"}, Whom: ToTeam, Ask: ToConfirm, Due: t.Event.At.Add(2 * time.Hour)})
	})
	o.press("quan", "gap")
	for range 4 {
		o.tick()
		o.deliver(40, false)
	}
	return o
}

// hears reports whether a person was told words.
func (o *office) hears(who, words string) bool {
	return slices.ContainsFunc(o.notes[flows.At("test", who)], func(said string) bool { return strings.Contains(said, words) })
}

// TestNothingGoesOnOverdue lets the process be down until after a directive was due
// that had not left for all: the rest leaves when its sender says so twice.
func TestNothingGoesOnOverdue(t *testing.T) {
	o := half(t)
	o.now = o.now.Add(3 * time.Hour)
	o.open()
	o.run()
	d, c := o.directive(1)
	if d.State != Stopped || d.Why != duePast || c.Waits == 0 || !o.hears("quan", "Chỉ đạo 1 đã dừng vì quá hạn trả lời") {
		t.Fatalf("it is %s (%s): %+v; its sender was told %q", d.State.Name(), d.Why, c, o.notes["test:quan"])
	}
	o.press("quan", "cdtiep 1")
	o.run()
	if d, _ = o.directive(1); d.State != Stopped || !o.hears("quan", "Vẫn gửi tiếp?") {
		t.Errorf("it goes on overdue, and nobody was asked: %s", d.State.Name())
	}
	o.press("quan", "cdtiep 1 tre")
	o.run()
	if d, c = o.directive(1); d.State != Sent || c.Has != 900 {
		t.Errorf("at the end it is %s: %+v", d.State.Name(), c)
	}
}

// TestUrgentIsNeverTooLate lets the same happen to one that is urgent: whoever has
// not got it gets it late.
func TestUrgentIsNeverTooLate(t *testing.T) {
	o := half(t)
	o.do(func(tx store.Tx) {
		d, _ := Find(tx, "1")
		d.Storm = true
		Directives.Put(tx, d)
	})
	o.now = o.now.Add(3 * time.Hour)
	o.open()
	o.run()
	if d, c := o.directive(1); d.State != Sent || c.Has != 900 {
		t.Errorf("it is %s (%s): %+v", d.State.Name(), d.Why, c)
	}
}

// TestStoppedBeforeItWasDue lets a directive go on that was stopped by hand, before
// and after it was due.
func TestStoppedBeforeItWasDue(t *testing.T) {
	for name, test := range map[string]struct {
		after time.Duration
		want  State
	}{
		"before": {time.Hour, Sent},
		"after":  {2 * time.Hour, Stopped},
	} {
		t.Run(name, func(t *testing.T) {
			o := half(t)
			o.press("quan", "cddung 1")
			o.now = o.now.Add(test.after)
			o.press("quan", "cdtiep 1")
			o.run()
			if d, c := o.directive(1); d.State != test.want {
				t.Errorf("it is %s: %+v", d.State.Name(), c)
			}
		})
	}
}

// TestWhoHearsOfTheRightThatWasLost stops a directive to one commune, whose sender
// may send there no longer: its sender is told, and the administrators over that
// commune, and nobody else.
func TestWhoHearsOfTheRightThatWasLost(t *testing.T) {
	o := half(t)
	o.do(func(tx store.Tx) {
		flows.Units.Put(tx, flows.Unit{Code: "D", Level: "commune", Name: "Xã D", Parent: "11"})
		o.member(tx, "over", "C", flows.Admin)
		o.member(tx, "above", "11", flows.Admin)
		o.member(tx, "beside", "D", flows.Admin)
		flows.Posts.Put(tx, flows.Post{Member: "quan", Role: flows.Admin, Unit: "11", To: o.now})
	})
	o.run()
	if d, _ := o.directive(1); d.Why != rightLost {
		t.Fatalf("it is %s (%s)", d.State.Name(), d.Why)
	}
	for who, want := range map[string]string{"over": "người gửi không còn quyền", "above": "người gửi không còn quyền", "quan": "đồng chí không còn quyền", "beside": ""} {
		if told := o.hears(who, "Chỉ đạo 1 đã dừng"); told != (want != "") || !o.hears(who, want) && want != "" {
			t.Errorf("%s was told %q; want %q", who, o.notes[flows.At("test", who)], want)
		}
	}
}
