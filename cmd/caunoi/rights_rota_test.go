package main

import (
	"strconv"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/rota"
	"caunoi/store"
)

// tomorrow is when the leave and the shift of a trial begin.
var tomorrow = time.Date(2026, 11, 22, 0, 0, 0, 0, time.FixedZone("+07", 7*60*60))

// away puts a leave of the commune's duty officer into the world, in which
// somebody stands in.
func away(standIn string) func(m *matrix, tx store.Tx, _ casework.Case) {
	return func(_ *matrix, tx store.Tx, _ casework.Case) {
		rota.Leaves.Put(tx, rota.Leave{Member: "binh", From: tomorrow, To: tomorrow.AddDate(0, 0, 2), StandIns: []string{standIn}})
	}
}

// shift puts a shift into the world, which somebody was asked to take over.
func shift(member, asked string) func(m *matrix, tx store.Tx, _ casework.Case) {
	return func(_ *matrix, tx store.Tx, _ casework.Case) {
		rota.Shifts.Put(tx, rota.Shift{Unit: "03169", Member: member, From: tomorrow, To: tomorrow.AddDate(0, 0, 1), Asked: asked})
	}
}

// ofRota is leave and duty.
func ofRota() []act {
	noting, planning := []flows.Role{flows.Coordinator, flows.Admin}, []flows.Role{flows.Duty, flows.Coordinator, flows.Leader, flows.Admin}
	at := strconv.FormatInt(tomorrow.Unix(), 10)
	all := []act{
		{do: "nghi", roles: handling, anywhere: true}, {do: "nghi", roles: handling, anywhere: true, typed: true},
		{do: "nghi binh", roles: noting}, {do: "nghi binh mai", roles: noting, typed: true}, {do: "nghi.moi binh", roles: noting},
		{do: "nghi.ve binh " + at, roles: noting, also: away("an")}, {do: "nghi.doi binh " + at, roles: noting, also: away("an")},
		{do: "nghi.giao binh " + at + " an", roles: noting, also: away("an")}, {do: "nghi.giao binh " + at + " chu", also: away("an")},
		{do: "nghi.thay binh " + at + " co", member: true, also: away("x")}, {do: "nghi.thay binh " + at + " khong", also: away("an")},
		{do: "truc", member: true}, {do: "truc", member: true, typed: true},
		{do: "doica"}, {do: "doica", member: true, typed: true, also: shift("x", "")},
		{do: "doica.ca 03169 " + at + " x", member: true, also: shift("x", "")}, {do: "doica.ca 03169 " + at + " binh", also: shift("binh", "")},
		{do: "doica.cho 03169 " + at + " x binh", member: true, also: shift("x", "")}, {do: "doica.cho 03169 " + at + " binh x", also: shift("binh", "")},
		{do: "doica.nhan 03169 " + at + " binh co", roles: []flows.Role{flows.Duty, flows.Coordinator, flows.Leader}, also: shift("binh", "x")},
		{do: "doica.nhan 03169 " + at + " binh co", also: shift("binh", "chu")},
		{do: "talk.nghi binh@20261121 first mai"}, {do: "talk.nghidoi binh/" + at + " who an"}, {do: "talk.truc 03169@20261121 lines x"},
	}
	// The duty officers of a place plan for that place only.
	for _, do := range []string{"truc.xep 03169", "truc.ngay 03169", "truc.lap 03169", "truc.lap.that 03169 20261121"} {
		all = append(all, act{do: do, roles: planning, not: "duty of the province"})
	}
	return append(all, act{do: "truc 03169 mai Khác", roles: planning, not: "duty of the province", typed: true})
}
