package main

import (
	"testing"
	"time"
)

// TestDaysOfSilence: a case that nobody takes is told of again and again, and a
// round of that adds one line to its record, not more.
func TestDaysOfSilence(t *testing.T) {
	w := newAudited(t)
	code := w.files("an", "khẩn sạt lở chặn đường vào bản")
	w.passes(3 * time.Hour)
	before := w.kase(code)
	w.passes(24 * time.Hour)
	c := w.kase(code)
	if rounds, lines := c.Clock.Round-before.Clock.Round, len(c.Log)-len(before.Log); rounds != 48 || lines > rounds+1 {
		t.Errorf("in a day %d rounds and %d lines", rounds, lines)
	}
	w.quiet(code)
}
