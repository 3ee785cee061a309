package viet

import "testing"

// TestPersons: acts about a person, and what only looks like one.
func TestPersons(t *testing.T) {
	for said, want := range map[string]Meaning{
		"CHOTHOI m12":             {Kind: Verb, Name: "chothoi", Code: "m12"},
		"cho thôi M12":            {Kind: Verb, Name: "chothoi", Code: "m12"},
		"/chothoi m12 NH-01 head": {Kind: Verb, Name: "chothoi", Code: "m12", Rest: "NH-01 head"},
		"mất máy m7":              {Kind: Verb, Name: "matmay", Code: "m7"},
		"người m7":                {Kind: Verb, Name: "nguoi", Code: "m7"},
		"giao việc m7":            {Kind: Verb, Name: "giao", Code: "m7"},
		"cho thôi":                {Kind: Report, Rest: "cho thôi"},
		"mất máy cày m2 ở bản":    {Kind: Report, Rest: "mất máy cày m2 ở bản"},
		"thay m của máy xát":      {Kind: Report, Rest: "thay m của máy xát"},
		"có người m12 ở đây":      {Kind: Report, Rest: "có người m12 ở đây"},
		"THEM Lò Văn A, 0912345678, thành viên, NH-02":  {Kind: Command, Name: "themnguoi", Rest: "Lò Văn A, 0912345678, thành viên, NH-02"},
		"thêm người Lò Văn A, , to truong, NH-02":       {Kind: Command, Name: "themnguoi", Rest: "Lò Văn A, , to truong, NH-02"},
		"thêm nhà ông A, 0912345678, bị tốc mái, NH-02": {Kind: Report, Rest: "thêm nhà ông A, 0912345678, bị tốc mái, NH-02"},
		"thêm 3 nhà, 2 người, thành viên, bản":          {Kind: Report, Rest: "thêm 3 nhà, 2 người, thành viên, bản"},
	} {
		if got := Mean(said, Context{}); got != want {
			t.Errorf("%q means %+v; want %+v", said, got, want)
		}
	}
}

// TestRole reads roles as people write them.
func TestRole(t *testing.T) {
	for said, want := range map[string]string{
		"Tổ trưởng": "head", "to truong": "head", " thành viên ": "member", "trực xã": "duty", "Người phụ trách": "charge",
		"quản trị": "admin", "vua": "", "": "",
	} {
		if got, ok := Role(said); got != want || ok != (want != "") {
			t.Errorf("%q is %q, %v; want %q", said, got, ok, want)
		}
	}
}
