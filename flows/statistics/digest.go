package statistics

import (
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/figures"
	"caunoi/flows/text"
	"caunoi/store"
)

const (
	// LookEvery is how often it is looked whether a digest is due.
	LookEvery = 10 * time.Minute

	// RunTimer names the timer that goes on with one.
	RunTimer = "thongke.tin"

	weekly, monthly = "week", "month"

	digestLooked = 300 // members in one turn
	digestTold   = 3   // of them who are told, each of whom costs some milliseconds
	digestUnits  = 4   // of one person that are told of
)

// useful is how long after its time a digest is still worth saying.
var useful = map[string]time.Duration{weekly: 24 * time.Hour, monthly: 3 * 24 * time.Hour}

// A run is one digest being told to all whom it is for, once to each: what it was
// for stays, so that none is begun again, and the member behind whom it goes on.
type run struct {
	Kind  string    `cbor:"1,keyasint"`
	Due   time.Time `cbor:"2,keyasint"`
	After string    `cbor:"3,keyasint,omitempty"`
	Over  bool      `cbor:"4,keyasint,omitempty"`
	At    time.Time `cbor:"5,keyasint"` // when it was begun: numbers are of then
}

// runs holds the last digest of each kind.
var runs = store.NewTable("statistics.run", func(r run) string { return r.Kind })

// A tide is what had come and been settled of a unit, all together, when its people
// were last told of a week: the week is what came since.
type tide struct {
	Unit  string    `cbor:"1,keyasint"`
	Apart bool      `cbor:"2,keyasint,omitempty"` // with what went to the level above
	Due   time.Time `cbor:"3,keyasint"`           // of the digest it was told in
	Came  int       `cbor:"4,keyasint"`
	Done  int       `cbor:"5,keyasint"`

	Since time.Time `cbor:"6,keyasint,omitempty"` // of the one before
	Was   int       `cbor:"7,keyasint"`           // what had come by then
	Were  int       `cbor:"8,keyasint"`           // and been settled
}

var tides = store.NewTable("statistics.mark", func(m tide) string {
	apart := uint8(0)
	if m.Apart {
		apart = 1
	}
	return store.Key(m.Unit, apart)
})

// LookForDigests begins the digests that have come due.
func LookForDigests(t *flows.Turn) {
	for _, kind := range []string{weekly, monthly} {
		due, on := t.Set.Digests.Last(kind == weekly, t.Event.At, t.Set.Zone)
		if !on || t.Event.At.Sub(due) > useful[kind] || !t.Set.Chase.Hours.In(t.Event.At, t.Set.Zone) {
			continue
		}
		if last, ok := runs.Get(t.Tx, kind); ok && (!due.After(last.Due) || last.sameSpan(due, t.Set.Zone)) {
			continue
		}
		runs.Put(t.Tx, run{Kind: kind, Due: due, At: t.Event.At})
		t.Wake(RunTimer, kind, 0)
	}
}

// sameSpan reports whether a moment is of the week or month of which the run has told,
// so that an hour or a day that was changed in between sends no second one.
func (r run) sameSpan(due time.Time, zone *time.Location) bool {
	a, b := r.Due.In(zone), due.In(zone)
	if r.Kind == weekly {
		year, week := a.ISOWeek()
		y, w := b.ISOWeek()
		return year == y && week == w
	}
	return a.Year() == b.Year() && a.Month() == b.Month()
}

// GoOn tells the next of those whom a digest is for.
func GoOn(t *flows.Turn, kind string) {
	r, ok := runs.Get(t.Tx, kind)
	if !ok || r.Over {
		return
	}
	if next := t.Set.Chase.Hours.Next(t.Event.At, t.Set.Zone); next.After(t.Event.At) {
		t.Wake(RunTimer, kind, next.Sub(t.Event.At)) // nobody is woken by numbers
		return
	}
	looked, told := 0, 0
	from := ""
	if r.After != "" {
		from = r.After + "\x00" // the next id: store.Next would leave out m10 behind m1
	}
	for m := range flows.Members.Range(t.Tx, from, "") {
		if looked == digestLooked || told == digestTold {
			runs.Put(t.Tx, r)
			t.Wake(RunTimer, kind, 0)
			return
		}
		looked, r.After = looked+1, m.ID
		if r.tell(t, m) {
			told++
		}
	}
	r.Over = true
	runs.Put(t.Tx, r)
}

// tell sends a member the digest, if the member answers for a part of the tree now,
// wants it, and there is something to say. It reports whether it was looked at.
func (r run) tell(t *flows.Turn, m flows.Member) bool {
	if m.Home() == "" || m.NoDigest || t.Event.At.Sub(r.Due) > useful[r.Kind] {
		return false
	}
	roots := led(t, m)
	if len(roots) == 0 {
		return false
	}
	var lines text.List
	var seen []View
	var first Right
	for _, u := range roots[:min(len(roots), digestUnits)] {
		right, _ := RightOf(t.Tx, m.ID, u.Code, t.Event.At)
		v, said := r.lines(t, u, right)
		if len(said) > 0 {
			if len(seen) == 0 {
				first = right
			}
			lines, seen = append(lines, said...), append(seen, v)
		}
	}
	if len(seen) == 0 {
		return true
	}
	head := text.K("statistics.digest." + r.Kind)
	note := flows.Note{
		Key: "statistics.lines", Args: text.Args{"lines": append(text.List{head}, lines...)}, Lane: flows.Reminder, Until: r.Due.Add(useful[r.Kind]),
		Files: NewBook(t.Tx, t.Set, seen[0], first, t.Event.At).pictures(t, m.ID, seen[0]),
	}
	for _, v := range seen {
		note.Choices = append(note.Choices, flows.Choice{Key: "statistics.button.unit", Args: text.Args{"unit": nameOf(t.Tx, v.Unit)}, Do: v.do(), Row: true})
	}
	note.Choices = append(note.Choices, flows.Choice{Key: "statistics.button.stop", Do: "bantin tat", Row: true})
	t.Say(m.Reader(), note)
	return true
}

