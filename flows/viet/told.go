package viet

import (
	_ "embed"
	"strings"
)

//go:embed told.tsv
var toldTable string

var toldWords = readAsks(toldTable)

// Since returns the words of a text that say since when something is so, as
// they were typed: "từ hôm kia", "3 ngày nay", "ngày 19/11". It is "" where none
// do.
func Since(text string) string {
	m := scan(text)
	for i := range m.words {
		e, ok := toldWords["since"].longest(m.words[i:])
		if !ok {
			continue
		}
		if end := m.moment(i + len(e.words)); end > 0 {
			return m.between(i, end)
		}
	}
	for i := range m.words {
		if end := m.moment(i); end > 0 {
			return m.between(i, end)
		}
	}
	return ""
}

// moment returns the word after the moment or the span of time that begins at
// word i, 0 if none does.
func (m message) moment(i int) int {
	end := m.span(i)
	if end == 0 {
		end = m.date(i)
	}
	if end == 0 {
		if e, ok := toldWords["time"].longest(m.words[min(i, len(m.words)):]); ok {
			end = i + len(e.words)
		}
	}
	if end > 0 && end < len(m.words) && !m.clauseEnds(end-1) {
		if more := m.moment(end); more > 0 {
			return more
		}
	}
	return end
}

// span reads "3 ngày nay", "2 hôm rồi", "1 tuần nay".
func (m message) span(i int) int {
	_, used := m.figure(i)
	if used == 0 {
		return 0
	}
	unit, ok := toldWords["unit"].longest(m.words[min(i+used, len(m.words)):])
	if !ok {
		return 0
	}
	end := i + used + len(unit.words)
	if ago, ok := toldWords["ago"].longest(m.words[end:]); ok && !m.clauseEnds(end-1) {
		return end + len(ago.words)
	}
	return 0 // "cần 3 ngày để sửa" is no time since
}

// date reads "ngày 19/11", "mùng 3", "tháng 10".
func (m message) date(i int) int {
	end := 0
	if e, ok := toldWords["date"].longest(m.words[min(i, len(m.words)):]); ok {
		end = i + len(e.words)
	} else if i < len(m.words) && m.words[i].fold == "thang" {
		end = i + 1
	}
	if end == 0 || end >= len(m.words) || !m.words[end].number() || len(m.words[end].fold) > 2 {
		return 0
	}
	for end++; end < len(m.words) && m.words[end].number() && strings.ContainsAny(m.gap(end-1), "/-"); end++ {
	}
	return end
}

// Proposal returns what a text asks those above to do, up to the end of the
// sentence: of "đề nghị xã cấp téc nước" what follows the word that proposes, of
// "mong xã cấp téc nước" all. It is "" where it asks for nothing.
func Proposal(text string) string {
	m := scan(text)
	for i := range m.words {
		from := i
		if e, ok := toldWords["proposes"].longest(m.words[i:]); ok {
			from += len(e.words)
		} else if _, ok := toldWords["asks"].longest(m.words[i:]); !ok {
			continue
		}
		if i > 0 && !m.clauseEnds(i-1) {
			if _, past := toldWords["asked"].whole(m.words[i-1 : i]); past {
				continue // a paper, or something asked before
			}
		}
		if from == len(m.words) {
			return ""
		}
		end := from + 1
		for end < len(m.words) && !strings.ContainsAny(m.gap(end-1), ".!?;\n") {
			end++
		}
		return m.between(from, end)
	}
	return ""
}

// between is the text from word i up to word end.
func (m message) between(i, end int) string { return m.text[m.words[i].start:m.words[end-1].end] }
