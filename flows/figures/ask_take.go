package figures

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// A taking is what somebody said, on its way into a draft.
type taking struct {
	turn    *flows.Turn
	d       *draft
	all     []flows.Indicator // what may be given
	sheet   Sheet
	numbers Numbers
	lines   text.List // what was wrong with it, to be said
	rest    []string  // the clauses in which there is no figure
}

// mostOffered is how many indicators a figure may be of and still be asked with
// buttons; more do not fit a screen.
const mostOffered = 4

// take takes figures out of words. It reports false where there are none, and then
// the draft is as it was.
func (k *taking) take(words string) bool {
	before := *k.d
	r, nothing := k.answered(words), false
	if r.Empty() {
		r = Read(k.all, words)
		nothing = k.nothing(r)
	}
	if r.Empty() && !nothing {
		r = k.plainly(words)
	}
	for n, s := range r.Said {
		if slices.ContainsFunc(r.Said[:n], func(o Said) bool { return o.Code == s.Code }) {
			continue // it was looked at with the first
		}
		k.said(s, r.Said[n+1:])
	}
	for _, a := range r.Asked {
		k.doubt(a)
	}
	if nothing {
		k.zeros()
	} else {
		k.rest = r.Rest
	}
	if r.Empty() && !nothing {
		return false
	}
	k.fit(before)
	k.again(before)
	return true
}

// again reads back what was just said where it settles nothing of what is asked
// back: the same is asked once more.
func (k *taking) again(before draft) {
	d := k.d
	if len(before.Doubts) == 0 || len(d.Doubts) == 0 || d.Doubts[0].mark() != before.Doubts[0].mark() || len(common(d.Doubts[0].Codes, d.Fresh)) > 0 {
		return
	}
	k.lines = append(k.lines, line("monthly.read", d.echoes(k.all))...)
	d.Fresh = nil
}

// answered reads words that are nothing but a number, where one is asked for: "4
// triệu" is then of what is asked, whatever else could be counted in đồng.
func (k *taking) answered(words string) (r Reading) {
	i, asked := k.asked()
	f := viet.Figure(words, i.Unit)
	if !asked || len(f.Found) != 1 || f.Status != viet.SureFigure && f.Status != viet.NearFigure {
		return r
	}
	one := f.Found[0]
	n, plain := one.Number()
	clean := viet.Clean(words)
	lead, tail := len(viet.Words(clean[:one.Start])), len(viet.Words(clean[one.End:]))
	if !plain || lead > 1 || lead == 1 && one.Near == viet.Exactly || tail > 1 || k.names(clean[:one.Start]+" "+clean[one.End:], i) {
		return r
	}
	masked, _ := viet.Mask(words)
	r.Said = []Said{{Code: i.Code, Value: n, Near: f.Status == viet.NearFigure, Words: masked}}
	return r
}

// names reports whether words name another indicator than the one that is asked
// for: what they say is never its answer.
func (k *taking) names(words string, asked flows.Indicator) bool {
	own := ownLabels(k.all).Find(words)
	for _, h := range append(own, labels.Find(words)...) {
		if h.Says != asked.Code {
			return true
		}
	}
	return slices.ContainsFunc(cues.Find(words), func(h viet.Hit[cue]) bool {
		return len(h.Says.codes) > 0 && !slices.Contains(h.Says.codes, asked.Code)
	})
}

// asked is the indicator whose number is asked for now.
func (k *taking) asked() (flows.Indicator, bool) {
	if len(k.d.Doubts) > 0 && len(k.d.Doubts[0].Codes) == 1 {
		return Find(k.all, k.d.Doubts[0].Codes[0])
	}
	return Find(k.all, k.d.Asking)
}

// said takes a figure, with those of the same indicator that follow in the same
// words: whether they are to be added up is asked.
func (k *taking) said(s Said, rest []Said) {
	o := doubt{Codes: []string{s.Code}, Values: []viet.Num{s.Value}, Near: s.Near, Words: s.Words}
	sum := s.Value
	for _, other := range rest {
		if other.Code != s.Code {
			continue
		}
		sum = min(sum+other.Value, viet.MaxNum)
		o.Near, o.Words = o.Near || other.Near, o.Words+", "+other.Words
		if !slices.Contains(o.Values, other.Value) {
			o.Values = append(o.Values, other.Value)
		}
	}
	if sum == s.Value {
		k.put(entry{Code: s.Code, Value: s.Value, Near: s.Near}, s.Words)
		return
	}
	o.Values = slices.Insert(o.Values, 0, sum)
	o.Values = slices.Compact(o.Values[:min(len(o.Values), mostOffered)])
	k.later(o)
}

// plainly reads words in which there is no unit: a number of what is asked for that
// is not sure, or one that may be of any.
func (k *taking) plainly(words string) (r Reading) {
	i, named := k.asked()
	f := viet.Figure(words, i.Unit)
	if f.Status == viet.NoFigure || f.Status == viet.HiddenFigure || f.Doubt == viet.OtherUnit || f.Doubt == viet.NotPlain || len(f.Found) == 0 {
		return r
	}
	clean, one := viet.Clean(words), f.Found[0]
	masked, _ := viet.Mask(clean)
	switch {
	case named && k.names(clean[:one.Start]+" "+clean[one.End:], i):
	case named && f.Status == viet.AskFigure:
		r.Asked = []Doubtful{{Codes: []string{i.Code}, Values: f.Readings, Words: masked, Doubt: f.Doubt}}
	case named || len(f.Found) > 1 || len(viet.Words(words)) > 2:
	default:
		open := k.d.missing(k.sheet, k.numbers, k.all)
		if len(open) == 0 {
			open = k.all
		}
		var codes []string
		for _, o := range open[:min(len(open), mostOffered)] {
			codes = append(codes, o.Code)
		}
		r.Asked = []Doubtful{{Codes: codes, Values: values(one), Near: near(one), Words: masked, Doubt: f.Doubt}}
	}
	return r
}

