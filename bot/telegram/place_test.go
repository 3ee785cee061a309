package telegram

import (
	"strings"
	"testing"
	"time"

	"caunoi/bot/telegram/fake"
	"caunoi/flows"
)

// TestCursor reads what it writes, also as older programs wrote it, and asks
// for everything if it cannot.
func TestCursor(t *testing.T) {
	for _, p := range []place{
		{next: 1234, last: time.Unix(1700000000, 0)},
		{next: 1234, last: time.Unix(1700000000, 0), heard: time.Unix(1700000300, 0)},
	} {
		if got, ok := readCursor(p.cursor()); !ok || got != p {
			t.Errorf("%q was read as %+v", p.cursor(), got)
		}
	}
	never := place{heard: time.Unix(1700000300, 0)}.cursor()
	if got, ok := readCursor(never); !ok || !got.last.IsZero() || got.heard.IsZero() {
		t.Errorf("%q, where no update ever came, was read as %+v", never, got)
	}
	for _, s := range []string{"x", "1", "1@", "@1", "-4@5", "1@x", "1@2@", "1@2@3@4"} {
		if got, ok := readCursor(s); ok || got != (place{}) {
			t.Errorf("%q was read as %+v", s, got)
		}
	}
	p := place{next: 1234, last: time.Unix(1700000000, 0)}
	if p.offset(p.last.Add(23*time.Hour)) != 1234 || p.offset(p.last.Add(24*time.Hour)) != 0 {
		t.Error("a quiet day must ask without an offset, and nothing shorter")
	}
}

// TestAway tells the administrators of the time from which something may be
// lost, if nobody listened for longer than Telegram keeps it, and of nothing
// else (P35).
func TestAway(t *testing.T) {
	for what, x := range map[string]struct {
		cursor string
		told   bool
	}{
		"for 22 h 50":                    {since(30*time.Hour, 22*time.Hour+50*time.Minute), false},
		"for 24 h 10":                    {since(30*time.Hour, 24*time.Hour+10*time.Minute), true},
		"for a minute, quiet for a week": {since(170*time.Hour, time.Minute), false},
		"never there":                    {"", false},
		"by an older program":            {place{next: 1000, last: time.Now().Add(-40 * time.Hour)}.cursor(), false},
	} {
		for _, said := range []string{"", "một"} {
			t.Run(what+" "+said, func(t *testing.T) {
				t.Parallel()
				b := newBench(t, fake.Options{})
				if said != "" {
					b.an.Say(said)
				}
				b.run(x.cursor)
				b.until(func() bool { return b.fake.Stats().Calls["getUpdates"] > 1 })
				b.an.Say("sau")
				for b.next() != "sau" {
				}
				if got := len(b.alarms) == 1; got != x.told {
					t.Fatalf("told %v, want %v", got, x.told)
				}
				if !x.told {
					return
				}
				a := b.alarm()
				if gap := a.Till.Sub(a.Since).Round(time.Minute); a.Kind != flows.Away || gap != 70*time.Minute {
					t.Errorf("told %+v, a window of %v; want 1 h 10", a, gap)
				}
			})
		}
	}
}

// TestAwayWhileRunning tells of it also if it was the network that was away.
func TestAwayWhileRunning(t *testing.T) {
	b := newBench(t, fake.Options{})
	b.an.Say("một")
	b.run("")
	b.next()
	if err := b.fake.Down(); err != nil {
		t.Fatal(err)
	}
	b.wait()
	b.ahead.Store(int64(30 * time.Hour))
	if err := b.fake.Up(); err != nil {
		t.Fatal(err)
	}
	if a := b.alarm(); a.Kind != flows.Away || a.Till.Sub(a.Since).Round(time.Hour) != 7*time.Hour {
		t.Errorf("told %+v", a)
	}
}

// TestQuietIsNotAway writes down now and then that it listens, so that a quiet
// week is not taken for one without anybody there, and costs four commits an
// hour.
func TestQuietIsNotAway(t *testing.T) {
	p := place{next: 5, last: time.Unix(1700000000, 0), heard: time.Unix(1700000000, 0)}
	kept := 0
	for at := p.heard; at.Before(p.last.Add(7 * 24 * time.Hour)); at = at.Add(50 * time.Second) {
		b, next := p.nothing(at)
		if b.Alarm != nil {
			t.Fatalf("told %+v after %v of listening", b.Alarm, at.Sub(p.last))
		}
		if b.Cursor != "" {
			kept++
			if !strings.HasPrefix(b.Cursor, "5@1700000000@") {
				t.Fatalf("the cursor %q is not where it was", b.Cursor)
			}
		}
		p = next
	}
	if perHour := float64(kept) / (7 * 24); perHour < 3 || perHour > 4 {
		t.Errorf("%.1f commits an hour, want four at most", perHour)
	}
}
