package statistics

import (
	"cmp"
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/figures"
	"caunoi/flows/text"
)

// lines are what is said below the picture: the heading, and three sentences.
func (b *Book) lines(p figures.Period) text.List {
	lines := text.List{text.Key{Name: "statistics.head", Args: text.Args{"unit": b.unit.Name, "period": spanWords(p)}}}
	lines = append(lines, b.casesLine(p))
	if line, ok := b.pace(p); ok {
		lines = append(lines, line)
	}
	return append(lines, b.teamsLine(p)...)
}

// spanWords are the words for a period.
func spanWords(p figures.Period) text.Key {
	whole := p.From.Of() == time.January && p.To == p.From+11
	quarter := int(p.From.Of())%3 == 1 && p.To == p.From+2
	switch {
	case p.From == p.To:
		return text.Key{Name: "statistics.span.month", Args: text.Args{"month": p.From.String()}}
	case whole:
		return text.Key{Name: "statistics.span.year", Args: text.Args{"year": yearOf(p.From)}}
	case quarter:
		return text.Key{Name: "statistics.span.quarter", Args: text.Args{"n": (int(p.From.Of()) + 2) / 3, "year": yearOf(p.From)}}
	case p.From == beginning:
		return text.Key{Name: "statistics.span.ever", Args: text.Args{"month": p.To.String()}}
	}
	return text.Key{Name: "statistics.span.months", Args: text.Args{"from": p.From.String(), "to": p.To.String()}}
}

// yearOf is a year as it is written, without a mark between its thousands.
func yearOf(m figures.Month) string { return m.String()[len(m.String())-4:] }

// casesLine is the first sentence: how many were reported and settled, and how many
// are not, with those that should be.
func (b *Book) casesLine(p figures.Period) text.Key {
	came, done := b.counted(casework.Came, p), b.counted(casework.WasDone, p)
	switch {
	case b.right.Counts && (came.Hidden || done.Hidden):
		if came.N+done.N == 0 {
			return text.Key{Name: "statistics.cases.few", Args: text.Args{"n": Fewest}}
		}
		return text.Key{Name: "statistics.cases.some", Args: text.Args{"came": came.N, "done": done.N, "n": Fewest}}
	case b.right.Counts && came.N+done.N == 0:
		return text.K("statistics.cases.none")
	case b.right.Counts:
		return text.Key{Name: "statistics.cases.counts", Args: text.Args{"came": came.N, "done": done.N}}
	}
	open, late := b.ledger.Open(int(p.To)), b.ledger.Late(int(p.To))
	if came.N+done.N+open == 0 {
		return text.K("statistics.cases.none")
	}
	args := text.Args{"came": came.N, "done": done.N, "open": open, "late": late}
	name := "statistics.cases.all"
	switch {
	case late > 0:
		name = "statistics.cases.late"
	case open == 0:
		name = "statistics.cases.over"
	}
	if again := b.ledger.Count(casework.WasOpened, int(p.From), int(p.To)); again > 0 {
		return text.Key{Name: "statistics.cases.again", Args: text.Args{"said": text.Key{Name: name, Args: args}, "n": again}}
	}
	return text.Key{Name: name, Args: args}
}

// pace is the second sentence: how long it took, and what there was most of.
func (b *Book) pace(p figures.Period) (line text.Key, ok bool) {
	var parts text.Joined
	if !b.right.Counts {
		for _, x := range []struct {
			fact casework.Fact
			key  string
		}{{casework.Taking, "statistics.pace.taken"}, {casework.Settling, "statistics.pace.settled"}} {
			if d, known := b.ledger.Middle(x.fact, int(p.From), int(p.To)); known {
				parts = append(parts, text.Key{Name: x.key, Args: text.Args{"time": lasting(d)}})
			}
		}
	}
	var most text.Joined
	all, _ := b.byCategory(p)
	for _, c := range mostOf(all, 3) {
		most = append(most, text.Key{Name: "statistics.pace.category", Args: text.Args{"category": text.K("category." + c), "n": all[c]}})
	}
	switch {
	case len(parts) > 0 && len(most) > 0:
		return text.Key{Name: "statistics.pace.both", Args: text.Args{"took": parts, "most": most}}, true
	case len(parts) > 0:
		return text.Key{Name: "statistics.pace.took", Args: text.Args{"took": parts}}, true
	case len(most) > 0:
		return text.Key{Name: "statistics.pace.most", Args: text.Args{"most": most}}, true
	}
	return text.Key{}, false
}

