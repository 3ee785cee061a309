// Package statistics is what leaders look at: what became of reports and what
// teams did, for a unit and some months, as sentences, a picture and a sheet, and
// the same sent to them every week and month.
//
// Its law: numbers come from kept counts and never from a scan (quality, section 3);
// everybody sees the own part of the tree, and whoever sees counts only sees none
// below Fewest; silence of a team is no zero; teams stand by name, never by how
// much was reported of them.
package statistics

import (
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/figures"
)

// A View is what is looked at: a unit, some months, and by which tree.
type View struct {
	Unit   string
	Period figures.Period
	Tree   figures.Tree
	Part   string // a page of it: "" is the summary
	From   int    // where a list goes on
}

// The parts of a view.
const (
	whole  = ""
	silent = "im"  // which teams have given no figures
	sheets = "to"  // what was done in each month
	items  = "muc" // and the results behind it
	cases  = "viec"
	places = "noi" // the units below
	spans  = "ky"  // the choice of another period
)

// mark begins the words of a button, which nobody types.
const mark = "="

// do is what a button with the view does.
func (v View) do() string {
	return strings.Join(append([]string{"thongke"}, v.words()...), " ")
}

// words are the view as the words of a button, and of a file that is made of it.
func (v View) words() []string {
	part := v.Part
	if part == "" {
		part = "-"
	}
	return []string{mark + v.Unit, strconv.Itoa(int(v.Period.From)), strconv.Itoa(int(v.Period.To)), strconv.Itoa(int(v.Tree)), part, strconv.Itoa(v.From)}
}

// viewOf reads the words of a button.
func viewOf(words []string) (v View, ok bool) {
	if len(words) != 6 || !strings.HasPrefix(words[0], mark) {
		return v, false
	}
	numbers := make([]int, 0, 4)
	for _, w := range []string{words[1], words[2], words[3], words[5]} {
		n, err := strconv.Atoi(w)
		if err != nil || n < 0 || n > 1<<20 {
			return v, false
		}
		numbers = append(numbers, n)
	}
	v = View{Unit: words[0][1:], Period: figures.Period{From: figures.Month(numbers[0]), To: figures.Month(numbers[1])}, Tree: figures.Tree(numbers[2]), Part: words[4], From: numbers[3]}
	if v.Part == "-" {
		v.Part = whole
	}
	return v, v.Tree == figures.Then || v.Tree == figures.Now
}

// at returns the view of another unit, or of another part, from its beginning.
func (v View) at(unit, part string) View {
	v.Unit, v.Part, v.From = unit, part, 0
	return v
}

// Known reports whether there is a unit of that code.
func (v View) unit(t *flows.Turn) (flows.Unit, bool) { return flows.Units.Get(t.Tx, v.Unit) }
