package text_test

import (
	"testing"
	"time"

	"caunoi/flows/text"
)

// TestSay: what fills the blanks of a sentence, in both languages.
func TestSay(t *testing.T) {
	c := load(t)
	vi, en := text.Vietnamese, text.English
	// 06:07 of the 21st in Hà Nội is still the 20th in London.
	at := time.Date(2026, 11, 20, 23, 7, 0, 0, time.UTC)
	lines := func(values ...any) text.Args { return text.Args{"lines": text.List(values)} }
	for name, x := range map[string]struct {
		lang text.Lang
		form string
		key  string
		args text.Args
		want string
	}{
		"a string stands as it is":        {vi, "", "report.added", text.Args{"code": "2611-42"}, "Đã thêm vào 2611-42."},
		"the other language":              {en, "", "report.added", text.Args{"code": "2611-42"}, "Added to 2611-42."},
		"a value with braces is no blank": {vi, "", "report.added", text.Args{"code": "{you}"}, "Đã thêm vào {you}."},
		"a blank that nothing fills":      {vi, "", "report.added", nil, "Đã thêm vào {code}."},
		"an argument nobody asked for":    {vi, "", "report.added", text.Args{"code": "1", "other": 2}, "Đã thêm vào 1."},
		"thousands":                       {vi, "", "list.mine", text.Args{"n": 1200}, "Việc của đồng chí: 1.200"},
		"thousands in English":            {en, "", "list.mine", text.Args{"n": int64(1200)}, "My reports: 1,200"},
		"millions":                        {vi, "", "case.photos", text.Args{"n": 1234567}, "📷 1.234.567"},
		"three figures":                   {vi, "", "case.photos", text.Args{"n": 999}, "📷 999"},
		"a negative number":               {vi, "", "case.photos", text.Args{"n": -1200}, "📷 -1.200"},
		"a clock in the zone":             {vi, "", "case.done", text.Args{"time": text.Clock(at)}, "✔️ Đã xử lý lúc 06:07."},
		"a day in the zone":               {vi, "", "case.lines", lines(text.Day(at)), "21/11/2026"},
		"a moment in the zone":            {en, "", "case.lines", lines(text.Moment(at)), "06:07 21/11/2026"},
		"the form at the head":            {vi, "elder", "case.taken.mine", text.Args{"code": "1", "time": ""}, "Ông/bà đã nhận 1 lúc ."},
		"the form inside":                 {vi, "peer", "list.empty", nil, "Chưa có việc nào. Có việc, anh/chị cứ nhắn."},
		"the form in English":             {en, "elder", "case.taken.mine", text.Args{"code": "1", "time": "9"}, "You took 1 at 9."},
		"a key in the same language":      {en, "", "case.over", text.Args{"code": "1", "state": text.K("case.state.closed")}, "Report 1: closed"},
		"a key with blanks of its own": {vi, "elder", "case.lines", lines(text.Key{Name: "list.waits", Args: text.Args{"n": 2}}),
			"Việc chờ ông/bà: 2"},
		"a key inside a sentence":    {vi, "", "case.lines", lines(text.Small(text.K("role.duty"))), "trực xã"},
		"a small letter with a mark": {vi, "", "case.lines", lines(text.Small(text.K("role.deputy"))), "tổ phó"},
		"lines":                      {vi, "", "case.lines", lines("a", 1200, text.K("button.yes")), "a\n1.200\nCó"},
		"one sentence":               {en, "", "case.lines", lines(text.Joined{"a", text.K("button.yes")}), "a, Yes"},
		"one line":                   {vi, "", "case.files", text.Args{"list": text.Dotted{"a", "b"}}, "a · b"},
		"a list of nothing":          {vi, "", "case.files", text.Args{"list": text.Dotted{}}, ""},
		"anything else":              {vi, "", "case.lines", lines(true), "true"},
		"a key that is missing":      {vi, "", "case.unheard.of", text.Args{"n": 1}, "case.unheard.of"},
		"a language that is missing": {"fr", "", "report.added", text.Args{"code": "1"}, "Đã thêm vào 1."},
		"no language":                {"", "", "menu.hint", nil, "Trả lời bằng số."},
		"a form that is missing":     {vi, "king", "list.empty", nil, "Chưa có việc nào. Có việc, form.king.in cứ nhắn."},
	} {
		if got := c.Say(x.lang, x.form, x.key, x.args); got != x.want {
			t.Errorf("%s: said %q; want %q", name, got, x.want)
		}
	}
}

// TestHas: a key is there or not, whatever begins like it.
func TestHas(t *testing.T) {
	c := load(t)
	for key, want := range map[string]bool{"case.alert": true, "case.state": false, "case.state.new": true, "": false} {
		if got := c.Has(key); got != want {
			t.Errorf("Has(%q) is %v; want %v", key, got, want)
		}
	}
}
