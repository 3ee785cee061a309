package dispatch

import (
	"bytes"
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/flowtest"
	"caunoi/store"
)

// TestTable: a table holds the cases its reader may see, in text cells that no
// spreadsheet takes for formulas, without who reported and what they wrote.
func TestTable(t *testing.T) {
	db, d := flowtest.Store(t), flowtest.Bare(t, time.UTC)
	now := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	if err := db.Update(context.Background(), func(tx store.Tx) { populate(tx, now) }); err != nil {
		t.Fatal(err)
	}
	at := strconv.FormatInt(now.Unix(), 10)
	leaves := now
	sheet := func(who, period string) (rows [][]string, failed error) {
		t.Helper()
		err := db.View(context.Background(), func(tx store.Tx) {
			data, err := MakeTable(d)(tx, leaves, []string{who, period, at})
			if failed = err; err != nil {
				return
			}
			f, err := excelize.OpenReader(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if rows, err = f.GetRows(f.GetSheetName(0)); err != nil {
				t.Fatal(err)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		return rows, failed
	}
	for _, x := range []struct{ who, period, codes string }{
		{"co", "month", "2611-1 2611-2"}, {"le", "month", "2611-1 2611-2 2611-3"}, {"le", "year", "2611-1 2611-2 2611-3"}, {"le", "last", ""},
	} {
		rows, err := sheet(x.who, x.period)
		if err != nil {
			t.Fatal(err)
		}
		if got := codesOf(t, rows); got != x.codes {
			t.Errorf("%s of %s holds %q; want %q", x.period, x.who, got, x.codes)
		}
	}
	rows, _ := sheet("le", "month")
	if got := rows[2][2]; strings.Contains(got, "HYPERLINK") {
		t.Errorf("what is said of policy stands by village: %q", got)
	}
	if _, err := sheet("em", "month"); err == nil {
		t.Error("who has no desk is made a table")
	}
	before, _ := sheet("ra", "month")
	leaves = now.Add(time.Hour) // a post ended since it was asked for
	after, err := sheet("ra", "month")
	if err != nil || codesOf(t, before) != "2611-1 2611-2 2611-3 2611-4" || codesOf(t, after) != "2611-4" {
		t.Errorf("a table holds %q, and %q after a post ended: %v", codesOf(t, before), codesOf(t, after), err)
	}
}

// populate makes two communes with people and cases.
func populate(tx store.Tx, now time.Time) {
	for _, u := range []flows.Unit{
		{Code: "C1", Level: "commune", Name: "=Xã Một"}, {Code: "C2", Level: "commune", Name: "Xã Hai"},
		{Code: "V1", Level: "village", Name: "=HYPERLINK(1)", Parent: "C1", Team: true}, {Code: "V2", Level: "village", Name: "Bản Hai", Parent: "C2", Team: true},
	} {
		flows.Units.Put(tx, u)
	}
	member := func(id string, posts ...flows.Post) {
		m := flows.Member{ID: id, Name: "Tên " + id, Homes: []flows.Home{{Address: flows.At("test", id)}}}
		m.Consent.Agreed = true
		flows.Members.Put(tx, m)
		for _, p := range posts {
			p.Member = id
			flows.Posts.Put(tx, p)
		}
	}
	member("co", flows.Post{Role: flows.Coordinator, Unit: "C1"}, flows.Post{Role: flows.Head, Unit: "V1"})
	member("le", flows.Post{Role: flows.Leader, Unit: "C1"})
	member("ra", flows.Post{Role: flows.Leader, Unit: "C1", To: now.Add(time.Minute)}, flows.Post{Role: flows.Leader, Unit: "C2"})
	member("em", flows.Post{Role: flows.Charge, Unit: "V1"})
	for i, c := range []casework.Case{
		{Unit: "V1", Path: []string{"C1"}, Category: "HTA"}, {Unit: "V1", Path: []string{"C1"}, Category: "DLU"},
		{Unit: "V1", Path: []string{"C1"}, Category: "YTE", Above: true}, {Unit: "V2", Path: []string{"C2"}, Category: "HTA"},
		{Unit: "V1", Path: []string{"C1"}, Category: "HTA", Drill: true},
	} {
		c.Code, c.Reporter, c.At, c.Level, c.State = "2611-"+strconv.Itoa(i+1), "reporter", now, casework.Ordinary, casework.New
		c.Parts = []casework.Part{{At: now, Text: "lời của người báo"}}
		casework.Cases.Put(tx, c)
	}
}

// codesOf returns the codes of a table, and looks that no cell is a formula nor
// holds who reported or what was written.
func codesOf(t *testing.T, rows [][]string) string {
	t.Helper()
	var codes []string
	for _, row := range rows[1:] {
		codes = append(codes, row[0])
		for _, cell := range row {
			if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@") || strings.Contains(cell, "reporter") || strings.Contains(cell, "lời của") {
				t.Errorf("a cell holds %q", cell)
			}
		}
	}
	return strings.Join(codes, " ")
}
