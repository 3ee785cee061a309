package model

import (
	"testing"
	"time"

	"caunoi/flows/talk"
	"caunoi/flows/viet"
)

// TestTargets reads targets as people write them.
func TestTargets(t *testing.T) {
	for words, want := range map[string]struct {
		fault string
		ways  []Amount
	}{
		"30 hộ":                   {"", []Amount{{Number: 30_000, Unit: "ho", Label: "hộ"}}},
		"2 km đường":              {"", []Amount{{Number: 2_000_000, Unit: "m", Label: "m"}}},
		"1.200 m2":                {"", []Amount{{Number: 1_200_000, Unit: "m2", Label: "m²"}}},
		"khoảng 500 m2 đất":       {"", []Amount{{Number: 500_000, Unit: "m2", Label: "m²", Near: true}}},
		"100%":                    {"", []Amount{{Number: 100_000, Unit: "pct", Label: "%"}}},
		"5 bể nước":               {"", []Amount{{Number: 5_000, Label: "bể nước"}}},
		"2 triệu rưỡi":            {"", []Amount{{Number: 2_500_000_000, Unit: "VND", Label: "đồng"}}},
		"2 hay 3 hộ":              {"", []Amount{{Number: 2_000, Unit: "ho", Label: "hộ"}, {Number: 3_000, Unit: "ho", Label: "hộ"}}},
		"30":                      {"unit", nil},
		"0 hộ":                    {"zero", nil},
		"không có":                {"unit", nil},
		"nhiều hộ":                {"unread", nil},
		"":                        {"unread", nil},
		"12345678901234567890 hộ": {"unread", nil},
	} {
		r, fault := readAmount(words, nil)
		if fault != want.fault || len(r.Ways) != len(want.ways) && fault == "" {
			t.Errorf("%q: %v, %q; want %v, %q", words, r.Ways, fault, want.ways, want.fault)
			continue
		}
		for i := range want.ways {
			if r.Ways[i] != want.ways[i] {
				t.Errorf("%q: %+v; want %+v", words, r.Ways[i], want.ways[i])
			}
		}
	}
}

// TestReached reads what was reached of a target, in its unit, zero too.
func TestReached(t *testing.T) {
	land, tanks := &Amount{Number: 1_000_000, Unit: "m2", Label: "m²"}, &Amount{Number: 5_000, Label: "bể nước"}
	for _, x := range []struct {
		of    *Amount
		words string
		want  int64
		fault string
	}{
		{land, "900", 900_000, ""}, {land, "được 900 m2", 900_000, ""}, {land, "0", 0, ""}, {land, "không có", 0, ""}, {land, "1 ha", 10_000_000, ""},
		{tanks, "3 bể", 3_000, ""}, {tanks, "3", 3_000, ""}, {land, "nhiều lắm", 0, "unread"},
		{tanks, "2 km", 0, "unread"}, {land, "3 hộ", 0, "unread"}, {land, "2 km", 0, "unread"}, {tanks, "3 bể cho 20 hộ", 3_000, ""},
	} {
		r, fault := readAmount(x.words, x.of)
		if fault != x.fault || fault == "" && (len(r.Ways) != 1 || r.Ways[0].Number != x.want || r.Ways[0].Label != x.of.Label) {
			t.Errorf("%q of %s: %+v, %q; want %d, %q", x.words, x.of.Label, r.Ways, fault, x.want, x.fault)
		}
	}
}

// FuzzTarget: whatever is typed, a target that is taken has a number above zero and a
// unit, and what is kept of it among the answers reads back as it was.
func FuzzTarget(f *testing.F) {
	for _, s := range []string{"30 hộ", "2 hay 3 hộ", "3 sào", "8/12 bản", "0912345678", "1,5 km", "-3 hộ", "", "٣ hộ", "1.2.3.4 m2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		g := talk.Given{Text: s}
		if fault := fitsAmount(&g, nil); fault != "" {
			if g.Text != "" {
				t.Fatalf("%q is refused as %s and kept as %q", s, fault, g.Text)
			}
			return
		}
		a, ways, fault := takeAmount(g)
		if fault != "" {
			t.Fatalf("%q was kept as %q and is refused as %s", s, g.Text, fault)
		}
		if len(ways) == 0 {
			ways = []Amount{a}
		}
		for _, a := range ways {
			if a.Number <= 0 || a.Label == "" || len([]rune(a.Label)) > longestLabel+1 {
				t.Fatalf("%q gives %+v", s, a)
			}
		}
	})
}

// TestDays reads days as people write them.
func TestDays(t *testing.T) {
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, zone)
	for words, want := range map[string]string{
		"30/6/2027": "2027-06-30", "30/6": "2027-06-30", "tháng 6/2027": "2027-06-30", "mai": "2026-11-24", "trước 25/12/2026": "2026-12-24",
		"cuối năm": "2026-12-31", "hôm nọ": "", "15": "", "30/2/2027": "", "": "", "thứ hai hằng tuần": "",
	} {
		day, ok := readDay(words, now, viet.Ahead)
		got := ""
		if ok {
			got = day.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%q: %q; want %q", words, got, want)
		}
	}
	for _, x := range []struct {
		day    time.Time
		months int
		want   string
	}{
		{time.Date(2026, 11, 30, 0, 0, 0, 0, zone), 3, "2027-02-28"}, {time.Date(2027, 8, 31, 0, 0, 0, 0, zone), 6, "2028-02-29"},
		{time.Date(2026, 11, 23, 0, 0, 0, 0, zone), 6, "2027-05-23"}, {time.Date(2026, 12, 31, 0, 0, 0, 0, zone), 1, "2027-01-31"},
	} {
		if got := monthsOn(x.day, x.months).Format(time.DateOnly); got != x.want {
			t.Errorf("%d months after %s: %s; want %s", x.months, x.day.Format(time.DateOnly), got, x.want)
		}
	}
}
