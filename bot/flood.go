package bot

import (
	"time"

	"caunoi/flows"
)

// What one person may send: thirty at once and one every two seconds, which no
// honest hand exceeds (an album is ten), and besides that a few urgent ones,
// so that whoever floods can still call for help.
func usualPace() Pace  { return Pace{Every: 2 * time.Second, Burst: 30} }
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
}

// An allowance is what one person may still send.
type allowance struct {
	usual, urgent bucket
	told          time.Time // when the person was last told, on the running clock
	logged        time.Time
	dropped       int // since it was last logged
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

// strain sorts a batch into what is to be handled and what is too much.
func (s *sieve) strain(events []flows.Event, now moment) strained {
	out := strained{kept: make([]flows.Event, 0, len(events))}
	for _, e := range events {
		e.At = now.wall
		a := s.of(e, now)
		if a.lets(s, e, now) {
			out.kept = append(out.kept, e)
			continue
		}
		a.dropped++
		out.dropped++
		if now.run.Sub(a.told) >= time.Minute {
			a.told = now.run
			out.flooded = append(out.flooded, e)
		}
		if now.run.Sub(a.logged) >= time.Minute {
			out.noisy = append(out.noisy, noise{whose(e), a.dropped})
			a.logged, a.dropped = now.run, 0
		}
	}
	return out
}

// lets reports whether an event may come in, and pays for it.
func (a *allowance) lets(s *sieve, e flows.Event, now moment) bool {
	if a.usual.wait(s.usual, 1, now.run) <= 0 {
		a.usual.take(s.usual, 1, now.run)
		return true
	}
	if s.urgent == nil || !s.urgent(e) || a.urgent.wait(urgentPace(), 1, now.run) > 0 {
		return false
	}
	a.urgent.take(urgentPace(), 1, now.run)
	return true
}

// of returns the allowance of whoever did e.
func (s *sieve) of(e flows.Event, now moment) *allowance {
	if a := s.people[whose(e)]; a != nil {
		return a
	}
	if len(s.people) >= manyPeople && now.run.Sub(s.swept) >= time.Minute {
		s.swept = now.run
		for by, a := range s.people {
			if a.usual.wait(s.usual, s.usual.Burst, now.run) <= 0 && now.run.Sub(a.told) >= time.Minute {
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
