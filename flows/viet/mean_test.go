package viet

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// table reads a test table of tab-divided cells, without comments and the line
// of headings.
func table(t testing.TB, name string) [][]string {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return rows(string(data))[1:]
}

// contexts are the contexts that the keyword tables name.
var contexts = map[string]Context{
	"none": {}, "yesno": {Open: YesNo}, "text": {Open: Text}, "number": {Open: Number},
	"menu3": {Open: Menu, Choices: 3}, "case1": {Cases: 1}, "case2": {Cases: 2},
}

// named is a meaning as the tables write it.
func named(m Meaning) string {
	switch m.Kind {
	case ChoiceOf:
		return fmt.Sprintf("choice:%d", m.Number)
	case Value:
		return fmt.Sprintf("value:%d", m.Number)
	case Command:
		return "command:" + m.Name
	case Verb:
		code := m.Code
		if code == "" {
			code = "only"
		}
		return "verb:" + strings.ToUpper(m.Name) + ":" + code
	case Show:
		return "show:" + m.Code
	}
	return map[Kind]string{
		Report: "report", Urgent: "urgent", Danger: "danger", Courtesy: "courtesy", Cancel: "cancel",
		Back: "back", Skip: "skip", Yes: "yes", No: "no", Answer: "answer", Ask: "ask", Secret: "secret",
		Legal: "legal", WithdrawConsent: "withdraw-consent",
	}[m.Kind]
}

func TestKeywords(t *testing.T) {
	for _, name := range []string{"vi-keywords.tsv", "more-keywords.tsv"} {
		all := table(t, name)
		if len(all) < 60 {
			t.Errorf("%s: %d rows, want 60 or more", name, len(all))
		}
		for _, row := range all {
			c, ok := contexts[row[1]]
			if !ok {
				t.Errorf("%s: %q: no context %q", name, row[0], row[1])
			}
			if got := named(Mean(row[0], c)); got != row[2] {
				t.Errorf("%s: %q in %s: got %s, want %s", name, row[0], row[1], got, row[2])
			}
		}
	}
}

// The same message in the other Unicode form, in capitals, with a full stop or
// with stray spaces means the same.
func TestKeywordsHoweverTyped(t *testing.T) {
	ways := map[string]func(string) string{
		"NFD":         norm.NFD.String,
		"capitals":    strings.ToUpper,
		"small":       strings.ToLower,
		"full stop":   func(s string) string { return s + "." },
		"exclamation": func(s string) string { return s + " !!!" },
		"spaces":      func(s string) string { return "  " + strings.ReplaceAll(s, " ", "  ") + "\n" },
		"NBSP":        func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") },
		"zero width":  func(s string) string { return "\ufeff" + s + "\u200b" },
		"emoji":       func(s string) string { return s + " 🙏" },
	}
	for _, name := range []string{"vi-keywords.tsv", "more-keywords.tsv"} {
		for _, row := range table(t, name) {
			for way, change := range ways {
				if way == "exclamation" && strings.HasPrefix(row[0], "👍") {
					continue
				}
				if got := named(Mean(change(row[0]), contexts[row[1]])); got != row[2] {
					t.Errorf("%q in %s, %s: got %s, want %s", row[0], row[1], way, got, row[2])
				}
			}
		}
	}
}

