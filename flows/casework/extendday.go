package casework

import (
	"slices"
	"strings"
	"unicode"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// towards are words before a day that say nothing of the reason.
var towards = [...]string{"den", "toi", "het", "sang", "qua", "them", "khoang", "ngay", "han", "truoc", "vao", "cho"}

// reasonAround is the reason in what stands before and after a day.
func reasonAround(before, after string) string {
	head := strings.Fields(before)
	for len(head) > 0 && slices.Contains(towards[:], strings.Trim(viet.Fold(head[len(head)-1]), " ,.;:")) {
		head = head[:len(head)-1]
	}
	return reasonIn(strings.TrimSpace(strings.Join(head, " ") + " " + after))
}

// askRealDay says of a date that no calendar has, as 31/11, that it is none, and
// asks for another; what stands around it is kept as the reason. It reports
// whether there was one.
func askRealDay(t *flows.Turn, c Case, words string) bool {
	day, before, after, ok := viet.CutNoDay(words, t.Event.At.In(t.Set.Zone))
	if !ok {
		return false
	}
	p, kinds := reasonOf(t, reasonAround(before, after))
	key := "work.extend.noday"
	if holdExtend(t, c, p) {
		key = "work.extend.noday.kept"
	}
	askExtend(t, c, key, text.Args{"code": c.Code, "day": day})
	tellMasked(t, kinds)
	return true
}

// holdExtend keeps a reason until it is known to which day, and reports whether
// it was one: what names a week or a month, or only presses, is when, and not
// why.
func holdExtend(t *flows.Turn, c Case, p Part) bool {
	folded := strings.Trim(viet.Fold(p.Text), " .,;:!?")
	vague := slices.ContainsFunc(vagueTimes[:], func(s string) bool {
		return folded == s || strings.HasSuffix(folded, " "+s) && len(strings.Fields(folded)) <= 4
	})
	if vague || len(p.Files) == 0 && (slices.Contains(noReasons[:], folded) || strings.IndexFunc(folded, unicode.IsLetter) < 0) {
		return false
	}
	flows.Hold(t, "giahan/"+c.Code, p.Text, p.Files)
	return true
}

// noReasons are single words that say nothing of why.
var noReasons = [...]string{"gap", "som", "muon", "mai", "sau", "nua", "them", "ngay", "tuan", "thang", "ok", "co", "khong", "chua", "da", "vang", "u", "roi", "den", "toi"}

// vagueTimes are the ends of words that say when without naming a day: "đầu tuần
// sau", "sang tháng tới".
var vagueTimes = [...]string{"tuan sau", "tuan toi", "tuan nay", "tuan nua", "thang sau", "thang toi", "thang nay", "thang nua", "cuoi tuan", "dau tuan", "giua tuan", "cuoi thang", "dau thang", "giua thang", "it hom nua", "may hom nua", "it ngay nua", "may ngay nua"}
