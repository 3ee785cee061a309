package bot

import (
	"time"

	"caunoi/flows"
)

// lanes is how many lanes there are.
const lanes = 5

// keptFlights is the share of the places in flight that stays with the urgent
// lane: one of sixteen.
const keptFlights = 16

// An entry is a message that waits: all that is known of it before it is
// claimed.
type entry struct {
	id   string
	lane flows.Lane
	at   time.Time // when it was said
	due  time.Time // on the wall; zero: at once
	from time.Time // the same on the running clock, so that a clock set back holds nothing for ever
}

// ready reports whether the entry may go as far as its own time is concerned.
func (e *entry) ready(now moment) bool {
	return e.due.IsZero() || !now.wall.Before(e.due) || !now.run.Before(e.from)
}

// A pick is a message that was chosen to go now. Its chat is busy until it is
// freed.
type pick struct {
	chat  *chat
	entry entry
	fresh bool      // it was never in the queue: its row is made in the same transaction
	probe bool      // it finds out whether the service is back
	cost  int       // messages that it counts as
	was   bucket    // of its chat, before that
	left  time.Time // when it was chosen, on the running clock
}

// A queue knows the order in which what waits may go: calls first, then by
// lane; in a lane one chat after the other; in a chat as it was said. It holds
// ids only, and knows no clock: every method is told the moment. It is not
// safe for use by several goroutines.
type queue struct {
	lines  []*line
	byName map[string]*line
	chats  map[flows.Address]*chat
	parked parking
	most   int // in flight at once
	flying int
	seen   moment // the latest it was told, by which it notices that the clock was set
}

func newQueue(channels []Channel, most int) *queue {
	q := &queue{byName: map[string]*line{}, chats: map[flows.Address]*chat{}, most: most}
	for _, c := range channels {
		l := &line{channel: c, name: c.Name(), limits: c.Limits()}
		q.lines = append(q.lines, l)
		q.byName[l.name] = l
	}
	return q
}

// push puts a message behind those of its chat and lane. It reports false if
// there is no such channel; the message stays in the outbox then.
func (q *queue) push(m flows.Queued, now moment) bool {
	c := q.chat(m.To)
	if c == nil {
		return false
	}
	f := &c.waiting[index(m.Lane)]
	if !f.has(m.ID) {
		f.items = append(f.items, newEntry(m, now))
		q.refresh(c, now)
	}
	return true
}

// pushFront puts a message that has to be tried again before those of its chat
// and lane, so that nothing overtakes it.
func (q *queue) pushFront(m flows.Queued, now moment) {
	c := q.chat(m.To)
	if c == nil {
		return
	}
	e := newEntry(m, now)
	f := &c.waiting[index(m.Lane)]
	f.items = append([]entry{e}, f.items...)
	q.refresh(c, now)
}

// hasten lets a message that waits leave at another time than it was pushed with.
func (q *queue) hasten(m flows.Queued, now moment) {
	c := q.chat(m.To)
	if c == nil {
		return
	}
	items := c.waiting[index(m.Lane)].items
	for i := range items {
		if items[i].id == m.ID {
			items[i] = newEntry(m, now)
			q.refresh(c, now)
		}
	}
}

func newEntry(m flows.Queued, now moment) entry {
	e := entry{id: m.ID, lane: m.Lane, at: m.At, due: m.Due}
	if !m.Due.IsZero() {
		e.from = now.run.Add(now.until(m.Due))
	}
	return e
}

// index is the place of a lane in an array, the most pressing first. A lane nobody
// knows is the last.
func index(l flows.Lane) int {
	if l == flows.Call {
		return 0
	}
	return min(max(int(l), int(flows.Urgent)), int(flows.Reminder))
}

// next picks the message that may go now, and reports whether there is one.
func (q *queue) next(now moment) (pick, bool) {
	l, lane, _ := q.find(now)
	if l == nil {
		return pick{}, false
	}
	c := l.rings[lane].pop()
	c.inRing[lane] = false
	return q.start(pick{chat: c, entry: c.waiting[lane].pop()}, now), true
}

