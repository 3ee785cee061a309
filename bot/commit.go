package bot

import (
	"context"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// claimsPerCommit bounds how long one transaction gets when much of what waits
// turns out to be stale.
const claimsPerCommit = 256

// A work is what a loop does in a transaction. It may run more than once.
type work func(tx store.Tx, at time.Time) flows.Taken

// A round is one commit: the work of the loop that makes it, the settling of
// what came back, and the claiming of what goes next.
type round struct {
	bot     *Bot
	landed  []*flight
	again   []flows.Queued // of each landed one, what is to be tried again; no ID: nothing
	taken   flows.Taken
	leaving []*flight // claimed in this commit
	left    map[string]bool
	broken  []error  // settling or claiming one message failed
	journal []func() // puts the queue back as it was
}

// commit does work in a transaction and acts on it once it is on disk. What
// came back meanwhile is settled in the same transaction and what may go next
// is claimed in it, so that delivery costs no commits of its own while there
// is other work. Commits are made one at a time: what was committed first is
// queued first.
func (b *Bot) commit(do work) (flows.Taken, error) {
	b.commits.Lock()
	defer b.commits.Unlock()
	r := &round{bot: b, landed: b.out.collect()}
	// Not the context of the run: a turn that was begun is finished.
	err := b.db.Update(context.Background(), func(tx store.Tx) { r.run(tx, do) })
	if err != nil {
		b.out.locked(r.rewind)
		b.out.putBack(r.landed)
		return flows.Taken{}, err
	}
	b.out.locked(r.apply)
	for _, f := range r.leaving {
		b.out.launch(f)
	}
	b.report(r)
	b.wakeAt(r.taken.Wake)
	return r.taken, nil
}

// run is the transaction. The engine may run it again, so it begins by putting
// back what the last run did to the queue.
func (r *round) run(tx store.Tx, do work) {
	r.bot.out.locked(r.rewind)
	r.again, r.leaving, r.broken = make([]flows.Queued, len(r.landed)), nil, nil
	r.taken, r.left = flows.Taken{}, nil
	now := r.bot.clock.moment()
	if do != nil {
		r.taken = do(tx, now.wall)
	}
	for i, f := range r.landed {
		r.settle(tx, i, f, now)
	}
	r.claimWaiting(tx, now)
	r.claimFresh(tx, now)
}

// settle notes what became of a message. Its chat is free for the next one
// unless the message must be tried again.
func (r *round) settle(tx store.Tx, i int, f *flight, now moment) {
	var taken flows.Taken
	out := f.outcome
	out.After = max(0, out.After-now.run.Sub(f.ended.run)) // it counts from when it was said
	err := tx.Try(func() { taken = r.bot.desk.Settle(tx, f.sending, out, now.wall) })
	if err != nil {
		r.broken = append(r.broken, err)
	}
	for _, m := range taken.Queued {
		if m.ID == f.entry.id && r.again[i].ID == "" {
			r.again[i] = m
		} else {
			r.taken.Queued = append(r.taken.Queued, m)
		}
	}
	r.taken.Aside = append(r.taken.Aside, taken.Aside...)
	r.taken.Wake = sooner(r.taken.Wake, taken.Wake)
	if r.again[i].ID == "" {
		r.bot.out.locked(func(q *queue) { q.free(f.chat, now) })
		r.journal = append(r.journal, func() { r.bot.out.queue.hold(f.chat) })
	}
}

// claimWaiting claims what waits and may go.
func (r *round) claimWaiting(tx store.Tx, now moment) {
	for range claimsPerCommit {
		p, ok := r.bot.out.next(now)
		if !ok || !r.claim(tx, p, now) {
			return
		}
	}
}

// claimFresh claims what was said in this transaction and may leave at once.
func (r *round) claimFresh(tx store.Tx, now moment) {
	for _, m := range r.taken.Queued {
		p, ok := r.bot.out.reserve(m, now)
		if !ok {
			continue
		}
		if r.left == nil {
			r.left = map[string]bool{}
		}
		r.left[m.ID] = true
		if !r.claim(tx, p, now) {
			return
		}
	}
}

// claim makes a pick leave, or lets it go if it is not worth sending any more.
// It reports false if the transaction has failed.
func (r *round) claim(tx store.Tx, p pick, now moment) bool {
	var s flows.Sending
	var ok bool
	if err := tx.Try(func() { s, ok = r.bot.desk.Claim(tx, p.entry.id, now.wall) }); err != nil {
		ok = false
		r.broken = append(r.broken, err)
	}
	if ok {
		r.leave(tx, p, s, now)
		return true
	}
	if s.Held.ID != "" {
		r.keepBack(p, s.Held, now)
		return tx.Err() == nil
	}
	r.bot.out.locked(func(q *queue) { q.release(p, now) })
	r.journal = append(r.journal, func() {
		q := r.bot.out.queue
		q.start(p, now)
		q.undo(p, now)
	})
	return tx.Err() == nil
}

// leave makes a claimed message leave, or wait until its chat can take all of it.
func (r *round) leave(tx store.Tx, p pick, s flows.Sending, now moment) {
	f := &flight{sending: s, steps: drawn(s, p.chat.line.limits)}
	var wait time.Duration
	r.bot.out.locked(func(q *queue) { wait = q.weigh(&p, f.steps, now) })
	if wait > 0 {
		r.postpone(tx, p, s, wait, now)
		return
	}
	f.pick = p
	r.leaving = append(r.leaving, f)
	r.journal = append(r.journal, func() { r.bot.out.queue.undo(p, now) })
}

// rewind puts the queue back as it was before the transaction.
func (r *round) rewind(*queue) {
	for i := len(r.journal) - 1; i >= 0; i-- {
		r.journal[i]()
	}
	r.journal = nil
}

// apply puts into the queue what the transaction, now on disk, left waiting.
func (r *round) apply(q *queue) {
	now := r.bot.clock.moment()
	for i, f := range r.landed {
		m := r.again[i]
		if m.ID == "" {
			continue
		}
		if f.outcome.Result == flows.Moved {
			q.moved(f.chat, m.To, now)
		}
		q.pushFront(m, now)
		q.free(f.chat, now)
	}
	for _, m := range r.taken.Queued {
		if !r.left[m.ID] && !q.push(m, now) {
			r.bot.noLine(m.To.Channel())
		}
	}
}

// sooner returns the earlier of two times; zero means none.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
