package viet

import "testing"

// A code that is not written like one is read where nothing else can be meant, and
// what is more likely an amount, a date or a number to call never is.
func TestReadSlip(t *testing.T) {
	for text, want := range map[string]string{
		"nhận 2611.1": "nhan 2611-1 plain", "NHAN2611-1": "nhan 2611-1 plain", "nhan2611-1 ạ": "nhan 2611-1 plain",
		"nhan 26-1": "nhan  plain", "lichsu 26111": "lichsu 2611-1 plain glued", "xóa 2611-1": " 2611-1 plain",
		"nhận 2611—1": "nhan 2611-1 plain", "nhan 2611 42": "nhan 2611-42 plain", "NHAN 2611-01": "nhan 2611-1 plain",
		"hỏi 2611.1 còn đi xe được không": "hoi 2611-1", "HOI 26-1 con di xe khong": "hoi  plain",
		"nhan 42": "nhan  plain", "/nhan 2611.1": "nhan 2611-1 plain", "dạ em nhận việc 2611.1 ạ": "nhan 2611-1 plain",
		"hỏi 2611 9 nhà": "hoi 2611-9", "xong 26111 m2": "xong 2611-1 glued", "xóa việc 2611-1 nhé": " 2611-1 plain",
		"nhận 26 suất quà": "", "nhận 2611 suất quà": "", "nhận 20-30 suất quà": "", "xong 2 nhà": "", "NHẬN 20-30 SUẤT QUÀ": "",
		"nhận 250.000 đồng": "", "xong 20/11": "", "xong 20.11.2026": "", "nhan 0912345678": "", "gọi 113": "", "mức 2": "",
		"nhan 2611-42": "", "nhận dân bản hiến đất": "", "nước đục 2611-1": " 2611-1 plain", "trùng với việc hôm nọ 2611-1": "",
		"gia hạn 30/11": "", "nhận 26": "nhan  plain", "thêm 5 hộ": "", "mở 2,5 km đường": "", "xong 15:30": "", "": "", "nhận": "",
	} {
		s, ok := ReadSlip(text)
		got := ""
		if ok {
			got = s.Name + " " + s.Code
			if s.Plain {
				got += " plain"
			}
			if s.Glued {
				got += " glued"
			}
		}
		if got != want {
			t.Errorf("%q: got %q (%+v), want %q", text, got, s, want)
		}
	}
}
