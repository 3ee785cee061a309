package calendar

import (
	"errors"
	"testing"
	"time"
)

// TestShortMonths holds rules to what they promise of days that a month does not
// have: in words its last day is meant, in a cron line no day of that month. What is
// so many days ahead is counted back from there.
func TestShortMonths(t *testing.T) {
	for _, c := range []struct{ text, after, want string }{
		{"hằng tháng ngày 30 lúc 8:00", "2027-01-15 00:00", "2027-01-30 08:00, 2027-02-28 08:00, 2027-03-30 08:00"},
		{"hằng tháng ngày 30 lúc 8:00", "2028-01-31 00:00", "2028-02-29 08:00, 2028-03-30 08:00, 2028-04-30 08:00"},
		{"hằng năm ngày 3/2 lúc 7:00", "2026-11-22 10:00", "2027-02-03 07:00, 2028-02-03 07:00, 2029-02-03 07:00"},
		{"hằng năm ngày 2 tháng 9 lúc 7:00", "2026-11-22 10:00", "2027-09-02 07:00, 2028-09-02 07:00, 2029-09-02 07:00"},
		{"hằng năm 20/11 7:00", "2026-11-20 06:00", "2026-11-20 07:00, 2027-11-20 07:00, 2028-11-20 07:00"},
		{"hằng năm ngày 29/2 lúc 7:00", "2026-11-22 10:00", "2027-02-28 07:00, 2028-02-29 07:00, 2029-02-28 07:00"},
		{"hằng năm ngày cuối tháng 2 lúc 7:00", "2026-11-22 10:00", "2027-02-28 07:00, 2028-02-29 07:00, 2029-02-28 07:00"},
		{"trước hạn 3 ngày, hạn ngày 2/9 hằng năm", "2026-11-22 10:00", "2027-08-30 07:00, 2028-08-30 07:00, 2029-08-30 07:00"},
		{"0 8 30 * *", "2027-01-15 00:00", "2027-01-30 08:00, 2027-03-30 08:00, 2027-04-30 08:00"},
		{"0 8 29 2 *", "2027-01-15 00:00", "2028-02-29 08:00, 2032-02-29 08:00, 2036-02-29 08:00"},
		{"trước hạn 3 ngày, hạn ngày 31 hằng tháng", "2027-01-15 00:00", "2027-01-28 07:00, 2027-02-25 07:00, 2027-03-28 07:00"},
		{"trước hạn 3 ngày, hạn ngày 30 hằng tháng", "2027-02-01 00:00", "2027-02-25 07:00, 2027-03-27 07:00, 2027-04-27 07:00"},
		{"trước hạn 3 ngày, hạn ngày 30 hằng tháng", "2028-02-01 00:00", "2028-02-26 07:00, 2028-03-27 07:00, 2028-04-27 07:00"},
		{"trước hạn 3 ngày, hạn ngày 2 hằng tháng", "2027-02-15 00:00", "2027-02-27 07:00, 2027-03-30 07:00, 2027-04-29 07:00"},
		{"trước hạn 27 ngày, hạn ngày 28 hằng tháng", "2027-01-15 00:00", "2027-02-01 07:00, 2027-03-01 07:00, 2027-04-01 07:00"},
		{"trước hạn 27 ngày, hạn ngày 31 hằng tháng", "2027-01-15 00:00", "2027-02-01 07:00, 2027-03-04 07:00, 2027-04-03 07:00"},
	} {
		r, err := Parse(c.text, at(t, "2026-11-22 10:00", saigon))
		if err != nil {
			t.Errorf("Parse(%q): %v", c.text, err)
		}
		if got := shown(r.Following(at(t, c.after, saigon), saigon, 3)); got != c.want {
			t.Errorf("%s after %s comes due %s; want %s", c.text, c.after, got, c.want)
		}
	}
}

