package viet

import (
	"strconv"
	"strings"
)

// spelledDigits are the digits as they are said alone.
var spelledDigits = [10]string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"}

// Spelled writes a number in words: "hai triệu năm trăm nghìn", "hai mươi mốt",
// "một trăm linh năm", "hai phẩy năm". A gap between thousands is said ("hai
// triệu không nghìn năm trăm"), so that it is never taken for 2.500.000.
func Spelled(x Num) string {
	n, part := int64(x)/1000, int64(x)%1000
	said := spellWhole(n)
	if part == 0 {
		return said
	}
	said += " phẩy"
	digits := strings.TrimRight(strconv.FormatInt(1000+part, 10)[1:], "0")
	for len(digits) > 1 && digits[0] == '0' {
		said, digits = said+" không", digits[1:]
	}
	rest, _ := strconv.ParseInt(digits, 10, 64)
	return said + " " + spellWhole(rest)
}

// spellWhole writes a whole number; beyond a thousand tỷ it counts them.
func spellWhole(n int64) string {
	if n == 0 {
		return spelledDigits[0]
	}
	if n < 1e9 {
		return spellBelow(n, false)
	}
	said := spellWhole(n/1e9) + " tỷ"
	if rest := n % 1e9; rest > 0 {
		said += " " + spellBelow(rest, true)
	}
	return said
}

// spellBelow writes a number below a tỷ; full says that larger parts stand
// before it, so that the gap after them is said.
func spellBelow(n int64, full bool) string {
	var words []string
	for _, step := range []struct {
		by   int64
		name string
	}{{1e6, " triệu"}, {1e3, " nghìn"}, {1, ""}} {
		group := n / step.by % 1000
		if group == 0 && (!full || n%step.by == 0) {
			continue
		}
		switch {
		case group == 0 && step.by == 1:
		case group == 0:
			words = append(words, spelledDigits[0]+step.name)
		default:
			words = append(words, spellGroup(int(group), full)+step.name)
		}
		full = true
	}
	return strings.Join(words, " ")
}

// spellGroup writes one to 999; full writes "không trăm" where larger parts
// stand before it.
func spellGroup(n int, full bool) string {
	var words []string
	hundreds, tens, last := n/100, n/10%10, n%10
	if hundreds > 0 || full {
		words = append(words, spelledDigits[hundreds], "trăm")
	}
	switch {
	case tens == 0 && last > 0 && len(words) > 0:
		words = append(words, "linh")
	case tens == 1:
		words = append(words, "mười")
	case tens > 1:
		words = append(words, spelledDigits[tens], "mươi")
	}
	switch {
	case last == 1 && tens > 1:
		words = append(words, "mốt")
	case last == 4 && tens > 1:
		words = append(words, "tư")
	case last == 5 && tens > 0:
		words = append(words, "lăm")
	case last > 0:
		words = append(words, spelledDigits[last])
	}
	return strings.Join(words, " ")
}

// SaidMoney writes an amount in đồng as people say it: "2 triệu rưỡi", "2 tỷ
// 300 triệu", "500 nghìn"; with all its digits where it is not that round (the
// domain notes, 11.1: each figure is echoed in digits and words).
func SaidMoney(x Num) string {
	n, exact := x.Whole()
	if !exact || n < 1000 || n%1000 != 0 {
		return Digits(x) + " " + Dong.Label()
	}
	var words []string
	for _, step := range []struct {
		by   int64
		name string
	}{{1e9, "tỷ"}, {1e6, "triệu"}, {1e3, "nghìn"}} {
		group := n / step.by
		n %= step.by
		if group == 0 {
			continue
		}
		words = append(words, strconv.FormatInt(group, 10), step.name)
		if n > 0 && n == step.by/2 && step.by > 1000 {
			words = append(words, "rưỡi")
			break
		}
	}
	return strings.Join(words, " ")
}

// Digits prints an amount with its unit: "1.200,5 m²", "20–25 hộ", "8/12 bản".
func (a Amount) Digits() string {
	s := Digits(a.Low)
	switch {
	case a.Of != 0:
		s += "/" + Digits(a.Of)
	case a.High != a.Low:
		s += "–" + Digits(a.High)
	}
	switch label := a.Unit.Label(); {
	case a.Unit == Percent:
		return s + label
	case label != "":
		return s + " " + label
	}
	return s
}
