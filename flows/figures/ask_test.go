package figures

import (
	"strings"
	"testing"
	"time"

	"caunoi/flows"
)

var hanoi = time.FixedZone("+07", 7*60*60)

func TestReadMonth(t *testing.T) {
	set := flows.Settings{Zone: hanoi, Period: 1}
	at := time.Date(2026, 11, 21, 6, 0, 0, 0, hanoi)
	for said, want := range map[string]string{
		"10/2026": "10/2026 |", "10-2026": "10/2026 |", "tháng 10": "10/2026 |", "thang 12": "12/2025 |", "tháng trước 2 buổi": "10/2026 |2 buổi",
		"tháng này": "11/2026 |", "tháng 1/2025 NH-01 2 buổi": "1/2025 |NH-01 2 buổi", "11/2026 NH-01": "11/2026 |NH-01",
		"10": "", "13/2026": "", "0/2026": "", "10/26": "", "10/20260": "", "2 buổi": "", "": "", "tháng": "", "tháng tư": "",
	} {
		m, rest, ok := ReadMonth(set, at, strings.Fields(said))
		got := ""
		if ok {
			got = m.String() + " |" + strings.Join(rest, " ")
		}
		if got != want {
			t.Errorf("%q is %q; want %q", said, got, want)
		}
	}
}

// TestAsksFor: the month that has just ended is asked for ten days more, also where
// it runs from the 16th to the 15th, and over a year's end.
func TestAsksFor(t *testing.T) {
	for _, x := range []struct {
		period int
		day    string
		want   string
	}{
		{1, "2026-11-01", "10/2026"}, {1, "2026-11-10", "10/2026"}, {1, "2026-11-11", "11/2026"}, {1, "2027-01-03", "12/2026"}, {1, "2028-02-29", "2/2028"},
		{16, "2026-11-15", "11/2026"}, {16, "2026-11-16", "11/2026"}, {16, "2026-11-25", "11/2026"}, {16, "2026-11-26", "12/2026"}, {28, "2027-03-01", "2/2027"}, {28, "2027-03-09", "2/2027"}, {28, "2027-03-10", "3/2027"},
	} {
		at, err := time.ParseInLocation(time.DateOnly, x.day, hanoi)
		if err != nil {
			t.Fatal(err)
		}
		if got := asksFor(flows.Settings{Zone: hanoi, Period: x.period}, at).String(); got != x.want {
			t.Errorf("a month from the %d, on %s: asked for %s; want %s", x.period, x.day, got, x.want)
		}
	}
}

// FuzzReadMonth: what is read is a month, and nothing is lost behind it.
func FuzzReadMonth(f *testing.F) {
	for _, said := range []string{"10/2026 2 buổi", "tháng 10", "tháng trước", "-1/2026", "1/2/3"} {
		f.Add(said)
	}
	set, at := flows.Settings{Zone: hanoi, Period: 16}, time.Date(2026, 11, 21, 6, 0, 0, 0, hanoi)
	f.Fuzz(func(t *testing.T, said string) {
		words := strings.Fields(said)
		m, rest, ok := ReadMonth(set, at, words)
		if !strings.HasSuffix(strings.Join(words, " "), strings.Join(rest, " ")) || ok && (m.Year() < 1900 || m.Year() > 9999) {
			t.Errorf("%q is %s, %q", said, m, rest)
		}
	})
}
