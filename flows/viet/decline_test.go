package viet

import "testing"

// TestReadDecline: what is said when something is not taken, and what only sounds so.
func TestReadDecline(t *testing.T) {
	for said, want := range map[string]Decline{
		"không nhận được":                          {},
		"Dạ em không nhận được ạ":                  {},
		"ko nhận việc này":                         {},
		"tôi không nhận việc này":                  {},
		"trả lại":                                  {},
		"không nhận được, tôi cũng ốm":             {Why: "tôi cũng ốm"},
		"khong nhan duoc toi cung om":              {Why: "toi cung om"},
		"không nhận được vì bận họp":               {Why: "bận họp"},
		"không nhận. đang ở huyện":                 {Why: "đang ở huyện"},
		"không nhận được – đi công tác":            {Why: "đi công tác"},
		"em đang họp nên không nhận được":          {Why: "em đang họp"},
		"đang ở xa, xin không nhận":                {Why: "đang ở xa"},
		"trả lại anh Thào, tôi ốm":                 {To: "anh Thào, tôi ốm"},
		"tra lai cho anh Thao":                     {To: "cho anh Thao"},
		"không nhận được tiền hỗ trợ":              {To: "tiền hỗ trợ"},
		"trả lại tiền cho bà con":                  {To: "tiền cho bà con"},
		"không nhận việc của anh Thào":             {To: "anh Thào"},
		"hôm nay tôi đi viện, không nhận được đâu": {Why: "hôm nay tôi đi viện"},
	} {
		if got, ok := ReadDecline(said); !ok || got != want {
			t.Errorf("%q is read as %+v, %v; want %+v", said, got, ok, want)
		}
	}
	for _, said := range []string{
		"", "không", "nhận", "không nhận được à?", "/tra", "bà con chưa nhận được gạo", "bà con không nhận được", "họ không nhận được tiền", "trả lời", "tra loi 12",
		"chưa nhận được tiền hỗ trợ", "tiền hỗ trợ bà con không nhận được đồng nào",
	} {
		if got, ok := ReadDecline(said); ok {
			t.Errorf("%q is read as %+v; want nothing", said, got)
		}
	}
}
