package roster

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"caunoi/flows/text"
)

// A hostile file is one that must not get through, or must get through exactly
// as it says.
type hostile struct {
	name string
	file []byte
	want string // the sentence that says what became of it
}

// strangers are files of other kinds and of old makes.
func strangers(t *testing.T) []hostile {
	utf16 := func(s string) []byte {
		b, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(s))
		return b
	}
	ole := func(name string) []byte { return append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), utf16(name)...) }
	tcvn3 := "STT,M\xb7 t\xe6,M\xb7 x\xb7,H\xe4 v\xb5 t\xaan,Ch\xf8c danh,S\xe8 \xaei\xd6n tho\xb9i\n"
	vni := "STT,Ma\xf5 to\xe5,Ma\xf5 xa\xf5,Ho\xef va\xf8 te\xe2n,Ch\xf6\xf9c danh,So\xe1 \xf1ie\xe4n thoa\xefi\n"
	viscii := "STT,M\xe3 t\xb1,M\xe3 x\xe3,H\xf7 v\xe0 t\xean,Ch\xd1c danh,S\xaf \xf0i\xaen tho\xd5i\n"
	w1258, err := charmap.Windows1258.NewEncoder().Bytes([]byte("Ho\u0323 và tên,Chư\u0301c danh,Mã xã"))
	if err != nil {
		w1258 = []byte("Ho\xf2 v\xe0 t\xean,Ch\xfd\xecc danh,Ma\xde xa\xde")
	}
	font, _ := charmap.ISO8859_1.NewDecoder().Bytes([]byte(tcvn3))
	return []hostile{
		{"tệp rỗng", nil, "Tệp không có dòng nào."},
		{"tệp .xls", ole("Workbook"), "Đây là tệp Excel đời cũ (.xls). Mở tệp, chọn Lưu thành (Save As), kiểu “Excel Workbook (*.xlsx)”, rồi nhập tệp mới."},
		{"có mật khẩu", ole("EncryptedPackage"), "Tệp Excel này có mật khẩu. Mở tệp, vào Tệp > Thông tin > Bảo vệ sổ làm việc, bỏ mật khẩu, lưu lại rồi nhập."},
		{"tệp .ods", pack(t, entry{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, entry{"content.xml", "<x/>"}), "Đây là tệp của LibreOffice (.ods). Mở tệp, chọn Lưu thành (Save As), kiểu “Excel 2007-365 (*.xlsx)”, rồi nhập tệp mới."},
		{"tệp .docx", pack(t, entry{"word/document.xml", "<x/>"}), "Đây là tệp văn bản Word. Chép bảng danh sách sang Excel, lưu kiểu “Excel Workbook (*.xlsx)”, rồi nhập tệp đó."},
		{"tệp .pdf", []byte("%PDF-1.7\n"), "Đây là tệp PDF, không đọc được thành bảng. Xin tệp Excel gốc của danh sách này rồi nhập."},
		{"trang web tên .xls", []byte("<html><table><tr><td>Họ và tên</td></tr></table>"), "Đây là trang web lưu dưới tên Excel. Mở tệp bằng Excel, chọn Lưu thành (Save As), kiểu “Excel Workbook (*.xlsx)”, rồi nhập tệp mới."},
		{"ảnh chụp danh sách", []byte("\xff\xd8\xff\xe0\x00\x10JFIF"), "Đây là ảnh, không đọc được thành bảng. Xin tệp Excel gốc của danh sách này rồi nhập."},
		{"tệp nén", pack(t, entry{"danh-sach.csv", head + one}), "Đây là tệp nén, không phải Excel. Giải nén, rồi nhập tệp Excel ở bên trong."},
		{"UTF-16", utf16(head + one), "Chữ trong tệp ghi kiểu Unicode Text (UTF-16). Mở tệp trong Excel, chọn Lưu thành (Save As), kiểu “CSV UTF-8”, rồi nhập tệp mới."},
		{"mã TCVN3", []byte(tcvn3), "Chữ trong tệp ghi theo mã TCVN3 (phông .VnTime). Chép bảng, dùng Unikey (Ctrl+Shift+F6) chuyển từ TCVN3 sang Unicode, dán lại, lưu kiểu .xlsx hoặc “CSV UTF-8”, rồi nhập tệp mới."},
		{"phông TCVN3 trong .xlsx", book(t, string(font)), "Chữ trong tệp ghi theo mã TCVN3 (phông .VnTime). Chép bảng, dùng Unikey (Ctrl+Shift+F6) chuyển từ TCVN3 sang Unicode, dán lại, lưu kiểu .xlsx hoặc “CSV UTF-8”, rồi nhập tệp mới."},
		{"mã VNI", []byte(vni), "Chữ trong tệp ghi theo mã VNI (phông VNI-Times). Chép bảng, dùng Unikey (Ctrl+Shift+F6) chuyển từ VNI Windows sang Unicode, dán lại, lưu kiểu .xlsx hoặc “CSV UTF-8”, rồi nhập tệp mới."},
		{"mã VISCII", []byte(viscii), "Chữ trong tệp ghi theo mã VISCII. Chép bảng, dùng Unikey (Ctrl+Shift+F6) chuyển từ VISCII sang Unicode, dán lại, lưu kiểu .xlsx hoặc “CSV UTF-8”, rồi nhập tệp mới."},
		{"mã Windows-1258", w1258, "Chữ trong tệp ghi theo mã Windows-1258. Mở tệp trong Excel, chọn Lưu thành (Save As), kiểu “CSV UTF-8”, rồi nhập tệp mới."},
		{"byte lạ", []byte("Họ và tên\n\xff\xfa"), "Không đọc được chữ trong tệp (không phải UTF-8). Mở tệp trong Excel, chọn Lưu thành (Save As), kiểu “CSV UTF-8”, rồi nhập tệp mới."},
	}
}

