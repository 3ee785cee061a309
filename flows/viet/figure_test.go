package viet

import (
	"strings"
	"testing"
)

// askedOf is the unit that a field of vi-numbers.tsv asks for.
var askedOf = map[string]Unit{
	"dem": Bare, "tien": Dong, "dien_tich": SquareM, "ty_le": Percent, "thoi_luong": "ngay", "chieu_dai": Metre,
	"khoi_luong": Kilogram, "the_tich": "m3", "hien_vat": "bao", "ti_so": Bare, "buoi+luot": Bare,
}

// plainDigits writes a number as vi-numbers.tsv does: no groups, a dot before
// the fraction.
func plainDigits(x Num) string {
	s := Digits(x)
	return strings.ReplaceAll(strings.ReplaceAll(s, ".", ""), ",", ".")
}

// asTable writes the figures of an answer as vi-numbers.tsv does.
func asTable(r FigureRead) (values, units string) {
	var v, u []string
	for _, f := range r.Found {
		s := plainDigits(f.Low)
		switch {
		case f.Of != 0:
			s += "/" + plainDigits(f.Of)
		case f.High != f.Low:
			s += ".." + plainDigits(f.High)
		}
		v, u = append(v, s), append(u, string(f.Unit))
	}
	return strings.Join(v, ";"), strings.Join(u, ";")
}

var statusNames = map[FigureStatus]string{
	NoFigure: "none", SureFigure: "ok", NearFigure: "approx", AskFigure: "ask", HiddenFigure: "redact",
}

// TestNumberVectors plays every row of vi-numbers.tsv, and the rows that were
// added to them since.
func TestNumberVectors(t *testing.T) {
	all := append(table(t, "vi-numbers.tsv"), table(t, "more-numbers.tsv")...)
	for _, row := range all {
		for len(row) < 7 {
			row = append(row, "")
		}
		id, input, field, value, unit, status := row[0], row[1], row[2], row[3], row[4], row[5]
		asked, ok := askedOf[field]
		if !ok {
			asked = Unit(field)
		}
		if !asked.Known() {
			t.Fatalf("%s: no unit %q", id, asked)
		}
		r := Figure(input, asked)
		values, units := asTable(r)
		if got := statusNames[r.Status]; got != status {
			t.Errorf("%s: %q: %s %s %s %v; want %s %s", id, input, got, values, units, r.Doubt, status, value)
			continue
		}
		switch status {
		case "ok", "approx":
			if values != value || units != unit {
				t.Errorf("%s: %q is %s %q; want %s %q", id, input, values, units, value, unit)
			}
		case "ask":
			if r.Doubt == NoDoubt || len(r.Found) == 0 || unit != "" && units != unit {
				t.Errorf("%s: %q: asked for %v, of unit %q; want %q", id, input, r.Doubt, units, unit)
			}
		case "none", "redact":
			if _, one := r.One(); one {
				t.Errorf("%s: %q has a figure", id, input)
			}
		}
	}
	if len(all) != 161 {
		t.Errorf("%d rows were played, want all 161", len(all))
	}
}

