package statistics

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// TestPictures draws what a province, a commune, a team and its head see. With
// CAUNOI_LOOK naming a folder the files are left there, to be looked at.
func TestPictures(t *testing.T) {
	w := newTown(t)
	w.builds(5, 8)
	w.gives(14)
	w.reports(900, 14)
	for _, x := range []struct {
		name, member, unit string
		months             int
	}{
		{"province-month", "quan", "11", 1}, {"province-year", "quan", "11", 11}, {"commune", "lan", "X0", 1}, {"team", "binh", "X0-0", 11}, {"head", "head", "X0-0", 11},
	} {
		v := w.view(x.unit, x.months)
		data, err := w.made("thongke.hinh", x.member, v)
		if err != nil {
			t.Fatalf("%s: %v", x.name, err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", x.name, err)
		}
		if b := img.Bounds(); b.Dx() != 1080 || b.Dy() < 1080/2 || b.Dy() > 3*1080 {
			t.Errorf("%s is %v: no phone shows it", x.name, b)
		}
		sheet, err := w.made("thongke.bang", x.member, v)
		if err != nil {
			t.Fatalf("%s: %v", x.name, err)
		}
		t.Logf("%s: picture %d bytes, sheet %d bytes", x.name, len(data), len(sheet))
		if folder := os.Getenv("CAUNOI_LOOK"); folder != "" {
			if err := os.WriteFile(filepath.Join(folder, x.name+".png"), data, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(folder, x.name+".xlsx"), sheet, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := w.made("thongke.hinh", "lan", w.view("11", 1)); err == nil {
		t.Error("a leader of a commune was given the picture of the province")
	}
}
