package viet

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestMask(t *testing.T) {
	for _, name := range []string{"vi-pii.tsv", "more-pii.tsv"} {
		all := table(t, name)
		if len(all) < 31 {
			t.Errorf("%s: %d rows, want 31 or more", name, len(all))
		}
		for _, row := range all {
			masked, kinds := Mask(row[1])
			if got := strings.Join(kinds, ","); masked != row[2] || got != row[3] {
				t.Errorf("%s: %q: got %q, %q; want %q, %q", row[0], row[1], masked, got, row[2], row[3])
			}
			if again, _ := Mask(masked); again != masked {
				t.Errorf("%s: masked again: %q", row[0], again)
			}
			if apart, _ := Mask(norm.NFD.String(row[1])); apart != masked {
				t.Errorf("%s: in the other form: %q", row[0], apart)
			}
		}
	}
}

// What is no personal data stays: the rows of the other tables, which hold
// figures, dates and village names, pass unchanged but for the few that hold
// some on purpose.
func TestMaskLeavesTheRest(t *testing.T) {
	onPurpose := []string{"0912345678", "Giàng A Mẫu"}
	for _, name := range []string{"vi-keywords.tsv", "more-keywords.tsv", "guess.tsv"} {
		for _, row := range table(t, name) {
			masked, kinds := Mask(row[0])
			hit := false
			for _, s := range onPurpose {
				hit = hit || strings.Contains(row[0], s)
			}
			if hit != (len(kinds) > 0) || !hit && masked != Clean(row[0]) {
				t.Errorf("%s: %q: got %q, %v", name, row[0], masked, kinds)
			}
		}
	}
}

func TestPhone(t *testing.T) {
	for text, want := range map[string]string{
		"0900000001": "0900000001", "+84900000001": "0900000001", "84900000001": "0900000001",
		"0084 900 000 001": "0900000001", "900000001": "0900000001", "'0900000001": "0900000001",
		"’900000001": "0900000001", "0900.000.001": "0900000001", "(+84) 900-000-001": "0900000001",
		"+84 (0)900000001": "0900000001", " 0900 000 001 ": "0900000001", "900000001.0": "0900000001",
		"01629345678": "0329345678", "1629345678": "0329345678", "+841629345678": "0329345678",
		"0123 456 7890": "0834567890", "01991234567": "0591234567", "0188.1234567": "0581234567",
		"02153 888 888": "02153888888", "2153888888": "02153888888", "+84 215 3888 888": "02153888888",
		"０９０００００００１": "0900000001", "0900\u00a0000\u00a0001": "0900000001", "0900–000–001": "0900000001",
		"": "", "115": "", "18001234": "", "1900 1234": "", "0112345678": "", "090000000": "", "09000000011": "",
		"01110000000": "", "abc": "", "0900000001a": "", "09000+00001": "", "12 hộ": "", "0000000000": "",
	} {
		if got, ok := Phone(text); got != want || ok != (want != "") {
			t.Errorf("%q: got %q %v, want %q", text, got, ok, want)
		}
	}
}

func TestCallBack(t *testing.T) {
	for text, want := range map[string]string{
		"khẩn lũ về, gọi 0912 345 678 hoặc 0987654321": "0912345678",
		"so em la +84.912.345.678":                     "0912345678",
		"goi 912345678 nhe":                            "0912345678",
		"số cũ 01629345678":                            "0329345678",
		"912345678":                                    "0912345678",
		"trực xã 02153 888 888":                        "02153888888",
		"gọi 115, CCCD 011300000000, 12 hộ":            "",
		"109402000 đồng":                               "",
		"":                                             "",
	} {
		if got := CallBack(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func FuzzMask(f *testing.F) {
	for _, row := range table(f, "vi-pii.tsv") {
		f.Add(row[1])
	}
	f.Add("STK a.b@example.com ông Giàng A Mẫu 12345678")
	f.Add("[SĐT] 912345678 +84(0)912 345 678")
	f.Add("0200000000A00200000000")
	f.Fuzz(func(t *testing.T, s string) {
		masked, kinds := Mask(s)
		if !utf8.ValidString(masked) || masked != Clean(masked) {
			t.Fatalf("%q: %q is not clean", s, masked)
		}
		if again, more := Mask(masked); again != masked || len(more) > 0 {
			t.Fatalf("%q: masked %q, masked again %q %v", s, masked, again, more)
		}
		if len(kinds) == 0 && masked != Clean(s) {
			t.Fatalf("%q: changed to %q, but nothing is named", s, masked)
		}
		if number := CallBack(s); number != "" {
			if len(number) < 10 || len(number) > 11 || !digitsOnly(number) || strings.Contains(masked, number) {
				t.Fatalf("%q: call back %q, masked %q", s, number, masked)
			}
		}
	})
}

func BenchmarkMask(b *testing.B) {
	long := strings.Repeat("hộ ông Sùng A Thử thiếu gạo 3 ngày, gọi 0912 345 678; ", 60)
	for _, run := range []struct{ name, text string }{
		{"none", "nước sinh hoạt ở bản đục 3 hôm nay, 12 hộ"},
		{"some", "ông Giàng A Mẫu 0912345678 bảo mất trộm trâu"},
		{"long", long[:4000]},
	} {
		b.Run(run.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Mask(run.text)
			}
		})
	}
}
