package viet

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"Điện Biên":                "dien bien",
		"Ðiện ð ɖ Ɖ":               "dien d d d",
		"  Nậm\u00a0 Chua \n 2 ":   "nam chua 2",
		"hộ\u200b nghèo\ufeff":     "ho ngheo",
		"a\u202eb\u2066c":          "abc",
		norm.NFD.String("Nậm Nèn"): "nam nen",
		"Nâ\u0323m Ne\u0300n":      "nam nen",
		"2½ m²":                    "2½ m²",
		"“HUỶ” – huỷ…":             "“huy” – huy…",
		"한글 Ä":                     "한글 a",
		"👍 ok":                     "👍 ok",
		"\tTab\r\nxuống\x00dòng":   "tab xuongdong",
		"":                         "",
	} {
		if got := Fold(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"  Nước\u00a0đục \u200b ":    "Nước đục",
		"một\r\nhai\n\n\n\nba":       "một\nhai\n\nba",
		norm.NFD.String("sạt lở"):    "sạt lở",
		"2½ m²":                      "2½ m²",
		"\u202eđảo\u202c \x07chuông": "đảo chuông",
		"a\xffb":                     "a\uFFFDb",
		"e\u200b\u0301":              "é",
		"❤️ ok":                      "❤️ ok",
		"không đổi gì":               "không đổi gì",
		"\u200b":                     "",
		"Hai  dấu cách, một\ttab":    "Hai dấu cách, một tab",
	} {
		if got := Clean(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestSame(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"hoà giải", "Hòa  giải", true},
		{"uỷ ban", "ủy ban", true},
		{"tỉ lệ", "tỷ lệ", true},
		{"kĩ thuật", "KỸ THUẬT", true},
		{"quy hoạch", "qui hoạch", true},
		{"bản Nậm Chim 1", "ban nam chim 1", true},
		{"bản Nậm Chim 1", "bản Nậm Chim 2", false},
		{"Mai", "May", false},
		{"", " ", true},
	} {
		if got := Same(test.a, test.b); got != test.want {
			t.Errorf("%q and %q: got %v, want %v", test.a, test.b, got, test.want)
		}
	}
}

func TestWords(t *testing.T) {
	got := Words(Fold("Bản Nậm Chim 1, xã “Si Pa Phìn”: 2.071 hộ"))
	want := strings.Fields("ban nam chim 1 xa si pa phin 2 071 ho")
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0", 12: "12", 999: "999", 1200: "1.200", 1477602: "1.477.602", -1200: "-1.200", -999: "-999",
		-1 << 63: "-9.223.372.036.854.775.808",
	} {
		if got := Thousands(n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}

func TestUndoWord(t *testing.T) {
	for typed, want := range map[string]string{
		"khaanr": "khẩn", "khanar": "khẩn", "khan63": "khẩn", "lux": "lũ", "lu4": "lũ", "sajt": "sạt", "lowr": "lở",
		"dduwowngf": "đường", "duongwfd": "đường", "nuowcs": "nước", "nu7o7c1": "nước", "quas": "quá",
		"huyr": "hủy", "hoaf": "hòa", "giuwx": "giữ", "toois": "tối", "ddieenj": "điện", "nguyeenx": "nguyễn",
		"khan": "", "2ngay": "", "nuoc": "", "x": "", "m2": "", "zzz": "",
	} {
		got, changed := undoWord(typed)
		if changed != (want != "") || changed && place(got) != want {
			t.Errorf("%q: got %q %v, want %q", typed, got, changed, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Điện Biên\u00a0\u200b2½")
	f.Add("\u0301a\n\n b\u202e")
	f.Fuzz(func(t *testing.T, s string) {
		folded, cleaned := Fold(s), Clean(s)
		if again := Fold(folded); again != folded {
			t.Fatalf("%q: folded %q, folded again %q", s, folded, again)
		}
		if again := Clean(cleaned); again != cleaned {
			t.Fatalf("%q: cleaned %q, cleaned again %q", s, cleaned, again)
		}
		if !utf8.ValidString(cleaned) || !norm.NFC.IsNormalString(cleaned) {
			t.Fatalf("%q: %q is not NFC", s, cleaned)
		}
		if utf8.ValidString(s) && Fold(norm.NFD.String(s)) != folded {
			t.Fatalf("%q: the other form folds to %q, this one to %q", s, Fold(norm.NFD.String(s)), folded)
		}
		if strings.Contains(folded, "  ") || strings.TrimSpace(folded) != folded {
			t.Fatalf("%q: spaces remain in %q", s, folded)
		}
	})
}
