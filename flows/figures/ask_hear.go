package figures

import (
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// askKind is the question of a month: its code names the unit and the month.
const askKind = "solieu"

// story is how many words without a figure are a matter of their own, and no
// answer that was not understood.
const story = 5

// Heard takes what was said while the figures of a month are asked for.
func Heard(b Besides) flows.Answerer {
	return func(t *flows.Turn, q flows.Question, m viet.Meaning) { heard(t, q, m, b) }
}

func heard(t *flows.Turn, q flows.Question, m viet.Meaning, b Besides) {
	unit, month, _, ok := readCode(t.Set, t.Event.At, strings.Fields(q.Code))
	d, there := draftOf(t, unit, month)
	if q.Item == itemSaved {
		afterwards(t, q)
		return
	}
	if !there { // it was stored or dropped, or belongs to another of those who share the phone
		flows.Unasked(t)
		return
	}
	s, may := open(t, unit, month, ok)
	sheet, _ := SheetOf(t.Tx, unit, month)
	switch {
	case !may:
	case !sheet.Closed.IsZero() && !s.close:
		d.shut(t, s, sheet)
	case m.Kind == viet.Cancel:
		d.stop(t)
	case m.Kind == viet.Skip:
		d.skip(t, s)
	case m.Kind == viet.Back:
		d.step(t, s, nil)
	case len(t.Event.Files) > 0 || alarming(s.counted(t.Set), t.Event.Text) || b.Elsewhere(t, month):
		d.elsewhere(t, s, q)
	default:
		d.hear(t, s, q, b)
	}
}

// afterwards takes a word about what was stored. Everything else is none.
func afterwards(t *flows.Turn, q flows.Question) {
	switch viet.Fold(t.Event.Text) {
	case "chot", "chot so lieu":
		Close(t, strings.Fields(q.Code))
	case "sua", "sua so lieu":
		Edit(t, strings.Fields(q.Code))
	default:
		flows.Unasked(t)
	}
}

// alarming reports whether words speak of danger, and not only of what was said or
// done about it: "2 buổi tuyên truyền chống cháy rừng" is a figure.
func alarming(all []flows.Indicator, words string) bool {
	if viet.Mean(words, viet.Context{}).Kind != viet.Danger {
		return false
	}
	r := Read(all, words)
	return r.Empty() || viet.Mean(strings.Join(r.Rest, ", "), viet.Context{}).Kind == viet.Danger
}

// hear takes words: one of the choices that stand there, figures, or a matter of
// its own.
func (d draft) hear(t *flows.Turn, s standing, q flows.Question, b Besides) {
	words := viet.Clean(t.Event.Text)
	if do, ok := d.choice(t, s, words); ok {
		do()
		return
	}
	k, asked := d.taking(t, s), slices.Clone(d.Doubts)
	if k.take(words) {
		d.answers(asked)
		if len(d.Doubts) > 0 {
			d.hold(t, words)
		}
		d.goOn(t, s, k, words, b)
		return
	}
	if len(strings.Fields(words)) >= story {
		d.elsewhere(t, s, q)
		return
	}
	d.hold(t, words)
	t.Reply("monthly.unread", text.Args{"words": viet.Short(masked(words), 40)}, flows.Choice{Key: "button.file", Do: "ghi"})
	d.step(t, s, nil)
}

// answers drops the doubt that was asked about where what was said settles it in
// other words: "bà con 100, tổ 50".
func (d *draft) answers(asked []doubt) {
	if len(asked) == 0 {
		return
	}
	said := func(code string) bool { return slices.Contains(d.Fresh, code) }
	if slices.ContainsFunc(asked[0].Codes, said) {
		d.Doubts = slices.DeleteFunc(slices.Clone(d.Doubts), func(o doubt) bool { return o.mark() == asked[0].mark() })
	}
}

func masked(words string) string {
	m, _ := viet.Mask(words)
	return m
}

// hold keeps words that may be no figures, until their person says what is meant.
func (d draft) hold(t *flows.Turn, words string) {
	flows.Hold(t, flows.Unclear, masked(words), nil)
}

// taking is how words get into the draft.
func (d *draft) taking(t *flows.Turn, s standing) *taking {
	sheet, _ := SheetOf(t.Tx, d.Unit, d.Month)
	return &taking{turn: t, d: d, all: s.counted(t.Set), sheet: sheet, numbers: NumbersOf(t.Tx)}
}

// elsewhere lets what was said go where it would have gone, had nothing been asked,
// and asks again: what was asked since comes first.
func (d draft) elsewhere(t *flows.Turn, s standing, q flows.Question) {
	before, was := flows.Asked(t, d.Chat)
	flows.Unasked(t)
	next, on := flows.Asked(t, d.Chat)
	if !on || was && next.Kind == before.Kind && next.Code == before.Code {
		d.step(t, s, nil)
		return
	}
	t.Ask(t.Reader, q)
	t.Ask(t.Reader, next)
}

// choice finds what words choose that could have been pressed.
func (d draft) choice(t *flows.Turn, s standing, words string) (do func(), ok bool) {
	said, at := viet.Fold(words), strings.Fields(d.code())
	if len(d.Doubts) > 0 {
		for _, c := range d.Doubts[0].choices(d.code(), s.counted(t.Set)) {
			if said != "" && said == viet.Fold(t.Word(c.Key)) {
				return func() { Decide(t, strings.Fields(c.Do)[1:]) }, true
			}
		}
		if d.Doubts[0].Large {
			switch m := viet.Mean(words, viet.Context{Open: viet.YesNo}); {
			case m.Kind == viet.Yes && m.Rest == "":
				return func() { d.decide(t, s, "y", thousandths(d.Doubts[0].Values[0])) }, true
			case m.Kind == viet.No && m.Rest == "":
				return func() { d.decide(t, s, "n", thousandths(d.Doubts[0].Values[0])) }, true
			}
		}
		switch said {
		case "xong", "het", "du roi", "chot", "da chot", "luu", "luu lai", "dinh chinh":
			d.Enough = true
			return func() { d.step(t, s, text.List{text.K("monthly.open")}) }, true
		}
		return nil, false
	}
	switch said {
	case "xoa", "xoa so nay", "xoa so", "xoa di":
		sheet, _ := SheetOf(t.Tx, d.Unit, d.Month)
		_, given := d.value(sheet, NumbersOf(t.Tx), d.Asking)
		return func() { d.removed(t, s) }, given
	case "chot", "da chot":
		if d.empty() { // nothing to read back: the sheet is closed as it stands, if it says anything
			return func() { Close(t, append(at, seen)) }, true
		}
		return func() { d.store(t, s, true) }, true
	case "luu", "ghi", "luu lai", "dinh chinh":
		if d.empty() {
			return func() { d.list(t, s, nil) }, true
		}
		return func() { d.store(t, s, false) }, true
	case "sua":
		return func() { Edit(t, at) }, true
	case "xong", "het", "du roi":
		d.Enough, d.Asking = true, ""
		return func() { d.step(t, s, nil) }, true
	}
	return nil, false
}

// skip leaves out on purpose what is asked for now.
func (d draft) skip(t *flows.Turn, s standing) {
	var above text.List
	switch {
	case len(d.Doubts) > 0:
		above = text.List{text.Key{Name: "monthly.left", Args: text.Args{"words": d.Doubts[0].Words}}}
		d.Doubts = slices.Clone(d.Doubts)[1:]
	case d.Asking != "":
		sheet, _ := SheetOf(t.Tx, d.Unit, d.Month)
		if _, given := d.value(sheet, NumbersOf(t.Tx), d.Asking); !given {
			d.set(entry{Code: d.Asking, Out: true})
		}
		d.Asking = "" // what stands there stays as it is
	}
	d.step(t, s, above)
}

// stop leaves off asking. What was said stays.
func (d draft) stop(t *flows.Turn) {
	if d.empty() {
		d.drop(t)
		t.Reply("talk.cancelled", nil)
		return
	}
	t.Answered(d.Chat, askKind, d.code())
	t.Reply("monthly.stopped", text.Args{"month": d.Month.named(t.Set)}, flows.Choice{Key: "monthly.button.goon", Do: "solieu " + d.Month.String() + " " + d.Unit})
}

// Decide takes what was chosen of a figure that was asked back. args: the unit, the
// month, what is decided, and the indicator or the number in thousandths.
func Decide(t *flows.Turn, args []string) {
	unit, month, rest, ok := readCode(t.Set, t.Event.At, args)
	s, may := open(t, unit, month, ok)
	if !may {
		return
	}
	d, there := draftOf(t, unit, month)
	if !there || len(rest) == 0 {
		t.Reply("talk.past", nil)
		return
	}
	d.decide(t, s, rest[0], strings.Join(rest[1:], ""))
}

func (d draft) decide(t *flows.Turn, s standing, what, of string) {
	if len(d.Doubts) == 0 {
		t.Reply("talk.past", nil)
		return
	}
	first, before, k := d.Doubts[0], d, d.taking(t, s)
	n, err := strconv.ParseInt(of, 10, 64)
	fits := err == nil && slices.Contains(first.Values, viet.Num(n))
	rest := slices.Clone(d.Doubts)[1:]
	switch {
	case what == "c" && slices.Contains(first.Codes, of) && len(first.Values) == 1:
		d.Doubts = rest
		k.put(entry{Code: of, Value: first.Values[0], Near: first.Near}, first.Words)
	case what == "c" && slices.Contains(first.Codes, of):
		i, _ := Find(k.all, of)
		d.Doubts = rest
		if values := possible(i, first.Values); len(values) > 1 {
			first.Codes, first.Values = []string{of}, values
			d.Doubts = slices.Concat([]doubt{first}, rest)
		} else { // what none can be is refused there
			k.put(entry{Code: of, Value: append(values, first.Values...)[0], Near: first.Near}, first.Words)
		}
	case what == "v" && fits && len(first.Codes) == 1:
		d.Doubts = rest
		k.put(entry{Code: first.Codes[0], Value: viet.Num(n), Near: first.Near}, first.Words)
	case what == "y" && fits && first.Large:
		d.Doubts = rest
		k.put(entry{Code: first.Codes[0], Value: viet.Num(n), Near: first.Near, Sure: true}, first.Words)
	case what == "n" && fits && first.Large:
		d.Doubts, d.Asking = rest, first.Codes[0]
	case what == "o" && of == first.mark() && len(first.Codes) == 1:
		d.Doubts, d.Asking = rest, first.Codes[0]
	case what == "x" && of == first.mark():
		d.Doubts = rest
		t.Reply("monthly.nothing", text.Args{"words": first.Words}, flows.Choice{Key: "button.file", Do: "ghi"})
	default:
		t.Reply("talk.past", nil)
		return
	}
	k.fit(before)
	d.step(t, s, k.lines)
}
