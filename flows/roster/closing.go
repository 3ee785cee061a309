package roster

import (
	"slices"
	"strconv"
	"strings"

	"caunoi/flows/viet"
)

// nobody reports whether a row names no person and is meant for the reader of
// the paper: the headings again or their numbers, the heading of a group, a
// sum, who signs. It has no role, and but for a sum no code and no number.
func (s *source) nobody(rec record) bool {
	if columnOf(s.at(rec, person)) == person && rec.known() > 2 || ordinal(rec) {
		return true
	}
	if s.at(rec, role) != "" {
		return false
	}
	filled := 0
	for _, cell := range rec.cells {
		words := strings.Join(viet.Words(viet.Fold(cell)), " ")
		if words == "" {
			continue
		}
		filled++
		switch {
		case begins(words, signs()):
			s.signed = true
			return true
		case begins(words, sums()), words == "cong":
			return true
		}
	}
	if s.at(rec, commune)+s.at(rec, team)+s.at(rec, phone) != "" {
		return false
	}
	return s.signed || filled == 1 && s.at(rec, person) == ""
}

// at returns what a row has in a column.
func (s *source) at(rec record, c column) string {
	if i, ok := s.columns[c]; ok && i < len(rec.cells) {
		return strings.TrimSpace(rec.cells[i])
	}
	return ""
}

// ordinal reports whether a row only counts the columns: (1), (2), (3).
func ordinal(rec record) bool {
	last, seen := 0, 0
	for _, cell := range rec.cells {
		if cell = strings.Trim(strings.TrimSpace(cell), "()"); cell == "" {
			continue
		}
		n, err := strconv.Atoi(cell)
		if err != nil || n != last+1 && seen > 0 || n > maxColumns {
			return false
		}
		last, seen = n, seen+1
	}
	return seen > 2
}

// begins reports whether words begin with one of the beginnings.
func begins(words string, all []string) bool {
	return slices.ContainsFunc(all, func(w string) bool { return words == w || strings.HasPrefix(words, w+" ") })
}

// sums begin the rows that count the others.
func sums() []string { return []string{"tong cong", "tong so", "cong lai"} }

// signs begin what stands under a list: how long it is, where and when it was
// made, by whom, and who gets it.
func signs() []string {
	return []string{
		"danh sach nay", "danh sach co", "an dinh danh sach", "nguoi lap", "nguoi tong hop", "can bo tong hop", "thu truong",
		"t m", "tm", "k t", "kt", "t l", "tl", "noi nhan", "ky ten", "ky ghi ro", "xac nhan", "ghi chu", "ngay thang nam",
	}
}
