package directive

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// A draft is a directive as far as it was written.
type draft struct {
	words  string
	files  []flows.File
	masked bool
	title  string

	way    string   // how its places were chosen: one of the ways
	units  []string // those that were chosen by themselves
	narrow string   // what the choices of units are narrowed down to
	list   string   // the key of the saved list they come from
	places []string // where it goes, whatever the way
	name   string   // under which the places are saved

	whom    Whom
	ask     Ask
	options []string
	form    string // the name of the one that is to be filled in
	due     time.Time
	start   time.Time
	storm   bool

	doubt      []time.Time // what the words for the due date can mean, until it is asked
	doubtStart []time.Time // and those for the start
	from       int64       // the directive it was made from
}

// The ways to say where a directive goes.
const (
	everywhere = "all"
	byCommune  = "communes"
	byTeam     = "teams"
	bySaved    = "lists"
	byNames    = "named"
)

// The limits of what can be sent (the API notes, A1 and A5). A longer text than
// one message holds leaves as several, numbered.
const (
	longestText  = 10000    // letters
	largestFile  = 50 << 20 // bytes
	mostFiles    = 10       // of an album
	longestTitle = 120
	fewestWays   = 2 // of ForOneOf
	mostWays     = 8
	longestWay   = 24 // letters, of the label of a button
	longWords    = 120
)

// Composing is how a directive is written (conversations 7): what it says, where
// it goes and to whom, what is asked until when; its preview; and the word to send
// it. What can be left out is offered at the preview and not asked for.
var Composing = &talk.Script[draft]{
	Name: "chidao", Section: "compose", Also: "content", Whole: true,
	Questions: []*talk.Question[draft]{
		{Name: "content", Open: viet.Text, Files: true, Gather: true, Fits: fitsContent, Take: takeContent, Faults: []string{"long", "large", "many"}},
		{Name: "title", Open: viet.Text, Extra: true, Skip: true, Take: takeTitle, Faults: []string{"long"}},
		{Name: "where", Open: viet.Text, Offer: offerWhere, Fits: fitsWhere, Take: takeWhere, Check: checkWhere, Drops: []string{"units", "list", "save"}, Faults: []string{"added", "unknown", "several"}},
		{Name: "units", Open: viet.Text, Under: true, When: draft.byUnit, Offer: offerUnits, Match: matchUnits, Take: takeUnits, Check: checkUnits, Faults: []string{"added", "unknown", "none", "narrowed"}},
		{Name: "list", Open: viet.Text, Under: true, When: draft.byList, Offer: offerLists, Take: takeList, Check: checkList, Faults: []string{"added", "gone"}},
		{Name: "whom", Open: viet.Text, Pick: picks("compose.whom.", "team", "heads", "members", "charge"), Take: takeWhom, Faults: []string{"added"}},
		{Name: "ask", Open: viet.Text, Pick: picks("compose.ask.", "know", "confirm", "figure", "words", "oneof"), Fits: fitsAsk, Take: takeAsk, Drops: []string{"options", "form"}, Faults: []string{"added"}},
		{Name: "form", Open: viet.Text, Under: true, When: func(d draft) bool { return d.ask == ToFillForm }, Offer: offerForms, Fits: fitsForm, Take: takeForm, Check: checkForm, Faults: []string{"added"}},
		{Name: "options", Open: viet.Text, Under: true, When: func(d draft) bool { return d.ask == ForOneOf }, Take: takeOptions, Faults: []string{"few", "long"}},
		{Name: "due", Open: viet.Text, When: func(d draft) bool { return d.ask.Wants() }, Offer: offerDue, Fits: fitsDue, Take: takeDue, Drops: []string{"day", "meant"}, Faults: []string{"added", "past", "unread"}},
		{Name: "day", Open: viet.Text, Under: true, When: func(d draft) bool { return d.ask.Wants() && d.due.Equal(someDay) }, Offer: offerDays, Fits: fitsDue, Take: takeDue, Faults: []string{"added", "past", "unread"}},
		{Name: "meant", Open: viet.Text, Under: true, When: func(d draft) bool { return d.ask.Wants() && len(d.doubt) > 0 }, Offer: offerReadings, Fits: meantOne(fitsDue), Take: takeDue, Faults: []string{"added", "past", "unread"}},
		{Name: "start", Open: viet.Text, Extra: true, Offer: offerStart, Fits: fitsStart, Take: takeStart, Drops: []string{"hour"}, Faults: []string{"added", "past", "unread"}},
		{Name: "hour", Open: viet.Text, Under: true, When: func(d draft) bool { return len(d.doubtStart) > 0 }, Offer: offerReadings, Fits: meantOne(fitsStart), Take: takeStart, Faults: []string{"added", "past", "unread"}},
		{Name: "save", Open: viet.Text, Extra: true, When: func(d draft) bool { return len(d.units) > 0 }, Fits: fitsName, Take: takeName, Faults: []string{"long"}},
		{Name: "storm", Open: viet.Text, Extra: true, Under: true, Take: func(d *draft, g talk.Given) string {
			d.storm = g.Text == "yes"
			return ""
		}},
		{Name: "from", Open: viet.Text, Extra: true, Under: true, Take: takeFrom},
		{Name: "review", Open: viet.Text, Screen: preview, Offer: offerReview, First: func(draft) string { return "send" },
			Pick: []talk.Pick{{Key: "compose.send", Value: "send"}}, Take: takeWord,
			Faults: []string{"counting", "changed", "empty", "right", "due", "start", "soon"}},
	},
	New:    func(*flows.Turn, string) draft { return draft{} },
	Blanks: blanks,
	Ready:  ready,
	Finish: func(t *flows.Turn, _ string, d draft) { d.issue(t, Sending) },
}

