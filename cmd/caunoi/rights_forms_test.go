package main

import (
	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/directive"
	"caunoi/flows/form"
	"caunoi/store"
)

// ofForms is what is done about forms: a team's own people fill in theirs, a
// commune's those who coordinate and lead it, and those who lead see all below.
func ofForms() []act {
	leading := []flows.Role{flows.Coordinator, flows.Leader, flows.Admin}
	seeing := append([]flows.Role{flows.Plain, flows.Secretary, flows.Deputy, flows.Head}, leading...)
	return []act{
		{do: "bieu", roles: seeing, anywhere: true}, {do: "bieu", roles: seeing, anywhere: true, typed: true},
		{do: "bieu taphuan", roles: teamRoles, anywhere: true},
		{do: "bieu chuongtrinh", roles: []flows.Role{flows.Coordinator, flows.Leader}, anywhere: true},
		{do: "bieuxem taphuan", roles: seeing, anywhere: true}, {do: "bieuxem khongco"},
		{do: "bieuxuat chuongtrinh", roles: leading, anywhere: true},
		{do: "talk.bieu taphuan words x"},
		{do: "bieu taphuan 1", roles: answering, also: withForm}, {do: "bieu taphuan 1"}, {do: "bieu taphuan 1", also: formWithdrawn},
		{do: "bieumo taphuan NH-01 1", roles: append([]flows.Role{flows.Charge, flows.StandIn}, seeing...), also: filled}, {do: "bieumo taphuan NH-01 1"},
		{do: "bieusua taphuan NH-01 1", roles: answering, also: filled}, {do: "bieurut taphuan NH-01 1", roles: answering, also: filled},
		{do: "bieurut.that taphuan NH-01 1", roles: answering, also: filled}, {do: "bieurut.that taphuan NH-01 1"},
	}
}

// withForm is a directive that asks the team for a form.
func withForm(m *matrix, tx store.Tx, c casework.Case) {
	asking(directive.ToFillForm)(m, tx, c)
	for d := range directive.Directives.All(tx) {
		d.Form = "taphuan"
		directive.Directives.Put(tx, d)
	}
}

// formWithdrawn is such a one that was taken back.
func formWithdrawn(m *matrix, tx store.Tx, c casework.Case) {
	withForm(m, tx, c)
	for d := range directive.Directives.All(tx) {
		d.State, d.Ended = directive.Withdrawn, m.now
		directive.Directives.Put(tx, d)
	}
}

// filled is a form that somebody of the team has filled in.
func filled(m *matrix, tx store.Tx, _ casework.Case) {
	form.Filleds.Put(tx, form.Filled{Form: "taphuan", Unit: "NH-01", Seq: 1, At: m.now, By: "an", Values: []form.Value{{Label: "Lớp tập huấn", Kind: "text", Text: "Kỹ năng"}}})
}
