package casework

import (
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
)

// The pages of the help behind its first screen. They are words of a press.
const (
	caseHelp = "viec" // the words that are sent with the code of a case
	deskHelp = "ban"  // those of the coordinator's desk
	allHelp  = "lenh" // every command
)

// helpPage is how many commands one screen of the help names.
const helpPage = 11

// A helped is what somebody's posts come to, as far as the help is another.
type helped struct {
	handles, desk, runs, reports bool
	seals, heats                 bool // may look at who reported, may say that it is a hot spot
}

// helpedOf looks at the posts that whoever acts holds now.
func helpedOf(t *flows.Turn) (h helped) {
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		switch {
		case p.Role == flows.Admin:
			h.runs = true
		case slices.Contains(handlers[:], p.Role):
			h.handles = true
		default:
			h.reports = true
		}
		h.desk = h.desk || p.Role == flows.Admin || slices.Contains(deskRoles[:], p.Role)
		h.seals = h.seals || p.Role == flows.Admin || p.Role == flows.Leader
		h.heats = h.heats || p.Role == flows.Coordinator || p.Role == flows.Leader
	}
	return h
}

// Help is one screen, by role, with the way to all words that go with the role.
func Help(t *flows.Turn, _ []string) {
	h := helpedOf(t)
	var lines text.List
	switch {
	case h.handles:
		lines = append(lines, text.K("help.leader"))
		if h.desk && !h.runs {
			lines = append(lines, text.K("help.leader.desk"))
		}
	case h.reports || !h.runs:
		lines = append(lines, k("help.member", text.Args{"phone": OwnPhone(t)}))
	}
	switch {
	case h.runs && h.handles:
		lines = append(lines, text.K("help.also"))
	case h.runs:
		lines = append(lines, text.K("help.admin"))
	}
	choices := []flows.Choice{
		{Key: "button.report", Do: "baocao"}, {Key: "button.urgent", Do: "khan"}, {Key: "button.mine", Do: "viec"},
		{Key: "help.button.case", Do: "chiduong " + caseHelp, Row: true},
	}
	if h.desk {
		choices = append(choices, flows.Choice{Key: "help.button.desk", Do: "chiduong " + deskHelp})
	}
	choices = append(choices, flows.Choice{Key: "help.button.all", Do: "chiduong " + allHelp, Row: h.desk})
	t.Reply("case.lines", text.Args{"lines": lines}, choices...)
}

// HelpPage is a page of the help: what can be sent about a case, what the desk
// decides, or every command. args: which, and of commands how many to pass over.
func HelpPage(t *flows.Turn, args []string) {
	words := strings.Fields(strings.Join(args, " "))
	h, lines := helpedOf(t), text.List{}
	switch {
	case len(words) == 0 || words[0] == deskHelp && !h.desk:
		Help(t, nil)
		return
	case words[0] == allHelp:
		skip := 0
		if len(words) > 1 {
			skip, _ = strconv.Atoi(words[1])
		}
		helpAll(t, h, skip)
		return
	case words[0] == deskHelp:
		lines = append(lines, text.K("help.desk"))
		if h.heats {
			lines = append(lines, text.K("help.desk.hot"))
		}
		if h.seals {
			lines = append(lines, text.K("help.desk.seal"))
		}
	case h.handles || h.runs:
		lines = append(lines, text.K("help.case.handler"))
	default:
		lines = append(lines, text.K("help.case.member"))
	}
	t.Reply("case.lines", text.Args{"lines": lines}, flows.Choice{Key: "help.button.all", Do: "chiduong " + allHelp})
}

// helpAll names every command of whoever acts: those of the menu, and those that
// stand in no menu.
func helpAll(t *flows.Turn, h helped, skip int) {
	var all text.List
	for _, c := range flows.MenuOf(t) {
		all = append(all, k("help.all.item", text.Args{"name": c.Do, "what": text.K(c.Key)}))
	}
	for _, more := range []struct {
		key  string
		fits bool
	}{
		{"help.all.every", true}, {"help.all.result", !h.handles || h.desk}, {"help.all.handler", h.handles || h.runs},
		{"help.all.desk", h.desk}, {"help.all.admin", h.runs}, {"help.all.person", h.runs},
	} {
		if more.fits {
			all = append(all, text.K(more.key))
		}
	}
	if skip < 0 || skip >= len(all) {
		skip = 0
	}
	to := min(skip+helpPage, len(all))
	lines := append(text.List{k("help.all.title", text.Args{"from": skip + 1, "to": to, "n": len(all)})}, all[skip:to]...)
	var choices []flows.Choice
	if to < len(all) {
		choices = append(choices, flows.Choice{Key: "list.next", Do: "chiduong " + allHelp + " " + strconv.Itoa(to)})
	}
	t.Reply("case.lines", text.Args{"lines": lines}, choices...)
}
