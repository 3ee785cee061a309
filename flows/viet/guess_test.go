package viet

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestGuess(t *testing.T) {
	for _, row := range table(t, "guess.tsv") {
		want := row[1] + " " + row[2] + " " + row[3]
		for _, text := range []string{row[0], norm.NFD.String(row[0]), strings.ToUpper(row[0])} {
			category, level, households := Guess(text)
			got := category + " " + strconv.Itoa(level) + " " + strconv.Itoa(households)
			if got != want {
				t.Errorf("%q: got %s, want %s", text, got, want)
			}
		}
	}
}

// The thirteen categories and no other: none for religion, ethnicity, politics
// or the health of a person (the conversation rules, 0.11), and no word that
// would make one of them a reason to file somebody.
func TestCategoriesAreTheThirteen(t *testing.T) {
	want := strings.Fields("ATT CSX DAT DLU GDU HGI HTA KHA MTR SXU TAI THC YTE")
	got := slices.Sorted(slices.Values(categories.codes))
	if !slices.Equal(got, want) {
		t.Errorf("categories: got %v, want %v", got, want)
	}
	folded := Fold(categoryTable)
	for _, word := range []string{
		"ton giao", "tin lanh", "cong giao", "phat giao", "ta dao", "theo dao", "truyen dao", "nguoi mong",
		"nguoi thai", "dan toc", "phan dong", "chinh kien", "hiv", "nghien", "tam than", "khuyet tat", "mang thai",
	} {
		if strings.Contains(folded, word) {
			t.Errorf("the category table holds %q", word)
		}
	}
}

// Every level in the table is a default of the domain notes, 12.4.
func TestCategoryLevels(t *testing.T) {
	for i, code := range categories.codes {
		want := 3
		switch code {
		case "TAI", "ATT":
			want = 2
		case "DLU":
			want = 4
		}
		if got := categories.levels[i]; got != want {
			t.Errorf("%s: level %d, want %d", code, got, want)
		}
	}
}

// Words alone never make level 1, whatever they are.
func TestGuessNeverLevel1(t *testing.T) {
	for _, name := range []string{"vi-keywords.tsv", "more-keywords.tsv", "vi-pii.tsv", "guess.tsv"} {
		for _, row := range table(t, name) {
			for _, text := range row {
				if _, level, households := Guess(text); level < 2 || level > 4 || households < 0 {
					t.Errorf("%q: level %d, households %d", text, level, households)
				}
			}
		}
	}
}

func TestDangerWords(t *testing.T) {
	for text, want := range map[string]string{
		"khẩn sạt lở chặn đường, chưa thấy ai bị thương": "sạt lở",
		"sat lo, 3 nguoi bi thuong, 1 chet":              "sạt lở bị thương chết",
		"lũ cuốn trôi hai người, LŨ còn lên":             "lũ cuốn trôi",
		"chạy nhà xuống núi":                             "",
		"chay nha":                                       "cháy",
		"chay xe om":                                     "",
		"chay":                                           "cháy",
		"nước chảy mạnh":                                 "",
		"đội bảo vệ":                                     "",
		"dich vu":                                        "",
		"dich benh la o ban":                             "dịch",
		"mục đích":                                       "",
		"den dich roi":                                   "",
		"sáp nhập bản":                                   "",
		"sap nhap ban":                                   "",
		"nhà sập":                                        "sập",
		"cau sap xong":                                   "",
		"sạt lỡ":                                         "",
		"trâu chết rét":                                  "",
		"lũ về, trâu chết, một người mất tích": "lũ mất tích",
		"chết máy giữa suối":                   "",
		"lũ trẻ":                               "",
		"bản lù":                               "",
		"có lập biên bản":                      "",
		"co lap bien ban":                      "",
		"ban bi co lap":                        "cô lập",
		"hoà giải xong, không có gì":           "",
		"":                                     "",
	} {
		if got := strings.Join(DangerWords(text), " "); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func BenchmarkGuess(b *testing.B) {
	for b.Loop() {
		Guess("nước sinh hoạt ở bản đục 3 hôm nay, 12 hộ")
	}
}
