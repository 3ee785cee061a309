package web

import (
	"testing"
	"time"
)

// TestAhead: where each button of the clock leads, also over midnight. The clock
// of a demo never goes back.
func TestAhead(t *testing.T) {
	zone := time.FixedZone("+07", 7*60*60)
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, zone) }
	for _, x := range []struct {
		now    time.Time
		button string
		want   time.Time
	}{
		{at(21, 6, 12), "+15m", at(21, 6, 27)},
		{at(21, 23, 50), "+15m", at(22, 0, 5)},
		{at(21, 6, 12), "+1h", at(21, 7, 12)},
		{at(21, 6, 12), "night", at(21, 23, 0)},
		{at(21, 23, 0), "night", at(22, 23, 0)},
		{at(21, 23, 30), "night", at(22, 23, 0)},
		{at(30, 23, 30), "morning", at(31, 7, 0)},
		{at(21, 0, 10), "morning", at(22, 7, 0)},
		{at(21, 0, 10), "week", at(28, 7, 0)},
	} {
		if got, ok := ahead(x.now, x.button); !ok || !got.Equal(x.want) {
			t.Errorf("%s at %s leads to %s, %v; want %s", x.button, x.now, got, ok, x.want)
		}
	}
	if _, ok := ahead(at(21, 6, 12), "yesterday"); ok {
		t.Error("a button that is not there moved the clock")
	}
}
