package casework

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// DrillTimer is the name of the timer that wakes who ends a drill; its id is the
// code of the case.
const DrillTimer = "drill"

// Head is the line above everything that is said about a case to those who may
// know of it: of a drill that it is one, so that nobody takes it for the real
// thing.
func Head(t *flows.Turn, m flows.Message) string {
	c, ok := Cases.Get(t.Tx, m.About.Code)
	if !ok || !c.Drill || c.Reporter != m.Member && !Handles(t, m.Member, c) && alerted(&c, m.Member) == nil {
		return ""
	}
	return "drill.head"
}

// kindOf is what a list says a case is about: its category, or that it is a drill.
func kindOf(c Case) text.Key {
	if c.Drill {
		return text.K("drill.head")
	}
	return text.K("category." + c.Category)
}

// concern makes all that is said in a turn about a drill be marked as such, also
// what does not say its code.
func concern(t *flows.Turn, c Case) {
	if c.Drill {
		t.Concerns(Notice(c.Code))
	}
}

// StartDrill files an urgent case that is an exercise, in the name of whoever
// acts, and begins its ladder.
func StartDrill(t *flows.Turn, unit string) Case {
	c := Case{
		Code: t.Code(), Reporter: t.From.ID, Chat: t.Event.Chat, Unit: unit, At: t.Event.At, Drill: true,
		Parts: []Part{{At: t.Event.At, Text: t.Word("drill.words")}}, Category: "KHA", State: New,
	}
	for u := range flows.Up(t.Tx, unit) {
		if u.Code != unit {
			c.Path = append(c.Path, u.Code)
		}
	}
	Raise(t, &c, "drill")
	Keep(t, c)
	Show(t, c)
	return c
}

// endsDrill wakes who ends a drill as soon as somebody has taken it, or nobody is
// left to be called.
func endsDrill(t *flows.Turn, c Case) {
	if c.Drill && c.State != Closed && (c.State != New || c.Clock.Spent) {
		t.Wake(DrillTimer, c.Code, 0)
	}
}

// CloseDrill ends a drill, and returns those who had been sent it.
func CloseDrill(t *flows.Turn, c Case) []flows.Member {
	var told []flows.Member
	for _, a := range c.Alerts {
		if m, ok := flows.Members.Get(t.Tx, a.Member); ok && a.Failed == "" && !a.Sent.IsZero() {
			told = append(told, m)
		}
	}
	c.State, c.DoneAt = Closed, t.Event.At
	c.note(t, "drill over", "")
	over(t, c)
	Keep(t, c)
	Show(t, c)
	return told
}

// AtUnit returns a case of exactly this unit that is not settled: an urgent one,
// or a drill. One that went to the level above is in nobody's way here.
func AtUnit(t *flows.Turn, unit string, drill bool) (Case, bool) {
	for _, code := range openSince(t, unit, time.Time{}) {
		c, ok := Cases.Get(t.Tx, code)
		if ok && c.Unit == unit && !c.Above && c.Drill == drill && c.Level == LifeAndDanger && c.State.Open() {
			return c, true
		}
	}
	return Case{}, false
}

// A Step is a rung of a ladder as it is at the moment: whom it would call.
type Step struct {
	After  time.Duration
	Roles  []string       // catalog keys of those who can be told
	People int            // how many they are
	Holes  []flows.Target // targets of whom nobody can be told
}

// Preview returns whom the ladder of an urgent case of a unit would call now.
func Preview(t *flows.Turn, unit string) []Step {
	c := Case{Unit: unit, Reporter: t.From.ID, Level: LifeAndDanger, State: New}
	var steps []Step
	for _, rung := range t.Set.Terms[LifeAndDanger].Ladder.Rungs {
		s := Step{After: rung.After}
		who, holes := targets(t, c, rung.To)
		for _, m := range who {
			if role, may := roleOf(t, m.ID, c); may && tellable(c, m) {
				s.Roles, s.People = append(s.Roles, role), s.People+1
			}
		}
		for _, h := range holes {
			s.Holes = append(s.Holes, h.target)
		}
		steps = append(steps, s)
	}
	return steps
}

// drillLines say on a handler's card where a drill stands.
func drillLines(t *flows.Turn, c Case) text.List {
	var lines text.List
	if !c.TakenAt.IsZero() {
		lines = append(lines, k("case.taken.other", text.Args{"role": text.K(c.TakerRole), "time": when(t, c.TakenAt)}))
	}
	if !c.State.Open() {
		lines = append(lines, k("drill.ended", text.Args{"time": when(t, c.DoneAt)}))
	}
	return lines
}

// drillCard is what whoever began a drill sees: whom it has reached so far, and
// no number to call.
func drillCard(t *flows.Turn, c Case) flows.Note {
	u, _ := flows.Units.Get(t.Tx, c.Unit)
	lines := text.List{k("drill.started", text.Args{"code": c.Code, "team": u.Name, "time": when(t, c.At)})}
	var sent, waiting []string
	for _, a := range c.Alerts {
		switch {
		case a.Failed != "":
		case a.Sent.IsZero():
			waiting = append(waiting, a.Role)
		default:
			sent = append(sent, a.Role)
		}
	}
	switch {
	case len(sent) > 0:
		lines = append(lines, k("drill.sent", text.Args{"roles": roles(sent)}))
	case len(waiting) > 0 && c.State.Open():
		lines = append(lines, k("drill.sending", text.Args{"roles": roles(waiting)}))
	default:
		lines = append(lines, text.K("drill.unreached"))
	}
	return flows.Note{Key: "case.lines", Args: text.Args{"lines": append(lines, drillLines(t, c)...)}, Choices: drillChoices(c)}
}

// drillChoices is what whoever began a drill can do.
func drillChoices(c Case) []flows.Choice {
	if !c.State.Open() {
		return nil
	}
	return []flows.Choice{{Key: "drill.stop", Do: "tapdung " + c.Code}}
}
