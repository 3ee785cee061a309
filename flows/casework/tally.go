package casework

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// A Fact is something that is counted of cases, each in the month in which it
// happened. Numbers are stored and never reused.
type Fact uint8

// The facts.
const (
	Came      Fact = 1  // it was reported
	WasDone   Fact = 2  // somebody said that it is settled
	WasNot    Fact = 3  // it was not taken on
	WasGone   Fact = 4  // its reporter took it back
	WasOpened Fact = 5  // it was opened again
	WentUp    Fact = 6  // it was handed to the level above, or sent there by its reporter
	WasLate   Fact = 7  // it was not settled in time
	NotLate   Fact = 8  // it is no longer late: ended, or its deadline put off
	Taking    Fact = 9  // it was taken for the first time; how long that took
	Settling  Fact = 10 // it was settled; how long that took
)

// A Met is a fact of one case.
type Met struct {
	Fact Fact      `cbor:"1,keyasint"`
	At   time.Time `cbor:"2,keyasint"`
}

// vietnam is by how many minutes its clocks are ahead of UTC.
const vietnam = 7 * 60

// month is the month that a moment belongs to at the place of the case, as it was
// counted there when it was reported.
func (c Case) month(at time.Time) int {
	return flows.MonthOn(at.UTC().Add(time.Duration(vietnam+c.Ahead)*time.Minute), c.First)
}

// facts are what the words of a log count as.
var facts = map[string]Fact{
	"taken": Taking, "done": WasDone, "rejected": WasNot, "withdrawn": WasGone, "reopened": WasOpened, sealedUp: WentUp,
	"overdue": WasLate, "extended": NotLate, "graded": NotLate, "raised": NotLate,
}

// life is what has become of a case that is counted, in its order: its log says
// so, and what is kept of the log when its time is over.
func (c Case) life() []Met {
	if len(c.Life) > 0 {
		return c.Life
	}
	var all []Met
	taken, late, over := false, false, false
	add := func(f Fact, at time.Time) { all = append(all, Met{f, at}) }
	for _, e := range c.Log {
		f := facts[e.Act]
		if e.Act == handedOn && e.Why == goneUp {
			f = WentUp
		}
		switch f {
		case 0:
			continue
		case Taking:
			if taken {
				continue
			}
			taken = true
		case WasLate:
			late = true
		case NotLate:
			if !late {
				continue
			}
			late = false
		case WasDone, WasNot, WasGone:
			over = true
			if late {
				add(NotLate, e.At)
				late = false
			}
		case WasOpened:
			over = false
		}
		add(f, e.At)
	}
	if !taken && !c.TakenAt.IsZero() {
		all = append([]Met{{Taking, c.TakenAt}}, all...)
	}
	if f := ends[c.State]; f != 0 && !over && !c.DoneAt.IsZero() { // its log does not say so
		add(f, c.DoneAt)
	}
	return all
}

// ends are the facts by which a case comes to a state.
var ends = map[State]Fact{Done: WasDone, Closed: WasDone, Withdrawn: WasGone, Rejected: WasNot}

// counting are the units in whose counts a case is: those above its team, and the
// place itself. What went to the level above is in none that its team or the unit
// next above it reads, and apart from the others in the rest (conversations 2); an
// exercise, and what became part of another case, is in none.
func (c Case) counting() (above []string, own string) {
	switch {
	case c.State == Merged || c.Drill:
		return nil, ""
	case c.Above && c.NoTeam:
		return c.Path, ""
	case c.Above:
		return c.Path[min(1, len(c.Path)):], ""
	}
	return c.Path, c.Unit
}

// cell is the key of a number. Only what came is told apart by category and level:
// every cell is read for every sum of its unit.
func (c Case) cell(unit string, set uint8, f Fact, at time.Time, took int) string {
	if c.Above {
		set |= setApart
	}
	category, level := c.Category, c.Level
	if f != Came {
		category, level = "", 0
	}
	return store.Key(unit, set, c.month(at), uint8(f), category, uint8(level), took)
}

// received is the count "month": the reports of a month, by unit above the team,
// category and level. A team's own costs no write when it is reported: as long as
// it is open it is found among those, and afterwards in the count "life".
func received(c Case) []string {
	units, own := c.counting()
	if c.NoTeam && own != "" {
		units = append(slices.Clone(units), own)
	}
	cells := make([]string, len(units))
	for i, unit := range units {
		cells[i] = c.cell(unit, 0, Came, c.At, 0)
	}
	return cells
}

// lived is the count "life": what became of cases, by unit, month and fact, and how
// long it took.
func lived(c Case) (cells []string) {
	units, own := c.counting()
	if own != "" {
		units = append(slices.Clone(units), own)
		if !c.NoTeam && !c.State.Open() {
			cells = append(cells, c.cell(own, 0, Came, c.At, 0))
		}
	}
	for _, unit := range units {
		cells = append(cells, c.fates(unit, 0)...)
	}
	return cells
}

// fates are the cells of a unit for what became of a case.
func (c Case) fates(unit string, set uint8) (cells []string) {
	for _, m := range c.life() {
		if m.Fact != Taking {
			cells = append(cells, c.cell(unit, set, m.Fact, m.At, 0))
		}
		switch m.Fact {
		case Taking:
			cells = append(cells, c.cell(unit, set, Taking, m.At, took(m.At.Sub(c.At))))
		case WasDone:
			cells = append(cells, c.cell(unit, set, Settling, m.At, took(m.At.Sub(c.At))))
		}
	}
	return cells
}

// took is how long something took as it is kept, in minutes: to the minute below
// two hours, to the hour below three days, and to the day. So a month has few
// numbers, and the one in the middle is found of any unit and period.
func took(d time.Duration) int {
	day := 24 * time.Hour
	switch {
	case d < 0:
		return 0
	case d < 2*time.Hour:
		d = d.Truncate(time.Minute)
	case d < 3*day:
		d = d.Truncate(time.Hour)
	default:
		d = d.Truncate(day)
	}
	return int(d / time.Minute)
}
