package model

import (
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// offered is how many units are offered by buttons; the others are typed.
const offered = 60

// offerUnits offers the units that a model can be of: those over which whoever acts
// is, and the units right below them.
func offerUnits(t *flows.Turn, _ string, d draft) (picks []talk.Pick) {
	add := func(u flows.Unit) {
		if len(picks) < offered && u.Open(t.Event.At) && mayRegister(t, t.From.ID, u.Code) && !d.isSource(t, u.Code) {
			picks = append(picks, talk.Pick{Key: "model.new.unit.one", Value: u.Code, Args: text.Args{"name": viet.Short(u.Name, 24)}})
		}
	}
	for _, unit := range registering(t, t.From.ID) {
		if u, ok := flows.Units.Get(t.Tx, unit); ok {
			add(u)
		}
		for u := range flows.Units.Under(t.Tx, "parent", store.Key(unit)) {
			add(u)
		}
	}
	return picks
}

// isSource reports whether a unit is the one whose model is taken over elsewhere.
func (d draft) isSource(t *flows.Turn, unit string) bool {
	m, ok := Models.Get(t.Tx, key(d.from))
	return ok && m.owner(t.Tx).Code == unit
}

// fitsUnit turns the name or the code of a unit into its code.
func fitsUnit(t *flows.Turn, _ draft, g *talk.Given) (fault string) {
	found := named(t, g.Text)
	switch len(found) {
	case 0:
		g.Text = ""
		return "unknown"
	case 1:
		g.Text = found[0].Code
		return ""
	}
	g.Text = ""
	return "several"
}

// longestUnit is how many letters the name of a unit has at most.
const longestUnit = 80

// mostNamed is how many units are gone through for a name: half as many again as the
// largest province has teams (the domain notes, 3: 2,071). A code needs no search.
const mostNamed = 3000

// named returns the units for which whoever acts may register that a name or a code
// means: those of that name, or else those whose name has all its words, without
// marks.
func named(t *flows.Turn, name string) []flows.Unit {
	said := viet.Fold(name)
	if said == "" || len([]rune(name)) > longestUnit {
		return nil
	}
	code := strings.ToUpper(strings.TrimSpace(name))
	if u, ok := flows.Units.Get(t.Tx, code); ok && u.Open(t.Event.At) {
		return []flows.Unit{u} // whether it may be chosen is asked next
	}
	var exact, near []flows.Unit
	for _, top := range registering(t, t.From.ID) {
		for _, u := range openBelow(t.Tx, top, t.Event.At, mostNamed) {
			called := viet.Fold(u.Name)
			switch {
			case strings.EqualFold(u.Code, code): // it is not in capitals
				return []flows.Unit{u}
			case called == said || strings.HasSuffix(called, " "+said):
				exact = append(exact, u)
			case hasAll(strings.Fields(called), strings.Fields(said)):
				near = append(near, u)
			}
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return near
}

// openBelow returns a unit and those below it that are open at a moment, the nearest
// first and no more than some.
func openBelow(tx store.Tx, top string, at time.Time, most int) (all []flows.Unit) {
	if u, ok := flows.Units.Get(tx, top); ok && u.Open(at) {
		all = append(all, u)
	}
	for i := 0; i < len(all) && len(all) < most; i++ {
		for u := range flows.Units.Under(tx, "parent", store.Key(all[i].Code)) {
			if u.Open(at) {
				all = append(all, u)
			}
			if len(all) >= most {
				break
			}
		}
	}
	return all
}

// hasAll reports whether all of some words are among others.
func hasAll(words, wanted []string) bool {
	have := map[string]bool{}
	for _, w := range words {
		have[w] = true
	}
	for _, w := range wanted {
		if !have[w] {
			return false
		}
	}
	return true
}

func takeUnit(d *draft, g talk.Given) string {
	d.unit = g.Text
	return ""
}

// checkUnit looks up whether a unit may be chosen.
func checkUnit(t *flows.Turn, d *draft) string {
	if d.isSource(t, d.unit) {
		return "same"
	}
	return checkUnitOf(t, d.unit)
}

// checkUnitOf is the last part of the key of why whoever acts cannot register a model
// of a unit; "" if that can be.
func checkUnitOf(t *flows.Turn, code string) (fault string) {
	u, ok := flows.Units.Get(t.Tx, code)
	switch {
	case !ok:
		return "unknown"
	case !u.Open(t.Event.At):
		return "gone"
	case !mayRegister(t, t.From.ID, code):
		return "right"
	}
	return ""
}
