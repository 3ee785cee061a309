package figures

import (
	"caunoi/flows"
	"caunoi/flows/viet"
)

// A Reading is what a text says of the indicators.
type Reading struct {
	Said  []Said     // what is sure, in the order it was said
	Asked []Doubtful // what is to be asked back before it is taken
}

// A Said is one figure of one indicator.
type Said struct {
	Code  string
	Value viet.Num
	Near  bool
	Words string // as they stood in the text, masked
}

// A Doubtful is a figure that may be of several indicators, or may be read in
// several ways.
type Doubtful struct {
	Codes  []string      // of which indicators it may be, the likeliest first; one: only the number is in doubt
	Values []viet.Amount // how the number may be read, the likeliest first; one: only the indicator is in doubt
	Near   bool
	Words  string
	Doubt  viet.Doubt
}

// Read finds figures of the indicators in a text: "2 buổi, 85 lượt người, hiến
// 1.200m2". What a person fills only is looked for.
func Read(all []flows.Indicator, text string) Reading {
	var r Reading
	text = viet.Clean(text)
	for _, f := range viet.Figures(text) {
		var codes []string
		for _, i := range all {
			if i.Source.Typed() && i.Unit == f.Unit && f.Unit != viet.Bare {
				codes = append(codes, i.Code)
			}
		}
		if len(codes) == 0 || f.Status == viet.HiddenFigure {
			continue
		}
		n, one := f.Number()
		words, _ := viet.Mask(text[f.Start:f.End])
		if len(codes) == 1 && one && f.Status != viet.AskFigure {
			r.Said = append(r.Said, Said{Code: codes[0], Value: n, Near: f.Status == viet.NearFigure, Words: words})
			continue
		}
		values := f.Readings
		if len(values) == 0 {
			values = []viet.Amount{f.Amount}
		}
		r.Asked = append(r.Asked, Doubtful{Codes: codes, Values: values, Near: f.Status == viet.NearFigure, Words: words, Doubt: f.Doubt})
	}
	return r
}
