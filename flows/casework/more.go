package casework

import (
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
)

// An extra is something a handler can do that has no button on the card.
type extra struct {
	verb string // also the last part of its label's key
	fits func(c Case, role string, mine bool) bool
}

// Whom an extra is for. The verb itself looks up the right again.
func anyOpen(c Case, _ string, _ bool) bool        { return c.State.Open() }
func always(Case, string, bool) bool               { return true }
func spoken(c Case, _ string, _ bool) bool         { return c.State.Open() && hasFiles(c) }
func whileNew(c Case, _ string, _ bool) bool       { return c.State == New }
func ofDesk(_ Case, role string, _ bool) bool      { return !teamRole[role] }
func openDesk(c Case, role string, _ bool) bool    { return c.State.Open() && !teamRole[role] }
func takenOrDesk(c Case, role string, m bool) bool { return c.State.Open() && (m || !teamRole[role]) }

// ofSeal is for those whose role lets them look at who reported. Who leads and
// has duty too types the verb.
func ofSeal(_ Case, role string, _ bool) bool {
	return strings.HasPrefix(role, flows.RoleKey(flows.Leader, "")) || role == flows.RoleKey(flows.Admin, "")
}

// ofHeat is for those who may say that a case is part of a hot spot.
func ofHeat(c Case, role string, _ bool) bool {
	leads := strings.HasPrefix(role, flows.RoleKey(flows.Leader, "")) || role == flows.RoleKey(flows.Coordinator, "")
	return c.State.Open() && leads && MayHeat(c)
}

// hasFiles reports whether something was sent that must be listened to or looked
// at.
func hasFiles(c Case) bool { return c.Unheard || hasVoice(c) }

// teamRole are the roles at a case that have no desk: who is in charge of one
// team, and whoever stands in.
var teamRole = map[string]bool{"role.charge": true, "role.standin": true}

// extras are all of them, in the order of the screen. A verb that this version
// does not know is not offered.
var extras = [...]extra{
	{"chuyen", handsOn}, {"ghichu", anyOpen}, {"giahan", takenOrDesk}, {"tuchoi", rejects},
	{"leo", whileNew}, {"xep", openDesk}, {"gop", openDesk}, {"donvi", openDesk},
	{"ghilai", spoken}, {"xoachu", ofDesk}, {"diemnong", ofHeat}, {"boniem", ofSeal}, {"lichsu", always},
}

// moreRoom is how many of them one screen offers, beside the way to the rest.
const moreRoom = 5

// More shows what else a handler can do with a case. The second word is how many
// to pass over.
func More(t *flows.Turn, args []string) {
	c, _, ok := find(t, args)
	if !ok {
		return
	}
	all := moreOf(t, c)
	if len(all) == 0 {
		said(t, c)
		return
	}
	skip := 0
	if len(args) > 1 {
		skip, _ = strconv.Atoi(args[1])
	}
	if skip < 0 || skip >= len(all) {
		skip = 0
	}
	choices := all[skip:min(skip+moreRoom, len(all)):min(skip+moreRoom, len(all))]
	for i := range choices {
		choices[i].Row = i%2 == 0
	}
	if skip+moreRoom < len(all) {
		choices = append(choices, flows.Choice{Key: "list.next", Do: "khac " + c.Code + " " + strconv.Itoa(skip+moreRoom), Row: true})
	}
	t.Reply("case.more.ask", text.Args{"code": c.Code}, choices...)
}

// moreOf returns the extras of a case for whoever acts.
func moreOf(t *flows.Turn, c Case) []flows.Choice {
	var choices []flows.Choice
	role, desk := deskRole(t, t.From.ID, c)
	if !desk {
		role = flows.RoleKey(flows.StandIn, "") // of an office or a team: no desk
	}
	for _, e := range extras {
		if flows.Knows(t, e.verb) && e.fits(c, role, c.Taker == t.From.ID) {
			choices = append(choices, flows.Choice{Key: "case.extra." + e.verb, Do: e.verb + " " + c.Code})
		}
	}
	return choices
}
