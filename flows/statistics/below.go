package statistics

import (
	"slices"
	"strconv"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/figures"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// totalKey is where a total is kept.
func totalKey(tree figures.Tree, unit string, m figures.Month) string {
	return store.Key(uint8(tree), unit, int(m))
}

// below returns the units next below that of a view, by name: by the tree of now
// those that there are, by that of then also those that there were in its period.
func (v View) below(t *flows.Turn) (units []flows.Unit) {
	from, _ := v.Period.From.Span(t.Set)
	for u := range flows.Units.Under(t.Tx, "parent", store.Key(v.Unit)) {
		if u.Open(t.Event.At) || v.Tree == figures.Then && u.To.After(from) {
			units = append(units, u)
		}
	}
	if v.Tree == figures.Then {
		for s := range flows.Hangings.All(t.Tx) {
			known := slices.ContainsFunc(units, func(u flows.Unit) bool { return u.Code == s.Unit })
			if u, ok := flows.Units.Get(t.Tx, s.Unit); ok && !known && s.Parent == v.Unit && s.To.After(from) {
				units = append(units, u)
			}
		}
	}
	sortByName(units)
	return units
}

// within are those of them whose numbers whoever acts may see: what was below a unit
// is its people's no more.
func (v View) within(t *flows.Turn) []flows.Unit {
	return slices.DeleteFunc(v.below(t), func(u flows.Unit) bool {
		_, may := RightOf(t.Tx, t.From.ID, u.Code, t.Event.At)
		return v.Tree == figures.Then && !may
	})
}

// back leads from a part to the whole.
func (v View) back() flows.Choice {
	return flows.Choice{Key: "statistics.button.back", Do: v.at(v.Unit, whole).do(), Row: true}
}

// page returns which of so many are shown, and a button to go on if there are more.
func (v View) page(n, size int) (from, to int, more []flows.Choice) {
	from = min(v.From, n)
	to = min(from+size, n)
	if to < n {
		next := v
		next.From = to
		more = []flows.Choice{{Key: "list.next", Do: next.do(), Row: true}}
	}
	return from, to, more
}

// showPlaces lists the units below.
func (v View) showPlaces(t *flows.Turn) {
	units := v.within(t)
	from, to, choices := v.page(len(units), mostList)
	var here []flows.Choice
	for _, u := range units[from:to] {
		here = append(here, unitChoice(v, u))
	}
	t.Reply("statistics.places", text.Args{"n": len(units)}, append(append(here, choices...), v.back())...)
}

// mostNames is how many teams one message names.
const mostNames = 40

// showSilent names the teams that have given no figures of the last month.
func (v View) showSilent(t *flows.Turn, r Right) {
	b := NewBook(t.Tx, t.Set, v, r, t.Event.At)
	teams := b.silentIn(v.Period.To)
	_, all := b.gaveIn(v.Period.To)
	from, to, choices := v.page(len(teams), mostNames)
	name := "statistics.silent"
	if len(teams) == 0 {
		name = "statistics.silent.none"
	}
	lines := text.List{text.Key{Name: name, Args: text.Args{"month": v.Period.To.String(), "n": len(teams), "all": all}}}
	for _, u := range teams[from:to] {
		lines = append(lines, text.Key{Name: "statistics.silent.one", Args: text.Args{"team": u.Name, "place": nameOf(t.Tx, u.Parent)}})
	}
	t.Reply("statistics.lines", text.Args{"lines": lines}, append(choices, v.back())...)
}

func nameOf(tx store.Tx, unit string) string {
	u, _ := flows.Units.Get(tx, unit)
	return u.Name
}

// label is the name of an indicator.
func label(i flows.Indicator) any {
	if i.Label != "" {
		return i.Label
	}
	return text.K("indicator." + i.Code)
}

// amount is an indicator with its figure: "Lượt người dự: khoảng 85 lượt".
func amount(i flows.Indicator, a figures.Added) text.Key {
	key := "statistics.amount"
	if a.Near > 0 {
		key = "statistics.amount.near"
	}
	return text.Key{Name: key, Args: text.Args{"label": label(i), "figure": viet.Digits(a.Value), "unit": i.Unit.Label()}}
}

// showItems lists the results that a team told, of the months of a view.
func (v View) showItems(t *flows.Turn) {
	var lines text.List
	n := 0
	from, to := store.Key(v.Unit, int(v.Period.From)), store.Key(v.Unit, int(v.Period.To)+1)
	for item := range figures.Items.Range(t.Tx, from, to) {
		if item.Gone {
			continue
		}
		if n++; n <= v.From || n > v.From+mostList {
			if n > v.From+mostList {
				break
			}
			continue
		}
		i, known := figures.Find(t.Set.Indicators, item.Code)
		if !known {
			i = flows.Indicator{Code: item.Code, Label: item.Code}
		}
		lines = append(lines, text.Key{Name: "statistics.item", Args: text.Args{"day": text.Day(item.Day), "said": amount(i, figures.Added{Value: item.Value, Near: near(item.Near)}), "text": item.Text}})
	}
	choices := []flows.Choice{v.back()}
	if n > v.From+mostList {
		next := v
		next.From += mostList
		choices = append([]flows.Choice{{Key: "list.next", Do: next.do(), Row: true}}, choices...)
	}
	if len(lines) == 0 {
		t.Reply("statistics.noitems", nil, choices...)
		return
	}
	t.Reply("statistics.lines", text.Args{"lines": lines}, choices...)
}

// mostLooked is how many reports are looked at for one page of a list.
const mostLooked = 2000

// showCases lists the reports of the last month of a view that its reader may open,
// the oldest first: what a count is the sum of.
func (v View) showCases(t *flows.Turn, r Right) {
	if r.Counts {
		t.Reply("statistics.closed", nil)
		return
	}
	month := figures.Period{From: v.Period.To, To: v.Period.To}
	b := NewBook(t.Tx, t.Set, v, r, t.Event.At)
	all, shut, more := casework.OfMonth(t, v.Unit, b.tree == figures.Now, int(v.Period.To), v.From, mostList, mostLooked)
	choices := []flows.Choice{v.back()}
	if more > 0 {
		next := v
		next.From = more
		choices = append([]flows.Choice{{Key: "list.next", Do: next.do(), Row: true}}, choices...)
	}
	lines := text.List{text.Key{Name: "statistics.cases.head", Args: text.Args{"n": b.counted(casework.Came, month).N, "month": v.Period.To.String()}}}
	for _, c := range all {
		lines = append(lines, text.Key{Name: "statistics.case", Args: text.Args{
			"code": c.Code, "category": text.K("category." + c.Category), "place": casework.PlaceOf(t, c), "state": text.K("case.state." + c.State.Name()),
			"level": text.K("level." + strconv.Itoa(int(c.Level))),
		}})
	}
	if shut > 0 {
		lines = append(lines, text.Key{Name: "statistics.cases.shut", Args: text.Args{"n": shut}})
	}
	t.Reply("statistics.lines", text.Args{"lines": lines}, choices...)
}
