package viet

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// momentNow is the day of reference of vi-dates.tsv: Wednesday, 18 March 2026.
var momentNow = time.Date(2026, 3, 18, 9, 0, 0, 0, time.FixedZone("+07", 7*60*60))

var lookOf = map[string]Look{"any": Either, "past": Behind, "future": Ahead, "report": Reporting}

var partNames = map[DayPart]string{Dawn: "rang_sang", Morning: "sang", Noon: "trua", Afternoon: "chieu", Evening: "toi", Night: "dem"}

// asVector writes a reading as vi-dates.tsv does.
func asVector(w When) (kind, s string) {
	const minute = "2006-01-02T15:04"
	last := w.Until.AddDate(0, 0, -1).Format(time.DateOnly)
	switch w.Kind {
	case OnDay:
		return "date", w.From.Format(time.DateOnly)
	case InPart:
		return "part", w.From.Format(time.DateOnly) + " " + partNames[w.Part]
	case AtTime:
		return "datetime", w.From.Format(minute)
	case InMonth:
		return "month", w.From.Format("2006-01")
	case InYear:
		return "year", w.From.Format("2006")
	case InSpan:
		return "range", w.From.Format(time.DateOnly) + ".." + last
	case Repeatedly:
		return "recur", w.Every.String()
	case AtLatest:
		switch {
		case w.Strict && w.Timed:
			return "deadline", "<" + w.Until.Format(minute)
		case w.Strict:
			return "deadline", "<" + w.Until.Format(time.DateOnly)
		case w.Timed:
			return "deadline", "<=" + w.Until.Format(minute)
		}
		return "deadline", "<=" + last
	}
	return "none", ""
}

// readingsOf writes all of a reading.
func readingsOf(r MomentRead) string {
	var all []string
	for _, w := range r.Readings {
		_, s := asVector(w)
		all = append(all, s)
	}
	s := strings.Join(all, " / ")
	if !r.Sure && r.Named() {
		s = fmt.Sprintf("ask %d: %s", r.Doubt, s)
	}
	return s
}

// TestDateVectors plays every row of vi-dates.tsv.
func TestDateVectors(t *testing.T) {
	all := table(t, "vi-dates.tsv")
	for _, row := range all {
		for len(row) < 7 {
			row = append(row, "")
		}
		id, input, ctx, kind, want, status := row[0], row[1], row[2], row[3], row[4], row[5]
		look, ok := lookOf[ctx]
		if !ok {
			t.Fatalf("%s: no such context: %s", id, ctx)
		}
		r := Moment(input, momentNow, look)
		switch status {
		case "none":
			if r.Named() {
				t.Errorf("%s: %q is %s; want nothing", id, input, readingsOf(r))
			}
		case "ask":
			if r.Sure || r.Doubt == NoDateDoubt {
				t.Errorf("%s: %q is %s; want to be asked", id, input, readingsOf(r))
			}
		case "ok":
			w, one := r.One()
			gotKind, got := asVector(w)
			if !one || got != want || gotKind != kind {
				t.Errorf("%s: %q is %s %s; want %s %s", id, input, gotKind, readingsOf(r), kind, want)
			}
			if next, has := strings.CutPrefix(row[6], "next "); has {
				layout := time.DateOnly
				if strings.Contains(next, "T") {
					layout = "2006-01-02T15:04"
				}
				if s := w.Every.Next(momentNow).Format(layout); s != next {
					t.Errorf("%s: %q is next on %s; want %s", id, input, s, next)
				}
			}
		default:
			t.Errorf("%s: status %q", id, status)
		}
	}
	if len(all) != 115 {
		t.Errorf("%d rows were played, want all 115", len(all))
	}
}

// TestMomentsAsked: what is asked back, why, and in which order the readings are
// offered.
func TestMomentsAsked(t *testing.T) {
	checkMoments(t, map[string]string{
		"any|hom kia":                    "ask days: 2026-03-16 / 2026-03-15",
		"any|T3":                         "ask days: 2026-03-24 / 2026-03",
		"future|5h ngày mai":             "ask hours: 2026-03-19T05:00 / 2026-03-19T17:00",
		"future|7h":                      "ask hours: 2026-03-18T19:00 / 2026-03-19T07:00",
		"future|mùng 5":                  "ask days: 2026-04-05 / 2026-03-23",
		"future|thứ tư":                  "ask days: 2026-03-18 / 2026-03-25",
		"future|thang sau":               "ask days: 2026-04 / 2026-06",
		"future|ngay 25 thang sau":       "ask days: 2026-04-25 / 2026-06-25",
		"future|15/3":                    "ask over: 2026-03-15 / 2027-03-15",
		"past|3/15":                      "ask no such: ",
		"any|31/6":                       "ask no such: ",
		"past|25":                        "ask bare: 2026-02-25",
		"future|tháng Chạp":              "ask moon: 2027-01-08..2027-02-05",
		"future|đầu tháng sau":           "ask loose: 2026-04-01..2026-04-10",
		"future|sáng":                    "ask loose: 2026-03-18 sang / 2026-03-19 sang",
		"future|hôm nay hoặc mai":        "ask days: 2026-03-18 / 2026-03-19",
		"future|thứ ba ngày 23/3":        "ask days: 2026-03-23 / 2026-03-24",
		"future|ngày 5 và 20 hằng tháng": "ask loose: ",
		"future|mùng 5 hằng tháng":       "ask days: FREQ=MONTHLY;BYMONTHDAY=5",
		"future|hằng năm ngày 30/2":      "ask no such: ",
		"future|hằng tháng ngày 3/2":     "ask some: ",
		"past|2h đêm 15/3":               "ask hours: 2026-03-15T02:00 / 2026-03-16T02:00",
	})
}

