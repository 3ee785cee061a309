package report

import (
	"slices"
	"strings"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// categories are the kinds of matters, in the order a person chooses from them
// (the domain notes, 12.4). There is none for religion, ethnicity, political
// views or a person's health, and there will be none.
var categories = flows.Categories()

// mine returns the open report that its reporter's verb names. Of one that is
// over the card is shown instead, as it stands.
func mine(t *flows.Turn, args []string) (c casework.Case, ok bool) {
	if c, ok = casework.Own(t, args); ok && !c.State.Open() {
		casework.View(t, args)
		return c, false
	}
	return c, ok
}

// Category changes what sort of matter a report is taken for: without a name
// it asks, five at a time.
func Category(t *flows.Turn, args []string) {
	c, ok := mine(t, args)
	if !ok {
		return
	}
	name := ""
	if len(args) > 1 {
		name = strings.ToUpper(args[1])
	}
	if slices.Contains(categories[:], name) {
		old := c.Category
		c.Category, c.Chosen = name, true
		casework.Rerouted(t, &c, old)
		casework.Keep(t, c)
		casework.Show(t, c)
		t.Reply("category.done", text.Args{"code": c.Code, "category": text.K("category." + name)})
		return
	}
	from := 0
	if len(name) == 1 && name[0] >= '1' && name[0] <= '2' {
		from = 5 * int(name[0]-'0')
	}
	var choices []flows.Choice
	for i, name := range categories[from:min(from+5, len(categories))] {
		choices = append(choices, flows.Choice{Key: "category." + name, Do: "loai " + c.Code + " " + name, Row: i%2 == 0})
	}
	if from+5 < len(categories) {
		choices = append(choices, flows.Choice{Key: "category.more", Do: "loai " + c.Code + " " + string('1'+rune(from/5)), Row: true})
	}
	t.Reply("category.ask", text.Args{"code": c.Code}, choices...)
}

// Correction asks for the right words.
var Correction = talk.One("edit", "report.edit", "text", offerTo, corrected)

// Edit lets a reporter write the report anew.
func Edit(t *flows.Turn, args []string) {
	c, ok := mine(t, args)
	if !ok {
		return
	}
	Correction.Begin(t, c.Code)
}

func corrected(t *flows.Turn, code string, g talk.Given) {
	c, ok := casework.Cases.Get(t.Tx, code)
	if !ok || c.Reporter != t.From.ID || !c.State.Open() {
		flows.Unasked(t) // the case is over; what was written is not
		return
	}
	i := firstTold(c)
	if i >= 0 && c.State == casework.New {
		c.Parts = slices.Clone(c.Parts)
		c.Parts[i].Said = t.Event.Message // an edit of this message is an edit of the report
		casework.NoteSaid(t, t.Event.Message, c.Code)
		casework.Keep(t, c)
	}
	rewrite(t, c, i, g.Text)
	if len(g.Files) > 0 {
		c, _ = casework.Cases.Get(t.Tx, code)
		casework.Supplement(t, &c, casework.Part{At: t.Event.At, Files: g.Files, Said: t.Event.Message}, false)
		casework.Keep(t, c)
	}
	if c.State == casework.New {
		t.Reply("report.edit.done", text.Args{"code": code})
	} else {
		t.Reply("report.edit.late", text.Args{"code": code})
	}
}

// Edited takes the change of a message that was sent before: it changes the
// report while nobody has taken it, and is added to it afterwards.
func Edited(t *flows.Turn) {
	kind := viet.Mean(t.Event.Text, viet.Context{}).Kind
	pressing := kind == viet.Urgent || kind == viet.Danger || kind == viet.Secret
	if !pressing && Guided.Reworded(t, talk.NoCode) {
		return
	}
	code, _ := casework.SaidIn(t, t.Event.Message)
	c, ok := casework.Cases.Get(t.Tx, code)
	if !ok || c.Reporter != t.From.ID {
		// It went into no case: what it says now may be a report. A service also
		// tells of changes that nobody made, so nothing else is done again.
		switch kind {
		case viet.Urgent, viet.Danger, viet.Report, viet.Secret:
			flows.Unasked(t)
		}
		return
	}
	i := slices.IndexFunc(c.Parts, func(p casework.Part) bool { return p.Said == t.Event.Message })
	rewrite(t, c, i, t.Event.Text)
}

func firstTold(c casework.Case) int {
	return slices.IndexFunc(c.Parts, func(p casework.Part) bool { return p.Kind == casework.Told })
}

// rewrite puts new words in place of a part's while nobody has taken the case.
// Afterwards, or where the part was put right by another message already, the
// words are added, so that nothing that was typed is lost.
func rewrite(t *flows.Turn, c casework.Case, i int, given string) {
	m := viet.Mean(given, viet.Context{})
	if m.Kind == viet.Urgent && m.Rest != "" {
		given = m.Rest
	}
	masked, kinds := viet.Mask(viet.Clean(given))
	switch {
	case m.Kind == viet.Secret:
		t.Reply("desk.secret", nil)
		return
	case masked == "" || i >= 0 && c.Parts[i].Text == masked:
		return
	case !c.State.Open():
		afterEnd(t, c, m)
		return
	}
	c.Masked = c.Masked || len(kinds) > 0
	if i < 0 || c.State != casework.New {
		casework.Supplement(t, &c, casework.Part{At: t.Event.At, Text: masked}, len(kinds) > 0)
		regrade(t, &c)
	} else {
		was := c.Parts[i]
		was.Kind, was.Files, was.Said = casework.Replaced, nil, ""
		c.Parts = append(slices.Clone(c.Parts), was)
		c.Parts[i].Text = masked
		if !c.Chosen {
			c.Category = ""
		}
		regrade(t, &c)
	}
	switch {
	case m.Kind == viet.Urgent && c.Level != casework.LifeAndDanger:
		casework.Raise(t, &c, "the word, by an edit")
	case m.Kind == viet.Danger && c.Danger == casework.NotAsked && c.Level != casework.LifeAndDanger && c.State == casework.New:
		casework.AskDanger(t, &c)
	}
	casework.Keep(t, c)
	casework.Show(t, c)
}

// afterEnd takes what an edit says of a report that is over: danger, unless it was
// known before, is a report of its own, and what became part of another is added
// to that.
func afterEnd(t *flows.Turn, c casework.Case, m viet.Meaning) {
	switch {
	case (m.Kind == viet.Urgent || m.Kind == viet.Danger) && c.Level != casework.LifeAndDanger:
		flows.Unasked(t)
	case open(t, c.Code):
		g, _ := gatherings.Get(t.Tx, string(t.Event.Chat))
		join(t, c.Code, g)
	default:
		t.Reply("case.over", text.Args{"code": c.Code, "state": text.K("case.state." + c.State.Name())})
	}
}

// Split makes the last message of a report a report of its own.
func Split(t *flows.Turn, args []string) {
	c, ok := casework.Own(t, args)
	if !ok {
		return
	}
	last := len(c.Parts) - 1
	if !c.State.Open() || last < 1 || c.Parts[last].Kind != casework.Told || c.Parts[last].By != "" {
		t.Reply("report.split.none", text.Args{"code": c.Code})
		return
	}
	apart(t, c, last)
}

// apart takes a part out of a case and files it by itself.
func apart(t *flows.Turn, c casework.Case, i int) casework.Case {
	p := c.Parts[i]
	c.Parts = slices.Delete(slices.Clone(c.Parts), i, i+1)
	casework.Keep(t, c)
	p.Kind = casework.Told
	n := fresh(t, p, false)
	n.Unit, n.Path, n.Today, n.Several = c.Unit, c.Path, c.Today, c.Several
	n.Above = c.Above && c.Reporter == n.Reporter // what a handler said tells nothing of where the report went since
	if m := viet.Mean(p.Text, viet.Context{}); m.Kind == viet.Danger {
		casework.AskDanger(t, &n)
	} else if p.Text == "" {
		n.Unheard, n.Level = true, casework.Soon
		casework.TellDuty(t, &n, "not heard or seen")
	} else {
		regrade(t, &n)
	}
	if n.Above {
		casework.SealUp(t, &n)
	}
	casework.Route(t, &n)
	casework.Keep(t, n)
	casework.NoteSaid(t, p.Said, n.Code)
	gatherings.Put(t.Tx, gathering{Chat: t.Event.Chat, Code: n.Code, Last: t.Event.At})
	casework.Show(t, c)
	casework.Show(t, n)
	return n
}

// Elsewhere is the reporter's word that what was taken for an answer is a new
// matter.
func Elsewhere(t *flows.Turn, args []string) {
	if len(args) < 2 {
		return
	}
	c, ok := casework.Cases.Get(t.Tx, args[0])
	i := slices.IndexFunc(c.Parts, func(p casework.Part) bool {
		return p.Said == args[1] && (p.Kind == casework.Reply && c.Reporter == t.From.ID || p.Kind == casework.Remarked && p.By == t.From.ID)
	})
	if !ok || i < 0 {
		t.Reply("case.answer.gone", text.Args{"code": args[0]})
		return
	}
	t.Answered(t.Event.Chat, "case.answer", c.Code)
	n := apart(t, c, i)
	casework.TakeBack(t, c)
	t.Reply("case.answer.moved", text.Args{"code": n.Code})
}