// mostOf are the categories of which there is most.
func mostOf(all map[string]int, n int) (categories []string) {
	for c, count := range all {
		if count > 0 {
			categories = append(categories, c)
		}
	}
	slices.SortFunc(categories, func(a, b string) int { return cmp.Or(cmp.Compare(all[b], all[a]), cmp.Compare(a, b)) })
	return categories[:min(n, len(categories))]
}

// lasting says how long something took, in the unit that people would say it in.
func lasting(d time.Duration) text.Key {
	day := 24 * time.Hour
	switch {
	case d < 2*time.Hour && d%time.Hour != 0:
		return text.Key{Name: "statistics.minutes", Args: text.Args{"n": int(d / time.Minute)}}
	case d < 3*day:
		return text.Key{Name: "statistics.hours", Args: text.Args{"n": int(d / time.Hour)}}
	}
	return text.Key{Name: "statistics.days", Args: text.Args{"n": int(d / day)}}
}

// told are the figures that are said in words, where there are any.
var told = [...]string{"A1", "A2", "D1", "D3", "D5", "D7", "C2"}

// teamsLine is the third sentence: how many teams gave their figures, and what they
// come to. Who has not is named below it.
func (b *Book) teamsLine(p figures.Period) (lines text.List) {
	gave, teams := b.gave(p)
	if teams == 0 {
		return nil
	}
	sums := b.typed(p)
	var said text.Joined
	for _, code := range told {
		if i, known := figures.Find(b.set.Indicators, code); known && sums[code].Given > 0 {
			said = append(said, amount(i, sums[code]))
		}
	}
	for _, i := range b.set.Indicators { // of an operator who counts something else
		if len(said) < 3 && i.Source.Typed() && sums[i.Code].Given > 0 && !slices.Contains(told[:], i.Code) {
			said = append(said, amount(i, sums[i.Code]))
		}
	}
	one := b.unit.Team && p.From == p.To
	if one && gave == 0 {
		return text.List{text.K("statistics.team.silent")}
	}
	name := "statistics.teams"
	switch {
	case one && len(said) == 0:
		name = "statistics.team.none"
	case one:
		name = "statistics.team"
	case b.unit.Team && len(said) == 0:
		name = "statistics.team.months.none"
	case b.unit.Team:
		name = "statistics.team.months"
	case p.From != p.To && len(said) == 0:
		name = "statistics.teams.months.none"
	case p.From != p.To:
		name = "statistics.teams.months"
	case len(said) == 0:
		name = "statistics.teams.none"
	}
	lines = text.List{text.Key{Name: name, Args: text.Args{"gave": gave, "all": teams, "said": said}}}
	if missing := b.silentIn(p.To); len(missing) > 0 && !b.unit.Team && !b.now.Before(p.To.Due(b.set)) {
		lines = append(lines, namedFew(p.To, missing))
	}
	return lines
}

// mostNamed is how many teams a summary names.
const mostNamed = 5

// namedFew names teams that have said nothing of a month.
func namedFew(m figures.Month, missing []flows.Unit) text.Key {
	var names text.Joined
	for _, u := range missing[:min(len(missing), mostNamed)] {
		names = append(names, u.Name)
	}
	if rest := len(missing) - mostNamed; rest > 0 {
		return text.Key{Name: "statistics.missing.more", Args: text.Args{"teams": names, "n": rest, "month": m.String()}}
	}
	return text.Key{Name: "statistics.missing", Args: text.Args{"teams": names, "month": m.String()}}
}
