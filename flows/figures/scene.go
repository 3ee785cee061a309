package figures

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/viet"
)

// A span is a piece of a text, in bytes.
type span struct{ from, to int }

func (s span) holds(from, to int) bool { return s.from <= from && to <= s.to }

// A scene is a text with what stands in it: figures, and the words that say
// what they are of.
type scene struct {
	text       string
	indicators []flows.Indicator // those that people fill
	hits       []viet.Hit[cue]
	figures    []viet.Found
	clauses    []span
	sentences  []span
}

// look reads a text for figures of the indicators that people fill.
func look(all []flows.Indicator, text string) scene {
	s := scene{text: viet.Clean(text)}
	for _, i := range all {
		if i.Source.Typed() && i.Adds != flows.Ratio {
			s.indicators = append(s.indicators, i)
		}
	}
	s.hits = cues.Find(s.text)
	s.figures = viet.Figures(s.text)
	s.sentences = s.cut(".!?\n…", nil)
	var breaks []int
	for _, h := range s.hits {
		if h.Says.is("break") {
			breaks = append(breaks, h.Start)
		}
	}
	s.clauses = s.cut(",;.!?\n…()[]", breaks)
	for k, f := range s.figures {
		if f.Thousands() && s.money(k) {
			f.Unit, f.Readings = viet.Dong, turned(f.Readings, viet.Dong)
			s.figures[k] = f
		}
	}
	return s
}

// money reports whether the words around figure k tell of money that was given:
// "dân góp 500 nghìn".
func (s scene) money(k int) bool {
	return slices.ContainsFunc(s.within(s.own(k)), func(h viet.Hit[cue]) bool {
		return h.Says.is("give") && len(common(h.Says.codes, []string{"D5", "D6", "D7"})) > 0
	})
}

// cut divides the text at signs, but not within a number or an abbreviation, and
// before some places.
func (s scene) cut(signs string, before []int) []span {
	var all []span
	from := 0
	add := func(to int) {
		if to > from {
			all = append(all, span{from, to})
		}
	}
	for i, r := range s.text {
		if len(before) > 0 && i >= before[0] {
			add(i)
			from, before = i, before[1:]
		}
		if !strings.ContainsRune(signs, r) {
			continue
		}
		next := i + len(string(r))
		within := i > 0 && next < len(s.text) && digit(s.text[i-1]) && digit(s.text[next])
		if r == ',' && within || r == '.' && next < len(s.text) && s.text[next] != ' ' && s.text[next] != '\n' {
			continue
		}
		add(i)
		from = next
	}
	add(len(s.text))
	return all
}

func digit(b byte) bool { return '0' <= b && b <= '9' }

// around is the piece of those given that holds a place.
func around(all []span, at int) span {
	for _, p := range all {
		if p.from <= at && at < p.to {
			return p
		}
	}
	return span{at, at}
}

// own is where the words of figure k stand: its clause, from the figure before up
// to the next.
func (s scene) own(k int) span {
	f := s.figures[k]
	own := around(s.clauses, f.Start)
	own.to = max(own.to, f.End)
	if k > 0 {
		own.from = max(own.from, s.figures[k-1].End)
	}
	if k+1 < len(s.figures) {
		own.to = min(own.to, s.figures[k+1].Start)
	}
	return own
}

// within yields the cues that stand in a piece.
func (s scene) within(p span) []viet.Hit[cue] {
	var all []viet.Hit[cue]
	for _, h := range s.hits {
		if p.holds(h.Start, h.End) {
			all = append(all, h)
		}
	}
	return all
}

// common are the codes that are in both.
func common(a, b []string) []string {
	var all []string
	for _, code := range a {
		if slices.Contains(b, code) {
			all = append(all, code)
		}
	}
	return all
}

// barred reports whether the words around a figure say that it is no result: what
// is asked for, planned, broken or lost. What was done about it is one: 3
// households helped that were flooded.
func (s scene) barred(k int, codes []string) bool {
	f, own := s.figures[k], s.own(k)
	hits := s.within(own)
	acts, first := false, own.to
	wrought := -1 // where something done ends that is itself the harm: "làm tốc mái 5 nhà"
	for _, h := range hits {
		if h.Says.is("act") && len(common(h.Says.codes, codes)) > 0 {
			acts, first = true, min(first, h.End)
		}
	}
	topic := -1
	for _, h := range hits {
		if h.Says.is("act") {
			wrought = h.End + 1
		}
		if topic >= 0 && (topic > f.Start || h.Start < f.Start) {
			continue // it is only what was spoken of
		}
		topic = -1
		if inside := h.Start >= f.Start && h.End <= f.End; inside && !h.Says.is("staff") || s.inLabel(h, codes) {
			continue
		}
		switch {
		case h.Says.is("topic"):
			topic = h.Start
		case h.Says.is("wish"), h.Says.is("fact"), h.Says.is("harm") && (!acts || h.Start == wrought) && len(common(h.Says.codes, codes)) == 0,
			h.Says.is("not") && first > h.Start, h.Says.is("staff") && f.Unit == viet.People:
			return true
		}
	}
	return s.planned(own, codes)
}

// planned reports whether what stands in a piece is still to come.
func (s scene) planned(p span, codes []string) bool {
	p.from = around(s.sentences, p.from).from
	return slices.ContainsFunc(s.within(p), func(h viet.Hit[cue]) bool { return h.Says.is("plan") && !s.inLabel(h, codes) })
}

// inLabel reports whether a word belongs to the operator's own label of one of
// the indicators: households that have signed up are what is counted there.
func (s scene) inLabel(h viet.Hit[cue], codes []string) bool {
	words := viet.Fold(s.text[h.Start:h.End])
	return slices.ContainsFunc(s.indicators, func(i flows.Indicator) bool {
		return i.Label != "" && slices.Contains(codes, i.Code) && strings.Contains(viet.Fold(i.Label), words)
	})
}

// worried reports whether a sentence tells of something that is wrong or asked
// for.
func (s scene) worried(at int) bool {
	return slices.ContainsFunc(s.within(around(s.sentences, at)), func(h viet.Hit[cue]) bool {
		return h.Says.is("wish") || h.Says.is("harm") || h.Says.is("not")
	})
}
