package roster

import (
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"caunoi/flows"
)

// A made is a workbook with what is noticed when it is read.
type made struct {
	name  string
	file  []byte
	notes string
}

// mades are workbooks of many makes that hold the same row.
func mades(t *testing.T) []made {
	merged := func(f *excelize.File) {
		for _, c := range []string{"B", "C", "D", "E"} {
			_ = f.MergeCell("Sheet1", c+"2", c+"3")
		}
	}
	day := time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC)
	return []made{
		{"texts", book(t, head+one), ""},
		{"a day as a number", book(t, head+one, cell("M2", day)), ""},
		{"a day as a number since 1904", book(t, head+one, func(f *excelize.File) {
			yes := true
			_ = f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})
		}, cell("M2", 44377)), ""},
		{"a phone as a number", book(t, head+one, cell("I2", 900000002)), "roster.repaired.phone"},
		{"a phone as a large number", book(t, head+one, cell("I2", 9.00000002e8)), "roster.repaired.phone"},
		{"a code as a number", book(t, head+one, cell("C2", 3169)), "roster.repaired.code"},
		{"rich text", book(t, head+one, func(f *excelize.File) {
			_ = f.SetCellRichText("Sheet1", "F2", []excelize.RichTextRun{{Text: "Giàng "}, {Text: "A Mẫu", Font: &excelize.Font{Bold: true}}})
		}), ""},
		{"another sheet first", book(t, head+one, func(f *excelize.File) {
			_, _ = f.NewSheet("Bìa")
			_ = f.SetCellValue("Bìa", "A1", "DANH SÁCH")
			_ = f.MoveSheet("Bìa", "Sheet1")
		}), "roster.sheets"},
		{"a hidden sheet first", book(t, head+one, func(f *excelize.File) {
			_, _ = f.NewSheet("Cũ")
			_ = f.SetSheetRow("Cũ", "A1", &[]string{"Họ và tên", "Mã xã", "Chức danh trong tổ"})
			_ = f.MoveSheet("Cũ", "Sheet1")
			_ = f.SetSheetVisible("Cũ", false)
		}), "roster.sheets"},
		{"a formula beside the table", book(t, head+one, func(f *excelize.File) { _ = f.SetCellFormula("Sheet1", "O2", "1+1") }), ""},
		{"a hidden row", book(t, head+one, func(f *excelize.File) { _ = f.SetRowVisible("Sheet1", 2, false) }), "roster.hidden"},
		{"merged cells", book(t, head+one+two, merged), ""},
		{"no numbers of cells", pack(t, plain(typed(1, head)+typed(2, one))...), ""},
		{"a part with a path from the top", pack(t, fromTop(plain(typed(1, head)+typed(2, one)))...), ""},
	}
}

// TestWorkbooks reads the same row from all of them.
func TestWorkbooks(t *testing.T) {
	want := read(t, head+one).Rows[0]
	for _, c := range mades(t) {
		t.Run(c.name, func(t *testing.T) {
			sheet := read(t, string(c.file))
			var keys []string
			for _, n := range append(sheet.Notes, sheet.Rows[0].Notes...) {
				keys = append(keys, n.Key)
			}
			if got := strings.Join(keys, " "); got != c.notes {
				t.Errorf("notes %q, want %q", got, c.notes)
			}
			for _, r := range sheet.Rows {
				if len(r.Wrong) > 0 || r.Commune != "03169" || r.Team != "NH-01" {
					t.Errorf("row %d: %+v", r.Number, r)
				}
			}
			r := sheet.Rows[0]
			if r.Number != 2 || r.Name != want.Name || r.Phone != want.Phone || r.From != want.From || r.Role != flows.Head || r.Title != want.Title {
				t.Errorf("got %+v\nwant %+v", r, want)
			}
		})
	}
}

// fromTop names the parts by their whole path, as some programs do.
func fromTop(parts []entry) []entry {
	parts[2].body = strings.Replace(parts[2].body, "worksheets/", "/xl/worksheets/", 1)
	return parts
}

// TestTwoRowsOfHeadings: a first row of headings groups those of the second.
func TestTwoRowsOfHeadings(t *testing.T) {
	file := "STT,Họ và tên,Đơn vị,,,Liên hệ,Chức danh\n,,Mã tổ,Mã xã,Thôn/bản,Số điện thoại,\n(1),(2),(3),(4),(5),(6),(7)\n" +
		"1,Giàng A Mẫu,NH-01,03169,Bản Mẫu 1,0900000002,Tổ trưởng\n"
	sheet := read(t, file)
	if len(sheet.Rows) != 1 || len(sheet.Rows[0].Wrong) > 0 || sheet.Rows[0].Phone != "0900000002" || sheet.Rows[0].Village != "Bản Mẫu 1" {
		t.Errorf("read %+v", sheet.Rows)
	}
}

// TestClosingRows: what stands under and between the people is passed over with
// a notice, and a row that only lacks much is refused as it was.
func TestClosingRows(t *testing.T) {
	empty := ",,,,,,,,,,,,,,\n"
	file := head + with(empty, 0, "I. Xã Nà Hỳ") + one + with(with(empty, 0, "2"), 5, "Mùa A Mẫu") + with(with(empty, 1, "Tổng cộng"), 5, "1") +
		with(empty, 5, "\"Nà Hỳ, ngày 2 tháng 7\"") + with(with(empty, 2, ""), 5, "Người lập biểu") + with(empty, 5, "Lò Thị Ký")
	file = strings.ReplaceAll(file, "\"Nà Hỳ, ngày 2 tháng 7\"", "Người tổng hợp")
	sheet := read(t, file)
	if len(sheet.Rows) != 2 || len(sheet.Rows[0].Wrong) > 0 || len(sheet.Rows[1].Wrong) == 0 {
		t.Fatalf("read %+v", sheet.Rows)
	}
	if n := sheet.Notes[0]; n.Key != "roster.skipped" || n.Args["rows"] != "2, 5, 6, 7, 8" || n.Args["count"] != 5 {
		t.Errorf("noticed %+v", sheet.Notes)
	}
}

// TestFormulasUnderTheList: a sum with a formula is no reason to refuse a file.
func TestFormulasUnderTheList(t *testing.T) {
	file := book(t, head+one, cell("A3", "Tổng cộng"), func(f *excelize.File) { _ = f.SetCellFormula("Sheet1", "B3", "COUNTA(F2:F2)") })
	if sheet := read(t, string(file)); len(sheet.Rows) != 1 {
		t.Errorf("read %+v", sheet.Rows)
	}
}
