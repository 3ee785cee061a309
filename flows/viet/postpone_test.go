package viet

import (
	"testing"
	"time"
)

// TestPostpone reads what people write to put a reminder off, on a Sunday at 9:12.
func TestPostpone(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 12, 0, 0, time.FixedZone("+07", 7*60*60))
	for _, c := range []struct {
		text, at  string // "" is not clear until when
		day, lead bool
		ok        bool
	}{
		{"hoãn 1 giờ", "22/11 10:12", false, true, true},
		{"hoan 1 gio", "22/11 10:12", false, true, true},
		{"Hoãn 1h", "22/11 10:12", false, true, true},
		{"hoãn một giờ nữa nhé", "22/11 10:12", false, true, true},
		{"hoan 30 phut", "22/11 09:42", false, true, true},
		{"hoãn lại 2 tiếng", "22/11 11:12", false, true, true},
		{"hoãn nửa tiếng", "22/11 09:42", false, true, true},
		{"nhắc lại sau 2 giờ", "22/11 11:12", false, true, true},
		{"hoãn", "22/11 10:12", false, true, true},
		{"hoãn đến mai", "23/11 00:00", true, true, true},
		{"hoãn đến ngày mai", "23/11 00:00", true, true, true},
		{"hoan den mai", "23/11 00:00", true, true, true},
		{"hoãn 1 ngày", "23/11 00:00", true, true, true},
		{"hoãn đến thứ ba", "24/11 00:00", true, true, true},
		{"hoãn đến 15h", "22/11 15:00", false, true, true},
		{"hoãn đến 1 giờ", "22/11 13:00", false, true, true},
		{"hoãn đến 8h sáng mai", "23/11 08:00", false, true, true},
		{"hoãn đến chiều", "22/11 14:00", false, true, true},
		{"hoãn đến sáng", "23/11 07:00", false, true, true},
		{"hoãn đến chiều mai", "23/11 14:00", false, true, true},
		{"hoãn đến tối nay", "22/11 19:00", false, true, true},
		{"hoãn -5 phút", "", false, true, true},
		{"hoãn 0 phút", "", false, true, true},
		{"nhắc lại sau 0 giờ", "", false, true, true},
		{"hoãn 0 ngày", "", false, true, true},
		{"hoãn 1000 ngày", "22/11 09:12", false, true, true}, // in a hundred years
		{"hoãn 999999999 giờ nữa", "22/11 09:12", false, true, true},
		{"hoãn 1000 ngày công", "", false, true, false},
		{"để mai", "23/11 00:00", true, false, true},
		{"để chiều mai", "23/11 14:00", false, false, true},
		{"để", "", false, false, false},
		{"mai", "23/11 00:00", true, false, true},
		{"30 phút nữa", "22/11 09:42", false, false, true},
		{"đến chiều", "22/11 14:00", false, false, true},
		{"hoãn đến 8h sáng hôm qua", "", false, true, true},
		{"hoãn họp đến mai vì mưa", "", false, true, false},
		{"hoãn đi chợ", "", false, true, false},
		{"mai có họp tổ", "", false, false, false},
		{"sạt lở đường 30 phút rồi", "", false, false, false},
		{"", "", false, false, false},
		{"nhắc lại việc cũ", "", false, true, false},
	} {
		p, ok := Postpone(c.text, now)
		at := ""
		if !p.At.IsZero() {
			at = p.At.Format("2/1 15:04")
		}
		if ok != c.ok || ok && (at != c.at || p.Day != c.day || p.Lead != c.lead) {
			t.Errorf("%q: until %q, day %v, lead %v, %v; want %q, %v, %v, %v", c.text, at, p.Day, p.Lead, ok, c.at, c.day, c.lead, c.ok)
		}
	}
}

// FuzzPostpone looks that nothing is put off into the past, and that nothing is
// panicked at.
func FuzzPostpone(f *testing.F) {
	for _, s := range []string{"hoãn 1 giờ", "hoãn đến mai", "mai", "hoãn đến 25h", "nhắc lại"} {
		f.Add(s)
	}
	now := time.Date(2026, 11, 22, 9, 12, 0, 0, time.FixedZone("+07", 7*60*60))
	f.Fuzz(func(t *testing.T, s string) {
		if p, ok := Postpone(s, now); ok && !p.At.IsZero() && p.At.Before(now) && !p.Day {
			t.Errorf("%q puts off until %s", s, p.At)
		}
	})
}
