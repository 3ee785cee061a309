package roster

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// book makes a workbook of a text separated by commas, by another program than
// the one that is tested. Each change is made to the workbook before it is
// written.
func book(t testing.TB, file string, changes ...func(*excelize.File)) []byte {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(file)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	f := excelize.NewFile()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	for _, change := range changes {
		change(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// cell sets one cell.
func cell(name string, value any) func(*excelize.File) {
	return func(f *excelize.File) { _ = f.SetCellValue("Sheet1", name, value) }
}

// An entry is a part of a zip file.
type entry struct{ name, body string }

// pack makes a zip file.
func pack(t testing.TB, parts ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		out, err := w.Create(p.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := out.Write([]byte(p.body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// plain are the parts of a workbook with one sheet and nothing else.
func plain(rows string) []entry {
	return []entry{
		{"[Content_Types].xml", `<Types/>`},
		{"xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="Tổ" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`},
	}
}

// typed is a row of cells that hold their texts themselves.
func typed(n int, line string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d">`, n)
	for _, v := range strings.Split(strings.TrimSuffix(line, "\n"), ",") {
		fmt.Fprintf(&b, `<c t="inlineStr"><is><t>%s</t></is></c>`, v)
	}
	return b.String() + `</row>`
}
