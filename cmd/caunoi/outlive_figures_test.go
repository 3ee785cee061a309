package main

import (
	"testing"
	"time"

	"caunoi/flows/figures"
	"caunoi/flows/form"
	"caunoi/flows/result"
	"caunoi/flows/viet"
	"caunoi/store"
)

// TestFiguresOutlivePeople: after the months of the notice figures are kept and
// nobody's name or words with them; what is younger stays as it is.
func TestFiguresOutlivePeople(t *testing.T) {
	s := newScene(t)
	old, young := s.now.AddDate(0, -25, 0), s.now.AddDate(0, -1, 0)
	s.update(func(tx store.Tx) {
		for n, at := range []time.Time{old, young} {
			m := figures.MonthOf(at.Year(), at.Month())
			figures.Items.Put(tx, figures.Item{Unit: "NH-01", Month: m, Seq: 1, Code: "A1", Value: viet.NumOf(2), At: at, By: "m1", Text: "hai buổi", Said: "7"})
			sheet, _ := figures.SheetOf(tx, "NH-01", m)
			sheet.Set(1, viet.NumOf(2), false)
			sheet.Closed, sheet.By = at, "m1"
			sheet.Changes = []figures.Change{{At: at, By: "m1", Number: 1, Before: figures.NotGiven, After: viet.NumOf(2)}}
			figures.Keep(tx, sheet)
			result.Tellings.Put(tx, result.Telling{Member: "m1", Seq: n + 1, Unit: "NH-01", Month: m, At: at, Text: "hai buổi"})
			form.Filleds.Put(tx, form.Filled{Form: "x", Unit: "NH-01", Seq: n + 1, At: at, By: "m1"})
		}
	})
	s.passes(2 * time.Hour)
	s.update(func(tx store.Tx) {
		m := figures.MonthOf(old.Year(), old.Month())
		for i := range figures.Items.All(tx) {
			if gone := i.By == "" && i.Text == "" && i.Said == ""; gone != (i.Month == m) || i.Value != viet.NumOf(2) {
				t.Errorf("an item of %s: %+v", i.Month, i)
			}
		}
		for sheet := range figures.Sheets.All(tx) {
			if gone := sheet.By == "" && sheet.Changes[0].By == ""; gone != (sheet.Month == m) {
				t.Errorf("a sheet of %s: %+v", sheet.Month, sheet)
			}
		}
		for k := range result.Tellings.All(tx) {
			if !k.At.Equal(young) {
				t.Errorf("a telling of %s is left", k.At)
			}
		}
		for f := range form.Filleds.All(tx) {
			if !f.At.Equal(young) {
				t.Errorf("a form of %s is left", f.At)
			}
		}
	})
}
