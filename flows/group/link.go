package group

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/enroll"
	"caunoi/flows/text"
	"caunoi/store"
)

// byCode links a group by the code of the link on the team's sheet, which
// whoever leads the team or is an administrator over it opens.
func byCode(t *flows.Turn, g flows.Group, code string) {
	if code == "" {
		return // opened without a code: the group is told what to do
	}
	unit, ok := enroll.TakeGroup(t, code, func(unit string) bool {
		return team(t, unit) && mayLink(t, g, unit, leaders...)
	})
	if !ok {
		refuse(t, g)
		return
	}
	link(t, g, unit)
}

// byName links a group by the team's code, which an administrator or the head
// of that team types. Without a code it says whom the group serves.
func byName(t *flows.Turn, g flows.Group, name string) {
	if name == "" && g.Unit != "" {
		serves(t, g.In(t.Event.Topic), g.Unit)
		return
	}
	unit := name
	if _, ok := flows.Units.Get(t.Tx, unit); !ok {
		unit = strings.ToUpper(unit)
	}
	if !team(t, unit) || !mayLink(t, g, unit, flows.Head) {
		refuse(t, g)
		return
	}
	link(t, g, unit)
}

// leaders are the roles that lead a team.
var leaders = []flows.Role{flows.Head, flows.Deputy, flows.Secretary, flows.Charge}

// mayLink reports whether whoever acts may link the group to a team: an
// administrator over it, or who holds one of the roles in that very team. A
// group that serves a team already is taken from nobody who could not give it.
func mayLink(t *flows.Turn, g flows.Group, unit string, roles ...flows.Role) bool {
	for _, u := range []string{unit, g.Unit} {
		if u != "" && !leads(t, u, roles) {
			return false
		}
	}
	return true
}

func leads(t *flows.Turn, unit string, roles []flows.Role) bool {
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		if p.Unit == unit && slices.Contains(roles, p.Role) {
			return true
		}
	}
	return flows.Administers(t.Tx, t.From.ID, unit, t.Event.At)
}

// team reports whether a team works in the unit now.
func team(t *flows.Turn, unit string) bool {
	u, ok := flows.Units.Get(t.Tx, unit)
	return ok && u.Team && (u.To.IsZero() || t.Event.At.Before(u.To))
}

// refuse says that nothing was linked, the same for every reason.
func refuse(t *flows.Turn, g flows.Group) {
	t.Say(g.In(t.Event.Topic), flows.Note{Key: "group.refused", ReplyTo: t.Event.Message})
}

// link makes the group the team's, in the topic in which that was said. If another
// group is that already, whoever links is asked first, in private.
func link(t *flows.Turn, g flows.Group, unit string) {
	if g.Unit == unit {
		g.Topic = t.Event.Topic
		flows.Groups.Put(t.Tx, g)
		serves(t, g.Reader(), unit)
		return
	}
	other, ok := flows.GroupOf(t.Tx, unit)
	if !ok || other.Address == g.Address {
		g.WantsIn = t.Event.Topic
		connect(t, g, unit)
		return
	}
	g.Wants, g.WantsIn, g.By = unit, t.Event.Topic, t.From.ID
	flows.Groups.Put(t.Tx, g)
	if g.Unit == "" {
		t.Wake(alone, string(g.Address), leaveAfter)
	}
	flows.AskChoice(t, t.Reader, string(g.Address), flows.Note{Key: "group.second.ask", Args: text.Args{"unit": unitName(t, unit)}, Choices: []flows.Choice{
		{Key: "group.second.move", Do: "nhomdoi " + string(g.Address)},
		{Key: "group.second.keep", Do: "nhomgiu " + string(g.Address)},
	}}, leaveAfter)
}

// Replace makes the group that somebody was asked about the team's, in place
// of the one before.
func Replace(t *flows.Turn, args []string) {
	g, ok := wanted(t, args)
	if !ok || !team(t, g.Wants) || !mayLink(t, g, g.Wants, leaders...) {
		t.Reply("desk.old", nil)
		return
	}
	unit := g.Wants
	connect(t, g, unit)
	t.Reply("group.second.moved", text.Args{"unit": unitName(t, unit)})
}

// Keep leaves the team the group that it has.
func Keep(t *flows.Turn, args []string) {
	g, ok := wanted(t, args)
	if !ok {
		t.Reply("desk.old", nil)
		return
	}
	g.Wants, g.WantsIn = "", ""
	flows.Groups.Put(t.Tx, g)
	if g.Unit != "" {
		t.Reply("group.second.stays", text.Args{"unit": unitName(t, g.Unit)})
		return
	}
	leave(t, g)
	t.Reply("group.second.kept", nil)
}

// wanted returns the group that whoever acts was asked about.
func wanted(t *flows.Turn, args []string) (g flows.Group, ok bool) {
	if len(args) == 0 {
		return g, false
	}
	g, ok = flows.Groups.Get(t.Tx, args[0])
	return g, ok && g.Wants != "" && g.By == t.From.ID
}

// connect makes the group the team's in the topic that was wanted, and lets the one
// before go.
func connect(t *flows.Turn, g flows.Group, unit string) {
	var before []flows.Group
	for old := range flows.Groups.Under(t.Tx, "unit", store.Key(unit)) {
		if old.Address != g.Address {
			before = append(before, old)
		}
	}
	for _, old := range before {
		if old.Dead == "" {
			t.Say(old.Reader(), flows.Note{Key: "group.replaced", Args: text.Args{"unit": unitName(t, unit)}})
		}
		leave(t, old)
	}
	g.Unit, g.By, g.Since, g.Topic = unit, t.From.ID, t.Event.At, g.WantsIn
	g.Wants, g.WantsIn = "", ""
	if g.Dead != "muted" {
		g.Dead = ""
	}
	flows.Groups.Put(t.Tx, g)
	t.Rest(alone, string(g.Address))
	serves(t, g.Reader(), unit)
	if g.Reads {
		tell(t, unit, "group.reads")
	}
}

// How says how a group is linked, to who sends the command in private.
func How(t *flows.Turn, _ []string) { t.Reply("group.how", nil) }
