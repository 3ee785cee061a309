package casework

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// overdue tells those who should know that a case was not settled in time: who
// has it and the coordinator of the commune, once. One that nobody has is told
// of to the coordinator, unless its ladder begins with just that.
func overdue(t *flows.Turn, c *Case) {
	Recheck(t, c)
	c.Clock.Late = true
	c.note(t, "overdue", "")
	args := text.Args{"code": c.Code, "day": dueDay(*c), "place": placeName(t, *c, true, true)}
	say := func(m flows.Member, choices ...flows.Choice) {
		t.Say(m.Reader(), flows.Note{Key: "work.overdue.told", Args: args, Choices: choices, Lane: laneOf(*c), About: Notice(c.Code)})
	}
	if m, ok := flows.Members.Get(t.Tx, c.Taker); ok && c.State != New {
		say(m, flows.Choice{Key: "case.button.done", Do: "xong " + c.Code}, flows.Choice{Key: "case.extra.giahan", Do: "giahan " + c.Code})
	}
	if c.State == New && c.Clock.Ladder.AtDue {
		return
	}
	for _, m := range coordinators(t, *c) {
		if m.ID != c.Taker {
			say(m, flows.Choice{Key: "list.open", Args: text.Args{"code": c.Code}, Do: "xem " + c.Code})
		}
	}
}

// coordinators returns who coordinates at the nearest unit above a case where
// anybody does, as far as they may handle it.
func coordinators(t *flows.Turn, c Case) []flows.Member {
	for u := range flows.Up(t.Tx, c.Unit) {
		var on []flows.Member
		for _, m := range holders(t, u.Code, flows.Coordinator) {
			if _, may := roleOf(t, m.ID, c); may && m.ID != c.Reporter && m.Home() != "" {
				on = append(on, m)
			}
		}
		if len(on) > 0 {
			return on
		}
	}
	return nil
}

// Overdue reports whether an open case should have been settled before a moment.
func (c Case) Overdue(at time.Time) bool {
	return c.State.Open() && !c.Clock.Due.IsZero() && !at.Before(c.Clock.Due)
}

// dueDay is the last day on which a case is settled in time: it is due when that
// day is over.
func dueDay(c Case) text.Day { return text.Day(c.Clock.Due.Add(-time.Second)) }

// dueLines say on a card until when a case should be settled. While people are in
// danger and nobody comes, a day on which it should be over says nothing.
func dueLines(t *flows.Turn, c Case) text.List {
	switch {
	case !c.State.Open() || c.Clock.Due.IsZero() || c.Level == LifeAndDanger && c.State == New:
		return nil
	case c.Overdue(t.Event.At):
		return text.List{k("work.due.over", text.Args{"day": dueDay(c)})}
	}
	return text.List{k("work.due", text.Args{"day": dueDay(c)})}
}

// workLines are the lines of a handler's card about the work: to whom it was
// handed on, until when, and the last note.
func workLines(t *flows.Turn, c Case, handler string) text.List {
	lines := append(givenLines(t, c, handler), dueLines(t, c)...)
	return append(lines, memoLines(t, c)...)
}
