package flowtest

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
	"caunoi/store/bolt"
	"caunoi/store/storetest"
)

// channel is the service the transcripts play on.
const channel = "test"

// A play is one transcript under way.
type play struct {
	t       *testing.T
	weather Weather
	make    Desk
	path    string

	db    store.DB
	desk  *flows.Desk
	now   time.Time
	seq   int64
	shown int64

	phones map[string]*phone
	sheet  Sheet
	sheets map[string]string       // codes of groups, by team
	seen   []string                // what people saw since the last act
	set    []func(*flows.Settings) // what an operator decided besides
	routes []flows.Route           // which office gets what, as an operator may decide
}

func newPlay(t *testing.T, w Weather, desk Desk, sheet ...Sheet) *play {
	p := &play{
		t: t, weather: w, make: desk, path: filepath.Join(t.TempDir(), "play.db"),
		now:    time.Date(2026, 11, 21, 6, 12, 0, 0, zone),
		phones: map[string]*phone{}, sheets: map[string]string{},
	}
	if len(sheet) > 0 {
		p.sheet = sheet[0]
	}
	p.open()
	p.found()
	t.Cleanup(func() {
		if err := p.db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return p
}

var zone = time.FixedZone("+07", 7*60*60)

// settings are the product's defaults, with a key for numbers to call.
func settings() flows.Settings {
	set := flows.Defaults()
	set.Organisation = "Đảng ủy xã Nà Hỳ"
	set.DutyPhone = "02153 000 000"
	set.Zone = zone
	set.Secret = []byte("transcripts")
	return set
}

func (p *play) open() {
	db, err := bolt.Open(p.path, bolt.Options{Init: true, NoSync: true})
	if err != nil {
		p.t.Fatal(err)
	}
	p.db = db
	if p.weather == Twice {
		p.db = storetest.Twice(db)
	}
	p.furnish()
}

// furnish makes the desk as the operator has it.
func (p *play) furnish() {
	set := settings()
	set.Routes = p.routes
	for _, decide := range p.set {
		decide(&set)
	}
	var err error
	p.desk, err = p.make(set, map[string]flows.Traits{channel: {
		Buttons: p.weather != NoButtons, Edits: true, Deletes: true, Phones: true, Via: "join.via.telegram", Link: link,
	}})
	if err != nil {
		p.t.Fatal(err)
	}
	p.update(func(tx store.Tx) { p.desk.Start(tx, p.now) })
}

// link is how this service's addresses look that open the bot with a code.
func link(code string, group bool) string {
	switch {
	case code == "":
		return "https://t.me/bot"
	case group:
		return "https://t.me/bot?startgroup=" + code
	}
	return "https://t.me/bot?start=" + code
}

// all plays a transcript and returns it with what was seen.
func (p *play) all(script string) string {
	var out strings.Builder
	for line := range strings.Lines(script) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, " ") {
			continue // what was seen is written anew
		}
		out.WriteString(line + "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if p.weather == Restart {
			if err := p.db.Close(); err != nil {
				p.t.Fatal(err)
			}
			p.open()
		}
		p.seen = nil
		p.act(line)
		for _, s := range p.seen {
			out.WriteString(s)
		}
	}
	p.settledAll()
	return out.String()
}

// settledAll fails if anything was said that nobody was told and nobody knows
// why.
func (p *play) settledAll() {
	err := p.db.View(context.Background(), func(tx store.Tx) {
		for q := range flows.Unsent(tx) {
			m, _ := flows.Outbox.Get(tx, q.ID)
			if m.Due.Before(p.now) {
				p.t.Errorf("message %s to %s is still unsent at the end", q.ID, q.To)
			}
		}
		for a := range flows.Asides.All(tx) {
			p.t.Errorf("event %s was put aside: %s", a.ID, a.Why)
		}
	})
	if err != nil {
		p.t.Error(err)
	}
}

// update runs f in a transaction.
func (p *play) update(f func(store.Tx)) {
	if err := p.db.Update(context.Background(), f); err != nil {
		p.t.Fatal(err)
	}
}

// view is for what is only looked at: nothing is written to the disk for it.
func (p *play) view(f func(store.Tx)) {
	if err := p.db.View(context.Background(), f); err != nil {
		p.t.Fatal(err)
	}
}

// take hands an event to the desk and delivers what it caused.
func (p *play) take(events ...flows.Event) {
	times := 1
	if p.weather == Redelivered {
		times = 2
	}
	for range times {
		var taken flows.Taken
		p.update(func(tx store.Tx) { taken = p.desk.Take(tx, events) })
		p.deliver(taken.Queued)
	}
}

// deliver sends everything that was said and is due, in its order, until there
// is no more.
func (p *play) deliver(queue []flows.Queued) {
	for n := 0; len(queue) > 0; n++ {
		if n > 20000 {
			p.t.Fatal("delivery does not come to an end")
		}
		next := queue[0]
		queue = queue[1:]
		if next.Due.After(p.now) {
			continue
		}
		var s flows.Sending
		var ok bool
		p.update(func(tx store.Tx) { s, ok = p.desk.Claim(tx, next.ID, p.now) })
		if !ok {
			continue
		}
		o := p.show(s)
		var taken flows.Taken
		p.update(func(tx store.Tx) { taken = p.desk.Settle(tx, s, o, p.now) })
		queue = append(queue, taken.Queued...)
	}
}

// pass lets time go by; what comes due on the way comes due in its order.
func (p *play) pass(d time.Duration) {
	until := p.now.Add(d)
	fired := map[string]int{}
	for n := 0; ; n++ {
		if n > 20000 {
			p.t.Fatal("timers do not come to an end")
		}
		var due []flows.Timer
		var waits []flows.Queued
		p.view(func(tx store.Tx) {
			due, waits = nil, nil
			if at, ok := flows.NextDue(tx); ok && !at.After(until) {
				p.now = latest(p.now, at)
				due = flows.DueTimers(tx, p.now, 1)
			}
		})
		if len(due) == 0 {
			break
		}
		p.take(flows.Firing(due[0], p.now))
		p.deliver(waits)
		if fired[due[0].Name]++; fired[due[0].Name] > often {
			p.lapse(due[0], until)
		}
	}
	p.now = until
	var waits []flows.Queued
	p.view(func(tx store.Tx) {
		waits = nil
		for q := range flows.Unsent(tx) {
			waits = append(waits, q)
		}
	})
	p.deliver(waits)
}

// often is how often a timer that sets itself anew fires within one line at its
// own pace; later it fires every half hour, so that weeks pass in seconds.
const often = 40

// lapse puts off a timer that has set itself anew, as what is done again and again
// does, but not beyond the end of the line.
func (p *play) lapse(tm flows.Timer, until time.Time) {
	p.update(func(tx store.Tx) {
		set, ok := flows.Timers.Get(tx, store.Key(tm.Name, tm.ID))
		if later := p.now.Add(30 * time.Minute); ok && tm.ID == "" && set.Due.Before(later) && later.Before(until) {
			set.Due = later
			flows.Timers.Put(tx, set)
		}
	})
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
