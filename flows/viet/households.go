package viet

import "strings"

// buildings follow "nhà" where it is no household: nhà văn hóa, nhà trường.
var buildings = newPhrases("văn hóa|trường|trẻ|máy|vệ sinh|nước|thầu|xưởng|kho|nghỉ|hàng|rông|bia|tắm|bếp|nghèo|sinh hoạt|ở công vụ|công vụ|họp|thờ|chức trách|tạm giữ")

// households is the number of households that a text speaks of: 12 hộ, 3 nhà,
// ba hộ; the largest if there are several, because "12 hộ, trong đó 3 hộ nghèo"
// are twelve. Of a span, 20-25 hộ, it is the upper end. It is 0 where none is
// named.
func (m message) households() int {
	most := int64(0)
	for i := range m.words {
		n, next := m.countBefore(i)
		if next == 0 || n > 99999 {
			continue
		}
		most = max(most, n)
	}
	return int(most)
}

// countBefore reads a number at word i if a household follows it. next is the
// word after the household, 0 if there is none.
func (m message) countBefore(i int) (n int64, next int) {
	w := m.words[i]
	if isDigit(w.fold[0]) && !w.number() {
		return m.gluedCount(i)
	}
	n, used := m.figure(i)
	if used == 0 || i > 0 && m.words[i-1].number() && m.gap(i-1) == "." {
		return 0, 0
	}
	if !w.number() && w.plain() && m.words[i].fold != "hai" && m.words[i].fold != "bon" && m.words[i].fold != "muoi" &&
		!m.markedNext(i+used) {
		return 0, 0 // "nam ho", "sau ho": five households, or southern, or behind
	}
	if w.fold == "sau" && w.plain() {
		return 0, 0 // "đất nứt sau nhà": behind the house, also among words with marks
	}
	if j := i + used; j < len(m.words) && m.isHousehold(j) {
		return n, j + 1
	}
	return 0, 0
}

// gluedCount reads "12hộ", typed as one word.
func (m message) gluedCount(i int) (n int64, next int) {
	w := m.words[i]
	digits := strings.TrimRight(w.fold, "abcdefghijklmnopqrstuvwxyz")
	unit := strings.TrimPrefix(w.mark, digits)
	if len(digits) > 5 || !digitsOnly(digits) || unit != "hộ" && unit != "ho" && unit != "nhà" && unit != "nha" {
		return 0, 0
	}
	for _, r := range digits {
		n = n*10 + int64(r-'0')
	}
	return n, i + 1
}

// markedNext reports whether word j is a household with its mark.
func (m message) markedNext(j int) bool {
	return j < len(m.words) && (m.words[j].mark == "hộ" || m.words[j].mark == "nhà")
}

// isHousehold reports whether word j is a household: hộ, hộ dân, gia đình, nhà
// but no other building. A gap other than a space divides it from its number.
func (m message) isHousehold(j int) bool {
	if m.gap(j-1) != " " && m.gap(j-1) != "" {
		return false
	}
	switch w := m.words[j]; {
	case w.mark == "hộ" || w.mark == "ho":
		return true
	case w.mark == "nhà" || w.mark == "nha":
		return !anyBegins(buildings, m.words[j+1:])
	case w.fold == "gia" && j+1 < len(m.words):
		return m.words[j+1].fold == "dinh"
	case w.fold == "noc" && j+1 < len(m.words):
		return m.words[j+1].fold == "nha"
	}
	return false
}