// tables are files of the right kind whose table is wrong.
func tables(t *testing.T) []hostile {
	formula := func(f *excelize.File) { _ = f.SetCellFormula("Sheet1", "F2", `HYPERLINK("http://x","a")`) }
	deep := strings.Repeat("DANH SÁCH\n", headerWithin) + head + one
	return []hostile{
		{"không có tiêu đề", []byte(one), "Không thấy dòng tiêu đề. Một trong 20 dòng đầu phải có cột “Họ và tên”."},
		{"tiêu đề ở dòng 21", []byte(deep), "Không thấy dòng tiêu đề. Một trong 20 dòng đầu phải có cột “Họ và tên”."},
		{"cột ghi hai lần", []byte(strings.Replace(head, "Ghi chú", "Họ tên", 1) + one), "Dòng 1, cột “Họ tên” có hai lần. Xóa một cột rồi nhập lại."},
		{"thiếu cột", []byte(strings.Replace(head, "Mã xã", "X", 1) + one), "Dòng 1, thiếu cột “Mã xã”. Thêm cột này rồi nhập lại."},
		{"chỉ có tiêu đề", book(t, head), "Tệp không có dòng nào."},
		{"trang trống", book(t, ""), "Tệp không có dòng nào."},
		{"mọi trang đều ẩn", pack(t, hiddenSheet()...), "Mọi trang của tệp Excel đều đang ẩn. Cho hiện trang có danh sách, lưu lại rồi nhập."},
		{"tiêu đề rộng 16384 cột", []byte(strings.TrimSuffix(head, "\n") + strings.Repeat(",x", 16369) + "\n" + one), "Dòng 1 có hơn 100 cột. Xóa các cột thừa bên phải rồi nhập lại."},
		{"năm triệu dấu phẩy", []byte(head + one + strings.Repeat(",", 5<<20)), "Dòng 3 có hơn 100 cột. Xóa các cột thừa bên phải rồi nhập lại."},
		{"ngoặc kép không khép", []byte(head + one + "2,\"NH-01\n"), "Dòng 3: dấu ngoặc kép không khép lại. Sửa dòng này rồi nhập lại."},
		{"công thức", book(t, head+one, formula), "Ô F2 có công thức. Chọn cả bảng, sao chép, dán dạng giá trị (Paste Special > Values), lưu lại rồi nhập."},
		{"nhiều hơn 50000 dòng", []byte(head + strings.Repeat(one, maxRows+1)), "Tệp có hơn 50.000 dòng. Chia danh sách thành nhiều tệp."},
		{"lớn hơn 10 MiB", []byte(strings.Repeat("x", maxBytes+1)), "Tệp lớn hơn 10 MiB. Chia danh sách thành nhiều tệp."},
	}
}