// TestMoments: more ways to say when than the vectors have, and what names no
// moment.
func TestMoments(t *testing.T) {
	checkMoments(t, map[string]string{
		"future|8h hôm nay":                        "2026-03-18T20:00", // in the morning it is over
		"past|8h hôm nay":                          "2026-03-18T08:00",
		"future|07h30 mai":                         "2026-03-19T07:30",
		"future|ngày 25 tháng sau":                 "2026-04-25",
		"past|2h đêm qua":                          "2026-03-18T02:00",
		"past|12h đêm qua":                         "2026-03-18T00:00",
		"future|Thứ hai, ngày 23/3":                "2026-03-23",
		"future|hạn nộp là 17h ngày 25/3":          "<=2026-03-25T17:00",
		"future|chậm nhất chiều mai":               "<=2026-03-19T18:00",
		"future|trước sáng thứ 6":                  "<2026-03-20T06:00",
		"future|hết tháng":                         "<=2026-03-31",
		"future|trong ngày":                        "<=2026-03-18",
		"future|trong vòng 3 ngày tới":             "<=2026-03-21",
		"future|cuối tuần":                         "<=2026-03-22",
		"future|2 giờ nữa":                         "2026-03-18T11:00",
		"future|1 tháng nữa":                       "2026-04-18",
		"past|ba hôm trước":                        "2026-03-15",
		"future|hằng tháng ngày 25 lúc 7:00":       "FREQ=MONTHLY;BYMONTHDAY=25;BYHOUR=7",
		"future|thứ hai hằng tuần 19:00":           "FREQ=WEEKLY;BYDAY=MO;BYHOUR=19",
		"future|hằng năm ngày 3/2 lúc 7:00":        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=3;BYHOUR=7",
		"future|hằng năm 20/11 7:00":               "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20;BYHOUR=7",
		"future|2 tháng 9 hằng năm":                "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=2",
		"future|mỗi năm vào ngày cuối tháng 2":     "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
		"future|tháng 9 hằng năm":                  "FREQ=YEARLY;BYMONTH=9",
		"future|hằng quý vào cuối quý":             "FREQ=MONTHLY;INTERVAL=3;BYMONTH=3;BYMONTHDAY=-1",
		"future|từ thứ 2 đến thứ 6 tuần sau":       "2026-03-23..2026-03-27",
		"future|21-25/3":                           "2026-03-21..2026-03-25",
		"report|quý III/2025":                      "2025-07-01..2025-09-30",
		"report|từ đầu tháng đến nay":              "2026-03-01..2026-03-18",
		"future|30 Tết":                            "2027-02-05",
		"any|rằm":                                  "2026-03-03",
		"future|24h ngày 20/3":                     "2026-03-21T00:00",
		"future|7 rưỡi sáng mai":                   "2026-03-19T07:30",
		"future|nga2y 25 tha1ng 3":                 "2026-03-25",
		"any|Quyết định số 12/QĐ-UBND ngày 5/2":    "2026-02-05",
		"future|chị Mai họp chiều 20/3":            "2026-03-20 chieu",
		"past|nước đục 3 hôm nay, 12 hộ":           "",
		"past|tôi qua nhà ông Mai":                 "",
		"past|toi qua mua to":                      "",
		"any|Lò Thị Mai":                           "",
		"any|0912345678, 15.000 đồng, 20-25 hộ":    "",
		"any|người thứ hai, vụ thứ ba, hộ thứ năm": "",
		"future|25h":                               "",
		"any|":                                     "",
	})
}

