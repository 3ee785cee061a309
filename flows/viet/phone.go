package viet

import "strings"

// moved maps the first four digits of an eleven-digit mobile number to the
// three that took their place on 15 September 2018 (the domain notes, 11.3).
var moved = map[string]string{
	"0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
	"0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
	"0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036",
	"0167": "037", "0168": "038", "0169": "039",
	"0186": "056", "0188": "058", "0199": "059",
}

// Phone writes a phone number in its national form, 0912345678, from any usual
// writing: with the country's code, without the 0 that a spreadsheet drops or
// with the apostrophe that keeps it, with spaces, dots and dashes, and the old
// eleven-digit mobiles as they are today (the domain notes, 11.3).
func Phone(s string) (national string, ok bool) {
	s = strings.TrimLeft(Clean(s), "'’‘`\"")
	if head, found := strings.CutSuffix(s, ".0"); found && digitsOnly(head) && len(head) == 9 {
		s = head // how a spreadsheet hands over a number
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case '0' <= r && r <= '9':
			b.WriteRune(r)
		case '０' <= r && r <= '９':
			b.WriteRune(r - '０' + '0')
		case r == '+' && strings.Trim(s[:i], " (") == "":
		case !strings.ContainsRune(" .-–()", r):
			return "", false
		}
	}
	d := b.String()
	if national, ok := nationalForm(d); ok {
		return national, true
	}
	switch {
	case len(d) == 9 && strings.IndexByte("35789", d[0]) >= 0, len(d) == 10 && (d[0] == '1' || d[0] == '2'):
		return nationalForm("0" + d)
	}
	return "", false
}

// nationalForm reads the digits of a number as they are dialled, from the
// country's code or the leading 0 on.
func nationalForm(d string) (string, bool) {
	switch {
	case strings.HasPrefix(d, "0084"):
		d = "0" + strings.TrimPrefix(d[4:], "0")
	case strings.HasPrefix(d, "84") && len(d) >= 11:
		d = "0" + strings.TrimPrefix(d[2:], "0")
	}
	switch {
	case len(d) == 10 && d[0] == '0' && strings.IndexByte("35789", d[1]) >= 0:
		return d, true
	case len(d) == 11 && strings.HasPrefix(d, "02"):
		return d, true
	case len(d) == 11 && moved[d[:4]] != "":
		return moved[d[:4]] + d[4:], true
	}
	return "", false
}

// CallBack is the first phone number in a text, in national form, or "": in a
// case of level 1 the number to call back is kept apart (the conversation
// rules, 0.11).
func CallBack(text string) string {
	if national, ok := Phone(text); ok {
		return national // the whole text: also without its 0
	}
	m := scan(text)
	p := page{message: m, shown: m.shown()}
	for _, f := range p.numbers(emails(m.text)) {
		if f.kind == "phone" {
			return f.national
		}
	}
	return ""
}

// phone reads a phone number. It begins with 0, with the country's code behind
// a plus, or with 84 if no unit follows.
func (x numeral) phone() (find, bool) {
	start := x.groups[0].start
	plus := start > 0 && x.text[start-1] == '+'
	if start > 1 && x.text[start-1] == '.' && isDigit(x.text[start-2]) && x.clue != "phone" {
		return find{}, false // the decimals of a coordinate
	}
	for n := 1; n <= len(x.groups); n++ {
		d := x.digits(n)
		if len(d) > 14 {
			break
		}
		national, ok := x.dialled(d, plus)
		if !ok || !x.written(n, d, plus) || x.longer(n) {
			continue
		}
		f := find{kind: "phone", start: start, end: x.groups[n-1].end, national: national}
		if plus {
			f.start--
		}
		if f.start > 0 && x.text[f.start-1] == '(' && strings.Contains(x.text[f.start:f.end], ")") {
			f.start--
		}
		return f, true
	}
	return find{}, false
}

// longer reports whether one more group makes a landline of what is already
// one of the short old form.
func (x numeral) longer(n int) bool {
	if n == len(x.groups) || !strings.HasPrefix(x.digits(n), "02") {
		return false
	}
	d := x.digits(n + 1)
	return len(d) == 11 && len(x.digits(n)) == 10
}

// dialled reads digits as a phone number: also without its 0 behind a word that
// says so, and the landlines of ten digits that are still about.
func (x numeral) dialled(d string, plus bool) (string, bool) {
	if !plus && d[0] != '0' && !strings.HasPrefix(d, "84") {
		if x.clue != "phone" || len(d) != 9 {
			return "", false
		}
		return Phone(d)
	}
	if national, ok := nationalForm(d); ok {
		return national, true
	}
	return d, len(d) == 10 && strings.HasPrefix(d, "02")
}

// written reports whether the first n groups are laid out as phone numbers are,
// and not as a date with a count behind it (09.12.2026 15) or an amount.
func (x numeral) written(n int, d string, plus bool) bool {
	if d[0] == '8' && !plus {
		return !x.amount(n) && (n == 1 || !strings.Contains(x.groups[0].sep, ".") || x.clue == "phone")
	}
	if d[0] != '0' && !plus {
		return !x.amount(n)
	}
	if x.clue == "phone" || plus {
		return true
	}
	first := x.groups[0].end - x.groups[0].start
	switch {
	case first >= 3:
		for _, g := range x.groups[1:n] {
			if g.end-g.start < 2 {
				return false
			}
		}
		return true
	case x.shape(n) == "2-2-2-2-2":
		// A date has a day, a month and a year of about now in its pairs.
		return d[:2] > "31" || d[2:4] > "12" || d[4:6] < "20" || d[4:6] > "32"
	}
	return n >= 10 && first == 1 // digit by digit
}

// HiddenPhone writes a number as others may see it: enough to recognise it, too
// little to call it.
func HiddenPhone(phone string) string {
	if len(phone) < 7 {
		return phone
	}
	return phone[:3] + "…" + phone[len(phone)-3:]
}
