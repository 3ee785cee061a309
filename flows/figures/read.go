package figures

import (
	"cmp"
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/viet"
)

// A Reading is what a text says of the indicators.
type Reading struct {
	Said  []Said     // what is sure, in the order it was said; an indicator may be there twice
	Asked []Doubtful // what is to be asked back before it is taken
	Rest  []string   // the clauses in which there is nothing of it, as they were typed
}

// A Said is one figure of one indicator.
type Said struct {
	Code  string
	Value viet.Num
	Near  bool
	Words string // as they stood in the text, masked
	Clear bool   // the text tells of something done, so that it is a result even where nobody asked
	at    int
}

// A Doubtful is a figure that may be of several indicators, or may be read in
// several ways.
type Doubtful struct {
	Codes  []string      // of which indicators it may be, the likeliest first; one: only the number is in doubt
	Values []viet.Amount // how the number may be read, the likeliest first; one: only the indicator is in doubt; none: it is to be asked
	Near   bool
	Words  string
	Doubt  viet.Doubt
	Worth  bool // Values is of goods, and what they are worth in the indicator's unit is to be asked
	Clear  bool // as of Said
	at     int
}

// Empty reports whether the text says nothing of the indicators.
func (r Reading) Empty() bool { return len(r.Said)+len(r.Asked) == 0 }

// Clear is the reading without what only its unit makes a result: what a text
// tells that was sent as a report, and not as an answer to a question for figures.
// "12 hộ hỏi sao chưa có tiền" tells of none.
func (r Reading) Clear() Reading {
	r.Said = slices.DeleteFunc(slices.Clone(r.Said), func(s Said) bool { return !s.Clear })
	r.Asked = slices.DeleteFunc(slices.Clone(r.Asked), func(d Doubtful) bool { return !d.Clear })
	return r
}

// Read finds figures of the indicators that people fill in a text: "2 buổi, 85
// lượt người, hiến 1.200m2" (the domain notes, 12.3 and 12.5). A figure belongs to
// the indicator that its unit and the words around it say; where they leave
// several open it is asked, and so is a number that can be read in two ways. What
// is asked for, planned, broken or lost is no result, and a date is no figure.
func Read(all []flows.Indicator, text string) Reading {
	s := look(all, text)
	var r Reading
	for k := range s.figures {
		s.figure(k, &r)
	}
	s.listed(all, &r)
	s.settled(&r)
	slices.SortStableFunc(r.Said, func(a, b Said) int { return cmp.Compare(a.at, b.at) })
	for _, p := range s.clauses {
		if !r.taken(p) {
			if words := strings.Trim(s.text[p.from:p.to], signs); words != "" {
				r.Rest = append(r.Rest, words)
			}
		}
	}
	return r
}

// signs are what may stand around the words of a clause.
const signs = " \n\t,;:.!?…()[]-–—"

// taken reports whether something was read in a piece of the text.
func (r Reading) taken(p span) bool {
	in := func(at int) bool { return p.from <= at && at < p.to }
	return slices.ContainsFunc(r.Said, func(s Said) bool { return in(s.at) }) ||
		slices.ContainsFunc(r.Asked, func(d Doubtful) bool { return in(d.at) })
}

// figure reads figure k of the text into r.
func (s scene) figure(k int, r *Reading) {
	f := s.figures[k]
	if f.Status == viet.HiddenFigure || f.Unit == viet.Bare {
		return
	}
	codes, how := s.fitting(k)
	if len(codes) == 0 || s.barred(k, codes) {
		return
	}
	m := s.meant(k, codes)
	switch how {
	case goods:
		if m.give {
			r.Asked = append(r.Asked, Doubtful{Codes: s.settle(m.codes, viet.Dong)[:1], Values: []viet.Amount{f.Amount}, Near: near(f), Words: s.words(f), Worth: true, Clear: m.clear, at: f.Start})
		}
		return
	case worded, people:
		if !m.worded {
			return
		}
	}
	if len(m.codes) > 1 && !s.tornAt(k, codes) {
		m.codes = s.settle(m.codes, f.Unit)
	}
	d := Doubtful{Codes: m.codes, Values: values(f), Near: near(f), Words: s.words(f), Doubt: f.Doubt, Clear: m.clear, at: f.Start}
	if how == people {
		d.Values = turned(d.Values, viet.Visits)
	}
	sure := f.Status != viet.AskFigure && len(d.Values) == 1 && (how != people || m.seat)
	if len(d.Codes) > 1 || !sure {
		r.Asked = append(r.Asked, d)
		return
	}
	if i, _ := s.indicator(d.Codes[0]); i.Within != "" && f.Of > 0 { // 2 of 3 matters settled
		r.Said = append(r.Said, Said{Code: i.Within, Value: f.Of, Words: d.Words, Clear: m.clear, at: f.Start})
	}
	r.Said = append(r.Said, Said{Code: d.Codes[0], Value: d.Values[0].Low, Near: d.Near, Words: d.Words, Clear: m.clear, at: f.Start})
}

// fitting are the indicators that figure k may be of by its unit, those of just
// this unit and else the nearest, and how it fits them.
func (s scene) fitting(k int) (codes []string, how fit) {
	said := s.figures[k].Unit
	var loose []string
	for _, i := range s.indicators {
		switch fitOf(said, i) {
		case same:
			codes = append(codes, i.Code)
		case worded:
			loose = append(loose, i.Code)
		}
	}
	if len(loose) > 0 {
		for _, l := range s.leads(k, loose) {
			if l.own && !l.shared {
				codes = append(codes, common(loose, l.codes)...)
			}
		}
		slices.Sort(codes)
		codes = slices.Compact(codes)
	}
	if len(codes) > 0 {
		return codes, same
	}
	for _, how := range []fit{people, goods} {
		for _, i := range s.indicators {
			if fitOf(said, i) == how {
				codes = append(codes, i.Code)
			}
		}
		if len(codes) > 0 {
			return codes, how
		}
	}
	return nil, ""
}

// tornAt reports whether figure k is to be asked whatever is likeliest.
func (s scene) tornAt(k int, codes []string) bool {
	return len(s.torn(s.leads(k, codes), codes)) > 0
}

// values are the numbers that a figure may mean. Of a range they are its two
// ends, of a part the part.
func values(f viet.Found) []viet.Amount {
	switch {
	case f.Status == viet.AskFigure:
		return f.Readings
	case f.Low != f.High:
		return []viet.Amount{{Low: f.Low, High: f.Low, Unit: f.Unit}, {Low: f.High, High: f.High, Unit: f.Unit}}
	}
	return []viet.Amount{{Low: f.Low, High: f.Low, Unit: f.Unit}}
}

// turned are the amounts as amounts of another unit.
func turned(all []viet.Amount, unit viet.Unit) []viet.Amount {
	all = slices.Clone(all)
	for i := range all {
		all[i].Unit = unit
	}
	return all
}

func near(f viet.Found) bool { return f.Near != viet.Exactly }

// words are those of a figure as they were typed, without what is a person's.
func (s scene) words(f viet.Found) string {
	words, _ := viet.Mask(s.text[f.Start:f.End])
	return words
}
