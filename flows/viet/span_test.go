package viet

import "testing"

func TestCutSpan(t *testing.T) {
	for text, want := range map[string]struct {
		days int
		rest string
	}{
		"3 ngày chờ vật tư":            {3, "chờ vật tư"},
		"them 3 ngay nua cho vat tu":   {3, "cho vat tu"},
		"thêm 5 ngày làm việc, vì mưa": {5, "vì mưa"},
		"thêm 2 tuần nữa":              {10, ""},
		"2 tuần nữa":                   {0, "2 tuần nữa"},
		"9 ngày nữa chờ thợ":           {0, "9 ngày nữa chờ thợ"},
		"khoảng 9 ngày nữa":            {0, "khoảng 9 ngày nữa"},
		"3/12 chờ vật tư":              {0, "3/12 chờ vật tư"},
		"chờ 3 ngày":                   {0, "chờ 3 ngày"},
		"0 ngày":                       {0, "0 ngày"},
		"3 tháng":                      {0, "3 tháng"},
		"2 ngày 5":                     {0, "2 ngày 5"},
		"":                             {0, ""},
	} {
		days, rest, ok := CutSpan(text)
		if days != want.days || rest != want.rest || ok != (want.days > 0) {
			t.Errorf("%q is %d days and %q (%v); want %d and %q", text, days, rest, ok, want.days, want.rest)
		}
	}
}
