package main

import (
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/viet"
)

// tellsResults gives a transcript a verb that the program does not know, "ketqua", by
// which a result is told as of a day:
//
//	an: (press ketqua NH-01 A1 2 2026-11-12 hôm qua 2 buổi)
//
// where, the indicator, how much of it, the day, and the words it comes from.
func tellsResults(d *flows.Desk) {
	d.Verb("ketqua", func(t *flows.Turn, words []string) {
		day, err := time.ParseInLocation(time.DateOnly, words[3], t.Set.Zone)
		f := viet.Figure(words[2], viet.Bare)
		if err != nil || len(f.Found) != 1 {
			t.Reply("desk.old", nil)
			return
		}
		figures.File(t.Tx, figures.Item{
			Unit: words[0], Month: figures.MonthAt(t.Set, day), Code: words[1], Value: f.Found[0].Low, Near: f.Status == viet.NearFigure,
			Day: day, At: t.Event.At, By: t.From.ID, Text: strings.Join(words[4:], " "),
		})
	})
}
