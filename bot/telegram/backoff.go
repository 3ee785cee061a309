package telegram

import (
	"math/rand/v2"
	"time"
)

// A backoff is waits that grow: each about twice the one before, with chance
// in them so that many who failed together do not come back together.
type backoff struct {
	first, most time.Duration
	tries       int
}

// newBackoff makes a backoff that starts at first and stays at most.
func newBackoff(first, most time.Duration) *backoff { return &backoff{first: first, most: most} }

// next returns the next wait: between half of the step and all of it, and the
// first never under first.
func (b *backoff) next() time.Duration {
	step := b.most
	if b.tries < 30 {
		step = min(2*b.first<<b.tries, b.most)
	}
	b.tries++
	return step/2 + time.Duration(rand.Int64N(int64(step/2)+1))
}

// reset starts anew after a success.
func (b *backoff) reset() { b.tries = 0 }

// inWords is a wait as a log shows it. As a duration it would be nanoseconds in a
// log of JSON.
func inWords(wait time.Duration) string { return wait.Round(100 * time.Millisecond).String() }
