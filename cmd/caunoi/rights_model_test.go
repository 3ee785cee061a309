package main

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/model"
	"caunoi/store"
)

// Who may do what to a team's model: inOffice are those above it, who judge it;
// steering those who begin, review and stop it; holding all who hold a post at it or
// above it.
var (
	inOffice = []flows.Role{flows.Coordinator, flows.Leader, flows.Admin}
	steering = append([]flows.Role{flows.Deputy, flows.Head}, inOffice...)
	holding  = append([]flows.Role{flows.Charge, flows.StandIn, flows.Duty}, append(teamRoles, inOffice...)...)
)

// ofModels is what is done about models: the world has one of the first team.
func ofModels() []act {
	in := modelled
	return []act{
		{do: "mohinh", roles: holding, anywhere: true}, {do: "mohinh", roles: holding, anywhere: true, typed: true},
		{do: "mohinh 1", roles: holding, also: in(model.Running)}, {do: "mohinh MH-1", roles: holding, typed: true, also: in(model.Running)}, {do: "mohinh 9"},
		{do: "mohinh duong", roles: holding, anywhere: true, typed: true, also: in(model.Running)},
		{do: "mhthem", roles: steering, anywhere: true}, {do: "mhthem Khéo vận động; 2 km", roles: steering, anywhere: true}, {do: "mohinh thêm", roles: steering, anywhere: true, typed: true},
		{do: "talk.mohinh - name x"}, {do: "talk.mohinh.tiendo 1 what x"}, {do: "talk.mohinh.soket 1 due x"}, {do: "talk.mohinh.tiep 1 due x"},
		{do: "talk.mohinh.chua 1 fail x"}, {do: "talk.mohinh.dung 1 stop x"}, {do: "talk.mohinh.khong 1 refuse x"}, {do: "talk.mohinh.duyet 1 due x"},
		{do: "mhsua 1", roles: steering, also: in(model.Registered)}, {do: "mhsua 1", also: in(model.Running)},
		{do: "mhds run - 0", roles: holding, anywhere: true, also: in(model.Running)}, {do: "mhtim 0 duong", roles: holding, anywhere: true, also: in(model.Running)},
		{do: "mhxem 1", roles: holding, also: in(model.Running)},
		{do: "mhduyet 1", roles: inOffice, also: in(model.Registered)}, {do: "mhduyet 1", also: in(model.Running)},
		{do: "mhbatdau 1", roles: steering, also: in(model.Accepted)}, {do: "mhbatdau 1", also: in(model.Registered)},
		{do: "mhtiendo 1", roles: teamRoles, also: in(model.Running)}, {do: "mhtiendo 1", also: in(model.Stopped)},
		{do: "mhsoket 1", roles: steering, also: in(model.Running)}, {do: "mhsoket 1", also: unshown},
		{do: "mhdat 1", roles: inOffice, also: in(model.Reviewed)}, {do: "mhdat 1", also: in(model.Running)},
		{do: "mhchua 1", roles: inOffice, also: in(model.Reviewed)}, {do: "mhtiep 1", roles: steering, also: in(model.NotMet)},
		{do: "mhkhen 1", roles: inOffice, also: in(model.Met)}, {do: "mhkhen 1", also: in(model.Reviewed)},
		{do: "mhrong 1", roles: inOffice, also: in(model.Recognised)}, {do: "mhrong 1", also: in(model.Running)},
		{do: "mhdung 1", roles: steering, also: in(model.Running)}, {do: "mhdung 1", also: in(model.Stopped)},
		{do: "mhduyet 1", also: emptied(model.Registered)}, {do: "mhtiendo 1", also: emptied(model.Running)}, {do: "mhdung 1", roles: inOffice, also: emptied(model.Running)},
	}
}

// modelled is the model in a state; something shows it.
func modelled(state model.State) func(m *matrix, tx store.Tx, c casework.Case) {
	return func(m *matrix, tx store.Tx, _ casework.Case) {
		day := time.Date(2026, 11, 1, 0, 0, 0, 0, m.now.Location())
		model.Models.Put(tx, model.Model{
			Number: 1, State: state, Name: "Khéo vận động làm đường", Field: "NTM", Unit: "NH-01", Path: []string{"NH-01", "03169", "11"}, By: "an", At: day,
			Target: model.Amount{Number: 2000, Label: "km"}, Start: day, Due: day.AddDate(0, 6, 0), Shown: 1, Latest: day,
		})
		model.Evidences.Put(tx, model.Evidence{Model: 1, N: 1, At: day, By: "an", Words: "đã xong một nửa"})
	}
}

// unshown is the model under way, which nothing shows.
func unshown(m *matrix, tx store.Tx, c casework.Case) {
	modelled(model.Running)(m, tx, c)
	for o := range model.Models.All(tx) {
		o.Shown = 0
		model.Models.Put(tx, o)
	}
}

// emptied is the model of a team that has ended and became part of no other.
func emptied(state model.State) func(m *matrix, tx store.Tx, c casework.Case) {
	return func(m *matrix, tx store.Tx, c casework.Case) {
		modelled(state)(m, tx, c)
		u, _ := flows.Units.Get(tx, "NH-01")
		u.To = m.now.Add(-time.Hour)
		flows.Units.Put(tx, u)
		for p := range flows.Posts.All(tx) {
			if p.Unit == "NH-01" {
				p.To = u.To
				flows.Posts.Put(tx, p)
			}
		}
	}
}
