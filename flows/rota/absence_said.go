package rota

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// blanks fill the texts of the questions about a leave.
func (b *Book) blanks(t *flows.Turn, code string, d absence) text.Args {
	m, _ := flows.Members.Get(t.Tx, d.member)
	args := d.choice.args()
	args["name"], args["most"] = m.Name, t.Set.Leave
	args["first"], args["last"] = text.Day(d.from), text.Day(d.last)
	if !d.last.IsZero() {
		args["days"] = int(d.to().Sub(d.from).Hours()+12) / 24
	} else {
		args["days"] = 0
	}
	args["otherfirst"], args["otherlast"] = text.Day(d.other.From), text.Day(d.other.To.Add(-time.Minute))
	args["lead"] = ""
	if d.fault != "" {
		args["lead"] = text.List{text.Key{Name: "leave.lead." + d.fault, Args: d.choice.args()}, ""}
	}
	args["who"] = b.follows(t, d)
	return args
}

// args fill the blanks of what is said of a choice.
func (c choice) args() text.Args {
	var then, many text.Joined
	for _, m := range c.then {
		then = append(then, m.Name)
	}
	for _, m := range c.many {
		many = append(many, text.Key{Name: "rota.person", Args: text.Args{"name": m.Name, "id": m.ID}})
	}
	return text.Args{"said": c.said, "until": text.Day(c.until), "then": then, "many": many}
}

// follows says what follows from a leave: who stands in, or that nobody does;
// what happens to duty and to the cases in hand.
func (b *Book) follows(t *flows.Turn, d absence) text.List {
	lines := text.List{}
	if d.none || len(d.ids) == 0 {
		lines = append(lines, text.K("leave.follows.nobody"))
	} else {
		lines = append(lines, text.Key{Name: "leave.follows.standin", Args: text.Args{"names": names(t, d.ids)}})
	}
	if n := shiftsOf(t, d.member, d.from, d.to()); n > 0 {
		lines = append(lines, text.Key{Name: "leave.follows.shifts", Args: text.Args{"n": n}})
	}
	if n := b.cases.Held(t, d.member); n > 0 {
		lines = append(lines, text.Key{Name: "leave.follows.cases", Args: text.Args{"n": n}})
	}
	return lines
}

// shiftsOf counts the shifts of a member that lie within a time, or partly.
func shiftsOf(t *flows.Turn, member string, from, to time.Time) int {
	n := 0
	for _, s := range coming(t.Tx, member, from) {
		if s.From.Before(to) {
			n++
		}
	}
	return n
}

// names are the names of members in one sentence.
func names(t *flows.Turn, ids []string) text.Joined {
	all := text.Joined{}
	for _, id := range ids {
		if m, ok := flows.Members.Get(t.Tx, id); ok {
			all = append(all, m.Name)
		}
	}
	return all
}
