package figures_test

import (
	"testing"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/viet"
)

func TestDigits(t *testing.T) {
	for _, c := range []struct {
		unit  viet.Unit
		value viet.Num
		want  string
	}{
		{viet.Dong, viet.NumOf(2500000), "2.500.000 đồng (2 triệu rưỡi)"},
		{viet.Dong, viet.NumOf(500), "500 đồng"},
		{viet.SquareM, viet.NumOf(1200), "1.200 m²"},
		{viet.Workdays, 12500, "12,5 ngày công"},
		{viet.Sessions, 0, "0 buổi"},
	} {
		if got := figures.Digits(flows.Indicator{Unit: c.unit}, c.value); got != c.want {
			t.Errorf("%d of %s is shown as %q, want %q", c.value, c.unit, got, c.want)
		}
	}
}
