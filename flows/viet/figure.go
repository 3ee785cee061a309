package viet

import "slices"

// FigureStatus says how sure the reading of a figure is.
type FigureStatus int

// What a reading of figures can come to (the domain notes, 11.1 and 11.4). The
// zero value is the safe one: nothing is stored.
const (
	NoFigure     FigureStatus = iota // nothing in it is a figure: a date, a name, the number of a document
	SureFigure                       // one way to read it
	NearFigure                       // the same, but said to be near enough: counts as stated, marked khoảng
	AskFigure                        // a reader would ask back; the readings are to be offered, if there are any
	HiddenFigure                     // a number of a person, such as a phone's: not to be stored
)

// Doubt says why a figure is to be asked.
type Doubt int

// The reasons to ask back.
const (
	NoDoubt    Doubt = iota
	TwoWays          // the digits can be read in two ways: 15,000; 1.250 tỷ; 3t2
	NoNumber         // a word for many, and no number: hàng nghìn
	LocalUnit        // sào and mẫu differ by region
	OtherUnit        // the figure counts something else than was asked
	FewDong          // an amount of money too small to be meant as it stands: 500
	Unreadable       // more than three decimals, more digits than any figure has, or signs that fit no number
	OneOfMany        // "2 hay 3 hộ", or several figures where one was asked
	NotPlain         // a bare number among words that may count something else, or a fraction of what has no parts
	DateOrPart       // 8/12 alone: eight of twelve, or a day in December
)

// An Amount is a number of a unit. A range has Low below High; else they are
// equal. Of is not 0 where it is a part of a whole: 8 of 12 villages.
type Amount struct {
	Low, High Num
	Of        Num
	Unit      Unit
}

// Number is the amount where it is one number, neither a range nor a part of a
// whole.
func (a Amount) Number() (Num, bool) { return a.Low, a.Low == a.High && a.Of == 0 }

// Nearness says on which side of the stated number the true one lies.
type Nearness int

// How near a figure is.
const (
	Exactly Nearness = iota
	Around           // khoảng, tầm
	Below            // gần: just below, or at most
	Above            // hơn, trên: just above, or at least
)

// A Found figure is one figure in a text, with the words around it.
type Found struct {
	Amount
	Status   FigureStatus // SureFigure, NearFigure, AskFigure or HiddenFigure
	Near     Nearness
	Doubt    Doubt    // of an AskFigure
	Readings []Amount // of an AskFigure: what to offer, the likeliest first
	Before   string   // the words of its clause before it, from the figure before on
	After    string   // the words of its clause after it, up to the next figure
	Start    int      // where it stands in the cleaned text, in bytes
	End      int
	at, to   int // its tokens
	scale    int // the largest power of ten that a word of it gave
}

// FigureRead is an answer to a question for a figure.
type FigureRead struct {
	Status   FigureStatus
	Doubt    Doubt    // of an AskFigure
	Readings []Amount // of an AskFigure: what to offer, the likeliest first; may be empty
	Found    []Found  // the figures that answer, mostly one
}

// One is the amount that the answer gives where it gives exactly one.
func (r FigureRead) One() (Amount, bool) {
	if r.Status != SureFigure && r.Status != NearFigure || len(r.Found) != 1 {
		return Amount{}, false
	}
	return r.Found[0].Amount, true
}

// Figures finds all figures in a text, in their order, each with its unit and
// the words around it: "2 buổi, 85 lượt người, hiến 1.200m2, 2 triệu rưỡi".
// Dates, times, names with a number, orders in a row and the numbers of
// documents are none. A figure without a unit is a bare count; triệu and tỷ
// alone are money. Words for many without a number ("hàng nghìn ngày công") are
// asked, and so is what can be read in two ways.
func Figures(text string) []Found {
	return readSheet(text).figures(Bare)
}

// Figure reads an answer to a question that asks for a figure of a unit, Bare
// for any (the domain notes, 11.1; vi-numbers.tsv). What is typed in another
// unit of the same kind is turned into it: ha into m². "không có" is 0.
func Figure(text string, asked Unit) FigureRead {
	s := readSheet(text)
	if s.nothing() {
		zero := Found{Amount: Amount{Unit: asked}, Status: SureFigure, End: len(s.text)}
		return FigureRead{Status: SureFigure, Found: []Found{zero}}
	}
	found := s.figures(asked)
	shown, hidden := make([]Found, 0, len(found)), false
	for _, f := range found {
		if f.Status == HiddenFigure {
			hidden = true
		} else {
			shown = append(shown, f)
		}
	}
	r := s.answer(shown, asked)
	if r.Status == NoFigure && hidden {
		r.Status = HiddenFigure
	}
	return r
}

