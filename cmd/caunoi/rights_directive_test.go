package main

import (
	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/directive"
	"caunoi/store"
)

// sending are those who may send directives at their unit and below it, and
// steer those that go there.
var sending = []flows.Role{flows.Leader, flows.Admin}

// ofDirectives is what is done about directives: the world has one, for the team
// of the case.
func ofDirectives() []act {
	return append(append(ofChase(), ofComposing()...), []act{
		{do: "cd 1", roles: sending, also: directed(directive.Sent)},
		{do: "cddung 1", roles: sending, also: directed(directive.Sending)},
		{do: "cdtiep 1", roles: sending, also: directed(directive.Stopped)},
		{do: "cdlai 1", roles: sending, also: directed(directive.Sent)},
	}...)
}

// directed puts a directive into the world that the administrator of the
// province sent to the first commune, and that did not reach its one receiver.
func directed(state directive.State) func(m *matrix, tx store.Tx, c casework.Case) {
	return func(m *matrix, tx store.Tx, _ casework.Case) {
		directive.Directives.Put(tx, directive.Directive{
			Number: 1, State: state, By: "chu", At: m.now, Text: "rà soát nhà ven suối", Places: []string{"03169"},
			Whom: directive.ToTeam, Ask: directive.ToConfirm, Count: 1, Begun: m.now,
		})
		directive.Parties.Put(tx, directive.Party{Directive: 1, Unit: "NH-01", Commune: "03169", State: directive.None})
		directive.Receivers.Put(tx, directive.Receiver{Directive: 1, N: 1, Member: "an", Unit: "NH-01", Commune: "03169", State: directive.Failed, Why: "blocked"})
	}
}
