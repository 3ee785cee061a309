package rota

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// mayPlan reports whether whoever acts may change a unit's rota: its duty
// officers, its coordinators and leaders and those above them, and the
// administrators over it; and who stands in for one of them.
func mayPlan(t *flows.Turn, unit string) bool {
	for _, id := range append([]string{t.From.ID}, StandsFor(t.Tx, t.From.ID, t.Event.At)...) {
		if flows.Holds(t.Tx, id, unit, t.Event.At, flows.Coordinator, flows.Leader) || flows.Administers(t.Tx, id, unit, t.Event.At) ||
			slices.ContainsFunc(flows.Holders(t.Tx, unit, flows.Duty, t.Event.At), func(m flows.Member) bool { return m.ID == id }) {
			return true
		}
	}
	return false
}

// mayKnow reports whether whoever acts may read the names of who has duty at a
// unit: who is called for cases there, above it or below it.
func mayKnow(t *flows.Turn, unit string) bool {
	return slices.ContainsFunc(nearby(t), func(u flows.Unit) bool { return u.Code == unit }) && handles(t.Tx, t.From.ID, t.Event.At) || mayPlan(t, unit)
}

// mostNear is how many units one screen of duty names.
const mostNear = 4

// nearby returns the units in which duty matters to whoever acts: those of the
// own posts and those above them, but for the teams, which have none.
func nearby(t *flows.Turn) []flows.Unit {
	var all []flows.Unit
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		for u := range flows.Up(t.Tx, p.Unit) {
			known := slices.ContainsFunc(all, func(o flows.Unit) bool { return o.Code == u.Code })
			if !u.Team && u.Open(t.Event.At) && !known {
				all = append(all, u)
			}
		}
	}
	return all[:min(len(all), mostNear)]
}

// Duty says who is on duty now, and shows the week to those who handle cases.
// args: a unit's code; and lines of a rota, to be planned.
func (b *Book) Duty(t *flows.Turn, args []string) {
	near := nearby(t)
	if len(args) > 0 {
		if u, ok := flows.Units.Get(t.Tx, strings.ToUpper(args[0])); ok {
			if !mayKnow(t, u.Code) && !slices.ContainsFunc(near, func(o flows.Unit) bool { return o.Code == u.Code }) {
				t.Reply("rota.closed", nil)
				return
			}
			near, args = []flows.Unit{u}, args[1:]
		}
	}
	if len(near) == 0 {
		t.Reply("rota.nowhere", text.Args{"phone": cmp.Or(t.Set.DutyPhone, "112")})
		return
	}
	if len(args) > 0 {
		b.typed(t, near, args)
		return
	}
	lines := text.List{}
	for i, u := range near {
		if i == 0 || hasDuty(t, u.Code) {
			lines = append(lines, now(t, u))
		}
	}
	if !handles(t.Tx, t.From.ID, t.Event.At) && !mayPlan(t, near[0].Code) {
		t.Reply("rota.lines", text.Args{"lines": lines})
		return
	}
	unit := near[0]
	lines = append(lines, "", text.Key{Name: "rota.title", Args: text.Args{"unit": unit.Name}})
	first := today(t)
	if hasRota(t.Tx, unit.Code, t.Event.At) {
		lines = append(lines, table(t, shiftsIn(t.Tx, unit.Code, first, first.AddDate(0, 0, week)), first, week)...)
	} else {
		lines = append(lines, text.K("rota.none"))
	}
	if found := holes(t, unit.Code, t.Event.At); len(found) > 0 {
		lines = append(lines, text.Key{Name: "rota.holes", Args: text.Args{"holes": said(found, t)}})
	}
	t.Reply("rota.lines", text.Args{"lines": lines}, b.waysOn(t, near)...)
}

// hasDuty reports whether anybody has duty at a unit at all.
func hasDuty(t *flows.Turn, unit string) bool {
	return hasRota(t.Tx, unit, t.Event.At) || len(flows.Holders(t.Tx, unit, flows.Duty, t.Event.At)) > 0
}

// said names holes in one sentence.
func said(found []stretch, t *flows.Turn) text.Joined {
	var all text.Joined
	for _, s := range found[:min(len(found), 5)] {
		all = append(all, s.said(t.Set.Zone))
	}
	if len(found) > 5 {
		all = append(all, "…")
	}
	return all
}

// waysOn are what can be done about the rota of the first of the units, and the
// way to the others.
func (b *Book) waysOn(t *flows.Turn, near []flows.Unit) []flows.Choice {
	var choices []flows.Choice
	unit := near[0].Code
	if mayPlan(t, unit) {
		choices = append(choices, flows.Choice{Key: "rota.button.week", Do: "truc.xep " + unit}, flows.Choice{Key: "rota.button.day", Do: "truc.ngay " + unit})
		if hasRota(t.Tx, unit, t.Event.At) {
			choices = append(choices, flows.Choice{Key: "rota.button.repeat", Do: "truc.lap " + unit, Row: true})
		}
	}
	if len(coming(t.Tx, t.From.ID, t.Event.At)) > 0 {
		choices = append(choices, flows.Choice{Key: "rota.button.exchange", Do: "doica"})
	}
	for i, u := range near[1:min(len(near), 3)] {
		choices = append(choices, flows.Choice{Key: "rota.button.unit", Args: text.Args{"unit": viet.Short(u.Name, longestLabel)}, Do: "truc " + u.Code, Row: i == 0})
	}
	return choices
}

// now says who is on duty at a unit at the moment: by name to those who may
// know, else that there is somebody, and in any case which number to call.
func now(t *flows.Turn, u flows.Unit) text.Key {
	on := OnDuty(t.Tx, u.Code, t.Event.At)
	args := text.Args{"unit": u.Name, "phone": number(t, u), "role": text.Small(text.K(flows.RoleKey(flows.Duty, u.Level))), "names": namesOf(on)}
	reached := stretch{there: on}
	switch {
	case reached.hole():
		return text.Key{Name: "rota.now.nobody", Args: args}
	case !mayKnow(t, u.Code):
		return text.Key{Name: "rota.now.somebody", Args: args}
	case len(onShift(t.Tx, u.Code, t.Event.At)) == 0 && hasRota(t.Tx, u.Code, t.Event.At):
		return text.Key{Name: "rota.now.everybody", Args: args}
	}
	return text.Key{Name: "rota.now.names", Args: args}
}

// number is the number to call at a unit: its own, the next above it, or the
// one for all.
func number(t *flows.Turn, unit flows.Unit) string {
	for u := range flows.Up(t.Tx, unit.Code) {
		if u.Phone != "" {
			return u.Phone
		}
	}
	return cmp.Or(t.Set.DutyPhone, "112")
}

// namesOf are the names of members in one sentence.
func namesOf(members []flows.Member) text.Joined {
	all := text.Joined{}
	for _, m := range members {
		all = append(all, m.Name)
	}
	return all
}

// officers returns who may have duty at a unit, the nearest first.
func officers(tx store.Tx, unit string, at time.Time) []flows.Member {
	var all []flows.Member
	for u := range flows.Up(tx, unit) {
		for _, role := range []flows.Role{flows.Duty, flows.Coordinator, flows.Leader} {
			all = add(all, flows.Holders(tx, u.Code, role, at)...)
		}
	}
	return all
}
