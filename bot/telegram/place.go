package telegram

import (
	"strconv"
	"strings"
	"time"

	"caunoi/bot"
	"caunoi/flows"
)

// quietAfter is the silence after which a poll asks without an offset. After
// about a week without updates Telegram goes on from an id chosen at random,
// which may be lower than the one we would ask from (T3).
const quietAfter = 24 * time.Hour

// Times of having been away. Telegram keeps an update for 24 hours by its own
// clock (A1); an hour less leaves room for ours.
const (
	keptFor = 23 * time.Hour
	noted   = 15 * time.Minute // how often it is written down that we listen, while nothing comes
)

// A place is how far Receive has come: the next id to ask from, when the last
// update came, and when a poll last succeeded.
type place struct {
	next  int64
	last  time.Time
	heard time.Time
}

// readCursor reads a place out of a cursor. One that cannot be read asks for
// all that Telegram still has: what was seen before is known by its id. An
// older one does not tell when a poll last succeeded.
func readCursor(s string) (place, bool) {
	if s == "" {
		return place{}, true
	}
	parts := strings.Split(s, "@")
	numbers := make([]int64, 3)
	for i, part := range parts {
		n, err := strconv.ParseInt(part, 10, 64)
		if err != nil || i > 2 {
			return place{}, false
		}
		numbers[i] = n
	}
	if len(parts) < 2 || numbers[0] < 0 {
		return place{}, false
	}
	p := place{next: numbers[0], last: time.Unix(numbers[1], 0)}
	if len(parts) == 3 {
		p.heard = time.Unix(numbers[2], 0)
	}
	return p, true
}

// cursor writes a place.
func (p place) cursor() string {
	s := strconv.FormatInt(p.next, 10) + "@" + strconv.FormatInt(p.last.Unix(), 10)
	if !p.heard.IsZero() {
		s += "@" + strconv.FormatInt(p.heard.Unix(), 10)
	}
	return s
}

// offset is the offset to ask from at now, 0 for none.
func (p place) offset(now time.Time) int64 {
	if now.Sub(p.last) >= quietAfter {
		return 0
	}
	return p.next
}

// away is the alarm if nobody listened before now for so long that Telegram may
// have dropped what people wrote (P35), nil otherwise.
func (p place) away(now time.Time) *flows.Alarm {
	if p.heard.IsZero() || now.Sub(p.heard) <= keptFor {
		return nil
	}
	return &flows.Alarm{Kind: flows.Away, Since: p.heard, Till: now.Add(-keptFor)}
}

// nothing is the batch of a poll that succeeded at now and brought nothing. Now
// and then it has a cursor, so that a later start knows how long nobody
// listened.
func (p place) nothing(now time.Time) (bot.Batch, place) {
	a := p.away(now)
	if a == nil && now.Sub(p.heard) < noted {
		return bot.Batch{}, p
	}
	p.heard = now
	return bot.Batch{Cursor: p.cursor(), Alarm: a}, p
}
