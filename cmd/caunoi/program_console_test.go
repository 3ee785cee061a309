package main

import (
	"os"
	"strings"
	"testing"
)

// sheets lets the running bot make sheets, before it knows its name and after,
// and do errands about people.
func sheets(t *testing.T, r *rig) {
	r.enrolled()
	bot := r.start("caunoi", []string{"run"})
	await(t, "the bot listens", func() bool {
		_, err := os.Stat(r.path("data/" + socketName))
		return err == nil
	})
	out, code := r.once([]string{"invite", "--out", r.path("sheets.html")})
	if code != exitUnavailable || !strings.Contains(out, "the running bot refuses: the bot's name at Telegram is not known") {
		t.Errorf("without Telegram: code %d:\n%s", code, out)
	}
	r.startFake()
	r.phones.phone(5, "Tráng A Mẫu").joins("0900000005")
	out = r.mustOnce("invite", "--out", r.path("sheets.html"))
	if !strings.Contains(out, "13 người, 2 nhóm, 4 đơn vị") {
		t.Errorf("the bot made other sheets than wanted:\n%s", out)
	}
	html := read(t, r.path("sheets.html"))
	if strings.Contains(html, "Tráng A Mẫu") || strings.Count(html, "t.me/CauNoiBot?start=") != 13 || !strings.HasSuffix(html, "</html>\n") {
		t.Errorf("the sheets are not those of the 13 who have not joined:\n%.2000s", html)
	}
	head := r.phones.phone(2, "Giàng A Mẫu")
	head.say("/start " + codeOf(html, "Giàng A Mẫu"))
	head.sees("Danh sách ghi: Giàng A Mẫu, tổ trưởng")
	head.press("Đúng, tham gia")
	head.sees("Người phụ trách và trực xã xem được nội dung")
	head.press("Đồng ý")
	head.sees("Xong. Có việc")
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"status"}, "Đã tham gia 2/14 người"},
		{[]string{"list", "joined"}, "Tráng A Mẫu"},
		{[]string{"person", "lost", "0900000005"}, "Máy cũ của Tráng A Mẫu"},
		{[]string{"status"}, "Đã tham gia 1/14 người"},
	} {
		if out := r.mustOnce(c.args...); !strings.Contains(out, c.says) {
			t.Errorf("%v says:\n%s\nwant %q in it", c.args, out, c.says)
		}
	}
	r.stopped(bot)
	log := read(t, r.path("caunoi.log"))
	for _, link := range strings.Split(html, "t.me/CauNoiBot?start")[1:] {
		if _, code, _ := strings.Cut(link[:40], "="); strings.Contains(log, code[:26]) {
			t.Error("a code is in what the program wrote")
		}
	}
}

// codeOf is the code on somebody's card.
func codeOf(html, name string) string {
	_, card, _ := strings.Cut(html, "<h2>"+name+"</h2>")
	_, code, _ := strings.Cut(card, "?start=")
	return code[:26]
}
