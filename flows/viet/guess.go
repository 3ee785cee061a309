package viet

import (
	_ "embed"
	"strconv"
)

//go:embed categories.tsv
var categoryTable string

// otherCategory is where a text goes that fits nowhere.
const otherCategory = "KHA"

// A hint is what a phrase says of a text: how much it weighs for a category, or
// when it raises that category's level.
type hint struct {
	category int // its place in the table
	weight   int
	raise    string // gap, out, many or whole
}

// A guide is the table of categories.
type guide struct {
	codes  []string
	levels []int
	raises []map[string]bool // what raises a category whatever its words are
	hints  lexicon[hint]
	// Words for a whole village, and for more than a day.
	whole, long lexicon[bool]
}

var categories = readCategories(categoryTable)

func readCategories(table string) *guide {
	g := &guide{}
	for _, row := range rows(table) {
		code, role, value := cell(row, 0), cell(row, 1), cell(row, 2)
		switch {
		case code == "@whole":
			g.whole.add(true, newPhrases(value)...)
		case code == "@long":
			g.long.add(true, newPhrases(value)...)
		case role == "level":
			level, _ := strconv.Atoi(value)
			g.codes, g.levels = append(g.codes, code), append(g.levels, level)
			g.raises = append(g.raises, map[string]bool{})
		case value == "*":
			g.raises[len(g.codes)-1][role] = true
		default:
			h := hint{category: len(g.codes) - 1}
			if weight, err := strconv.Atoi(role); err == nil {
				h.weight = weight
			} else {
				h.raise = role
			}
			g.hints.add(h, newPhrases(value)...)
		}
	}
	return g
}

// Guess proposes a category, a level from 2 to 4 and the number of households
// for a text (the domain notes, 12.4 and 12.5). Words alone never make level 1:
// that is for the urgent word and for the answer about danger. A text that fits
// nowhere is "KHA", level 3.
func Guess(text string) (category string, level, households int) {
	return scan(text).guess()
}

func (m message) guess() (category string, level, households int) {
	g := categories
	weights, raised := m.hints()
	m.weighDanger(weights)
	best := len(g.codes) - 1
	for i := len(g.codes) - 1; i >= 0; i-- {
		if weights[i] > 0 && weights[i] >= weights[best] {
			best = i
		}
	}
	households = m.households()
	level = g.levels[best]
	if level > 2 && level < 4 && m.presses(raised[best], g.raises[best], households) {
		level = 2
	}
	return g.codes[best], level, households
}

// hints adds up the weights of the words by category, and collects what of them
// raises a level.
func (m message) hints() (weights []int, raised []map[string]bool) {
	weights = make([]int, len(categories.codes))
	raised = make([]map[string]bool, len(categories.codes))
	for i := range m.words {
		for _, e := range categories.hints.byFirst[m.words[i].fold] {
			found, _ := e.at(m.words[i:])
			h := e.says
			switch {
			case !found:
			case h.raise == "":
				weights[h.category] += h.weight
			case raised[h.category] == nil:
				raised[h.category] = map[string]bool{h.raise: true}
			default:
				raised[h.category][h.raise] = true
			}
		}
	}
	return weights, raised
}

// dangerAbout says which category a danger word speaks for, where its own words
// do not.
var dangerAbout = map[string]string{
	"lũ": "TAI", "sạt lở": "TAI", "cháy": "TAI", "sập": "TAI", "cô lập": "TAI", "mất tích": "TAI",
	"bị thương": "TAI", "chết": "TAI", "đói": "CSX", "dịch": "YTE", "ngộ độc": "YTE",
	"cuốn trôi": "TAI", "vùi lấp": "TAI", "mắc kẹt": "TAI",
	"nước cuốn": "TAI", "rắn cắn": "YTE",
}

// weighDanger adds what the danger words weigh: more than a road or a bridge
// that the same event has broken.
func (m message) weighDanger(weights []int) {
	for _, w := range m.danger() {
		for i, code := range categories.codes {
			if code == dangerAbout[w] {
				weights[i] += 4
			}
		}
	}
}

// presses reports whether a matter gets worse within a day or two (the domain
// notes, 12.4, "escalates when").
func (m message) presses(raised, always map[string]bool, households int) bool {
	whole := m.any(&categories.whole)
	many := whole || households >= 3
	switch {
	case raised["gap"]:
		return true
	case raised["out"] && m.lasts():
		return true
	case (raised["many"] || always["many"]) && many:
		return true
	}
	return (raised["whole"] || always["whole"]) && whole
}

// any reports whether a phrase of the lexicon stands anywhere in the message.
func (m message) any(l *lexicon[bool]) bool {
	for i := range m.words {
		if _, ok := l.longest(m.words[i:]); ok {
			return true
		}
	}
	return false
}

// lasts reports whether a text speaks of more than a day: two days, a week.
func (m message) lasts() bool {
	if m.any(&categories.long) {
		return true
	}
	for i := 0; i+1 < len(m.words); i++ {
		if !m.words[i].number() {
			continue
		}
		n, _ := strconv.Atoi(m.words[i].fold)
		switch m.words[i+1].fold {
		case "ngay", "hom", "dem":
			// "ngày 21 hôm nay" is a date, not a span.
			if n >= 2 && (i == 0 || m.words[i-1].fold != "ngay") {
				return true
			}
		case "tuan", "thang":
			return true
		}
	}
	return false
}