// wait says how long it is until a message may go; zero means now. What
// becomes possible by another message coming back is not waited for.
func (q *queue) wait(now moment) time.Duration {
	_, _, wait := q.find(now)
	return wait
}

// find finds the line and lane at whose head the message is that may go now,
// or how long to wait for one.
func (q *queue) find(now moment) (*line, int, time.Duration) {
	q.look(now)
	wait := idle
	for lane := range lanes {
		for _, l := range q.lines {
			if !l.settleHead(lane, now) {
				continue
			}
			w := q.closed(l, lane, now)
			if w <= 0 {
				return l, lane, 0
			}
			wait = min(wait, w)
		}
	}
	if t, ok := q.parked.first(); ok {
		wait = min(wait, max(t.Sub(now.run), time.Millisecond))
	}
	return nil, 0, wait
}

// idle is the longest time a loop sleeps, so that a clock that was set is
// noticed and the loop is seen to live.
const idle = 30 * time.Second

// settleHead takes chats that cannot send any more from the head of a ring and
// reports whether one that can is left. Whatever frees a chat puts it back.
func (l *line) settleHead(lane int, now moment) bool {
	for ring := &l.rings[lane]; !ring.empty(); {
		c := ring.head()
		f := &c.waiting[lane]
		if !c.busy && c.wait(now) <= 0 && len(f.items) > 0 && f.items[0].ready(now) {
			return true
		}
		ring.pop()
		c.inRing[lane] = false
	}
	return false
}

// reserve lets a message leave that is only just being said, if nothing that
// waits has a better right. Its row is made in the transaction at hand.
func (q *queue) reserve(m flows.Queued, now moment) (pick, bool) {
	if !m.Due.IsZero() {
		return pick{}, false
	}
	c := q.chat(m.To)
	if c == nil {
		return pick{}, false
	}
	lane, free := index(m.Lane), !c.busy && c.wait(now) <= 0
	for i := 0; i <= lane && free; i++ {
		free = len(c.waiting[i].items) == 0 && c.line.rings[i].empty()
	}
	if !free || q.closed(c.line, lane, now) > 0 {
		q.refresh(c, now)
		return pick{}, false
	}
	return q.start(pick{chat: c, entry: newEntry(m, now), fresh: true}, now), true
}

// closed says how long a channel takes nothing of a lane.
func (q *queue) closed(l *line, lane int, now moment) time.Duration {
	room, tokens := q.most, 1
	if lane > index(flows.Urgent) {
		room -= q.most / keptFlights
		tokens += l.limits.Total.kept()
	}
	if q.flying >= room || l.trying && l.probing {
		return idle
	}
	return max(l.pause.Sub(now.run), l.total.wait(l.limit(now), tokens, now.run))
}

// start makes a pick fly.
func (q *queue) start(p pick, now moment) pick {
	c := p.chat
	c.busy = true
	q.flying++
	p.probe, p.cost, p.was, p.left = c.line.trying, 1, c.pace, now.run
	c.spend(1, now)
	c.line.probing = c.line.probing || p.probe
	return p
}

// undo takes a pick back as if it had never been made.
func (q *queue) undo(p pick, now moment) {
	if !p.fresh {
		f := &p.chat.waiting[index(p.entry.lane)]
		f.items = append([]entry{p.entry}, f.items...)
	}
	q.release(p, now)
}

// release frees the chat of a pick that turned out not to be worth sending.
func (q *queue) release(p pick, now moment) {
	c := p.chat
	p.refund(now)
	if p.probe {
		c.line.probing = false
	}
	q.free(c, now)
}

// free lets the next message of a chat go.
func (q *queue) free(c *chat, now moment) {
	c.busy = false
	q.flying--
	q.refresh(c, now)
}

// hold takes back a free, because the commit in which it was done failed.
func (q *queue) hold(c *chat) {
	q.chats[c.addr] = c
	c.busy = true
	q.flying++
}
