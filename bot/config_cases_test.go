package bot

import (
	"fmt"
	"testing"
	"time"

	"caunoi/flows"
)

// casesFile says something of every key of what becomes of a report.
const casesFile = good + `urgent:
  ladder:
    - 0m charge duty   # at once
    - 20m office
  rounds: 5
  pause: 10m
  again: 1h30m
  hours: all
  work: 2h
  grace: 5m
  settle: 0
  evidence: no
soon: {ladder: ["0m leader", "1d12h admin"], hours: 21-6, rounds: 0}
ordinary: {ladder: [], hours: 0-24}
close_after: 10d
bundle: 0s
leave_days: 30
holidays: [2027-01-01, 2027-02-05..2027-02-08, +2027-02-13]
hot_spots: [tai 4 12h]
routes: ["* 03169 vp-03169", HTA 03169 VP-HT]
heartbeat: ${BEAT}
`

// TestCasesAreRead reads every key of what becomes of a report.
func TestCasesAreRead(t *testing.T) {
	c, faults := Validate([]byte(casesFile), t.TempDir(), vars("TOKEN", canary, "BEAT", "https://example.org/secret"))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	want := flows.DefaultTerms()
	want[1] = flows.Terms{
		Ladder: flows.Ladder{
			Rungs: []flows.Rung{
				{After: 0, To: []flows.Target{flows.ToCharge, flows.ToDuty}},
				{After: 20 * time.Minute, To: []flows.Target{flows.ToOffice}},
			},
			Rounds: 5, Pause: 10 * time.Minute, Again: 90 * time.Minute,
		},
		Work: 2 * time.Hour, Grace: 5 * time.Minute,
	}
	want[2].Ladder.Rungs = []flows.Rung{{After: 0, To: []flows.Target{flows.ToLeader}}, {After: 36 * time.Hour, To: []flows.Target{flows.ToAdmin}}}
	want[2].Ladder.Rounds, want[2].Ladder.Hours = 0, flows.Hours{From: 21, To: 6}
	want[3].Ladder.Rungs, want[3].Ladder.Hours = nil, flows.Hours{From: 0, To: 24}
	days := flows.Holidays{"2027-01-01": true, "2027-02-05": true, "2027-02-06": true, "2027-02-07": true, "2027-02-08": true, "2027-02-13": false}
	routes := []flows.Route{{Unit: "03169", Office: "VP-03169"}, {Category: "HTA", Unit: "03169", Office: "VP-HT"}}
	for name, pair := range map[string][2]any{
		"terms":       {c.Terms, want},
		"holidays":    {c.Holidays, days},
		"hot spots":   {c.Hot, map[string]flows.Hot{"TAI": {N: 4, Within: 12 * time.Hour}}},
		"routes":      {c.Routes, routes},
		"close after": {c.Silence, 240 * time.Hour},
		"bundle":      {c.Bundle, time.Duration(0)},
		"leave":       {c.Leave, 30},
		"heartbeat":   {c.Heartbeat.Reveal(), "https://example.org/secret"},
	} {
		if got, want := fmt.Sprintf("%+v", pair[0]), fmt.Sprintf("%+v", pair[1]); got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
	}
}

// TestDefaultsAreThoseOfTheFlows: a file that says nothing is what the flows
// promise by themselves.
func TestDefaultsAreThoseOfTheFlows(t *testing.T) {
	c, set := DefaultConfig(), flows.Defaults()
	got := flows.Settings{Zone: c.Zone, Months: c.Months, Gather: c.Gather, DangerSilence: c.DangerSilence, UrgentSilence: c.UrgentSilence,
		Terms: c.Terms, Holidays: c.Holidays, Silence: c.Silence, Silent: c.Silent, Bundle: c.Bundle, Leave: c.Leave, Hot: c.Hot, Routes: c.Routes, Directives: c.Directives, Chase: c.Chase, Indicators: c.Indicators, Forms: c.Forms, Period: c.Period, Rate: c.Limits.PerSecond()}
	if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", set) {
		t.Errorf("got %+v\nwant %+v", got, set)
	}
}
