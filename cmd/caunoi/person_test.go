package main

import (
	"strings"
	"testing"
	"time"
)

// TestErrands does about people by commands what an administrator does by
// chat, one act after the other, in the words of the operator.
func TestErrands(t *testing.T) {
	p := founded(t)
	next := time.Now().AddDate(0, 0, 1).Format("02/01/2006")
	for _, c := range []struct {
		args string
		code int
		says string
	}{
		{"status", exitOK, "Đã tham gia 0/14 người"},
		{"status", exitOK, "2 tổ: 2 tổ chưa có ai tham gia, 0 tổ chưa có tổ trưởng, 0 tổ có nhóm."},
		{"status --unit NH-02 --lang en", exitOK, "0 of 3 people have joined"},
		{"status --unit XX", exitData, "Không có đơn vị XX."},
		{"list --unit NH-02 all", exitOK, "Hạng A Mẫu · Tổ trưởng · Bản Mẫu 2 (NH-02)"},
		{"list silent", exitOK, "NH-01 · Bản Mẫu 1 · Xã Nà Hỳ"},
		{"list --lang en headless", exitOK, "In all: 0."},
		{"list some", exitUsage, `there is no list "some"`},
		{"list", exitUsage, "name the list"},
		{"person add --name 'Vàng A Mới' --role member --unit NH-01 --phone '0912 345 678'", exitOK, "Đã ghi Vàng A Mới, mã m16"},
		{"person add --name 'Vàng A Mới' --role member --unit NH-01 --phone 0912345678", exitData, "Vàng A Mới đã là Thành viên, Bản Mẫu 1 rồi"},
		{"person add --name 'Người Khác' --role member --unit NH-01 --phone 0912345678", exitData, "là của Vàng A Mới"},
		{"person add --name 'Người Khác' --role chief --unit NH-01", exitUsage, `there is no role "chief"`},
		{"person add --role member --unit NH-01", exitUsage, "needs --name"},
		{"person replace --name 'Giàng A Thay' --phone 0912345679 0900000002", exitOK, "Giàng A Thay, mã m17, thay Giàng A Mẫu"},
		{"person end --role member --unit NH-01 m16", exitOK, "Vàng A Mới đã thôi và không còn trong danh sách"},
		{"person end m16", exitData, "Vàng A Mới đã thôi."},
		{"person end m99", exitData, "không có người m99"},
		{"person end 0900000014", exitData, "sẽ không còn quản trị nào"},
		{"person lost m17", exitOK, "Máy cũ của Giàng A Thay không dùng được nữa"},
		{"person digits m17", exitOK, "Mã số của Giàng A Thay: "},
		{"person invite --bot MauBot --out " + p.dir + "/x.html m17", exitOK, "1 người, 0 nhóm"},
		{"person invite --bot MauBot --out " + p.dir + "/y.html 0912345679", exitOK, "1 người, 0 nhóm"},
		{"person", exitUsage, "name what to do"},
		{"person praise m1", exitUsage, "there is no caunoi person praise"},
		{"person lost", exitUsage, "name the person"},
		{"duty 03169 m1 " + next + " " + next, exitOK, "Nguyễn Văn Mẫu trực ở Xã Nà Hỳ từ " + next + " đến hết " + next},
		{"duty 03169 m1 " + next + " " + next, exitData, "Nguyễn Văn Mẫu đã là Trực xã, Xã Nà Hỳ rồi"},
		{"duty NH-01 m1 " + next + " " + next, exitData, "Chức danh này không có ở Bản Mẫu 1"},
		{"duty 03169 m1 soon later", exitUsage, `"soon" is not a day`},
		{"duty 03169 m1 " + next, exitUsage, "name the last day"},
		{"case 2611-9", exitData, "Không có việc 2611-9."},
		{"case --texts --lang en 2611-9", exitData, "There is no case 2611-9."},
		{"case", exitUsage, "name the case by its code"},
		{"duty 03169 m1 " + next + " 2026-01-01", exitData, "Ngày thôi phải sau ngày bắt đầu"},
	} {
		code, out, errs := p.does(words(c.args)...)
		if code != c.code || !strings.Contains(out+errs, c.says) {
			t.Errorf("%s: code %d, want %d with %q:\n%s%s", c.args, code, c.code, c.says, out, errs)
		}
	}
	if got := names(read(t, p.dir+"/y.html")); len(got) != 1 || got[0] != "Giàng A Thay" {
		t.Errorf("the sheet by number is of %q", got)
	}
}

// words splits a command line; what stands between quotes is one word.
func words(line string) []string {
	var args []string
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			args = append(args, part)
			continue
		}
		args = append(args, strings.Fields(part)...)
	}
	return args
}
