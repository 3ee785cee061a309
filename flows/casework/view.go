package casework

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
)

// View shows the live card of a case at the end of the chat.
func View(t *flows.Turn, args []string) {
	if len(args) == 0 {
		return
	}
	c, ok := Cases.Get(t.Tx, args[0])
	role, handles := roleOf(t, t.From.ID, c)
	switch {
	case ok && c.Reporter == t.From.ID:
		t.Say(t.Reader, flows.Note{Card: true, Fresh: true, About: OwnCard(c.Code)})
	case ok && handles:
		follow(t, &c, role)
		Keep(t, c)
		t.Say(t.Reader, flows.Note{Card: true, Fresh: true, About: AlertCard(c.Code)})
		sendWhole(t, t.Reader, c, flows.Answer)
	default:
		t.Reply("desk.none", text.Args{"code": args[0]})
	}
}

// Help is one screen, by role.
func Help(t *flows.Turn, _ []string) {
	phone := text.Args{"phone": OwnPhone(t)}
	handles, runs, reports := false, false, false
	for _, p := range flows.PostsOf(t.Tx, t.From.ID, t.Event.At) {
		switch {
		case p.Role == flows.Admin:
			runs = true
		case slices.Contains(handlers[:], p.Role):
			handles = true
		default:
			reports = true
		}
	}
	var lines text.List
	switch {
	case handles:
		lines = append(lines, text.K("help.leader"))
	case reports || !runs:
		lines = append(lines, k("help.member", phone))
	}
	switch {
	case runs && handles:
		lines = append(lines, text.K("help.also"))
	case runs:
		lines = append(lines, text.K("help.admin"))
	}
	t.Reply("case.lines", text.Args{"lines": lines},
		flows.Choice{Key: "button.report", Do: "baocao"}, flows.Choice{Key: "button.urgent", Do: "khan"}, flows.Choice{Key: "button.mine", Do: "viec"})
}
