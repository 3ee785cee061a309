package viet

import (
	"regexp"
	"strings"
)

// plateForm is a number plate: 27B1-123.45, 27C 12345, 27-B1 1234. It is tried
// only where two digits and a letter stand, on a short piece of the text.
var plateForm = regexp.MustCompile(`^\d\d([- ]?)([A-Za-zĐđ]{1,2})(\d?)([-. ]?)(\d{3}\.\d{2}|\d{5}|\d{4})`)

// notSeries are letters that follow a number as a unit or in the number of a
// document, as in 15KG 2000 and 12CV-1234.
var notSeries = map[string]bool{
	"KG": true, "KM": true, "HA": true, "M": true, "CM": true, "K": true, "TR": true, "L": true, "H": true,
	"NQ": true, "QD": true, "QĐ": true, "CT": true, "KH": true, "CV": true, "TB": true, "BC": true, "CP": true,
	"TU": true, "HU": true, "Đ": true,
}

// plate reads a number plate. Small letters, a space before the letters, and
// letters that are also units need the full form or a word such as "xe".
func (x numeral) plate() (find, bool) {
	g := x.groups[0]
	if g.end-g.start != 2 || g.start > 0 && strings.IndexByte("-./", x.text[g.start-1]) >= 0 || wordEnds(x.text[:g.start]) {
		return find{}, false
	}
	piece := x.text[g.start:min(len(x.text), g.start+20)]
	at := plateForm.FindStringSubmatchIndex(piece)
	if at == nil || !edge(piece[at[1]:]) {
		return find{}, false
	}
	letters, number := piece[at[4]:at[5]], piece[at[10]:at[11]]
	full := piece[at[8]:at[9]] == "-" && strings.Contains(number, ".")
	doubtful := piece[at[2]:at[3]] == " " || strings.ToUpper(letters) != letters || notSeries[strings.ToUpper(letters)]
	if doubtful && !full && x.clue != "plate" {
		return find{}, false
	}
	return find{kind: "plate", start: g.start, end: g.start + at[1]}, true
}
