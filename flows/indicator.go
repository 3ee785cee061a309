package flows

import (
	_ "embed"
	"strconv"
	"strings"

	"caunoi/flows/viet"
)

//go:embed indicators.tsv
var indicatorTable string

// An Indicator is one row of the monthly figures (the domain notes, 12.3).
type Indicator struct {
	Code   string    // "D1"; what it is known by, and never given to another
	Label  string    // the operator's own words for it; "" takes those of the catalogs, "indicator." and the code
	Unit   viet.Unit // what is counted
	Adds   Adds
	Of     [2]string // of a ratio of two others, their codes; both empty: of teams
	Most   viet.Num  // more than that in one month of one unit is asked again; 0: never
	Source Source
	Asked  bool   // it is asked for where it is missing; else it is taken when it is given
	Within string // the code of the one that it cannot be above: of what was brought, what was mediated
}

// Adds says how an indicator adds up over units and months.
type Adds string

// How indicators add up.
const (
	Sum    Adds = "sum"    // over units and months
	Last   Adds = "last"   // over units, in the last month: what is there at the end
	Median Adds = "median" // the one in the middle of all that are below it, never of other medians
	Ratio  Adds = "ratio"  // of two sums
)

// Source says who fills an indicator.
type Source string

// Who fills indicators: people, or what the bot knows by itself.
const (
	FromTeam       Source = "team"
	FromCommune    Source = "commune" // the unit above the teams, by who coordinates it
	FromCases      Source = "cases"
	FromModels     Source = "models"
	FromDirectives Source = "directives"
	FromTeams      Source = "teams" // which teams have given their figures
)

// Typed reports whether people fill it.
func (s Source) Typed() bool { return s == FromTeam || s == FromCommune }

// DefaultIndicators returns the rows of the domain notes, 12.3.
func DefaultIndicators() []Indicator {
	var all []Indicator
	for line := range strings.Lines(indicatorTable) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if len(cells) < 6 || strings.HasPrefix(line, "#") {
			continue
		}
		most, _ := strconv.ParseInt(cells[3], 10, 64)
		i := Indicator{
			Code: cells[0], Unit: viet.Unit(cells[1]), Adds: Adds(cells[2]), Most: viet.NumOf(most),
			Source: Source(cells[4]), Asked: cells[5] == "asked",
		}
		if len(cells) > 6 {
			i.Within = cells[6]
		}
		all = append(all, i)
	}
	return all
}

// SetUnit sets what is counted by the unit's code, "-" for a bare count; false
// where there is no such unit.
func (i *Indicator) SetUnit(code string) bool {
	if code == "-" {
		code = ""
	}
	i.Unit = viet.Unit(code)
	return i.Unit.Known()
}

// SetMost sets above how many whole units it is asked again.
func (i *Indicator) SetMost(most int64) { i.Most = viet.NumOf(most) }

// OfPersons reports whether a name of what is to be counted or asked names what
// is never kept of persons; see viet.OfPersons.
func OfPersons(name string) bool { return viet.OfPersons(name) }