// TestFigureAsked: what is asked back, and in which order the readings are
// offered.
func TestFigureAsked(t *testing.T) {
	for _, c := range []struct {
		said  string
		asked Unit
		doubt Doubt
		offer string
	}{
		{"15,000", Dong, TwoWays, "15.000 đồng / 15 đồng"},
		{"12,500 đồng", Dong, TwoWays, "12.500 đồng"},
		{"1.250 tỷ", Dong, TwoWays, "1.250.000.000.000 đồng / 1.250.000.000 đồng"},
		{"3t2", Dong, TwoWays, "3.200.000 đồng / 3.200.000.000 đồng"},
		{"hai triệu năm trăm", Dong, TwoWays, "2.500.000 đồng / 2.000.500 đồng"},
		{"2 triệu 35", Dong, TwoWays, "2.350.000 đồng / 2.000.035 đồng"},
		{"1.500,000", Dong, TwoWays, "1.500.000 đồng / 1.500 đồng"},
		{"1,250 ha", SquareM, TwoWays, "12.500.000 m² / 12.500 m²"},
		{"1/2 ha", SquareM, TwoWays, "5.000 m²"},
		{"3 sào", SquareM, LocalUnit, "1.080 m² / 1.500 m² / 3.000 m²"},
		{"2 sào rưỡi", SquareM, LocalUnit, "900 m² / 1.250 m² / 2.500 m²"},
		{"800m", SquareM, OtherUnit, "800 m²"},
		{"5 ngày", Workdays, OtherUnit, "5 ngày công"},
		{"85 người", Visits, OtherUnit, "85 lượt"},
		{"2tr", Households, OtherUnit, "2.000.000 hộ"},
		{"500", Dong, FewDong, "500.000 đồng / 500.000.000 đồng / 500 đồng"},
		{"12 hay 15 hộ", Households, OneOfMany, "12 hộ / 15 hộ"},
		{"12, 15", Households, OneOfMany, "12 hộ / 15 hộ"},
		{"hai tám hộ", Households, TwoWays, "28 hộ"},
		{"8/12", Bare, DateOrPart, "8/12"},
		{"5-12", Bare, DateOrPart, "5–12"},
		{"-5", Households, NotPlain, "5 hộ"},
		{"2,5 hộ", Households, NotPlain, ""},
		{"12 đứa trẻ ở điểm trường lẻ", Households, NotPlain, "12 hộ"},
		{"hàng nghìn", Workdays, NoNumber, ""},
		{"-5 m2", SquareM, Unreadable, ""},
		{"âm 5 m2", SquareM, Unreadable, ""},
		{"hiến -5 m2", SquareM, Unreadable, ""},
		{"bản 3.5 hộ", Households, NotPlain, ""},
		{"0,0001 m2", SquareM, Unreadable, ""},
		{"99 tỷ tỷ", Dong, Unreadable, ""},
		{"9999999999999999999 đồng", Dong, Unreadable, ""},
		{"1 ha 500", SquareM, Unreadable, ""},
		{"1,2,3 hộ", Households, Unreadable, ""},
		{"1.5.2.2.1", Bare, Unreadable, ""},
	} {
		r := Figure(c.said, c.asked)
		var offer []string
		for _, a := range r.Readings {
			offer = append(offer, a.Digits())
		}
		if got := strings.Join(offer, " / "); r.Status != AskFigure || r.Doubt != c.doubt || got != c.offer {
			t.Errorf("%q for %q: status %v, doubt %v, offered %q; want doubt %v and %q", c.said, c.asked, r.Status, r.Doubt, got, c.doubt, c.offer)
		}
	}
}

// TestFigureSure: more ways to say one figure than the vectors have, and what is
// none.
func TestFigureSure(t *testing.T) {
	for said, want := range map[string]string{
		"VND|2 triệu 500":                  "2500000",
		"VND|2 triệu 500.000":              "2500000",
		"VND|2 trăm 50 nghìn":              "250000",
		"VND|5 chục triệu":                 "50000000",
		"VND|trăm rưỡi nghìn":              "150000",
		"VND|một nghìn hai trăm tỷ":        "1200000000000",
		"VND|1 tr5":                        "1500000",
		"VND|2tỷ3":                         "2300000000",
		"VND|1,500.00":                     "1500",
		"VND|2-3 triệu":                    "2000000..3000000",
		"VND|2 đến 3 triệu đồng":           "2000000..3000000",
		"VND|2 triệu 3 hộ":                 "2000000",
		"VND|20 triệu 3 tỷ":                "20000000;3000000000",
		"ho|dạ bên em có 12 hộ cần di dời": "12",
		"ho|số hộ: 12":                     "12",
		"ho|hai ba hộ":                     "2..3",
		"ho|12 hộ, 50 người":               "12",
		"ho|ba":                            "3",
		"ho|ko ho nao":                     "0",
		"ho|chưa có hộ nào ạ":              "0",
		"m2|2ha5":                          "25000",
		"m2|1000m²":                        "1000",
		"m|1m75":                           "1.75",
		"m|3 km 200 m":                     "3200",
		"kg|3t2":                           "3200",
		"kg|1 tấn 2":                       "1200",
		"kg|1 tấn 2 tạ":                    "1200",
		"ngay_cong|nửa công":               "0.5",
		"ngay_cong|của tổ 3.5":             "3.5",
		"ngay_cong|của tổ 2,5 công":        "2.5",
		"|họp bản 3,25":                    "3.25",
		"m|đường 3,5 km":                   "3500",
		"m2|số 1.200 m2":                   "1200",
		"|tổ 3":                            "",
		"|mục 1.2":                         "",
		"|bản 1,2,3":                       "",
		"|ghi âm 5 cuộc họp":               "5",
		"m2|40-50 m2":                      "40..50",
		"m2|- 5 m2":                        "5",
		"|hai phẩy không năm":              "2.05",
		"|2½":                              "2.5",
		"|một trăm hai":                    "120",
		"|hai mươi lăm phần trăm":          "25",
		"|bà con hiến đất":                 "",
		"|ngày 25/3 lúc 14h30":             "",
		"|QL 12 tắc":                       "",
		"|2611-42":                         "",
		"|số 12/KH-UBND":                   "",
		"|ông Tư, bà Năm, cháu Ba":         "",
		"|mươi":                            "", "|": "",
	} {
		unit, text, _ := strings.Cut(said, "|")
		r := Figure(text, Unit(unit))
		if values, _ := asTable(r); values != want || want != "" && r.Status == AskFigure || want == "" && r.Status != NoFigure {
			t.Errorf("%q for %q is %s (status %v, doubt %v); want %s", text, unit, values, r.Status, r.Doubt, want)
		}
	}
}

