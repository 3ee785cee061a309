package main

import (
	"strconv"

	"caunoi/flows"
	"caunoi/flows/figures"
)

// counting are those who see the numbers of a team: its head, and who answers for it
// from above. Overseeing are those of the commune.
var (
	counting   = []flows.Role{flows.Head, flows.Charge, flows.Duty, flows.Coordinator, flows.Leader, flows.Admin}
	overseeing = []flows.Role{flows.Charge, flows.Duty, flows.Coordinator, flows.Leader, flows.Admin}
)

// ofStatistics is who sees the numbers of which unit.
func ofStatistics() []act {
	month := strconv.Itoa(int(figures.MonthOf(2026, 11)))
	view := func(unit, part string) string { return " =" + unit + " " + month + " " + month + " 2 " + part + " 0" }
	all := []act{{do: "bantin", roles: overseeing, anywhere: true}, {do: "bantin tat", roles: overseeing, anywhere: true}, {do: "bantin bat", roles: overseeing, anywhere: true, typed: true},
		{do: "thongke", roles: counting, anywhere: true}, {do: "thongke", roles: counting, anywhere: true, typed: true}, {do: "thongke 10/2026", roles: counting, anywhere: true, typed: true}}
	for _, part := range []string{"-", "im", "to", "muc", "noi", "ky"} {
		all = append(all, act{do: "thongke" + view("NH-01", part), roles: counting})
	}
	all = append(all, act{do: "thongke" + view("NH-01", "viec"), roles: overseeing}, act{do: "tkbang" + view("NH-01", "-"), roles: counting})
	for _, part := range []string{"-", "im", "noi", "viec"} {
		all = append(all, act{do: "thongke" + view("03169", part), roles: desks})
	}
	return append(all, act{do: "tkbang" + view("03169", "-"), roles: desks}, act{do: "thongke" + view("11", "-"), roles: []flows.Role{flows.Duty, flows.Admin}, top: true},
		act{do: "thongke" + view("khong-co", "-")}, act{do: "tkbang x"})
}
