package form_test

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"caunoi/flows"
	"caunoi/flows/form"
	"caunoi/flows/text"
	"caunoi/flows/viet"
	"caunoi/store"
	"caunoi/store/bolt"
)

// TestTable opens the spreadsheet again: who leads sees what is below, numbers are
// numbers, what was taken back is gone, what was sent for a directive can be had by
// itself, and no cell can hide a formula.
func TestTable(t *testing.T) {
	zone := time.FixedZone("+07", 7*60*60)
	now := time.Date(2026, 11, 21, 8, 0, 0, 0, zone)
	db, err := bolt.Open(filepath.Join(t.TempDir(), "db"), bolt.Options{Init: true, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	texts, err := text.Load(zone)
	if err != nil {
		t.Fatal(err)
	}
	set := flows.Defaults()
	set.Zone = zone
	d := flows.NewDesk(texts, set, nil)
	d.Maker("form.table", form.MayHave(d), form.MakeTable(d))
	err = db.Update(context.Background(), func(tx store.Tx) {
		for _, u := range []flows.Unit{{Code: "1", Name: "Xã Một"}, {Code: "2", Name: "Xã Hai"}, {Code: "A", Name: "=Bản A", Parent: "1", Team: true}, {Code: "B", Name: "Bản B", Parent: "2", Team: true}} {
			flows.Units.Put(tx, u)
		}
		flows.Members.Put(tx, flows.Member{ID: "ra", Consent: flows.Consent{Agreed: true}, Homes: []flows.Home{{Address: flows.At("test", "ra"), Since: now}}})
		flows.Posts.Put(tx, flows.Post{Member: "ra", Unit: "1", Role: flows.Leader, To: now.Add(-time.Minute)}) // ended before the file left
		flows.Posts.Put(tx, flows.Post{Member: "ra", Unit: "2", Role: flows.Leader})
		for id, unit := range map[string]string{"la": "1", "xa": "2"} {
			flows.Members.Put(tx, flows.Member{ID: id, Consent: flows.Consent{Agreed: true}, Homes: []flows.Home{{Address: flows.At("test", id), Since: now}}})
			flows.Posts.Put(tx, flows.Post{Member: id, Unit: unit, Role: flows.Leader})
		}
		training, _ := set.FormOf("taphuan")
		values := []form.Value{
			{Label: training.Fields[0].Label, Kind: "text", Text: "=1+1"}, {Label: training.Fields[1].Label, Kind: "date", Day: now},
			{Label: training.Fields[2].Label, Kind: "number", Number: viet.NumOf(5)},
		}
		form.Filleds.Put(tx, form.Filled{Form: "taphuan", Unit: "A", Seq: 1, At: now, Values: values})
		form.Filleds.Put(tx, form.Filled{Form: "taphuan", Unit: "B", Seq: 1, At: now, Values: values})
		form.Filleds.Put(tx, form.Filled{Form: "taphuan", Unit: "A", Seq: 2, At: now, Gone: now, Directive: 12})
		form.Filleds.Put(tx, form.Filled{Form: "taphuan", Unit: "A", Seq: 3, At: now, Directive: 12, Values: values[1:], Was: []form.Change{{By: "la", At: now, Values: values}}})
		rows, _ := sheet(t, d, tx, now, "la", "taphuan", "12")
		if len(rows) != 2 || !slices.Equal(rows[1], []string{"'=Bản A", "21/11/2026", "", "21/11/2026", "5", "", "12", "21/11/2026"}) {
			t.Errorf("of the directive there is %q", rows)
		}
		form.Filleds.Delete(tx, store.Key("taphuan", "A", 3))
		for reader, want := range map[string][]string{"la": {"'=Bản A", "21/11/2026", "'=1+1", "21/11/2026", "5"}, "xa": {"Bản B", "21/11/2026", "'=1+1", "21/11/2026", "5"}, "ra": {"Bản B", "21/11/2026", "'=1+1", "21/11/2026", "5"}} {
			rows, file := sheet(t, d, tx, now, reader, "taphuan")
			if len(rows) != 2 || !slices.Equal(rows[1], want) {
				t.Errorf("%s sees %q", reader, rows)
			}
			if kind, _ := file.GetCellType(file.GetSheetName(0), "E2"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
				t.Errorf("the number is of type %v", kind)
			}
		}
		if _, err := d.Make(tx, now, flows.Made("form.table", "x.xlsx", "nobody", "taphuan")); err == nil {
			t.Error("a stranger was handed the table")
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sheet makes the table that was asked for, and opens it.
func sheet(t *testing.T, d *flows.Desk, tx store.Tx, at time.Time, args ...string) ([][]string, *excelize.File) {
	t.Helper()
	data, err := d.Make(tx, at, flows.Made("form.table", "x.xlsx", args...))
	if err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := file.GetRows(file.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	return rows, file
}