// TestFigures: several figures of one message, each with its unit and the words
// around it.
func TestFigures(t *testing.T) {
	for said, want := range map[string]string{
		"2 buổi, 85 lượt người, hiến 1.200m2, 150 công, 2 triệu rưỡi": "2 buổi | 85 lượt | hiến (1.200 m²) | 150 ngày công | 2.500.000 đồng",
		"2 buoi, 85 luot nguoi, hien 1.200m2, 150 cong, 2 trieu ruoi": "2 buổi | 85 lượt | hien (1.200 m²) | 150 ngày công | 2.500.000 đồng",
		"bc: hom qua to chuc 2 buoi tt ve lam duong, 85 luot nguoi":   "bc: hom qua to chuc (2 buổi) tt ve lam duong | 85 lượt",
		"ba con hien 1.200m2 dat va 150 cong lam duong lien ban":      "ba con hien (1.200 m²) dat va | dat va (150 ngày công) lam duong lien ban",
		"ủng hộ 2 triệu rưỡi với 50 bao xi măng":                      "ủng hộ (2.500.000 đồng) với | với (50 bao)",
		"ngày 25/3 lúc 14h30 họp 3 bản, gần 20 triệu đồng":            "họp (3 bản) | gần (20.000.000 đồng)",
		"Số hộ: 5; Số người là 23":                                    "Số hộ (5 hộ) | Số người là (23 người)",
		"ông A 0912345678 mất 2 con trâu":                             "ông A (hidden) mất | mất (2 con)",
		"-2 buổi\n-85 lượt người":                                     "2 buổi | 85 lượt",
		"tổ 7, bản Nậm Chim 1: 20-25 hộ":                              "20–25 hộ",
	} {
		var got []string
		for _, f := range Figures(said) {
			s := f.Amount.Digits()
			if f.Status == HiddenFigure {
				s = "hidden"
			}
			if f.Before != "" || f.After != "" {
				s = strings.TrimSpace(f.Before + " (" + s + ") " + f.After)
			}
			got = append(got, s)
		}
		if s := strings.Join(got, " | "); s != want {
			t.Errorf("%q holds\n %s; want\n %s", said, s, want)
		}
	}
}

func TestUnitIn(t *testing.T) {
	for question, want := range map[string]Unit{
		"Số hộ cần di dời": Households, "Diện tích đất hiến (m²)": SquareM, "So tien ung ho": Dong, "Diện tích hiến": SquareM,
		"Bao nhiêu buổi?": Sessions, "Báo số liệu": Bare, "": Bare,
	} {
		if got := UnitIn(question); got != want {
			t.Errorf("%q counts %q; want %q", question, got, want)
		}
	}
}
