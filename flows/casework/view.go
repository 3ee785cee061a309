package casework

import (
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
	if own, part := ownPart(t, c); part && !handles {
		c = own
	}
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
