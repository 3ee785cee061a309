package figures

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// What is asked about a month: the Item of its question.
const (
	itemList   = "list"   // the whole list, any of it
	itemNumber = "number" // one figure
	itemDoubt  = "doubt"  // which is meant
	itemSum    = "sum"    // whether to store it
	itemSaved  = "saved"  // nothing, but a word about what was stored belongs to it
)

// askedFor is how long words are taken as the answer.
const askedFor = 24 * time.Hour

// step says what was just read, and asks what is open: what is doubtful, then what
// is missing, then whether to store it. above are what was wrong.
func (d draft) step(t *flows.Turn, s standing, above text.List) {
	all, numbers := s.counted(t.Set), NumbersOf(t.Tx)
	sheet, _ := SheetOf(t.Tx, d.Unit, d.Month)
	if len(d.Doubts) > 0 {
		d.askDoubt(t, all, above)
		return
	}
	if i, asks := d.next(sheet, numbers, all); asks {
		d.Asking = i.Code
		lines := slices.Concat(above, d.read(t, s, all))
		lines = append(lines, d.question(t, i, numbers))
		d.Fresh = nil
		d.put(t, itemNumber, lines, nil)
		return
	}
	switch {
	case d.empty():
		d.list(t, s, above)
		return
	case !sheet.Closed.IsZero() && len(d.changes(sheet, numbers, all)) == 0:
		d.drop(t)
		t.Reply("monthly.same", text.Args{"month": d.Month.named(t.Set)})
		return
	}
	lines, choices := d.sum(t, s, sheet, numbers)
	d.Fresh = nil
	d.put(t, itemSum, slices.Concat(above, lines), choices)
}

// next is the indicator to ask for: the one that was chosen, else the first that is
// missing once anything was said.
func (d *draft) next(sheet Sheet, numbers Numbers, all []flows.Indicator) (flows.Indicator, bool) {
	if i, known := Find(all, d.Asking); known {
		return i, true
	}
	missing := d.missing(sheet, numbers, all)
	if d.Enough || len(d.Said) == 0 || !sheet.Closed.IsZero() || len(missing) == 0 {
		return flows.Indicator{}, false
	}
	return missing[0], true
}

// put stores the draft and asks.
func (d draft) put(t *flows.Turn, item string, lines text.List, choices []flows.Choice) {
	d.keep(t)
	q := flows.Question{Kind: askKind, Code: d.code(), Item: item, Open: viet.Text, Until: t.Event.At.Add(askedFor), Digits: item == itemNumber || len(choices) == 0}
	if item == itemList {
		q.Digits = flows.TraitsOf(t, t.Reader.Chat).Buttons // a number is a figure, and no place in a list of buttons
	}
	for _, c := range choices {
		q.Buttons = append(q.Buttons, flows.Button{Do: c.Do})
	}
	q.Said = about(t, d.Unit, d.Month, lines, choices...)
	t.Ask(t.Reader, q)
}

// read says what was just read. Of a month that is not the running one it is named,
// so that nobody gives figures of another without seeing it.
func (d draft) read(t *flows.Turn, s standing, all []flows.Indicator) text.List {
	what := d.echoes(all)
	switch {
	case d.Month == MonthAt(t.Set, t.Event.At):
		return line("monthly.read", what)
	case len(what) == 0:
		return text.List{text.Key{Name: "monthly.head", Args: text.Args{"month": d.Month.named(t.Set), "unit": s.unit.Name}}}
	}
	return text.List{text.Key{Name: "monthly.read.month", Args: text.Args{"month": d.Month.named(t.Set), "what": what}}}
}

// echoes are the figures that were just read, in digits and words.
func (d draft) echoes(all []flows.Indicator) text.Dotted {
	var said text.Dotted
	for _, i := range all {
		if e, ok := d.of(i.Code); ok && slices.Contains(d.Fresh, i.Code) {
			said = append(said, echo(i, e.Value, e.Near))
		}
	}
	return said
}

