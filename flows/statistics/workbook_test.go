package statistics

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/viet"
	"caunoi/store"
)

// opened makes a sheet and opens it.
func (w *town) opened(member string, v View) *excelize.File {
	w.Helper()
	data, err := w.made("thongke.bang", member, v)
	if err != nil {
		w.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { _ = f.Close() })
	return f
}

// TestSheetAddsUp: each figure of the appendix is what all sheets of the teams come
// to, its formulas say the same as what stands in the cells, in both trees; what
// nobody said is empty and no zero.
func TestSheetAddsUp(t *testing.T) {
	w := newTown(t)
	w.builds(3, 4)
	sums := w.gives(11) // since January
	w.reports(200, 11)
	w.do(func(tx store.Tx) {
		u, _ := flows.Units.Get(tx, "X0-0")
		u.Name = "=HYPERLINK(\"http://x\")"
		flows.Units.Put(tx, u)
	})
	for _, tree := range []figures.Tree{figures.Then, figures.Now} {
		v := w.view("11", 11)
		v.Tree = tree
		f := w.opened("quan", v)
		rows, err := f.GetRows("Phụ lục", excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for i, row := range rows[1:] {
			cell := "D" + strconv.Itoa(i+2)
			reckoned, err := f.CalcCellValue("Phụ lục", cell, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatalf("%s: %v", cell, err)
			}
			want, typed := sums[row[0]]
			if typed {
				seen++
				got, _ := strconv.ParseFloat(row[3], 64)
				if viet.Num(got*1000) != want || reckoned != row[3] {
					t.Errorf("%s: %s stands there and %s is reckoned, want %d", row[0], row[3], reckoned, want/1000)
				}
			}
			if row[0] == "B7" && len(row) > 3 && row[3] != "" {
				t.Errorf("nobody said anything of B7, and there stands %q", row[3])
			}
		}
		if seen != len(sums) || seen < 15 {
			t.Errorf("%d of %d indicators are in the table", seen, len(sums))
		}
		w.communesAddUp(f, sums)
		for _, name := range f.GetSheetList() {
			if p, err := f.GetPanes(name); err != nil || !p.Freeze {
				t.Errorf("the head of %s is not frozen: %v", name, err)
			}
		}
		teams, _ := f.GetRows("Theo tổ")
		if kind, err := f.GetCellFormula("Theo tổ", "D2"); err != nil || kind != "" || !strings.HasPrefix(teams[1][3], "'=") {
			t.Errorf("a name that looks like a formula stands there as %q, formula %q", teams[1][3], kind)
		}
	}
}

// communesAddUp reckons the formulas of the sheet of communes.
func (w *town) communesAddUp(f *excelize.File, sums map[string]viet.Num) {
	w.Helper()
	heads, err := f.GetRows("Theo xã")
	if err != nil {
		w.Fatal(err)
	}
	at := 0
	for i, h := range heads[0] {
		if strings.HasPrefix(h, "Diện tích đất") {
			at = i + 1
		}
	}
	total := 0.0
	for row := 2; row <= 4; row++ {
		cell := columnOf(at) + strconv.Itoa(row)
		reckoned, err := f.CalcCellValue("Theo xã", cell, excelize.Options{RawCellValue: true})
		if err != nil {
			w.Fatal(err)
		}
		stands, _ := f.GetCellValue("Theo xã", cell, excelize.Options{RawCellValue: true})
		n, _ := strconv.ParseFloat(reckoned, 64)
		if total += n; stands != reckoned {
			w.Errorf("%s: %s stands there and %s is reckoned", cell, stands, reckoned)
		}
	}
	if viet.Num(total*1000) != sums["D1"] {
		w.Errorf("the communes come to %v, want %d", total, sums["D1"]/1000)
	}
}

// TestHeadsSheetHasNoSmallNumber: nothing below Fewest of the cases stands in the
// sheet of who sees counts only.
func TestHeadsSheetHasNoSmallNumber(t *testing.T) {
	w := newTown(t)
	w.builds(1, 2)
	w.reports(150, 11)
	f := w.opened("head", w.view("X0-0", 11))
	n := 0
	for _, x := range []struct{ sheet, columns string }{{"Việc", "D"}, {"Theo tháng", "BC"}} {
		rows, err := f.GetRows(x.sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i := range rows[1:] {
			for _, c := range x.columns {
				value, _ := f.GetCellValue(x.sheet, string(c)+strconv.Itoa(i+2))
				formula, _ := f.GetCellFormula(x.sheet, string(c)+strconv.Itoa(i+2))
				if number, err := strconv.Atoi(value); err == nil && formula == "" {
					if n++; number > 0 && number < Fewest {
						t.Errorf("%s %c%d is %d", x.sheet, c, i+2, number)
					}
				}
			}
		}
	}
	if n < 5 {
		t.Errorf("only %d numbers were looked at", n)
	}
}
