package viet

import "strconv"

// CutSpan reads at the head of a text by how many working days something is put
// off, and returns what follows: "thêm 3 ngày nữa", "3 ngày làm việc", "1 tuần".
// A week is five of them. What follows "ngày" as a date does, as in "3 ngày 5",
// is none; nor is "9 ngày nữa", which people reckon from today, as CutDay does:
// only what is added is put on top.
func CutSpan(text string) (days int, rest string, ok bool) {
	m := scan(text)
	i, added := 0, false
	for i < len(m.words) && (m.words[i].fold == "them" || m.words[i].fold == "khoang") {
		added = added || m.words[i].fold == "them"
		i++
	}
	n, err := strconv.Atoi(m.word(i))
	if err != nil || n < 1 || n > 400 {
		return 0, text, false
	}
	switch m.word(i + 1) {
	case "ngay", "hom":
		days = n
	case "tuan":
		days = 5 * n
	default:
		return 0, text, false
	}
	i += 2
	if m.word(i) == "nua" && !added {
		return 0, text, false
	}
	if m.word(i) == "lam" && m.word(i+1) == "viec" {
		i += 2
	}
	if m.word(i) == "nua" {
		i++
	}
	if _, err := strconv.Atoi(m.word(i)); err == nil {
		return 0, text, false
	}
	return days, m.after(i), true
}
