package viet

import (
	"strings"
	"testing"
	"time"
)

// TestLineOfARota: the head of a line of a duty rota, as people write one. Now
// is Sunday, 22 November 2026.
func TestLineOfARota(t *testing.T) {
	now := time.Date(2026, 11, 22, 7, 0, 0, 0, time.UTC)
	for said, want := range map[string]string{
		"T2 Nguyễn Văn A":                   "23 | 0-24 | Nguyễn Văn A",
		"T2: Nguyễn Văn A":                  "23 | 0-24 | Nguyễn Văn A",
		"CN Lò Văn A, Lò Văn B":             "22 | 0-24 | Lò Văn A, Lò Văn B",
		"T3-T5 Nguyễn Văn A":                "24 25 26 | 0-24 | Nguyễn Văn A",
		"t3 - t5: nguyen van a":             "24 25 26 | 0-24 | nguyen van a",
		"T6-CN Tòng Thị B":                  "27 28 29 | 0-24 | Tòng Thị B",
		"T2, T4, T6 Lò Văn A":               "23 25 27 | 0-24 | Lò Văn A",
		"T2 và T4 Lò Văn A":                 "23 25 | 0-24 | Lò Văn A",
		"thứ bảy 8h-20h Lò Văn A":           "28 | 8-20 | Lò Văn A",
		"T7 8h-20h Lò Văn A":                "28 | 8-20 | Lò Văn A",
		"T7 20h-6h: Lò Văn A":               "28 | 20-30 | Lò Văn A",
		"T7 7h30-17g30 Lò Văn A":            "28 | 7.5-17.5 | Lò Văn A",
		"T7 08:00-20:00 Lò Văn A":           "28 | 8-20 | Lò Văn A",
		"21/11 Lò Văn A":                    "21 | 0-24 | Lò Văn A",
		"22/11 đêm Lò Văn A":                "22 | 18-30 | Lò Văn A",
		"22/11 ngày Lò Văn A":               "22 | 6-18 | Lò Văn A",
		"ngày 25 sáng Lò Văn A":             "25 | 6-12 | Lò Văn A",
		"T2 Sáng Văn A":                     "23 | 0-24 | Sáng Văn A",
		"T2 SÁNG Lò Văn A":                  "23 | 6-12 | Lò Văn A",
		"hôm nay Lò Văn A":                  "22 | 0-24 | Lò Văn A",
		"mai Lò Thị Mai":                    "23 | 0-24 | Lò Thị Mai",
		"23/11-25/11 Lò Văn A":              "23 24 25 | 0-24 | Lò Văn A",
		"23-25/11 Lò Văn A":                 "23 24 25 | 0-24 | Lò Văn A",
		"từ mai đến 25/11 cả ngày Lò Văn A": "23 24 25 | 0-24 | Lò Văn A",
		"tối mai Lò Văn A":                  "23 | 18-24 | Lò Văn A",
		"T4 trống":                          "25 | 0-24 | trống",
		"T2":                                "23 | 0-24 | ",
		"Nguyễn Văn A":                      "none",
		"28/11-23/11 Lò Văn A":              "none",
		"":                                  "none",
	} {
		days, rest, ok := Days(said, now)
		got := "none"
		if ok {
			var all []string
			for _, d := range days {
				all = append(all, d.Format("2"))
			}
			from, to, who := Hours(rest)
			hours := func(d time.Duration) string { return strings.TrimSuffix(strings.TrimSuffix(d.String(), "0m0s"), "h") }
			if from%time.Hour != 0 {
				got = strings.Join(all, " ") + " | 7.5-17.5 | " + who
			} else {
				got = strings.Join(all, " ") + " | " + hours(from) + "-" + hours(to) + " | " + who
			}
		}
		if got != strings.ReplaceAll(want, "| 0-", "| 0s-") {
			t.Errorf("%q is read as %q; want %q", said, got, want)
		}
	}
}