// nothing reads an answer that says there was none: "không có", "ko có hộ nào".
func (s sheet) nothing() bool {
	if _, ok := saidTo("zero", s.tokens); ok {
		return true
	}
	_, i := s.word("nothing", 0)
	if i == 0 {
		return false
	}
	if u, used := s.unit(i); used > 0 && u != none {
		i += used
	}
	if i < len(s.tokens) && (s.tokens[i].mark == "nào" || s.tokens[i].mark == "nao") {
		i++
	}
	return s.alone(0, i)
}

// answer picks the figures that answer: those of the unit, else the bare ones,
// else what is of another unit, to be asked.
func (s sheet) answer(found []Found, asked Unit) FigureRead {
	if asked == Bare {
		return judge(found)
	}
	if same := pick(found, func(f Found) bool { return f.united() && f.Unit.kind() == asked.kind() }); len(same) > 0 {
		return judge(same)
	}
	if bare := pick(found, func(f Found) bool { return f.Unit == Bare && f.Doubt != NoNumber }); len(bare) > 0 {
		for i := range bare {
			bare[i] = s.adopt(bare[i], asked)
		}
		r := judge(bare)
		if len(bare) > 1 {
			r.ask(OneOfMany, offers(bare, asked))
		}
		return r
	}
	if other := pick(found, Found.united); len(other) > 0 {
		r := judge(other)
		r.ask(OtherUnit, offers(other, asked))
		return r
	}
	if len(found) > 0 {
		found[0].Unit = asked
	}
	return judge(found)
}

// pick keeps the figures that fit.
func pick(found []Found, fits func(Found) bool) []Found {
	return slices.DeleteFunc(slices.Clone(found), func(f Found) bool { return !fits(f) })
}

// united reports whether the figure has a number and a unit.
func (f Found) united() bool { return f.Unit != Bare && f.Doubt != NoNumber }

// offers are the readings of figures as amounts of the unit that was asked.
func offers(found []Found, asked Unit) []Amount {
	var all []Amount
	for _, f := range found {
		readings := f.Readings
		if len(readings) == 0 {
			readings = []Amount{f.Amount}
		}
		for _, a := range readings {
			a.Unit = asked
			if len(all) < mostReadings && !slices.Contains(all, a) {
				all = append(all, a)
			}
		}
	}
	return all
}

// ask makes the reading one that is asked back.
func (r *FigureRead) ask(why Doubt, readings []Amount) {
	if r.Status != AskFigure {
		r.Status, r.Doubt, r.Readings = AskFigure, why, readings
	}
}

// judge is the reading of all that was found: as doubtful as the most doubtful
// of them.
func judge(found []Found) FigureRead {
	r := FigureRead{Found: found}
	for _, f := range found {
		switch {
		case f.Status == AskFigure:
			r.ask(f.Doubt, f.Readings)
		case r.Status != AskFigure:
			r.Status = max(r.Status, f.Status)
		}
	}
	return r
}

// plainTail is how many words may follow a bare number that is taken for an
// answer: "12 cần di dời".
const plainTail = 3

// adopt makes a bare count an amount of the unit that was asked, unless too
// much speaks against it.
func (s sheet) adopt(f Found, asked Unit) Found {
	f.Unit = asked
	for i := range f.Readings {
		f.Readings[i].Unit = asked
	}
	if f.Status == AskFigure {
		f.Readings = pickWhole(f.Readings)
		return f
	}
	n, one := f.Number()
	whole, exact := n.Whole()
	switch {
	case asked == Dong && one && f.scale == 0 && exact && whole > 0 && whole < 1000:
		f.Status, f.Doubt = AskFigure, FewDong
		f.Readings = []Amount{{Low: n * 1000, High: n * 1000, Unit: Dong}, {Low: n * 1000000, High: n * 1000000, Unit: Dong}, {Low: n, High: n, Unit: Dong}}
	case !asked.Divided() && !exact, len(Words(f.After)) > plainTail && len(s.tokens) > f.to:
		f.Status, f.Doubt, f.Readings = AskFigure, NotPlain, pickWhole([]Amount{f.Amount})
	}
	return f
}

// Thousands reports whether a bare figure was said in thousands, "500 nghìn", which
// beside words of money are đồng.
func (f Found) Thousands() bool { return f.Unit == Bare && f.scale == 3 }

// pickWhole drops the readings that are a fraction of what has no parts.
func pickWhole(all []Amount) []Amount {
	return slices.DeleteFunc(all, func(a Amount) bool {
		_, low := a.Low.Whole()
		_, high := a.High.Whole()
		return !a.Unit.Divided() && (!low || !high)
	})
}
