package casework

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
)

// Route gives a case to the offices that the settings name for its category and
// its unit, the nearest unit's first, and tells their people: at once of what is
// pressing, else within the hours of the day. An office that it has already is
// not told again. The caller keeps and shows the case.
func Route(t *flows.Turn, c *Case) {
	for _, office := range routes(t, *c) {
		if giveTo(t, c, office) {
			c.note(t, "routed", office)
		}
	}
}

// routes returns the offices that the settings name for a case. One that was
// sent to the level above goes to none below that level: only to a unit that
// itself stands above the team.
func routes(t *flows.Turn, c Case) []string {
	var found []string
	for u := range flows.Up(t.Tx, c.Unit) {
		for _, r := range t.Set.Routes {
			if r.Unit == u.Code && (r.Category == "" || r.Category == c.Category) && !slices.Contains(found, r.Office) {
				found = append(found, r.Office)
			}
		}
	}
	return slices.DeleteFunc(found, func(office string) bool { return !mayHave(t, c, office) })
}

// mayHave reports whether a unit can be an office of a case: it is there at the
// moment, and of a case that was sealed up it stands above the team.
func mayHave(t *flows.Turn, c Case, office string) bool {
	u, ok := flows.Units.Get(t.Tx, office)
	if !ok || !u.Open(t.Event.At) {
		return false
	}
	if !c.Above {
		return true
	}
	for above := range flows.Up(t.Tx, c.Unit) {
		if above.Code == office && office != c.Unit {
			return true
		}
	}
	return false
}

// ofOffice are the roles of an office whose holders are told of its cases.
var ofOffice = [...]flows.Role{flows.Charge, flows.Duty, flows.Coordinator, flows.Leader}

// giveTo makes an office one of a case's. It reports whether it was none before.
func giveTo(t *flows.Turn, c *Case, office string) bool {
	if slices.Contains(c.Offices, office) {
		return false
	}
	c.Offices = append(slices.Clone(c.Offices), office)
	at := t.Event.At
	if hours := t.Set.Terms[Ordinary].Ladder.Hours; c.Level > Soon {
		at = hours.Next(at, t.Set.Zone)
	}
	if at.After(t.Event.At) { // told in the morning of what was given at night
		t.Wake("case.office", c.Code, at.Sub(t.Event.At))
		return true
	}
	tellOffices(t, c)
	return true
}

// TellOffices tells the people of a case's offices of it, when their day begins.
func TellOffices(t *flows.Turn, code string) {
	c, ok := Cases.Get(t.Tx, code)
	if !ok || !c.State.Open() {
		return
	}
	tellOffices(t, &c)
	Keep(t, c)
	Show(t, c)
}

func tellOffices(t *flows.Turn, c *Case) {
	for _, office := range c.Offices {
		for _, role := range ofOffice {
			alert(t, c, holders(t, office, role))
		}
	}
}

// takeFrom takes a case from an office: its people lose the card, unless they
// may handle the case otherwise. It reports whether it had it.
func takeFrom(t *flows.Turn, c *Case, office string) bool {
	i := slices.Index(c.Offices, office)
	if i < 0 {
		return false
	}
	c.Offices = slices.Delete(slices.Clone(c.Offices), i, i+1)
	c.note(t, "office left", office)
	reroute(t, c)
	Recheck(t, c)
	return true
}

// reoffice takes a case that has changed from the offices that it was routed to
// before and is not now, and gives it to those it is routed to now. Those that a
// person gave it to stay. was is where it was routed before.
func reoffice(t *flows.Turn, c *Case, was []string) {
	now := routes(t, *c)
	for _, office := range was {
		if !slices.Contains(now, office) {
			takeFrom(t, c, office)
		}
	}
	Route(t, c)
}

// Rerouted gives a case whose category was another one to the offices of the one
// it has now. The caller keeps and shows it.
func Rerouted(t *flows.Turn, c *Case, old string) {
	if c.Category == old || !c.State.Open() {
		return
	}
	before := *c
	before.Category = old
	reoffice(t, c, routes(t, before))
}

// officeLines name the offices of a case on the card of those who handle it.
func officeLines(t *flows.Turn, c Case) text.List {
	var names text.Joined
	for _, office := range c.Offices {
		if u, ok := flows.Units.Get(t.Tx, office); ok {
			names = append(names, u.Name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return text.List{k("dispatch.card.offices", text.Args{"offices": names})}
}
