package statistics

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/directive"
	"caunoi/flows/figures"
	"caunoi/flows/model"
	"caunoi/flows/viet"
	"caunoi/store"
)

// A Book is what is known of a unit until a month, as its reader may see it: read
// once, and asked often.
type Book struct {
	tx     store.Tx
	set    flows.Settings
	now    time.Time
	unit   flows.Unit
	tree   figures.Tree
	right  Right
	last   figures.Month // of the view
	ledger casework.Ledger
	teams  []flows.Stood                  // that are or were at or below the unit, by name
	models map[figures.Period][4]int      // as far as it was asked
	count  map[figures.Month][2]int       // how many gave figures, of how many, as far as it was asked
	mute   map[figures.Month][]flows.Unit // those that said nothing, as far as it was asked
}

// NewBook reads what is known of the unit of a view until its last month.
func NewBook(tx store.Tx, set flows.Settings, v View, r Right, now time.Time) *Book {
	u, _ := flows.Units.Get(tx, v.Unit)
	b := &Book{tx: tx, set: set, now: now, unit: u, tree: treeOf(u, v.Tree, now), last: v.Period.To, right: r}
	if r.Counts {
		b.tree = figures.Then // two trees beside one another would tell a small count
	}
	b.teams = b.teamsOf()
	b.ledger = casework.LedgerOf(tx, u.Code, int(v.Period.To), r.Apart, b.tree == figures.Now)
	return b
}

// treeOf is the tree by which a unit is looked at: one that ended in another has its
// history under its own name, and no place in the tree of now.
func treeOf(u flows.Unit, tree figures.Tree, now time.Time) figures.Tree {
	if u.Into != "" && !u.Open(now) {
		return figures.Then
	}
	return tree
}

// teamsOf returns the teams of a unit that one tree knows of, by name.
func (b *Book) teamsOf() []flows.Stood {
	teams := slices.DeleteFunc(under(b.tx, b.unit, b.tree), func(s flows.Stood) bool { return !s.Unit.Team })
	viet.SortByName(teams, func(s flows.Stood) string { return s.Unit.Name }, func(s flows.Stood) string { return s.Unit.Code })
	return teams
}

// under returns a unit and all that are below it, and what became part of one of
// them, at all times; by the tree of then also all that were, with when they were. Of
// a team there was nothing but itself.
func under(tx store.Tx, unit flows.Unit, tree figures.Tree) []flows.Stood {
	if tree == figures.Then && !unit.Team {
		return flows.Below(tx, unit)
	}
	always := []flows.Span{{}}
	all, seen := []flows.Stood{{Unit: unit, Spans: always}}, map[string]bool{unit.Code: true}
	if tree == figures.Then {
		return all
	}
	for next := 0; next < len(all); next++ {
		for _, index := range []string{"parent", "into"} {
			for u := range flows.Units.Under(tx, index, store.Key(all[next].Unit.Code)) {
				if !seen[u.Code] && (index == "into" || u.Into == "") {
					seen[u.Code], all = true, append(all, flows.Stood{Unit: u, Spans: always})
				}
			}
		}
	}
	return all
}

// Sums are the indicators of a period, by code. What nobody has said is not in it.
func (b *Book) Sums(p figures.Period) map[string]figures.Added {
	p.To = min(p.To, figures.MonthAt(b.set, b.now))
	if p.To < p.From {
		return nil
	}
	return figures.Add(b.tx, b.set.Indicators, b.tree, b.unit.Code, p, b.known)
}

// known is what the bot knows by itself of an indicator.
func (b *Book) known(i flows.Indicator, _ string, p figures.Period) (figures.Added, bool) {
	switch i.Source {
	case flows.FromCases:
		return b.ofCases(i.Code, p)
	case flows.FromDirectives:
		from, _ := p.From.Span(b.set)
		_, to := p.To.Span(b.set)
		got, done := directive.Received(b.tx, b.unit, from, to)
		if i.Code == "H2" {
			got = done
		}
		return count(got), true
	case flows.FromModels:
		return b.ofModels(i.Code, p)
	case flows.FromTeams:
		gave, teams := b.gave(p)
		return figures.Added{Value: viet.NumOf(int64(gave)), Of: viet.NumOf(int64(teams)), Given: teams}, teams > 0
	}
	return figures.Added{}, false
}

// ofModels is an indicator that is counted from the models of dân vận khéo: they are
// looked up once for a period.
func (b *Book) ofModels(code string, p figures.Period) (figures.Added, bool) {
	n, known := b.models[p]
	if !known {
		from, _ := p.From.Span(b.set)
		_, to := p.To.Span(b.set)
		var err error
		if n[0], n[1], n[2], n[3], err = model.Count(b.tx, b.unit.Code, from, to); err != nil {
			n = [4]int{-1, -1, -1, -1}
		}
		if b.models == nil {
			b.models = map[figures.Period][4]int{}
		}
		b.models[p] = n
	}
	at := slices.Index([]string{"G1", "G2", "G3", "G4"}, code)
	if at < 0 || n[at] < 0 {
		return figures.Added{}, false
	}
	return count(n[at]), true
}

