package flows

import (
	"testing"
	"time"
)

// TestChaseAt: when each rung comes, by when a directive was sent and is due.
func TestChaseAt(t *testing.T) {
	zone := time.FixedZone("+07", 7*60*60)
	at := func(s string) time.Time {
		if s == "" {
			return time.Time{}
		}
		m, err := time.ParseInLocation("2 15:04", s, zone)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	c := DefaultChase()
	for name, x := range map[string]struct{ sent, due, one, two, three string }{
		"no due":                    {"4 10:00", "", "6 08:00", "7 08:00", "8 08:00"},
		"no due, at the morning":    {"4 08:00", "", "5 08:00", "6 08:00", "7 08:00"},
		"today":                     {"4 06:12", "4 18:00", "4 12:06", "5 08:00", "6 08:00"},
		"this afternoon":            {"4 16:00", "4 18:00", "4 17:00", "5 08:00", "6 08:00"},
		"within minutes":            {"4 17:50", "4 18:00", "5 08:00", "5 08:00", "6 08:00"},
		"tomorrow evening":          {"4 06:00", "5 18:00", "5 08:00", "6 08:00", "7 08:00"},
		"in ten days":               {"4 06:00", "14 18:00", "14 08:00", "15 08:00", "16 08:00"},
		"early on a day":            {"4 06:00", "14 08:30", "13 08:00", "15 08:00", "16 08:00"},
		"an hour after the morning": {"4 06:00", "14 09:00", "14 08:00", "15 08:00", "16 08:00"},
		"over night":                {"4 20:00", "5 08:30", "5 06:00", "6 08:00", "7 08:00"},
		"before the hours begin":    {"4 20:00", "5 05:00", "4 20:45", "5 08:00", "6 08:00"},
		"in the night":              {"4 22:00", "5 05:00", "5 08:00", "5 08:00", "6 08:00"},
		"at midnight":               {"4 14:00", "4 23:58", "4 18:59", "5 08:00", "6 08:00"},
	} {
		for rung, want := range []string{x.one, x.two, x.three} {
			if got := c.At(rung+1, at(x.sent), at(x.due), zone); !got.Equal(at(want)) {
				t.Errorf("%s: rung %d comes at %s; want %s", name, rung+1, got.Format("2 15:04"), want)
			}
		}
	}
}

// TestChaseSleeps: whenever a directive is sent and due, nothing leaves in the
// quiet hours, nor before it was sent, and the rungs come one after the other.
func TestChaseSleeps(t *testing.T) {
	zone, c := time.FixedZone("+07", 7*60*60), DefaultChase()
	begin := time.Date(2026, 11, 4, 0, 0, 0, 0, zone)
	for sent := begin; sent.Before(begin.AddDate(0, 0, 1)); sent = sent.Add(17 * time.Minute) {
		for span := 5 * time.Minute; span < 12*24*time.Hour; span += span/7 + time.Minute {
			due, last := sent.Add(span), sent
			for rung := 1; rung <= Rungs; rung++ {
				got := c.At(rung, sent, due, zone)
				if !c.Hours.In(got, zone) || got.Before(last) {
					t.Fatalf("sent %s, due %s: rung %d comes at %s", sent, due, rung, got)
				}
				last = got
			}
		}
	}
}
