package directive

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// Tables are those whose indexes and counts are made anew when they change.
func Tables() []store.Indexed { return []store.Indexed{Directives, Receivers, Parties} }

// Keeper answers for what directives keep of a person: which were sent, and
// what the person answered.
func Keeper() flows.Keeper {
	return flows.Keeper{Tell: tellKept, Copy: copyKept, Erase: erase}
}

// got returns the copies that a member was to get.
func got(tx store.Tx, member string) []Receiver {
	return slices.Collect(Receivers.Under(tx, "member", store.Key(member)))
}

// answers returns what a member answered, for a team or for oneself.
func answers(tx store.Tx, member string) []Party {
	return slices.Collect(Parties.Under(tx, "by", store.Key(member)))
}

func tellKept(tx store.Tx, m flows.Member) text.List {
	sent, said := got(tx, m.ID), answers(tx, m.ID)
	if len(sent)+len(said) == 0 {
		return nil
	}
	return text.List{text.Key{Name: "directive.keeps", Args: text.Args{"sent": len(sent), "said": len(said)}}}
}

func copyKept(tx store.Tx, m flows.Member) (lines text.List) {
	for _, l := range listsOf(tx, m.ID) {
		lines = append(lines, text.Key{Name: "compose.list.kept", Args: text.Args{"name": l.Name}})
	}
	for _, r := range got(tx, m.ID) {
		lines = append(lines, r.kept())
	}
	for _, p := range answers(tx, m.ID) {
		d, _ := Directives.Get(tx, key(p.Directive))
		lines = append(lines, text.Key{Name: "directive.keeps.said", Args: text.Args{"n": p.Directive, "time": text.Moment(p.At), "answer": d.answered(p)}})
	}
	return lines
}

// kept says to a receiver what is kept of the own copy: when it was received, or
// that it was not.
func (r Receiver) kept() text.Key {
	args := text.Args{"n": r.Directive, "time": text.Moment(r.At), "why": text.K("directive.list.code." + reason(r.Why))}
	switch {
	case r.State == Failed:
		return text.Key{Name: "directive.keeps.failed", Args: args}
	case r.State != Has:
		return text.Key{Name: "directive.keeps.waits", Args: args}
	case r.At.IsZero(): // it was taken back, and nobody knows whether it had arrived
		return text.Key{Name: "directive.keeps.unsure", Args: args}
	case r.Taken == Recalled:
		return text.Key{Name: "directive.keeps.recalled", Args: args}
	}
	return text.Key{Name: "directive.keeps.has", Args: args}
}

// erase drops what leads to a member: the chats, and the words that were
// answered. That a team answered, and with which number, stays.
func erase(t *flows.Turn, m flows.Member) {
	for _, l := range listsOf(t.Tx, m.ID) {
		Lists.Delete(t.Tx, store.Key(l.Member, l.Mark))
	}
	for _, r := range got(t.Tx, m.ID) {
		r.Chat = ""
		Receivers.Put(t.Tx, r)
	}
	chaseds.Delete(t.Tx, m.ID)
	countings.Delete(t.Tx, m.ID)
	for e := range errands.All(t.Tx) {
		if e.To == m.ID || e.Member == m.ID {
			errands.Delete(t.Tx, e.key())
		}
	}
	for _, p := range answers(t.Tx, m.ID) {
		if p.By == m.ID {
			p.Words, p.Files = "", nil
		}
		for i := range p.Before {
			if p.Before[i].By == m.ID {
				p.Before[i].Words, p.Before[i].Files = "", nil
			}
		}
		Parties.Put(t.Tx, p)
	}
}