// hiddenSheet is a workbook none of whose sheets is shown.
func hiddenSheet() []entry {
	parts := plain(typed(1, head) + typed(2, one))
	parts[1].body = strings.Replace(parts[1].body, "sheetId", `state="veryHidden" sheetId`, 1)
	return parts
}

// cells are files with one cell that is wrong.
func cells(t *testing.T) []hostile {
	csv := func(cell int, value string) []byte { return []byte(head + with(one, cell, value)) }
	return []hostile{
		{"ô dài mười nghìn chữ", csv(5, strings.Repeat("a", 10_000)), "Dòng 2: không nhận. Họ và tên dài hơn 120 chữ."},
		{"tên là công thức", csv(5, "=cmd|' /C calc'!A0"), "Dòng 2: không nhận. Họ và tên “=cmd|' /C calc'!A0” bắt đầu như công thức (= + - @). Xóa dấu ở đầu rồi nhập lại."},
		{"tên bắt đầu bằng ＠", csv(5, "＠SUM(1)"), "Dòng 2: không nhận. Họ và tên “＠SUM(1)” bắt đầu như công thức (= + - @). Xóa dấu ở đầu rồi nhập lại."},
		{"lỗi của Excel", csv(5, "#REF!"), "Dòng 2: không nhận. Họ và tên là lỗi của Excel (#REF!). Ghi lại ô này."},
		{"tên theo phông cũ", csv(5, "NguyÔn V¨n MÉu"), "Dòng 2: không nhận: NguyÔn V¨n MÉu. Họ và tên ghi theo bảng mã cũ (TCVN3 hoặc VNI). Dùng Unikey (Ctrl+Shift+F6) chuyển sang Unicode, hoặc gõ lại."},
		{"chữ viết ngược", csv(5, "Giàng\u202e A Mẫu"), "Dòng 2: mới: Giàng A Mẫu. Họ và tên có ký tự ẩn, đã bỏ."},
		{"xuống dòng trong ô", book(t, head+one, cell("F2", "Giàng A\nMẫu")), "Dòng 2: mới: Giàng A Mẫu"},
		{"số điện thoại rút gọn", csv(8, "9.1E+08"), "Dòng 2: không nhận: Giàng A Mẫu. Số điện thoại bị Excel rút gọn thành 9.1E+08, mất số. Đặt định dạng ô là Văn bản (Text) rồi gõ lại số."},
		{"số điện thoại là số", book(t, head+one, cell("I2", 900000002)), "Dòng 2: mới: Giàng A Mẫu. Số điện thoại ghi thành 0900000002."},
		{"ngày không có", csv(12, "31/02/2026"), "Dòng 2: không nhận: Giàng A Mẫu. Từ ngày “31/02/2026” không phải ngày. Ghi ngày/tháng/năm, ví dụ 01/07/2025."},
		{"cột dân tộc", []byte(strings.Replace(head, "Ghi chú", "Dân tộc", 1) + one), "Cột “Dân tộc” không được nhập, vì hệ thống không giữ loại thông tin này."},
		{"dòng ghi hai lần", []byte(head + one + one), "Dòng 3: không nhận: Giàng A Mẫu. Giống hệt dòng 2."},
		{"dòng cộng và dòng ký", []byte(head + one + "Tổng cộng,1,,,,,,,,,,,,,\n,,,,,,,,Người lập biểu,,,,,,\n"), "Bỏ qua 2 dòng không phải của người nào, như dòng cộng, dòng ký tên: dòng 3, 4."},
	}
}

