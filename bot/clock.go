package bot

import (
	"sync"
	"time"
)

// A Clock tells the wall time by which people were promised things. The demo
// and tests can move it; the zero value is the true time. It is safe for use
// by several goroutines.
type Clock struct {
	mu      sync.Mutex
	offset  time.Duration
	shifted chan struct{} // closed when the clock is moved; nil until somebody waits
}

// Now returns the wall time. It has no monotonic part, so that two of its
// times differ by what the wall clock says also when somebody set it between
// them.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.offset).Round(0)
}

// Shift moves the clock forward, or back if d is negative, and wakes whoever
// waits for a time.
func (c *Clock) Shift(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset += d
	if c.shifted != nil {
		close(c.shifted)
		c.shifted = nil
	}
}

// Shifted returns a channel that is closed at the next Shift.
func (c *Clock) Shifted() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.shifted == nil {
		c.shifted = make(chan struct{})
	}
	return c.shifted
}

// moment returns the present on both clocks.
func (c *Clock) moment() moment {
	c.mu.Lock()
	defer c.mu.Unlock()
	run := time.Now()
	return moment{wall: run.Add(c.offset).Round(0), run: run}
}

// A moment is an instant on two clocks. The wall rules what was promised to
// people and may jump; run only goes forward and rules paces and pauses, so
// that setting a clock never breaks what a service asked of us.
type moment struct {
	wall time.Time
	run  time.Time
}

// until says how long it is to a time on the wall.
func (m moment) until(wall time.Time) time.Duration { return wall.Sub(m.wall) }
