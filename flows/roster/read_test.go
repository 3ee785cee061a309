package roster

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
)

// head is the header of the sample.
const head = "STT,Mã tổ,Mã xã,Xã/phường,Thôn/bản,Họ và tên,Chức danh trong tổ,Chức vụ - đơn vị,Số điện thoại,Kênh nhận tin,Máy dùng chung với (STT),Là người phụ trách,Từ ngày,Đến ngày,Ghi chú\n"

// one is a row without a fault.
const one = "1,NH-01,03169,Xã Nà Hỳ,Bản Mẫu 1,Giàng A Mẫu,Tổ trưởng,Bí thư,0900000002,Zalo,,,01/07/2025,,\n"

// with returns the row with one cell changed, counted from 0.
func with(row string, cell int, value string) string {
	cells := strings.Split(strings.TrimSuffix(row, "\n"), ",")
	cells[cell] = value
	return strings.Join(cells, ",") + "\n"
}

func sample(t *testing.T) Sheet {
	t.Helper()
	data, err := os.ReadFile("testdata/roster-mau.csv")
	if err != nil {
		t.Fatal(err)
	}
	return read(t, string(data))
}

func read(t *testing.T, file string) Sheet {
	t.Helper()
	sheet, err := Read(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return sheet
}

func TestReadSample(t *testing.T) {
	sheet := sample(t)
	if len(sheet.Rows) != 16 || len(sheet.Notes) != 0 {
		t.Fatalf("%d rows, notes %v", len(sheet.Rows), sheet.Notes)
	}
	for _, r := range sheet.Rows {
		if len(r.Wrong) > 0 || len(r.Notes) > 0 {
			t.Errorf("row %d: wrong %v, notes %v", r.Number, r.Wrong, r.Notes)
		}
	}
	r := sheet.Rows[9]
	if r.Number != 11 || r.Name != "Lù Văn Mẫu" || r.Role != flows.Deputy || r.To != (Date{2026, 2, 28}) || r.Unit() != "NH-02" {
		t.Errorf("row 11 is %+v", r)
	}
	if r := sheet.Rows[14]; r.Role != flows.Duty || r.Level != atTop || r.Unit() != "11" {
		t.Errorf("row 16 is %+v", r)
	}
}

// TestReadFiles reads the same row from files of many makes.
func TestReadFiles(t *testing.T) {
	cases := []struct{ name, file string }{
		{"as the sample", head + one},
		{"byte-order mark", "\ufeff" + head + one},
		{"semicolons", strings.ReplaceAll(head+one, ",", ";")},
		{"tabs", strings.ReplaceAll(head+one, ",", "\t")},
		{"Windows lines", strings.ReplaceAll(head+one, "\n", "\r\n")},
		{"no last line break", strings.TrimSuffix(head+one, "\n")},
		{"capitals", strings.ToUpper(head) + one},
		{"no marks", "stt,ma to,ma xa,xa/phuong,thon/ban,ho va ten,chuc danh trong to,chuc vu - don vi,so dien thoai,kenh nhan tin,may dung chung voi,la nguoi phu trach,tu ngay,den ngay,ghi chu\n" + one},
		{"another order", "Họ và tên,Số điện thoại,Mã xã,Mã tổ,Chức danh trong tổ,Thôn/bản,Xã/phường,Chức vụ - đơn vị,Từ ngày,STT\n" +
			"Giàng A Mẫu,0900000002,03169,NH-01,Tổ trưởng,Bản Mẫu 1,Xã Nà Hỳ,Bí thư,01/07/2025,1\n"},
		{"a title above", "DANH SÁCH TỔ DÂN VẬN\n\n" + head + one},
		{"empty rows", head + ",,,,,,,,,,,,,,\n" + one + ",,,\n"},
		{"NFD", head + decomposed(one)},
		{"no-break spaces", head + strings.ReplaceAll(one, "Giàng A", "Giàng\u00a0 A")},
		{"quoted", head + strings.ReplaceAll(one, "Giàng A Mẫu", "\"Giàng A\nMẫu\"")},
		{"date without zeros", head + with(one, 12, "1/7/2025")},
		{"date of Excel", head + with(one, 12, "2025-07-01")},
		{"phone without its zero", head + with(one, 8, "900000002")},
		{"phone with an apostrophe", head + with(one, 8, "'0900000002")},
		{"phone abroad", head + with(one, 8, "+84 900 000 002")},
		{"phone with dots", head + with(one, 8, "0900.000.002")},
		{"commune without its zero", head + with(one, 2, "3169")},
		{"team in small letters", head + with(one, 1, "nh-01")},
		{"role without marks", head + with(one, 6, "to truong")},
	}
	want := read(t, head+one).Rows[0]
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			sheet := read(t, c.file)
			if len(sheet.Rows) != 1 {
				t.Fatalf("%d rows", len(sheet.Rows))
			}
			r := sheet.Rows[0]
			if len(r.Wrong) > 0 {
				t.Fatalf("refused: %v", r.Wrong)
			}
			r.Number, r.Notes, r.STT = want.Number, nil, want.STT
			if got, want := r, want; got.Name != want.Name || got.Phone != want.Phone || got.Unit() != want.Unit() ||
				got.Commune != want.Commune || got.From != want.From || got.Role != want.Role || got.Title != want.Title || got.Village != want.Village {
				t.Errorf("got %+v\nwant %+v", got, want)
			}
		})
	}
}

