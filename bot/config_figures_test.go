package bot

import (
	"strings"
	"testing"

	"caunoi/flows"
)

func TestReadIndicator(t *testing.T) {
	for line, want := range map[string]string{
		"K1 | sum | lop | 20 | team asked | Lớp xóa mù chữ":  "",
		"k2 | last | - | 0 | commune | Số nhóm":              "",
		"K3 | ratio C2/C1 | pct | 0 | team | Tỷ lệ hòa giải": "",
		"A3 | off":                                                  "",
		"K1 | sum | lop | 20 | team asked":                          "is not an indicator",
		"1K | sum | lop | 20 | team | Lớp":                          "is not an indicator",
		"K1 | adds | lop | 20 | team | Lớp":                         "does not say how it adds up",
		"K1 | ratio C2 | lop | 20 | team | Lớp":                     "does not say how it adds up",
		"K1 | sum | lopp | 20 | team | Lớp":                         "counts in a unit that is not known",
		"K1 | sum | lop | x | team | Lớp":                           "does not say above how many it is asked again",
		"K1 | sum | lop | 20 | cases | Lớp":                         "does not say who fills it",
		"K1 | sum | nguoi | 20 | team | Người theo đạo":             "would count persons by what is never kept of them",
		"K1 | sum | nguoi | 20 | team | Người dân tộc Mông":         "would count persons by what is never kept of them",
		"K1 | sum | lop | 0 | team | " + strings.Repeat("dài ", 20): "has a long name",
	} {
		one, wrong, mend := readIndicator(line)
		if wrong != want || (wrong == "") != (mend == "") {
			t.Errorf("%s: got %q, want %q", line, wrong, want)
		}
		if want == "" && !strings.HasSuffix(line, "off") && (one.Code == "" || one.Label == "" || !one.Source.Typed()) {
			t.Errorf("%s: read %+v", line, one)
		}
	}
}

func TestIndicatorsOfAFile(t *testing.T) {
	good, faults := Validate([]byte(good+`figures: {month_from: 16, indicators: ["K1 | sum | lop | 20 | team asked | Lớp xóa mù chữ", "C1 | off", "D1 | sum | m2 | 5000 | team asked | Đất hiến"]}`+"\n"), t.TempDir(), vars("TOKEN", canary))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if good.Period != 16 || len(good.Indicators) != len(flows.DefaultIndicators()) {
		t.Fatalf("got %d indicators from day %d", len(good.Indicators), good.Period)
	}
	for _, i := range good.Indicators {
		switch {
		case i.Code == "C1":
			t.Error("C1 is off and is still there")
		case i.Code == "C2" && i.Within != "":
			t.Error("C2 is held against C1, which is off")
		case i.Code == "D1" && (i.Label != "Đất hiến" || i.Most != 5000_000):
			t.Errorf("D1 is %+v", i)
		}
	}
}
