package main

import (
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/store"
)

// quiet fails if the audit has found anything, or is not clean.
func (w *audited) quiet(codes ...string) {
	w.t.Helper()
	for _, code := range codes {
		if kinds := findings(w.kase(code)); len(kinds) > 0 {
			w.t.Errorf("in %s the audit has found %v", code, kinds)
		}
	}
	if len(w.told) > 0 {
		w.t.Errorf("the administrators were told %q", w.told)
	}
	w.do(func(tx store.Tx) {
		if last, clean := casework.Audited(tx); !clean {
			w.t.Errorf("the audit of %v is not clean", last)
		}
	})
}

// TestAuditKnowsLists: an alert that waits for a list, or went in one that has
// not arrived yet, is on its way; it is no fault, and the heartbeat goes on.
func TestAuditKnowsLists(t *testing.T) {
	w := newAudited(t)
	w.do(func(tx store.Tx) {
		w.enter(tx, "ba", flows.Plain, "NH-01")
		w.enter(tx, "ca", flows.Plain, "NH-01")
	})
	first := w.files("an", "mất điện 2 ngày rồi cả bản")
	w.passes(5 * time.Second)
	second := w.files("ba", "mất nước sinh hoạt 3 ngày, 20 hộ")
	w.passes(5 * time.Second)
	third := w.files("ca", "mất trâu đêm qua")
	w.away = true
	w.passes(10 * time.Minute)
	w.quiet(first, second, third)
	w.away = false
	w.passes(10 * time.Minute)
	w.quiet(first, second, third)
	for _, code := range []string{second, third} {
		if a := w.kase(code).Alerts[0]; a.Sent.IsZero() {
			t.Errorf("%s never arrived: %+v", code, a)
		}
	}
}

// TestAuditAfterLongPause: what came near its time while the machine was off has
// no timer yet, and that is no fault.
func TestAuditAfterLongPause(t *testing.T) {
	w := newAudited(t)
	code := w.files("an", "đề nghị xã mở lớp tập huấn chăn nuôi")
	w.passes(10 * time.Minute)
	c := w.kase(code)
	if c.Level != casework.Ordinary || c.Clock.Due.Sub(w.now) < 100*time.Hour {
		t.Fatalf("level %d, due in %v", c.Level, c.Clock.Due.Sub(w.now))
	}
	w.restart(c.Clock.Due.Sub(w.now) - 20*time.Hour)
	w.passes(10 * time.Minute)
	w.quiet(code)
	w.do(func(tx store.Tx) {
		if _, ok := flows.Timers.Get(tx, clockOf(c)); !ok {
			t.Error("it has no timer")
		}
	})
}

// TestClockSetBackHoldsNoList: what waits a minute for company is not held for an
// hour because somebody has set the clock back meanwhile. The next alert takes it
// along, and where none comes, the audit lets it go.
func TestClockSetBackHoldsNoList(t *testing.T) {
	for name, another := range map[string]bool{"taken along": true, "by the audit": false} {
		t.Run(name, func(t *testing.T) {
			w := newAudited(t)
			w.do(func(tx store.Tx) {
				w.enter(tx, "ba", flows.Plain, "NH-01")
				w.enter(tx, "ca", flows.Plain, "NH-01")
			})
			w.files("an", "mất điện 2 ngày rồi cả bản")
			w.passes(5 * time.Second)
			waiting := []string{w.files("ba", "mất nước sinh hoạt 3 ngày, 20 hộ")}
			w.now = w.now.Add(-time.Hour)
			w.do(func(tx store.Tx) { w.desk.Start(tx, w.now) }) // as the bot does when it notices
			within := 2 * time.Minute
			if another {
				waiting = append(waiting, w.files("ca", "mất trâu đêm qua"))
				within = time.Second
			}
			w.passes(within)
			for _, code := range waiting {
				for _, a := range w.kase(code).Alerts {
					if a.Sent.IsZero() {
						t.Errorf("%v after the clock was set back %s does not know of %s", within, a.Member, code)
					}
				}
			}
			w.passes(2 * time.Minute)
			w.quiet(waiting...)
		})
	}
}
