package viet

import "testing"

func TestReadOrder(t *testing.T) {
	for said, want := range map[string]Order{
		"ĐÃ ĐỌC 12": {Act: "daro", Number: "12", Tail: "12"},
		"da doc 12": {Act: "daro", Number: "12", Tail: "12"},
		"DARO 12":   {Act: "daro", Number: "12", Tail: "12"},
		"Tôi đã đọc chỉ đạo số 12 ạ": {Act: "daro", Number: "12", Rest: "ạ", Tail: "chỉ đạo số 12 ạ"},
		"/baoso 12 150":                    {Act: "baoso", Number: "12", Rest: "150", Tail: "12 150"},
		"BAO SO 12 1.200,5":                {Act: "baoso", Number: "12", Rest: "1.200,5", Tail: "12 1.200,5"},
		"bao so lieu 12: mười lăm hộ":      {Act: "baoso", Number: "12", Rest: "mười lăm hộ", Tail: "12: mười lăm hộ"},
		"VUONG 12 thiếu áo mưa":            {Act: "vuong", Number: "12", Rest: "thiếu áo mưa", Tail: "12 thiếu áo mưa"},
		"vướng chỉ đạo 12, cầu treo hỏng":  {Act: "vuong", Number: "12", Rest: "cầu treo hỏng", Tail: "chỉ đạo 12, cầu treo hỏng"},
		"CHON 12 2":                        {Act: "chon", Number: "12", Rest: "2", Tail: "12 2"},
		"trả lời 12 đã họp bản":            {Act: "traloi", Number: "12", Rest: "đã họp bản", Tail: "12 đã họp bản"},
		"đã đọc":                           {Act: "daro"},
		"da doc roi":                       {Act: "daro"},
		"vướng":                            {Act: "vuong"},
		"báo số liệu ạ":                    {Act: "baoso"},
		"báo số 12 hộ":                     {Act: "baoso", Number: "12", Rest: "hộ", Tail: "12 hộ"},
		"XONG 2611-42":                     {},
		"trả lời 2611-42 đã họp":           {},
		"chọn 15/3 họp bản":                {},
		"báo số 1.200 hộ":                  {},
		"vướng cầu treo không qua được":    {},
		"đã đọc công văn 12":               {},
		"bản có 12 hộ vướng mặt bằng":      {},
		"trả lời đơn của bà con rồi nhé ạ": {},
		"chọn 012":                         {},
		"":                                 {},
		"👍":                                {},
	} {
		got, ok := ReadOrder(said)
		if ok != (want.Act != "") || ok && got != want {
			t.Errorf("%q: read %+v, %v; want %+v", said, got, ok, want)
		}
	}
}

// FuzzReadOrder: whatever is written, what is read stands in it.
func FuzzReadOrder(f *testing.F) {
	f.Add("VUONG 12 thiếu áo mưa")
	f.Fuzz(func(t *testing.T, said string) {
		o, ok := ReadOrder(said)
		if ok && o.Act == "" || len(o.Rest) > len(Clean(said)) || len(o.Number) > 6 {
			t.Errorf("%q: read %+v", said, o)
		}
	})
}