// put takes one figure, unless it is larger than any can be, or so large that it
// is asked again.
func (k *taking) put(e entry, words string) {
	i, known := Find(k.all, e.Code)
	switch {
	case !known:
	case e.Value > Greatest:
		k.lines = append(k.lines, text.Key{Name: "monthly.greatest", Args: text.Args{"name": title(i), "n": digits(e.Value, false)}})
		k.d.Asking = e.Code
	case !whole(e.Value) && !i.Unit.Divided():
		k.lines = append(k.lines, text.Key{Name: "monthly.number", Args: text.Args{"words": words}})
		k.d.Asking = e.Code
	case i.Most > 0 && e.Value > i.Most && !e.Sure:
		k.later(doubt{Codes: []string{e.Code}, Values: []viet.Num{e.Value}, Near: e.Near, Words: words, Large: true})
	default:
		k.d.set(e)
	}
}

// doubt takes a figure that is not sure. It is of what is asked for now if it can
// be.
func (k *taking) doubt(a Doubtful) {
	codes := slices.DeleteFunc(slices.Clone(a.Codes), func(c string) bool { _, known := Find(k.all, c); return !known })
	if slices.Contains(codes, k.d.Asking) {
		codes = []string{k.d.Asking}
	}
	values := numbersIn(a.Values)
	if a.Worth || a.Doubt == viet.NoNumber || a.Doubt == viet.Unreadable {
		values = nil // what stands there is no number of it
	}
	switch {
	case len(codes) == 0:
	case len(values) == 0 || len(codes) == 1 && len(values) == 1 && a.Doubt != viet.NoDoubt:
		name := "monthly.number"
		if a.Worth {
			name = "monthly.worth"
		}
		k.lines = append(k.lines, text.Key{Name: name, Args: text.Args{"words": a.Words}})
		if len(codes) == 1 {
			k.d.Asking = codes[0]
		}
	case len(codes) == 1 && len(values) == 1:
		k.put(entry{Code: codes[0], Value: values[0], Near: a.Near}, a.Words)
	default:
		k.later(doubt{Codes: codes[:min(len(codes), mostOffered)], Values: values, Near: a.Near, Words: a.Words})
	}
}

// numbersIn are the numbers that amounts may mean, each once: of a range both its
// ends.
func numbersIn(all []viet.Amount) (values []viet.Num) {
	for _, a := range all {
		for _, v := range []viet.Num{a.Low, a.High} {
			if !slices.Contains(values, v) && len(values) < mostOffered {
				values = append(values, v)
			}
		}
	}
	return values
}

// possible are those of numbers that an indicator can have: there is no half
// session.
func possible(i flows.Indicator, all []viet.Num) []viet.Num {
	return slices.DeleteFunc(slices.Clone(all), func(v viet.Num) bool { return !whole(v) && !i.Unit.Divided() })
}

func whole(v viet.Num) bool { _, is := v.Whole(); return is }

// mostDoubts is how many figures wait to be asked back at most.
const mostDoubts = 12

// later notes that a figure is to be asked back.
func (k *taking) later(o doubt) {
	k.d.Doubts = slices.DeleteFunc(slices.Clone(k.d.Doubts), func(old doubt) bool { return slices.Equal(old.Codes, o.Codes) })
	if len(k.d.Doubts) < mostDoubts {
		k.d.Doubts = append(k.d.Doubts, o)
	}
	if len(o.Codes) == 1 && k.d.Asking == o.Codes[0] {
		k.d.Asking = ""
	}
	k.d.Mark++
}

// fit takes back what contradicts: more of what is part of something than there is
// of it. Both are named, and what was said of them before stands.
func (k *taking) fit(before draft) {
	for _, i := range k.all {
		whole, has := Find(k.all, i.Within)
		part, given := k.d.value(k.sheet, k.numbers, i.Code)
		of, also := k.d.value(k.sheet, k.numbers, i.Within)
		if !has || !given || !also || part <= of {
			continue
		}
		k.lines = append(k.lines, text.Key{Name: "monthly.within", Args: text.Args{
			"part": phrase(i, part, false), "n": digits(of, false), "of": inside(whole),
		}})
		for _, code := range []string{i.Code, whole.Code} {
			old, was := before.of(code)
			k.d.unset(code)
			if was {
				k.d.Said = append(k.d.Said, old)
			}
		}
		k.d.Asking = i.Code // which of the two is wrong is not known: the first that has no number is asked for
		if _, given := k.d.value(k.sheet, k.numbers, whole.Code); !given {
			k.d.Asking = whole.Code
		}
	}
}

// lacking is a part of which there is a number, and the whole it belongs to of which
// there is none: stored like that, a total would have more parts than wholes.
func (k *taking) lacking() (part, whole flows.Indicator, lacks bool) {
	for _, i := range k.all {
		whole, has := Find(k.all, i.Within)
		n, given := k.d.value(k.sheet, k.numbers, i.Code)
		if _, also := k.d.value(k.sheet, k.numbers, i.Within); has && given && n > 0 && !also {
			return i, whole, true
		}
	}
	return part, whole, false
}
