package rota

import (
	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// uncovered returns the leaves of others that a leave leaves without anybody in their
// place: its member stands in, is away now too, and nobody else is there.
func uncovered(tx store.Tx, l Leave) []Leave {
	var all []Leave
	for o := range Leaves.Under(tx, "standin", store.Key(l.Member)) {
		both := o.From
		if l.From.After(both) {
			both = l.From
		}
		m, ok := flows.Members.Get(tx, o.Member)
		if ok && both.Before(o.To) && both.Before(l.To) && len(InPlaceOf(tx, m, both)) == 0 {
			all = append(all, o)
		}
	}
	return all
}

// tellUncovered tells those whose leave it is, and who noted it for them, that the one
// who was to stand in is away too, so that they find another; and whoever acts that
// they have been told.
func tellUncovered(t *flows.Turn, l Leave) {
	standIn, _ := flows.Members.Get(t.Tx, l.Member)
	var told []string
	for _, o := range uncovered(t.Tx, l) {
		m, _ := flows.Members.Get(t.Tx, o.Member)
		note := flows.Note{Key: "leave.uncovered", Args: text.Args{
			"standin": standIn.Name, "from": text.Day(l.From), "to": text.Day(l.lastDay()),
			"name": m.Name, "first": text.Day(o.From), "last": text.Day(o.lastDay()),
		}, Choices: ways(t, o)}
		for _, id := range []string{o.Member, o.By} {
			if id != "" && id != t.From.ID {
				tell(t, []string{id}, note)
			}
		}
		told = append(told, o.Member)
	}
	if len(told) > 0 {
		t.Reply("leave.uncovered.told", text.Args{"name": standIn.Name, "names": names(t, told)})
	}
}
