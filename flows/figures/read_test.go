package figures_test

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/viet"
)

//go:embed testdata/read.tsv
var readings string

// TestRead is the table of what messages mean: as figures that were asked for,
// and as a result in a message that nobody asked for.
func TestRead(t *testing.T) {
	all := append(flows.DefaultIndicators(),
		flows.Indicator{Code: "X1", Label: "Số cây ăn quả trồng mới", Unit: "cay", Source: flows.FromTeam, Asked: true},
		flows.Indicator{Code: "X2", Label: "Lớp xóa mù chữ đã mở", Unit: "lop", Source: flows.FromTeam},
		flows.Indicator{Code: "X3", Label: "Hộ đăng ký vệ sinh môi trường", Unit: "ho", Source: flows.FromTeam})
	for _, row := range viet.Rows(readings, 3) {
		row[0] = strings.ReplaceAll(row[0], `\n`, "\n")
		r := figures.Read(all, row[0])
		if got := written(r); got != row[1] {
			t.Errorf("%q\n read  %s\n meant %s", row[0], got, row[1])
		}
		if got := written(r.Clear()); got != row[2] {
			t.Errorf("%q, unasked\n read  %s\n meant %s", row[0], got, row[2])
		}
	}
}

// written writes a reading as the table has it: "D1=1200 D3|D4?150".
func written(r figures.Reading) string {
	var all []string
	for _, s := range r.Said {
		sign := "="
		if s.Near {
			sign = "~"
		}
		all = append(all, s.Code+sign+strings.ReplaceAll(viet.Digits(s.Value), ".", ""))
	}
	for _, d := range r.Asked {
		var values []string
		for _, v := range d.Values {
			value := strings.ReplaceAll(viet.Digits(v.Low), ".", "")
			if d.Worth {
				value += string(v.Unit)
			}
			values = append(values, value)
		}
		all = append(all, fmt.Sprintf("%s?%s", strings.Join(d.Codes, "|"), strings.Join(values, "|")))
	}
	if len(all) == 0 {
		return "-"
	}
	return strings.Join(all, " ")
}

// FuzzRead holds that no text makes the reading fail, and that what it says
// stands in the text.
func FuzzRead(f *testing.F) {
	for _, row := range viet.Rows(readings, 3) {
		f.Add(row[0])
	}
	all := append(flows.DefaultIndicators(), flows.Indicator{Code: "X|1", Label: "!số | cây", Unit: "cay", Source: flows.FromTeam})
	f.Fuzz(func(t *testing.T, text string) {
		r := figures.Read(all, text)
		masked, _ := viet.Mask(text)
		stands := func(words string) {
			if words == "" || !strings.Contains(masked, words) && !strings.Contains(viet.Clean(text), words) {
				t.Errorf("%q says nowhere %q", text, words)
			}
		}
		for _, s := range r.Said {
			stands(s.Words)
			if s.Value < 0 || s.Value > viet.MaxNum {
				t.Errorf("%q is %d of %s", text, s.Value, s.Code)
			}
		}
		for _, d := range r.Asked {
			stands(d.Words)
			if len(d.Codes) == 0 {
				t.Errorf("%q asks of nothing: %+v", text, d)
			}
		}
		for _, rest := range r.Rest {
			if !strings.Contains(viet.Clean(text), rest) {
				t.Errorf("%q leaves %q", text, rest)
			}
		}
	})
}
