package figures

import (
	"cmp"
	"slices"

	"caunoi/flows"
	"caunoi/flows/viet"
)

// A lead is a word that says of which indicators a figure may be.
type lead struct {
	codes  []string
	rank   int
	dist   int  // how far from the figure, in bytes
	own    bool // it stands in the figure's own clause; else earlier in the sentence
	shared bool // it more likely belongs to the figure on its other side
	act    bool
	seat   bool
	give   bool
}

// A meaning is of which indicators a figure may be.
type meaning struct {
	codes  []string // the likeliest first
	worded bool     // words decided, not the unit alone
	clear  bool     // and they tell of something done
	seat   bool     // who came
	give   bool     // something was given
}

// meant finds out of which of the indicators figure k may be: those whose unit
// fits, narrowed by the words around it, the nearest and strongest first; where
// they leave more than one, by which one people are asked for.
func (s scene) meant(k int, codes []string) meaning {
	leads := s.leads(k, codes)
	m := meaning{codes: codes}
	calm := !s.worried(s.figures[k].Start)
	for _, l := range leads {
		m.clear = m.clear || l.act && (l.own || calm)
		m.seat, m.give = m.seat || l.seat && l.own, m.give || l.give
	}
	if both := s.torn(leads, codes); len(both) > 0 {
		m.codes, m.worded = both, true
		return m
	}
	for _, l := range leads {
		if left := common(m.codes, l.codes); len(left) > 0 {
			m.codes, m.worded = left, true
		}
	}
	return m
}

// torn are the indicators between which words of the same weight leave a figure:
// the residents and the team, where nothing says how much was whose.
func (s scene) torn(leads []lead, codes []string) []string {
	var first []string
	for _, l := range leads {
		if !l.own || l.shared || l.rank < 3 {
			continue
		}
		switch {
		case first == nil:
			first = l.codes
		case len(common(first, l.codes)) == 0:
			return slices.DeleteFunc(slices.Clone(codes), func(c string) bool {
				return !slices.Contains(first, c) && !slices.Contains(l.codes, c)
			})
		}
	}
	return nil
}

// leads returns the words that speak of figure k, those that decide first.
func (s scene) leads(k int, codes []string) []lead {
	f, own := s.figures[k], s.own(k)
	before := span{around(s.sentences, f.Start).from, own.from}
	labelled := s.labelled(k, codes)
	clause := around(s.clauses, f.Start)
	var all []lead
	for _, h := range s.hits {
		both := common(codes, h.Says.codes)
		if len(both) == 0 {
			continue
		}
		l := lead{codes: both, rank: h.Says.rank, act: h.Says.is("act"), seat: h.Says.is("seat"), give: h.Says.is("give")}
		switch {
		case own.holds(h.Start, h.End):
			l.own = true
			l.dist = max(0, f.Start-h.End, h.Start-f.End)
			after := h.End > f.Start
			l.shared = after && labelled && own.to < clause.to || h.End <= f.Start && !labelled && own.from > clause.from
		case before.holds(h.Start, h.End):
			l.dist = f.Start - h.End
		default:
			continue
		}
		all = append(all, l)
	}
	all = append(all, s.byLabel(own, codes)...)
	slices.SortStableFunc(all, func(a, b lead) int {
		return cmp.Or(-truth(a.own, b.own), truth(a.shared, b.shared), -cmp.Compare(a.rank, b.rank), cmp.Compare(a.dist, b.dist))
	})
	return all
}

// truth orders false before true.
func truth(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// labelled reports whether the clause of figure k puts words before its figures,
// as a list does, and not behind them.
func (s scene) labelled(k int, codes []string) bool {
	clause := around(s.clauses, s.figures[k].Start)
	for k > 0 && s.figures[k-1].Start >= clause.from {
		k--
	}
	for _, h := range s.within(span{clause.from, s.figures[k].Start}) {
		if both := common(codes, h.Says.codes); len(both) > 0 && len(both) < len(codes) {
			return true
		}
	}
	return false
}

// byLabel returns what the words of the operator's own labels say: half of them
// beside a figure name it.
func (s scene) byLabel(own span, codes []string) []lead {
	var all []lead
	words := viet.Words(viet.Fold(s.text[own.from:own.to]))
	for _, i := range s.indicators {
		if i.Label == "" || !slices.Contains(codes, i.Code) {
			continue
		}
		tale, found := tellTale(i), 0
		for _, w := range tale {
			if slices.Contains(words, w) {
				found++
			}
		}
		if found > 0 && 2*found >= len(tale) {
			all = append(all, lead{codes: []string{i.Code}, rank: 2, own: true, dist: len(tale) - found})
		}
	}
	return all
}

// settle narrows what the words have left: teams before communes, what is asked
// for before what is not, the whole before its part, and the likeliest of its
// unit.
func (s scene) settle(codes []string, unit viet.Unit) []string {
	for _, keep := range []func(flows.Indicator) bool{
		func(i flows.Indicator) bool { return i.Source == flows.FromTeam },
		func(i flows.Indicator) bool { return i.Asked },
		func(i flows.Indicator) bool { return i.Within == "" || !slices.Contains(codes, i.Within) },
		func(i flows.Indicator) bool { return i.Code == likeliest[unit] },
	} {
		var left []string
		for _, i := range s.indicators {
			if slices.Contains(codes, i.Code) && keep(i) {
				left = append(left, i.Code)
			}
		}
		if len(left) > 0 {
			codes = left
		}
	}
	return codes
}

// indicator returns the one of a code.
func (s scene) indicator(code string) (flows.Indicator, bool) {
	k := slices.IndexFunc(s.indicators, func(i flows.Indicator) bool { return i.Code == code })
	if k < 0 {
		return flows.Indicator{}, false
	}
	return s.indicators[k], true
}

// Chosen is which of some indicators the words of an answer mean: "của bà con",
// "tổ". ok is false where they leave it open.
func Chosen(all []flows.Indicator, codes []string, words string) (code string, ok bool) {
	left := codes
	hits := cues.Find(words)
	slices.SortStableFunc(hits, func(a, b viet.Hit[cue]) int { return -cmp.Compare(a.Says.rank, b.Says.rank) })
	for _, h := range hits {
		switch both := common(left, h.Says.codes); {
		case len(both) > 0:
			left = both
		case h.Says.rank == 3 && len(common(codes, h.Says.codes)) > 0:
			return "", false // the team's and the residents' at once
		}
	}
	for _, i := range all {
		if i.Label != "" && slices.Contains(codes, i.Code) && viet.Same(i.Label, words) {
			left = []string{i.Code}
		}
	}
	return left[0], len(left) == 1
}
