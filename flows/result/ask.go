package result

import (
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/figures"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// ask asks the first of what is in doubt.
func (k Telling) ask(t *flows.Turn) {
	d := k.Asked[0]
	i, _ := figures.Find(t.Set.Indicators, d.Codes[0])
	left := strconv.Itoa(len(k.Asked))
	pick := func(key string, args text.Args, what string) flows.Choice {
		return flows.Choice{Key: key, Args: args, Do: k.do("kqchon", left, what), Row: true}
	}
	var choices []flows.Choice
	key, open := "result.ask.number", viet.Number
	switch {
	case len(d.Codes) > 1:
		key, open = "result.ask.which", viet.Text
		for _, code := range d.Codes[:min(len(d.Codes), 8)] {
			called := label(t.Set.Indicators, code)
			choices = append(choices, pick(called.Name, called.Args, code))
		}
	case d.Much && k.over(t.Set.Indicators, d.Codes[0], d.Values[0]):
		key, open = "result.ask.over", viet.Text // no word makes more settled than was brought
	case d.Much:
		key, open = "result.ask.much", viet.YesNo
		choices = append(choices, pick("result.right", nil, "0"))
	case d.Worth:
		key = "result.ask.worth"
	case len(d.Values) == 0:
		key = "result.ask.type"
	default:
		for n, v := range d.Values {
			choices = append(choices, pick("result.ask.value", text.Args{"figure": viet.Amount{Low: v, High: v, Unit: i.Unit}.Digits()}, strconv.Itoa(n)))
		}
	}
	choices = append(choices, pick("result.ask.leave", nil, leave))
	args := text.Args{"words": d.Words, "label": label(t.Set.Indicators, d.Codes[0])}
	if len(d.Values) > 0 {
		args["figure"] = figures.Digits(i, d.Values[0])
	}
	id := t.Reply(key, args, choices...)
	t.Ask(t.Reader, flows.Question{Kind: DoubtKind, Code: strconv.Itoa(k.Seq), Open: open, Said: id})
}

// leave says that a figure is not to be counted.
const leave = "x"

// picks are the indicators that have a short label of their own for a button.
const picks = " A1 A2 A3 B7 B8 C1 C2 D1 D2 D3 D4 D5 D6 D7 E1 E2 F1 F2 F3 "

// label is what an indicator is called in few words, as a button and a line have
// room for.
func label(all []flows.Indicator, code string) text.Key {
	i, _ := figures.Find(all, code)
	if i.Label == "" && strings.Contains(picks, " "+code+" ") {
		return text.K("result.pick." + code)
	}
	return text.Key{Name: "result.pick.other", Args: text.Args{"label": viet.Short(i.Label, 22)}}
}

// over reports whether a number of an indicator is more than there is, among what is
// sure, of the one it is a part of.
func (k Telling) over(all []flows.Indicator, code string, v viet.Num) bool {
	i, _ := figures.Find(all, code)
	var whole viet.Num
	told := false
	for _, f := range k.Sure {
		if f.Code == i.Within {
			whole, told = whole+f.Value, true
		}
	}
	return told && v > whole
}

// Pick is the answer by a press. left is how many were in doubt when it was
// asked, so that a button that stood before is not taken for another figure.
func Pick(t *flows.Turn, args []string) {
	k, ok := mine(t, args)
	if !ok {
		return
	}
	if len(args) < 3 || args[1] != strconv.Itoa(len(k.Asked)) || len(k.Asked) == 0 {
		t.Reply("result.ask.past", nil)
		return
	}
	d := k.Asked[0]
	switch n, err := strconv.Atoi(args[2]); {
	case args[2] == leave:
		k.settle(t, nil)
	case len(d.Codes) > 1 && slices.Contains(d.Codes, args[2]):
		k.narrow(t, args[2])
	case len(d.Codes) == 1 && err == nil && n >= 0 && n < len(d.Values):
		k.settle(t, &d.Values[n])
	default:
		t.Reply("result.ask.past", nil)
	}
}

// DoubtSaid is the answer in words: which of them it is, or the number.
func DoubtSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	seq, _ := strconv.Atoi(q.Code)
	k, ok := Tellings.Get(t.Tx, key(t.From.ID, seq))
	if !ok || k.State == Gone || len(k.Asked) == 0 {
		flows.Unasked(t)
		return
	}
	if k.left(t) {
		t.Answered(t.Event.Chat, DoubtKind, q.Code)
		return
	}
	d := k.Asked[0]
	over := d.Much && k.over(t.Set.Indicators, d.Codes[0], d.Values[0])
	switch {
	case m.Kind == viet.Skip || m.Kind == viet.Cancel || d.Much && m.Kind == viet.No:
		k.settle(t, nil)
	case d.Much && m.Kind == viet.Yes && !over:
		k.settle(t, &d.Values[0])
	case len(d.Codes) > 1:
		if code, ok := figures.Chosen(t.Set.Indicators, d.Codes, t.Event.Text); ok {
			k.narrow(t, code)
			return
		}
		flows.Unasked(t)
	default:
		i, _ := figures.Find(t.Set.Indicators, d.Codes[0])
		a, one := viet.Figure(t.Event.Text, i.Unit).One()
		if n, whole := a.Number(); one && whole && n <= figures.Greatest {
			k.settle(t, &n)
			return
		}
		if over && len(viet.Words(t.Event.Text)) == 1 { // "đúng" makes no more settled than was brought
			t.Answered(t.Event.Chat, DoubtKind, q.Code)
			k.ask(t)
			return
		}
		flows.Unasked(t)
	}
}

