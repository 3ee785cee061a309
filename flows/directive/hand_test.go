package directive

import (
	"slices"
	"testing"
	"time"
)

// TestNobodyIsToldAtNight: what the clock was to tell while the process was down is
// told in the morning; a reminder that somebody asks for at night reaches those of
// its directive and nobody else.
func TestNobodyIsToldAtNight(t *testing.T) {
	o := newOffice(t, 1)
	o.press("quan", "bao members -")
	o.press("quan", "bao heads -")
	o.run()
	o.until("22 08:00") // and the process is down until the night
	o.heard()
	o.now = time.Date(2026, 11, 22, 23, 30, 0, 0, zone)
	o.run()
	o.wants("as the process comes back")
	o.press("quan", "cdnhac 2")
	o.run()
	line := "🔔 1 chỉ đạo chờ đồng chí trả lời: 1."
	o.wants("by hand", "m0.0 🔔 2 chỉ đạo chờ đồng chí trả lời: 1, 2.")
	o.until("23 07:59")
	o.wants("for the rest of the night")
	o.until("23 08:05")
	o.wants("in the morning", "m0.0 🔔 Chỉ đạo 1, Bản T0: 2 người chưa trả lời: m0.1, m0.2. Nhờ đồng chí nhắc giúp.", "m0.1 "+line, "m0.2 "+line)
}

// TestWithdrawnWhileReminding takes a directive back while a reminder of it is on its
// way: whoever asked for the reminder reads that it holds no longer.
func TestWithdrawnWhileReminding(t *testing.T) {
	o := newOffice(t, 60)
	o.press("quan", "bao members -")
	o.run()
	o.press("quan", "cdnhac 1")
	o.press("quan", "cdthuhoi.that 1")
	o.notes["test:quan"] = nil
	o.run()
	if said := o.notes["test:quan"]; !slices.Contains(said, "Chỉ đạo 1 đã thu hồi.") {
		t.Errorf("the sender reads %q", said)
	}
	if d, _ := o.directive(1); d.Hand.By != "" {
		t.Error("the reminder is not over")
	}
}
