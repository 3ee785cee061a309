package bot

import (
	"time"

	"caunoi/flows"
)

// What one person may send: thirty at once and one every two seconds, which no
// honest hand exceeds (an album is ten), and besides that a few urgent ones,
// so that whoever floods can still call for help. A press costs its sender no
// more than a touch, and a duty officer with many cases makes one after the
// other, so that more of them are honest.
func usualPace() Pace  { return Pace{Every: 2 * time.Second, Burst: 30} }
func pressPace() Pace  { return Pace{Every: time.Second, Burst: 120} }
func urgentPace() Pace { return Pace{Every: 20 * time.Second, Burst: 3} }

// manyPeople is how many are remembered before those who are quiet again are
// looked for.
const manyPeople = 4096

// A sieve keeps floods out before anything is written. It belongs to one
// channel and is used by its receiving loop alone.
type sieve struct {
	usual  Pace
	urgent func(flows.Event) bool
	people map[flows.Address]*allowance
	swept  time.Time
	known  map[string]verdict // what was decided of a batch that could not be stored
}

// A verdict is what was decided of an event.
type verdict int

// The verdicts: it comes in, it is dropped and the sender is told, it is
// dropped.
const (
	letIn verdict = iota + 1
	refused
	ignored
)

// An allowance is what one person may still send.
//
// What is said is counted on the person's own time line, by when the service
// got it: after an outage a day's honest messages arrive in one poll, and by
// their arrival they would be a flood. Presses have no such time and are
// counted by when they arrive, apart, so that they do not move the line on.
type allowance struct {
	said, pressed purse
	line          time.Time // how far the person's own time has come
	ran           time.Time // the running clock when it came there
	told          time.Time // when the person was last told, on the running clock
	logged        time.Time
	dropped       int // since it was last logged
}

// A purse is what is left for one kind of event.
type purse struct {
	usual, urgent bucket
}

// A strained batch is what the sieve let through.
type strained struct {
	kept    []flows.Event
	flooded []flows.Event // of each the sender has to be told
	dropped int
	noisy   []noise
}

// A noise is a flood to be logged.
type noise struct {
	by    flows.Address
	count int
}

// strain sorts a batch into what is to be handled and what is too much. What
// is given again because it could not be stored stays what it was: it is one
// message, for which its sender pays once.
func (s *sieve) strain(events []flows.Event, now moment) strained {
	out := strained{kept: make([]flows.Event, 0, len(events))}
	for _, e := range events {
		e.At = now.wall
		v, ok := s.known[e.ID]
		if !ok {
			v = s.judge(e, now, &out)
		}
		switch v {
		case letIn:
			out.kept = append(out.kept, e)
			continue
		case refused:
			out.flooded = append(out.flooded, e)
		}
		out.dropped++
	}
	return out
}

// judge decides what becomes of an event, and notes a flood to be logged.
func (s *sieve) judge(e flows.Event, now moment, out *strained) verdict {
	a := s.of(e, now)
	if a.lets(s, e, now) {
		return letIn
	}
	a.dropped++
	if now.run.Sub(a.logged) >= time.Minute {
		out.noisy = append(out.noisy, noise{whose(e), a.dropped})
		a.logged, a.dropped = now.run, 0
	}
	if now.run.Sub(a.told) < time.Minute {
		return ignored
	}
	a.told = now.run
	return refused
}

// remember keeps what was decided of a batch until one is stored.
func (s *sieve) remember(events []flows.Event, in strained) {
	s.known = make(map[string]verdict, len(events))
	for _, e := range events {
		s.known[e.ID] = ignored
	}
	for _, e := range in.flooded {
		s.known[e.ID] = refused
	}
	for _, e := range in.kept {
		s.known[e.ID] = letIn
	}
}

// lets reports whether an event may come in, and pays for it.
func (a *allowance) lets(s *sieve, e flows.Event, now moment) bool {
	from, pace, at := &a.pressed, s.presses(), now.run
	if e.Kind != flows.Pressed {
		from, pace, at = &a.said, s.usual, a.advance(e.Said, now)
	}
	if from.usual.wait(pace, 1, at) <= 0 {
		from.usual.take(pace, 1, at)
		return true
	}
	if s.urgent == nil || !s.urgent(e) || from.urgent.wait(urgentPace(), 1, at) > 0 {
		return false
	}
	from.urgent.take(urgentPace(), 1, at)
	return true
}

// advance moves the person's time on to when something was said and returns
// it. It never goes back: where it is ahead, since many things are said in one
// second or a clock was set back, it goes on as fast as time runs here.
func (a *allowance) advance(said time.Time, now moment) time.Time {
	if said.IsZero() || said.After(now.wall) {
		said = now.wall
	}
	if said.After(a.line) {
		a.line = said
	} else {
		a.line = a.line.Add(now.run.Sub(a.ran))
	}
	a.ran = now.run
	return a.line
}

// rested reports whether nothing would change if the person were forgotten.
func (a *allowance) rested(s *sieve, now moment) bool {
	here := a.line.Add(now.run.Sub(a.ran))
	return a.said.usual.wait(s.usual, s.usual.Burst, here) <= 0 &&
		a.pressed.usual.wait(s.presses(), s.presses().Burst, now.run) <= 0 &&
		now.run.Sub(a.told) >= time.Minute
}

// presses is the pace of presses: none where what is said has none.
func (s *sieve) presses() Pace {
	if s.usual.Every <= 0 {
		return Pace{}
	}
	return pressPace()
}

// of returns the allowance of whoever did e.
func (s *sieve) of(e flows.Event, now moment) *allowance {
	if a := s.people[whose(e)]; a != nil {
		return a
	}
	if len(s.people) >= manyPeople && now.run.Sub(s.swept) >= time.Minute {
		s.swept = now.run
		for by, a := range s.people {
			if a.rested(s, now) {
				delete(s.people, by)
			}
		}
	}
	a := &allowance{}
	s.people[whose(e)] = a
	return a
}

// whose flood an event belongs to.
func whose(e flows.Event) flows.Address {
	if e.By != "" {
		return e.By
	}
	return e.Chat
}
