package model

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/store"
	"caunoi/store/storetest"
)

// TestCountIsTrue compares what is counted from kept counters with what is found by
// going through all models one by one, over trees in which units ended, became part of
// others and moved.
func TestCountIsTrue(t *testing.T) {
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 1))
		l := newLand(t)
		l.province(3, 4)
		var units []flows.Unit
		var models []Model
		begin := time.Date(2026, 1, 1, 0, 0, 0, 0, zone)
		l.do(func(tx store.Tx) {
			units = nil
			for u := range flows.Units.All(tx) {
				units = append(units, u)
			}
			for range 4 { // a village ends, and some become part of another
				u := &units[r.IntN(len(units))]
				if u.Level != "village" || !u.To.IsZero() {
					continue
				}
				u.To = begin.AddDate(0, r.IntN(12), r.IntN(28))
				if into := units[r.IntN(len(units))]; r.IntN(3) > 0 && into.Level == "village" && into.To.IsZero() && into.Code != u.Code {
					u.Into = into.Code
				}
				flows.Units.Put(tx, *u)
			}
			models = nil
			for n := range int64(150) {
				models = append(models, randomModel(r, n+1, units, begin))
				Models.Put(tx, models[n])
			}
		})
		l.do(func(tx store.Tx) {
			for _, u := range units {
				for month := 0; month < 13; month += 2 {
					from := begin.AddDate(0, month, 0)
					compareCounts(t, tx, models, u.Code, from, from.AddDate(0, 1+r.IntN(3), 0))
				}
			}
		})
	}
}

// randomModel is a model of some unit with marks on some days, in their order.
func randomModel(r *rand.Rand, number int64, units []flows.Unit, begin time.Time) Model {
	m := Model{Number: number, State: Running, Unit: units[r.IntN(len(units))].Code, At: begin}
	day := begin.AddDate(0, 0, r.IntN(200))
	for _, kind := range []Kind{WasRegistered, WasShown, WasRecognised, WasReplicated, WasStopped} {
		if day = day.AddDate(0, 0, r.IntN(60)); kind == WasRegistered || r.IntN(3) > 0 {
			m.Marks = append(m.Marks, Mark{Kind: kind, Day: dayNumber(day), Unit: m.Unit})
		}
	}
	if m.marked(WasStopped) && !m.marked(WasShown) { // it is noted of none (see TestKeptUpByTheSteps)
		m.Marks = m.Marks[:1]
	}
	return m
}

func compareCounts(t *testing.T, tx store.Tx, models []Model, unit string, from, to time.Time) {
	t.Helper()
	var want [4]int
	for _, m := range models {
		for _, mark := range m.Marks {
			if i := map[Kind]int{WasRegistered: 1, WasRecognised: 3, WasReplicated: 4}[mark.Kind]; i > 0 && below(tx, mark.Unit, unit) && mark.Day >= dayNumber(from) && mark.Day < dayNumber(to) {
				want[i-1]++
			}
		}
		owner, there := ownerAt(tx, m.Unit, to)
		if there && below(tx, owner, unit) && markedBy(m, WasShown, to) && !markedBy(m, WasStopped, to) {
			want[1]++
		}
	}
	var got [4]int
	var err error
	if got[0], got[1], got[2], got[3], err = Count(tx, unit, from, to); err != nil || got != want {
		t.Errorf("%s from %s to %s: %v (%v); want %v", unit, from.Format(time.DateOnly), to.Format(time.DateOnly), got, err, want)
	}
}

// below reports whether a unit hangs below another in the tree, whatever it became
// part of.
func below(tx store.Tx, unit, top string) bool {
	for range 8 {
		if unit == top {
			return true
		}
		u, _ := flows.Units.Get(tx, unit)
		unit = u.Parent
	}
	return false
}

// ownerAt is the unit that had what was a unit's at the end of a period, if one had.
func ownerAt(tx store.Tx, unit string, end time.Time) (string, bool) {
	for range 8 {
		u, _ := flows.Units.Get(tx, unit)
		if u.To.IsZero() || !u.To.Before(end) {
			return unit, true
		}
		if unit = u.Into; unit == "" {
			return "", false
		}
	}
	return "", false
}

func markedBy(m Model, kind Kind, end time.Time) bool {
	for _, mark := range m.Marks {
		if mark.Kind == kind && mark.Day < dayNumber(end) {
			return true
		}
	}
	return false
}

// TestKeptUpByTheSteps takes steps at random, as people take them by buttons and words:
// what is counted as kept up is what is shown by something and was not stopped.
func TestKeptUpByTheSteps(t *testing.T) {
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 2))
		l := newLand(t)
		l.province(1, 2)
		l.member("tin", flows.Leader, "11")
		l.member("an", flows.Head, "X000-00")
		const models = 6
		l.do(func(tx store.Tx) {
			for n := range int64(models) {
				m := Model{Number: n + 1, State: Registered, Name: "Khéo", Unit: "X000-00", At: l.now, Due: l.now.AddDate(0, 6, 0), Target: Amount{Number: 1000, Label: "hộ"}}
				m.Marks = []Mark{{Kind: WasRegistered, Day: dayNumber(l.now), Unit: m.Unit}}
				put(tx, m)
			}
		})
		for range 40 {
			n := 1 + r.IntN(models)
			switch r.IntN(3) {
			case 0:
				l.press("tin", fmt.Sprintf("mhduyet %d", n))
			case 1:
				l.press("an", fmt.Sprintf("mhtiendo %d", n))
				l.say("an", "đã xong một phần")
				l.press("an", fmt.Sprintf("talk.mohinh.tiendo %d sum keep", n))
			default:
				who := []string{"tin", "an"}[r.IntN(2)]
				l.press(who, fmt.Sprintf("mhdung %d", n))
				l.say(who, "không làm nữa")
			}
			l.comparesKeptUp(seed)
		}
	}
}

