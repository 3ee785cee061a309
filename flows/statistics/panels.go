package statistics

import (
	"image/color"
	"slices"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"caunoi/flows/casework"
	"caunoi/flows/figures"
	"caunoi/flows/text"
)

// drawn are the months that stand in the picture: those of the period, and where
// they are few those before it too, so that it is seen whether it is more or less.
func (b *Book) drawn(p figures.Period) []figures.Month {
	from := p.From
	if p.To-p.From < mostMonths/2 {
		from = p.To - mostMonths/2 + 1
	}
	from = max(from, p.To-mostMonths+1)
	var all []figures.Month
	for m := from; m <= p.To; m++ {
		all = append(all, m)
	}
	return all
}

// monthsOf names months below bars: the year stands where it begins.
func monthsOf(months []figures.Month) []string {
	names := make([]string, len(months))
	for i, m := range months {
		s := m.String()
		names[i] = s[:len(s)-5]
		below := " " // all of them have two lines, and so stand at one height
		if i == 0 || names[i] == "1" {
			below = yearOf(m)
		}
		names[i] += "\n" + below
	}
	return names
}

// A canvas is all that a picture is drawn of.
type canvas struct {
	name       string
	period     figures.Period
	months     []figures.Month
	came, done []int // reports
	gave, all  []int // teams; none of a team itself
	categories map[string]int
	hidden     bool // of the categories something is left out
	few        bool // of the months something is
}

// canvas reads it.
func (b *Book) canvas(p figures.Period) canvas {
	c := canvas{name: b.unit.Name, period: p, months: b.drawn(p)}
	for _, m := range c.months {
		one := figures.Period{From: m, To: m}
		came, done := b.counted(casework.Came, one), b.counted(casework.WasDone, one)
		c.came, c.done, c.few = append(c.came, came.N), append(c.done, done.N), c.few || came.Hidden || done.Hidden
		if !b.unit.Team {
			gave, all := b.gaveIn(m)
			c.gave, c.all = append(c.gave, gave), append(c.all, all)
		}
	}
	c.categories, c.hidden = b.byCategory(p)
	return c
}

// blank reports whether nobody reported anything and nothing was settled in any of
// the months.
func (c canvas) blank() bool {
	return slices.Max(c.came) == 0 && slices.Max(c.done) == 0 && len(c.categories) == 0
}

// monthsPanel draws how many were reported and settled in each month.
func (c canvas) monthsPanel(say speech) (*plot.Plot, error) {
	months, came, done := c.months, c.came, c.done
	most := max(slices.Max(came), slices.Max(done))
	if most == 0 {
		return nil, nil
	}
	title := say("statistics.chart.cases", nil)
	if c.few {
		title = say("statistics.chart.cases.few", text.Args{"n": Fewest})
	}
	chart := panel(title)
	wide := vg.Points(300 / float64(len(months)) / 2.6)
	for _, x := range []struct {
		values []int
		moved  vg.Length
		color  color.Color
		key    string
	}{{came, -wide / 2, blue, "statistics.chart.came"}, {done, wide / 2, green, "statistics.chart.done"}} {
		if err := bars(chart, x.values, wide, x.moved, x.color, false); err != nil {
			return nil, err
		}
		if len(months) <= 8 {
			if err := numbered(chart, x.values, x.moved, false); err != nil {
				return nil, err
			}
		}
		chart.Legend.Add(say(x.key, nil), swatch{x.color})
	}
	upright(chart, months, most)
	return chart, nil
}

// upright gives bars of months their axes, with room for the names above.
func upright(chart *plot.Plot, months []figures.Month, most int) {
	chart.NominalX(monthsOf(months)...)
	chart.X.Tick.Label.YAlign = -1 // their tops stand at the axis, whether one line or two
	chart.Y.Min, chart.Y.Max = 0, float64(most)*1.5
	chart.Y.Tick.Marker = plot.TickerFunc(wholeTicks)
}

// categoryPanel draws how many were reported of each category, in the order in which
// categories stand everywhere.
func (c canvas) categoryPanel(say speech) (*plot.Plot, error) {
	all, hidden, p := c.categories, c.hidden, c.period
	var names []string
	var values []int
	shownCategories := mostOf(all, 6)
	rest := 0
	for category, n := range all {
		if !slices.Contains(shownCategories, category) {
			rest += n
		}
	}
	if rest > 0 {
		names, values = append(names, say("statistics.chart.rest", nil)), append(values, rest)
	}
	slices.Reverse(shownCategories) // the first stands at the top
	for _, category := range shownCategories {
		names, values = append(names, say("category."+category, nil)), append(values, all[category])
	}
	if len(values) == 0 {
		return nil, nil
	}
	title := say("statistics.chart.categories", text.Args{"period": spanWords(p)})
	if hidden {
		title = say("statistics.chart.categories.few", text.Args{"period": spanWords(p), "n": Fewest})
	}
	chart := panel(title)
	if err := bars(chart, values, vg.Points(min(18, 120/float64(len(values)))), 0, orange, true); err != nil {
		return nil, err
	}
	if err := numbered(chart, values, 0, true); err != nil {
		return nil, err
	}
	chart.NominalY(names...)
	chart.X.Min, chart.X.Max = 0, float64(slices.Max(values))*1.15
	chart.X.Tick.Marker = plot.TickerFunc(wholeTicks)
	return chart, nil
}

// teamsPanel draws how many teams gave their figures in each month, of all.
func (c canvas) teamsPanel(say speech) (*plot.Plot, error) {
	months, gave, all := c.months, c.gave, c.all
	if len(gave) == 0 || slices.Max(gave) == 0 {
		return nil, nil
	}
	chart := panel(say("statistics.chart.teams", nil))
	wide := vg.Points(300 / float64(len(months)) / 1.6)
	if err := bars(chart, all, wide, 0, grey, false); err != nil {
		return nil, err
	}
	if err := bars(chart, gave, wide, 0, green, false); err != nil {
		return nil, err
	}
	if len(months) <= 8 {
		if err := labelled(chart, all, ofAll(gave, all), 0, false); err != nil {
			return nil, err
		}
	}
	chart.Legend.Add(say("statistics.chart.gave", nil), swatch{green})
	chart.Legend.Add(say("statistics.chart.all", nil), swatch{grey})
	upright(chart, months, slices.Max(all))
	return chart, nil
}

// ofAll writes so many of so many.
func ofAll(gave, all []int) []string {
	names := make([]string, len(all))
	for i := range all {
		names[i] = strconv.Itoa(gave[i]) + "/" + strconv.Itoa(all[i])
	}
	return names
}

// A swatch is a patch of colour before the name of what it stands for.
type swatch struct{ color color.Color }
