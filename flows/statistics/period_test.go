package statistics

import (
	"testing"
	"time"

	"caunoi/flows/figures"
)

// TestReadPeriod reads what people type behind /thongke, with marks and without.
func TestReadPeriod(t *testing.T) {
	now := figures.MonthOf(2026, time.November)
	m := func(year int, month time.Month) figures.Month { return figures.MonthOf(year, month) }
	for words, want := range map[string]struct {
		from, to figures.Month
		rest     string
	}{
		"tháng này":                 {now, now, ""},
		"thang truoc":               {now - 1, now - 1, ""},
		"10/2026":                   {m(2026, 10), m(2026, 10), ""},
		"tháng 12":                  {m(2025, 12), m(2025, 12), ""},
		"thang 3 nam 2025":          {m(2025, 3), m(2025, 3), ""},
		"tháng 1/26":                {m(2026, 1), m(2026, 1), ""},
		"quý 3":                     {m(2026, 7), m(2026, 9), ""},
		"quý 4/2025":                {m(2025, 10), m(2025, 12), ""},
		"quý này":                   {m(2026, 10), now, ""},
		"quý trước":                 {m(2026, 7), m(2026, 9), ""},
		"năm 2025":                  {m(2025, 1), m(2025, 12), ""},
		"2025":                      {m(2025, 1), m(2025, 12), ""},
		"năm":                       {m(2026, 1), now, ""},
		"từ đầu năm":                {m(2026, 1), now, ""},
		"năm trước":                 {m(2025, 1), m(2025, 12), ""},
		"từ đầu đến nay":            {beginning, now, ""},
		"Xã Nà Hỳ tháng trước":      {now - 1, now - 1, "Xã Nà Hỳ"},
		"tháng 10/2026 bản Nậm Nhừ": {m(2026, 10), m(2026, 10), "bản Nậm Nhừ"},

		"từ 1/2026 đến 3/2026":             {m(2026, 1), m(2026, 3), ""},
		"từ tháng 1 đến tháng 3":           {m(2026, 1), m(2026, 3), ""},
		"tháng 1 đến tháng 3 năm 2025":     {m(2025, 1), m(2025, 3), ""},
		"tháng 1-3/2026":                   {m(2026, 1), m(2026, 3), ""},
		"từ tháng 11/2025 đến nay":         {m(2025, 11), now, ""},
		"từ tháng 12/2025 đến hết tháng 2": {m(2025, 12), m(2026, 2), ""},
		"quý 1 - quý 2/2025":               {m(2025, 1), m(2025, 6), ""},
		"từ năm 2024 đến năm 2025":         {m(2024, 1), m(2025, 12), ""},
		"6 tháng đầu năm":                  {m(2026, 1), m(2026, 6), ""},
		"9 tháng đầu năm 2025":             {m(2025, 1), m(2025, 9), ""},
		"6 tháng cuối năm ngoái":           {m(2025, 7), m(2025, 12), ""},
		"Xã Nà Hỳ từ tháng 1 đến tháng 3":  {m(2026, 1), m(2026, 3), "Xã Nà Hỳ"},
	} {
		p, rest, ok := ReadPeriod(words, now)
		if !ok || p != (figures.Period{From: want.from, To: want.to}) || rest != want.rest {
			t.Errorf("%q: %s to %s, rest %q, %v", words, p.From, p.To, rest, ok)
		}
	}
	for _, words := range []string{"", "Xã Nà Hỳ", "13/2026", "quý 5", "10/1999", "10/20261", "tháng 0", "bản 3", "Nậm Pồ", "bản Nậm", "Nậm Chua", "13 tháng đầu năm", "tuần này", "bản 1-3"} {
		if p, _, ok := ReadPeriod(words, now); ok {
			t.Errorf("%q is no period and was read as %s to %s", words, p.From, p.To)
		}
	}
}

// TestMeansTime: who wrote a time that cannot be is told of times, who wrote the name
// of a place of places.
func TestMeansTime(t *testing.T) {
	for _, words := range []string{"13/2026", "quý 5", "tuần này", "từ 3/2026 đến 1/2026", "1990", "tháng 13", "hôm qua", "ngày 5", "3 tháng qua"} {
		if !meansTime(words) {
			t.Errorf("%q is not taken for a time", words)
		}
	}
	for _, words := range []string{"Xã Nà Hỳ", "bản 3", "Nậm Pồ", "Quý Hương", "Nam Sơn", "Tuấn Đạo", "Tháng Tám", "NH-01"} {
		if meansTime(words) {
			t.Errorf("%q is taken for a time", words)
		}
	}
}

// FuzzReadPeriod: whatever is typed, the period has its ends in order.
func FuzzReadPeriod(f *testing.F) {
	for _, s := range []string{"10/2026", "quý 3", "tháng", "năm 9999999999999999999", "-1/2026", "+3/2026"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		now := figures.MonthOf(2026, time.November)
		if p, _, ok := ReadPeriod(words, now); ok && (p.From > p.To || p.From < beginning) {
			t.Errorf("%q: %d to %d", words, p.From, p.To)
		}
	})
}
