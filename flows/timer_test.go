package flows

import (
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/store"
)

// fire fires all that is due.
func fire(r *rig) Taken {
	r.Helper()
	var taken Taken
	r.do(func(tx store.Tx) {
		var events []Event
		for _, tm := range DueTimers(tx, r.now, 100) {
			events = append(events, Firing(tm, r.now))
		}
		taken = r.desk.Take(tx, events)
	})
	return taken
}

// ringing is a rig whose timers "ring" are noted.
func ringing(t *testing.T) (r *rig, an Address, rung *[]string) {
	r = newRig(t)
	rung = new([]string)
	r.desk.Timer("ring", func(_ *Turn, id string) { *rung = append(*rung, id) })
	return r, r.person("an", "rich"), rung
}

// TestTimerFiresOnce: not before it is due, then once, also if it is taken
// twice in one batch and again afterwards.
func TestTimerFiresOnce(t *testing.T) {
	r, an, rung := ringing(t)
	taken := r.turn(an, func(t *Turn) { t.Wake("ring", "a", time.Hour) })
	if want := r.now.Add(time.Hour); !taken.Wake.Equal(want) {
		t.Errorf("the loop is to wake at %v; want %v", taken.Wake, want)
	}
	var tm Timer
	r.do(func(tx store.Tx) { tm, _ = Timers.Get(tx, store.Key("ring", "a")) })
	r.pass(time.Hour - time.Microsecond)
	fire(r)
	if len(*rung) != 0 {
		t.Errorf("it rang a microsecond early")
	}
	r.pass(time.Microsecond)
	r.take(Firing(tm, r.now), Firing(tm, r.now))
	r.take(Firing(tm, r.now))
	fire(r)
	if got := len(*rung); got != 1 {
		t.Errorf("it rang %d times; want once", got)
	}
}

// TestSoonWaitsNoLonger: what waits for a while after something happened comes
// after that while, though the clock is set back meanwhile; what waits for an hour
// of the day waits for it.
func TestSoonWaitsNoLonger(t *testing.T) {
	r, an, rung := ringing(t)
	r.desk.Soon("soon", func(_ *Turn, id string) { *rung = append(*rung, id) })
	r.turn(an, func(t *Turn) {
		t.Wake("soon", "minute", time.Minute)
		t.Wake("soon", "hour", time.Hour)
		t.Wake("ring", "evening", time.Minute)
	})
	for _, set := range []time.Duration{-3 * time.Hour, 0} { // and again, as a start does: nothing waits anew for that
		r.now = r.now.Add(set)
		r.do(func(tx store.Tx) { r.desk.Start(tx, r.now) })
		r.pass(30 * time.Second)
		fire(r)
	}
	if got := strings.Join(*rung, " "); got != "minute" {
		t.Errorf("a minute after the clock was set back %q rang; want minute", got)
	}
	r.pass(time.Hour - time.Minute)
	fire(r)
	if got := strings.Join(*rung, " "); got != "minute hour" {
		t.Errorf("an hour after the clock was set back %q rang; want minute hour", got)
	}
}

// TestTimerIsReplaced: setting it again moves it, and the earlier setting,
// which may be on its way already, does nothing.
func TestTimerIsReplaced(t *testing.T) {
	r, an, rung := ringing(t)
	var old, now Timer
	set := func(into *Timer, after time.Duration) {
		r.turn(an, func(t *Turn) {
			t.Wake("ring", "a", after)
			*into, _ = Timers.Get(t.Tx, store.Key("ring", "a"))
		})
	}
	set(&old, time.Minute)
	set(&now, time.Hour)
	if old.Seq == now.Seq {
		t.Errorf("both settings have the number %d; want two numbers", old.Seq)
	}
	r.pass(time.Minute)
	fire(r)
	r.take(Firing(old, r.now))
	if len(*rung) != 0 {
		t.Errorf("the earlier setting rang: %v", *rung)
	}
	r.pass(time.Hour)
	wrong := now
	wrong.Seq++
	r.take(Firing(wrong, r.now))
	if len(*rung) != 0 {
		t.Errorf("a setting of another number rang: %v", *rung)
	}
	fire(r)
	if got := len(*rung); got != 1 {
		t.Errorf("it rang %d times; want once", got)
	}
}

// TestTimerRests: what was taken away does not ring, others of its name do, and
// the longest due comes first.
func TestTimerRests(t *testing.T) {
	r, an, rung := ringing(t)
	r.turn(an, func(t *Turn) {
		t.Wake("ring", "late", 3*time.Minute)
		t.Wake("ring", "early", time.Minute)
		t.Wake("ring", "gone", 2*time.Minute)
	})
	r.turn(an, func(t *Turn) { t.Rest("ring", "gone") })
	var due time.Time
	r.do(func(tx store.Tx) { due, _ = NextDue(tx) })
	if want := r.now.Add(time.Minute); !due.Equal(want) {
		t.Errorf("the next is due at %v; want %v", due, want)
	}
	r.pass(24 * time.Hour) // an outage delays them and drops none
	fire(r)
	if want := []string{"early", "late"}; !slices.Equal(*rung, want) {
		t.Errorf("it rang for %v; want %v", *rung, want)
	}
	var ok bool
	r.do(func(tx store.Tx) { _, ok = NextDue(tx) })
	if ok {
		t.Error("a timer is left; want none")
	}
}

// TestFiringsAreToldApart: two firings of one timer have two ids, since what
// they say is named by them.
func TestFiringsAreToldApart(t *testing.T) {
	at := time.Date(2026, 11, 21, 6, 12, 0, 0, time.UTC)
	ids := map[string]bool{}
	for _, tm := range []Timer{
		{Name: "a", ID: "b", Due: at}, {Name: "a", ID: "b", Due: at, Seq: 1},
		{Name: "a", ID: "b", Due: at.Add(time.Microsecond)}, {Name: "a", ID: "c", Due: at},
	} {
		ids[Firing(tm, at).ID] = true
	}
	if len(ids) != 4 {
		t.Errorf("four firings have the ids %v", ids)
	}
}

// TestDueTimersAreLimited: a backlog comes in slices.
func TestDueTimersAreLimited(t *testing.T) {
	r, an, _ := ringing(t)
	r.turn(an, func(t *Turn) {
		for _, id := range []string{"a", "b", "c"} {
			t.Wake("ring", id, time.Minute)
		}
	})
	r.pass(time.Minute)
	r.do(func(tx store.Tx) {
		if got := len(DueTimers(tx, r.now, 2)); got != 2 {
			t.Errorf("%d timers are due of at most 2; want 2", got)
		}
	})
}

// TestCode: codes run by the month of the zone's clock.
func TestCode(t *testing.T) {
	r := newRig(t)
	an := r.person("an", "rich")
	var got []string
	for _, at := range []string{"2026-11-21T06:12:00+07:00", "2026-11-30T23:59:59+07:00", "2026-12-01T00:00:00+07:00", "2026-12-01T00:00:01+07:00", "2027-11-01T00:00:00+07:00"} {
		var err error
		if r.now, err = time.Parse(time.RFC3339, at); err != nil {
			t.Fatal(err)
		}
		r.turn(an, func(t *Turn) { got = append(got, t.Code()) })
	}
	if want := []string{"2611-1", "2611-2", "2612-1", "2612-2", "2711-1"}; !slices.Equal(got, want) {
		t.Errorf("codes are %v; want %v", got, want)
	}
}
