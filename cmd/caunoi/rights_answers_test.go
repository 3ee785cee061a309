package main

import (
	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/directive"
	"caunoi/store"
)

// ofAnswers is what those who were sent a directive can do about it.
func ofAnswers() []act {
	return []act{
		{do: "cdds 1", roles: sending, also: directed(directive.Sent)}, {do: "cdds 1 chu 1", roles: sending, also: asking(directive.ForWords)},
		{do: "cdds 1", roles: sending, also: everywhere}, {do: "cdds 9"},
		{do: "cdbang 1", roles: sending, also: directed(directive.Sent)}, {do: "cdanh 1", roles: sending, also: directed(directive.Sent)},
		{do: "cdbang 1", roles: sending, also: everywhere}, {do: "cdanh 1", roles: sending, also: everywhere},
		{do: "daro 1", roles: answering, also: directed(directive.Sent)},
		{do: "baoso 1", roles: answering, also: asking(directive.ForFigure)}, {do: "baoso 1 12", roles: answering, also: asking(directive.ForFigure)},
		{do: "cdso 1 12000", roles: answering, also: asking(directive.ForFigure)}, {do: "cdso 1 12000"}, {do: "cdso 1 -12000", also: asking(directive.ForFigure)},
		{do: "traloi 1 đã họp bản", roles: answering, also: asking(directive.ForWords)},
		{do: "chon 1 2", roles: answering, also: asking(directive.ForOneOf)},
		{do: "vuong 1 thiếu áo mưa", roles: answering, also: directed(directive.Sent)}, {do: "vuong 1", roles: answering, also: asking(directive.ForFigure)},
		{do: "daro 1", also: directed(directive.Planned)}, {do: "baoso 1 12", also: withdrawn}, {do: "vuong 1 thiếu áo mưa", also: withdrawn},
	}
}

// answering are those who answer for a team: its people.
var answering = []flows.Role{flows.Plain, flows.Secretary, flows.Deputy, flows.Head}

// asking is a directive that asks for something and reached the team.
func asking(what directive.Ask) func(m *matrix, tx store.Tx, c casework.Case) {
	return func(m *matrix, tx store.Tx, c casework.Case) {
		directed(directive.Sent)(m, tx, c)
		for d := range directive.Directives.All(tx) {
			d.Ask, d.Options = what, []string{"Đủ", "Thiếu"}
			directive.Directives.Put(tx, d)
		}
	}
}

// withdrawn is a directive that was taken back.
func withdrawn(m *matrix, tx store.Tx, c casework.Case) {
	directed(directive.Withdrawn)(m, tx, c)
	for d := range directive.Directives.All(tx) {
		d.Ask, d.Ended = directive.ForFigure, m.now
		directive.Directives.Put(tx, d)
	}
}

// everywhere is a directive to the whole province: a leader of a commune of it
// sees that part.
func everywhere(m *matrix, tx store.Tx, c casework.Case) {
	directed(directive.Sent)(m, tx, c)
	for d := range directive.Directives.All(tx) {
		d.Places = []string{"11"}
		directive.Directives.Put(tx, d)
	}
}
