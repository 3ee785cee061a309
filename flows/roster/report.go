package roster

import (
	"slices"
	"strconv"

	"caunoi/flows/text"
)

// What of one kind a report lists before it only counts: a province has 15,000
// rows, and nobody finds the one that matters among them.
const (
	mostSame  = 20  // rows that are new or as stored, and what is said of the file
	mostOther = 200 // rows with which something happens
)

// Report says the plan in sentences for whoever imports: what concerns the
// whole file, rows with which something happens, and the sums.
func (p Plan) Report() []Notice {
	said := p.remarks()
	listed, kept := map[Verdict]int{}, 0
	for _, l := range p.Lines {
		if l.Verdict == Same && len(l.Why) == 0 {
			continue
		}
		most := mostOther
		if l.Verdict == Same || l.Verdict == New {
			most = mostSame
		}
		if listed[l.Verdict]++; listed[l.Verdict] > most {
			kept++
			continue
		}
		said = append(said, l.notice())
	}
	if kept > 0 {
		said = append(said, note("roster.more", "count", kept))
	}
	said = append(said, note("roster.summary", "rows", len(p.Lines), "new", p.Count(New), "same", p.Count(Same),
		"changed", p.Count(Changed), "ended", p.Count(Ended), "refused", p.Count(Refused)))
	return append(said, note("roster.writes", "members", len(p.Members), "posts", len(p.Posts), "units", len(p.Units)))
}

// remarks are what is said of the whole file, of each kind the first ones.
func (p Plan) remarks() []Notice {
	var said []Notice
	listed, kept := map[string]int{}, 0
	for _, n := range p.Notes {
		if listed[n.Key]++; listed[n.Key] > mostSame {
			kept++
			continue
		}
		said = append(said, n)
	}
	if kept > 0 {
		said = append(said, note("roster.remarks", "count", kept))
	}
	return said
}

// Outcome says what became of the plan, as the last thing whoever imports
// reads: whether it was stored, also where rows were refused.
func (p Plan) Outcome(applied bool) Notice {
	switch refused := p.Count(Refused); {
	case !applied:
		return note("roster.trial")
	case refused > 0:
		return note("roster.stored.rest", "refused", refused)
	}
	return note("roster.stored.all")
}

// Report says why the file is refused, and that nothing of it was stored.
func (r Refusal) Report() []Notice { return append(slices.Clone(r), note("roster.nothing")) }

// notice says a line in one sentence and its reasons.
func (l Line) notice() Notice {
	n := note("roster.line", "row", strconv.Itoa(l.Row), "verdict", text.K("roster.verdict."+l.Verdict.String()), "name", l.Name)
	if len(l.Why) > 0 {
		n.Key = "roster.line.why"
		if l.Name == "" {
			n.Key = "roster.line.nameless"
		}
		n.Args["why"] = sentences(l.Why)
	}
	return n
}

// sentences puts notices in a row.
func sentences(notices []Notice) text.Dotted {
	var all text.Dotted
	for _, n := range notices {
		all = append(all, text.Key{Name: n.Key, Args: n.Args})
	}
	return all
}
