package viet

import (
	"strings"
	"unicode/utf8"
)

// A group is a run of digits; a numeral is several of them with single
// separators between, as numbers are written for the eye.
type group struct {
	start, end int
	sep        string // what stands between this group and the next
}

// clues are the words before a number that say what it is.
var clues = readClues(map[string]string{
	"phone": "sđt|số điện thoại|điện thoại|đt|số máy|gọi|gọi cho|liên hệ|lh|zalo|hotline|phone|tel|di động|sdt|alo",
	"id":    "cccd|căn cước|căn cước công dân|định danh|cmnd|cmt|cmtnd|chứng minh|chứng minh thư|chứng minh nhân dân",
	"bank":  "stk|số tài khoản|tài khoản|số tk|tk|số thẻ|chuyển khoản|ck",
	"bhyt":  "bhyt|bhxh|bảo hiểm y tế|bảo hiểm xã hội|thẻ bảo hiểm|mã bảo hiểm|mã số bảo hiểm",
	"plate": "biển số|biển kiểm soát|bks|biển|xe|xe tải|xe máy|ô tô|xe con",
})

// amounts are the words behind a number that make it money or a count.
var amounts = readClues(map[string]string{
	"amount": "đồng|đ|vnđ|vnd|triệu|trđ|tr|tỷ|tỉ|nghìn|ngàn|k|usd|m2|m3|m²|ha|kg|tấn|tạ|người|hộ|nhà|lượt|công|con|cây|suất|bao|mét|km",
})

func readClues(table map[string]string) *lexicon[string] {
	l := &lexicon[string]{}
	for says, phrases := range table {
		l.add(says, newPhrases(phrases)...)
	}
	return l
}

// A numeral is the groups from one digit on, with what stands around them.
type numeral struct {
	text   string
	groups []group
	clue   string // what the words before say: phone, id, bank, bhyt, plate or ""
}

// digits joins the first n groups.
func (x numeral) digits(n int) string {
	if n == 1 {
		return x.text[x.groups[0].start:x.groups[0].end]
	}
	var b strings.Builder
	for _, g := range x.groups[:n] {
		b.WriteString(x.text[g.start:g.end])
	}
	return b.String()
}

// shape is the lengths of the first n groups, as in "4-3-3".
func (x numeral) shape(n int) string {
	var b strings.Builder
	for i, g := range x.groups[:n] {
		if i > 0 {
			b.WriteByte('-')
		}
		b.WriteString(Thousands(int64(g.end - g.start)))
	}
	return b.String()
}

// within reads as many groups as make up between low and high digits; 0 if none
// do.
func (x numeral) within(low, high int) (n int) {
	sum := 0
	for i, g := range x.groups {
		if sum += g.end - g.start; sum > high {
			break
		}
		if sum >= low {
			n = i + 1
		}
	}
	return n
}

