package report

import (
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/talk"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// A draft is what was written of a report in a guided talk.
type draft struct {
	what       talk.Given
	category   string
	since      string
	households int
	counted    bool
	proposal   string
	files      []flows.File
	caption    string
	masked     bool
	heard      []string // the service's ids of the messages it was said in
	way        string
}

// The ways out of the summary.
const (
	send       = "send"
	sendUrgent = "urgent"
)

// Guided asks for a report question by question (conversations 4): what
// happened, what it is about, since when, how many households, what the team
// proposes, and pictures or voices. One message may answer several of them.
var Guided = &talk.Script[draft]{
	Name: "guided", Section: "report.guided", Also: "what",
	Questions: []*talk.Question[draft]{
		{Name: "what", Open: viet.Text, Files: true, Take: takeWhat},
		{Name: "category", Open: viet.Text, Pick: kinds(), First: likeliest, Take: takeCategory, Faults: []string{"added"}},
		{Name: "since", Open: viet.Text, Skip: true, Take: func(d *draft, g talk.Given) string {
			d.since = d.hear(g)
			return ""
		}},
		{Name: "households", Open: viet.Text, Skip: true, Number: true, Take: takeHouseholds, Faults: []string{"number"}},
		{Name: "proposal", Open: viet.Text, Skip: true, Take: func(d *draft, g talk.Given) string {
			d.proposal = proposed(d.hear(g))
			return ""
		}},
		{Name: "files", Open: viet.Text, Files: true, Gather: true, Skip: true, Take: func(d *draft, g talk.Given) string {
			d.caption = d.hear(g)
			return ""
		}},
		{Name: "review", Open: viet.Text, Shows: summary, Take: takeWay,
			Pick: []talk.Pick{{Key: "report.guided.send", Value: send}, {Key: "report.guided.send.urgent", Value: sendUrgent}}},
	},
	Read:   readDraft,
	Ready:  allowed,
	Finish: guided,
	Alarm:  alarm,
}

// kinds are the choices of what a report is about.
func kinds() []talk.Pick {
	var picks []talk.Pick
	for _, name := range categories {
		picks = append(picks, talk.Pick{Key: "category." + name, Value: name})
	}
	return picks
}

// likeliest is what the words let guess.
func likeliest(d draft) string {
	name, _, _ := viet.Guess(d.what.Text)
	return name
}

func takeWhat(d *draft, g talk.Given) string {
	d.what = g
	d.hear(g)
	return ""
}

// hear notes in which messages something was said and what came with it, and
// returns the words.
func (d *draft) hear(g talk.Given) string {
	d.heard = append(d.heard, g.Messages()...)
	d.files = append(d.files, g.Files...)
	d.masked = d.masked || g.Masked
	return g.Text
}

func takeCategory(d *draft, g talk.Given) string {
	if !slices.Contains(categories[:], g.Text) {
		return "added"
	}
	d.category = g.Text
	return ""
}

// takeHouseholds reads a number, also within words. Not to know it is an
// answer too.
func takeHouseholds(d *draft, g talk.Given) string {
	d.hear(g)
	m := viet.Mean(g.Text, viet.Context{Open: viet.Number})
	_, _, n := viet.Guess(g.Text)
	switch {
	case m.Kind == viet.Value:
		n = int(min(m.Number, 99999))
	case viet.Mean(g.Text, viet.Context{Open: viet.YesNo}).Name == viet.Unsure:
		return ""
	case n == 0:
		return "number"
	}
	d.households, d.counted = n, true
	return ""
}

func takeWay(d *draft, g talk.Given) string {
	if g.Text != send && g.Text != sendUrgent {
		return "review" // it is not asked for: the summary stands there again
	}
	d.way = g.Text
	return ""
}

// readDraft finds what words say besides what they answer.
func readDraft(words string) map[string]string {
	read := map[string]string{"since": viet.Since(words), "proposal": viet.Proposal(words)}
	if _, _, n := viet.Guess(words); n > 0 {
		read["households"] = strconv.Itoa(n)
	}
	return read
}

// summary is all that was answered, for the person to look over.
func summary(d draft) text.Args {
	none := text.K("report.guided.none")
	or := func(s string) any {
		if s == "" {
			return none
		}
		return viet.Short(s, 100)
	}
	args := text.Args{
		"what": viet.Short(strings.Join([]string{d.what.Text, d.caption}, " "), 180), "category": none, "since": or(d.since),
		"households": none, "proposal": or(d.proposal), "files": none,
	}
	if d.category != "" {
		args["category"] = text.K("category." + d.category)
	}
	if d.counted {
		args["households"] = d.households
	}
	if list := casework.FileList([]casework.Part{{Files: d.files}}); len(list) > 0 {
		args["files"] = list
	}
	return args
}

// Guide begins the guided talk, or goes on with the one that was begun. Whoever has
// no post is not asked for what would be refused.
func Guide(t *flows.Turn, _ []string) {
	if _, _, _, begun := Guided.Peek(t, talk.NoCode); !begun && outside(t) {
		sayOutside(t, "report.outside")
		return
	}
	Guided.Begin(t, talk.NoCode)
}

// allowed looks whether whoever began the talk may still file what was written. If
// not it stays written, for the day that person is let in again.
func allowed(t *flows.Turn, _ string, d draft, _ string) (fault string, ok bool) {
	return "", d.way == sendUrgent || !turnedAway(t, "report.outside.kept", viet.Mean(d.what.Text, viet.Context{}).Kind, d.part(t))
}

// alarm files at once what speaks of danger, with all that was written before
// (decision 10): whether people are in danger is asked then.
func alarm(t *flows.Turn, d draft, g talk.Given) bool {
	if viet.Mean(t.Event.Text, viet.Context{}).Kind != viet.Danger {
		return false
	}
	d.add(g)
	c := file(t, filing{meaning: viet.Meaning{Kind: viet.Danger}, draft: &d})
	t.Reply("report.guided.danger", text.Args{"code": c.Code})
	return true
}

// guidedUrgent files what was written of a guided report so far together with
// the urgent words that came in its midst; false if nothing was written.
func guidedUrgent(t *flows.Turn, words string) bool {
	d, ok := Guided.Draft(t, talk.NoCode)
	if !ok {
		return false
	}
	g := talk.Given{Files: t.Event.Files}
	masked, kinds := viet.Mask(viet.Clean(words))
	g.Text, g.Masked = masked, len(kinds) > 0
	if words != "" {
		g.Said = t.Event.Message
	}
	d.add(g)
	c := file(t, filing{meaning: viet.Meaning{Kind: viet.Urgent, Rest: words}, urgent: true, draft: &d})
	t.Reply("report.guided.urgent", text.Args{"code": c.Code})
	return true
}

// proposed is what is proposed, without the word that says so: the summary and
// the card put it before by themselves.
func proposed(words string) string {
	p := viet.Proposal(words)
	if head, whole := strings.CutSuffix(words, p); whole && p != "" && len(strings.Fields(head)) <= 3 {
		return p
	}
	return words
}

// add puts a message behind what happened.
func (d *draft) add(g talk.Given) {
	d.what.Text = strings.TrimSpace(d.what.Text + "\n" + d.hear(g))
	d.what.Added = append(slices.Clone(d.what.Added), g.Messages()...)
}

// guided is the end of the talk: its person sent it.
func guided(t *flows.Turn, _ string, d draft) {
	if d.what.Text == "" && d.caption == "" && len(d.files) == 0 {
		t.Reply("report.nothing", nil)
		return
	}
	m := viet.Mean(d.what.Text, viet.Context{})
	if d.way == sendUrgent {
		m = viet.Meaning{Kind: viet.Urgent}
	}
	file(t, filing{meaning: m, urgent: m.Kind == viet.Urgent, draft: &d})
}

// part is the first message of the report. An edit of the message it was said in
// changes it, unless it was said in several: then what the edit says is added.
func (d draft) part(t *flows.Turn) casework.Part {
	p := casework.Part{At: t.Event.At, Text: strings.TrimSpace(d.what.Text + "\n" + d.caption), Files: d.files}
	if ids := d.what.Messages(); len(ids) == 1 && d.caption == "" {
		p.Said = ids[0]
	}
	return p
}

// fill puts what was answered besides into a case.
func (d draft) fill(c *casework.Case) {
	c.Since, c.Proposal = d.since, d.proposal
	if d.category != "" {
		c.Category, c.Chosen = d.category, true
	}
	if d.counted {
		c.Households, c.Counted = d.households, true
	}
	guess(c)
}

// noteHeard remembers the messages of the talk, so that an edit of one is an
// edit of the report.
func (d draft) noteHeard(t *flows.Turn, code string) {
	for _, id := range d.heard {
		casework.NoteSaid(t, id, code)
	}
}