// typed are the indicators of a period that people fill, by code.
func (b *Book) typed(p figures.Period) map[string]figures.Added {
	p.To = min(p.To, figures.MonthAt(b.set, b.now))
	if p.To < p.From {
		return nil
	}
	return figures.Add(b.tx, b.set.Indicators, b.tree, b.unit.Code, p, nil)
}

// count is a number that is known and not typed.
func count(n int) figures.Added { return figures.Added{Value: viet.NumOf(int64(n)), Given: 1} }

// ofCases is an indicator that is counted from the cases. Whoever sees counts only
// is told what was reported and what was settled; of the others a month that is
// hidden could be worked out.
func (b *Book) ofCases(code string, p figures.Period) (figures.Added, bool) {
	facts := map[string]casework.Fact{"B1": casework.Came, "B2": casework.WasDone, "B5": casework.WentUp}
	f, adds := facts[code]
	switch {
	case adds && (!b.right.Counts || code != "B5"):
		s := b.counted(f, p)
		return count(s.N), s.N > 0 || !s.Hidden
	case b.right.Counts:
		return figures.Added{}, false
	case code == "B3":
		return count(b.ledger.Open(int(p.To))), true
	case code == "B4":
		return count(b.ledger.Late(int(p.To))), true
	case code == "B6":
		d, ok := b.ledger.Middle(casework.Settling, int(p.From), int(p.To))
		return figures.Added{Value: viet.Num(d/time.Minute) * 1000 / (24 * 60), Given: 1}, ok
	}
	return figures.Added{}, false
}

// openIn is how many teams there were in the end of a month, or are now.
func (b *Book) openIn(m figures.Month) (n int) {
	at := b.endOf(m)
	for _, s := range b.teams {
		if s.Unit.Open(at) && s.At(at) {
			n++
		}
	}
	return n
}

// endOf is the last moment of a month that has been.
func (b *Book) endOf(m figures.Month) time.Time {
	_, end := m.Span(b.set)
	if end = end.Add(-time.Second); b.now.Before(end) {
		return b.now
	}
	return end
}

// gave adds up over the months of a period how many teams have said something, and
// how many there were. Months before anybody used the bot are not counted.
func (b *Book) gave(p figures.Period) (gave, teams int) {
	for m := max(p.From, b.first()); m <= p.To; m++ {
		n, all := b.gaveIn(m)
		gave, teams = gave+n, teams+all
	}
	return gave, teams
}

// fewTeams is of how many teams every sheet of every month is looked at.
const fewTeams = 40

// gaveIn is how many teams said something of a month, and how many there were: those
// that there are in its end, and those that ended in it and had spoken before. Of many
// teams and a month that is not the last of the view it comes from the kept totals.
func (b *Book) gaveIn(m figures.Month) (gave, teams int) {
	if teams, known := b.count[m]; known {
		return teams[0], teams[1]
	}
	if b.count == nil {
		b.count, b.mute = map[figures.Month][2]int{}, map[figures.Month][]flows.Unit{}
	}
	if len(b.teams) <= fewTeams || m == b.last {
		said, mute := b.spoken(m)
		gave, teams, b.mute[m] = said, said+len(mute), mute
	} else {
		total, _ := figures.Totals.Get(b.tx, store.Key(uint8(b.tree), b.unit.Code, int(m)))
		teams = b.openIn(m)
		gave = min(total.Teams, teams)
	}
	b.count[m] = [2]int{gave, teams}
	return gave, teams
}

// spoken looks at every sheet of a month: how many teams have said something of it,
// and which that there are in its end have not. By the tree of then a team that gave
// its figures belongs where it gave them, and one that gave none where it hung.
func (b *Book) spoken(m figures.Month) (said int, mute []flows.Unit) {
	begin, _ := m.Span(b.set)
	end := b.endOf(m)
	for _, team := range b.teams {
		u := team.Unit
		open, here := u.Open(end), team.At(end)
		if !open && (!u.To.After(begin) || u.From.After(end)) {
			continue
		}
		if b.tree == figures.Then && !b.unit.Team {
			if s, filed := figures.Sheets.Get(b.tx, store.Key(u.Code, int(m))); filed {
				here = slices.Contains(s.Path, b.unit.Code)
			}
		}
		switch {
		case !here:
		case figures.Done(b.tx, u.Code, m):
			said++
		case open:
			mute = append(mute, u)
		}
	}
	return said, mute
}

// first is the first month of which anything is known of the unit.
func (b *Book) first() figures.Month {
	first := figures.MonthAt(b.set, b.now)
	for t := range figures.Totals.Range(b.tx, store.Key(uint8(b.tree), b.unit.Code), store.Next(store.Key(uint8(b.tree), b.unit.Code))) {
		first = min(first, t.Month)
		break
	}
	if b.unit.Team {
		for s := range figures.Sheets.Range(b.tx, store.Key(b.unit.Code), store.Next(store.Key(b.unit.Code))) {
			first = min(first, s.Month)
			break
		}
	}
	for _, s := range b.ledger.Sums() {
		first = min(first, figures.Month(s.Month))
	}
	return first
}

// silentIn returns the teams that have said nothing of a month, by name.
func (b *Book) silentIn(m figures.Month) []flows.Unit {
	b.gaveIn(m)
	if mute, asked := b.mute[m]; asked {
		return mute
	}
	_, mute := b.spoken(m)
	b.mute[m] = mute
	return mute
}
