package bot

import (
	"strings"
	"testing"

	"caunoi/flows"
	"caunoi/flows/viet"
)

func TestReadForm(t *testing.T) {
	for line, want := range map[string]string{
		"vesinh | Tổng vệ sinh | team | Ngày: date | Số hộ: number ho 0-500 | Kết quả: choice Tốt; Khá": "",
		"taphuan | off": "",
		"lop | Lớp | commune | Phụ trách: post":              "",
		"lop | Lớp | commune":                                "is not a form",
		"Lớp | Lớp | team | Ngày: date":                      "is not a form",
		"lop | Lớp | cases | Ngày: date":                     "does not say who fills it",
		"lop | Lớp | team | Ngày":                            "has a question without a label of at most 60 letters",
		"lop | Lớp | team | Ngày: day":                       "has a question of no kind that there is",
		"lop | Lớp | team | Số: number ho":                   "has a number without a unit and bounds",
		"lop | Lớp | team | Số: number hoo 0-5":              "has a number without a unit and bounds",
		"lop | Lớp | team | Số: number ho 9-5":               "has a number without a unit and bounds",
		"lop | Lớp | team | Được: choice có":                 "has a choice without two to eight answers",
		"lop | Lớp | team | Ngày: date x":                    "has words behind the kind of a question",
		"lop | Lớp | team | A: text | A: text":               "asks the same twice",
		"lop | Lớp | team | Dân tộc: text":                   ofPersons,
		"lop | Người theo đạo | team | Số: text":             ofPersons,
		"lop | Lớp | team" + strings.Repeat(" | A: text", 9): "asks more than 8 questions",
	} {
		one, wrong, mend := readForm(line)
		if wrong != want || (wrong == "") != (mend == "") {
			t.Errorf("%s: got %q, want %q", line, wrong, want)
		}
		if want == "" && !strings.HasSuffix(line, "off") && len(one.Fields) == 0 {
			t.Errorf("%s: read %+v", line, one)
		}
	}
}

func TestFormsOfAFile(t *testing.T) {
	config, faults := Validate([]byte(good+`forms: {own: ["taphuan | off", "vesinh | Tổng vệ sinh | team | Số hộ: number ho 0-500"]}`+"\n"), t.TempDir(), vars("TOKEN", canary))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if len(config.Forms) != len(flows.DefaultForms()) {
		t.Fatalf("got %d forms", len(config.Forms))
	}
	last := config.Forms[len(config.Forms)-1]
	if last.Name != "vesinh" || last.By != flows.FromTeam || last.Fields[0].Unit != viet.Households || last.Fields[0].Most != viet.NumOf(500) {
		t.Errorf("read %+v", last)
	}
	if _, faults := Validate([]byte(good+`forms: {own: ["khongco | off"]}`+"\n"), t.TempDir(), vars("TOKEN", canary)); len(faults) != 1 {
		t.Errorf("a form that is not there is off: %v", faults)
	}
}
