package enroll

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// report tells the administrators over a member of something about whoever
// acts, with what they can do about it.
func report(t *flows.Turn, key string, v *visitor, m flows.Member, choices ...flows.Choice) {
	args := text.Args{"phone": viet.HiddenPhone(v.Phone), "name": called(t), "member": m.Name}
	tell(t, m, flows.Note{Key: key, Args: args, Choices: choices})
}

// tell says something to the administrators who decide on a member's phone:
// those over every post of the member, but for the member. If there are none,
// those over one of them know, and are offered nothing.
func tell(t *flows.Turn, m flows.Member, n flows.Note) {
	who := slices.DeleteFunc(flows.AdminsOver(t.Tx, unitOf(t, m), t.Event.At), func(a flows.Member) bool { return a.ID == m.ID })
	decide := slices.DeleteFunc(slices.Clone(who), func(a flows.Member) bool { return !Over(t.Tx, a.ID, m.ID, t.Event.At) })
	if len(decide) == 0 {
		decide, n.Choices = who, nil
	}
	for _, a := range decide {
		t.Say(a.Reader(), n)
	}
}

// asked returns the administrators who decide on somebody whom the roster does
// not have and who so belongs to no unit yet: those of the whole tree, if there
// are any.
func asked(t *flows.Turn) []flows.Member {
	if who := flows.AdminsOver(t.Tx, "", t.Event.At); len(who) > 0 {
		return who
	}
	return flows.Admins(t.Tx, t.Event.At)
}

// unitOf is the unit of the first of a member's posts.
func unitOf(t *flows.Turn, m flows.Member) string {
	if all := flows.PostsToCome(t.Tx, m.ID, t.Event.At); len(all) > 0 {
		return all[0].Unit
	}
	return ""
}

// longestName is how much of what a service calls somebody is shown.
const longestName = 40

// called is the name of whoever acts: the member's, and of a stranger what the
// service calls them, in one short line.
func called(t *flows.Turn) any {
	if t.From.ID != "" {
		return t.From.Name
	}
	name := viet.Short(t.Event.Name, longestName)
	if strings.TrimSpace(name) == "" {
		return text.K("join.nameless")
	}
	return name
}

// roleIn is the key of a role's name at the level of its unit.
func roleIn(t *flows.Turn, p flows.Post) text.Key {
	u, _ := flows.Units.Get(t.Tx, p.Unit)
	return text.K(flows.RoleKey(p.Role, u.Level))
}
