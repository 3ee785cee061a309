package directive

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/viet"
	"caunoi/store"
)

// inWords reports whether a party answered in words or files.
func (p Party) inWords() bool { return p.State == Answered && (p.Words != "" || len(p.Files) > 0) }

// sumCells are the cells of a count that keep what the answers of a commune come to:
// each option, each figure that is near enough only, and each figure by its digits. A
// record is counted in the cell of a digit's place as often as the digit says, so that
// the sum of all figures follows from as many counters as a number has places.
func sumCells(p Party) (cells []string) {
	if p.State != Answered {
		return nil
	}
	if p.Option > 0 {
		cells = append(cells, store.Key(p.Directive, p.Commune, "option", p.Option))
	}
	if p.Unsure {
		cells = append(cells, store.Key(p.Directive, p.Commune, "near"))
	}
	for place, rest := 0, p.Figure; rest > 0; place, rest = place+1, rest/10 {
		cells = append(cells, slices.Repeat([]string{store.Key(p.Directive, p.Commune, "digit", place)}, int(rest%10))...)
	}
	return cells
}

// places is how many digits a figure in thousandths has at most.
const places = 19

// sumIn is the sum over the parties of a commune, from kept counters.
func (d Directive) sumIn(tx store.Tx, commune string) sum {
	state := func(r Reaction) int {
		return int(Parties.Counted(tx, "commune", store.Key(d.Number, commune, uint8(r))))
	}
	count := func(what string, n int) int64 {
		return Parties.Counted(tx, "sum", store.Key(d.Number, commune, what, n))
	}
	s := sum{Stuck: state(Stuck), Answered: state(Answered), Options: make([]int, len(d.Options))}
	s.Read = state(Read) + s.Answered + s.Stuck
	s.Asked = state(None) + s.Read
	for i := range s.Options {
		s.Options[i] = int(count("option", i+1))
	}
	if d.Ask == ForFigure && s.Answered > 0 {
		s.Near = Parties.Counted(tx, "sum", store.Key(d.Number, commune, "near")) > 0
		for place, worth := 0, int64(1); place < places; place, worth = place+1, worth*10 {
			s.Figure += count("digit", place) * worth
		}
	}
	return s
}

// add adds another sum to a sum.
func (s *sum) add(o sum) {
	s.Asked, s.Read, s.Answered, s.Stuck = s.Asked+o.Asked, s.Read+o.Read, s.Answered+o.Answered, s.Stuck+o.Stuck
	s.Figure, s.Near = s.Figure+o.Figure, s.Near || o.Near
	for i, n := range o.Options {
		s.Options[i] += n
	}
}

// A place is a commune of a directive, with what has come of it there.
type place struct {
	commune string
	name    string
	sum     sum
}

// communes returns the communes that may be seen of a directive, in the order of
// their names. Nobody is read: who is in them is counted.
func (s sight) communes() []place {
	var codes []string
	first, last := store.Prefix(store.Key(s.d.Number))
	for cell := range Parties.CountedRange(s.t.Tx, "place", first, last) {
		codes = append(codes, strings.TrimPrefix(cell, first))
	}
	for cell := range Receivers.CountedRange(s.t.Tx, "lost", first, last) {
		codes = append(codes, strings.TrimPrefix(cell, first))
	}
	slices.Sort(codes)
	var all []place
	for _, code := range slices.Compact(codes) {
		if s.sees(code) {
			u, _ := flows.Units.Get(s.t.Tx, code)
			all = append(all, place{code, u.Name, s.d.sumIn(s.t.Tx, code)})
		}
	}
	viet.SortByName(all, func(p place) string { return p.name }, func(p place) string { return p.commune })
	return all
}

// saidAt returns what the one at a place, counted from 0, answered in words, of all
// who did in some communes, and how many they are.
func (s sight) saidAt(communes []place, at int) (p Party, all int) {
	found := false
	counts := make([]int, len(communes))
	for i, c := range communes {
		counts[i] = int(Parties.Counted(s.t.Tx, "said", store.Key(s.d.Number, c.commune)))
		all += counts[i]
	}
	at = min(at, all-1)
	for i, c := range communes {
		if at >= counts[i] || found {
			at -= counts[i]
			continue
		}
		from, to := store.Prefix(store.Key(s.d.Number, c.commune))
		for _, key := range Parties.Keys(s.t.Tx, "said", from, to) {
			if at == 0 {
				p, found = Parties.Get(s.t.Tx, key)
				break
			}
			at--
		}
	}
	return p, all
}
