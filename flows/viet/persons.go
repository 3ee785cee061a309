package viet

import "strings"

// ofPersons are words, folded, that name what is sensitive or not needed of a
// person (the domain notes, 10.2 and 12.2).
var ofPersons = []string{
	"dan toc", "ton giao", "tin nguong", "theo dao", "giao dan", "cccd", "cmnd", "can cuoc", "chung minh", "dinh danh", "ho chieu",
	"ngay sinh", "nam sinh", "tuoi", "dang vien", "vao dang", "the dang", "suc khoe", "benh", "bhyt", "tai khoan",
	"gioi tinh", "hon nhan", "que quan", "bien so", "chinh kien", "hiv", "nghien", "khuyet tat", "mang thai",
}

// OfPersons reports whether a heading names what is never kept of residents:
// religion, ethnicity, political views, health, and the numbers by which a person
// is known (conversations 0.11).
func OfPersons(heading string) bool {
	words := " " + strings.Join(Words(Fold(heading)), " ") + " "
	for _, w := range ofPersons {
		if strings.Contains(words, " "+w+" ") {
			return true
		}
	}
	return false
}
