package main

import (
	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/directive"
	"caunoi/store"
)

// ofChase is how a directive is taken back and put right, for those who may send
// to all of its places.
func ofChase() []act {
	steer := func(do string, state directive.State) act { return act{do: do, roles: sending, also: directed(state)} }
	return []act{
		steer("cdthuhoi 1", directive.Sent), steer("cdthuhoi.that 1", directive.Sent), steer("cdthuhoi.that 1", directive.Stopped), steer("cdthoi 1", directive.Sent),
		steer("cdsua 1", directive.Sent), steer("cdsua 1", directive.Planned), {do: "talk.cdsua 1 sure co"}, {do: "cdsua.moi 1"},
		{do: "cdsua.dongy 1 1", roles: []flows.Role{flows.Admin}, also: fixed}, {do: "cdsua.khong 1 1", roles: []flows.Role{flows.Admin}, also: fixed},
		{do: "cdsua.dongy 1 2", roles: []flows.Role{flows.Admin}, also: fixed}, {do: "cdsua.dongy 1 1"},
		steer("cdnhac 1", directive.Sent), {do: "cdmo 1", roles: reading, also: directed(directive.Sent)},
		steer("cdnhu 1", directive.Sent), {do: "cdtim ra soat", roles: sending, anywhere: true, also: directed(directive.Sent)},
		{do: "cdcon 1", roles: sending, also: remaining},
	}
}

// reading are those who may read a directive that went to the team as one: its
// people, and those above them who are told of its silence.
var reading = []flows.Role{flows.Plain, flows.Secretary, flows.Deputy, flows.Head, flows.Leader, flows.Coordinator}

// fixed puts a directive into the world of which a correction waits for consent.
func fixed(m *matrix, tx store.Tx, c casework.Case) {
	directed(directive.Sent)(m, tx, c)
	for d := range directive.Directives.All(tx) {
		d.Fix = directive.Fix{N: 1, By: "chu", Text: "rà soát nhà ven đường"}
		directive.Directives.Put(tx, d)
	}
}

// remaining puts a withdrawn directive into the world, of which a copy remains.
func remaining(m *matrix, tx store.Tx, c casework.Case) {
	directed(directive.Withdrawn)(m, tx, c)
	directive.Receivers.Put(tx, directive.Receiver{Directive: 1, N: 1, Member: "an", Unit: "NH-01", Commune: "03169", State: directive.Has, Taken: directive.Remains, Why: "cannot"})
}
