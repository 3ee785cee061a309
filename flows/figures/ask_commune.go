package figures

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// shownTeams is how many teams are named at once.
const shownTeams = 12

// mostTeams is how many teams are looked at one by one: those of a commune. Of more
// the totals tell how many have given their figures.
const mostTeams = 100

// overview tells who steers teams which of them have given a month.
func overview(t *flows.Turn, u flows.Unit, month Month) {
	lines := text.List{text.Key{Name: "monthly.head", Args: text.Args{"month": month.named(t.Set), "unit": u.Name}}}
	teams, ways := status(t, u, month)
	t.Reply("monthly.lines", text.Args{"lines": append(lines, teams...)}, ways...)
}

// status says which teams below a unit have closed a month, which have given
// figures, and of which nothing was heard, with the way to remind these.
func status(t *flows.Turn, u flows.Unit, month Month) (lines text.List, ways []flows.Choice) {
	total, _ := Totals.Get(t.Tx, store.Key(uint8(Now), u.Code, int(month)))
	args := text.Args{"closed": total.Closed, "given": total.Teams}
	if countTeams(t.Tx, u.Code) > mostTeams {
		return text.List{text.Key{Name: "monthly.teams.many", Args: args}}, nil
	}
	silent, teams := Silent(t.Tx, t.Set, u.Code, month, t.Event.At)
	args["teams"] = teams
	lines = text.List{text.Key{Name: "monthly.teams", Args: args}}
	if len(silent) > 0 {
		lines = append(lines, text.Key{Name: "monthly.teams.silent", Args: text.Args{"names": namesOf(silent)}})
		ways = []flows.Choice{urgeWay(u.Code, month)}
	}
	return append(lines, text.Key{Name: "monthly.teams.view", Args: text.Args{"month": month.String()}}), ways
}

// countTeams counts the units below one, up to a few more than are looked at.
func countTeams(tx store.Tx, unit string) int {
	n := 0
	for next := []string{unit}; len(next) > 0 && n <= mostTeams; next = next[1:] {
		for u := range flows.Units.Under(tx, "parent", store.Key(next[0])) {
			if n++; n > mostTeams {
				break
			}
			next = append(next, u.Code)
		}
	}
	return n
}

// Done reports whether a unit has said anything of a month: given a figure, or
// closed it. It is for those who remind of the others.
func Done(tx store.Tx, unit string, month Month) bool {
	s, _ := Sheets.Get(tx, store.Key(unit, int(month)))
	return s.Given() || !s.Closed.IsZero()
}

// taskKey is by which reminders name the giving of figures.
const taskKey = "figures"

// Task is the figures of the month that is asked for, which a team can be reminded
// to give.
func Task() flows.Task {
	return flows.Task{Key: taskKey, Label: "monthly.button.give", Do: "solieu", Asks: askKind, Done: func(t *flows.Turn, team string, p flows.Period) bool {
		return complete(t, team, asksFor(t.Set, p.At))
	}}
}

// complete reports whether a team need not be asked for a month any more: its head
// has closed it, or all that is asked of teams was given or left out on purpose.
func complete(t *flows.Turn, team string, month Month) bool {
	s, there := Sheets.Get(t.Tx, store.Key(team, int(month)))
	if !there || !s.Closed.IsZero() {
		return there
	}
	numbers := NumbersOf(t.Tx)
	return !slices.ContainsFunc(t.Set.Indicators, func(i flows.Indicator) bool {
		_, given := s.Value(numbers[i.Code])
		return i.Asked && i.Source == flows.FromTeam && !given && !slices.Contains(s.Skipped, numbers[i.Code])
	})
}
