package directive

import (
	"strconv"

	"caunoi/flows"
	"caunoi/flows/text"
)

// remainPage is how many of those whose copy remains one message names.
const remainPage = 10

// ListRemain names those whose copy of a withdrawn directive could not be taken
// back, with the reason. args: the number, and the receiver after which it goes on.
func ListRemain(t *flows.Turn, args []string) {
	d, ok := manageable(t, args)
	if !ok {
		return
	}
	c := TallyOf(t.Tx, d.Number)
	if d.State != Withdrawn || c.Remains == 0 {
		said(t, d)
		return
	}
	var after int64
	if len(args) > 1 {
		after, _ = strconv.ParseInt(args[1], 10, 64)
	}
	page := taken(t.Tx, d.Number, Remains, after, remainPage+1)
	more := len(page) > remainPage
	if more {
		page = page[:remainPage]
	}
	lines := text.List{text.Key{Name: "chase.remain.head", Args: text.Args{"n": d.Number, "remain": c.Remains}}}
	for _, r := range page {
		lines = append(lines, text.Key{Name: "chase.remain.item", Args: text.Args{"who": r.called(t), "place": placeOf(t, r.Unit), "why": text.K(whyRemains(r.Why))}})
	}
	var choices []flows.Choice
	if more {
		choices = append(choices, flows.Choice{Key: "chase.button.more", Do: "cdcon " + d.Code() + " " + strconv.FormatInt(page[len(page)-1].N, 10)})
	}
	t.Reply("directive.card", text.Args{"lines": lines}, choices...)
}

// whyRemains is the key of the words for the reason why a copy remains. The codes
// are ours and those of the services; of a code that nobody has words for, that
// the service refused is all that is said.
func whyRemains(code string) string {
	switch code {
	case "cannot", "lost", "unsure", "files", "blocked", "left", flows.TooOld:
		return "chase.why." + wordOf(code)
	}
	return "chase.why.refused"
}

// called is what a receiver is called in a list: a person by name.
func (r Receiver) called(t *flows.Turn) any {
	if r.Member == "" {
		return text.K("chase.group")
	}
	m, _ := flows.Members.Get(t.Tx, r.Member)
	return m.Name
}

// placeOf is the name of a unit.
func placeOf(t *flows.Turn, unit string) string {
	u, ok := flows.Units.Get(t.Tx, unit)
	if !ok {
		return unit
	}
	return u.Name
}