// narrow says of which indicator the figure in doubt is; its number may be in
// doubt too.
func (k Telling) narrow(t *flows.Turn, code string) {
	k.Asked = slices.Clone(k.Asked)
	k.Asked[0].Codes = []string{code}
	if d := k.Asked[0]; len(d.Values) == 1 && !d.Worth {
		k.settle(t, &d.Values[0])
		return
	}
	Tellings.Put(t.Tx, k)
	k.ask(t)
}

// settle takes the figure in doubt for a number, or leaves it out, and goes on to
// the next. What was only offered is counted when its person has answered.
func (k Telling) settle(t *flows.Turn, value *viet.Num) {
	t.Answered(t.Event.Chat, DoubtKind, strconv.Itoa(k.Seq))
	d := k.Asked[0]
	k.Asked = k.Asked[1:]
	if value != nil {
		i, _ := figures.Find(t.Set.Indicators, d.Codes[0])
		if over := k.over(t.Set.Indicators, d.Codes[0], *value); over || i.Most > 0 && *value > i.Most && !d.Much {
			k.Asked = append([]Doubt{{Codes: d.Codes, Values: []viet.Num{*value}, Near: d.Near, Words: d.Words, Much: true}}, k.Asked...)
			Tellings.Put(t.Tx, k)
			k.ask(t)
			return
		}
		if k.State == Offered {
			for _, f := range k.Sure { // they are told of as counted below
				k.file(t, f)
			}
		}
		k.State = Kept
		f := Figure{Code: d.Codes[0], Value: *value, Near: d.Near, Words: d.Words, Late: k.closed(t.Tx)}
		k.Sure = append(slices.Clone(k.Sure), f)
		k.file(t, f)
	}
	Tellings.Put(t.Tx, k)
	switch {
	case len(k.Asked) > 0:
		k.ask(t)
	case len(k.Sure) == 0:
		k.State = Gone
		Tellings.Put(t.Tx, k)
		t.Reply("result.notcounted", nil)
	case len(k.late()) > 0:
		t.Reply("result.late", k.argsOf(t, k.late()), k.ways(t)...)
		k.tellHead(t)
	default:
		t.Reply("result.all", k.args(t), k.ways(t)...)
	}
}
