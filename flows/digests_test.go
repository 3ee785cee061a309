package flows

import (
	"testing"
	"time"
)

// TestDigestLast goes through a leap year hour by hour: a weekly digest comes due 52
// or 53 times, a monthly one twelve times, each at its day and time.
func TestDigestLast(t *testing.T) {
	d := Digests{Week: DigestTime{On: true, Day: 1, At: 7 * time.Hour}, Month: DigestTime{On: true, Day: 28, At: 23*time.Hour + 30*time.Minute}}
	for week, want := range map[bool]int{true: 53, false: 12} {
		seen := map[time.Time]bool{}
		for at := time.Date(2028, 1, 1, 0, 0, 0, 0, hanoi); at.Year() == 2028; at = at.Add(time.Hour) {
			due, ok := d.Last(week, at, hanoi)
			if !ok || due.After(at) || week && due.Weekday() != time.Monday || !week && due.Day() != 28 {
				t.Fatalf("at %s the last was due %s, %v", at, due, ok)
			}
			if due.Year() == 2028 {
				seen[due] = true
			}
		}
		if len(seen) != want && (!week || len(seen) != 52) {
			t.Errorf("week %v: %d times, want %d", week, len(seen), want)
		}
	}
	if _, ok := (Digests{}).Last(true, time.Date(2026, 1, 5, 9, 0, 0, 0, hanoi), hanoi); ok {
		t.Error("one that is off was due")
	}
}
