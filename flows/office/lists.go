package office

import (
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

const (
	page       = 5   // entries on a screen; one more choice leads to the next
	shortLabel = 17  // letters of a name on a button that also has a count
	longLabel  = 24  // letters of a name alone
	everywhere = "-" // in a button: in all parts of whoever acts
	justHere   = "=" // in a button, before a code: at this unit and not below it
)

// listing is the button of a list.
func listing(which Which, unit string, skip int) string {
	return "office.list " + string(which) + " " + unit + " " + strconv.Itoa(skip)
}

// Show shows a list behind a number: communes with counts first, then teams,
// then people. args: which list, the unit, how many to pass over.
func Show(t *flows.Turn, args []string) {
	mine := parts(t)
	if len(mine) == 0 || len(args) < 3 {
		t.Reply("office.closed", nil)
		return
	}
	which, unit := Which(args[0]), args[1]
	skip, _ := strconv.Atoi(args[2])
	code, alone := strings.CutPrefix(unit, justHere)
	if unit != everywhere {
		if !sees(t.Tx, t.From.ID, code, t.Event.At) {
			t.Reply("office.fault.unit", text.Args{"unit": viet.Short(code, 20)})
			return
		}
		mine = []string{code}
	}
	lines := count(t.Tx, t.Event.At, mine...).list(which)
	lines = slices.DeleteFunc(lines, func(l Line) bool { return alone && l.Unit.Code != code })
	if len(lines) == 0 {
		t.Reply("office.list.none", text.Args{"title": text.K("office.list." + string(which))})
		return
	}
	if groups := grouped(lines); len(lines) > page && len(groups) > 1 {
		showGroups(t, which, unit, groups, skip)
		return
	}
	showLines(t, which, unit, lines, skip)
}

// A group is a part of a list: a commune or a team.
type group struct {
	unit flows.Unit
	here bool // only of the unit itself
	n    int
}

// code is the group in a button.
func (g group) code() string {
	if g.here {
		return justHere + g.unit.Code
	}
	return g.unit.Code
}

// grouped divides a list by commune, or, within one commune, by team.
func grouped(lines []Line) []group {
	by := func(here bool, of func(Line) flows.Unit) []group {
		var all []group
		for _, l := range lines {
			if n := len(all); n > 0 && all[n-1].unit.Code == of(l).Code {
				all[n-1].n++
				continue
			}
			all = append(all, group{of(l), here, 1})
		}
		return all
	}
	communes := by(false, func(l Line) flows.Unit { return l.Commune })
	if len(communes) > 1 || lines[0].Member.ID == "" {
		return communes
	}
	return by(true, func(l Line) flows.Unit { return l.Unit })
}

// showGroups offers the parts of a list.
func showGroups(t *flows.Turn, which Which, unit string, groups []group, skip int) {
	n := 0
	for _, g := range groups {
		n += g.n
	}
	skip = within(skip, len(groups))
	var choices []flows.Choice
	for _, g := range groups[skip:min(skip+page, len(groups))] {
		args := text.Args{"name": viet.Short(g.unit.Name, shortLabel), "n": g.n}
		choices = append(choices, flows.Choice{Key: "office.list.group", Args: args, Do: listing(which, g.code(), 0), Row: true})
	}
	if skip+page < len(groups) {
		choices = append(choices, flows.Choice{Key: "list.next", Do: listing(which, unit, skip+page), Row: true})
	}
	t.Reply("office.list.where", text.Args{"title": text.K("office.list." + string(which)), "n": n}, choices...)
}

// showLines shows the entries of a list, each with a button to its card.
func showLines(t *flows.Turn, which Which, unit string, lines []Line, skip int) {
	skip = within(skip, len(lines))
	shown := text.List{text.Key{Name: "office.list.title", Args: text.Args{"title": text.K("office.list." + string(which)), "n": len(lines)}}}
	var choices []flows.Choice
	for _, l := range lines[skip:min(skip+page, len(lines))] {
		shown = append(shown, line(l))
		choices = append(choices, cardOf(l))
	}
	if skip+page < len(lines) {
		choices = append(choices, flows.Choice{Key: "list.next", Do: listing(which, unit, skip+page), Row: true})
	}
	t.Reply("office.lines", text.Args{"lines": shown}, choices...)
}

// line is an entry in words.
func line(l Line) text.Key {
	if l.Member.ID == "" {
		return text.Key{Name: "office.list.unit", Args: text.Args{"unit": l.Unit.Name, "id": l.Unit.Code}}
	}
	return text.Key{Name: "office.list.person", Args: text.Args{
		"name": l.Member.Name, "id": l.Member.ID, "role": roleKey(l.Unit, l.Role), "unit": l.Unit.Name,
	}}
}

// cardOf is the button of an entry.
func cardOf(l Line) flows.Choice {
	name, do := l.Member.Name, "nguoi "+l.Member.ID
	if l.Member.ID == "" {
		name, do = l.Unit.Name, "office.team "+l.Unit.Code
	}
	return flows.Choice{Key: "office.list.open", Args: text.Args{"name": viet.Short(name, longLabel)}, Do: do, Row: true}
}

// within is a number to pass over that leaves something to show.
func within(skip, n int) int {
	if skip < 0 || skip >= n {
		return 0
	}
	return skip
}

// Team shows the card of a unit. args: its code.
func Team(t *flows.Turn, args []string) {
	if len(args) == 0 || !sees(t.Tx, t.From.ID, args[0], t.Event.At) {
		t.Reply("office.closed", nil)
		return
	}
	u, _ := flows.Units.Get(t.Tx, args[0])
	c := count(t.Tx, t.Event.At, u.Code)
	k := c.coverage()
	holders := text.List{}
	roles := []flows.Role{flows.Head, flows.Charge, flows.StandIn}
	if !u.Team {
		roles = []flows.Role{flows.Duty, flows.Coordinator}
	}
	for _, role := range roles {
		names := text.Joined{}
		for _, m := range flows.Holders(t.Tx, u.Code, role, t.Event.At) {
			names = append(names, m.Name)
		}
		if len(names) == 0 {
			names = append(names, text.K("office.team.nobody"))
		}
		holders = append(holders, text.Key{Name: "office.team.role", Args: text.Args{"role": roleKey(u, role), "names": names}})
	}
	choices := []flows.Choice{{Key: "office.button.people", Do: listing(Everybody, u.Code, 0)}}
	if k.Joined < k.People {
		choices = append(choices, flows.Choice{Key: "office.button.unjoined", Do: listing(Unjoined, u.Code, 0)})
	}
	if u.Team {
		choices = append(choices, flows.Choice{Key: "office.button.group", Do: "moinhom " + u.Code, Row: true})
	}
	t.Reply("office.team", text.Args{"unit": u.Name, "id": u.Code, "joined": k.Joined, "people": k.People, "holders": holders}, choices...)
}
