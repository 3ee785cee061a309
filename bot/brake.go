package bot

import "time"

// How a pace is lowered after a 429. It is not known whether the service counts
// otherwise than we think or was only busy, so a little is taken off and given back
// step by step: each 429 makes what it names, the chat or the whole service, a tenth
// slower than it was, at most six times (about half), and each two minutes without
// another take one step back.
const (
	mostBrakes = 6
	easing     = 2 * time.Minute
)

// A brake is by how much a pace is lowered just now. The zero value is not at all.
type brake struct {
	steps int
	at    time.Time // when the pause of the last 429 ends, or a step was taken back since
}

// press lowers the pace by a step. What left before the pause of the last 429 was
// over tells nothing new: dozens are on their way when one is refused.
func (b *brake) press(left, now, until time.Time) {
	if left.Before(b.at) && b.steps > 0 {
		b.at = later(b.at, until)
		return
	}
	b.ease(now)
	b.steps, b.at = min(b.steps+1, mostBrakes), until
}

// ease takes back the steps whose time has come.
func (b *brake) ease(now time.Time) {
	for b.steps > 0 && now.Sub(b.at) >= easing {
		b.steps--
		b.at = b.at.Add(easing)
	}
}

// slow is a pace as it is kept to now.
func (b *brake) slow(p Pace, now time.Time) Pace {
	b.ease(now)
	for range b.steps {
		p.Every += p.Every / 9 // nine tenths as fast
	}
	return p
}