// amount reports whether the first n groups are followed by a unit.
func (x numeral) amount(n int) bool {
	tail := x.text[x.groups[n-1].end:]
	if len(tail) > 24 {
		tail = tail[:24]
	}
	if trimmed := strings.TrimLeft(tail, " "); trimmed == "" || !inWord(firstRune(trimmed)) {
		return false
	}
	_, ok := amounts.longest(scan(strings.ToValidUTF8(tail, "")).words)
	return ok
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// numbers adds all numbers that are personal to what was found before.
func (p page) numbers(finds []find) []find {
	next := 0 // the first shown word at or behind the place looked at
	for i := 0; i < len(p.text); i++ {
		if !isDigit(p.text[i]) || i > 0 && isDigit(p.text[i-1]) || taken(finds, i, i+1) {
			continue
		}
		for next < len(p.shown) && p.shown[next].end <= i {
			next++
		}
		x := numeral{text: p.text, groups: groupsAt(p.text, i), clue: p.clue(next)}
		if f, ok := x.personal(); ok && !taken(finds, f.start, f.end) {
			finds = append(finds, f)
			i = f.end - 1
		}
	}
	return finds
}

// farthestClue is how many words back a number's clue is looked for, so that a
// long text of numbers takes no longer than another.
const farthestClue = 24

// clue is what the last few words before word next say of a number there.
// Numbers in between are passed over; a full stop ends the search.
func (p page) clue(next int) string {
	for i, seen := next-1, 0; i >= max(0, next-farthestClue) && seen < 4; i-- {
		between := p.text[p.shown[i].end:]
		if i+1 < len(p.shown) {
			between = p.text[p.shown[i].end:max(p.shown[i+1].start, p.shown[i].end)]
		}
		if strings.ContainsAny(between, "\n;") || strings.Contains(between, ". ") {
			return ""
		}
		if p.shown[i].number() {
			continue
		}
		seen++
		if e, ok := clues.longest(p.shown[i:next]); ok {
			return e.says
		}
	}
	return ""
}

// groupsAt reads the groups of a numeral that begins at a digit: at most nine,
// with a space, dot, dash, comma or closing bracket between.
func groupsAt(text string, i int) []group {
	groups := make([]group, 0, 4)
	for len(groups) < 20 {
		end := i
		for end < len(text) && isDigit(text[end]) {
			end++
		}
		groups = append(groups, group{start: i, end: end})
		next := end
		for next < len(text) && next-end < 3 && strings.IndexByte(" .-,()", text[next]) >= 0 {
			next++
		}
		sep := text[end:next]
		if next == end || next >= len(text) || !isDigit(text[next]) || sep == ", " || sep == ". " {
			break
		}
		groups[len(groups)-1].sep = sep
		i = next
	}
	return groups
}

// personal judges the numeral: what kind it is and how far it goes.
func (x numeral) personal() (find, bool) {
	for _, judge := range []func(numeral) (find, bool){
		numeral.plate, numeral.card, numeral.citizen, numeral.account, numeral.phone, numeral.oldID,
	} {
		if f, ok := judge(x); ok {
			return f, true
		}
	}
	return find{}, false
}

// take makes a find of the first n groups.
func (x numeral) take(kind string, n int) (find, bool) {
	if n == 0 {
		return find{}, false
	}
	return find{kind: kind, start: x.groups[0].start, end: x.groups[n-1].end}, true
}

// citizen reads the 12 digits of a citizen's number, which begins with the 0 of
// a province unless a word before says what it is.
func (x numeral) citizen() (find, bool) {
	n := x.within(12, 12)
	if n == 0 || x.clue == "bank" {
		return find{}, false
	}
	switch x.shape(n) {
	case "12", "3-3-3-3", "4-4-4", "6-6", "3-1-2-6":
	default:
		return find{}, false
	}
	d := x.digits(n)
	if d[:1] == "0" && d[:3] <= "096" || x.clue == "id" && !x.amount(n) {
		return x.take("id12", n)
	}
	return find{}, false
}

// oldID reads the nine digits of an old identity number, only behind a word
// that says so.
func (x numeral) oldID() (find, bool) {
	n := x.within(9, 9)
	if n == 0 || x.clue != "id" || x.amount(n) || n > 3 {
		return find{}, false
	}
	return x.take("id9", n)
}

// account reads a bank account, only behind a word that says so. A number in
// one piece ends with it; one in groups goes on while it may.
func (x numeral) account() (find, bool) {
	if x.clue != "bank" {
		return find{}, false
	}
	n := 1
	if x.groups[0].end-x.groups[0].start < 8 {
		n = x.within(8, 19)
	}
	if n == 0 || x.amount(n) || x.groups[0].end-x.groups[0].start > 19 {
		return find{}, false
	}
	return x.take("bank", n)
}

// card reads a health-insurance card: two letters and 13 digits, or ten digits
// behind a word that says so.
func (x numeral) card() (find, bool) {
	start := x.groups[0].start
	if n := x.within(13, 13); n > 0 && start >= 2 {
		head := strings.TrimSuffix(x.text[:start], " ")
		if len(head) >= 2 && upper(head[len(head)-2]) && upper(head[len(head)-1]) && !wordEnds(head[:len(head)-2]) {
			return find{kind: "bhyt", start: len(head) - 2, end: x.groups[n-1].end}, true
		}
	}
	if n := x.within(10, 10); x.clue == "bhyt" && n > 0 && n <= 4 && !x.amount(n) {
		return x.take("bhyt", n)
	}
	return find{}, false
}

func upper(b byte) bool { return 'A' <= b && b <= 'Z' }

// wordEnds reports whether a text ends within a word.
func wordEnds(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && inWord(r)
}
