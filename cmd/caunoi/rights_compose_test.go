package main

import (
	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/directive"
	"caunoi/store"
)

// ofComposing is what is done to write a directive and to confirm it.
func ofComposing() []act {
	writing := before("x", pressed("chidao"), pressed("cdsoan"), flows.Event{Kind: flows.Said, Text: "rà soát nhà ven suối"})
	saved := func(owner string) func(m *matrix, tx store.Tx, _ casework.Case) {
		return func(_ *matrix, tx store.Tx, _ casework.Case) {
			directive.Lists.Put(tx, directive.List{Member: owner, Mark: "a", Name: "A", Units: []string{"NH-01"}})
		}
	}
	return []act{
		{do: "chidao", roles: sending, anywhere: true}, {do: "chidao", roles: sending, anywhere: true, typed: true},
		{do: "chidao mai họp", roles: sending, anywhere: true, typed: true},
		{do: "cdsoan", roles: sending, anywhere: true}, {do: "cdnhap 1"}, {do: "cdnhap 1", roles: sending, anywhere: true, also: writing},
		{do: "cdthu", member: true}, {do: "cdmoi 1"}, {do: "talk.chidao 1 content x"},
		{do: "cddongy 1", roles: []flows.Role{flows.Admin}, also: directed(directive.Asking)}, {do: "cddongy 1", roles: []flows.Role{flows.Admin}, also: directed(directive.Sent)},
		{do: "cdkhong 1", roles: []flows.Role{flows.Admin}, also: directed(directive.Asking)},
		{do: "cdbo 1", roles: sending, also: directed(directive.Asking)},
		{do: "cddsluu"}, {do: "cddsluu", member: true, also: saved("x")}, {do: "cdxoads a"}, {do: "cdxoads a", also: saved("an")}, {do: "cdxoads a", member: true, also: saved("x")},
	}
}
