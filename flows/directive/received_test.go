package directive

import (
	"strconv"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// TestReceivedAndDoneInTime counts the directives of a month for a team, a commune
// and a province: sent to all, to one commune, to be known only, to members,
// withdrawn, and of another month.
func TestReceivedAndDoneInTime(t *testing.T) {
	o := newOffice(t, 0)
	from := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	to := from.AddDate(0, 1, 0)
	o.do(func(tx store.Tx) {
		flows.Units.Put(tx, flows.Unit{Code: "P"})
		for _, commune := range []string{"X", "Y"} {
			flows.Units.Put(tx, flows.Unit{Code: commune, Parent: "P"})
			for i := range 3 {
				flows.Units.Put(tx, flows.Unit{Code: commune + strconv.Itoa(i), Parent: commune, Team: true})
			}
		}
		number, ahead := int64(0), time.Duration(0)
		send := func(begun time.Time, whom Whom, ask Ask, state State, place string, parties ...Party) {
			number++
			Directives.Put(tx, Directive{Number: number, State: state, At: begun.Add(-ahead), Begun: begun, Whom: whom, Ask: ask, Places: []string{place}})
			for _, p := range parties {
				p.Directive, p.Commune = number, p.Unit[:1]
				Parties.Put(tx, p)
			}
		}
		party := func(unit string, s Reaction, late bool) Party { return Party{Unit: unit, State: s, Late: late} }
		ahead = 500 * 24 * time.Hour // planned more than a year ahead, and others were confirmed and sent before it began
		send(from, ToTeam, ForFigure, Sent, "P", party("X0", Answered, false), party("X1", Answered, true), party("X2", Stuck, false), party("Y0", Answered, false))
		ahead = 0
		send(from.Add(-time.Hour), ToTeam, ForFigure, Sent, "P", party("X0", Answered, false)) // of October
		send(from, ToTeam, ToConfirm, Sent, "X", party("X0", Read, false), party("X1", Read, true))
		send(from, ToHeads, ToKnow, Sent, "X", Party{Unit: "X0", Member: "h", State: None})
		send(from, ToMembers, ForFigure, Sent, "X", Party{Unit: "X0", Member: "m", State: Answered})
		send(from, ToTeam, ForFigure, Withdrawn, "X", party("X0", Answered, false))
		send(to, ToTeam, ForFigure, Sent, "X", party("X0", Answered, false)) // of December
	})
	o.do(func(tx store.Tx) {
		for unit, want := range map[string][2]int{"X0": {3, 3}, "X1": {2, 0}, "X2": {1, 0}, "X": {6, 3}, "Y": {1, 1}, "P": {7, 4}} {
			u, _ := flows.Units.Get(tx, unit)
			got, done := Received(tx, u, from, to)
			if got != want[0] || done != want[1] {
				t.Errorf("%s received %d and did %d in time, want %v", unit, got, done, want)
			}
		}
	})
}
