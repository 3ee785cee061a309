package bot

import (
	"container/heap"
	"strings"
	"time"

	"caunoi/flows"
)

// A line is what delivery knows of one channel.
type line struct {
	channel Channel
	name    string
	limits  Limits
	total   bucket
	brake   brake
	pause   time.Time // nothing goes before, on the running clock
	silent  int       // outcomes in a row in which the service did not answer
	trying  bool      // the service is away: one message at a time finds out whether it is back
	probing bool      // that message is on its way
	probes  int       // how many found that it is not
	rings   [lanes]ring
}

// A chat is what delivery knows of one chat, as long as there is something to
// know: messages that wait, one that flies, a pause, tokens that are missing.
type chat struct {
	addr    flows.Address
	line    *line
	group   bool
	busy    bool
	pause   time.Time // nothing goes before, on the running clock
	failed  int       // tries in a row that came to nothing, without a time to wait being named
	pace    bucket
	brake   brake
	waiting [lanes]fifo
	inRing  [lanes]bool
	park    time.Time // when to look at it again
	place   int       // in the parking, plus one; zero: not in it
}

// chat returns the chat of an address; nil if there is no such channel.
func (q *queue) chat(addr flows.Address) *chat {
	if c := q.chats[addr]; c != nil {
		return c
	}
	l := q.byName[addr.Channel()]
	if l == nil {
		return nil
	}
	c := &chat{addr: addr, line: l}
	c.group = l.limits.Groups != "" && strings.HasPrefix(addr.Chat(), l.limits.Groups)
	q.chats[addr] = c
	return c
}

// limit is the pace the chat is kept to now.
func (c *chat) limit(now moment) Pace {
	p := c.line.limits.Chat
	if c.group {
		p = c.line.limits.Group
	}
	return c.brake.slow(p, now.run)
}

// limit is the pace the whole service is kept to now.
func (l *line) limit(now moment) Pace { return l.brake.slow(l.limits.Total, now.run) }

// spend takes the tokens of n messages to the chat, also those that are not there
// yet.
func (c *chat) spend(n int, now moment) {
	c.line.total.take(c.line.limit(now), n, now.run)
	c.pace.take(c.limit(now), n, now.run)
}

// refund gives back what a pick took. Since it was taken nothing else went to its
// chat, whose bucket is again what it was: also for how long it has been full.
func (p pick) refund(now moment) {
	l := p.chat.line
	l.total.give(l.limit(now), p.cost)
	p.chat.pace = p.was
}

// wait says how long nothing may go to the chat.
func (c *chat) wait(now moment) time.Duration {
	return max(c.pause.Sub(now.run), c.pace.wait(c.limit(now), 1, now.run))
}

// refresh puts a chat where it belongs now: into the rings of the lanes in
// which it could send, and into the parking if time will change that. A chat of
// which nothing is left to know is forgotten.
func (q *queue) refresh(c *chat, now moment) {
	if c.busy {
		return // looked at again when it is freed
	}
	if w := c.wait(now); w > 0 {
		q.parked.put(c, now.run.Add(w))
		return
	}
	var again time.Time
	empty := true
	for lane := range lanes {
		f := &c.waiting[lane]
		if len(f.items) == 0 {
			continue
		}
		empty = false
		head := &f.items[0]
		switch {
		case !head.ready(now):
			at := now.run.Add(min(now.until(head.due), head.from.Sub(now.run)))
			if again.IsZero() || at.Before(again) {
				again = at
			}
		case !c.inRing[lane]:
			c.inRing[lane] = true
			c.line.rings[lane].push(c)
		}
	}
	if !again.IsZero() {
		q.parked.put(c, again)
	}
	if empty {
		q.forget(c, now)
	}
}

// forget drops a chat in which nothing waits, now if nothing is to be known of
// it and later otherwise.
func (q *queue) forget(c *chat, now moment) {
	c.brake.ease(now.run)
	recent := now.run.Before(c.pace.full.Add(heavyMemory))
	if recent || c.brake.steps > 0 || c.failed > 0 || c.inRing != [lanes]bool{} {
		q.parked.put(c, now.run.Add(remembered))
		return
	}
	q.parked.remove(c)
	if q.chats[c.addr] == c {
		delete(q.chats, c.addr)
	}
}

