package bot

import (
	"math/rand/v2"
	"time"

	"caunoi/flows"
)

// silence is after how many outcomes in a row without an answer a service is
// taken to be away.
const silence = 8

// urgentAgain is after how long at most what is urgent is tried a second time when
// its first try had no answer: mostly one line was broken, and not the service away.
// Later tries wait as all others.
const urgentAgain = 250 * time.Millisecond

// heard takes in what a service said to a message, at the moment it did: who
// has to wait for how long. It fills in the time to wait where none was named.
func (q *queue) heard(p pick, o flows.Outcome, now moment) flows.Outcome {
	l, c := p.chat.line, p.chat
	if p.probe {
		l.probing = false
	}
	unanswered := o.Result == flows.Unsure || o.Result == flows.Later && !o.Asked
	if !unanswered && !o.Idle {
		l.silent, l.trying, l.probes = 0, false, 0
	}
	switch {
	case o.Result == flows.Later && o.Idle:
		p.refund(now)
		c.pause = later(c.pause, now.run.Add(o.After))
	case o.Result == flows.Later && o.Asked:
		o.After = max(o.After, time.Second)
		until := now.run.Add(o.After)
		if o.Wide {
			l.pause = later(l.pause, until)
			l.brake.press(p.left, now.run, until)
		} else {
			c.pause = later(c.pause, until)
			c.brake.press(p.left, now.run, until)
		}
	case o.Result == flows.Later && o.Wide:
		l.away(p, o.After, now)
	case unanswered:
		c.failed++
		if o.After <= 0 {
			o.After = jitter(chatWait(c.failed))
		}
		if p.entry.lane.Pressing() && c.failed == 1 {
			o.After = min(o.After, urgentAgain)
		}
		c.pause = later(c.pause, now.run.Add(o.After))
		if l.silent++; l.silent >= silence {
			l.away(p, 0, now)
		}
	default:
		c.failed = 0
	}
	return o
}

// away notes that a service is not there. Messages that were on their way when
// that was noticed only confirm it; one that went to find out makes the next
// one wait longer.
func (l *line) away(p pick, after time.Duration, now moment) {
	if l.trying && !p.probe {
		return
	}
	l.trying = true
	l.probes++
	l.pause = later(l.pause, now.run.Add(max(after, probeWait(l.probes))))
}

// moved puts everything that waits for a chat before what waits for the chat
// it has become.
func (q *queue) moved(from *chat, to flows.Address, now moment) {
	c := q.chat(to)
	if c == nil || c == from {
		return
	}
	for lane := range lanes {
		c.waiting[lane].items = append(from.waiting[lane].items, c.waiting[lane].items...)
		from.waiting[lane].items = nil
	}
	q.refresh(c, now)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// jitter keeps those who failed together from trying again together.
func jitter(d time.Duration) time.Duration {
	return d*3/4 + rand.N(d/2)
}
