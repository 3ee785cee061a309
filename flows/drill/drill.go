// Package drill is an exercise of the ladder: an urgent case that is none climbs
// it as a real one would, and whoever began it reads how long each step took.
//
// Its law: a drill is marked as one wherever it is seen, counts nowhere, and
// never stands before a real case.
package drill

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
)

// may are the roles that may hold a drill at their unit and below it.
var may = [...]flows.Role{flows.Duty, flows.Coordinator, flows.Leader, flows.Admin}

// teamsShown is how many teams one screen offers.
const teamsShown = 5

// keep is how long a drill that is over stays.
const keep = 30 * 24 * time.Hour

// Open begins a drill: with the code or the name of a team it shows who would be
// called there, without it offers the teams.
func Open(t *flows.Turn, args []string) {
	teams := teams(t)
	if len(teams) == 0 {
		t.Reply("drill.refused", nil)
		return
	}
	skip := 0
	if len(args) == 2 && args[0] == "+" {
		skip, _ = strconv.Atoi(args[1])
	} else if len(args) > 0 {
		named := find(teams, strings.Join(args, " "))
		switch len(named) {
		case 0:
			t.Reply("drill.nowhere", nil)
			return
		case 1:
			preview(t, named[0])
			return
		default:
			teams = named
		}
	}
	choose(t, teams, skip)
}

// choose offers the teams, a few at a time.
func choose(t *flows.Turn, teams []flows.Unit, skip int) {
	if skip < 0 || skip >= len(teams) {
		skip = 0
	}
	var choices []flows.Choice
	for i, u := range teams[skip:min(skip+teamsShown, len(teams))] {
		choices = append(choices, flows.Choice{Key: "drill.team", Args: text.Args{"team": viet.Short(u.Name, 24)}, Do: "dientap " + u.Code, Row: i%2 == 0})
	}
	if skip+teamsShown < len(teams) {
		choices = append(choices, flows.Choice{Key: "list.next", Do: "dientap + " + strconv.Itoa(skip+teamsShown), Row: true})
	}
	t.Reply("drill.where", nil, choices...)
}

// teams returns the teams that whoever acts may hold a drill with.
func teams(t *flows.Turn) []flows.Unit {
	var found []flows.Unit
	seen := map[string]bool{}
	var down func(code string)
	down = func(code string) {
		for u := range flows.Units.Under(t.Tx, "parent", store.Key(code)) {
			if !seen[u.Code] && u.Open(t.Event.At) {
				seen[u.Code] = true
				if u.Team {
					found = append(found, u)
				}
				down(u.Code)
			}
		}
	}
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		if !slices.Contains(may[:], p.Role) || seen[p.Unit] {
			continue
		}
		if u, ok := flows.Units.Get(t.Tx, p.Unit); ok && u.Team && u.Open(t.Event.At) {
			found = append(found, u)
		}
		seen[p.Unit] = true
		down(p.Unit)
	}
	return found
}

// find returns the teams of a code, or of a name with or without its kind and
// marks.
func find(teams []flows.Unit, said string) []flows.Unit {
	var named []flows.Unit
	folded := viet.Fold(said)
	for _, u := range teams {
		name := viet.Fold(u.Name)
		_, short, _ := strings.Cut(name, " ")
		if strings.EqualFold(u.Code, said) {
			return []flows.Unit{u}
		}
		if folded == name || folded == short {
			named = append(named, u)
		}
	}
	return named
}

// free reports whether a drill can be held with a team now, and says why not.
func free(t *flows.Turn, u flows.Unit) bool {
	if c, running := casework.AtUnit(t, u.Code, true); running {
		t.Reply("drill.running", text.Args{"team": u.Name, "other": c.Code})
		return false
	}
	if _, real := casework.AtUnit(t, u.Code, false); real {
		t.Reply("drill.real", text.Args{"team": u.Name})
		return false
	}
	return true
}

// preview shows whom the ladder of a team would call now, and asks whether to
// begin.
func preview(t *flows.Turn, u flows.Unit) {
	if !free(t, u) {
		return
	}
	lines := text.List{key("drill.preview", text.Args{"team": u.Name})}
	for _, s := range casework.Preview(t, u.Code) {
		args := text.Args{"minutes": int(s.After.Minutes()), "n": s.People, "roles": small(s.Roles)}
		if s.People == 0 {
			args["holes"] = targets(s.Holes)
			lines = append(lines, key("drill.preview.hole", args))
		} else {
			lines = append(lines, key("drill.preview.rung", args))
		}
	}
	lines = append(lines, text.K("drill.preview.mark"))
	t.Reply("case.lines", text.Args{"lines": lines}, flows.Choice{Key: "drill.begin", Do: "tapbatdau " + u.Code})
}

// Begin holds a drill with a team.
func Begin(t *flows.Turn, args []string) {
	all := teams(t)
	i := slices.IndexFunc(all, func(u flows.Unit) bool { return len(args) > 0 && u.Code == args[0] })
	if i < 0 {
		t.Reply("drill.refused", nil)
		return
	}
	if free(t, all[i]) {
		casework.StartDrill(t, all[i].Code)
	}
}

// Stop ends a drill before anybody has taken it: whoever began it, or who may
// hold one there.
func Stop(t *flows.Turn, args []string) {
	if len(args) == 0 {
		return
	}
	c, ok := casework.Cases.Get(t.Tx, args[0])
	mine := ok && (c.Reporter == t.From.ID || slices.ContainsFunc(teams(t), func(u flows.Unit) bool { return u.Code == c.Unit }))
	switch {
	case !mine || !c.Drill:
		t.Reply("desk.none", text.Args{"code": args[0]})
	case c.State == casework.Closed:
		t.Reply("drill.over", text.Args{"code": c.Code})
	default:
		end(t, c, true)
	}
}

// Over ends a drill that somebody has taken, or for which nobody is left to be
// called. id is the code of the case.
func Over(t *flows.Turn, id string) {
	if c, ok := casework.Cases.Get(t.Tx, id); ok && c.Drill && c.State != casework.Closed {
		end(t, c, false)
	}
}

// Forget drops a drill that is over.
func Forget(t *flows.Turn, id string) {
	if c, ok := casework.Cases.Get(t.Tx, id); ok && c.Drill {
		casework.Cases.Delete(t.Tx, id)
	}
}

// end ends a drill: everybody who was called hears that it is over, and whoever
// began it how it went.
func end(t *flows.Turn, c casework.Case, stopped bool) {
	for _, m := range casework.CloseDrill(t, c) {
		if m.ID != c.Reporter {
			t.Say(m.Reader(), flows.Note{Key: "drill.thanks", Args: text.Args{"code": c.Code}, About: casework.Notice(c.Code)})
		}
	}
	t.Rest(casework.DrillTimer, c.Code)
	t.Wake("drill.forget", c.Code, keep)
	if m, ok := flows.Members.Get(t.Tx, c.Reporter); ok {
		t.Say(m.Reader(), flows.Note{Key: "case.lines", Args: text.Args{"lines": outcome(t, c, stopped)}, About: casework.Notice(c.Code)})
	}
}

func key(name string, args text.Args) text.Key { return text.Key{Name: name, Args: args} }
