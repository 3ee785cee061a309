package directive

import (
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// plans confirms a directive that is to begin in an hour.
func (o *office) plans(due time.Duration) {
	o.Helper()
	o.desk.Verb("hen", func(t *flows.Turn, _ []string) {
		d := Directive{State: Planned, Text: "mưa lớn", Places: []string{"11"}, Whom: ToMembers, Ask: ToConfirm, Start: t.Event.At.Add(time.Hour)}
		if due > 0 {
			d.Due = t.Event.At.Add(due)
		}
		Confirm(t, d)
	})
	o.press("quan", "hen")
}

// TestPlannedGoesToThoseOfItsConfirmation changes the roster between the word to
// send and the hour of it: who has come since is not sent it, who had the post is.
func TestPlannedGoesToThoseOfItsConfirmation(t *testing.T) {
	o := newOffice(t, 3)
	o.plans(0)
	o.now = o.now.Add(time.Minute)
	o.do(func(tx store.Tx) {
		o.member(tx, "new", "T9", flows.Head)
		flows.Units.Put(tx, flows.Unit{Code: "T9", Level: "village", Parent: "C", Team: true, From: o.now})
		o.member(tx, "moved", "C", flows.Coordinator)
		flows.Posts.Put(tx, flows.Post{Member: "moved", Role: flows.Plain, Unit: "T0", From: o.now})
		flows.Posts.Put(tx, flows.Post{Member: "m1.0", Role: flows.Head, Unit: "T1", To: o.now})
		flows.Units.Put(tx, flows.Unit{Code: "T2", Level: "village", Parent: "C", Team: true, To: o.now})
	})
	o.now = o.now.Add(time.Hour)
	o.run()
	d, c := o.directive(1)
	if d.State != Sent || c.Has != 9 || o.seen["test:m1.0"] != 1 || o.seen["test:m2.2"] != 1 || o.seen["test:new"]+o.seen["test:moved"] > 0 {
		t.Errorf("it is %s: %+v; %v have it, want the nine of its confirmation", d.State.Name(), c, o.seen)
	}
}

// TestPlannedHasGrown reads a roster that knows of more people at the time of the
// confirmation than was known then: what needs a second word now does not leave
// without one.
func TestPlannedHasGrown(t *testing.T) {
	for name, test := range map[string]struct {
		limit int
		want  State
		has   int64
	}{
		"to the limit": {10, Sent, 10},
		"beyond it":    {9, Cancelled, 0},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, 3)
			o.desk.Set.Directives.Consent = test.limit
			o.plans(0)
			o.do(func(tx store.Tx) { o.member(tx, "late", "T0", flows.Plain) })
			o.now = o.now.Add(time.Hour)
			o.run()
			if d, c := o.directive(1); d.State != test.want || c.Has != test.has || len(d.Left) > 0 {
				t.Errorf("it is %s: %+v", d.State.Name(), c)
			}
			told := len(o.notes["test:quan"]) > 0
			if test.want == Cancelled && !told {
				t.Error("its sender was not told")
			}
		})
	}
}

// TestNothingBeginsOverdue lets the process be down at the hour at which it was to
// be sent, until after the day it was due.
func TestNothingBeginsOverdue(t *testing.T) {
	for name, test := range map[string]struct {
		down time.Duration
		want State
	}{
		"back in time":  {time.Hour + 59*time.Minute, Sent},
		"back too late": {2*time.Hour + time.Minute, Cancelled},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, 3)
			o.plans(2 * time.Hour)
			o.now = o.now.Add(test.down)
			o.open()
			o.run()
			if d, c := o.directive(1); d.State != test.want || test.want == Cancelled && c.All() > 0 {
				t.Errorf("it is %s: %+v", d.State.Name(), c)
			}
		})
	}
}
