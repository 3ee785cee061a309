package casework

import (
	"fmt"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// TestAuditOfMany measures a look through thousands of open urgent cases: each
// turn of it must be short, so that an urgent report beside it does not wait, and
// the whole must be through well before the next.
func TestAuditOfMany(t *testing.T) {
	const many = 5000
	d, update := watched(t)
	d.Timer("watch.next", AuditOn)
	d.Timer("clock", Tick)
	now := time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)
	for from := 0; from < many; from += 500 {
		update(func(tx store.Tx) {
			if from == 0 {
				manyPeople(tx)
				d.Start(tx, now)
			}
			for i := from; i < from+500; i++ {
				manyCase(tx, d.Set, i, now)
			}
		})
	}
	turns, longest, all := 0, time.Duration(0), time.Duration(0)
	for at := now.Add(AuditEvery); ; at = at.Add(time.Millisecond) {
		var due []flows.Timer
		began := time.Now()
		update(func(tx store.Tx) {
			due = flows.DueTimers(tx, at, 1)
			if len(due) > 0 && due[0].Name != "clock" {
				d.Take(tx, []flows.Event{flows.Firing(due[0], at)})
			}
		})
		took := time.Since(began)
		if len(due) == 0 || due[0].Name == "clock" {
			break
		}
		turns, longest, all = turns+1, max(longest, took), all+took
	}
	update(func(tx store.Tx) {
		i, _ := inspections.Get(tx, inspectionOf)
		if i.Unclean || i.Found != 0 || i.Ended.IsZero() {
			t.Errorf("the look ended as %+v", i)
		}
	})
	t.Logf("%d open urgent cases: %d turns, the longest %v, all %v, %v a case", many, turns, longest.Round(time.Millisecond), all.Round(time.Millisecond), (all / many).Round(time.Microsecond))
	if all > AuditEvery/2 {
		t.Errorf("a look takes %v, of %v", all, AuditEvery)
	}
}

// manyPeople founds a place whose people can all be told.
func manyPeople(tx store.Tx) {
	flows.Units.Put(tx, flows.Unit{Code: "c", Level: "commune", Name: "C"})
	flows.Units.Put(tx, flows.Unit{Code: "a", Level: "village", Name: "A", Team: true, Parent: "c"})
	for id, p := range map[string]flows.Post{"r": {Role: flows.Plain, Unit: "a"}, "h": {Role: flows.Charge, Unit: "a"}, "d": {Role: flows.Duty, Unit: "c"}, "l": {Role: flows.Leader, Unit: "c"}, "q": {Role: flows.Admin, Unit: "c"}} {
		flows.Members.Put(tx, flows.Member{ID: id, Name: id, Homes: []flows.Home{{Address: flows.At("test", id)}}, Consent: flows.Consent{Agreed: true}})
		p.Member = id
		flows.Posts.Put(tx, p)
	}
}

// manyCase stores one urgent case that is as it must be, on its way up.
func manyCase(tx store.Tx, set flows.Settings, i int, now time.Time) {
	code, at := fmt.Sprintf("2611-%d", i+1), now.Add(-time.Duration(i)*time.Millisecond)
	ladder := set.Terms[1].Ladder
	c := Case{
		Code: code, Reporter: "r", Chat: "test:r", Unit: "a", Path: []string{"c"}, At: at, Category: "TAI", Level: LifeAndDanger, State: New,
		Parts: []Part{{At: at, Text: "sạt lở chặn đường vào bản, 3 nhà bị đất tràn"}}, Log: make([]Entry, 10),
		Clock: Clock{Ladder: ladder, Level: LifeAndDanger, Rung: 2, Began: at, Step: now.Add(15 * time.Minute), Due: now.Add(48 * time.Hour)},
	}
	for _, id := range []string{"h", "d", "l"} {
		c.Alerts = append(c.Alerts, Alert{Member: id, Role: "role.charge", At: at, Sent: at, Rung: 2})
		about := AlertCard(code)
		to := flows.At("test", id)
		flows.Outbox.Put(tx, flows.Message{ID: "card/case/" + code + "/alert/" + string(to), Member: id, To: to, About: about, Card: true, At: at, State: flows.Sent, Shown: "b" + code})
	}
	Cases.Put(tx, c)
	flows.Timers.Put(tx, flows.Timer{Name: clockName, ID: code, Due: c.Clock.Step})
}

// TestFarStep: a step that is farther off than the longest gap of its ladder was
// put there by a clock that was set back, and comes at once. How long the whole
// ladder is does not matter.
func TestFarStep(t *testing.T) {
	now := clockAt("2026-11-21 08:00")
	a := &auditor{Turn: &flows.Turn{Event: flows.Event{At: now}, Set: flows.Defaults()}}
	l := flows.Ladder{Rungs: []flows.Rung{{After: 0}, {After: 40 * time.Minute}, {After: 80 * time.Minute}}, Pause: 10 * time.Minute}
	for in, far := range map[time.Duration]bool{39 * time.Minute: false, 40 * time.Minute: false, 42 * time.Minute: true, 4 * time.Hour: true} {
		if got := farStep(a, Case{Clock: Clock{Ladder: l, Step: now.Add(in)}}); got != far {
			t.Errorf("a step in %v is far off: %v, want %v", in, got, far)
		}
	}
}