// question asks for one indicator, with what stands there, or else what there was
// last month.
func (d draft) question(t *flows.Turn, i flows.Indicator, numbers Numbers) text.Key {
	sheet, _ := SheetOf(t.Tx, d.Unit, d.Month)
	if v, given := d.value(sheet, numbers, i.Code); given {
		return text.Key{Name: "monthly.question.now", Args: text.Args{"name": title(i), "n": digits(v, d.nearly(sheet, numbers, i.Code))}}
	}
	last, _ := SheetOf(t.Tx, d.Unit, d.Month-1)
	if v, given := last.ofCode(numbers, i.Code); given {
		return text.Key{Name: "monthly.question.last", Args: text.Args{"name": title(i), "last": digits(v, last.IsNear(numbers[i.Code]))}}
	}
	return text.Key{Name: "monthly.question", Args: text.Args{"name": title(i)}}
}

// askDoubt asks back the first figure that is not sure.
func (d draft) askDoubt(t *flows.Turn, all []flows.Indicator, above text.List) {
	o := d.Doubts[0]
	i, _ := Find(all, o.Codes[0])
	lines := slices.Clone(above)
	switch {
	case o.Large:
		lines = append(lines, text.Key{Name: "monthly.doubt.large", Args: text.Args{
			"said": phrase(i, o.Values[0], o.Near), "words": viet.Spelled(o.Values[0]), "most": digits(i.Most, false),
		}})
	case len(o.Codes) > 1:
		var names any
		for n, code := range o.Codes {
			i, _ := Find(all, code)
			if names = any(text.Key{Name: "monthly.or", Args: text.Args{"a": names, "b": inside(i)}}); n == 0 {
				names = inside(i)
			}
		}
		lines = append(lines, text.Key{Name: "monthly.doubt.which", Args: text.Args{"words": o.Words, "names": names}})
	default:
		lines = append(lines, text.Key{Name: "monthly.doubt.ways", Args: text.Args{"words": o.Words, "name": inside(i)}})
		for _, v := range o.Values {
			lines = append(lines, text.Key{Name: "monthly.doubt.way", Args: text.Args{"said": phrase(i, v, o.Near), "words": viet.Spelled(v)}})
		}
	}
	d.put(t, itemDoubt, lines, o.choices(d.code(), all))
}

// choices are what can be pressed about a figure that is asked back. Where one of
// several numbers has a single digit there are none, as a digit that is typed then
// means the figure and no place in a list (conversations 0.9).
func (o doubt) choices(code string, all []flows.Indicator) (choices []flows.Choice) {
	do := func(key string, args text.Args, what, of string) {
		choices = append(choices, flows.Choice{Key: key, Args: args, Do: "slghi " + code + " " + what + " " + of, Row: len(choices)%2 == 0})
	}
	switch {
	case o.Large:
		do("monthly.button.right", nil, "y", thousandths(o.Values[0]))
		do("monthly.button.again", nil, "n", thousandths(o.Values[0]))
	case len(o.Codes) > 1:
		for _, c := range o.Codes {
			i, _ := Find(all, c)
			do("monthly.button.name", text.Args{"name": title(i)}, "c", c)
		}
		do("monthly.button.none", nil, "x", o.mark())
	case !slices.ContainsFunc(o.Values, func(v viet.Num) bool { return v < viet.NumOf(10) }):
		for _, v := range o.Values {
			do("monthly.button.way", text.Args{"n": digits(v, false)}, "v", thousandths(v))
		}
		do("monthly.button.other", nil, "o", o.mark())
	}
	return choices
}

// mark tells a doubt apart from others, for its buttons.
func (o doubt) mark() string {
	mark := strings.Join(o.Codes, ".")
	for _, v := range o.Values[:min(1, len(o.Values))] {
		mark += "." + thousandths(v)
	}
	return mark
}

// thousandths are a number as buttons hold it.
func thousandths(v viet.Num) string { return strconv.FormatInt(int64(v), 10) }