// bombs are workbooks that are made to cost what they do not weigh.
func bombs(t *testing.T) []hostile {
	const large = "Bảng trong tệp Excel quá lớn so với một danh sách (tối đa 100 MiB khi mở ra). Chép riêng bảng danh sách sang một tệp Excel mới rồi nhập tệp đó."
	const damaged = "Tệp Excel bị hỏng hoặc chép chưa hết. Mở tệp bằng Excel, lưu lại rồi nhập."
	rows := typed(1, head) + typed(2, one)
	with := func(name, body string) []byte { return pack(t, append(plain(rows), entry{name, body})...) }
	sheet := func(body string) []byte { return pack(t, plain(rows+body)...) }
	texts := func(body string) []byte { return with("xl/sharedStrings.xml", "<sst>"+body+"</sst>") }
	var many []entry
	for i := range 250 {
		many = append(many, entry{"xl/x" + strings.Repeat("y", i), ""})
	}
	mega := func(s string, mib int) string { return strings.Repeat(s, mib<<20/len(s)) }
	return []hostile{
		{"200 MiB số không trong một ô", lying(t, mega("0", 200), 1<<10), damaged},
		{"như trên, khai đúng cỡ", sheet("<row><c><v>" + mega("0", 200)), large},
		{"một ô 90 MiB", sheet("<row><c t=\"str\"><v>" + mega("a", 90) + "</v></c></row>"), large},
		{"một thẻ 90 MiB", sheet("<row " + mega("a", 90) + "=\"1\">"), large},
		{"90 MiB chữ dùng chung", texts(mega("<si><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></si>", 90)), large},
		{"90 MiB chữ dùng chung trống", texts(mega("<si/>", 90)), large},
		{"một chữ dùng chung gồm 90 MiB mảnh", texts("<si>" + mega("<r><t>aaaaaaaaaaaaaaaaaaaa</t></r>", 90) + "</si>"), large},
		{"90 MiB ô trống", sheet("<row>" + mega("<c/>", 90) + "</row>"), large},
		{"90 MiB thẻ lồng nhau", sheet(mega("<a>", 90)), large},
		{"90 MiB thẻ lạ", sheet(mega("<a/>", 90)), large},
		{"90 MiB dòng trống", sheet(mega("<row/>", 90)), large},
		{"90 MiB ô gộp", pack(t, merges(rows, mega(`<mergeCell ref="A1:A1048576"/>`, 90))...), large},
		{"một triệu dòng", sheet(strings.Repeat(`<row><c><v>1</v></c></row>`, 1<<20)), "Tệp có hơn 50.000 dòng. Chia danh sách thành nhiều tệp."},
		{"tỷ tiếng cười", pack(t, entry{"xl/workbook.xml", `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook><sheets><sheet name="&b;"/></sheets></workbook>`}, plain(rows)[2], plain(rows)[3]), damaged},
		{"250 phần", pack(t, append(many, plain(rows)...)...), "Tệp Excel có 254 phần, nhiều hơn 200. Chép bảng danh sách sang một tệp Excel mới rồi nhập tệp đó."},
		{"hai phần cùng tên", with("xl/workbook.xml", "<workbook/>"), damaged},
		{"tệp nén trong tệp Excel", with("xl/media/image1.png", string(pack(t, entry{"a", "b"}))), "Trong tệp Excel có tệp khác nhúng vào, nên không mở. Chép riêng bảng danh sách sang một tệp Excel mới rồi nhập tệp đó."},
		{"macro", with("xl/vbaProject.bin", "x"), "Tệp Excel có macro, nên không mở. Lưu lại kiểu “Excel Workbook (*.xlsx)” không có macro, rồi nhập tệp mới."},
		{"lấy dữ liệu từ tệp khác", with("xl/externalLinks/externalLink1.xml", "<x/>"), "Tệp Excel lấy dữ liệu từ tệp hoặc nguồn khác, nên không mở. Chép bảng, dán dạng giá trị (Paste Special > Values) sang tệp Excel mới rồi nhập tệp đó."},
		{"đường dẫn ra ngoài", pack(t, outside(rows)...), damaged},
		{"chép chưa hết", book(t, head+one)[:3000], damaged},
		{"thiếu trang", pack(t, plain(rows)[:3]...), damaged},
	}
}

