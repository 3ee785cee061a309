package bot

import (
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// drawn is what a message takes. One message must not be able to end the process
// at every start: what cannot be drawn takes nothing, and ends as never.
func drawn(s flows.Sending, l Limits) (steps []step) {
	defer func() {
		if recover() != nil {
			steps = nil
		}
	}()
	return draw(s, l)
}

// weigh takes what a message costs beyond the one that it was chosen for: each
// part of it and each item of an album counts as a message of its own (A4). It says
// how long the message has to wait instead if its chat cannot take so many at once.
//
// A chat has to have been quiet for as long as the tokens would take that go beyond
// a full bucket: counted over the last minute, which is how groups are counted, there
// are then no more than single messages could have been. The service as a whole takes
// many more at once than our bucket for it holds, so there what comes afterwards
// waits instead.
func (q *queue) weigh(p *pick, steps []step, now moment) (wait time.Duration) {
	cost := 0
	for _, s := range steps {
		cost += s.weight()
	}
	if cost <= p.cost {
		return 0
	}
	if wait := p.was.wait(p.chat.limit(now), cost, now.run); wait > 0 {
		return wait
	}
	p.chat.spend(cost-p.cost, now)
	p.cost = cost
	return 0
}

// breath is how long the chat of a person is left alone before the next part of a
// message, when the parts before it were more than a burst: its limit is a rate. A
// group's is a count, for which weigh has made sure of room.
func (c *chat) breath(before []step) time.Duration {
	sum := 0
	for _, s := range before {
		sum += s.weight()
	}
	p := c.line.limits.Chat
	if c.group || p.Every <= 0 || sum <= p.burst() {
		return 0
	}
	return p.Every
}

// breathe waits, and reports whether it was to the end and not cut off.
func (o *outbound) breathe(d time.Duration) bool {
	if d <= 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-o.ctx.Done():
		return false
	}
}

// postpone lets a claimed message wait until its chat can take it. It stands before
// what waits behind it.
func (r *round) postpone(tx store.Tx, p pick, s flows.Sending, wait time.Duration, now moment) {
	r.keepBack(p, flows.Postpone(tx, s, now.wall, wait), now)
}

// keepBack puts a message that was picked back into its place, until it is due.
func (r *round) keepBack(p pick, m flows.Queued, now moment) {
	r.bot.out.locked(func(q *queue) {
		q.pushFront(m, now)
		q.release(p, now)
	})
	r.journal = append(r.journal, func() {
		q := r.bot.out.queue
		p.chat.waiting[index(p.entry.lane)].pop()
		q.undo(q.start(p, now), now)
	})
}