// sum is what would be stored, or of a closed month put right, with the ways on.
func (d draft) sum(t *flows.Turn, s standing, sheet Sheet, numbers Numbers) (lines text.List, choices []flows.Choice) {
	all := s.counted(t.Set)
	args := text.Args{"month": d.Month.named(t.Set), "unit": s.unit.Name, "time": text.Moment(sheet.Closed)}
	keep := "slluu " + d.code() + " " + strconv.Itoa(d.Mark)
	if !sheet.Closed.IsZero() {
		lines = append(lines, text.Key{Name: "monthly.sum.closed", Args: args})
		for _, c := range d.changes(sheet, numbers, all) {
			lines = append(lines, text.Key{Name: "monthly.item", Args: text.Args{"what": c}})
		}
		if len(d.overseers(t)) > 0 {
			lines = append(lines, text.K("monthly.sum.told"))
		}
		choices = append(choices, flows.Choice{Key: "monthly.button.correct", Do: keep})
	} else {
		lines = append(lines, text.Key{Name: "monthly.sum", Args: args}, text.Key{Name: "monthly.all", Args: text.Args{"what": d.whole(sheet, numbers, all)}})
		lines = append(lines, d.left(sheet, numbers, all)...)
		lines = append(lines, d.toldLines(t, sheet, numbers, all)...)
		if s.close {
			choices = append(choices, flows.Choice{Key: "monthly.button.close", Do: keep + " chot"})
		}
		choices = append(choices, flows.Choice{Key: "monthly.button.keep", Do: keep})
	}
	return lines, append(choices, flows.Choice{Key: "monthly.button.edit", Do: "slsua " + d.code(), Row: true}, flows.Choice{Key: "talk.drop", Do: "slbo " + d.code()})
}

// whole are all figures as they would stand, each with what stands in the sheet now
// where somebody else has stored another.
func (d draft) whole(sheet Sheet, numbers Numbers, all []flows.Indicator) (said text.Dotted) {
	for _, i := range all {
		old, given := sheet.ofCode(numbers, i.Code)
		e, new := d.of(i.Code)
		switch {
		case new && e.gone() && given:
			said = append(said, changed(i, figure{old, sheet.IsNear(numbers[i.Code])}, figure{v: NotGiven}))
		case new && e.gone():
		case new && !e.Out && given && old != e.Value:
			said = append(said, text.Key{Name: "monthly.differs", Args: text.Args{"said": echo(i, e.Value, e.Near), "n": digits(old, false)}})
		case new && !e.Out:
			said = append(said, echo(i, e.Value, e.Near))
		case given:
			said = append(said, echo(i, old, sheet.IsNear(numbers[i.Code])))
		}
	}
	return said
}

// left are the lines of what was left out on purpose, and of what is asked for and
// nobody has said.
func (d draft) left(sheet Sheet, numbers Numbers, all []flows.Indicator) (lines text.List) {
	var out []flows.Indicator
	for _, i := range all {
		e, said := d.of(i.Code)
		if _, given := sheet.ofCode(numbers, i.Code); !given && (said && e.Out || !said && slices.Contains(sheet.Skipped, numbers[i.Code])) {
			out = append(out, i)
		}
	}
	if len(out) > 0 {
		lines = append(lines, text.Key{Name: "monthly.out", Args: text.Args{"names": insides(out)}})
	}
	if missing := d.missing(sheet, numbers, all); len(missing) > 0 {
		lines = append(lines, text.Key{Name: "monthly.missing", Args: text.Args{"names": insides(missing)}})
	}
	return lines
}

// changes are what a draft makes different in the sheet: of a closed month always
// with what stood there before.
func (d draft) changes(sheet Sheet, numbers Numbers, all []flows.Indicator) (lines text.List) {
	for _, i := range all {
		old, given := sheet.ofCode(numbers, i.Code)
		e, said := d.of(i.Code)
		switch {
		case !said || e.Out || !given && e.gone() || given && old == e.Value && e.Near == sheet.IsNear(numbers[i.Code]):
		case !given && sheet.Closed.IsZero():
			lines = append(lines, echo(i, e.Value, e.Near))
		default:
			was := figure{old, sheet.IsNear(numbers[i.Code])}
			if !given {
				was = figure{v: NotGiven}
			}
			lines = append(lines, changed(i, was, figure{e.Value, e.Near}))
		}
	}
	return lines
}

// A figure is a number as it stands in the sheet, NotGiven for none.
type figure struct {
	v    viet.Num
	near bool
}

// said are its digits, or that there is none.
func (f figure) said() any {
	if f.v == NotGiven {
		return text.K("monthly.none")
	}
	return digits(f.v, f.near)
}

// changed says a figure before and after, in digits and words.
func changed(i flows.Indicator, before, after figure) text.Key {
	if after.v == NotGiven {
		return text.Key{Name: "monthly.change", Args: text.Args{"before": said(i, before.said()), "after": after.said()}}
	}
	key := said(i, text.Key{Name: "monthly.change", Args: text.Args{"before": before.said(), "after": after.said()}})
	if words := inWords(i, after.v); words != "" {
		return text.Key{Name: "monthly.echo", Args: text.Args{"said": key, "words": words}}
	}
	return key
}
