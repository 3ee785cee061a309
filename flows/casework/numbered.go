package casework

import (
	"strconv"
	"time"

	"caunoi/flows"
)

// numberedFor is for how many months back a running number alone is looked up.
const numberedFor = 12

// MaySee reports whether there is a case of this code that whoever acts reported,
// follows by a report that became part of it, or may handle.
func MaySee(t *flows.Turn, code string) bool {
	c, ok := read(t, code)
	if !ok {
		return false
	}
	_, handles := roleOf(t, t.From.ID, c)
	_, follows := ownPart(t, c)
	return handles || follows || c.Reporter == t.From.ID
}

// Numbered returns the codes of the open cases with a running number that whoever
// acts reported or may handle, the newest month first: who says a code by heart
// knows the number, and often not the month.
func Numbered(t *flows.Turn, number string) []string {
	if n, err := strconv.Atoi(number); err != nil || n <= 0 {
		return nil
	}
	var codes []string
	now := t.Event.At.In(t.Set.Zone)
	month := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, t.Set.Zone)
	for range numberedFor {
		code := month.Format("0601") + "-" + number
		if c, ok := read(t, code); ok && c.State.Open() && MaySee(t, code) {
			codes = append(codes, code)
		}
		month = month.AddDate(0, -1, 0)
	}
	return codes
}
