package bot

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"caunoi/flows"
)

// A flight is a claimed message on its way to a service and back.
type flight struct {
	pick
	sending flows.Sending
	steps   []step
	began   moment
	ended   moment
	outcome flows.Outcome
}

// An outbound is the way out: what waits, what flies and what came back. It is
// safe for use by several goroutines.
type outbound struct {
	clock *Clock
	kick  chan struct{} // something came back or was put into the queue
	jobs  chan *flight
	ctx   context.Context // of the calls; ends when the bot can wait for them no longer
	crew  sync.WaitGroup

	mu     sync.Mutex
	queue  *queue
	landed []*flight
	open   bool // whether messages may leave
	hands  int  // senders that were started
	idle   int  // of these, how many wait for a flight
}

func newOutbound(channels []Channel, clock *Clock, most int) *outbound {
	return &outbound{
		clock: clock, queue: newQueue(channels, most),
		kick: make(chan struct{}, 1), jobs: make(chan *flight, most),
	}
}

// locked runs f while nobody else looks at the queue.
func (o *outbound) locked(f func(q *queue)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	f(o.queue)
}

// start lets messages leave.
func (o *outbound) start() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.open = true
}

// shut lets no more messages leave.
func (o *outbound) shut() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.open = false
}

// next picks what may leave now.
func (o *outbound) next(now moment) (pick, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.open {
		return pick{}, false
	}
	return o.queue.next(now)
}

// reserve picks a message that is only just being said.
func (o *outbound) reserve(m flows.Queued, now moment) (pick, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.open {
		return pick{}, false
	}
	return o.queue.reserve(m, now)
}

// collect takes over what came back.
func (o *outbound) collect() []*flight {
	o.mu.Lock()
	defer o.mu.Unlock()
	landed := o.landed
	o.landed = nil
	return landed
}

// putBack returns what could not be settled, before what came back since.
func (o *outbound) putBack(landed []*flight) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.landed = append(landed, o.landed...)
}

// pending says how much came back, how much flies in all, and how long it is
// until something may leave.
func (o *outbound) pending(now moment) (landed, flying int, wait time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	wait = idle
	if o.open {
		wait = o.queue.wait(now)
	}
	return len(o.landed), o.queue.flying, wait
}

// nudge wakes the loop that delivers.
func (o *outbound) nudge() {
	select {
	case o.kick <- struct{}{}:
	default:
	}
}

// launch sends a flight on its way. Senders are started as they are needed and
// kept: there are never more than may fly at once.
func (o *outbound) launch(f *flight) {
	f.began = o.clock.moment()
	o.mu.Lock()
	more := o.idle == 0
	if more {
		o.hands++
	} else {
		o.idle--
	}
	o.mu.Unlock()
	if more {
		o.crew.Go(o.sendAll)
	}
	o.jobs <- f
}

// sendAll is a sender: it carries out flights until there are no more.
func (o *outbound) sendAll() {
	for f := range o.jobs {
		out := o.carry(f)
		o.mu.Lock()
		f.ended = o.clock.moment()
		f.outcome = o.queue.heard(f.pick, out, f.ended)
		o.landed = append(o.landed, f)
		o.idle++
		o.mu.Unlock()
		o.nudge()
	}
}

// carry does what is left to be done of a message, in its order, and stops at
// the first act that fails. What had arrived by then is in the outcome.
func (o *outbound) carry(f *flight) (out flows.Outcome) {
	defer func() {
		if recover() != nil { // one message must not be able to end the process at every start
			out = flows.Outcome{Result: flows.Never, Why: "channel panicked"}
		}
	}()
	l, steps := f.chat.line, f.steps
	stands := slices.Clone(standing(f.sending, l.limits))
	deed := f.sending.Message.Deed
	if len(steps) == 0 && (len(stands) == 0 || deed != flows.Show) {
		return flows.Outcome{Result: flows.Never, Why: "nothing to show"}
	}
	to := f.chat.addr // newer than what the row says, if the chat has moved since
	for i, s := range steps {
		out = flows.Outcome{Result: flows.Later, After: time.Second, Why: "stopped"}
		if o.breathe(f.chat.breath(steps[:i])) {
			out = l.channel.Do(o.ctx, to.Chat(), s.act)
		}
		if out.Result != flows.Done {
			if i > 0 {
				out.Parts = stands
			}
			return out
		}
		if deed == flows.Show {
			stands = s.done(stands, out)
		}
	}
	if deed != flows.Show {
		stands = nil
	}
	return whole(f, stands, out)
}

// whole is the outcome of a message of which all stands in its chat.
func whole(f *flight, stands []flows.Part, out flows.Outcome) flows.Outcome {
	out.Result = flows.Done
	if len(stands) > 0 {
		out.Shown = stands[0].Last()
		if f.sending.Message.Card {
			out.Shown = stands[len(stands)-1].Last() // what is edited, and carries the buttons
		}
	}
	if len(stands) > 0 && !plain(stands) {
		out.Parts = stands
	}
	if f.chat.addr != f.sending.Message.To {
		out.To = f.chat.addr
	}
	return out
}

// close ends the senders. Nothing may be launched any more.
func (o *outbound) close() {
	close(o.jobs)
	o.crew.Wait()
}

// attrs is what a log may say of a flight.
func (f *flight) attrs() []slog.Attr {
	m := f.sending.Message
	attrs := []slog.Attr{
		slog.String("message", m.ID), slog.String("channel", f.chat.line.name), slog.Int("lane", int(m.Lane)),
		slog.String("outcome", outcomeName(f.outcome.Result)),
		slog.Int64("ms", f.ended.run.Sub(f.began.run).Milliseconds()),
	}
	if f.outcome.Why != "" {
		attrs = append(attrs, slog.String("why", f.outcome.Why))
	}
	return attrs
}

// outcomeName is what a log calls a result.
func outcomeName(r flows.Result) string {
	switch r {
	case flows.Done:
		return "done"
	case flows.Later:
		return "later"
	case flows.Moved:
		return "moved"
	case flows.Gone:
		return "gone"
	case flows.Never:
		return "never"
	case flows.Lost:
		return "lost"
	case flows.Unsure:
		return "unsure"
	}
	return "unknown"
}
