package casework

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
)

// comesBack ends the wait for those to whom a case was handed on, once none of
// them can be told any more: whoever gave it learns that nobody got it, and
// somebody else is called at once, as begin takes those of the first rung for
// called though it was not they who were asked. It reports whether it did.
func comesBack(t *flows.Turn, c *Case) bool {
	given := c.Given
	if c.State != New || len(given.To) == 0 || slices.ContainsFunc(c.Alerts, func(a Alert) bool { return a.Failed == "" && slices.Contains(given.To, a.Member) }) {
		return false
	}
	who := givenRoles(*c)
	c.note(t, "came back", strings.Join(given.To, " "))
	c.Given.To = nil
	if !given.Back { // else it was with its giver, who cannot be told, and who gave it back is no giver
		tellGiver(t, *c, given)
	}
	goesOn(t, c, given, "", text.Key{Name: "work.hand.back.own", Args: text.Args{"code": c.Code, "roles": who}})
	return true
}

// goesOn lets a case be chased on of which those to whom it was given have nothing
// any more: somebody else is called at once, and not who said no to it, or its
// reporter reads that it waits for others.
func goesOn(t *flows.Turn, c *Case, given Handover, no string, waits text.Key) {
	if c.Level > Soon && c.Clock.Rung == 0 {
		who := slices.DeleteFunc(charge(t, *c), func(m flows.Member) bool { return m.ID == no })
		if len(call(t, c, who, 0, no != "")) == 0 && no != "" {
			callAdmins(t, c, true) // no ladder would call anybody
		}
	}
	switch {
	case !reachable(c):
		// mend looks for anybody there is, and says so
	case c.Level > Soon || calledSince(c, given) || c.Clock.Rung >= len(c.Clock.Ladder.Rungs) || aboutToStep(t, *c) || !c.Clock.Ladder.Hours.In(t.Event.At, t.Set.Zone):
		tell(t, *c, waits.Name, waits.Args)
	default:
		if called := callOthers(t, c, no); len(called) > 0 || no == "" {
			tellStep(t, *c, called)
		} else {
			tell(t, *c, "work.decline.alone", text.Args{"code": c.Code, "phone": DutyPhone(t, c.Unit)})
		}
	}
}

// callOthers calls the next rung on which there is anybody but who said no to a
// case, and after the last the administrators. It returns the roles of those.
func callOthers(t *flows.Turn, c *Case, no string) []string {
	for {
		called := ascend(t, c, true)
		if no == "" || len(called) == 0 {
			return called
		}
		var others []string
		for _, a := range c.Alerts {
			if a.Failed == "" && (a.anew || a.first) && a.Member != no {
				others = append(others, a.Role)
			}
		}
		switch {
		case len(others) > 0:
			return others
		case c.Clock.Rung >= len(c.Clock.Ladder.Rungs):
			return callAdmins(t, c, true)
		}
	}
}

// calledSince reports whether anybody besides its giver and its receivers was called
// since a case was handed on, and can be told: a person knows of it, and the ladder keeps its time.
func calledSince(c *Case, given Handover) bool {
	return slices.ContainsFunc(c.Alerts, func(a Alert) bool {
		return a.Failed == "" && a.Member != given.By && !slices.Contains(given.To, a.Member) && !a.At.Before(given.At)
	})
}

// tellGiver tells whoever handed a case on that nobody got it, with what can be
// done now, if the case is still that person's to give.
func tellGiver(t *flows.Turn, c Case, given Handover) {
	m, ok := flows.Members.Get(t.Tx, given.By)
	if _, may := roleOf(t, given.By, c); !ok || !may {
		return
	}
	var to []flows.Member
	for _, id := range given.To {
		if m, ok := flows.Members.Get(t.Tx, id); ok {
			to = append(to, m)
		}
	}
	t.Say(m.Reader(), flows.Note{Key: "work.hand.back", Args: text.Args{"code": c.Code, "who": peopleOf(t, c, to)}, Lane: laneOf(c), About: Notice(c.Code), Choices: []flows.Choice{
		{Key: "case.button.take", Do: "nhan " + c.Code}, {Key: "case.extra.chuyen", Do: "chuyen " + c.Code},
	}})
}
