package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// How an orderly stop is paced: sends in hand get this long to end by
// themselves, and are cut off then.
const (
	graceForSends   = 8 * time.Second
	graceAfterwards = 1500 * time.Millisecond
)

// load builds the queue from what the outbox holds, before anything is taken
// in. Only the keys of an index are read.
func (b *Bot) load(ctx context.Context) error {
	err := b.db.View(ctx, func(tx store.Tx) {
		now := b.clock.moment()
		b.out.locked(func(q *queue) {
			for m := range flows.Unsent(tx) {
				if !q.push(m, now) {
					b.noLine(m.To.Channel())
				}
			}
		})
	})
	if err != nil {
		return fmt.Errorf("read what is unsent: %w", err)
	}
	return nil
}

// repeats names the messages that were on their way when the process ended
// last: those, and no others, people may see twice. It runs while the first
// poll is made already, and before anything leaves. Of what waits, it sees to it
// that nothing waits for longer because the clock was set back meanwhile.
func (b *Bot) repeats(ctx context.Context) error {
	var ids, damaged []string
	var sooner []flows.Queued
	now := b.clock.moment()
	err := b.db.View(ctx, func(tx store.Tx) {
		ids, damaged, sooner = nil, nil, nil
		for m := range flows.Unsent(tx) {
			var row flows.Message
			if tx.Try(func() { row, _ = flows.Outbox.Get(tx, m.ID) }) != nil {
				damaged = append(damaged, m.ID)
			} else if row.State == flows.Claimed {
				ids = append(ids, m.ID)
			} else if m, ok := row.Sooner(now.wall); ok {
				sooner = append(sooner, m)
			}
		}
	})
	if err != nil {
		return fmt.Errorf("look for possible repeats: %w", err)
	}
	b.out.locked(func(q *queue) {
		for _, m := range sooner {
			q.hasten(m, now)
		}
	})
	for _, id := range damaged { // one bad row must not keep the others from leaving
		b.log.Error("a message that waits cannot be read", "message", id)
	}
	b.counts.repeats.Store(int64(len(ids)))
	if len(ids) > 0 {
		b.log.Warn("possible repeats after a stop", "count", len(ids), "messages", ids)
	}
	if err := b.unclaim(ctx, len(ids)); err != nil {
		return fmt.Errorf("let possible repeats wait again: %w", err)
	}
	b.out.start()
	return nil
}

// unclaim lets what was named wait again, so that the next start names only
// what leaves from now on. It comes after the naming: a kill in between names
// twice and hides nothing.
func (b *Bot) unclaim(ctx context.Context, n int) error {
	if n == 0 {
		return nil
	}
	err := b.db.Update(ctx, func(tx store.Tx) { flows.Unclaim(tx) })
	if errors.Is(err, store.ErrFull) {
		return nil // it can be sent all the same, and is named again
	}
	return err
}

// deliver sends what the outbox holds until ctx is done and nothing is taken in
// any more (quiet), and then ends what is on its way.
//
// A message is sent at least once. It may be sent twice if the process is
// killed between the send and the commit that settles it, or if the service
// breaks off its answer; never more are in that danger than fly at once, and
// the next start names them.
func (b *Bot) deliver(ctx context.Context, quiet <-chan struct{}) error {
	calls, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	b.out.ctx = calls
	defer b.ground(cut)
	if err := b.repeats(ctx); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	failed := 0
	for ctx.Err() == nil {
		b.beat("deliver")
		moved := b.clock.Shifted()
		landed, flying, wait := b.out.pending(b.clock.moment())
		if landed == 0 && wait > 0 {
			rest(ctx, wait, b.out.kick, moved)
			continue
		}
		if wait > 0 && landed < flying {
			b.gather(ctx)
			if landed, _, wait = b.out.pending(b.clock.moment()); landed == 0 && wait > 0 {
				continue
			}
		}
		if _, err := b.commit(nil); err == nil {
			failed = 0
		} else if fatal(err) {
			return fmt.Errorf("deliver: %w", err)
		} else {
			failed++
			b.log.Error("delivery could not be stored", "error", err, "tries", failed)
			rest(ctx, storeWait(failed), nil, nil)
		}
	}
	return b.land(quiet, cut)
}

// linger is how long what came back waits for company when nothing else can
// leave before it is settled.
const linger = 2 * time.Millisecond

// gather waits until much has come back, all has, or another loop's commit has
// settled it on its way.
func (b *Bot) gather(ctx context.Context) {
	t := time.NewTimer(linger)
	defer t.Stop()
	for {
		select {
		case <-b.out.kick:
			landed, flying, wait := b.out.pending(b.clock.moment())
			if wait <= 0 || landed == flying || landed >= b.out.queue.most/2 {
				return
			}
		case <-t.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// rest sleeps for a while, or until one of the channels says to go on, or ctx
// is done. moved is the clock's Shifted from before d was worked out.
func rest(ctx context.Context, d time.Duration, wake, moved <-chan struct{}) {
	t := time.NewTimer(min(d, idle))
	defer t.Stop()
	select {
	case <-t.C:
	case <-wake:
	case <-moved:
	case <-ctx.Done():
	}
}

// ground ends the senders. The lock keeps a commit from launching anything
// afterwards.
func (b *Bot) ground(cut context.CancelFunc) {
	cut()
	b.commits.Lock()
	defer b.commits.Unlock()
	b.out.shut()
	b.out.close()
}

// land ends what is on its way: nothing more leaves, the sends get time to
// end, and what came of them is settled. It waits until nothing is taken in.
func (b *Bot) land(quiet <-chan struct{}, cut context.CancelFunc) error {
	b.out.shut()
	grace := time.NewTimer(graceForSends)
	defer grace.Stop()
	end := time.NewTimer(graceForSends + graceAfterwards)
	defer end.Stop()
	var broken error
	for {
		landed, flying, _ := b.out.pending(b.clock.moment())
		if landed > 0 {
			if _, err := b.commit(nil); err != nil {
				broken = err
			}
			if fatal(broken) {
				return fmt.Errorf("settle at the end: %w", broken)
			}
		}
		if flying == 0 && quiet == nil {
			return nil
		}
		select {
		case <-b.out.kick:
		case <-quiet:
			quiet = nil
		case <-grace.C:
			cut()
		case <-end.C:
			if broken != nil {
				return fmt.Errorf("settle at the end: %w", broken)
			}
			return nil
		}
	}
}

// fatal reports whether the process must end: what was committed is not known,
// or the store is closed to us.
func fatal(err error) bool {
	return errors.Is(err, store.ErrUnknown) || errors.Is(err, store.ErrClosed)
}

// report logs what a commit brought to an end, and names what went wrong.
func (b *Bot) report(r *round) {
	for i, f := range r.landed {
		b.counts.add(f.outcome)
		level := slog.LevelInfo
		if r.again[i].ID == "" && f.outcome.Result != flows.Done {
			level = slog.LevelWarn
		}
		if b.log.Enabled(context.Background(), level) {
			b.log.LogAttrs(context.Background(), level, "send", f.attrs()...)
		}
	}
	for _, err := range r.broken {
		b.log.Error("a message could not be claimed or settled", "error", err)
	}
	for _, a := range r.taken.Aside {
		b.counts.aside.Add(1)
		b.log.Error("put aside", "event", a.ID, "why", a.Why)
	}
	if len(r.taken.Queued) > 0 || len(r.landed) > 0 {
		b.out.nudge()
	}
}
