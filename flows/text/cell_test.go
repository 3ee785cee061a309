package text_test

import (
	"testing"

	"caunoi/flows/text"
)

// TestCell: what a spreadsheet would reckon with or run stays words, and words
// stay as they are.
func TestCell(t *testing.T) {
	for said, want := range map[string]string{
		"": "", "Bản Nậm Chua": "Bản Nậm Chua", "a=1": "a=1", "'": "'",
		"=1+1": "'=1+1", "+84": "'+84", "-2": "'-2", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": "'\r=1", "|cmd": "'|cmd", "%0": "'%0",
	} {
		if got := text.Cell(said); got != want {
			t.Errorf("%q is written %q; want %q", said, got, want)
		}
	}
}
