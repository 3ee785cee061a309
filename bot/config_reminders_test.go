package bot

import (
	"strings"
	"testing"
	"time"
)

func TestReminderLines(t *testing.T) {
	for _, c := range []struct{ line, wrong string }{
		{"thang | 0 7 25 * * | team | 11 | 3d | unless-reported | Nhờ tổ báo | tình hình", ""},
		{"tuan | thứ hai hằng tuần 19:00 | heads | 03169 03170 | 12h | always | Họp tổ", ""},
		{"thang | 0 7 25 * * | team | 11 | 3d | always", "is not a reminder"},
		{"thang | | team | 11 | 3d | always | x", "is not a reminder"},
		{"thang | 0 7 25 * * | everybody | 11 | 3d | always | x", "is for nobody known"},
		{"thang | 0 7 25 * * | team | 11 | three days | always | x", "does not say for how long it is of use"},
		{"thang | 0 7 25 * * | team | 11 | 90d | always | x", "does not say for how long it is of use"},
		{"thang | 0 7 25 * * | team | 11 | 3d | per haps | x", "does not say who is spared"},
		{"thang | 0 7 25 * * | team | 11 | 3d | always workdays at-night | x", ""},
		{"thang | 0 7 25 * * | team | 11 | 3d | always on sundays | x", "does not say who is spared"},
		{"thang | 0 7 25 * * | duty | 11 | 3d | always | x", ""},
		{"thang | 0 7 25 * * | leaders | 11 | 3d | quiet | x", "lets people begin what only a team does"},
		{"thang | 0 7 25 * * | heads | 11 | 3d | quiet | x", ""},
		{"thang | 0 0 31 2 * | team | 11 | 3d | always | x", "never comes due"},
		{"thang | * * * * * | team | 11 | 3d | always | x", "comes due more than once an hour"},
		{"thang | CRON_TZ=Asia/Hanoi 0 7 * * * | team | 11 | 3d | always | x", "names a time zone that there is not"},
		{"thang | hằng tháng ngày 25 | team | 11 | 3d | always | x", "names no hour"},
		{"thang | trước hạn 3 ngày, hạn ngày 25 hằng tháng lúc 7:00 | team | 11 | 3d | always | x", ""},
		{"thang | trước hạn 3 ngày | team | 11 | 3d | always | x", "is ahead of a deadline that is not named"},
		{"thang | trước hạn 30 ngày, hạn cuối tháng | team | 11 | 3d | always | x", "is too many days ahead of a deadline"},
		{"thang | trước hạn 3 ngày, chỉ đạo 12 | team | 11 | 3d | always | x", "is ahead of a directive"},
		{"thang | TZ= | team | 11 | 3d | always | x", "names a time zone that there is not"},
		{"thang | bao giờ rảnh | team | 11 | 3d | always | x", "does not say when"},
	} {
		one, wrong, mend := readReminder(c.line)
		if wrong != c.wrong || (wrong == "") != (mend == "") {
			t.Errorf("%q: %q, mended by %q; want %q", c.line, wrong, mend, c.wrong)
		}
		if wrong == "" && (one.Name == "" || one.Text == "" || len(one.Units) == 0 || one.Useful < time.Hour || strings.HasPrefix(one.Text, "|")) {
			t.Errorf("%q: read as %+v", c.line, one)
		}
	}
}
