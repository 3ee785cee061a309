package viet

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestSpelled(t *testing.T) {
	for n, want := range map[Num]string{
		0:                          "không",
		NumOf(5):                   "năm",
		NumOf(10):                  "mười",
		NumOf(15):                  "mười lăm",
		NumOf(14):                  "mười bốn",
		NumOf(21):                  "hai mươi mốt",
		NumOf(44):                  "bốn mươi tư",
		NumOf(55):                  "năm mươi lăm",
		NumOf(105):                 "một trăm linh năm",
		NumOf(110):                 "một trăm mười",
		NumOf(1000):                "một nghìn",
		NumOf(1005):                "một nghìn không trăm linh năm",
		NumOf(2071):                "hai nghìn không trăm bảy mươi mốt",
		NumOf(14589):               "mười bốn nghìn năm trăm tám mươi chín",
		NumOf(2500000):             "hai triệu năm trăm nghìn",
		NumOf(2000500):             "hai triệu không nghìn năm trăm",
		NumOf(2300000000):          "hai tỷ ba trăm triệu",
		NumOf(1000000005):          "một tỷ không triệu không nghìn không trăm linh năm",
		NumOf(1250e9):              "một nghìn hai trăm năm mươi tỷ",
		NumOf(2) + 500:             "hai phẩy năm",
		NumOf(2) + 50:              "hai phẩy không năm",
		NumOf(98) + 125:            "chín mươi tám phẩy một trăm hai mươi lăm",
		500:                        "không phẩy năm",
		NumOf(223_372_036_854_775): "hai trăm hai mươi ba nghìn ba trăm bảy mươi hai tỷ không trăm ba mươi sáu triệu tám trăm năm mươi tư nghìn bảy trăm bảy mươi lăm",
	} {
		if got := Spelled(n); got != want {
			t.Errorf("%d is spelled %q; want %q", n, got, want)
		}
	}
}

func TestDigitsAndMoney(t *testing.T) {
	for n, want := range map[Num]string{
		0: "0", NumOf(2500000): "2.500.000", NumOf(1200) + 500: "1.200,5", 125: "0,125", 50: "0,05", NumOf(999): "999",
	} {
		if got := Digits(n); got != want {
			t.Errorf("%d is printed %q; want %q", n, got, want)
		}
	}
	for n, want := range map[int64]string{
		2500000: "2 triệu rưỡi", 2300000000: "2 tỷ 300 triệu", 500000: "500 nghìn", 1500000000: "1 tỷ rưỡi",
		2350000: "2 triệu 350 nghìn", 1500: "1.500 đồng", 0: "0 đồng", 999: "999 đồng", 1000: "1 nghìn",
		1002500000: "1 tỷ 2 triệu rưỡi", 1250e9: "1250 tỷ",
	} {
		if got := SaidMoney(NumOf(n)); got != want {
			t.Errorf("%d is said %q; want %q", n, got, want)
		}
	}
	for want, a := range map[string]Amount{
		"1.200,5 m²": {Low: 1200500, High: 1200500, Unit: SquareM}, "20–25 hộ": {Low: 20000, High: 25000, Unit: Households},
		"8/12 bản": {Low: 8000, High: 8000, Of: 12000, Unit: "ban"}, "98,5%": {Low: 98500, High: 98500, Unit: Percent}, "7": {Low: 7000, High: 7000},
	} {
		if got := a.Digits(); got != want {
			t.Errorf("%v is printed %q; want %q", a, got, want)
		}
	}
}

