// Package group is a team's group chat: linked, moved, muted, left, and what is
// said in it.
//
// A group never shows what a report is about, nor who sent it, and nothing is
// sent to a group that no one with the right to has linked to a team. What is
// said there to the bot is done with the rights of whoever said it, and
// answered in that person's own chat.
package group

import (
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// How long a group that serves no team is left alone before it is told so, as
// the code that links it often comes right after the bot, and how long until
// the bot leaves (S12).
const (
	tellAfter  = 5 * time.Second
	leaveAfter = 10 * time.Minute
)

// warnAgain is how long nobody in a group is told again to stop hiding.
const warnAgain = time.Hour

// alone is the timer of a group that serves no team, by its address.
const alone = "group.alone"

// Heard takes everything that happens in a group.
func Heard(t *flows.Turn) {
	switch t.Event.Kind {
	case flows.Entered:
		entered(t)
	case flows.Removed:
		removed(t)
	case flows.Migrated:
		migrated(t)
	case flows.Said:
		said(t)
	case flows.Edited:
		edited(t)
	case flows.Pressed:
		if t.From.ID != "" {
			flows.InPrivate(t) // by the rights of whoever presses, wherever the button stands (S09)
		}
	}
}

// here returns the group it happens in. One that was not heard of before is
// noted, and left if nobody links it.
func here(t *flows.Turn) flows.Group {
	g, ok := flows.Groups.Get(t.Tx, string(t.Event.Chat))
	if !ok {
		g = flows.Group{Address: t.Event.Chat, Since: t.Event.At}
		flows.Groups.Put(t.Tx, g)
		t.Wake(alone, string(g.Address), tellAfter)
	}
	return g
}

// entered notes what the bot may do in a group.
func entered(t *flows.Turn) {
	g := here(t)
	was := g
	switch t.Event.Standing {
	case flows.Muted:
		g.Reads, g.Dead = false, "muted"
	case flows.MayWrite, flows.MayRead:
		g.Reads, g.Dead = t.Event.Standing == flows.MayRead, ""
	}
	flows.Groups.Put(t.Tx, g)
	if g.Unit == "" {
		return
	}
	switch {
	case g.Dead == "muted" && was.Dead != "muted":
		tell(t, g.Unit, "group.muted")
	case g.Dead == "" && was.Dead != "" && was.Dead != "muted":
		serves(t, g.Reader(), g.Unit)
	}
	if g.Reads && !was.Reads {
		tell(t, g.Unit, "group.reads")
	}
}

// removed notes that the bot is in the group no longer.
func removed(t *flows.Turn) {
	g, ok := flows.Groups.Get(t.Tx, string(t.Event.Chat))
	switch {
	case !ok || g.Dead == "removed":
	case g.Unit == "":
		forget(t, g)
	default:
		g.Dead, g.Reads = "removed", false
		flows.Groups.Put(t.Tx, g)
		tell(t, g.Unit, "group.removed")
	}
}

// migrated follows a group that serves a team to where it lives now. Whatever
// else is heard of a move is not believed: of a group nobody linked, to another
// service, to somebody's own chat, or onto a team's group (S13).
func migrated(t *flows.Turn) {
	e := t.Event
	g, ok := flows.Groups.Get(t.Tx, string(e.Chat))
	if !ok || g.Unit == "" || e.To == e.Chat || e.To.Chat() == "" || e.To.Channel() != e.Chat.Channel() {
		return
	}
	if len(flows.MembersAt(t.Tx, e.To)) == 0 && t.MoveGroup(e.Chat, e.To) {
		t.Rest(alone, string(e.To))
	}
}

// Alone tells a group that it serves no team, and leaves it if nobody has
// linked it after a while.
func Alone(t *flows.Turn, address string) {
	g, ok := flows.Groups.Get(t.Tx, address)
	switch {
	case !ok || g.Unit != "":
	case !g.Told:
		g.Told = true
		flows.Groups.Put(t.Tx, g)
		t.Wake(alone, address, leaveAfter-tellAfter)
		t.Say(g.Reader(), flows.Note{Key: "group.alone"})
	default:
		leave(t, g)
	}
}

// leave lets the bot leave a group.
func leave(t *flows.Turn, g flows.Group) {
	t.Say(g.Reader(), flows.Note{Deed: flows.Leave})
	forget(t, g)
}

// forget drops what is known of a group.
func forget(t *flows.Turn, g flows.Group) {
	flows.Groups.Delete(t.Tx, string(g.Address))
	t.Rest(alone, string(g.Address))
}

// serves says in a group which team it is for.
func serves(t *flows.Turn, group flows.Reader, unit string) {
	t.Say(group, flows.Note{Key: "group.serves", Args: text.Args{"unit": unitName(t, unit)}})
}

// tell tells the administrators over a team; if nobody is, all there are.
func tell(t *flows.Turn, unit, key string) {
	who := flows.AdminsOver(t.Tx, unit, t.Event.At)
	if len(who) == 0 {
		who = flows.Admins(t.Tx, t.Event.At)
	}
	note := flows.Note{Key: key, Args: text.Args{"unit": unitName(t, unit)}, Lane: flows.Directive}
	for _, m := range who {
		t.Say(m.Reader(), note)
	}
}

// unitName is the name of a team's place inside a sentence, with the unit
// above: "bản Nậm Chua, xã Nà Hỳ".
func unitName(t *flows.Turn, unit string) string {
	var names []string
	for u := range flows.Up(t.Tx, unit) {
		if len(names) == 2 {
			break
		}
		names = append(names, text.Lower(u.Name))
	}
	if len(names) == 0 {
		return unit
	}
	return strings.Join(names, ", ")
}

// word parts a command from what follows it, without marks: "/Nhóm NH-01" is
// "/nhom" and "NH-01".
func word(said string) (command, rest string) {
	command, rest = strings.TrimSpace(said), ""
	if !strings.HasPrefix(command, "/") {
		return "", command
	}
	if i := strings.IndexAny(command, " \t\r\n"); i > 0 {
		command, rest = command[:i], strings.TrimSpace(command[i:])
	}
	return "/" + viet.Fold(command[1:]), rest
}