func TestRefusedFiles(t *testing.T) {
	cases := []struct{ name, file, key string }{
		{"nothing", "", "roster.empty"},
		{"only spaces", " \n\n", "roster.empty"},
		{"only a header", head, "roster.empty"},
		{"no header", one, "roster.header"},
		{"a picture", "\x89PNG\r\n\x1a\n\x00\x00", "roster.kind.picture"},
		{"a workbook", "PK\x03\x04rest", "roster.workbook.damaged"},
		{"an old workbook", "\xd0\xcf\x11\xe0rest", "roster.kind.xls"},
		{"UTF-16", "\xff\xfeS\x00T\x00", "roster.encoding.utf16"},
		{"an old encoding", "STT,H\xe4 v\xb5 t\xaan\n", "roster.encoding.tcvn3"},
		{"an open quotation mark", head + one + "2,\"NH-01\n", "roster.malformed"},
		{"a stray quotation mark", head + with(one, 5, "Giàng \"A\" Mẫu"), "roster.malformed"},
		{"no role", strings.Replace(head, "Chức danh trong tổ", "X", 1) + one, "roster.column.missing"},
		{"no commune", strings.Replace(head, "Mã xã", "X", 1) + one, "roster.column.missing"},
		{"a column twice", strings.Replace(head, "Ghi chú", "Họ tên", 1) + one, "roster.column.twice"},
		{"too large", strings.Repeat("x", maxBytes+1), "roster.large"},
		{"too many rows", head + strings.Repeat(one, maxRows+1), "roster.long"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(c.file))
			var refusal Refusal
			if !errors.As(err, &refusal) || refusal[0].Key != c.key {
				t.Errorf("got %v, want %s", err, c.key)
			}
		})
	}
}

func TestMalformedNamesTheLine(t *testing.T) {
	_, err := Read(strings.NewReader(head + one + with(one, 5, `a"b`)))
	var refusal Refusal
	if !errors.As(err, &refusal) || refusal[0].Args["line"] != "3" {
		t.Errorf("got %v with %v", err, refusal)
	}
}

func TestRefusedColumns(t *testing.T) {
	file := strings.Replace(head, "Ghi chú", "Dân tộc,Tôn giáo,Số CCCD,Ngày sinh,Là Đảng viên,Màu mắt", 1) +
		strings.TrimSuffix(one, "\n") + "CANARY,CANARY,CANARY,CANARY,CANARY,CANARY\n"
	sheet := read(t, file)
	var keys []string
	for _, n := range sheet.Notes {
		keys = append(keys, n.Key)
	}
	want := strings.Repeat("roster.column.refused ", 5) + "roster.column.unknown"
	if got := strings.Join(keys, " "); got != want {
		t.Errorf("got %s", got)
	}
	for _, r := range sheet.Rows {
		for _, s := range []string{r.Name, r.Title, r.Village, r.Place, r.STT, r.Shares, r.Phone} {
			if strings.Contains(s, "CANARY") {
				t.Errorf("the row holds what must not be imported: %+v", r)
			}
		}
	}
}

// TestOtherSpellings: a year of two digits is of this century, and the report
// says how it was read; a role is known with i for y.
func TestOtherSpellings(t *testing.T) {
	for _, said := range []string{"1/7/25", "01/07/25", "1.7.25"} {
		r := read(t, head+with(one, 12, said)).Rows[0]
		if r.From != (Date{2025, 7, 1}) || len(r.Notes) != 1 || r.Notes[0].Key != "roster.repaired.date" {
			t.Errorf("%s is read as %v, with %v", said, r.From, r.Notes)
		}
	}
	for _, said := range []string{"thư kí", "Thư ký"} {
		if r := read(t, head+with(one, 6, said)).Rows[0]; r.Role != flows.Secretary {
			t.Errorf("%s is %q", said, r.Role)
		}
	}
}

