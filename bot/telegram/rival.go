package telegram

import (
	"errors"
	"time"

	"caunoi/flows"
)

// ErrRival means that another program receives with the same token while this
// one has never received anything: it is the one that was started by mistake.
var ErrRival = errors.New("telegram: another program receives with this token")

// Times of a conflict. A burst of them is normal when one program takes over
// from another (A2); one that lasts is somebody else.
const (
	rivalLasts = time.Minute     // from the first conflict on
	rivalGone  = 3 * time.Minute // without one: two who take turns meet at least that often
	rivalAgain = 24 * time.Hour  // the administrators are told again
)

// A rival is what is known of another program with the same token.
type rival struct {
	since, last time.Time // of the conflicts that are going on
	told        time.Time // when an alarm was last given
}

// meets notes a conflict at now, and reports whether they last.
func (r *rival) meets(now time.Time) bool {
	if now.Sub(r.last) > rivalGone {
		r.since = now
	}
	r.last = now
	return r.lasts(now)
}

// lasts reports whether the conflicts go on at now, and have for too long.
func (r *rival) lasts(now time.Time) bool {
	return !r.since.IsZero() && now.Sub(r.last) <= rivalGone && r.last.Sub(r.since) >= rivalLasts
}

// alarm returns what the administrators are to be told, nil if they were.
func (r *rival) alarm(now time.Time) *flows.Alarm {
	if !r.told.IsZero() && now.Sub(r.told) < rivalAgain {
		return nil
	}
	r.told = now
	return &flows.Alarm{Kind: flows.Rival, Since: now}
}

// contested notes that a poll ended because of somebody else. webhook is that
// they set one, which nobody does by accident. It reports whether the conflict
// lasts, and what the administrators are to be told of it, if anything.
func (c *Channel) contested(webhook bool) (lasts bool, a *flows.Alarm) {
	c.state.Lock()
	defer c.state.Unlock()
	now := c.opt.Now()
	if !webhook && !c.state.rival.meets(now) {
		return false, nil
	}
	return !webhook, c.state.rival.alarm(now)
}