func TestMeanRest(t *testing.T) {
	for _, test := range []struct {
		text string
		c    Context
		want Meaning
	}{
		{"KHẨN: Sạt lở ở Nậm Chua", Context{}, Meaning{Kind: Urgent, Rest: "Sạt lở ở Nậm Chua"}},
		{"Khẩn cấp! nước lên nhanh", Context{}, Meaning{Kind: Urgent, Rest: "nước lên nhanh"}},
		{"Lũ về rồi. KHẨN!", Context{}, Meaning{Kind: Urgent, Rest: "Lũ về rồi"}},
		{"alo khẩn cháy nhà", Context{}, Meaning{Kind: Urgent, Rest: "cháy nhà"}},
		{"HOI 2611-42 Còn đi xe được không?", Context{}, Meaning{Kind: Verb, Name: "hoi", Code: "2611-42", Rest: "Còn đi xe được không?"}},
		{"gop 2611-42 vao 2611-40", Context{}, Meaning{Kind: Verb, Name: "gop", Code: "2611-42", Rest: "2611-40"}},
		{"MUC 2611-42 3", Context{}, Meaning{Kind: Verb, Name: "muc", Code: "2611-42", Rest: "3"}},
		{"2611-42 Đang xuống bản", Context{}, Meaning{Kind: Answer, Code: "2611-42", Rest: "Đang xuống bản"}},
		{"/baocao Nước đục", Context{}, Meaning{Kind: Report, Rest: "Nước đục"}},
		{"/viec@CauNoiBot 2", Context{}, Meaning{Kind: Command, Name: "viec", Rest: "2"}},
		{"/start abc_123", Context{}, Meaning{Kind: Command, Name: "start", Rest: "abc_123"}},
		{"/thongk", Context{}, Meaning{Kind: Ask, Name: "thongke", Rest: "/thongk"}},
		{"Không, phải đi bộ", Context{Open: YesNo}, Meaning{Kind: No, Rest: "phải đi bộ"}},
		{"0", Context{Open: Menu, Choices: 3, Zero: true}, Meaning{Kind: ChoiceOf}},
		{"0", Context{Open: Menu, Choices: 3}, Meaning{Kind: Ask, Rest: "0"}},
		{"  Nước\u00a0đục  3 hôm ", Context{}, Meaning{Kind: Report, Rest: "Nước đục 3 hôm"}},
	} {
		if got := Mean(test.text, test.c); got != test.want {
			t.Errorf("%q: got %+v, want %+v", test.text, got, test.want)
		}
	}
}

func TestCode(t *testing.T) {
	for text, want := range map[string]string{
		"2611-42": "2611-42 ", "2611 – 42 abc": "2611-42 abc", "2611-42: xong": "2611-42 xong", "#2611-42": "2611-42 ",
		"2611 42": "", "2613-4": "", "2600-4": "", "2611-0": "", "2611-042": "", "2010-2015": "", "0912-34567": "",
		"2611-42a": "", "2611-42-3": "", "2611-42.000": "", "2611-123456": "", "26114-2": "", "x 2611-42": "", "": "",
	} {
		code, rest, ok := Code(text)
		if got := code + " " + rest; ok != (want != "") || ok && got != want {
			t.Errorf("%q: got %q %v, want %q", text, got, ok, want)
		}
	}
}

// openings are some contexts for the fuzz tests to run through.
var openings = []Context{
	{}, {Open: YesNo}, {Open: Text}, {Open: Number}, {Open: Menu, Choices: 3}, {Open: Menu, Choices: 3, Zero: true},
	{Cases: 1}, {Cases: 2},
}

func FuzzMean(f *testing.F) {
	for _, row := range table(f, "vi-keywords.tsv") {
		f.Add(row[0])
	}
	f.Add("/\xff\xfe")
	f.Add("\u0301\u200b/#-2611-")
	f.Fuzz(func(t *testing.T, s string) {
		for _, c := range openings {
			got := Mean(s, c)
			if got.Kind < Report || got.Kind > Show {
				t.Fatalf("%q: kind %d", s, got.Kind)
			}
			if !utf8.ValidString(got.Rest) {
				t.Fatalf("%q: the rest %q is no text", s, got.Rest)
			}
			if got.Kind == ChoiceOf && (got.Number < 0 || got.Number > int64(c.Choices) || got.Number == 0 && !c.Zero) {
				t.Fatalf("%q: choice %d of %d", s, got.Number, c.Choices)
			}
			if utf8.ValidString(s) {
				if apart := Mean(norm.NFD.String(s), c); apart != got {
					t.Fatalf("%q in %+v: %+v, in the other form %+v", s, c, got, apart)
				}
			}
		}
	})
}

func BenchmarkMean(b *testing.B) {
	long := strings.Repeat("nước sinh hoạt ở bản đục 3 hôm nay, 12 hộ phải gánh nước suối; ", 60)
	for _, run := range []struct{ name, text string }{
		{"marked", "nước sinh hoạt ở bản đục 3 hôm nay, 12 hộ"},
		{"plain", "nuoc sinh hoat o ban duc 3 hom nay, 12 ho"},
		{"act", "nhan 2611-42"},
		{"long", long[:5000]},
	} {
		b.Run(run.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Mean(run.text, Context{})
			}
		})
	}
}