// comparesKeptUp compares what is counted as kept up now with the models themselves.
func (l *land) comparesKeptUp(seed uint64) {
	l.Helper()
	l.do(func(tx store.Tx) {
		want := 0
		for m := range Models.All(tx) {
			if m.Shown > 0 && m.State != Stopped {
				want++
			}
		}
		if _, got, _, _, err := Count(tx, "11", l.now.AddDate(0, -1, 0), l.now.AddDate(0, 0, 1)); err != nil || got != want {
			l.Fatalf("seed %d: %d are counted as kept up (%v); %d are", seed, got, err, want)
		}
	})
}

// TestCountIsBounded counts one team, a commune and the province among many models:
// what is read depends on the tree and the days, and not on how many models there are.
func TestCountIsBounded(t *testing.T) {
	l := newLand(t)
	communes, models := 20, 2000
	if os.Getenv("CAUNOI_MODELS_LARGE") != "" { // the published province
		communes, models = 122, 20000
	}
	l.province(communes, 17)
	l.fill(models)
	l.do(func(tx store.Tx) {
		from := time.Date(2026, 6, 1, 0, 0, 0, 0, zone)
		for unit, most := range map[string]int{"X003-02": 20, "X003": 200, "11": 200 * communes} {
			m, at := &storetest.Meter{Tx: tx}, time.Now()
			registered, running, _, _, err := Count(m, unit, from, from.AddDate(0, 1, 0))
			t.Logf("%-8s %d registered, %d kept up: %d rows read, %v", unit, registered, running, m.Read, time.Since(at).Round(100*time.Microsecond))
			if err != nil || m.Read > most || m.Written > 0 {
				t.Errorf("to count %s reads %d rows and writes %d (%v); at most %d", unit, m.Read, m.Written, err, most)
			}
		}
	})
}

// fill puts models of all teams into the land, registered over the year.
func (l *land) fill(models int) {
	var teams []string
	l.do(func(tx store.Tx) {
		teams = nil
		for u := range flows.Units.All(tx) {
			if u.Team {
				teams = append(teams, u.Code)
			}
		}
	})
	for first := 0; first < models; first += 1000 {
		l.do(func(tx store.Tx) {
			for n := first; n < min(models, first+1000); n++ {
				day := time.Date(2026, 1, 1+n%330, 0, 0, 0, 0, zone)
				m := Model{
					Number: int64(n + 1), State: State(1 + n%9), Name: fmt.Sprintf("Khéo vận động việc thứ %d", n+1), Field: fields[n%len(fields)], Unit: teams[n%len(teams)], At: day, Start: day,
					Due: day.AddDate(0, 6, 0), Target: Amount{Number: 1000, Label: "hộ"},
				}
				for _, kind := range []Kind{WasRegistered, WasShown}[:1+n%2] {
					m.Marks = append(m.Marks, Mark{Kind: kind, Day: dayNumber(day), Unit: m.Unit})
				}
				put(tx, m)
			}
		})
	}
	l.do(func(tx store.Tx) { numbers.Gave(tx, "model", int64(models)) })
}

// TestListIsBounded pages through all shelves, searches and opens a card among many
// models, as the province's leader and as a team's head: no turn reads more than a
// bound that does not grow with them.
func TestListIsBounded(t *testing.T) {
	const most = 3000 // rows: what is looked at for a screen, and the tree above it
	l := newLand(t)
	l.province(20, 17)
	l.fill(3000)
	l.member("tin", flows.Leader, "11")
	l.member("an", flows.Head, "X003-02")
	for _, who := range []string{"tin", "an"} {
		for _, press := range []string{"mohinh", "mhds wait - 0", "mhds run - 900", "mhds late - 0", "mhds end CCH 0", "mhds judged NTM 500", "mhtim 0 khong co dau", "mhtim 2000 viec", "mohinh 54", "mhds khac - 0", "mhds wait linhvuc 0"} {
			l.seq++
			e := flows.Event{ID: fmt.Sprintf("test:u%d", l.seq), Seq: l.seq, At: l.now, Kind: flows.Pressed, Press: press, By: flows.At("test", who), Chat: flows.At("test", who), Private: true}
			l.do(func(tx store.Tx) {
				m := &storetest.Meter{Tx: tx}
				if k := l.desk.Take(m, []flows.Event{e}); len(k.Aside) > 0 {
					t.Errorf("%s was put aside: %+v", press, k.Aside)
				}
				t.Logf("%-4s %-22s %5d rows read", who, press, m.Read)
				if m.Read > most {
					t.Errorf("%s by %s reads %d rows; at most %d", press, who, m.Read, most)
				}
				for said := range flows.Outbox.All(tx) {
					if len(said.Buttons) > 6 {
						t.Errorf("%s by %s is answered with %d buttons; at most 6 (%+v)", press, who, len(said.Buttons), said.Buttons)
					}
				}
			})
		}
	}
}
