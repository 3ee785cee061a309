package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// A cursor is how far a channel has been read.
type cursor struct {
	Channel string `cbor:"1,keyasint"`
	Text    string `cbor:"2,keyasint"`
}

var cursors = store.NewTable("cursor", func(c cursor) string { return c.Channel })

// A receiver takes in what one channel brings.
type receiver struct {
	bot     *Bot
	channel Channel
	sieve   sieve
	cursor  string
	told    map[flows.Address]time.Time // whom, and when, we told that the disk is full
	fatal   error
}

// receive takes in what a channel brings until ctx is done. One poll is one
// commit, and is confirmed to the service only after it.
func (b *Bot) receive(ctx context.Context, c Channel) error {
	r := &receiver{bot: b, channel: c, told: map[flows.Address]time.Time{}}
	r.sieve = sieve{usual: b.usual, urgent: b.isUrgent, people: map[flows.Address]*allowance{}}
	var damaged error
	err := b.db.View(ctx, func(tx store.Tx) {
		var kept cursor
		damaged = tx.Try(func() { kept, _ = cursors.Get(tx, c.Name()) })
		r.cursor = kept.Text
	})
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the cursor of %s: %w", c.Name(), err)
	}
	if damaged != nil { // what comes again is known by its id
		b.log.Error("the cursor cannot be read; all that the service still has is asked for", "channel", c.Name(), "error", damaged)
	}
	_, polls := c.(Troubled)
	b.pulse(c.Name(), polls, false) // so that health names the loop from the first moment
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	err = c.Receive(ctx, r.cursor, func(batch Batch) error {
		err := r.take(ctx, batch)
		if fatal(err) {
			r.fatal = err
			stop()
		}
		return err
	})
	if r.fatal != nil {
		err = r.fatal
	}
	if err != nil {
		return fmt.Errorf("receive from %s: %w", c.Name(), err)
	}
	return nil
}

// take stores all that a poll brought and caused. While the disk is full it
// holds the poll and tells people, and tries on until there is room.
func (r *receiver) take(ctx context.Context, batch Batch) error {
	name := r.channel.Name()
	r.bot.pulse(name, len(batch.Events)+len(batch.Bad) == 0, true)
	defer r.bot.pulse(name, false, false)
	if len(batch.Events)+len(batch.Bad) == 0 && batch.Alarm == nil && (batch.Cursor == "" || batch.Cursor == r.cursor) {
		return nil
	}
	now := r.bot.clock.moment()
	in := r.sieve.strain(batch.Events, now)
	r.name(in)
	for try := 1; ; try++ {
		taken, err := r.bot.commit(r.work(batch, in))
		if err == nil {
			r.cursor, r.sieve.known = batch.Cursor, nil
			r.done(batch, in, taken, now)
			return nil
		}
		r.sieve.remember(batch.Events, in)
		if fatal(err) || ctx.Err() != nil {
			return err
		}
		r.bot.log.Error("a poll could not be stored", "channel", name, "events", len(in.kept), "tries", try, "error", err)
		if errors.Is(err, store.ErrFull) {
			r.tellFull(ctx, in.kept)
		}
		rest(ctx, storeWait(try), nil, nil)
		if ctx.Err() != nil || !errors.Is(err, store.ErrFull) {
			return err
		}
		now := r.bot.clock.Now()
		for i := range in.kept {
			in.kept[i].At = now // it is taken only now, and what is due counts from now
		}
	}
}