// samples are numbers of every length, round ones and odd ones.
func samples() []Num {
	all := []Num{0, 1, 10, 100, 999, 1000, MaxNum}
	for n := range int64(2200) {
		all = append(all, NumOf(n))
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 4000 {
		n := r.Int64N(int64(MaxNum)) >> r.IntN(59)
		for range r.IntN(5) {
			unit := int64(1)
			for range r.IntN(16) {
				unit *= 10
			}
			n = n / unit * unit
		}
		all = append(all, Num(n), Num(n/1000*1000))
	}
	return all
}

// TestPrintedIsReadBack: what is printed, in digits, in words and as money is
// said, is read as the same number; three decimals behind a comma are asked,
// and the number is then among the readings.
func TestPrintedIsReadBack(t *testing.T) {
	for _, n := range samples() {
		_, whole := n.Whole()
		for _, said := range []string{Digits(n), Spelled(n), Fold(Spelled(n)), Digits(n) + " m2", Spelled(n) + " mét vuông", Fold(Spelled(n)) + " met vuong"} {
			unit := Bare
			if strings.Contains(Fold(said), "m2") || strings.Contains(Fold(said), "vuong") {
				unit = SquareM
			}
			checkBack(t, said, unit, n)
		}
		if whole {
			for _, said := range []string{Digits(n) + " đồng", Digits(n) + "đ", Spelled(n) + " đồng", SaidMoney(n), Fold(SaidMoney(n))} {
				checkBack(t, said, Dong, n)
			}
		}
	}
}

func checkBack(t *testing.T, said string, unit Unit, n Num) {
	t.Helper()
	r := Figure(said, unit)
	if r.Status == AskFigure && r.Doubt == TwoWays && n%10 != 0 && strings.Contains(said, ",") {
		if !slices.Contains(r.Readings, Amount{Low: n, High: n, Unit: unit}) {
			t.Errorf("%q is asked with %v; want %d among them", said, r.Readings, n)
		}
		return
	}
	if unit == Bare && len(r.Found) == 1 && r.Found[0].Unit == Dong {
		unit = Dong // triệu and tỷ alone are money
	}
	if a, ok := r.One(); !ok || a.Low != n || a.High != n || a.Unit != unit && n != 0 || r.Status != SureFigure {
		t.Errorf("%q is read as %v %v (%v, %v); want %d %s", said, r.Found, r.Readings, r.Status, r.Doubt, n, unit)
	}
}

func FuzzFigure(f *testing.F) {
	for _, row := range table(f, "vi-numbers.tsv") {
		f.Add(row[1], row[2])
	}
	f.Add("2 buổi, 85 lượt người, hiến 1.200m2, 150 công, 2 triệu rưỡi", "VND")
	f.Add("1tr5 rưỡi tỷ tỷ 1/2 ha 2km5 hai ba phẩy không 3t2 %", "kg")
	f.Fuzz(func(t *testing.T, text, unit string) {
		if len(text) > 10000 {
			text = text[:10000]
		}
		r := Figure(text, Unit(unit))
		if a, ok := r.One(); ok && (a.Low < 0 || a.High < a.Low || a.High > MaxNum) {
			t.Fatalf("%q is %v", text, a)
		}
		clean, end := Clean(text), 0
		for _, found := range Figures(text) {
			if found.Start < end || found.End < found.Start || found.End > len(clean) || !utf8.ValidString(clean[found.Start:found.End]) {
				t.Fatalf("%q: a figure stands at %d to %d, behind %d", text, found.Start, found.End, end)
			}
			end = found.End
		}
		UnitIn(text)
	})
}

func FuzzSpelled(f *testing.F) {
	f.Add(int64(2500000000))
	f.Add(int64(1000000005000))
	f.Fuzz(func(t *testing.T, n int64) {
		if n >= 0 && Num(n) <= MaxNum {
			checkBack(t, Spelled(Num(n)), Bare, Num(n))
			checkBack(t, Digits(Num(n)), Bare, Num(n))
		}
	})
}

// TestLongFigures: a text of forty thousand characters, of every kind that makes
// a reader look far, takes a moment. Before the clue of a number was bounded it
// took seconds.
func TestLongFigures(t *testing.T) {
	for _, piece := range []string{"1 ", "1.000 ", "một trăm ", "hai ", "tổ ", "1/", "1-", "2 tỷ ", "0912345678 ", "khoảng ", "1,", "nửa ", "tr5 ", "1 ha ", "1h", "đến 5 "} {
		long := strings.Repeat(piece, 40000/utf8.RuneCountInString(piece))
		took := time.Hour
		for range 3 {
			begun := time.Now()
			Figure(long, Households)
			if took = min(took, time.Since(begun)); took < 2*time.Second {
				break
			}
		}
		if took > 2*time.Second {
			t.Errorf("%q, repeated to 40,000 characters, takes %v", piece, took)
		}
	}
}
