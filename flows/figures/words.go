package figures

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/viet"
)

//go:embed words.tsv
var wordTable string

//go:embed labels.tsv
var labelTable string

//go:embed fits.tsv
var fitTable string

// A cue is what a word near a figure says of it.
type cue struct {
	codes []string // of the indicators that it may be of
	rank  int      // 3 decides before 2 before 1
	roles []string
}

func (c cue) is(role string) bool { return slices.Contains(c.roles, role) }

// cues are the words near figures; labels the words that name an indicator in a
// list, nones those that say there was none of it, with tails behind them; fits how a figure of one unit is one of another.
var (
	cues                 = readCues(wordTable)
	labels, nones, tails = readLabels(labelTable)
	nothings             = readNothings(labelTable)
	fits                 = readFits(fitTable)
	likeliest            = readLikeliest(fitTable)
)

func readCues(table string) *viet.Book[cue] {
	book := &viet.Book[cue]{}
	for _, row := range viet.Rows(table, 4) {
		rank, _ := strconv.Atoi(row[1])
		c := cue{rank: rank, roles: strings.Fields(row[2])}
		for code := range strings.FieldsSeq(row[0]) {
			if code != "-" {
				c.codes = append(c.codes, code)
			}
		}
		book.Add(c, row[3])
	}
	return book
}

func readLabels(table string) (names, nones, tails *viet.Book[string]) {
	names, nones, tails = &viet.Book[string]{}, &viet.Book[string]{}, &viet.Book[string]{}
	for _, row := range viet.Rows(table, 2) {
		switch row[0] {
		case "none":
			nones.Add("", row[1])
		case "tail":
			tails.Add("", row[1])
		case "nothing", "all", "zero", "also":
		default:
			names.Add(row[0], row[1])
		}
	}
	return names, nones, tails
}

// readNothings are the words that say that there is nothing, or nothing more, to
// say of a month, by how they say it.
func readNothings(table string) *viet.Book[string] {
	book := &viet.Book[string]{}
	for _, row := range viet.Rows(table, 2) {
		switch row[0] {
		case "nothing", "all", "zero", "also":
			book.Add(row[0], row[1])
		}
	}
	return book
}

// A fit is how a figure of one unit may be of an indicator of another.
type fit string

const (
	same   fit = "same"
	worded fit = "worded" // only if words beside it say of which it is
	people fit = "people" // who came, if words say so
	behind fit = "listed" // only behind its name, as in a list
	goods  fit = "goods"  // what they are worth is to be asked
)

func readFits(table string) map[[2]viet.Unit]fit {
	all := map[[2]viet.Unit]fit{}
	for _, row := range viet.Rows(table, 3) {
		all[[2]viet.Unit{viet.Unit(row[0]), viet.Unit(row[1])}] = fit(row[2])
	}
	return all
}

func readLikeliest(table string) map[viet.Unit]string {
	all := map[viet.Unit]string{}
	for _, row := range viet.Rows(table, 3) {
		if row[2] == "likeliest" {
			all[viet.Unit(row[0])] = row[1]
		}
	}
	return all
}

// fitOf says how a figure of a unit is one of the indicator, "" if it is not.
func fitOf(said viet.Unit, i flows.Indicator) fit {
	if said == i.Unit {
		return same
	}
	return fits[[2]viet.Unit{said, i.Unit}]
}

// plain takes out of an operator's label what a table of phrases reads as a
// sign.
var plain = strings.NewReplacer("|", " ", "!", " ")

// ownLabels are the labels that the operator gave, to be found as whole phrases.
func ownLabels(all []flows.Indicator) *viet.Book[string] {
	book := &viet.Book[string]{}
	for _, i := range all {
		if words := strings.TrimSpace(plain.Replace(i.Label)); words != "" {
			book.Add(i.Code, words)
		}
	}
	return book
}

// idle are words of a label that tell it from no other.
var idle = map[string]bool{"so": true, "luot": true, "tong": true, "cua": true, "va": true, "duoc": true, "da": true, "cac": true, "trong": true, "thang": true}

// tellTale are the words of an operator's label by which its figure is known:
// folded, each once.
func tellTale(i flows.Indicator) []string {
	var words []string
	unit := viet.Words(viet.Fold(i.Unit.Label()))
	for _, w := range viet.Words(viet.Fold(i.Label)) {
		if !idle[w] && !slices.Contains(unit, w) && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return words
}