// merges are the parts of a workbook with merged cells.
func merges(rows, merged string) []entry {
	parts := plain(rows)
	parts[3].body = strings.Replace(parts[3].body, "</worksheet>", merged+"</worksheet>", 1)
	return parts
}

// outside is a workbook that points to a part out of the file.
func outside(rows string) []entry {
	parts := plain(rows)
	parts[2].body = strings.Replace(parts[2].body, "worksheets/sheet1.xml", "../../../../etc/passwd", 1)
	return parts
}

// lying is a workbook whose sheet says that it is smaller than it is.
func lying(t *testing.T, cell string, says uint64) []byte {
	var b, packed bytes.Buffer
	w := zip.NewWriter(&b)
	parts := plain("<row><c><v>" + cell)
	for _, p := range parts[:3] {
		out, _ := w.Create(p.name)
		_, _ = out.Write([]byte(p.body))
	}
	deflate, _ := flate.NewWriter(&packed, 9)
	_, _ = deflate.Write([]byte(parts[3].body))
	_ = deflate.Close()
	out, err := w.CreateRaw(&zip.FileHeader{Name: parts[3].name, Method: zip.Deflate, CompressedSize64: uint64(packed.Len()), UncompressedSize64: says})
	if err != nil {
		t.Fatal(err)
	}
	_, _ = out.Write(packed.Bytes())
	_ = w.Close()
	return b.Bytes()
}

// saysOf returns what whoever imports the file is told, sentence by sentence.
func saysOf(t *testing.T, texts *text.Catalog, file []byte) []string {
	var said []Notice
	sheet, err := Read(bytes.NewReader(file))
	var refusal Refusal
	switch {
	case errors.As(err, &refusal):
		said = refusal.Report()
	case err != nil:
		t.Fatal(err)
	default:
		said = compare(t, open(t), sheet, day1).Report()
	}
	var lines []string
	for _, n := range said {
		lines = append(lines, texts.Say(text.Vietnamese, "", n.Key, n.Args))
	}
	return lines
}

// TestHostile names each hostile file and the sentence it is met with. What is
// made to be costly is measured too.
func TestHostile(t *testing.T) {
	texts, err := text.Load(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	for i, kind := range [][]hostile{strangers(t), tables(t), cells(t), bombs(t)} {
		if i == 3 && underRace {
			continue
		}
		for _, h := range kind {
			t.Run(h.name, func(t *testing.T) {
				if i == 3 {
					costs(t, h.file)
				}
				lines := saysOf(t, texts, h.file)
				t.Log(h.want)
				for _, line := range lines {
					if line == h.want {
						return
					}
				}
				t.Errorf("said:\n%s", strings.Join(lines, "\n"))
			})
		}
	}
}

// TestWideSheet: one cell far to the right in each row does not take memory for
// all those that are not there.
func TestWideSheet(t *testing.T) {
	var rows strings.Builder
	rows.WriteString(typed(1, head))
	for n := range maxRows + headerWithin {
		fmt.Fprintf(&rows, `<row r="%d"><c r="CV%[1]d"><v>1</v></c></row>`, n+2)
	}
	costs(t, pack(t, plain(rows.String())...))
}

// TestFullSheet: as many rows as a roster may have, with notes beside the
// fifteen columns, are read.
func TestFullSheet(t *testing.T) {
	var rows strings.Builder
	rows.WriteString(typed(1, head))
	line := strings.TrimSuffix(one, "\n") + ",x"
	for n := range maxRows {
		rows.WriteString(typed(n+2, line))
	}
	sheet, err := Read(bytes.NewReader(pack(t, plain(rows.String())...)))
	if err != nil || len(sheet.Rows) != maxRows {
		t.Errorf("%d rows: %v", len(sheet.Rows), err)
	}
}
