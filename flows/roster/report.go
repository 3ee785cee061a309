package roster

import (
	"slices"
	"strconv"

	"caunoi/flows/text"
)

// Report says the plan in sentences for whoever imports: what concerns the
// whole file, each row with which something happens, and the sums.
func (p Plan) Report() []Notice {
	said := append([]Notice(nil), p.Notes...)
	for _, l := range p.Lines {
		if l.Verdict != Same || len(l.Why) > 0 {
			said = append(said, l.notice())
		}
	}
	said = append(said, note("roster.summary", "rows", len(p.Lines), "new", p.Count(New), "same", p.Count(Same),
		"changed", p.Count(Changed), "ended", p.Count(Ended), "refused", p.Count(Refused)))
	return append(said, note("roster.writes", "members", len(p.Members), "posts", len(p.Posts), "units", len(p.Units)))
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
