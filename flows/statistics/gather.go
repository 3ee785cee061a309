package statistics

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/figures"
	"caunoi/flows/viet"
	"caunoi/store"
)

// How much is read in one transaction while a sheet is made: short enough that
// nothing waits for it.
const (
	unitsAtOnce    = 60 // of five years each
	communesAtOnce = 5
)

// A line is what one unit gave in a period: a team, or what a commune counts itself.
type line struct {
	above  flows.Unit // the unit next below that of the sheet that it counts in, or that one itself
	unit   flows.Unit
	months int // of which it said something
	values []figures.Added
}

// A share is what is counted of a unit below that of the sheet.
type share struct {
	unit        flows.Unit
	gave, teams int
	cases       map[string]figures.Added
}

// A heap is all that a sheet is made of. It is gathered in several transactions.
type heap struct {
	k       made
	unit    flows.Unit
	columns []flows.Indicator // what people type and that adds up
	now     map[string]figures.Added
	before  map[string]figures.Added
	since   map[string]figures.Added
	months  []month
	numbers []casework.Sum // of reports, one for each month, category and level
	lines   []line
	shares  []share
	below   []flows.Unit
	codes   []string // of all units whose sheets are read
	silent  []flows.Unit
}

// A month is what is counted of the cases of one month.
type month struct {
	month                              figures.Month
	came, done, open, late, again, up  int
	hidden                             bool
	taking, settling                   float64 // hours, days
	knowsTaking, knowsSettling, counts bool
}

// gather reads all of it.
func gather(d *flows.Desk, view flows.View, at time.Time, args []string) (*heap, error) {
	h := &heap{}
	var err error
	failed := view(func(tx store.Tx) { err = h.begin(d, tx, at, args) })
	if failed != nil || err != nil {
		return nil, firstOf(failed, err)
	}
	p := h.k.view.Period
	for _, x := range []struct {
		to *map[string]figures.Added
		of figures.Period
	}{{&h.now, p}, {&h.before, p.YearBefore()}, {&h.since, p.SinceJanuary()}} {
		if err := view(func(tx store.Tx) { *x.to = h.k.book(tx).Sums(x.of) }); err != nil {
			return nil, err
		}
	}
	places := map[string]int{}
	for part := range slices.Chunk(h.codes, unitsAtOnce) {
		if err := view(func(tx store.Tx) { h.read(tx, part, places) }); err != nil {
			return nil, err
		}
	}
	h.rows()
	for part := range slices.Chunk(h.below, communesAtOnce) {
		if err := view(func(tx store.Tx) { h.share(tx, part) }); err != nil {
			return nil, err
		}
	}
	viet.SortByName(h.lines,
		func(l line) string { return l.above.Name }, func(l line) string { return l.above.Code },
		func(l line) string { return l.unit.Name }, func(l line) string { return l.unit.Code })
	return h, nil
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// begin reads what is of the unit itself, and which units are below it.
func (h *heap) begin(d *flows.Desk, tx store.Tx, at time.Time, args []string) (err error) {
	if h.k, err = making(d, tx, at, args); err != nil {
		return err
	}
	p := h.k.view.Period
	b := h.k.book(tx)
	h.unit, h.k.view.Tree = b.unit, b.tree
	p.From = max(p.From, min(b.first(), p.To))
	h.k.view.Period = p
	for _, i := range h.k.set.Indicators {
		if i.Source.Typed() && i.Adds == flows.Sum {
			h.columns = append(h.columns, i)
		}
	}
	for m := p.From; m <= p.To; m++ {
		h.months = append(h.months, b.monthly(m))
	}
	h.numbers = b.reports(p)
	h.silent = b.silentIn(p.To)
	h.codes = unitsOf(tx, b)
	t := &flows.Turn{Tx: tx, Set: h.k.set, Event: flows.Event{At: h.k.at}}
	if h.below = h.k.view.below(t); !slices.ContainsFunc(h.below, func(u flows.Unit) bool { return !u.Team }) {
		h.below = nil // the teams have a sheet of their own
	}
	return nil
}

// monthly is what is counted of the cases of a month.
func (b *Book) monthly(m figures.Month) month {
	one := figures.Period{From: m, To: m}
	came, done := b.counted(casework.Came, one), b.counted(casework.WasDone, one)
	x := month{month: m, came: came.N, done: done.N, hidden: came.Hidden || done.Hidden, counts: b.right.Counts}
	if b.right.Counts {
		return x
	}
	n := int(m)
	x.open, x.late, x.again, x.up = b.ledger.Open(n), b.ledger.Late(n), b.ledger.Count(casework.WasOpened, n, n), b.ledger.Count(casework.WentUp, n, n)
	if d, ok := b.ledger.Middle(casework.Taking, n, n); ok {
		x.taking, x.knowsTaking = d.Hours(), true
	}
	if d, ok := b.ledger.Middle(casework.Settling, n, n); ok {
		x.settling, x.knowsSettling = d.Hours()/24, true
	}
	return x
}

// reports are the single counts of reports in a period, by month, category and
// level. Whoever sees counts only is told no levels, and what may be shown.
func (b *Book) reports(p figures.Period) (all []casework.Sum) {
	cells := map[casework.Sum]int{}
	if b.right.Counts {
		for m := p.From; m <= p.To; m++ {
			some, _ := b.byCategory(figures.Period{From: m, To: m})
			for category, n := range some {
				cells[casework.Sum{Month: int(m), Category: category}] += n
			}
		}
	} else {
		for _, s := range b.ledger.Sums() {
			if s.Fact == casework.Came && figures.Month(s.Month) >= p.From && figures.Month(s.Month) <= p.To {
				cells[casework.Sum{Month: s.Month, Category: s.Category, Level: s.Level}] += s.N
			}
		}
	}
	for s, n := range cells {
		s.N = n
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b casework.Sum) int {
		return firstNot0(a.Month-b.Month, strings.Compare(a.Category, b.Category), int(a.Level)-int(b.Level))
	})
	return all
}

func firstNot0(all ...int) int {
	for _, n := range all {
		if n != 0 {
			return n
		}
	}
	return 0
}

// share reads what is counted of some units below.
func (h *heap) share(tx store.Tx, units []flows.Unit) {
	for _, u := range units {
		if u.Code == h.unit.Code { // what it counts itself: its cases are those of all rows
			h.shares = append(h.shares, share{unit: u})
			continue
		}
		b := NewBook(tx, h.k.set, h.k.view.at(u.Code, whole), h.k.right, h.k.at)
		x := share{unit: u, cases: map[string]figures.Added{}}
		x.gave, x.teams = b.gave(h.k.view.Period)
		for _, i := range h.k.set.Indicators {
			if i.Source == flows.FromCases {
				if a, ok := b.ofCases(i.Code, h.k.view.Period); ok {
					x.cases[i.Code] = a
				}
			}
		}
		h.shares = append(h.shares, x)
	}
}

// digitsOf is a figure as a spreadsheet takes it.
func digitsOf(v viet.Num) float64 { return float64(v) / 1000 }
