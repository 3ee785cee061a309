package store

import "testing"

// TestSplit: what Key puts together is taken apart again, and what it did not put
// together is refused.
func TestSplit(t *testing.T) {
	for _, text := range []string{"", "a", "\x00\x01x", "Xã"} {
		for _, n := range []int{0, 1, -1, 255, 256, -256, 24322, 1 << 40, -(1 << 40)} {
			var gotText string
			var got, after int
			if !Split(Key(n, text, 7), &got, &gotText, &after) || got != n || gotText != text || after != 7 {
				t.Errorf("%q and %d became %q and %d", text, n, gotText, got)
			}
		}
	}
	var n int
	var s string
	for _, key := range []string{"", "\x84\x01", "\xff", "\x00"} {
		if Split(key, &n) {
			t.Errorf("%q is no integer and gave %d", key, n)
		}
	}
	if Split("no end", &s) {
		t.Error("a string without an end was taken")
	}
}
