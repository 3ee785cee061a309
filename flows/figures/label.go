package figures

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/viet"
)

// mostLead and mostTail are how many words may stand before the name of an
// indicator in a list, and behind its number.
const (
	mostLead = 2
	mostTail = 4
)

// listed reads the clauses in which no figure has its unit: the lines of a list,
// "đất hiến: 1200", and those that say there was none, "không có vụ nào".
func (s scene) listed(all []flows.Indicator, r *Reading) {
	own := ownLabels(all)
	s.tailed(own, r)
	for _, p := range s.clauses {
		if r.taken(p) || s.counted(p) || s.planned(p, nil) {
			continue
		}
		words := strings.Trim(s.text[p.from:p.to], signs)
		s.line(own, words, p.from, r)
	}
}

// tailed reads the bare number that ends a clause behind the name of an indicator,
// where another figure stands before it: "hòa giải 5 vụ thành 5".
func (s scene) tailed(own *viet.Book[string], r *Reading) {
	for k, f := range s.figures {
		p := span{s.own(k).from, around(s.clauses, f.Start).to}
		if f.Unit != viet.Bare || k == 0 || p.from != s.figures[k-1].End || !onlyTail(s.text[f.End:p.to]) {
			continue
		}
		before := len(r.Said)
		s.line(own, strings.Trim(s.text[p.from:p.to], signs), f.Start, r)
		for n := range r.Said[before:] {
			r.Said[before+n].Clear = slices.ContainsFunc(r.Said[:before], func(o Said) bool { return o.Clear && o.at == s.figures[k-1].Start })
		}
	}
}

// line reads one clause that may begin with the name of an indicator.
func (s scene) line(own *viet.Book[string], words string, at int, r *Reading) {
	masked, _ := viet.Mask(words)
	none := false
	if startsNone(words) {
		none, words = true, strings.TrimLeft(words[nones.Find(words)[0].End:], " ")
	}
	hits := own.Find(words)
	if len(hits) == 0 {
		hits = labels.Find(words)
	}
	if len(hits) == 0 || len(viet.Words(words[:hits[0].Start])) > mostLead {
		return
	}
	i, ok := s.indicator(hits[0].Says)
	rest := behindName(words[hits[0].End:])
	switch {
	case !ok:
	case none && hits[0].Start > 0:
	case none, startsNone(rest):
		if !none {
			rest = rest[nones.Find(rest)[0].End:]
		}
		if onlyTail(rest) {
			r.Said = append(r.Said, Said{Code: i.Code, Words: masked, at: at})
		}
	default:
		s.number(i, rest, masked, at, r)
	}
}

// behindName are the words behind the name of an indicator without the sign that
// divides them; a dash right before a number is a minus.
func behindName(words string) string {
	words = strings.TrimLeft(words, " :=")
	if rest := strings.TrimLeft(words, "-–"); rest == "" || !digit(rest[0]) {
		return strings.TrimLeft(rest, " ")
	}
	return words
}

// counted reports whether a figure stands in a piece whose unit makes it one of an
// indicator: it was looked at with the words around it. The teams of "công của tổ:
// 7,5" are none.
func (s scene) counted(p span) bool {
	return slices.ContainsFunc(s.figures, func(f viet.Found) bool {
		return p.holds(f.Start, f.End) && f.Unit != viet.Bare && slices.ContainsFunc(s.indicators, func(i flows.Indicator) bool {
			how := fitOf(f.Unit, i)
			return how != "" && how != behind
		})
	})
}

// startsNone reports whether words begin by saying that there was none.
func startsNone(words string) bool {
	hits := nones.Find(words)
	return len(hits) > 0 && hits[0].Start == 0
}

// onlyTail reports whether words add nothing to "there was none".
func onlyTail(rest string) bool {
	left := len(viet.Words(rest))
	for _, h := range tails.Find(rest) {
		left -= h.Words
	}
	return left <= 0
}

// number reads what stands behind the name of an indicator.
func (s scene) number(i flows.Indicator, rest, words string, at int, r *Reading) {
	read := viet.Figure(rest, i.Unit)
	if other := read.Found; len(other) == 1 && fitOf(other[0].Unit, i) == behind {
		read = viet.Figure(rest, other[0].Unit)
		read.Found[0].Unit = i.Unit
	}
	if len(read.Found) != 1 || read.Status == viet.NoFigure || read.Status == viet.HiddenFigure {
		return
	}
	f := read.Found[0]
	if f.Unit != i.Unit || read.Doubt == viet.OtherUnit || len(viet.Words(f.Before)) > 1 || len(viet.Words(f.After)) > mostTail {
		return
	}
	f.Status = read.Status
	if f.Status == viet.AskFigure {
		f.Readings = read.Readings
	}
	d := Doubtful{Codes: []string{i.Code}, Values: values(f), Near: near(f), Words: words, Doubt: read.Doubt, at: at}
	if f.Status == viet.AskFigure || len(d.Values) != 1 {
		r.Asked = append(r.Asked, d)
		return
	}
	r.Said = append(r.Said, Said{Code: i.Code, Value: d.Values[0].Low, Near: d.Near, Words: words, at: at})
}

// settled reads one matter that is told without a number: "2 nhà tranh chấp ranh
// nương, tổ hòa giải xong" (the domain notes, 12.5).
func (s scene) settled(r *Reading) {
	dispute := slices.ContainsFunc(s.hits, func(h viet.Hit[cue]) bool { return h.Says.is("dispute") })
	done := slices.IndexFunc(s.hits, func(h viet.Hit[cue]) bool { return h.Says.is("settled") })
	if !dispute || done < 0 || slices.ContainsFunc(r.Said, func(x Said) bool { return x.Code == "C1" || x.Code == "C2" }) {
		return
	}
	h := s.hits[done]
	clause := around(s.clauses, h.Start)
	for _, other := range s.within(clause) {
		if other.Says.is("not") || other.Says.is("plan") || other.Says.is("wish") {
			return
		}
	}
	words, _ := viet.Mask(s.text[h.Start:h.End])
	for _, code := range []string{"C1", "C2"} {
		if _, ok := s.indicator(code); ok && code <= h.Says.codes[0] {
			r.Said = append(r.Said, Said{Code: code, Value: viet.NumOf(1), Words: words, Clear: true, at: h.Start})
		}
	}
}
