package bot

import "time"

// A bucket holds the tokens of one pace. All it keeps is when it would be full
// again, so that a hundred thousand of them are small and the zero value is a
// full one. (rate.Limiter of x/time cannot take a token back, which a commit
// that failed needs, and is three times the size.)
type bucket struct {
	full time.Time
}

// wait says how long until n tokens are there; zero or less means now.
func (b *bucket) wait(p Pace, n int, now time.Time) time.Duration {
	if p.Every <= 0 || b.full.IsZero() {
		return 0
	}
	return b.full.Sub(now) - time.Duration(p.burst()-n)*p.Every
}

// take takes n tokens, also those that are not there yet: what comes later
// waits for them.
func (b *bucket) take(p Pace, n int, now time.Time) {
	if p.Every <= 0 {
		return
	}
	if b.full.Before(now) {
		b.full = now
	}
	b.full = b.full.Add(time.Duration(n) * p.Every)
}

// give puts n tokens back.
func (b *bucket) give(p Pace, n int) {
	if p.Every > 0 && !b.full.IsZero() {
		b.full = b.full.Add(-time.Duration(n) * p.Every)
	}
}

// burst is how many may go at once, at least one.
func (p Pace) burst() int { return max(p.Burst, 1) }

// kept is how many tokens stay with the urgent lane: two, and never so many
// that the others lose speed by waiting for a bucket that overflows.
func (p Pace) kept() int { return min(2, (p.burst()-1)/2) }

// grown is the n-th wait, counted from one, of waits that grow from the first
// to the last by half each time.
func grown(first, last time.Duration, n int) time.Duration {
	wait := first
	for ; n > 1 && wait < last; n-- {
		wait += wait / 2
	}
	return min(wait, last)
}

// chatWait is how long a chat is left alone after its n-th failure in a row.
func chatWait(n int) time.Duration { return grown(time.Second, time.Minute, n) }

// probeWait is how long a service that does not answer is left alone: it is
// called no more than once in 15 seconds, and found again within a minute.
func probeWait(n int) time.Duration { return grown(15*time.Second, 45*time.Second, n) }

// storeWait is how long to wait before the n-th new try to store something.
func storeWait(n int) time.Duration { return grown(time.Second, 10*time.Second, n) }
