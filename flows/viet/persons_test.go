package viet

import "testing"

func TestOfPersons(t *testing.T) {
	for heading, want := range map[string]bool{
		"Dân tộc": true, "dan toc": true, "Số người theo đạo": true, "Là Đảng viên": true, "Số ca bệnh": true, "Người khuyết tật": true,
		"Buổi tuyên truyền": false, "Hộ nghèo được giúp": false, "Lớp xóa mù chữ": false, "Trạm y tế sửa chữa": false, "Đường đạo": false,
	} {
		if got := OfPersons(heading); got != want {
			t.Errorf("%s: got %t, want %t", heading, got, want)
		}
	}
	for _, row := range rows(unitTable) { // what is counted is never such a thing
		if OfPersons(cell(row, 3)) {
			t.Errorf("the unit %s is of persons", row[0])
		}
	}
}