// heavyMemory is how long a chat is known after its bucket is full again, because
// a message that counts as many waits longer than for a full bucket (see weigh).
const heavyMemory = time.Minute

// remembered is how long a chat in which nothing waits is remembered.
const remembered = 2 * time.Minute

// look returns parked chats whose time has come, and looks at every chat if
// the clock was set.
func (q *queue) look(now moment) {
	drift := now.wall.Sub(q.seen.wall) - now.run.Sub(q.seen.run)
	if !q.seen.wall.IsZero() && drift.Abs() > time.Second {
		for _, c := range q.chats {
			q.refresh(c, now)
		}
	}
	q.seen = now
	for {
		t, ok := q.parked.first()
		if !ok || t.After(now.run) {
			return
		}
		c := q.parked.pop()
		if c.idleSince(now) {
			c.failed = 0
		}
		q.refresh(c, now)
	}
}

// idleSince reports whether nothing happened in the chat for so long that its
// failures are no longer worth remembering.
func (c *chat) idleSince(now moment) bool {
	return !c.busy && now.run.Sub(c.pause) > remembered
}

// A fifo holds what waits in one chat and lane.
type fifo struct {
	items []entry
}

func (f *fifo) pop() entry {
	e := f.items[0]
	f.items[0] = entry{}
	f.items = f.items[1:]
	if len(f.items) == 0 {
		f.items = nil
	}
	return e
}

// has reports whether the message waits already, as a card does that changes
// faster than it can be shown.
func (f *fifo) has(id string) bool {
	for i := range f.items {
		if f.items[i].id == id {
			return true
		}
	}
	return false
}

// A ring is the order in which the chats of a lane get their turns.
type ring struct {
	chats []*chat
	gone  int // how many at the beginning have had their turn
}

func (r *ring) empty() bool { return r.gone == len(r.chats) }

func (r *ring) head() *chat { return r.chats[r.gone] }

func (r *ring) push(c *chat) {
	if r.gone > 1024 && r.gone > len(r.chats)/2 {
		r.chats = append(r.chats[:0], r.chats[r.gone:]...)
		r.gone = 0
	}
	r.chats = append(r.chats, c)
}

func (r *ring) pop() *chat {
	c := r.chats[r.gone]
	r.chats[r.gone] = nil
	r.gone++
	if r.empty() {
		r.chats, r.gone = r.chats[:0], 0
	}
	return c
}

// A parking holds the chats that only time can move, by when it does.
type parking struct {
	chats []*chat
}

func (p *parking) first() (time.Time, bool) {
	if len(p.chats) == 0 {
		return time.Time{}, false
	}
	return p.chats[0].park, true
}

// put parks a chat until t, in place of an earlier time.
func (p *parking) put(c *chat, t time.Time) {
	c.park = t
	if c.place > 0 {
		heap.Fix(p, c.place-1)
		return
	}
	heap.Push(p, c)
}

func (p *parking) remove(c *chat) {
	if c.place > 0 {
		heap.Remove(p, c.place-1)
	}
}

func (p *parking) pop() *chat { return heap.Pop(p).(*chat) }

// Len, Less, Swap, Push and Pop are for container/heap.
func (p *parking) Len() int           { return len(p.chats) }
func (p *parking) Less(i, j int) bool { return p.chats[i].park.Before(p.chats[j].park) }

// Swap is for container/heap.
func (p *parking) Swap(i, j int) {
	p.chats[i], p.chats[j] = p.chats[j], p.chats[i]
	p.chats[i].place, p.chats[j].place = i+1, j+1
}

// Push is for container/heap.
func (p *parking) Push(x any) {
	c := x.(*chat)
	c.place = len(p.chats) + 1
	p.chats = append(p.chats, c)
}

// Pop is for container/heap.
func (p *parking) Pop() any {
	last := len(p.chats) - 1
	c := p.chats[last]
	p.chats[last] = nil
	p.chats = p.chats[:last]
	c.place = 0
	return c
}
