package reminder

import (
	"slices"
	"time"

	"caunoi/flows"
	"caunoi/flows/directive"
	"caunoi/store"
)

// The timers of a reminder: its next time; the next slice of a time that has
// come; and a message that somebody put off.
const (
	DueTimer   = "nhac.due"
	RunTimer   = "nhac.run"
	AgainTimer = "nhac.again"
)

// LookEvery is how often it is seen to that every reminder that is active has its
// next time, in the zone there is now.
const LookEvery = 10 * time.Minute

const (
	slice   = 128             // units whose people are told in one turn, so that a report never waits for a province
	apart   = 2 * time.Second // reminders that are due at the same moment begin one after the other,
	spread  = 30              // so many of them: what is sent to a province is spread by the pace of sending (reliability.md C15)
	farBack = 10000           // times that are counted as missed at most: more than a year of hours
)

// arm finds the next time of a reminder after a moment and sets its timer. The
// caller stores it.
func (r *Reminder) arm(t *flows.Turn, after time.Time) {
	r.Next, r.Zone = time.Time{}, t.Set.Zone.String()
	if r.State != Active {
		t.Rest(DueTimer, r.Code())
		return
	}
	if r.Next = r.next(t, after); !r.Next.IsZero() {
		t.Wake(DueTimer, r.Code(), r.Next.Sub(t.Event.At))
	}
}

// Due begins the time of a reminder that has come. Of several that were slept
// through only the newest is said, and only while it is of use; the others are
// recorded as missed, and those who set it are told. A time that has been, as
// where a clock was set back, does not come again.
func Due(t *flows.Turn, code string) {
	r, ok := Find(t.Tx, code)
	if !ok || r.State != Active || r.Next.IsZero() {
		return
	}
	if r.Next.After(t.Event.At) { // a clock was set back
		t.Wake(DueTimer, code, r.Next.Sub(t.Event.At))
		return
	}
	r.comes(t, Missed)
}

// comes is Due of a time that has come; why is what becomes of times before it that
// nothing is known of, and of itself if it is no longer of use.
func (r Reminder) comes(t *flows.Turn, why Fate) {
	newest, before, missed := r.newest(t)
	first := r.opens(t, newest, newest)
	o := Occurrence{Reminder: r.Number, At: newest, Others: missed, Since: r.since(t, newest), Until: first.Add(r.Useful)}
	hold := r.opens(t, latestOf(first, t.Event.At), newest)
	switch {
	case r.known(t, newest):
		if missed > 0 {
			r.miss(t, Occurrence{Reminder: r.Number, At: before, Others: missed - 1}, why)
		}
	case !hold.Before(o.Until):
		r.Last = newest
		r.miss(t, o, why)
	case hold.After(t.Event.At): // it waits for its hour or its day
		if missed > 0 {
			r.miss(t, Occurrence{Reminder: r.Number, At: before, Others: missed - 1}, why)
		}
		r.Next = newest
		t.Wake(DueTimer, r.Code(), hold.Sub(t.Event.At))
		Reminders.Put(t.Tx, r)
		return
	default:
		if missed > 0 && r.opens(t, before, before).Before(newest) { // it did not wait for this one: nobody was there
			o.Others = 0
			r.miss(t, Occurrence{Reminder: r.Number, At: before, Others: missed - 1}, why)
		}
		r.Last = newest
		r.run(t, o)
	}
	r.arm(t, t.Event.At)
	Reminders.Put(t.Tx, r)
}

// waits reports whether a time of a reminder has come and waits for its hour or
// its day.
func (r Reminder) waits(t *flows.Turn) bool {
	return r.State == Active && !r.Next.IsZero() && !r.Next.After(t.Event.At) && !r.known(t, r.Next)
}

// rearm is arm where a reminder was something else before. A time that waits still
// waits, unless the rule is another one or it is not to go on: then it is known as
// broken off. The caller stores it.
func (r *Reminder) rearm(t *flows.Turn, old Reminder) {
	switch {
	case !old.waits(t):
	case r.State == Active && r.Rule == old.Rule:
		r.Next, r.Zone = old.Next, t.Set.Zone.String()
		t.Wake(DueTimer, r.Code(), r.opens(t, t.Event.At, r.Next).Sub(t.Event.At))
		return
	default:
		newest, before, others := old.newest(t)
		if old.known(t, newest) {
			newest, others = before, others-1
		}
		until := old.opens(t, newest, newest).Add(old.Useful)
		o := Occurrence{Reminder: r.Number, At: newest, Others: others, Fate: Broken, Began: t.Event.At, Left: r.units(t), Since: old.since(t, newest), Until: until}
		Occurrences.Put(t.Tx, o)
	}
	if r.State == Paused && (old.State != Paused || r.Rule != old.Rule) {
		r.Rested = t.Event.At
	}
	r.arm(t, t.Event.At)
}