// checkMoments reads texts, each with its look before a bar.
func checkMoments(t *testing.T, all map[string]string) {
	t.Helper()
	const doubts = "ask 0|ask days|ask hours|ask no such|ask some|ask moon|ask over|ask bare|ask loose"
	for said, want := range all {
		ctx, text, _ := strings.Cut(said, "|")
		got := readingsOf(Moment(text, momentNow, lookOf[ctx]))
		for n, name := range strings.Split(doubts, "|") {
			got = strings.Replace(got, fmt.Sprintf("ask %d:", n), name+":", 1)
		}
		if got != want {
			t.Errorf("%q is %q; want %q", said, got, want)
		}
	}
}

// TestMomentAround: what stands around a moment stays in its own spelling.
func TestMomentAround(t *testing.T) {
	r := Moment("Họp xã  chiều thứ 6 này lúc 14h, mang theo sổ", momentNow, Ahead)
	if got := readingsOf(r); got != "2026-03-20T14:00" || r.Before != "Họp xã" || r.After != "mang theo sổ" || r.Whole {
		t.Errorf("got %q between %q and %q, %v", got, r.Before, r.After, r.Whole)
	}
	if r = Moment("dạ 25/3 ạ", momentNow, Ahead); !r.Whole {
		t.Errorf("%v is not the whole answer", r)
	}
}

// TestMomentAtMidnights: on every day of some years, today is today, the days
// asked for lie on the side that is looked at, and spans join.
func TestMomentAtMidnights(t *testing.T) {
	for now := time.Date(2026, 1, 1, 0, 30, 0, 0, momentNow.Location()); now.Year() < 2029; now = now.AddDate(0, 0, 1) {
		today := midnight(now, 0)
		one := func(text string, look Look) When {
			r := Moment(text, now, look)
			if len(r.Readings) == 0 {
				t.Fatalf("%v: %q has no reading", now, text)
			}
			return r.Readings[0]
		}
		if d := one("hôm nay", Either).From; !d.Equal(today) {
			t.Fatalf("%v: today is %v", now, d)
		}
		for dom := 1; dom <= 31; dom++ {
			if d := one(fmt.Sprintf("ngày %d", dom), Ahead).From; d.Before(today) || d.Day() != dom {
				t.Fatalf("%v: day %d ahead is %v", now, dom, d)
			}
			if d := one(fmt.Sprintf("ngày %d", dom), Behind).From; d.After(today) || d.Day() != dom {
				t.Fatalf("%v: day %d behind is %v", now, dom, d)
			}
		}
		for m := 1; m <= 12; m++ {
			if w := one(fmt.Sprintf("tháng %d", m), Reporting); w.From.After(now) || int(w.From.Month()) != m {
				t.Fatalf("%v: month %d of a report is %v", now, m, w.From)
			}
		}
		for _, name := range []string{"thứ hai", "thứ 3", "T4 này", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"} {
			if d := one(name, Ahead).From; d.Before(today) {
				t.Fatalf("%v: %s ahead is %v", now, name, d)
			}
		}
		for _, p := range []string{"tuần", "tháng", "quý", "năm"} {
			last, this, next := one(p+" trước", Either), one(p+" này", Either), one(p+" sau", Either)
			if !last.Until.Equal(this.From) || !this.Until.Equal(next.From) || now.Before(this.From) || !now.Before(this.Until) {
				t.Fatalf("%v: %s: %v, %v, %v", now, p, last, this, next)
			}
		}
		e := one("ngày 31 hằng tháng", Ahead).Every
		if next := e.Next(now); !next.After(now) || midnight(next, 1).Day() != 1 {
			t.Fatalf("%v: the 31st of each month is next on %v", now, next)
		}
	}
}

func FuzzMoment(f *testing.F) {
	for _, row := range table(f, "vi-dates.tsv") {
		f.Add(row[1], int64(0), int(lookOf[row[2]]))
	}
	f.Add("trước hết đến hạn mỗi thứ 2 T3 rằm mùng 30 tháng Chạp âm lịch năm kia", int64(1e9), 2)
	f.Fuzz(func(t *testing.T, text string, at int64, look int) {
		if len(text) > 10000 {
			text = text[:10000]
		}
		now := momentNow.Add(time.Duration(at%4e9) * time.Second)
		r := Moment(text, now, Look(look%4))
		if r.Sure && len(r.Readings) != 1 {
			t.Fatalf("%q is sure and has %d readings", text, len(r.Readings))
		}
		for _, w := range r.Readings {
			switch {
			case w.Kind == NoMoment:
				t.Fatalf("%q has an empty reading", text)
			case w.Kind == Repeatedly:
				if next := w.Every.Next(now); !next.After(now) {
					t.Fatalf("%q: %v is next at %v", text, w.Every, next)
				}
			case w.Kind != AtLatest && w.Until.Before(w.From):
				t.Fatalf("%q ends at %v, before %v", text, w.Until, w.From)
			}
		}
	})
}
