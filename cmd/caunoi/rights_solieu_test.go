package main

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/figures"
	"caunoi/flows/viet"
	"caunoi/store"
)

// Who gives the figures of a team, who those of a commune, and who may look.
var (
	countingTeam    = []flows.Role{flows.Head, flows.Deputy, flows.Secretary}
	countingCommune = []flows.Role{flows.Coordinator, flows.Leader, flows.Duty}
	seeingFigures   = slices.Concat(countingTeam, countingCommune, []flows.Role{flows.Plain, flows.Charge, flows.StandIn})
)

// ofFigures is what is done about the figures of a month: of the first team, and of
// the first commune.
func ofFigures() []act {
	team, commune := " NH-01 11/2026", " 03169 11/2026"
	typed := before("x", flows.Event{Kind: flows.Said, Text: "/solieu 11/2026 NH-01 hiến 1.200m2"})
	doubted := before("x", flows.Event{Kind: flows.Said, Text: "/solieu 11/2026 NH-01 150 công"})
	head := []flows.Role{flows.Head}
	all := []act{
		{do: "solieu", roles: seeingFigures, anywhere: true}, {do: "solieu", roles: seeingFigures, anywhere: true, typed: true},
		{do: "solieu 11/2026 NH-01", roles: seeingFigures}, {do: "solieu 11/2026 NH-01 2 buổi", roles: countingTeam, typed: true}, {do: "slxem" + team, roles: seeingFigures},
		{do: "solieu 11/2026 03169", roles: countingCommune}, {do: "slxem" + commune, roles: countingCommune}, {do: "slnhac" + commune, roles: countingCommune},
		{do: "sltung" + commune, roles: countingCommune, not: "duty of the province"},
		{do: "slluu" + team + " 2", roles: countingTeam, also: typed}, {do: "slluu" + team + " 2 chot", roles: countingTeam, also: typed}, {do: "slghi" + team + " c D3", roles: countingTeam, also: doubted},
		{do: "slchot" + team, roles: []flows.Role{flows.Head, flows.Deputy}, also: counted(false)},
		{do: "slchot" + team, roles: head, also: withHead(counted(false))},
		{do: "slsua" + team + " D1", roles: []flows.Role{flows.Head, flows.Deputy}, also: counted(true)},
		{do: "slsua" + team + " D1", roles: head, also: withHead(counted(true))},
		{do: "slluu" + team + " 2", roles: head, also: withHead(counted(true))},
	}
	for _, verb := range []string{"slthang NH-01", "sllay" + team, "slmuc" + team, "sltung" + team, "slkhong" + team, "slsua" + team, "slbo" + team} {
		all = append(all, act{do: verb, roles: countingTeam})
	}
	return all
}

// counted puts figures of the team's month into the world.
func counted(closed bool) func(m *matrix, tx store.Tx, c casework.Case) {
	return func(m *matrix, tx store.Tx, _ casework.Case) {
		numbers := figures.Numbered(tx, flows.DefaultIndicators())
		s, _ := figures.SheetOf(tx, "NH-01", figures.MonthOf(2026, 11))
		s.Set(numbers["D1"], viet.NumOf(1200), false)
		if closed {
			s.Closed, s.By = m.now, "an"
		}
		figures.Keep(tx, s)
	}
}

// withHead adds a head to the team.
func withHead(then func(m *matrix, tx store.Tx, c casework.Case)) func(m *matrix, tx store.Tx, c casework.Case) {
	return func(m *matrix, tx store.Tx, c casework.Case) {
		m.person(tx, "dau", "Người đứng đầu", flows.Head, "NH-01")
		then(m, tx, c)
	}
}
