package viet

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestAsksForNames(t *testing.T) {
	for text, want := range map[string]bool{
		"cháu tên gì":              true,
		"chau ten gi":              true,
		"tên là gì?":               true,
		"Cho xin họ tên người báo": true,
		"ho ten nguoi bi nan":      true,
		"nhà nào bị sập":           true,
		"nha nao bi sap":           true,
		"hộ nào chưa nhận tiền":    true,
		"ai gây ra":                true,
		"trâu của ai?":             true,
		"người nào phản ánh":       true,
		"ai là người đứng đầu":     true,
		"ai bị thương?":            true,
		"Đồng chí gửi danh sách hộ thiếu gạo": true,
		"tên người nào":   true,
		"những ai có mặt": true,

		"ai bị thương không":             false,
		"có ai bị thương không?":         false,
		"co ai bi ket khong":             false,
		"có nhà nào bị sập không":        false,
		"hộ nào cần di dời chưa":         false,
		"chưa thấy ai bị thương":         false,
		"đường còn đi xe máy được không": false,
		"bao nhiêu hộ mất điện":          false,
		"bản tên gì":                     false,
		"thuốc tên là gì":                false,
		"tên bản là gì":                  false,
		"ten xa la gi":                   false,
		"mấy giờ thì sạt":                false,
		"ai đang trực?":                  false,
		"mai có mưa không":               false,
		"nước đục từ hôm nào":            false,
		"nhà văn hóa nào hỏng":           false,
		"Việc, nơi, số hộ thế nào?":      false,
		"đường này do xã nào quản lý":    false,
		"":                               false,
	} {
		for _, way := range []string{text, norm.NFD.String(text), strings.ToUpper(text)} {
			if got := AsksForNames(way); got != want {
				t.Errorf("%q: got %v, want %v", way, got, want)
			}
		}
	}
}
