package bot

import (
	"encoding/json"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"caunoi/flows"
)

// standstill is how long a loop may show no sign of life.
const standstill = 2 * time.Minute

// counts is what the bot has done since it was started.
type counts struct {
	events, flooded, aside, fired atomic.Int64
	sent, later, asked, failed    atomic.Int64
	repeats                       atomic.Int64
}

// add counts an outcome.
func (c *counts) add(o flows.Outcome) {
	switch {
	case o.Result == flows.Done:
		c.sent.Add(1)
	case o.Result == flows.Later && o.Asked:
		c.asked.Add(1)
	case o.Result == flows.Gone || o.Result == flows.Never:
		c.failed.Add(1)
	default:
		c.later.Add(1)
	}
}

// pulses is when each loop last showed that it lives.
type pulses struct {
	mu      sync.Mutex
	loops   map[string]*pulse
	orphans sync.Map // names of channels that are not set up and have been logged
}

// A pulse is the sign of life of one loop, on the running clock.
type pulse struct {
	last time.Time
	held bool // it promises to give one at least every two minutes
	busy bool // it has work in hand
}

// beat notes that a loop lives.
func (b *Bot) beat(loop string) {
	b.pulses.note(loop, func(p *pulse) { p.held = true })
}

// pulse notes that a channel gave a batch, or is done with it. A channel that
// promises to give empty ones, or gives one, is held to it from then on.
func (b *Bot) pulse(channel string, held, busy bool) {
	b.pulses.note("receive "+channel, func(p *pulse) { p.held, p.busy = p.held || held, busy })
}

func (p *pulses) note(loop string, change func(*pulse)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.loops == nil {
		p.loops = map[string]*pulse{}
	}
	one := p.loops[loop]
	if one == nil {
		one = &pulse{}
		p.loops[loop] = one
	}
	one.last = time.Now()
	change(one)
}

// Health is how the bot is doing.
type Health struct {
	OK     bool            `json:"ok"`
	Loops  map[string]Loop `json:"loops"`
	Unsent [4]int          `json:"unsent"` // by lane, urgent first; what is on its way apart
	Oldest float64         `json:"oldest"` // age in seconds of the oldest unsent message
	Flying int             `json:"flying"` // on their way
	Away   []string        `json:"away"`   // channels whose service does not answer

	Trouble map[string]Trouble `json:"trouble"` // of channels that know what keeps them from polling
	Audit   Audit              `json:"audit"`   // as it was within the last minute

	Events  int64 `json:"events"`  // taken in since the start
	Flooded int64 `json:"flooded"` // dropped because somebody sent too much
	Aside   int64 `json:"aside"`   // put aside because handling failed
	Fired   int64 `json:"fired"`   // timers
	Sent    int64 `json:"sent"`
	Later   int64 `json:"later"`   // tries to be made again
	Asked   int64 `json:"asked"`   // of the tries, those the service asked us to put off
	Failed  int64 `json:"failed"`  // messages no service will take
	Repeats int64 `json:"repeats"` // messages people may have seen twice since the last stop
}

// A Loop is how one of the loops is doing.
type Loop struct {
	Age float64 `json:"age"` // seconds since it last showed that it lives
	OK  bool    `json:"ok"`
}

// Trouble is what keeps a channel from polling.
type Trouble struct {
	What  string    `json:"what"` // a short code: "unreachable"
	Since time.Time `json:"since"`
}

// Health returns how the bot is doing now.
func (b *Bot) Health() Health {
	h := Health{
		Loops: map[string]Loop{}, Trouble: b.trouble(),
		Events: b.counts.events.Load(), Flooded: b.counts.flooded.Load(), Aside: b.counts.aside.Load(),
		Fired: b.counts.fired.Load(), Sent: b.counts.sent.Load(), Later: b.counts.later.Load(),
		Asked: b.counts.asked.Load(), Failed: b.counts.failed.Load(), Repeats: b.counts.repeats.Load(),
	}
	now := b.clock.moment()
	h.OK = b.pulses.read(now, h.Loops)
	h.Audit = b.auditAt(now.wall)
	b.out.locked(func(q *queue) {
		var oldest time.Time
		h.Unsent, oldest = q.survey()
		h.Flying = q.flying
		if !oldest.IsZero() {
			h.Oldest = now.wall.Sub(oldest).Seconds()
		}
		for _, l := range q.lines {
			if l.trying {
				h.Away = append(h.Away, l.name)
			}
		}
	})
	return h
}

// trouble asks the channels that can say so what is wrong.
func (b *Bot) trouble() map[string]Trouble {
	all := map[string]Trouble{}
	for _, c := range b.channels {
		if t, ok := c.(Troubled); ok {
			if what, since := t.Trouble(); what != "" {
				all[c.Name()] = Trouble{what, since}
			}
		}
	}
	return all
}

// read says of each loop how it is, and whether all are well.
func (p *pulses) read(now moment, loops map[string]Loop) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	well := len(p.loops) > 0
	for name, one := range p.loops {
		age := now.run.Sub(one.last)
		ok := age <= standstill || !one.held && !one.busy
		loops[name] = Loop{Age: age.Seconds(), OK: ok}
		well = well && ok
	}
	return well
}

// survey counts what waits by lane, calls with what is urgent, and finds when the
// oldest was said.
func (q *queue) survey() (count [lanes - 1]int, oldest time.Time) {
	for _, c := range q.chats {
		for lane := range lanes {
			items := c.waiting[lane].items
			count[max(lane-1, 0)] += len(items)
			for i := range items {
				if oldest.IsZero() || items[i].at.Before(oldest) {
					oldest = items[i].at
				}
			}
		}
	}
	return count, oldest
}

// HealthHandler answers with Health as JSON: 200 if all loops live and 503 if
// one stands still. It tells nothing of anybody, and belongs on loopback.
func (b *Bot) HealthHandler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		h := b.Health()
		w.Header().Set("Content-Type", "application/json")
		if !h.OK {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		_ = json.NewEncoder(w).Encode(h) // whoever asked has gone: nobody to tell
	})
}
