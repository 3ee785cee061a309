package viet

import (
	_ "embed"
	"strings"
	"testing"
	"time"
)

//go:embed testdata/vi-dates.tsv
var dateVectors string

// notReckoned are the vectors of a day that nobody names by whom a leave or a
// shift is written: of the moon, and in the middle of a sentence.
var notReckoned = map[string]bool{"D075": true, "D076": true, "D077": true, "D078": true, "D081": true, "D115": true, "D013": true}

// TestDay plays the vectors in which a day is named that is not only asked about
// the past.
func TestDay(t *testing.T) {
	now := time.Date(2026, 3, 18, 9, 0, 0, 0, time.FixedZone("+07", 7*60*60))
	played := 0
	for line := range strings.Lines(dateVectors) {
		c := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(c) < 6 || c[0][0] != 'D' || c[2] == "past" || c[2] == "report" {
			continue
		}
		id, said, kind, want, status := c[0], c[1], c[3], c[4], c[5]
		day, ok := Day(said, now)
		switch {
		case status != "ok" && kind != "datetime":
			if ok {
				t.Errorf("%s: Day(%q) is %s; want to be asked back", id, said, day.Format(time.DateOnly))
			}
		case notReckoned[id]:
			if ok && !strings.Contains(want, day.Format(time.DateOnly)) {
				t.Errorf("%s: Day(%q) is %s, which is wrong", id, said, day.Format(time.DateOnly))
			}
		case kind == "date" || kind == "deadline" && strings.HasPrefix(want, "<="):
			if !ok || day.Format(time.DateOnly) != strings.TrimPrefix(want, "<=") {
				t.Errorf("%s: Day(%q) is %s, %v; want %s", id, said, day.Format(time.DateOnly), ok, want)
			}
		default:
			continue
		}
		played++
	}
	if played < 40 {
		t.Errorf("only %d vectors were played", played)
	}
}

// TestDayJustOver: a day without a year that is just over is that one, so that
// people can be told.
func TestDayJustOver(t *testing.T) {
	now := time.Date(2026, 11, 22, 7, 0, 0, 0, time.UTC)
	for said, want := range map[string]string{"20/11": "2026-11-20", "1/2": "2027-02-01", "28/11": "2026-11-28", "CN": "2026-11-22"} {
		if day, ok := Day(said, now); !ok || day.Format(time.DateOnly) != want {
			t.Errorf("Day(%q) is %s, %v; want %s", said, day.Format(time.DateOnly), ok, want)
		}
	}
}

func TestCutDay(t *testing.T) {
	now := time.Date(2026, 11, 22, 7, 0, 0, 0, time.UTC)
	day, before, after, ok := CutDay("nghỉ từ mai đến 28/11, thay: Lò Thị Mai", now)
	if !ok || day.Day() != 23 || before != "nghỉ từ" || after != "đến 28/11, thay: Lò Thị Mai" {
		t.Errorf("the first day is %v, between %q and %q", day, before, after)
	}
	day, before, after, ok = CutDay(after, now)
	if !ok || day.Day() != 28 || before != "đến" || after != "thay: Lò Thị Mai" {
		t.Errorf("the second day is %v, between %q and %q", day, before, after)
	}
	if _, _, _, ok = CutDay(after, now); ok {
		t.Error("Mai is a name here and no day")
	}
}
