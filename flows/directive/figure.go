package directive

import (
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// briefly is how many words have at most an answer that is no plain figure and is
// still taken for one while a figure is asked: more is a matter of its own.
const briefly = 6

// readable reports whether words give a figure, or what a figure can be asked back
// from.
func readable(words string) bool {
	switch r := viet.Figure(words, viet.Bare); r.Status {
	case viet.SureFigure, viet.NearFigure:
		return true
	case viet.AskFigure, viet.HiddenFigure:
		return len(strings.Fields(words)) <= briefly
	}
	return negative(words)
}

// negative reports whether words begin like a number below zero.
func negative(words string) bool {
	rest, ok := strings.CutPrefix(viet.Fold(words), "am ")
	if !ok {
		rest, ok = strings.CutPrefix(strings.ReplaceAll(words, "−", "-"), "-")
	}
	rest = strings.TrimSpace(rest)
	return ok && rest != "" && '0' <= rest[0] && rest[0] <= '9'
}

// figure takes a figure as it was typed. It is repeated in digits and words before
// it is kept; what can be read in several ways is asked (conversations 8).
func figure(t *flows.Turn, d Directive, p Party, words string) {
	q := flows.Question{Kind: "cd.figure", Open: viet.Number, Digits: true}
	r := viet.Figure(words, viet.Bare)
	n, plain := plainFigure(r)
	switch {
	case negative(words):
		askFor(t, d, q, "directive.answer.below")
	case r.Status == viet.HiddenFigure:
		askFor(t, d, q, "directive.answer.hidden")
	case plain:
		echo(t, d, n, r.Status == viet.NearFigure)
		warn(t, words)
	case r.Status == viet.NoFigure:
		askFor(t, d, q, "directive.answer.nofigure")
	default:
		askWays(t, d, q, ways(r))
	}
}

// plainFigure is the number that an answer gives where it gives exactly one.
func plainFigure(r viet.FigureRead) (thousandths int64, ok bool) {
	if r.Status != viet.SureFigure && r.Status != viet.NearFigure || len(r.Found) != 1 {
		return 0, false
	}
	n, ok := r.Found[0].Number()
	return int64(n), ok
}

// ways are the numbers that an answer can mean, the likeliest first, each once.
func ways(r viet.FigureRead) (all []int64) {
	add := func(n viet.Num) {
		for _, known := range all {
			if known == int64(n) {
				return
			}
		}
		if len(all) < mostAsked {
			all = append(all, int64(n))
		}
	}
	amounts := r.Readings
	if len(amounts) == 0 {
		for _, f := range r.Found {
			amounts = append(amounts, f.Amount)
		}
	}
	for _, a := range amounts {
		add(a.Low)
		if a.High != a.Low {
			add(a.High)
		}
	}
	return all
}

// echo repeats a figure in digits and words and asks whether it is right.
func echo(t *flows.Turn, d Directive, figure int64, near bool) {
	yes, key := "cdso "+d.Code()+" "+strconv.FormatInt(figure, 10), "directive.answer.echo"
	if near {
		yes, key = yes+" ~", "directive.answer.echo.near"
	}
	note := flows.Note{
		Key: key, Args: text.Args{"n": d.Number, "figure": Figure(figure), "words": viet.Spelled(viet.Num(figure))}, About: aboutAnswer(d),
		Choices: []flows.Choice{{Key: "directive.answer.right", Do: yes}, {Key: "directive.answer.change", Do: "baoso " + d.Code()}},
	}
	if g, ok := onlyGroup(t); ok { // where it is asked, whoever answers for the team may say that it is right
		note.ReplyTo = bare(t.Event.Message)
		t.Say(g.In(t.Event.Topic), note)
		return
	}
	q := flows.Question{Kind: "cd.echo", Code: d.Code(), Open: viet.YesNo, Until: t.Event.At.Add(askedFor), Said: t.Say(t.Reader, note)}
	for _, c := range note.Choices {
		q.Buttons = append(q.Buttons, flows.Button{Do: c.Do})
	}
	t.Ask(t.Reader, q)
}

// askWays asks which of several numbers is meant. Where one of them is a single
// digit there are no buttons, as a digit that is typed then means the figure and
// no place in a list.
func askWays(t *flows.Turn, d Directive, q flows.Question, all []int64) {
	if len(all) == 0 {
		askFor(t, d, q, "directive.answer.nofigure")
		return
	}
	var lines text.List
	var choices []flows.Choice
	small := false
	for _, n := range all {
		lines = append(lines, text.Key{Name: "directive.answer.way", Args: text.Args{"figure": Figure(n), "words": viet.Spelled(viet.Num(n))}})
		choices = append(choices, flows.Choice{Key: "directive.answer.way.one", Args: text.Args{"figure": Figure(n)}, Do: "cdso " + d.Code() + " " + strconv.FormatInt(n, 10)})
		small = small || n < 10*1000
	}
	if small {
		choices = nil
	}
	note := flows.Note{Key: "directive.answer.ways", Args: text.Args{"n": d.Number, "ways": lines}, Choices: choices, About: aboutAnswer(d)}
	if g, ok := onlyGroup(t); ok {
		note.ReplyTo = bare(t.Event.Message)
		t.Say(g.In(t.Event.Topic), note)
		return
	}
	q.Code, q.Until, q.Said = d.Code(), t.Event.At.Add(askedFor), t.Say(t.Reader, note)
	if len(choices) > 0 {
		q.Digits, q.Open = false, viet.Menu
		for _, c := range choices {
			q.Buttons = append(q.Buttons, flows.Button{Do: c.Do})
		}
	}
	t.Ask(t.Reader, q)
}

// EchoSaid takes what was said to a figure that was repeated: that it is right, or
// that it is another.
func EchoSaid(t *flows.Turn, q flows.Question, m viet.Meaning) {
	switch {
	case m.Kind == viet.Yes && len(q.Buttons) > 0:
		FigureIs(t, strings.Fields(q.Buttons[0].Do)[1:])
	case m.Kind == viet.No && m.Rest != "":
		Answer(t, []string{q.Code, m.Rest})
	case m.Kind == viet.No:
		Answer(t, []string{q.Code})
	default:
		Said(t, q, m)
	}
}

// FigureIs keeps a figure that its teller has seen in digits and words. args: the
// number of the directive, the figure in thousandths, and ~ where it is near
// enough.
func FigureIs(t *flows.Turn, args []string) {
	d, p, ok := answerable(t, args)
	if !ok {
		return
	}
	unsure := len(args) > 2 && args[2] == "~"
	n, err := strconv.ParseInt(strings.Join(args[1:min(2, len(args))], ""), 10, 64)
	switch {
	case err != nil || n < 0 || d.Ask != ForFigure:
		t.Reply("desk.old", nil)
	case p.State == Answered && p.Figure == n && p.Unsure == unsure:
		told(t, d, p)
	default:
		p.replace(t, d)
		p.Figure, p.Unsure = n, unsure
		keep(t, d, p)
		told(t, d, p)
	}
}
