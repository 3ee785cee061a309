package main

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/calendar"
	"caunoi/flows/casework"
	"caunoi/flows/reminder"
	"caunoi/flows/text"
	"caunoi/store"
)

// A yearly is years of reminders: what each day's clock says must have been due, found
// without the program's own calendar.
type yearly struct {
	*scene
	rng      *rand.Rand
	from     time.Time
	latest   time.Time // that its clock has shown
	reported map[string][]time.Time
	rests    map[int64][][2]time.Time // when each reminder was paused, by its number; the end zero: still
	backs    []time.Time              // when the clock was set back
	down     int                      // outages
	starts   int
	tally    struct{ due, told, late, stale, broken, missed, rested, exempt, looked, silent, doubled, wrong int }
}

// TestRemindersForYears lets reminders run for two simulated years (a month by
// default; CAUNOI_DAYS sets it) in which the program starts anew every 20 hours and
// is down now and then for hours or days, reminders are paused and go on, and the
// clock is set back and forward: every due time is either said once to each team that
// it still concerns, at night and on days off later, or known as missed.
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
	y := &yearly{scene: newScene(t), rng: rand.New(rand.NewPCG(seed, 6)), reported: map[string][]time.Time{}, rests: map[int64][][2]time.Time{}}
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
				Said: line.words, Rule: rule, Useful: line.useful, Task: line.task, Workday: line.work, Night: line.night, State: reminder.Active,
			})
		}
		y.desk.Start(tx, y.now)
	})
	return y
}

// yearLines are the reminders of the test, and when the calendar on the wall says
// that each is due.
var yearLines = []struct {
	words       string
	useful      time.Duration
	task        string
	work, night bool
	due         func(day time.Time) (hour, minute int, ok bool)
}{
	{"hằng tháng ngày 25 lúc 7:00", 72 * time.Hour, "report", false, false, func(d time.Time) (int, int, bool) { return 7, 0, d.Day() == 25 }},
	{"thứ hai hằng tuần 19:00", 24 * time.Hour, "report", false, false, func(d time.Time) (int, int, bool) { return 19, 0, d.Weekday() == time.Monday }},
	{"30 6 * * *", 6 * time.Hour, "", false, false, func(time.Time) (int, int, bool) { return 6, 30, true }},
	{"0 8 1 1,4,7,10 *", 48 * time.Hour, "", false, false, func(d time.Time) (int, int, bool) {
		return 8, 0, d.Day() == 1 && (d.Month()-1)%3 == 0
	}},
	{"0 9 * * *", 8 * time.Hour, "", true, false, func(time.Time) (int, int, bool) { return 9, 0, true }},
	{"0 23 * * *", 8 * time.Hour, "", false, false, func(time.Time) (int, int, bool) { return 23, 0, true }},
	{"30 22 * * 2", 8 * time.Hour, "", false, true, func(d time.Time) (int, int, bool) { return 22, 30, d.Weekday() == time.Tuesday }},
	{"trước hạn 3 ngày, hạn ngày 31 hằng tháng lúc 7:15", 48 * time.Hour, "quiet", true, false, func(d time.Time) (int, int, bool) {
		return 7, 15, d.AddDate(0, 0, 4).Day() == 1
	}},
}

// lives lets 20 hours go by, in which teams report and reminders are paused; then the
// program ends and starts anew, at once or after an outage, or the clock is set.
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
		y.latest = laterOf(y.latest, y.now)
	}
	switch y.rng.IntN(72) {
	case 0, 1, 2, 7, 8, 9, 10, 11, 12:
		y.down++
		y.now = y.now.Add(time.Duration(y.rng.Int64N(int64(5 * 24 * time.Hour))))
	case 3:
		y.now = y.now.Add(-time.Duration(y.rng.Int64N(int64(2 * 24 * time.Hour))))
		y.backs = append(y.backs, y.now)
	case 4: // forward, and back when somebody sees it
		ahead := time.Duration(y.rng.Int64N(int64(4 * 24 * time.Hour)))
		y.now = y.now.Add(ahead)
		y.update(func(tx store.Tx) { y.desk.Start(tx, y.now) })
		y.passes(3 * time.Hour)
		y.latest = laterOf(y.latest, y.now)
		y.now = y.now.Add(-ahead)
		y.backs = append(y.backs, y.now)
	case 5, 6, 13, 14:
		y.rest(int64(y.rng.IntN(len(yearLines)) + 1))
	}
	y.latest = laterOf(y.latest, y.now)
	y.starts++
	y.update(func(tx store.Tx) { y.desk.Start(tx, y.now) })
}

func laterOf(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// rest pauses a reminder, or lets it go on.
func (y *yearly) rest(number int64) {
	code, all := strconv.FormatInt(number, 10), y.rests[number]
	if n := len(all); n > 0 && all[n-1][1].IsZero() {
		all[n-1][1] = y.now
		y.presses("quan", "nhactiep "+code)
		return
	}
	y.rests[number] = append(all, [2]time.Time{y.now})
	y.presses("quan", "nhacdung "+code)
}

// rested reports whether a reminder was paused at a moment. Near the ends of a pause
// the clock may have shown the moment twice, once in it.
func (y *yearly) rested(number int64, at time.Time) bool {
	for _, r := range y.rests[number] {
		if !at.Before(r[0]) && (r[1].IsZero() || !at.After(r[1])) {
			return true
		}
	}
	return false
}
