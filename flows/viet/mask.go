package viet

import (
	"slices"
	"strings"
)

// The kinds of personal data, in the order in which Mask names them.
var piiKinds = []string{"phone", "id12", "id9", "plate", "bhyt", "bank", "email", "name"}

// labels stand in a text for what was hidden. They hold no digits, so that
// nothing is found in them again.
var labels = map[string]string{
	"phone": "[SĐT]", "id12": "[SỐ ĐỊNH DANH]", "id9": "[CMND]", "plate": "[BIỂN SỐ]",
	"bhyt": "[THẺ BHYT]", "bank": "[STK]", "email": "[EMAIL]", "name": "[HỌ TÊN]",
}

// A find is a piece of a text that is personal data.
type find struct {
	kind       string
	start, end int
	national   string // of a phone number
}

// Mask hides personal data in a text before it is stored (the domain notes,
// 11.3, and the conversation rules, 0.11) and names the kinds it hid, each
// once: phone, id12, id9, plate, bhyt, bank, email, name. Counts, money, dates,
// times, places, codes of cases, short numbers and hotlines stay. Masking a
// masked text changes nothing.
func Mask(text string) (masked string, kinds []string) {
	text = Clean(text)
	hidden := map[string]bool{}
	for {
		// What is hidden may stand between a label and its number, so that the
		// number is known only at the second look. Each look hides something
		// or is the last.
		finds := personal(text)
		if len(finds) == 0 {
			break
		}
		text = hide(text, finds)
		for _, f := range finds {
			hidden[f.kind] = true
			if f.national != "" { // the same number within other letters gives it away too
				text = strings.ReplaceAll(text, f.national, labels[f.kind])
			}
		}
	}
	for _, kind := range piiKinds {
		if hidden[kind] {
			kinds = append(kinds, kind)
		}
	}
	return text, kinds
}

// hide puts labels in the place of finds, which are in order and apart.
func hide(text string, finds []find) string {
	var b strings.Builder
	b.Grow(len(text))
	at := 0
	for _, f := range finds {
		b.WriteString(text[at:f.start])
		b.WriteString(labels[f.kind])
		at = f.end
	}
	b.WriteString(text[at:])
	return b.String()
}

// personal finds all personal data in a clean text, in order and apart.
func personal(text string) []find {
	m := scan(text)
	p := page{message: m, shown: m.shown()}
	finds := emails(text)
	finds = p.numbers(finds)
	finds = p.names(finds)
	slices.SortFunc(finds, func(a, b find) int { return a.start - b.start })
	return finds
}

// A page is a message whose words inside labels are passed over.
type page struct {
	message
	shown []word
}

// shown are the words that stand outside every label.
func (m message) shown() []word {
	if !strings.Contains(m.text, "[") {
		return m.words
	}
	kept := make([]word, 0, len(m.words))
	end := 0 // of the label last seen
	for _, w := range m.words {
		if w.start > end {
			end = max(end, m.labelEnd(w.start-1))
		}
		if w.start >= end {
			kept = append(kept, w)
		}
	}
	return kept
}

// labelEnd is where the label ends that begins at a place, or 0.
func (m message) labelEnd(at int) int {
	if m.text[at] != '[' {
		return 0
	}
	for _, label := range labels {
		if strings.HasPrefix(m.text[at:], label) {
			return at + len(label)
		}
	}
	return 0
}

// taken reports whether a piece overlaps one that was found before.
func taken(finds []find, start, end int) bool {
	for _, f := range finds {
		if start < f.end && f.start < end {
			return true
		}
	}
	return false
}

// emails finds addresses of electronic mail.
func emails(text string) (finds []find) {
	for at := 0; at < len(text); at++ {
		if text[at] != '@' {
			continue
		}
		start, end := at, at+1
		for start > 0 && mailByte(text[start-1]) {
			start--
		}
		for end < len(text) && mailByte(text[end]) {
			end++
		}
		host := strings.TrimRight(text[at+1:end], ".-_%+")
		end = at + 1 + len(host)
		dot := strings.LastIndexByte(host, '.')
		if start == at || dot < 1 || len(host)-dot < 3 || digitsOnly(host[dot+1:]) || taken(finds, start, end) {
			continue
		}
		finds = append(finds, find{kind: "email", start: start, end: end})
	}
	return finds
}

func mailByte(b byte) bool {
	return isDigit(b) || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || strings.IndexByte("._%+-", b) >= 0
}
