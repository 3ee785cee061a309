package main

import (
	"strings"
	"testing"
)

// TestImportRota: each row says what becomes of it, nothing is stored without
// --apply, and a row that is refused holds up no other.
func TestImportRota(t *testing.T) {
	p := newPlace(t)
	p.write("config.yaml", strings.Replace(read(t, p.vars["CAUNOI_CONFIG"]), "An", "Bùi Văn Mẫu", 1))
	if code, out, errs := p.does("import", "--init", "--apply", p.roster()); code != exitOK {
		t.Fatalf("the roster: %d\n%s%s", code, out, errs)
	}
	duty := ""
	for line := range strings.Lines(read(t, p.roster())) {
		if cells := strings.Split(line, ","); len(cells) > 6 && cells[6] == "Trực xã" {
			duty = cells[5]
		}
	}
	head := "Mã xã,Ngày,Từ giờ,Đến giờ,Họ và tên,Số điện thoại\n"
	good := head + "3169,31/12/2098,8:00,20h," + duty + ",\n03169,1/1/2099,,," + duty + ",\n"
	p.write("good.csv", good)
	p.write("part.csv", good+"03169,2/1/2099,,,Người Không Ai Biết,\n99999,2/1/2099,,,"+duty+",\n03169,hôm nọ,,,"+duty+",\n")
	p.write("none.csv", "a,b\n1,2\n")
	for _, c := range []struct {
		args []string
		code int
		want []string
	}{
		{[]string{"rota"}, exitOK, []string{"Dòng 2: ", "T4 31/12 08:00–20:00: " + duty, "2 dòng đọc được, 0 dòng không nhận.", "Chưa ghi gì, đây là xem thử."}},
		{[]string{"rota", "--apply"}, exitOK, []string{"Đã ghi xong."}},
		{[]string{"rota", "--lang", "en"}, exitOK, []string{"Wed 31/12 08:00–20:00: " + duty}},
	} {
		code, out, errs := p.does(append(c.args, p.dir+"/good.csv")...)
		for _, want := range c.want {
			if code != c.code || !strings.Contains(out, want) {
				t.Errorf("%v: %d, want %q in\n%s%s", c.args, code, want, out, errs)
			}
		}
	}
	code, out, _ := p.does("rota", "--apply", p.dir+"/part.csv")
	for _, want := range []string{"không thấy ai tên Người Không Ai Biết", "không có xã, tỉnh có mã này", "chưa đọc được ngày", "2 dòng đọc được, 3 dòng không nhận."} {
		if code != exitData || !strings.Contains(out, want) {
			t.Errorf("refused rows: %d, want %q in\n%s", code, want, out)
		}
	}
	if code, out, _ := p.does("rota", p.dir+"/none.csv"); code != exitData || !strings.Contains(out, "Cần có các cột") {
		t.Errorf("no rota: %d\n%s", code, out)
	}
}
