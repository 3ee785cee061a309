package main

import (
	"strings"
	"testing"
)

// TestImportSaysWhatWasStored: the last line says whether anything was stored,
// in the language asked for, also where rows are refused.
func TestImportSaysWhatWasStored(t *testing.T) {
	p := newPlace(t)
	p.write("config.yaml", strings.Replace(read(t, p.vars["CAUNOI_CONFIG"]), "An", "Bùi Văn Mẫu", 1))
	good := read(t, p.roster())
	p.write("good.csv", good)
	p.write("part.csv", good+"17,NH-01,03169,Xã Nà Hỳ,Bản Mẫu 1,Mùa A Mẫu,Tổ trưởng,,09,,,,,,\n")
	p.write("none.csv", "")
	cases := []struct {
		file, lang string
		apply      bool
		code       int
		last       string
	}{
		{"good.csv", "vi", false, exitOK, "Chưa ghi gì, đây là xem thử. Thêm --apply để ghi các dòng được nhận."},
		{"good.csv", "en", false, exitOK, "Nothing was stored. --apply stores the rows that are not refused."},
		{"part.csv", "vi", false, exitData, "Chưa ghi gì, đây là xem thử. Thêm --apply để ghi các dòng được nhận."},
		{"part.csv", "en", false, exitData, "Nothing was stored. --apply stores the rows that are not refused."},
		{"none.csv", "en", true, exitData, "Nothing was stored."},
		{"none.csv", "vi", false, exitData, "Chưa ghi gì."},
		{"part.csv", "vi", true, exitData, "Đã ghi các dòng được nhận. Số dòng không nhận, chưa ghi: 1. Sửa các dòng đó rồi nhập lại."},
		{"part.csv", "en", true, exitData, "The rows that are not refused are stored. Rows refused and not stored: 1. Mend them and import again."},
		{"good.csv", "vi", true, exitOK, "Đã ghi xong."},
		{"good.csv", "en", true, exitOK, "Everything is stored."},
	}
	for _, c := range cases {
		args := []string{"import", "--lang", c.lang}
		if c.apply {
			args = append(args, "--init", "--apply")
		}
		code, out, errs := p.does(append(args, p.dir+"/"+c.file)...)
		lines := strings.Split(strings.TrimSpace(out), "\n")
		if got := lines[len(lines)-1]; code != c.code || got != c.last {
			t.Errorf("%v %s: %d, last %q, want %d, %q\n%s", args, c.file, code, got, c.code, c.last, errs)
		}
	}
}

// TestRunRefusesAnotherAdministrator: where the administrator's number is
// somebody else's in the roster, the import says so and the bot does not start.
func TestRunRefusesAnotherAdministrator(t *testing.T) {
	p := newPlace(t)
	code, out, errs := p.does("import", "--init", "--apply", p.roster())
	if code != exitOK || !strings.Contains(out, "Cấu hình ghi quản trị là An, mà trong danh sách số đó là của Bùi Văn Mẫu") {
		t.Errorf("the import: %d\n%s%s", code, out, errs)
	}
	code, _, errs = p.does("run")
	if code != exitConfig || !strings.Contains(errs, "admin.phone") || !strings.Contains(errs, "to An") || !strings.Contains(errs, "to Bùi Văn Mẫu") {
		t.Errorf("the bot: %d %s", code, errs)
	}
}
