package main

import (
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/calendar"
	"caunoi/flows/casework"
	"caunoi/flows/reminder"
	"caunoi/flows/text"
	"caunoi/store"
)

// A year of reminders: what each day's clock says must have been due, found without
// the program's own calendar.
type yearly struct {
	*scene
	rng      *rand.Rand
	from     time.Time
	reported map[string][]time.Time // by team, when it reported
	down     int                    // outages
	starts   int
	tally    struct{ due, told, missed, exempt, wrong int }
}

// TestRemindersForYears lets reminders run for two simulated years (a month by
// default; CAUNOI_DAYS sets it) in which the program starts anew every 20 hours and
// is down now and then for hours or days: every due time is either said once to
// each team that it still concerns, or known as missed.
func TestRemindersForYears(t *testing.T) {
	days, seeds := 30, uint64(1)
	if n, err := strconv.Atoi(os.Getenv("CAUNOI_DAYS")); err == nil {
		days = n
	}
	for seed := range seeds {
		y := newYears(t, seed)
		for y.now.Before(y.from.AddDate(0, 0, days)) {
			y.lives()
		}
		y.judge(days)
	}
}

func newYears(t *testing.T, seed uint64) *yearly {
	t.Helper()
	y := &yearly{scene: newScene(t), rng: rand.New(rand.NewPCG(seed, 6)), reported: map[string][]time.Time{}}
	texts, err := text.Load(y.desk.Set.Zone)
	if err != nil {
		t.Fatal(err)
	}
	y.desk = flows.NewDesk(texts, y.desk.Set, map[string]flows.Traits{"test": {Buttons: true, Edits: true}})
	registerReminders(y.desk)
	for _, team := range []string{"NH-01", "NH-02", "MC-01"} {
		y.member(flows.Member{ID: "h" + team, Name: "Tổ trưởng " + team}, team, "head")
	}
	y.member(flows.Member{ID: "quan", Name: "Quản trị"}, "11", "admin")
	y.from = y.now
	y.update(func(tx store.Tx) {
		for i, line := range yearLines {
			rule, err := calendar.Parse(line.words, y.now)
			if err != nil {
				t.Fatal(err)
			}
			reminder.Reminders.Put(tx, reminder.Reminder{
				Number: int64(i + 1), By: "quan", Set: y.now, Text: "lời nhắc số " + strconv.Itoa(i+1), Places: []string{"11"}, Whom: reminder.ToTeam,
				Said: line.words, Rule: rule, Useful: line.useful, Task: line.task, State: reminder.Active,
			})
		}
		y.desk.Start(tx, y.now)
	})
	return y
}

// yearLines are the reminders of the test, and when the calendar on the wall says
// that each is due.
var yearLines = []struct {
	words  string
	useful time.Duration
	task   string
	due    func(day time.Time) (hour, minute int, ok bool)
}{
	{"hằng tháng ngày 25 lúc 7:00", 72 * time.Hour, "report", func(d time.Time) (int, int, bool) { return 7, 0, d.Day() == 25 }},
	{"thứ hai hằng tuần 19:00", 24 * time.Hour, "report", func(d time.Time) (int, int, bool) { return 19, 0, d.Weekday() == time.Monday }},
	{"30 6 * * *", 6 * time.Hour, "", func(d time.Time) (int, int, bool) { return 6, 30, true }},
	{"0 8 1 1,4,7,10 *", 48 * time.Hour, "", func(d time.Time) (int, int, bool) {
		return 8, 0, d.Day() == 1 && (d.Month()-1)%3 == 0
	}},
}

