package calendar

import (
	"archive/zip"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var saigon = time.FixedZone("+07", 7*60*60)

func at(t *testing.T, s string, zone *time.Location) time.Time {
	t.Helper()
	when, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

// shown are moments as a person would read them out.
func shown(all []time.Time) string {
	var words []string
	for _, when := range all {
		words = append(words, when.Format("2006-01-02 15:04"))
	}
	return strings.Join(words, ", ")
}

// parses are texts, and what of them is wrong or when they come due on Sunday the 22nd
// of November 2026 at ten.
var parses = []struct {
	text string
	err  error
	next string // of the rule, or of what may have been meant
}{
	{"hằng tháng ngày 25 lúc 7:00", nil, "2026-11-25 07:00, 2026-12-25 07:00, 2027-01-25 07:00"},
	{"hang thang ngay 25 luc 7:00", nil, "2026-11-25 07:00, 2026-12-25 07:00, 2027-01-25 07:00"},
	{"thứ hai hằng tuần 19:00", nil, "2026-11-23 19:00, 2026-11-30 19:00, 2026-12-07 19:00"},
	{"hằng ngày 6h30 sáng", nil, "2026-11-23 06:30, 2026-11-24 06:30, 2026-11-25 06:30"},
	{"hằng ngày 6h30", ErrAsk, "2026-11-23 06:30, 2026-11-24 06:30, 2026-11-25 06:30"},
	{"hằng tháng ngày 30 lúc 8:00", nil, "2026-11-30 08:00, 2026-12-30 08:00, 2027-01-30 08:00"},
	{"0 7 25 * *", nil, "2026-11-25 07:00, 2026-12-25 07:00, 2027-01-25 07:00"},
	{"  0   7 25 *  * ", nil, "2026-11-25 07:00, 2026-12-25 07:00, 2027-01-25 07:00"},
	{"0 19 * * 1", nil, "2026-11-23 19:00, 2026-11-30 19:00, 2026-12-07 19:00"},
	{"0 19 * * 7", nil, "2026-11-22 19:00, 2026-11-29 19:00, 2026-12-06 19:00"},
	{"0 19 * * 5-7", nil, "2026-11-22 19:00, 2026-11-27 19:00, 2026-11-28 19:00"},
	{"@monthly", nil, "2026-12-01 00:00, 2027-01-01 00:00, 2027-02-01 00:00"},
	{"CRON_TZ=Asia/Tokyo 0 9 1 * *", nil, "2026-12-01 09:00, 2027-01-01 09:00, 2027-02-01 09:00"},
	{"0 8 29 2 *", nil, "2028-02-29 08:00"},
	{"0 * * * *", nil, "2026-11-22 11:00, 2026-11-22 12:00, 2026-11-22 13:00"},
	{"* * * * *", ErrOften, "2026-11-23 07:00, 2026-11-24 07:00, 2026-11-25 07:00"},
	{"*/5 8 * * 1", ErrOften, "2026-11-23 08:00, 2026-11-30 08:00, 2026-12-07 08:00"},
	{"0 0 31 2 *", ErrNever, "2027-02-28 00:00, 2028-02-28 00:00, 2029-02-28 00:00"},
	{"0 7 31 4,6 *", ErrNever, "2027-04-30 07:00, 2027-06-30 07:00, 2028-04-30 07:00"},
	{", * * * *", ErrUnread, ""},
	{"TZ=0", ErrZone, ""},
	{"CRON_TZ=Asia/Ho_Chi_Minh", ErrUnread, ""},
	{"TZ=", ErrZone, ""},
	{"CRON_TZ=Asia/Hanoi 0 7 * * *", ErrZone, "2026-11-23 07:00, 2026-11-24 07:00, 2026-11-25 07:00"},
	{"TZ=Local 0 7 * * *", ErrZone, "2026-11-23 07:00, 2026-11-24 07:00, 2026-11-25 07:00"},
	{"@every 1h", ErrUnread, ""},
	{"@every 0s", ErrUnread, ""},
	{"0 7 * * fri-mon", ErrUnread, ""},
	{"0 */90 * * *", ErrUnread, ""},
	{"*/45 * * * *", ErrOften, "2026-11-23 07:00, 2026-11-24 07:00, 2026-11-25 07:00"},
	{"hang thang ngay 25 luc 7h", ErrAsk, "2026-11-25 07:00, 2026-12-25 07:00, 2027-01-25 07:00"},
	{"hằng tháng ngày 32 lúc 7:00", ErrDay, ""},
	{"thứ 8 hằng tuần lúc 7:00", ErrDay, ""},
	{"hằng năm ngày 30/2 lúc 7:00", ErrDay, ""},
	{"hằng tháng ngày 25 lúc 25:00", ErrClock, ""},
	{"hằng tháng ngày 25 lúc 7h75", ErrClock, ""},
	{"mùng 5 hằng tháng lúc 7:00", ErrMoon, "2026-12-05 07:00, 2027-01-05 07:00, 2027-02-05 07:00"},
	{"hằng tháng ngày 3/2 lúc 7:00", ErrUnread, ""},
	{"mỗi ngày 7h và 19h", nil, "2026-11-22 19:00, 2026-11-23 07:00, 2026-11-23 19:00"},
	{"hằng ngày lúc 7 giờ sáng và 2 giờ chiều", nil, "2026-11-22 14:00, 2026-11-23 07:00, 2026-11-23 14:00"},
	{"hằng ngày 7h và 19h30", ErrSeveral, "2026-11-23 07:00, 2026-11-24 07:00, 2026-11-25 07:00"},
	{"thứ 2, thứ 5 hằng tuần lúc 7:30", nil, "2026-11-23 07:30, 2026-11-26 07:30, 2026-11-30 07:30"},
	{"thứ 2, 4, 6 lúc 7:00", nil, "2026-11-23 07:00, 2026-11-25 07:00, 2026-11-27 07:00"},
	{"mỗi thứ hai và chủ nhật lúc 19:00", nil, "2026-11-22 19:00, 2026-11-23 19:00, 2026-11-29 19:00"},
	{"ngày 1 và 15 hằng tháng lúc 7:00", nil, "2026-12-01 07:00, 2026-12-15 07:00, 2027-01-01 07:00"},
	{"hằng tháng ngày 1, ngày 15", ErrHour, "2026-12-01 07:00, 2026-12-15 07:00, 2027-01-01 07:00"},
	{"ngày 5 và 20 hằng quý lúc 7:00", nil, "2027-01-05 07:00, 2027-01-20 07:00, 2027-04-05 07:00"},
	{"ngày 15 và 31 hằng tháng lúc 7:00", ErrSeveral, "2026-12-15 07:00, 2027-01-15 07:00, 2027-02-15 07:00"},
	{"ngày 1 và 32 hằng tháng lúc 7:00", ErrDay, ""},
	{"ngày cuối tháng lúc 17:00", nil, "2026-11-30 17:00, 2026-12-31 17:00, 2027-01-31 17:00"},
	{"0 7 1,,5 * *", ErrUnread, ""},
	{"60 7 * * *", ErrUnread, ""},
	{"7 giờ sáng hằng ngày", nil, "2026-11-23 07:00, 2026-11-24 07:00, 2026-11-25 07:00"},
	{"thứ hai hằng tuần 19:00 và thứ năm hằng tuần 19:00", ErrUnread, ""},
	{"hằng ngày 19:00 trừ chủ nhật", ErrMore, "2026-11-22 19:00, 2026-11-23 19:00, 2026-11-24 19:00"},
	{"hằng tháng ngày 25", ErrHour, "2026-11-25 07:00, 2026-12-25 07:00, 2027-01-25 07:00"},
	{"ngày mai 7:00", ErrUnread, ""},
	{"khi nào rảnh", ErrUnread, ""},
	{"", ErrUnread, ""},
}

func TestParse(t *testing.T) {
	now := at(t, "2026-11-22 10:00", saigon)
	for _, c := range parses {
		r, err := Parse(c.text, now)
		if !errors.Is(err, c.err) {
			t.Errorf("Parse(%q): %v; want %v", c.text, err, c.err)
		}
		comesDue(t, c.text, r, now, c.next)
	}
}

// comesDue looks at the next times of a rule: as many as are wanted.
func comesDue(t *testing.T, text string, r Rule, now time.Time, want string) {
	t.Helper()
	n := 3
	if strings.Count(want, ",") == 0 {
		n = 1
	}
	if got := shown(r.Following(now, saigon, n)); got != want {
		t.Errorf("Parse(%q) comes due %s; want %s", text, got, want)
	}
}

// TestChanges holds a rule to what it promises where clocks are set.
func TestChanges(t *testing.T) {
	for _, c := range []struct{ zone, line, after, want string }{
		{"Europe/Berlin", "30 2 * * *", "2026-03-28 12:00", "2026-03-29 03:30, 2026-03-30 02:30"},      // skipped
		{"Europe/Berlin", "30 2 * * *", "2026-10-24 12:00", "2026-10-25 02:30, 2026-10-26 02:30"},      // gone through twice
		{"Africa/Cairo", "0 0 * * *", "2026-04-23 12:00", "2026-04-24 01:00, 2026-04-25 00:00"},        // midnight is skipped
		{"Australia/Lord_Howe", "0 2 * * *", "2026-10-03 12:00", "2026-10-04 02:30, 2026-10-05 02:00"}, // by half an hour
		{"Pacific/Apia", "0 7 * * *", "2011-12-29 12:00", "2011-12-31 07:00, 2012-01-01 07:00"},        // a day is skipped
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		r := Rule{Line: c.line}
		if got := shown(r.Following(at(t, c.after, zone), zone, 2)); got != c.want {
			t.Errorf("%s: %s after %s comes due %s; want %s", c.zone, c.line, c.after, got, c.want)
		}
	}
	from := at(t, "2026-11-22 10:00", saigon)
	moved := Rule{Line: "0 9 * * *", Zone: "Asia/Tokyo"}.Next(from, saigon)
	if got := moved.In(saigon).Format(time.TimeOnly); got != "07:00:00" {
		t.Errorf("nine in Tokyo is %s here; want seven", got)
	}
}

// zones are the names of the zone database that comes with the compiler.
func zones(t *testing.T) []string {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var names []string
	for _, f := range r.File {
		if !strings.HasSuffix(f.Name, "/") {
			names = append(names, f.Name)
		}
	}
	return names
}

// TestOnceADayEverywhere counts, in every zone, how often a daily rule comes due on
// each day of the zone in a year: once.
func TestOnceADayEverywhere(t *testing.T) {
	all, days := zones(t), 0
	for _, name := range all {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range []string{"0 0 * * *", "30 2 * * *", "59 23 * * *"} {
			days += onceADay(t, Rule{Line: line}, zone)
		}
	}
	t.Logf("%d zones, %d days of a daily rule: each once", len(all), days)
}

func onceADay(t *testing.T, r Rule, zone *time.Location) (days int) {
	t.Helper()
	day := time.Date(2025, 12, 31, 12, 0, 0, 0, zone)
	due := time.Date(2025, 12, 31, 23, 59, 30, 0, zone)
	for ; days < 366; days++ {
		day = time.Date(day.Year(), day.Month(), day.Day()+1, 12, 0, 0, 0, zone)
		due = r.Next(due, zone)
		if due.YearDay() != day.YearDay() || due.Year() != day.Year() {
			t.Errorf("%s: %s comes due at %s; want on %s", zone, r.Line, due, day.Format(time.DateOnly))
			return days
		}
	}
	return days
}

// FuzzParse looks that nothing is taken that never comes due or comes due too
// often, and that nothing is panicked at.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"0 7 25 * *", "TZ=0", "@every 0s", "0 0 31 2 *", "thứ hai hằng tuần 19:00", "*/2 * * * 1"} {
		f.Add(text)
	}
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, saigon)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Parse(text, now)
		if err != nil {
			return
		}
		next := r.Following(now, saigon, 2)
		if len(next) == 0 || !next[0].After(now) || len(next) > 1 && next[1].Sub(next[0]) < least {
			t.Errorf("Parse(%q) was taken and comes due %s", text, shown(next))
		}
	})
}
