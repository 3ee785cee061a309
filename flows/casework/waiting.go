package casework

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
)

// waitingLines say on a handler's card, while nobody has taken a case, who did
// not answer before this reader was called, who lost it, and who is called when
// if nobody takes it: by what they are, never by name.
func waitingLines(t *flows.Turn, c Case, member string) text.List {
	var lines text.List
	if c.Former != "" && c.Former == member {
		lines = append(lines, text.K("ladder.lost"))
	}
	if missed := missedBefore(c, member); len(missed) > 0 {
		lines = append(lines, k("ladder.missed", text.Args{"roles": roles(missed)}))
	}
	if c.Clock.Spent {
		key := "ladder.spent"
		if !slices.Contains(sentTo(c), flows.RoleKey(flows.Admin, "")) {
			key = "ladder.spent.alone"
		}
		return append(lines, k(key, text.Args{"n": c.Clock.Ladder.Rounds + 1}))
	}
	next, again := nextCalled(t, c)
	if c.Clock.Step.IsZero() || len(next) == 0 {
		return append(lines, text.K("case.alert.waiting"))
	}
	key := "ladder.next"
	if again {
		key = "ladder.next.again"
	}
	return append(lines, k(key, text.Args{"time": when(t, c.Clock.Step), "roles": roles(next)}))
}

// missedBefore returns the roles of those who were called on the rungs below a
// handler's and did not take the case, and of those who could not be told.
func missedBefore(c Case, member string) []string {
	mine := alerted(&c, member)
	if mine == nil || mine.Rung == 0 {
		return nil
	}
	var missed []string
	for _, a := range c.Alerts {
		if a.Failed != "" || a.Rung > 0 && a.Rung < mine.Rung {
			missed = append(missed, a.Role)
		}
	}
	return missed
}

// nextCalled returns the roles of those who are called next, as it is now, and
// whether all of them were called before.
func nextCalled(t *flows.Turn, c Case) (next []string, again bool) {
	l, rung := c.Clock.Ladder, c.Clock.Rung
	if rung >= len(l.Rungs) && c.Clock.Round < l.Rounds {
		rung = 0
	}
	for ; rung < len(l.Rungs) && len(next) == 0; rung++ {
		who, _ := targets(t, c, l.Rungs[rung].To)
		for _, m := range who {
			role, may := roleOf(t, m.ID, c)
			if may && tellable(c, m) && !slices.Contains(next, role) {
				next = append(next, role)
			}
		}
	}
	if len(next) == 0 {
		next = []string{flows.RoleKey(flows.Admin, "")}
	}
	told := sentTo(c)
	return next, !slices.ContainsFunc(next, func(role string) bool { return !slices.Contains(told, role) })
}
