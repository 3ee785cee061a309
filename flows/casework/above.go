package casework

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
)

// SealUp sends a case to the level above: from now on nobody of its team, and
// nobody in charge of it, sees anything of it (conversations 2). Those above
// are told at once, however pressing it is. The caller keeps and shows it.
func SealUp(t *flows.Turn, c *Case) {
	c.Above = true
	c.note(t, sealedUp, "")
	c.Offices = slices.DeleteFunc(slices.Clone(c.Offices), func(office string) bool { return !mayHave(t, *c, office) })
	c.Known = reroute(t, c)
	alert(t, c, aboveTeam(t, *c))
	last(t, c)
}

// sealedUp is what the log calls it.
const sealedUp = "sealed up"

// Above is the reporter's button for SealUp.
func Above(t *flows.Turn, args []string) {
	c, ok := Own(t, args)
	if !ok {
		return
	}
	if c.State != New || c.Above {
		View(t, args)
		return
	}
	release(t, &c) // who reported the like belongs to the team
	known := sealParts(t, c)
	SealUp(t, &c)
	c.Known = c.Known || known
	Keep(t, c)
	Show(t, c)
	if !reachable(&c) {
		tellUnreached(t, c)
		return
	}
	key := "case.above.done"
	if c.Known {
		key = "case.above.late"
	}
	t.Reply(key, text.Args{"code": c.Code})
}

// sealParts takes the reporter's other reports that became part of a case along:
// they say what it says. It reports whether anybody of the team had been sent
// one.
func sealParts(t *flows.Turn, c Case) (known bool) {
	for _, part := range ownCases(t) {
		if part.State != Merged || part.Above || Joint(t, part).Code != c.Code {
			continue
		}
		part.Above = true
		part.note(t, sealedUp, "")
		part.Known = reroute(t, &part)
		known = known || part.Known
		Keep(t, part)
		Show(t, part)
	}
	return known
}

// reroute takes a case from those who may handle it no longer: what was not
// sent to them is not, what they were asked is not asked any more, and the card
// they have says only that the case has moved on. It reports whether any of
// them had been sent it.
func reroute(t *flows.Turn, c *Case) (known bool) {
	c.Alerts = slices.DeleteFunc(slices.Clone(c.Alerts), func(a Alert) bool {
		if _, may := roleOf(t, a.Member, *c); may {
			return false
		}
		m, ok := flows.Members.Get(t.Tx, a.Member)
		if !ok || m.Home() == "" {
			known = known || !a.Sent.IsZero()
			return true
		}
		flows.Over(t, m.Home(), c.Code)
		card, there := flows.Card(t.Tx, AlertCard(c.Code), m.Home())
		known = known || !a.Sent.IsZero() || there && (card.Shown != "" || card.State == flows.Claimed)
		if there {
			t.Say(m.Reader(), flows.Note{Card: true, About: AlertCard(c.Code)})
		}
		return true
	})
	return known
}

// tooLate reports whether a message was said about a case before it went to the
// level above, to somebody who is not to see it since.
func tooLate(t *flows.Turn, c Case, m flows.Message) bool {
	if !c.Above || m.Member == c.Reporter {
		return false
	}
	sealed := slices.ContainsFunc(c.Log, func(e Entry) bool { return e.Act == sealedUp && m.At.Before(e.At) })
	return sealed && barred(t, m.Member, c)
}

// aboveLines say on the reporter's card that a case went to the level above,
// and to whom. What was sent to others before cannot be taken back, and the
// card does not hide that.
func aboveLines(c Case) text.List {
	if !c.Above {
		return nil
	}
	lines := text.List{text.K("case.above.card")}
	if told := sentTo(c); len(told) > 0 && c.State == New && c.Level != LifeAndDanger {
		lines = text.List{k("case.above.to", text.Args{"roles": roles(told)})}
	}
	if c.Known {
		lines = append(lines, text.K("case.above.known"))
	}
	return lines
}

// sentTo returns the roles of those who were told of a case or are about to be.
func sentTo(c Case) []string {
	var told []string
	for _, a := range c.Alerts {
		if a.Failed == "" {
			told = append(told, a.Role)
		}
	}
	return told
}
