package bot

import (
	"context"
	"fmt"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// slice is how many timers fire in one transaction, so that people who write
// after an outage do not wait for all that came due during it.
const slice = 100

// wake fires timers when they are due until ctx is done. It looks at the wall
// clock at least every 30 seconds, so that a clock which was set delays nothing
// by more; what came due while the process was down fires late, never not.
func (b *Bot) wake(ctx context.Context) error {
	failed, last := 0, b.clock.Now()
	for ctx.Err() == nil {
		b.beat("wake")
		moved := b.clock.Shifted()
		err := b.windBack(&last)
		wait := idle
		if err == nil {
			wait, err = b.untilDue(ctx)
		}
		if err == nil && wait <= 0 {
			err = b.fire()
			wait = 0
		}
		switch {
		case ctx.Err() != nil:
		case err == nil:
			failed = 0
			if wait > 0 {
				b.beat("wake")
				rest(ctx, wait, b.alarm, moved)
			}
		case fatal(err):
			return fmt.Errorf("wake: %w", err)
		default:
			failed++
			b.log.Error("timers could not be fired", "error", err, "tries", failed)
			rest(ctx, storeWait(failed), nil, nil)
		}
	}
	return nil
}

// windBack sets anew what must always be set, if the clock was set back since it
// was looked at last: otherwise the audit, which mends all else, would wait until
// the clock is there again.
func (b *Bot) windBack(last *time.Time) error {
	now := b.clock.Now()
	if now.Before(last.Add(-clockSlack)) {
		if _, err := b.commit(func(tx store.Tx, at time.Time) (taken flows.Taken) { b.desk.Start(tx, at); return taken }); err != nil {
			return fmt.Errorf("wind timers: %w", err)
		}
		b.log.Warn("the clock was set back", "by", last.Sub(now).Round(time.Second).String())
	}
	*last = now
	return nil
}

// untilDue says how long it is until the next timer is due, and lets wakeAt
// know for when the loop is set.
func (b *Bot) untilDue(ctx context.Context) (time.Duration, error) {
	wait := idle
	b.planned.Store(0) // a timer set from here on wakes the loop
	err := b.db.View(ctx, func(tx store.Tx) {
		wait = idle
		if due, ok := flows.NextDue(tx); ok {
			wait = min(wait, due.Sub(b.clock.Now()))
		}
	})
	b.planned.CompareAndSwap(0, b.clock.Now().Add(wait).UnixMicro())
	return wait, err
}

// fire fires what is due, the longest due first.
func (b *Bot) fire() error {
	began := b.clock.moment()
	fired := 0
	taken, err := b.commit(func(tx store.Tx, at time.Time) flows.Taken {
		timers := flows.DueTimers(tx, at, slice)
		events := make([]flows.Event, len(timers))
		for i, tm := range timers {
			events[i] = flows.Firing(tm, at)
		}
		fired = len(timers)
		return b.desk.Take(tx, events)
	})
	if err != nil {
		return fmt.Errorf("fire timers: %w", err)
	}
	b.counts.fired.Add(int64(fired))
	b.log.Info("timers", "fired", fired, "said", len(taken.Queued), "aside", len(taken.Aside),
		"ms", b.clock.moment().run.Sub(began.run).Milliseconds())
	return nil
}

// wakeAt wakes the loop if a timer was set to come due before it looks again.
func (b *Bot) wakeAt(due time.Time) {
	if due.IsZero() {
		return
	}
	if planned := b.planned.Load(); planned != 0 && due.UnixMicro() >= planned {
		return
	}
	select {
	case b.alarm <- struct{}{}:
	default:
	}
}