// TestParseAhead reads what is ahead of a deadline.
func TestParseAhead(t *testing.T) {
	now := at(t, "2026-11-22 10:00", saigon)
	for _, c := range []struct {
		text string
		err  error
		next string
	}{
		{"trước hạn 3 ngày, hạn ngày 25 hằng tháng lúc 8:00", nil, "2026-12-22 08:00, 2027-01-22 08:00, 2027-02-22 08:00"},
		{"3 ngày trước hạn cuối tháng", nil, "2026-11-27 07:00, 2026-12-28 07:00, 2027-01-28 07:00"},
		{"truoc han 3 ngay, ngay 1 hang thang", nil, "2026-11-28 07:00, 2026-12-29 07:00, 2027-01-29 07:00"},
		{"trước hạn ba ngày, ngày 30", nil, "2026-11-27 07:00, 2026-12-27 07:00, 2027-01-27 07:00"},
		{"trước hạn 3 ngày", ErrDeadline, "2026-11-27 07:00, 2026-12-28 07:00, 2027-01-28 07:00"},
		{"nhắc trước hạn 3 ngày lúc 19:00", ErrDeadline, "2026-11-27 19:00, 2026-12-28 19:00, 2027-01-28 19:00"},
		{"trước hạn 40 ngày, hạn ngày 25 hằng tháng", ErrAhead, "2026-11-28 07:00, 2026-12-29 07:00, 2027-01-29 07:00"},
		{"trước hạn 0 ngày, hạn ngày 25 hằng tháng", ErrUnread, ""},
		{"trước hạn 3 ngày, lúc nào cũng được", ErrUnread, ""},
		{"trước hạn 3 ngày, chỉ đạo 12", nil, ""}, // its deadline is not known here
	} {
		r, err := Parse(c.text, now)
		if !errors.Is(err, c.err) {
			t.Errorf("Parse(%q): %v; want %v", c.text, err, c.err)
		}
		comesDue(t, c.text, r, now, c.next)
	}
}

// TestAheadOfEveryMonth goes through two years of deadlines: on whatever day they
// are, and however many days ahead, each is reminded of once, on the day that lies so
// many days before it, and after the deadline before.
func TestAheadOfEveryMonth(t *testing.T) {
	n := 0
	for day := 1; day <= 31; day++ {
		for ahead := 1; ahead <= mostAhead; ahead++ {
			r := Rule{Ahead: ahead}
			r.Every.Often, r.Every.Months, r.Every.Day, r.Every.Timed, r.Every.Hour = 3, 1, day, true, 7
			now := time.Date(2025, 12, 31, 0, 0, 0, 0, saigon)
			var before time.Time
			for month := range 24 {
				first := time.Date(2026, time.Month(3+month), 1, 0, 0, 0, 0, saigon)
				end := first.AddDate(0, 0, min(day, first.AddDate(0, 1, -1).Day())-1)
				if month == 0 {
					now = end.AddDate(0, 0, -ahead)
				}
				at := r.Next(now, saigon)
				if want := end.AddDate(0, 0, -ahead).Add(7 * time.Hour); !at.Equal(want) || !at.After(before) || !r.Ends(at, saigon).Equal(end.AddDate(0, 0, 1)) {
					t.Fatalf("%d days before the %d: after %s comes %s, before %s; want %s", ahead, day, now, at, r.Ends(at, saigon), want)
				}
				now, before = at, end
				n++
			}
		}
	}
	t.Logf("%d deadlines, each reminded of once", n)
}

// TestAheadOfOne looks at a rule that is ahead of one deadline: it comes once, before
// it, and never where the deadline is not known.
func TestAheadOfOne(t *testing.T) {
	r, err := Parse("trước hạn 3 ngày, chỉ đạo số 12, lúc 8:30", at(t, "2026-11-22 10:00", saigon))
	if err != nil || r.Order != 12 {
		t.Fatalf("read as %+v, %v", r, err)
	}
	if next := r.Next(at(t, "2026-11-22 10:00", saigon), saigon); !next.IsZero() {
		t.Errorf("without a deadline it comes %s", next)
	}
	r.Due = at(t, "2026-11-30 17:00", saigon)
	if got := shown(r.Following(at(t, "2026-11-22 10:00", saigon), saigon, 3)); got != "2026-11-27 08:30" {
		t.Errorf("it comes %s", got)
	}
	if !r.Ends(at(t, "2026-11-27 08:30", saigon), saigon).Equal(r.Due) {
		t.Error("it is ahead of another deadline")
	}
}