// teams are those that a reminder goes to now: also where a unit has become part of
// another since.
func (r Reminder) teams(t *flows.Turn) []flows.Unit {
	return directive.Teams(t.Tx, t.Event.At, r.placesNow(t))
}

// placesNow are the units that a reminder goes to, each as what it has become.
func (r Reminder) placesNow(t *flows.Turn) []string {
	var places []string
	for _, unit := range r.Places {
		if now := directive.Now(t.Tx, unit); !slices.Contains(places, now) {
			places = append(places, now)
		}
	}
	return places
}

// covers reports whether a unit is, or lies below, one that a reminder goes to.
func (r Reminder) covers(t *flows.Turn, unit string) bool {
	places := r.placesNow(t)
	for u := range flows.Up(t.Tx, unit) {
		if slices.Contains(places, u.Code) {
			return true
		}
	}
	return false
}

// newest returns the last time of a reminder that has come; and of those before it that
// nothing is known of, the last, and how many they are. Where a clock was set back
// some of them have been before.
func (r Reminder) newest(t *flows.Turn) (at, before time.Time, missed int) {
	at = r.Next
	for range farBack {
		next := r.next(t, at)
		if next.IsZero() || next.After(t.Event.At) {
			break
		}
		if !r.known(t, at) {
			before, missed = at, missed+1
		}
		at = next
	}
	return at, before, missed
}

// known reports whether a time of a reminder has come before.
func (r Reminder) known(t *flows.Turn, at time.Time) bool {
	return Occurrences.Has(t.Tx, Occurrence{Reminder: r.Number, At: at}.key())
}

// since is from when on what a team did counts for a time of a reminder: the time
// before it; and no longer before it than the next one comes after it, where there
// was none or it rested.
func (r Reminder) since(t *flows.Turn, due time.Time) time.Time {
	since := r.Set
	if next := r.next(t, due); !next.IsZero() {
		since = due.Add(due.Sub(next))
	}
	if r.Last.Before(due) {
		return latestOf(since, r.Last)
	}
	return since
}

// opens is the first moment from another on at which what came due may be said:
// within the hours in which people are reminded, unless it is for the night too, and
// on a day of work if the reminder is for those, at its own time of the day where that lies in the hours.
func (r Reminder) opens(t *flows.Turn, from, due time.Time) time.Time {
	hour, minute, _ := due.In(t.Set.Zone).Clock()
	if !r.Night && !t.Set.Chase.Hours.In(due, t.Set.Zone) {
		hour, minute = 0, 0
	}
	for range longestBreak {
		if !r.Night {
			from = t.Set.Chase.Hours.Next(from, t.Set.Zone)
		}
		if !r.Workday || t.Set.Holidays.Working(from.In(t.Set.Zone)) {
			break
		}
		y, m, d := from.In(t.Set.Zone).Date()
		from = time.Date(y, m, d+1, hour, minute, 0, 0, t.Set.Zone)
	}
	return from
}

// longestBreak bounds the search for a working day, in days.
const longestBreak = 366

func latestOf(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// run begins to tell the teams. Where an earlier time still runs, that one ends:
// nobody is told twice of the same.
func (r Reminder) run(t *flows.Turn, o Occurrence) {
	for _, old := range latest(t.Tx, r.Number, 1) {
		if old.Fate == Running {
			r.breakOff(t, old)
		}
	}
	o.Began, o.Fate, o.Left = t.Event.At, Running, r.units(t)
	Occurrences.Put(t.Tx, o)
	if len(o.Left) == 0 {
		r.toWatchers(t, "remind.nobody", o, nil)
	}
	t.Wake(RunTimer, r.Code()+" "+o.mark(), time.Duration(r.Number%spread)*apart)
}

// Look sees that every active reminder has its next time and its timer, and finds
// it anew where the zone of the settings has changed or a clock was set back from
// far ahead.
func Look(t *flows.Turn) {
	configure(t)
	for _, r := range slices.Collect(going(t.Tx)) {
		if r.State != Active {
			continue
		}
		stale := r.Zone != t.Set.Zone.String() || !r.Next.Equal(r.next(t, t.Event.At))
		if r.Next.IsZero() || r.Next.After(t.Event.At) && stale {
			r.arm(t, t.Event.At)
			r.endWithOrder(t)
			Reminders.Put(t.Tx, r)
		} else if !flows.Timers.Has(t.Tx, store.Key(DueTimer, r.Code())) {
			t.Wake(DueTimer, r.Code(), max(0, r.Next.Sub(t.Event.At)))
		}
	}
}
