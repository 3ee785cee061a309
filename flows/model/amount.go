package model

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/directive"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// said is an amount as people read it, in digits and in words.
func (a Amount) said() text.Key {
	name := "model.amount"
	if a.Near {
		name = "model.amount.near"
	}
	return text.Key{Name: name, Args: text.Args{"n": directive.Figure(a.Number), "unit": a.Label, "words": viet.Spelled(viet.Num(a.Number))}}
}

// short is an amount in digits.
func (a Amount) short() text.Key {
	return text.Key{Name: "model.amount.short", Args: text.Args{"n": directive.Figure(a.Number), "unit": a.Label}}
}

// A reading is an amount as it is kept among the answers of a talk: the ways to read
// it, of which there is one if it is sure.
type reading struct{ Ways []Amount }

// mostWays is how many ways to read an amount are offered, and longestLabel how many
// letters a unit has that is in no table.
const (
	mostWays     = 4
	longestLabel = 30
)

// readAmount reads a target with its unit, or, where a unit is known, an amount of
// it. fault is the last part of the key of what is wrong.
func readAmount(words string, known *Amount) (r reading, fault string) {
	asked := viet.Bare
	if known != nil {
		asked = viet.Unit(known.Unit)
	}
	read := viet.Figure(words, asked)
	switch {
	case read.Status == viet.HiddenFigure:
		return r, "hidden"
	case read.Status == viet.NoFigure, read.Doubt == viet.NoNumber, read.Doubt == viet.Unreadable:
		return r, "unread"
	case known != nil && read.Doubt == viet.OtherUnit:
		return r, "unread"
	}
	for _, f := range meant(read) {
		if known != nil && known.Unit == "" && f.Unit != viet.Bare {
			continue // it counts something else
		}
		a := Amount{Number: int64(f.Low), Unit: string(f.Unit), Label: f.Unit.Label(), Near: read.Status == viet.NearFigure}
		switch {
		case known != nil:
			a.Unit, a.Label = known.Unit, known.Label
		case a.Label == "":
			a.Label = labelOf(read)
		}
		switch {
		case a.Label == "":
			return r, "unit"
		case a.Number == 0 && known == nil:
			return r, "zero"
		case !slices.Contains(r.Ways, a) && len(r.Ways) < mostWays:
			r.Ways = append(r.Ways, a)
		}
	}
	if len(r.Ways) == 0 {
		return r, "unread"
	}
	return r, ""
}

// meant are the amounts that an answer can mean, the likeliest first; of a range its
// ends.
func meant(read viet.FigureRead) (all []viet.Amount) {
	amounts := read.Readings
	if len(amounts) == 0 {
		for _, f := range read.Found {
			amounts = append(amounts, f.Amount)
		}
	}
	for _, a := range amounts {
		all = append(all, a)
		if a.High != a.Low {
			a.Low = a.High
			all = append(all, a)
		}
	}
	return all
}

// labelOf is what is counted by a number that has no unit of the table: the words
// after it.
func labelOf(read viet.FigureRead) string {
	if len(read.Found) == 0 {
		return ""
	}
	label := strings.Trim(strings.Join(strings.Fields(read.Found[0].After), " "), " .,;:!…")
	return viet.Short(label, longestLabel)
}

// fitsAmount brings an amount into the form in which it is kept.
func fitsAmount(g *talk.Given, known *Amount) (fault string) {
	r, fault := readAmount(g.Text, known)
	if fault != "" {
		if g.Masked && fault == "unread" {
			fault = "hidden"
		}
		g.Text = ""
		return fault
	}
	g.Text = r.kept()
	return ""
}

func (r reading) kept() string {
	kept, err := json.Marshal(r)
	if err != nil {
		panic(err) // it is made of words and numbers
	}
	return string(kept)
}

// takeAmount takes what fitsAmount kept: an amount, or the ways to read it.
func takeAmount(g talk.Given) (a Amount, ways []Amount, fault string) {
	var r reading
	if err := json.Unmarshal([]byte(g.Text), &r); err != nil || len(r.Ways) == 0 {
		return a, nil, "unread"
	}
	if len(r.Ways) > 1 {
		return a, r.Ways, ""
	}
	return r.Ways[0], nil, ""
}

// takeWay takes which of several ways is meant: its place among them, or an amount
// that was typed anew.
func takeWay(ways []Amount, g talk.Given) (a Amount, fault string) {
	if i, err := strconv.Atoi(g.Text); err == nil && i >= 0 && i < len(ways) {
		return ways[i], ""
	}
	a, more, fault := takeAmount(g)
	if fault == "" && len(more) > 0 {
		fault = "unread"
	}
	return a, fault
}

// offerWays offers the ways to read an amount.
func offerWays(ways []Amount) (picks []talk.Pick) {
	for i, a := range ways {
		picks = append(picks, talk.Pick{Key: "model.amount.short", Value: strconv.Itoa(i), Args: a.short().Args})
	}
	return picks
}

// fitsWay is fitsAmount for an answer to the ways that were offered.
func fitsWay(g *talk.Given, known *Amount) (fault string) {
	fault = fitsAmount(g, known)
	if _, ways, _ := takeAmount(*g); fault == "" && len(ways) > 0 {
		g.Text = ""
		return "unread"
	}
	return fault
}

// word is the answer of a talk about what whoever acts said, masked; fault says that
// it is too long.
func word(g talk.Given, most int) (words, fault string) {
	if len([]rune(g.Text)) > most {
		return "", "long"
	}
	return strings.TrimSpace(g.Text), ""
}

// masked masks words that come from one message and not from a talk, and tells their
// writer if anything was masked.
func masked(t *flows.Turn, words string) string {
	kept, kinds := viet.Mask(viet.Clean(words))
	if len(kinds) > 0 {
		t.Reply("case.masked", nil)
	}
	return kept
}