// picks are fixed choices whose keys end as their values.
func picks(prefix string, values ...string) []talk.Pick {
	var all []talk.Pick
	for _, v := range values {
		all = append(all, talk.Pick{Key: prefix + v, Value: v})
	}
	return all
}

// byUnit and byList report whether communes or teams, or a saved list, are to be
// chosen.
func (d draft) byUnit() bool { return d.way == byCommune || d.way == byTeam }

func (d draft) byList() bool { return d.way == bySaved }

// fitsContent keeps what is said within what can be sent.
func fitsContent(_ *flows.Turn, d draft, g *talk.Given) (fault string) {
	files := slices.DeleteFunc(slices.Clone(g.Files), func(f flows.File) bool { return f.Size > largestFile })
	if len(files) < len(g.Files) {
		fault = "large"
	}
	if room := mostFiles - len(d.files); len(files) > room {
		files, fault = files[:max(room, 0)], "many"
	}
	g.Files = files
	if n := len([]rune(d.words)) + len([]rune(g.Text)); n > longestText {
		g.Text, fault = "", "long"
	}
	return fault
}

func takeContent(d *draft, g talk.Given) string {
	if len([]rune(g.Text)) > longestText {
		return "long"
	}
	d.words, d.files, d.masked = g.Text, g.Files, g.Masked
	return ""
}

func takeTitle(d *draft, g talk.Given) string {
	if len([]rune(g.Text)) > longestTitle {
		return "long"
	}
	d.title = strings.Join(strings.Fields(g.Text), " ")
	return ""
}

func takeWhom(d *draft, g talk.Given) string {
	for w := ToTeam; w <= ToCharge; w++ {
		if w.Name() == g.Text {
			d.whom = w
			return ""
		}
	}
	return "added"
}

func takeAsk(d *draft, g talk.Given) string {
	for a := ToKnow; a <= ToFillForm; a++ {
		if a.Name() == g.Text {
			d.ask = a
			return ""
		}
	}
	return "added"
}

// listMark is what a line of a list begins with: "- ", "2. ", "3)". A figure that
// belongs to the answer, as in "7 giờ", is none.
var listMark = regexp.MustCompile(`^(?:[-•+]|\d{1,2}[.)])(?: |(\pL))`)

// takeOptions reads the answers to choose from: one a line, or in one line with
// signs between them.
func takeOptions(d *draft, g talk.Given) string {
	parts := strings.Split(g.Text, "\n")
	if len(parts) == 1 {
		parts = strings.FieldsFunc(g.Text, func(r rune) bool { return r == ';' || r == ',' || r == '/' })
	}
	var options []string
	seen := map[string]bool{}
	for _, p := range parts {
		p = listMark.ReplaceAllString(strings.Join(strings.Fields(p), " "), "$1")
		switch {
		case p == "" || seen[viet.Fold(p)]:
		case len([]rune(p)) > longestWay:
			return "long"
		default:
			seen[viet.Fold(p)] = true
			options = append(options, p)
		}
	}
	if len(options) < fewestWays || len(options) > mostWays {
		return "few"
	}
	d.options = options
	return ""
}

// takeWord takes the word to send.
func takeWord(_ *draft, g talk.Given) string {
	if g.Text != "send" {
		return "changed"
	}
	return ""
}

// blanks fill the texts of the questions.
func blanks(t *flows.Turn, _ string, d draft) text.Args {
	return text.Args{
		"count": len(d.units), "letters": longestText, "size": largestFile >> 20, "files": mostFiles,
		"least": fewestWays, "most": mostWays, "label": longestWay, "title": longestTitle, "longest": longestName, "lists": mostLists,
		"question": whatToDo(t),
	}
}

// A draft as a directive, as it would be if it were sent now.
func (d draft) directive(t *flows.Turn) Directive {
	made := Directive{
		Number: numbers.Last(t.Tx, "directive") + 1, By: t.From.ID, At: t.Event.At, Title: d.title, Text: d.words, Files: d.files, Places: d.places,
		Whom: d.whom, Ask: d.ask, Options: d.options, Due: d.due, Storm: d.storm, Start: d.start, From: d.from,
	}
	if !d.ask.Wants() {
		made.Due = time.Time{}
	}
	if d.ask != ForOneOf {
		made.Options = nil
	}
	if f, ok := t.Set.FormOf(d.form); ok && d.ask == ToFillForm {
		made.Form, made.FormTitle = f.Name, f.Title
	}
	if d.storm {
		made.Start = time.Time{}
	}
	return made
}