// led are the parts of the tree that a member answers for: who sees counts only asks
// for them.
func led(t *flows.Turn, m flows.Member) []flows.Unit {
	return slices.DeleteFunc(Roots(t.Tx, m.ID, t.Event.At), func(u flows.Unit) bool {
		right, ok := RightOf(t.Tx, m.ID, u.Code, t.Event.At)
		return !ok || right.Counts
	})
}

// lines are what a digest says of a unit, none where there is nothing to say: of a
// month the same as /thongke, of a week what came since the last one.
func (r run) lines(t *flows.Turn, u flows.Unit, right Right) (v View, lines text.List) {
	now := figures.MonthAt(t.Set, r.At)
	if r.Kind == monthly {
		v = View{Unit: u.Code, Period: periodOf("last", now), Tree: figures.Now}
		b := NewBook(t.Tx, t.Set, v, right, t.Event.At)
		gave, _ := b.gave(v.Period)
		if gave+b.counted(casework.Came, v.Period).N+b.counted(casework.WasDone, v.Period).N+b.ledger.Open(int(v.Period.To)) == 0 {
			return v, nil
		}
		return v, b.lines(v.Period)
	}
	v = View{Unit: u.Code, Period: periodOf("month", now), Tree: figures.Now}
	b := NewBook(t.Tx, t.Set, v, right, t.Event.At)
	k := r.tide(t, b)
	came, done := max(0, k.Came-k.Was), max(0, k.Done-k.Were)
	open, late := b.ledger.Open(int(now)), b.ledger.Late(int(now))
	if k.Since.IsZero() || came+done+late == 0 {
		return v, nil
	}
	lines = text.List{
		text.Key{Name: "statistics.head", Args: text.Args{"unit": u.Name, "period": text.Key{Name: "statistics.digest.since", Args: text.Args{"day": text.Day(k.Since)}}}},
		text.Key{Name: "statistics.digest.cases", Args: text.Args{"came": came, "done": done, "open": open, "late": late}},
	}
	return v, append(lines, b.teamsLine(v.Period)...)
}

// tide is what had come and been settled of a unit when its people are told of a week,
// and when they were told of the one before: the same for all of them.
func (r run) tide(t *flows.Turn, b *Book) tide {
	k := tide{Unit: b.unit.Code, Apart: b.right.Apart}
	apart := uint8(0)
	if k.Apart {
		apart = 1
	}
	old, ok := tides.Get(t.Tx, store.Key(k.Unit, apart))
	if ok && old.Due.Equal(r.Due) {
		return old
	}
	all := figures.Period{To: figures.MonthAt(b.set, r.At)}
	k.Due, k.Came, k.Done = r.Due, b.counted(casework.Came, all).N, b.counted(casework.WasDone, all).N
	if ok {
		k.Since, k.Was, k.Were = old.Due, old.Came, old.Done
	}
	tides.Put(t.Tx, k)
	return k
}

// Digest switches one's own digests off or on: "tắt", "bật". Without a word it says how
// it is.
func Digest(t *flows.Turn, args []string) {
	if len(led(t, t.From)) == 0 {
		t.Reply("statistics.closed", nil)
		return
	}
	m := t.From
	switch strings.Join(args, " ") {
	case "tat", "tắt", "off":
		m.NoDigest = true
		flows.Members.Put(t.Tx, m)
	case "bat", "bật", "on":
		m.NoDigest = false
		flows.Members.Put(t.Tx, m)
	}
	if m.NoDigest {
		t.Reply("statistics.digest.off", nil, flows.Choice{Key: "statistics.button.start", Do: "bantin bat"})
		return
	}
	t.Reply("statistics.digest.on", text.Args{"days": days(t.Set.Digests)}, flows.Choice{Key: "statistics.button.stop", Do: "bantin tat"})
}

// Setting is the digest among what a person decides for oneself: whether it comes, and
// the button that changes that. Who is sent none has nothing to decide.
func Setting(t *flows.Turn, m flows.Member) (line text.Key, change flows.Choice, ok bool) {
	if d := t.Set.Digests; !d.Week.On && !d.Month.On || len(led(t, m)) == 0 {
		return line, change, false
	}
	if m.NoDigest {
		return text.K("statistics.setting.off"), flows.Choice{Key: "statistics.setting.start", Do: "bantin bat"}, true
	}
	return text.Key{Name: "statistics.setting.on", Args: text.Args{"days": days(t.Set.Digests)}}, flows.Choice{Key: "statistics.setting.stop", Do: "bantin tat"}, true
}

// weekdays are the days of the week, by the last part of their keys.
var weekdays = [...]string{"cn", "t2", "t3", "t4", "t5", "t6", "t7"}

// days says when digests come.
func days(d flows.Digests) any {
	var parts text.Joined
	clock := func(at time.Duration) string {
		return time.Date(2026, 1, 1, 0, int(at/time.Minute), 0, 0, time.UTC).Format("15:04")
	}
	if d.Week.On {
		parts = append(parts, text.Key{Name: "statistics.digest.weekly", Args: text.Args{"day": text.K("rota.weekday." + weekdays[d.Week.Day]), "time": clock(d.Week.At)}})
	}
	if d.Month.On {
		parts = append(parts, text.Key{Name: "statistics.digest.monthly", Args: text.Args{"day": d.Month.Day, "time": clock(d.Month.At)}})
	}
	if len(parts) == 0 {
		return text.K("statistics.digest.never")
	}
	return parts
}
