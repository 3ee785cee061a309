package figures

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// UrgeKind is the kind of a word to a team whose figures are missing.
const UrgeKind = "figures.urge"

// urgeAgain is how long after such a word a team is sent no other, and urgeFor how
// long it is worth sending.
const (
	urgeAgain = 6 * time.Hour
	urgeFor   = 24 * time.Hour
)

// An urged is when a team was reminded of a month by somebody who looks after it.
type urged struct {
	Unit  string    `cbor:"1,keyasint"`
	Month Month     `cbor:"2,keyasint"`
	At    time.Time `cbor:"3,keyasint"`
}

// urges holds the last of each team.
var urges = store.NewTable("figure.urge", func(u urged) string { return u.Unit })

// urgeWay is the button that reminds the teams below a unit which are missing.
func urgeWay(unit string, month Month) flows.Choice {
	return flows.Choice{Key: "monthly.button.urge", Do: "slnhac " + code(unit, month), Row: true}
}

// steers reports whether a member looks after the teams below a unit.
func steers(t *flows.Turn, u flows.Unit) bool {
	return !u.Team && flows.Holds(t.Tx, t.From.ID, u.Code, t.Event.At, communeGivers...)
}

// Urge reminds those teams below a unit that have given nothing of a month, each once
// and not again within some hours, and says whom that reached. args: unit, month.
func Urge(t *flows.Turn, args []string) {
	unit, month, _, ok := readCode(t.Set, t.Event.At, args)
	u, known := flows.Units.Get(t.Tx, unit)
	if !ok || !known || !steers(t, u) || month > MonthAt(t.Set, t.Event.At) || countTeams(t.Tx, unit) > mostTeams {
		t.Reply("monthly.closed", nil)
		return
	}
	silent, _ := Silent(t.Tx, t.Set, unit, month, t.Event.At)
	var told, lately, without []flows.Unit
	for _, team := range silent {
		switch last, once := urges.Get(t.Tx, team.Code); {
		case once && last.Month == month && t.Event.At.Sub(last.At) < urgeAgain:
			lately = append(lately, team)
		case urge(t, team, month):
			urges.Put(t.Tx, urged{Unit: team.Code, Month: month, At: t.Event.At})
			told = append(told, team)
		default:
			without = append(without, team)
		}
	}
	var lines text.List
	for _, x := range []struct {
		key   string
		teams []flows.Unit
	}{{"monthly.urge.told", told}, {"monthly.urge.lately", lately}, {"monthly.urge.without", without}} {
		if len(x.teams) > 0 {
			lines = append(lines, text.Key{Name: x.key, Args: text.Args{"n": len(x.teams), "names": namesOf(x.teams)}})
		}
	}
	if len(lines) == 0 {
		lines = text.List{text.Key{Name: "monthly.urge.all", Args: text.Args{"month": month.named(t.Set)}}}
	}
	t.Reply("monthly.lines", text.Args{"lines": lines})
}

// urge reminds those who give the figures of a team, and reports whether there is
// anybody whom it can reach.
func urge(t *flows.Turn, team flows.Unit, month Month) (any bool) {
	for _, m := range givers(t, team.Code) {
		if m.Home() == "" {
			continue
		}
		any = true
		t.Say(m.Reader(), flows.Note{
			Key: "monthly.urge", Args: text.Args{"unit": team.Name, "month": month.named(t.Set)}, Lane: flows.Reminder, Until: t.Event.At.Add(urgeFor),
			About:   flows.About{Kind: UrgeKind, Code: team.Code + "/" + strings.ReplaceAll(month.String(), "/", "-")},
			Choices: []flows.Choice{{Key: "monthly.button.give", Do: "solieu " + month.String() + " " + team.Code}},
		})
	}
	return any
}

// StillMissing reports whether such a word is still true when it leaves: nothing was
// given meanwhile, by a person who may still give it.
func StillMissing(t *flows.Turn, m flows.Message) bool {
	unit, said, _ := strings.Cut(m.About.Code, "/")
	month, _, ok := ReadMonth(t.Set, t.Event.At, []string{said})
	return ok && !Done(t.Tx, unit, month) && slices.ContainsFunc(givers(t, unit), func(g flows.Member) bool { return g.ID == m.Member })
}

// namesOf are the names of the first of some teams, and how many more there are.
func namesOf(teams []flows.Unit) (names text.Joined) {
	for n, u := range teams {
		if n == shownTeams {
			return append(names, text.Key{Name: "monthly.teams.rest", Args: text.Args{"n": len(teams) - n}})
		}
		names = append(names, u.Name)
	}
	return names
}
