package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/flowtest"
	"caunoi/store"
)

// A raceTrack is the world in which races are run, each undone afterwards.
type raceTrack struct {
	t    *testing.T
	db   store.DB
	desk *flows.Desk

	rng     *rand.Rand
	tx      store.Tx
	now     time.Time
	seq     int64
	shown   int
	buttons map[string]map[string]string // what each button does that a chat was shown, by its label
	got     map[string]int               // copies by chat and directive
	seed    uint64
	what    string

	faults, directives, copies int
}

func newRaceTrack(t *testing.T) *raceTrack {
	t.Helper()
	desk := wholeDesk(t, simZone)
	desk.Set.Directives.Consent = 4
	return &raceTrack{t: t, db: flowtest.Store(t), desk: desk}
}

// race runs one race.
func (r *raceTrack) race(seed uint64) {
	r.seed, r.rng = seed, rand.New(rand.NewPCG(seed, 8))
	err := r.db.Update(context.Background(), func(tx store.Tx) {
		_ = tx.Try(func() {
			r.tx, r.now, r.seq = tx, time.Date(2026, 11, 23, 8, 0, 0, 0, simZone), 0
			r.buttons, r.got = map[string]map[string]string{}, map[string]int{}
			r.found()
			want := r.clash()
			for range 30 {
				r.passes(10 * time.Second)
			}
			r.judge(want)
			panic("undo")
		})
	})
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r *raceTrack) fault(format string, args ...any) {
	r.faults++
	r.t.Errorf("CAUNOI_SEED=%d CAUNOI_RACES=1, %s: %s", r.seed, r.what, fmt.Sprintf(format, args...))
}

// found makes a commune with two administrators, and seven people in two teams.
func (r *raceTrack) found() {
	flows.Units.Put(r.tx, flows.Unit{Code: "03169", Level: "commune", Name: "Xã Một"})
	for _, team := range []string{"NH-01", "NH-02"} {
		flows.Units.Put(r.tx, flows.Unit{Code: team, Level: "village", Name: "Bản " + team, Parent: "03169", Team: true})
	}
	r.enter("quan", flows.Admin, "03169")
	r.enter("pho", flows.Admin, "03169")
	for i := range 7 {
		r.enter(fmt.Sprint("p", i), flows.Plain, []string{"NH-01", "NH-02"}[i/4])
	}
}

func (r *raceTrack) enter(id string, role flows.Role, unit string) {
	flows.Members.Put(r.tx, flows.Member{
		ID: id, Name: "Người " + id, Homes: []flows.Home{{Address: flows.At("test", id), Since: r.now}}, Consent: flows.Consent{Version: "1", Agreed: true, At: r.now},
	})
	flows.Posts.Put(r.tx, flows.Post{Member: id, Role: role, Unit: unit})
}

// event makes an event of somebody.
func (r *raceTrack) event(who string) flows.Event {
	r.seq++
	return flows.Event{
		ID: fmt.Sprintf("test:u%d", r.seq), Seq: r.seq, At: r.now, Said: r.now, Message: fmt.Sprint("u", r.seq),
		By: flows.At("test", who), Chat: flows.At("test", who), Private: true,
	}
}

func (r *raceTrack) saying(who, words string) flows.Event {
	e := r.event(who)
	e.Kind, e.Text = flows.Said, words
	return e
}

// pressing presses the button whose label begins so.
func (r *raceTrack) pressing(who, label string) flows.Event {
	e := r.event(who)
	e.Kind = flows.Pressed
	for l, do := range r.buttons[who] {
		if strings.HasPrefix(l, label) {
			e.Press = do
		}
	}
	if e.Press == "" {
		r.fault("%s sees no button %q of %v", who, label, r.buttons[who])
	}
	return e
}

// take hands events to the desk and delivers all that follows.
func (r *raceTrack) take(events ...flows.Event) {
	taken := r.desk.Take(r.tx, events)
	for _, a := range taken.Aside {
		r.fault("put aside: %s", a.Why)
	}
	for queue := taken.Queued; len(queue) > 0; queue = queue[1:] {
		s, ok := r.desk.Claim(r.tx, queue[0].ID, r.now)
		if !ok {
			continue
		}
		r.shown++
		m := s.Message
		if r.buttons[m.To.Chat()] == nil {
			r.buttons[m.To.Chat()] = map[string]string{}
		}
		for _, b := range s.Buttons {
			if m.Deed == flows.Show {
				r.buttons[m.To.Chat()][b.Label] = b.Do
			}
		}
		if m.About.Kind == "directive" && s.Edit == "" {
			r.got[m.To.Chat()+" "+m.About.Code]++
		}
		settled := r.desk.Settle(r.tx, s, flows.Outcome{Result: flows.Done, Shown: fmt.Sprint("b", r.shown)}, r.now)
		queue = append(queue, settled.Queued...)
	}
}

// passes lets time go by.
func (r *raceTrack) passes(d time.Duration) {
	r.now = r.now.Add(d)
	for range 20 {
		due := flows.DueTimers(r.tx, r.now, 100)
		if len(due) == 0 {
			return
		}
		for _, tm := range due {
			r.take(flows.Firing(tm, r.now))
		}
	}
}
