// Package hotspot says that the same is reported again and again from one
// commune: one notice to those who can look for the cause, and a flag on the
// cases.
//
// Its law: a hot spot is a number of reports about a problem, and never a list
// of people. What concerns persons makes none; what went to the level above is in
// none, so that nobody learns of it by a number.
package hotspot

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
)

// mostOpen is how many of the cases a notice offers to open.
const mostOpen = 4

// Signal looks again at what woke it, and if it is a hot spot flags the cases
// and tells those concerned, once: what is flagged is never counted again. At
// night it waits for the hours of level 2, unless life is in danger. id is the
// category and the commune.
func Signal(t *flows.Turn, id string) {
	category, area, ok := strings.Cut(id, "/")
	cases := casework.Heating(t, area, category, t.Event.Timer.Due)
	if !ok || len(cases) < t.Set.Hot[category].N {
		return // one was changed or taken back meanwhile
	}
	danger := slices.ContainsFunc(cases, func(c casework.Case) bool { return c.Level == casework.LifeAndDanger })
	if wait := t.Set.Terms[casework.Soon].Ladder.Hours.Next(t.Event.At, t.Set.Zone).Sub(t.Event.At); wait > 0 && !danger {
		t.Wake(casework.HotTimer, id, wait)
		return
	}
	for _, c := range cases {
		casework.Flag(t, c, len(cases))
	}
	place, _ := flows.Units.Get(t.Tx, area)
	for _, m := range casework.ToldOfHeat(t, area, cases) {
		t.Say(m.Reader(), flows.Note{
			Key: "hotspot.notice", Choices: opens(t, m.ID, cases), Lane: flows.Answer,
			Args: text.Args{"n": len(cases), "category": text.Small(text.K("category." + category)), "place": text.Lower(place.Name), "within": casework.Within(t.Set.Hot[category].Within)},
		})
	}
}

// opens are the buttons of those of the cases that a reader of the notice may
// handle, the newest first.
func opens(t *flows.Turn, member string, cases []casework.Case) []flows.Choice {
	var choices []flows.Choice
	newest := slices.Clone(cases)
	slices.SortFunc(newest, func(a, b casework.Case) int { return b.At.Compare(a.At) })
	for _, c := range newest {
		if len(choices) < mostOpen && c.State.Open() && casework.Handles(t, member, c) {
			choices = append(choices, flows.Choice{Key: "list.open", Args: text.Args{"code": c.Code}, Do: "xem " + c.Code, Row: len(choices)%2 == 0})
		}
	}
	return choices
}
