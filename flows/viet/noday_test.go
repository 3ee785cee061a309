package viet

import (
	"testing"
	"time"
)

func TestCutNoDay(t *testing.T) {
	now := time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)
	for text, want := range map[string][3]string{
		"31/11 chờ thợ":                {"31/11", "", "chờ thợ"},
		"đến 31/11, chờ thợ":           {"31/11", "đến", "chờ thợ"},
		"chờ thợ đến ngày 31 tháng 11": {"ngày 31 tháng 11", "chờ thợ đến", ""},
		"30/2":                         {"30/2", "", ""},
		"29/2 mưa":                     {"29/2", "", "mưa"},
		"29/2/2027":                    {"29/2/2027", "", ""},
		"31-11-2026 mưa":               {"31-11-2026", "", "mưa"},
		"32/12":                        {"32/12", "", ""},
		"29/2/2028":                    {},
		"30/11 chờ thợ":                {},
		"20/12/2026":                   {},
		"20-12":                        {},
		"chờ 15/20 hộ":                 {},
		"31/13":                        {},
		"mưa":                          {},
		"":                             {},
	} {
		day, before, after, ok := CutNoDay(text, now)
		if ok != (want[0] != "") || ok && (day != want[0] || before != want[1] || after != want[2]) {
			t.Errorf("%q is no day %q between %q and %q; want %q", text, day, before, after, want)
		}
	}
}
