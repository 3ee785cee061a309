package viet

import "testing"

// TestSince: the words are found as they were typed, and a number of days that
// is no time since is left alone.
func TestSince(t *testing.T) {
	for text, want := range map[string]string{
		"mất nước từ hôm kia, 12 hộ, đề nghị xã cấp téc nước": "từ hôm kia",
		"nuoc sinh hoat o ban duc 3 hom nay, 12 ho":           "3 hom nay",
		"mat dien 2 ngay roi ca ban":                          "2 ngay roi",
		"cầu treo hỏng kể từ ngày 19/11, chưa ai sửa":         "kể từ ngày 19/11",
		"đường lầy từ sáng hôm qua":                           "từ sáng hôm qua",
		"hết thuốc hai tuần nay":                              "hai tuần nay",
		"từ xã lên bản đường xấu, mấy hôm nay không đi được":  "mấy hôm nay",
		"cần 3 ngày để sửa cầu":                               "",
		"bản có 12 hộ chưa có nước":                           "",
		"":                                                    "",
		"từ":                                                  "",
		"ngày":                                                "",
	} {
		if got := Since(text); got != want {
			t.Errorf("Since(%q) is %q; want %q", text, got, want)
		}
	}
}

// TestProposal: what is asked of those above, to the end of the sentence.
func TestProposal(t *testing.T) {
	for text, want := range map[string]string{
		"mất nước từ hôm kia, 12 hộ, đề nghị xã cấp téc nước": "xã cấp téc nước",
		"de nghi xa cap tec nuoc. bà con chờ":                 "xa cap tec nuoc",
		"Mong xã cho sửa cầu sớm":                             "Mong xã cho sửa cầu sớm",
		"bà con nộp đơn đề nghị từ tháng trước":               "",
		"đã đề nghị xã mà chưa thấy":                          "",
		"12 hộ thiếu nước":                                    "",
		"đề nghị":                                             "",
	} {
		if got := Proposal(text); got != want {
			t.Errorf("Proposal(%q) is %q; want %q", text, got, want)
		}
	}
}
