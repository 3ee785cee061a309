package statistics

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/figures"
	"caunoi/flows/text"
	"caunoi/store"
)

// monthsHere is how many months stand in one message.
const monthsHere = 4

// showSheets shows what was done month by month, the newest first: of a team what it
// gave, with the way to the results behind it; of what is above the teams, and of a
// team that others became part of, what the sheets add up to.
func (v View) showSheets(t *flows.Turn, r Right) {
	numbers := figures.NumbersOf(t.Tx)
	b := NewBook(t.Tx, t.Set, v, r, t.Event.At)
	first := max(v.Period.From, b.first())
	from, to, choices := v.page(int(v.Period.To-first)+1, monthsHere)
	lines := text.List{text.Key{Name: "statistics.sheets", Args: text.Args{"unit": b.unit.Name}}}
	single := b.unit.Team && len(b.teams) == 1
	for i := from; i < to; i++ {
		m := v.Period.To - figures.Month(i)
		if !single {
			lines = append(lines, b.monthLine(m))
			continue
		}
		s, _ := figures.Sheets.Get(t.Tx, store.Key(v.Unit, int(m)))
		lines = append(lines, sheetLine(t.Set.Indicators, numbers, m, s))
	}
	if b.unit.Team {
		choices = append(choices, flows.Choice{Key: "statistics.button.items", Do: v.at(v.Unit, items).do(), Row: true})
	}
	t.Reply("statistics.lines", text.Args{"lines": lines}, append(choices, v.back())...)
}

// monthLine says what a month came to: its cases, how many teams gave figures, and
// all that people typed and that adds up.
func (b *Book) monthLine(m figures.Month) text.Key {
	one := figures.Period{From: m, To: m}
	came, done := b.counted(casework.Came, one), b.counted(casework.WasDone, one)
	said := text.Joined{text.Key{Name: "statistics.month.cases", Args: text.Args{"came": came.N, "done": done.N}}}
	if came.Hidden || done.Hidden {
		said = text.Joined{text.Key{Name: "statistics.month.few", Args: text.Args{"n": Fewest}}}
	}
	if gave, all := b.gaveIn(m); all > 0 && !b.unit.Team {
		said = append(said, text.Key{Name: "statistics.month.teams", Args: text.Args{"gave": gave, "all": all}})
	}
	adds := slices.DeleteFunc(slices.Clone(b.set.Indicators), func(i flows.Indicator) bool {
		return !i.Source.Typed() || i.Adds != flows.Sum && i.Adds != flows.Last
	})
	sums := figures.Add(b.tx, adds, b.tree, b.unit.Code, one, nil)
	for _, i := range adds {
		if sums[i.Code].Given > 0 {
			said = append(said, amount(i, sums[i.Code]))
		}
	}
	return text.Key{Name: "statistics.month", Args: text.Args{"month": m.String(), "said": said}}
}

// sheetLine says what a sheet says.
func sheetLine(all []flows.Indicator, numbers figures.Numbers, m figures.Month, s figures.Sheet) text.Key {
	key := "statistics.sheet.open"
	switch {
	case !s.Given():
		return text.Key{Name: "statistics.sheet.none", Args: text.Args{"month": m.String()}}
	case len(s.Changes) > 0:
		key = "statistics.sheet.changed"
	case !s.Closed.IsZero():
		key = "statistics.sheet.closed"
	}
	var said text.Joined
	for _, i := range all {
		if v, given := s.Value(numbers[i.Code]); given && numbers[i.Code] > 0 {
			said = append(said, amount(i, figures.Added{Value: v, Near: near(s.IsNear(numbers[i.Code]))}))
		}
	}
	return text.Key{Name: key, Args: text.Args{"month": m.String(), "said": said, "n": len(s.Changes)}}
}

func near(is bool) int {
	if is {
		return 1
	}
	return 0
}