// work is what one poll does in its transaction.
func (r *receiver) work(batch Batch, in strained) work {
	return func(tx store.Tx, at time.Time) flows.Taken {
		taken := r.bot.desk.Take(tx, in.kept)
		for _, e := range in.flooded {
			var told flows.Taken
			if err := tx.Try(func() { told = r.bot.desk.Flooded(tx, e) }); err == nil {
				taken.Queued = append(taken.Queued, told.Queued...)
			} // else this one is not told: that must not hold up the poll
		}
		for _, bad := range batch.Bad {
			a := flows.Aside{ID: r.channel.Name() + ":bad" + strconv.FormatInt(bad.Seq, 10), At: at, Why: bad.Why}
			flows.Asides.Put(tx, a)
			taken.Aside = append(taken.Aside, a)
		}
		if batch.Alarm != nil {
			var told flows.Taken
			if err := tx.Try(func() { told = r.bot.desk.Alarm(tx, r.channel.Name(), *batch.Alarm, at) }); err == nil {
				taken.Queued = append(taken.Queued, told.Queued...)
			} // else it stands in the log, and must not hold up the poll
		}
		if batch.Cursor != r.cursor {
			keep(tx, cursor{Channel: r.channel.Name(), Text: batch.Cursor})
		}
		return taken
	}
}

// keep stores a cursor, also in place of one that was damaged: no poll could be
// taken any more otherwise.
func keep(tx store.Tx, c cursor) {
	if tx.Try(func() { cursors.Put(tx, c) }) != nil {
		tx.Delete(cursors.Name(), c.Channel)
		cursors.Put(tx, c)
	}
}

// done counts and logs what a poll brought: one line for each poll that brought
// anything.
func (r *receiver) done(batch Batch, in strained, taken flows.Taken, began moment) {
	if len(batch.Events)+len(batch.Bad) == 0 {
		return
	}
	r.bot.counts.events.Add(int64(len(in.kept)))
	r.bot.counts.flooded.Add(int64(in.dropped))
	r.bot.log.Info("turns", "channel", r.channel.Name(), "events", len(in.kept), "dropped", in.dropped,
		"bad", len(batch.Bad), "said", len(taken.Queued), "aside", len(taken.Aside),
		"ms", r.bot.clock.moment().run.Sub(began.run).Milliseconds())
}

// name names floods.
func (r *receiver) name(in strained) {
	for _, n := range in.noisy {
		r.bot.log.Warn("flood", "chat", string(n.by), "dropped", n.count)
	}
}

// fullAgain is how long nobody is told again that the disk is full.
const fullAgain = time.Hour

// tellFull tells people that what they sent could not be stored. It is the one
// thing that is said without being a row, since there is no room for rows. It
// keeps the pace of the channel; whoever it does not reach is told next time.
func (r *receiver) tellFull(ctx context.Context, events []flows.Event) {
	if r.bot.full == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	for _, e := range events {
		now := r.bot.clock.moment()
		if e.Kind != flows.Said && e.Kind != flows.Pressed || !e.Private || now.run.Sub(r.told[e.Chat]) < fullAgain {
			continue
		}
		if !r.token(now) {
			return
		}
		text := r.bot.fullText(e)
		if text == "" {
			continue
		}
		out := r.channel.Do(ctx, e.Chat.Chat(), flows.Act{Text: text})
		if out.Result == flows.Later || out.Result == flows.Unsure {
			return
		}
		r.told[e.Chat] = now.run
	}
}

// token takes a token of the whole channel if there is one.
func (r *receiver) token(now moment) (ok bool) {
	r.bot.out.locked(func(q *queue) {
		l := q.byName[r.channel.Name()]
		ok = l.pause.Before(now.run) && l.total.wait(l.limit(now), 1, now.run) <= 0
		if ok {
			l.total.take(l.limit(now), 1, now.run)
		}
	})
	return ok
}

// isUrgent asks what was given as Urgent. It is asked outside every
// transaction, so nothing else would keep a panic of it from ending the
// process, at every start anew; one that panics is not urgent.
func (b *Bot) isUrgent(e flows.Event) (yes bool) {
	if b.urgent == nil {
		return false
	}
	defer b.caught(e)
	return b.urgent(e)
}

// fullText asks what was given as Full; after a panic it is nothing.
func (b *Bot) fullText(e flows.Event) string {
	defer b.caught(e)
	return b.full(e)
}

// caught ends a panic over an event and names the event. What the panic says is
// not logged, since it may quote a text.
func (b *Bot) caught(e flows.Event) {
	if recover() != nil {
		b.log.Error("panic over an event before it was taken", "event", e.ID)
	}
}
