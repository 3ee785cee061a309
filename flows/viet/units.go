package viet

import (
	_ "embed"
	"strconv"
	"strings"
)

//go:embed units.tsv
var unitTable string

// A Unit is what a figure counts, by its code in units.tsv: "ho" for
// households, "ngay_cong" for workdays. The empty unit is a bare count.
type Unit string

// Units that a program asks for by name; the table has all of them.
const (
	Bare       Unit = ""
	Dong       Unit = "VND"
	SquareM    Unit = "m2"
	Metre      Unit = "m"
	Kilogram   Unit = "kg"
	Percent    Unit = "pct"
	Workdays   Unit = "ngay_cong"
	Sessions   Unit = "buoi"
	Visits     Unit = "luot"
	People     Unit = "nguoi"
	Households Unit = "ho"
)

// A measure is what the table says of a unit.
type measure struct {
	kind    Unit
	factors []int64 // in the kind's own unit; several where regions differ
	label   string
}

// none marks the phrases that begin as a unit does and are none.
const none Unit = "-"

// unitWords are the units as they follow a number; questionWords are these and
// the words by which a question asks for one: "số tiền".
var measures, unitWords, questionWords = readUnits(unitTable)

func readUnits(table string) (all map[Unit]measure, words, asking *lexicon[Unit]) {
	all, words, asking = map[Unit]measure{}, &lexicon[Unit]{}, &lexicon[Unit]{}
	for _, row := range rows(table) {
		code := Unit(row[0])
		m := measure{kind: Unit(row[1]), label: cell(row, 3)}
		for f := range strings.FieldsSeq(row[2]) {
			n, _ := strconv.ParseInt(f, 10, 64)
			m.factors = append(m.factors, n)
		}
		if code != none {
			all[code] = m
		}
		words.add(code, newPhrases(cell(row, 4))...)
		asking.add(code, newPhrases(cell(row, 4)+"|"+cell(row, 5))...)
	}
	return all, words, asking
}

// Known reports whether the table has the unit; the bare count is known too.
func (u Unit) Known() bool { return u == Bare || measures[u].kind != "" }

// Label is how the unit is written after a figure: "m²", "ngày công". A bare
// count has none.
func (u Unit) Label() string { return measures[u].label }

// Kind is the unit whose question figures of this unit answer: hộ for hộ nghèo
// and for nhà; a bare count has none.
func (u Unit) Kind() Unit { return u.kind() }

// kind is the unit in which figures of this unit are kept where they can be
// turned into it, and whose question they answer.
func (u Unit) kind() Unit { return measures[u].kind }

// turned reports whether figures of the unit are turned into the kind's own
// unit (ha into m²), and not kept as what they are (hộ nghèo beside hộ).
func (u Unit) turned() bool {
	m := measures[u]
	return u != m.kind && (len(m.factors) > 1 || len(m.factors) == 1 && m.factors[0] != 1)
}

// Divided reports whether the unit has parts: half a hectare, half a workday,
// and no half household.
func (u Unit) Divided() bool {
	switch u.kind() {
	case Bare, SquareM, Metre, Kilogram, Percent, Workdays, "m3", "lit", "ngay", "gio", "tuan", "thang", "nam":
		return true
	}
	return false
}

// UnitIn finds what a question counts: the first unit that its words name, as
// in "số hộ cần di dời". It is the bare count where they name none.
func UnitIn(question string) Unit {
	s := readSheet(question)
	for i := 0; i < len(s.tokens); {
		e, ok := questionWords.longest(s.tokens[i:])
		switch {
		case ok && e.says != none:
			return e.says
		case ok:
			i += len(e.words)
		default:
			i++
		}
	}
	return Bare
}