// lives lets 20 hours go by, in which teams report; then the program ends and
// starts anew, at once or after an outage.
func (y *yearly) lives() {
	y.t.Helper()
	for range 4 {
		if team := []string{"NH-01", "NH-02", "MC-01"}[y.rng.IntN(3)]; y.rng.IntN(20) == 0 {
			y.update(func(tx store.Tx) {
				code := "2611-" + strconv.Itoa(len(y.reported["all"])+1)
				casework.Cases.Put(tx, casework.Case{Code: code, Reporter: "h" + team, Unit: team, At: y.now, State: casework.Closed, Level: casework.Ordinary, Category: "HTA"})
			})
			y.reported["all"] = append(y.reported["all"], y.now)
			y.reported[team] = append(y.reported[team], y.now)
		}
		y.passes(5 * time.Hour)
	}
	if y.rng.IntN(8) == 0 {
		y.down++
		y.now = y.now.Add(time.Duration(y.rng.Int64N(int64(5 * 24 * time.Hour))))
	}
	y.starts++
	y.update(func(tx store.Tx) { y.desk.Start(tx, y.now) })
}

// judge compares what was said and recorded with what was due.
func (y *yearly) judge(days int) {
	y.t.Helper()
	y.passes(time.Hour)
	for i, line := range yearLines {
		y.update(func(tx store.Tx) { y.judgeOne(tx, int64(i+1), line.due) })
	}
	y.t.Logf("%d days, %d starts, %d outages: %d times due, %d said, %d known as missed; %d teams spared that had reported; %d wrong",
		days, y.starts, y.down, y.tally.due, y.tally.told, y.tally.missed, y.tally.exempt, y.tally.wrong)
}

func (y *yearly) judgeOne(tx store.Tx, number int64, due func(time.Time) (int, int, bool)) {
	want := map[time.Time]bool{}
	for day := y.from; day.Before(y.now); day = day.AddDate(0, 0, 1) {
		if hour, minute, ok := due(day); ok {
			at := time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, y.from.Location())
			if at.After(y.from) && at.Before(y.now.Add(-6*time.Hour)) {
				want[at.UTC()] = true
			}
		}
	}
	told, missed := 0, 0
	from, to := store.Prefix(store.Key(number))
	for o := range reminder.Occurrences.Range(tx, from, to) {
		if o.At.After(y.now.Add(-6 * time.Hour)) {
			continue
		}
		missed += o.Others
		switch {
		case !want[o.At.UTC()]:
			y.wrong("reminder %d came at %s, when it was not due", number, o.At)
		case o.Fate == reminder.Missed:
			missed++
		case o.Fate == reminder.Told:
			told++
			y.told(number, o)
		default:
			y.wrong("reminder %d of %s is %s", number, o.At, o.Fate.Name())
		}
	}
	if told+missed != len(want) {
		y.wrong("reminder %d was due %d times; %d said and %d known as missed", number, len(want), told, missed)
	}
	y.tally.due, y.tally.told, y.tally.missed = y.tally.due+len(want), y.tally.told+told, y.tally.missed+missed
	y.heard(tx, number)
}

func (y *yearly) wrong(format string, args ...any) {
	y.tally.wrong++
	y.t.Errorf(format, args...)
}

// told looks that a time was said only to teams that had not reported since the
// time before.
func (y *yearly) told(number int64, o reminder.Occurrence) {
	exempt := 0
	for _, team := range []string{"NH-01", "NH-02", "MC-01"} {
		for _, at := range y.reported[team] {
			if yearLines[number-1].task != "" && !at.Before(o.Since) && !at.After(o.Began) {
				exempt++
				break
			}
		}
	}
	if o.Exempt != exempt || o.Told != 3-exempt {
		y.wrong("reminder %d of %s: %d told and %d spared; %d had reported", number, o.At, o.Told, o.Exempt, exempt)
	}
	y.tally.exempt += exempt
}

// heard counts what each head was shown against what is recorded.
func (y *yearly) heard(tx store.Tx, number int64) {
	shown, recorded := 0, 0
	for who, all := range y.seen {
		for _, s := range all {
			if strings.HasPrefix(who, "h") && strings.Contains(s, "lời nhắc số "+strconv.FormatInt(number, 10)+"\n") {
				shown++
			}
		}
	}
	from, to := store.Prefix(store.Key(number))
	for o := range reminder.Occurrences.Range(tx, from, to) {
		recorded += o.Told
	}
	if shown != recorded {
		y.wrong("reminder %d was shown %d times; %d are recorded", number, shown, recorded)
	}
}