// TestWrongRows are rows that are refused, each with its reason.
func TestWrongRows(t *testing.T) {
	above := "9,,03169,Xã Nà Hỳ,,Lê Thị Mẫu,Trực xã,,0900000011,,,,,,\n"
	cases := []struct{ name, row, key string }{
		{"no name", with(one, 5, ""), "roster.wrong.empty"},
		{"long name", with(one, 5, strings.Repeat("a", 121)), "roster.wrong.long"},
		{"no commune", with(one, 2, ""), "roster.wrong.empty"},
		{"odd commune", with(one, 2, "03 169"), "roster.wrong.code"},
		{"odd team", with(one, 1, "NH#1"), "roster.wrong.code"},
		{"no role", with(one, 6, ""), "roster.wrong.empty"},
		{"odd role", with(one, 6, "Trưởng ban"), "roster.wrong.role"},
		{"duty nowhere", with(above, 6, "Trực"), "roster.wrong.role"},
		{"team role without a team", with(one, 1, ""), "roster.wrong.empty"},
		{"team without a village", with(one, 4, ""), "roster.wrong.empty"},
		{"duty in a team", with(one, 6, "Trực xã"), "roster.wrong.above"},
		{"duty in a village", with(above, 4, "Bản Mẫu"), "roster.wrong.above"},
		{"duty in charge", with(above, 11, "x"), "roster.wrong.charge"},
		{"short phone", with(one, 8, "09000"), "roster.wrong.phone"},
		{"phone of letters", with(one, 8, "không có"), "roster.wrong.phone"},
		{"no such day", with(one, 12, "31/02/2026"), "roster.wrong.date"},
		{"month first", with(one, 12, "12/25/2025"), "roster.wrong.date"},
		{"short year with dashes", with(one, 12, "25-07-01"), "roster.wrong.date"},
		{"date of words", with(one, 13, "nay"), "roster.wrong.date"},
		{"ends before it begins", with(one, 13, "30/06/2025"), "roster.wrong.order"},
		{"shared with nobody", with(with(one, 8, ""), 10, "77"), "roster.wrong.shares.which"},
		{"shared with itself", with(with(one, 8, ""), 10, "1"), "roster.wrong.shares.which"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			db := open(t)
			plan := compare(t, db, read(t, head+c.row), day1)
			if len(plan.Lines) != 1 || plan.Lines[0].Verdict != Refused || plan.Lines[0].Row != 2 {
				t.Fatalf("not refused: %+v", plan.Lines)
			}
			if why := plan.Lines[0].Why; why[0].Key != c.key {
				t.Errorf("refused for %v, want %s", why, c.key)
			}
			if !plan.Empty() {
				t.Errorf("a refused row would write %+v", plan)
			}
		})
	}
}

// TestEverySentence says every notice of many plans in both languages.
func TestEverySentence(t *testing.T) {
	texts, err := text.Load(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []text.Lang{text.Vietnamese, text.English} {
		for _, key := range texts.Keys(text.Vietnamese) {
			if strings.HasPrefix(key, "roster.") || strings.HasPrefix(key, "join.") {
				if texts.Raw(lang, key) == "" {
					t.Errorf("%s has no %s", lang, key)
				}
			}
		}
	}
	file := head + one + with(one, 0, "2") + with(with(one, 0, "3"), 5, "Lò Thị Mẫu") + with(with(one, 8, "84900000009"), 5, "Sùng A Mẫu")
	for _, n := range compare(t, open(t), read(t, file), day1).Report() {
		said := texts.Say(text.Vietnamese, "", n.Key, n.Args)
		if strings.ContainsAny(said, "{}") || strings.HasPrefix(said, "roster.") {
			t.Errorf("%s is said as %q", n.Key, said)
		}
	}
}

func FuzzRead(f *testing.F) {
	data, err := os.ReadFile("testdata/roster-mau.csv")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(head + one))
	f.Add(book(f, head+one))
	f.Add(pack(f, plain(`<row r="1" hidden="1"><c r="B1" t="inlineStr"><is><t>Họ và tên</t></is></c><c t="b"><v>1</v></c></row>`)...))
	f.Add([]byte("Họ và tên;Mã xã\tChức danh\n\"\n\";\r\"\"\""))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<20 {
			return // what a large file costs is measured by TestHostile
		}
		sheet, err := Read(bytes.NewReader(data))
		var refusal Refusal
		if err != nil && !errors.As(err, &refusal) {
			t.Fatalf("%v is not a refusal", err)
		}
		for _, r := range sheet.Rows {
			if r.Number < 2 {
				t.Errorf("row %d stands above the header", r.Number)
			}
		}
	})
}
