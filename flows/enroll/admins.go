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
	for _, a := range flows.AdminsOver(t.Tx, unitOf(t, m), t.Event.At) {
		if a.ID != m.ID {
			t.Say(a.Reader(), flows.Note{Key: key, Args: args, Choices: choices})
		}
	}
}

// unitOf is the unit of the first of a member's posts.
func unitOf(t *flows.Turn, m flows.Member) string {
	if all := flows.PostsToCome(t.Tx, m.ID, t.Event.At); len(all) > 0 {
		return all[0].Unit
	}
	return ""
}

// over reports whether a member is an administrator over a unit at the moment.
func over(t *flows.Turn, member, unit string) bool {
	return member != "" && slices.ContainsFunc(flows.AdminsOver(t.Tx, unit, t.Event.At), func(a flows.Member) bool { return a.ID == member })
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
