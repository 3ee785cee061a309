package figures

import (
	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// Digits is how a figure of an indicator is shown: "1.200 m²", "85 lượt",
// "2.500.000 đồng (2 triệu rưỡi)", so that a mistake by a thousand is seen before
// it is kept (the domain notes, 11.1).
func Digits(i flows.Indicator, value viet.Num) string {
	s := viet.Amount{Low: value, High: value, Unit: i.Unit}.Digits()
	if i.Unit != viet.Dong {
		return s
	}
	if said := viet.SaidMoney(value); said != s {
		s += " (" + said + ")"
	}
	return s
}

// Label is what an indicator is called: by the operator's own words, else by the
// catalogs'.
func Label(i flows.Indicator) any {
	if i.Label != "" {
		return i.Label
	}
	return text.K("indicator." + i.Code)
}
