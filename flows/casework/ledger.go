package casework

import (
	"cmp"
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// A Sum is how often something was so in a month, of one category and level.
type Sum struct {
	Fact     Fact
	Month    int
	Category string // of what came only
	Level    Level  // of what came only
	Took     int    // minutes, of times
	N        int
}

// A Ledger is all that is counted of the cases of a unit, until a month: read
// once, and asked often. It is made from kept counts (quality, section 3).
type Ledger struct {
	Moved bool // the trees of then and of today count something else

	all  []Sum
	sums map[Fact]map[int]int // by month, over categories, levels and durations
}

// LedgerOf reads what is counted of the cases of a unit until the end of a month, by
// the units that they were reported under, or by those above their place today.
// Apart also counts what went to the level above, for somebody who may know of it.
// Of a team it looks at its open reports, of which there are few, too.
func LedgerOf(tx store.Tx, unit string, until int, apart, today bool) Ledger {
	l := Ledger{sums: map[Fact]map[int]int{}}
	sets := []uint8{0}
	if apart {
		sets = append(sets, setApart)
	}
	for _, set := range sets {
		l.read(tx, "month", unit, set, until, 1)
		l.read(tx, "life", unit, set, until, 1)
	}
	if u, ok := flows.Units.Get(tx, unit); ok && u.Team {
		l.open(tx, unit, until)
	}
	moved := Ledger{sums: l.sums}
	if !today {
		moved.sums = map[Fact]map[int]int{}
	}
	for _, set := range sets {
		moved.read(tx, "moved", unit, set, until, 1)
		moved.read(tx, "moved", unit, set|setLess, until, -1)
	}
	if l.Moved = len(moved.all) > 0; l.Moved && today {
		l.all = append(l.all, moved.all...)
		l.net()
	}
	return l
}

// read adds the kept counts of a unit, or takes them away.
func (l *Ledger) read(tx store.Tx, count, unit string, set uint8, until, times int) {
	head := store.Key(unit, set)
	for cell, n := range Cases.CountedRange(tx, count, head, head+store.Key(until+1)) {
		x := Sum{N: times * int(n)}
		var fact, level int
		if !store.Split(cell[len(head):], &x.Month, &fact, &x.Category, &level, &x.Took) {
			continue
		}
		x.Fact, x.Level = Fact(fact), Level(level)
		l.add(x)
	}
}

// net brings what is added and what is taken away of the same together.
func (l *Ledger) net() {
	cells := map[Sum]int{}
	for _, x := range l.all {
		n := x.N
		x.N = 0
		cells[x] += n
	}
	l.all = l.all[:0]
	for x, n := range cells {
		if x.N = n; n != 0 {
			l.all = append(l.all, x)
		}
	}
}

func (l *Ledger) add(x Sum) {
	l.all = append(l.all, x)
	if l.sums[x.Fact] == nil {
		l.sums[x.Fact] = map[int]int{}
	}
	l.sums[x.Fact][x.Month] += x.N
}

// mostOpen is how many open reports of one team are looked at.
const mostOpen = 2000

// open adds the reports of a team that are not settled.
func (l *Ledger) open(tx store.Tx, team string, until int) {
	looked := 0
	from, to := store.Prefix(store.Key(team))
	for _, c := range Cases.By(tx, "open", from, to) {
		if looked++; looked > mostOpen {
			return
		}
		if _, own := c.counting(); own == team && !c.NoTeam && c.month(c.At) <= until {
			l.add(Sum{Fact: Came, Month: c.month(c.At), Category: c.Category, Level: c.Level, N: 1})
		}
	}
}

// Count adds a fact up over the months from one to another, both of them.
func (l Ledger) Count(f Fact, from, to int) (n int) {
	for month, sum := range l.sums[f] {
		if month >= from && month <= to {
			n += sum
		}
	}
	return n
}

// Open is how many are not settled at the end of a month, and Late how many of
// them should be.
func (l Ledger) Open(month int) int {
	return max(0, l.Count(Came, 0, month)+l.Count(WasOpened, 0, month)-l.Count(WasDone, 0, month)-l.Count(WasNot, 0, month)-l.Count(WasGone, 0, month))
}

// Late is how many are not settled at the end of a month although they should be.
func (l Ledger) Late(month int) int {
	return max(0, l.Count(WasLate, 0, month)-l.Count(NotLate, 0, month))
}

// Middle is the duration in the middle of all those of some months, of an even
// number half way between the two there; ok is false where there is none.
func (l Ledger) Middle(f Fact, from, to int) (d time.Duration, ok bool) {
	var times []Sum
	all := 0
	for _, x := range l.all {
		if x.Fact == f && x.Month >= from && x.Month <= to {
			times, all = append(times, x), all+x.N
		}
	}
	if all == 0 {
		return 0, false
	}
	slices.SortFunc(times, func(a, b Sum) int { return cmp.Compare(a.Took, b.Took) })
	at := func(place int) time.Duration {
		for _, x := range times {
			if place -= x.N; place < 0 {
				return time.Duration(x.Took) * time.Minute
			}
		}
		return 0
	}
	return (at((all-1)/2) + at(all/2)) / 2, true
}

// Sums are the single numbers, in no order.
func (l Ledger) Sums() []Sum { return l.all }
